"""A database on its way to the screen: which parts are there, and whoever waits for one of them.

Lists stand as soon as the records are there. What a search needs may still be on its way; it
waits in a thread of its own, and the line at the bottom says how far that is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from db.library.parts import Part

if TYPE_CHECKING:
    from db.library.opening import Opening
    from db.library.preparing import Progress

SLICE: Final = 0.1
"""Seconds after which whoever waits looks whether it is still wanted."""

NAMES: Final = {"words": "search", "terms": "fields", "orders": "orders"}
"""What a part is for, as a reader calls it."""


class Arrival:
    """What is there of a database, for the screens; safe to ask from any thread."""

    def __init__(self, opening: Opening, tell: Callable[[str], None]) -> None:
        """Follow an opening; `tell` hears what the line at the bottom should say."""
        self._opening, self._tell = opening, tell
        self._wanted: list[Part] = []
        self._lock = threading.Lock()

    def is_here(self, parts: Iterable[Part]) -> bool:
        """Whether nobody has to wait for any of these parts."""
        return not any(self._opening.is_waited_for(part) for part in parts)

    def wait(self, parts: Iterable[Part], is_wanted: Callable[[], bool]) -> bool:
        """Wait for parts as long as that is wanted; say whether they have come."""
        return all(self._wait_for(part, is_wanted) for part in parts)

    def _wait_for(self, part: Part, is_wanted: Callable[[], bool]) -> bool:
        preparation = self._opening.preparation
        if preparation is None or not self._opening.is_waited_for(part):
            return True
        with self._lock:
            self._wanted.append(part)
        self.hear(preparation.progress)
        try:
            while not preparation.is_there(part, SLICE):
                if not is_wanted():
                    return False
        finally:
            with self._lock:
                self._wanted.remove(part)
        self._tell("")
        return True

    def hear(self, progress: Progress) -> None:
        """Tell how far it is, if somebody waits for it."""
        with self._lock:
            part = self._wanted[-1] if self._wanted else None
        if part is not None and self._opening.is_waited_for(part):
            self._tell(told(part, progress))


def told(part: Part, progress: Progress) -> str:
    """Say how far a part is."""
    done = progress.done.get(part, 0)
    return f"Preparing the {NAMES.get(part, part)} … {done:.0%}"
