"""Takes down all that a process opens, starts, changes or connects to, from its first moment on.

It is an audit hook of the tests' own, older than any wall of the program: what the program tries
is noted whether or not it is refused.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any, Final

INNER: Final = frozenset(
    [
        *("import", "compile", "exec", "sys", "gc", "object", "builtins", "code", "function"),
        *("marshal", "pickle", "array", "_thread", "time", "cpython", "fcntl", "glob", "mmap"),
        "pathlib",
    ]
)
"""What reaches nothing outside the interpreter; what is opened for it is an event of its own."""

_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Recorder:
    """Keeps each different event once."""

    def __init__(self) -> None:
        """Begin with nothing taken down."""
        self.events: dict[str, None] = {}
        self._is_told = False

    def begin(self) -> None:
        """Listen from now on, for ever."""
        sys.addaudithook(self._hear)

    def tell(self) -> None:
        """Print what was taken down, and take nothing down any more."""
        self._is_told = True
        print(json.dumps([json.loads(each) for each in self.events]), file=sys.__stdout__)

    def _hear(self, event: str, given: tuple[Any, ...]) -> None:
        if self._is_told or event.partition(".")[0] in INNER:
            return
        words = [_word(each) for each in given]
        if event == "open":
            path, mode, flags = given
            writes = bool(set(mode or "") & set("wax+")) or bool((flags or 0) & _WRITING)
            if isinstance(path, int):
                return
            event, words = ("open to write" if writes else "open to read"), [_word(path)]
        self.events[json.dumps([event, *words])] = None


def _word(given: object) -> object:
    """Return something as JSON can hold it; a path as it really is."""
    if isinstance(given, bytes):
        return os.fsdecode(given)
    if isinstance(given, os.PathLike):
        return os.fspath(given)
    if isinstance(given, list | tuple):
        return [_word(each) for each in given]
    return given if isinstance(given, str | int | None) else f"a {type(given).__name__}"
