"""Text as cells: what stands in each column of a row, and in which rendition.

A wide character takes its cell and an empty one after it; what combines with a character stands in
its cell. Widths are those of Rich, which Textual laid the text out by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, Self

from tui.terminal.rendition import on_blank

UNKNOWN: Final = "\0"
"""What stands in a cell of which nobody knows what the terminal shows there."""

CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
"""What is no text, and never reaches the terminal from here."""

REST: Final = ""
"""What stands in the second cell of a wide character."""


class Piece(NamedTuple):
    """Text of one rendition that is to stand somewhere."""

    line: int
    column: int
    text: str
    rendition: str


@dataclass(slots=True)
class Row:
    """One line of the screen; both lists are as long as the screen is wide."""

    texts: list[str]
    """The character of each cell, with what combines with it."""
    renditions: list[str]
    """The rendition of each cell; of a blank, what of it is seen."""

    @classmethod
    def filled(cls, width: int, text: str = UNKNOWN, rendition: str = "") -> Self:
        """Return a row that has the same in each cell."""
        return cls([text] * width, [rendition] * width)

    def copy(self) -> Row:
        """Return a row to be changed."""
        return Row(self.texts[:], self.renditions[:])

    def put(self, column: int, text: str, rendition: str) -> int:
        """Lay text on the row, cut where the row ends; return the column after it.

        Control characters have no width, and never reach the terminal from here.
        """
        found = split(text if text.isprintable() else CONTROLS.sub("", text))
        room = len(self.texts) - column
        if len(found) > room:
            found = _cut(found, max(room, 0))
        self._part_wide(column)
        end = column + len(found)
        self._part_wide(end)
        self.texts[column:end] = found
        self.renditions[column:end] = [rendition] * len(found)
        seen = on_blank(rendition)
        if seen != rendition and " " in found:
            for place, character in enumerate(found, column):
                if character == " ":
                    self.renditions[place] = seen
        return end

    def _part_wide(self, column: int) -> None:
        """Leave a blank of a wide character that is about to lose one of its halves."""
        if 0 < column < len(self.texts) and self.texts[column] == REST:
            self.texts[column - 1] = self.texts[column] = " "
            self.renditions[column - 1] = on_blank(self.renditions[column - 1])
            self.renditions[column] = on_blank(self.renditions[column])


def _cut(cells: list[str], room: int) -> list[str]:
    """Return the first cells; of a wide character that is cut, a blank is left."""
    kept = cells[:room]
    if kept and cells[room] == REST:
        kept[-1] = " "
    return kept


def split(text: str) -> list[str]:
    """Return the cells that a text fills."""
    return list(text) if text.isascii() else list(_split(text))


@lru_cache(maxsize=4096)
def _split(text: str) -> tuple[str, ...]:
    from rich.cells import split_graphemes  # late: a kept frame is put up without it

    found: list[str] = []
    for start, end, width in split_graphemes(text)[0]:
        if width:
            found += [text[start:end], *[REST] * (width - 1)]
        elif found:  # what combines with nothing has no cell to be in
            last = len(found) - 1 if found[-1] != REST else len(found) - 2
            found[last] += text[start:end]
    return tuple(found)


def is_disputed(character: str) -> bool:
    """Whether terminals disagree how wide it is: several code points, or half of a flag."""
    return len(character) > 1 or "\U0001f1e6" <= character <= "\U0001f1ff"
