"""The line on stderr that tells how far long work is, where a person sits in front of it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from db.library.parts import PARTS
from tui.standins import visible
from tui.views.preparing import DOING, spoken

if TYPE_CHECKING:
    from db.intake.importing import Progress as Import
    from db.library.preparing import Progress

_CLEAR: Final = "\r\x1b[K"
_TELLS_TIME: Final = 0.02
"""The share that has to be done before it tells how long the rest takes."""

_PATIENCE: Final = 0.3
"""Seconds for which nobody asks how far something is."""


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
        share = f"Preparing {self._name}, once: {progress.share(PARTS):.0%}"
        self.show(_joined(share, DOING[progress.step], spoken(left) if left else ""))


class ImportLine(Line):
    """Tells of files that are imported: how much, how fast, how long still."""

    def __init__(self) -> None:
        """Begin counting the time."""
        super().__init__()
        self._began = time.monotonic()

    def hear(self, progress: Import) -> None:
        """Write how far it is."""
        doing = {"reading": "Reading", "joining": "Joining", "writing": "Writing"}[progress.step]
        head = f"{doing} {progress.name}"
        if progress.step != "reading":
            self.show(_joined(head, f"{progress.found:,} found"))
            return
        seconds = time.monotonic() - self._began
        is_known = progress.share > _TELLS_TIME and seconds > 1
        left = spoken(seconds * (1 - progress.share) / progress.share) if is_known else ""
        rate = f"{progress.found / seconds:,.0f} a second" if is_known and progress.found else ""
        self.show(_joined(f"{head}: {progress.share:.0%}", rate, left))


def _joined(*words: str) -> str:
    return " · ".join(filter(None, words))


@contextlib.contextmanager
def working(doing: str) -> Iterator[Callable[[float], None]]:
    """Give what a long work tells its share to, and show it with the time that is left."""
    line, began = Line(), time.monotonic()

    def tell(share: float) -> None:
        passed = time.monotonic() - began
        if passed >= _PATIENCE:
            left = f" · {spoken(passed * (1 - share) / share)}" if share > _TELLS_TIME else ""
            line.show(f"{doing}: {share:.0%}{left}")

    try:
        yield tell
    finally:
        line.clear()


def _room() -> int:
    """Return how many letters a line on the terminal takes; 0 where there is none."""
    try:
        has_terminal = sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        return os.get_terminal_size(sys.stderr.fileno()).columns - 1 if has_terminal else 0
    except (AttributeError, OSError, ValueError):  # closed, or none from the beginning
        return 0
