"""Where one is and where one has been: pure values, new ones for every step.

Going back restores a whole state, not only an address: the query, the order, the line that the
cursor was on and how far the pane was scrolled. A visit after going back drops what lay ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from tui.address import Address

Pane = Literal["search", "list", "card", "passage"]
"""What can have the focus: the search bar, and the three panes from left to right and down."""

PANES: Final[tuple[Pane, ...]] = ("list", "card", "passage")
"""The panes in the order in which one walks through them."""

FOCUSABLE: Final[tuple[Pane, ...]] = ("search", *PANES)
"""All that can have the focus."""

LONGEST = 200
"""How many places are remembered each way."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address and the reader's place in it."""

    address: Address = Address()  # noqa: RUF009 -- frozen, so one for all is safe
    """What is shown."""
    cursor: str | None = None
    """The key of the line that the cursor is on: a view, an event, a quote."""
    top: int = 0
    """How far the pane is scrolled, in lines."""
    pane: Pane = "list"
    """Which pane has the focus."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The places behind and ahead of the one that is shown."""

    behind: tuple[Place, ...] = ()
    """Where one came from, the last one last."""
    ahead: tuple[Place, ...] = ()
    """Where one went back from, the last one last."""

    def leave(self, here: Place) -> Trail:
        """Return the trail after a visit from `here`; nothing lies ahead any more."""
        return Trail((*self.behind, here)[-LONGEST:])

    def back(self, here: Place) -> tuple[Trail, Place] | None:
        """Return the trail one step back and the place there; None at the beginning."""
        if not self.behind:
            return None
        *rest, place = self.behind
        return Trail(tuple(rest), (*self.ahead, here)), place

    def forward(self, here: Place) -> tuple[Trail, Place] | None:
        """Return the trail one step forward and the place there; None at the end."""
        if not self.ahead:
            return None
        *rest, place = self.ahead
        return replace(self, behind=(*self.behind, here), ahead=tuple(rest)), place
