"""A whole screen as data: what was shown once, to be kept and put up again.

It is used before Textual and Rich are there, so that nothing is imported here that needs them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Self

from tui.terminal.cells import Piece, Row, split

Run = tuple[str, str]
"""A rendition, and text in it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a terminal shows, line by line."""

    width: int
    lines: tuple[tuple[Run, ...], ...]

    @classmethod
    def of_rows(cls, width: int, rows: Iterable[Row]) -> Self:
        """Make a frame of rows of cells."""
        return cls(width, tuple(_runs(row) for row in rows))

    def to_rows(self) -> list[Row]:
        """Return the frame as rows of cells."""
        rows = [Row.filled(self.width, " ") for _ in self.lines]
        for line, column, text, rendition in self.pieces():
            rows[line].put(column, text, rendition)
        return rows

    def pieces(self) -> Iterator[Piece]:
        """Return the frame as text in places."""
        for line, runs in enumerate(self.lines):
            column = 0
            for rendition, text in runs:
                yield Piece(line, column, text, rendition)
                column += len(split(text))

    @property
    def size(self) -> tuple[int, int]:
        """How many columns and lines it has."""
        return self.width, len(self.lines)

    def to_json(self) -> str:
        """Write it down."""
        return json.dumps([self.width, self.lines], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what was written down; raises `ValueError` where that is no frame."""
        try:
            width, lines = json.loads(text)
            runs = tuple(tuple((str(style), str(words)) for style, words in line) for line in lines)
            if not isinstance(width, int):
                raise TypeError(width)
        except (TypeError, ValueError, RecursionError) as error:
            raise ValueError(f"This is no frame: {error}.") from error
        return cls(width, runs)


@dataclass(frozen=True, slots=True)
class Standing:
    """A screen that was put up before Textual came."""

    frame: Frame
    """What it shows."""
    attributes: list[Any]
    """How the terminal was set before that, as `termios.tcgetattr` tells."""


def _runs(row: Row) -> tuple[Run, ...]:
    cells: Sequence[Run] = list(zip(row.renditions, row.texts, strict=True))
    grouped = groupby(cells, key=lambda cell: cell[0])
    return tuple((rendition, "".join(text for _, text in run)) for rendition, run in grouped)
