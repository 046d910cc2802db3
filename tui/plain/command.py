"""One command of plain mode; the table of all of them is `tui.plain.commands`."""

from __future__ import annotations

from typing import Literal, NamedTuple

Need = Literal["", "write", "path"]
"""What a command reaches for besides reading: it changes the database, or takes a path."""

Where = Literal["", "list"]
"""Where a command can be said: anywhere, or in a list."""

Takes = Literal["", "words", "number", "view", "query", "order", "column", "form", "file", "saved"]
"""What completion offers after it; nothing where it takes no words."""


class Command(NamedTuple):
    """One thing that can be said at the prompt."""

    name: str
    """The word that begins it."""
    usage: str
    """What follows the word, in capitals; in brackets where it may be left out."""
    help: str
    """A sentence."""
    does: str
    """The room and the function that do it."""
    takes: Takes = ""
    """What the words after it are."""
    when: Where = ""
    """Where it can be said."""
    needs: Need = ""
    """What it is for, or reaches for; a restricted session has none of these."""
    also: tuple[str, ...] = ()
    """Shorter words for it."""
    screens: tuple[str, ...] = ()
    """The commands of the explorer that it stands for."""

    @property
    def words(self) -> str:
        """How it is said."""
        return f"{self.name} {self.usage}".strip()
