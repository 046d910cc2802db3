"""Keeps the garbage collector at rest while many records are made.

Nothing made then has cycles, and looking for them again and again takes half of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Rest:
    """How many threads want it to rest now: the first stops it, the last lets it go on."""

    def __init__(self) -> None:
        self._lock, self._wanted, self._goes_on = Lock(), 0, False

    def begin(self) -> None:
        with self._lock:
            if not self._wanted:
                self._goes_on = gc.isenabled()
            self._wanted += 1
            gc.disable()

    def end(self) -> None:
        with self._lock:
            self._wanted -= 1
            if self._goes_on and not self._wanted:
                gc.enable()


_rest = _Rest()


@contextmanager
def at_rest() -> Iterator[None]:
    """Stop collecting for a while; a collector that rested before goes on resting."""
    _rest.begin()
    try:
        yield
    finally:
        _rest.end()
