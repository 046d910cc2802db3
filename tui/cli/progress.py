"""The line on stderr that tells how far a large database is, where a person sits in front of it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from db.library.parts import PARTS
from tui.standins import visible
from tui.views.preparing import DOING, spoken

if TYPE_CHECKING:
    from db.library.preparing import Progress

_CLEAR: Final = "\r\x1b[K"


class Line:
    """One line that is written over, and gone at the end; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        """Find out how much room there is."""
        self._room = _room()
        self._last = ""

    def show(self, text: str) -> None:
        """Write a line, if it is another one than before."""
        line = visible(text)[: self._room]
        if line != self._last:
            self._last = line
            print(f"{_CLEAR}{line}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Leave nothing of it."""
        if self._last:
            print(end=_CLEAR, file=sys.stderr, flush=True)
            self._last = ""


class ProgressLine(Line):
    """Tells how far the preparation of a file is."""

    def __init__(self, name: str) -> None:
        """Tell of a file with this name."""
        super().__init__()
        self._name = name

    def hear(self, progress: Progress) -> None:
        """Write how far it is."""
        left = progress.left(PARTS) if progress.step != "waiting" else None
        words = [f"{progress.share(PARTS):.0%}", DOING[progress.step], spoken(left) if left else ""]
        self.show(f"Preparing {self._name}, once: {' · '.join(filter(None, words))}")


def _room() -> int:
    """Return how many letters a line on the terminal takes; 0 where there is none."""
    try:
        has_terminal = sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        return os.get_terminal_size(sys.stderr.fileno()).columns - 1 if has_terminal else 0
    except (AttributeError, OSError, ValueError):  # closed, or none from the beginning
        return 0
