"""Strokes: cells of one line that are to be drawn at one go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tui.terminal.cells import REST, Row, is_disputed
from tui.terminal.rendition import on_blank


class Stroke(NamedTuple):
    """Cells of one line that are to be written, or the rest of a line that is to be erased."""

    row: Row
    line: int
    start: int
    stop: int
    can_erase: bool
    """Whether blanks among the cells may be erased."""
    is_rest: bool = False

    @property
    def rendition(self) -> str:
        """That of its first cell."""
        return self.row.renditions[self.start]

    @property
    def text(self) -> str:
        """What it writes."""
        return "".join(self.row.texts[self.start : self.stop])

    @property
    def is_disputed(self) -> bool:
        """Whether a character may spill over what stands after it, which has to come later."""
        cells = self.row.texts[self.start : self.stop]
        return not "".join(cells).isascii() and any(map(is_disputed, cells))


def parts(stroke: Stroke) -> Iterator[Stroke]:
    """Cut a stroke where the rendition changes; a blank goes with what stands before it."""
    row, start, rendition = stroke.row, stroke.start, stroke.rendition
    if not stroke.is_rest:
        for column in range(start + 1, stroke.stop):
            wanted = row.renditions[column]
            if wanted == rendition or row.texts[column] == REST:
                continue
            if row.texts[column] == " " and on_blank(rendition) == wanted:
                continue
            yield stroke._replace(start=start, stop=column)
            start, rendition = column, wanted
    yield stroke._replace(start=start)
