"""One command, and how its keys are printed; the table of all of them is `tui.commands`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from tui.address import Address

if TYPE_CHECKING:
    from textual.binding import Binding

Node = Literal[
    "app", "browse", "reader", "problems", "lines", "facets", "frequency", "search", "dialog"
]
"""Where a command is bound."""

Condition = Callable[[Address], bool]
"""Whether a command can do anything, given where one is."""


def always(_: Address) -> bool:
    """Whether a command can do something here: it always can."""
    return True


def in_list(address: Address) -> bool:
    """Whether it can do something here: in a list it can."""
    return address.is_list


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a reader can do."""

    name: str
    """What the settings file calls it, together with its node: `app.search`."""
    node: Node
    """Where it is bound."""
    keys: str
    """Its keys, separated by commas, as Textual names them."""
    action: str
    """The action that does it."""
    label: str
    """One or two words, for the footer."""
    help: str
    """A sentence, for help, palette and README."""
    footer: int = 0
    """Its place in the footer, 1 first; 0 for none."""
    when: Condition = always
    """Whether the palette offers it here; its key says elsewhere why it does nothing."""
    in_palette: bool = True
    """Whether the palette offers it; a cursor move is not worth a line there."""

    @property
    def id(self) -> str:
        """What the settings file calls it."""
        return f"{self.node}.{self.name}"

    @property
    def is_step(self) -> bool:
        """Whether it moves a cursor, and does nothing else."""
        return self.node == "lines" and self.name in _STEPS

    @property
    def target(self) -> str:
        """The action as the screen of its node runs it."""
        return f"app.{self.action}" if self.node == "app" else self.action

    @property
    def binding(self) -> Binding:
        """The command as Textual wants it."""
        from textual.binding import Binding  # late: a session without a screen never asks

        return Binding(
            self.keys,
            self.action,
            self.label,
            show=self.footer > 0,
            tooltip=self.help,
            id=self.id,
        )


_STEPS: Final = frozenset(("down", "up", "page-down", "page-up", "first", "last"))

_SPOKEN: Final = {
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
    "apostrophe": "'",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "minus": "-",
    "backspace": "bs",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def spoken(key: str) -> str:
    """Return a key as it is printed: `/` for `slash`, `^p` for `ctrl+p`."""
    return _SPOKEN.get(key, key.replace("ctrl+", "^"))


def key_words(keys: str) -> str:
    """Return all the keys of a command as they are printed."""
    return " ".join(spoken(key.strip()) for key in keys.split(","))
