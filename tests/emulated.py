"""What a terminal in memory shows after some bytes, in a form that can be compared.

Of a blank only the ground and the lines through it can be seen, so only they are compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple
from unittest.mock import patch

import pyte
from pyte.screens import Char
from rich.cells import get_character_cell_size


class Look(NamedTuple):
    """What is seen of one cell."""

    text: str
    foreground: str
    background: str
    flags: frozenset[str]


_FLAGS = ("bold", "italics", "underscore", "strikethrough", "reverse", "blink")
_ON_BLANKS = frozenset({"underscore", "strikethrough", "reverse", "blink"})


class _Screen(pyte.Screen):
    """A screen that erases cells which were never written to as well, as terminals do."""

    def erase_in_display(self, how: int = 0, *given: object, **named: object) -> None:
        """Erase with the ground that is set."""
        for line in range(self.lines):
            for column in range(self.columns):
                self.buffer[line].setdefault(column, self.default_char)
        super().erase_in_display(how, *given, **named)


class Emulator:
    """A terminal of a given size."""

    def __init__(self, width: int, height: int) -> None:
        """Begin empty, without wrapping lines, as a full-screen program has it."""
        self.screen = _Screen(width, height)
        self._stream = pyte.Stream(self.screen)
        self._stream.feed("\x1b[?7l")

    def feed(self, sequence: str) -> None:
        """Take in what a program writes, in characters as wide as Rich takes them to be.

        Terminals do not agree on all of them, flags for one.
        """
        with patch("pyte.screens.wcwidth", get_character_cell_size):
            self._stream.feed(sequence)

    def looks(self) -> list[list[Look]]:
        """Return what is seen, line by line."""
        return [self.line(line) for line in range(self.screen.lines)]

    def line(self, line: int) -> list[Look]:
        """Return what is seen of one line."""
        return [look(self.screen.buffer[line][column]) for column in range(self.screen.columns)]

    def touched(self) -> set[int]:
        """Return the lines that were written to since this was asked last."""
        lines = {line for line in self.screen.dirty if line < self.screen.lines}
        self.screen.dirty.clear()
        return lines


@cache
def look(cell: Char) -> Look:
    """Return what is seen of a cell."""
    flags = frozenset(name for name in _FLAGS if getattr(cell, name))
    text = cell.data
    foreground = cell.fg
    if text == " ":
        flags &= _ON_BLANKS
        foreground = foreground if flags else "default"
    return Look(text, foreground, cell.bg, flags)


def differing(one: Iterable[list[Look]], other: Iterable[list[Look]]) -> list[str]:
    """Return in words where two screens differ."""
    return [
        f"line {line} column {column}: {a} is not {b}"
        for line, (ours, theirs) in enumerate(zip(one, other, strict=True))
        for column, (a, b) in enumerate(zip(ours, theirs, strict=True))
        if a != b
    ]
