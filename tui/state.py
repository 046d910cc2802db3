"""Where one is and where one has been: pure values, new ones for every step.

Going back restores a whole state, not only an address: the query, the order, the line that the
cursor was on and how far the pane was scrolled. A visit after going back drops what lay ahead.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from tui.address import Address

Pane = Literal["search", "list", "card", "facets", "passage"]
"""What can have the focus: the search bar, and the panes from left to right and down."""

PANES: Final[tuple[Pane, ...]] = ("list", "card", "facets", "passage")
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


def panes_of(*, is_record: bool, has_facets: bool) -> tuple[Pane, ...]:
    """Return the panes that one walks through: facets stand in for a record and its words."""
    if is_record:
        return ("card", "passage")
    return ("list", "facets") if has_facets else ("list", "card", "passage")


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotes behind a fact, and which of them is shown."""

    ids: tuple[str, ...] = ()
    """The quotes."""
    at: int = 0
    """Which one, counted round."""

    @property
    def shown(self) -> str | None:
        """The one that is shown."""
        return self.ids[self.number] if self.ids else None

    @property
    def number(self) -> int:
        """Its place among them."""
        return self.at % len(self.ids) if self.ids else 0

    def step(self, by: int) -> Quotes:
        """Return the same with another one shown."""
        return replace(self, at=self.at + by)


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
