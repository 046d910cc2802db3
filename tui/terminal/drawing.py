"""One row drawn over another: which cells differ, and which of those are best erased."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tui.terminal.cells import REST, UNKNOWN, Row
from tui.terminal.pen import Pen
from tui.terminal.rendition import on_blank

_BRIDGE: Final = 4
"""Cells that are cheaper to write again than to pass over."""

_ERASABLE: Final = 4
"""Blanks at the end that are cheaper to erase than to write."""


def draw(pen: Pen, line: int, shown: Row, wanted: Row) -> None:
    """Draw a row where another stands."""
    differing = _differing(shown, wanted)
    ground = wanted.renditions[-1]
    blanks = len(differing) - _count_before(differing, _blank_from(wanted))
    first = differing[-blanks] if blanks > _ERASABLE and pen.can_erase_to(ground) else None
    if first is not None:
        del differing[-blanks:]
    # Where a wide character may stand, blanks are written: see `Pen.write`.
    can_erase = REST not in shown.texts and UNKNOWN not in shown.texts
    for start, stop in _runs(differing, wanted):
        pen.write(wanted, line, start, stop, can_erase=can_erase)
    if first is not None:
        pen.erase_rest(line, first, ground)


def _differing(shown: Row, wanted: Row) -> list[int]:
    """Return the columns that differ, wide characters whole; what is not known is not drawn."""
    found = [
        column
        for column, (a, b, c, d) in enumerate(
            zip(shown.texts, wanted.texts, shown.renditions, wanted.renditions, strict=True)
        )
        if (a != b or c != d) and b != UNKNOWN
    ]
    if REST in shown.texts or REST in wanted.texts:
        halves = {
            each for column in found for row in (shown, wanted) for each in _whole(row, column)
        }
        return sorted(column for column in halves if wanted.texts[column] != UNKNOWN)
    return found


def _whole(row: Row, column: int) -> tuple[int, ...]:
    """Return the columns of the character in a cell."""
    if row.texts[column] == REST and column:
        return (column - 1, column)
    if column + 1 < len(row.texts) and row.texts[column + 1] == REST:
        return (column, column + 1)
    return (column,)


def _blank_from(row: Row) -> int:
    """Return the column from which a row is blank to its end, in one rendition."""
    rendition = row.renditions[-1]
    column = len(row.texts)
    while column and row.texts[column - 1] == " " and row.renditions[column - 1] == rendition:
        column -= 1
    return column


def _count_before(columns: Sequence[int], end: int) -> int:
    count = len(columns)
    while count and columns[count - 1] >= end:
        count -= 1
    return count


def _runs(columns: Sequence[int], row: Row) -> Iterator[tuple[int, int]]:
    """Return stretches to write, over short gaps that need no other rendition."""
    if not columns:
        return
    start = end = columns[0]
    end += 1
    for column in columns[1:]:
        gap = column - end
        if gap > _BRIDGE or (gap and not _is_bridged(row, end, column)):
            yield start, end
            start = column
        end = column + 1
    yield start, end


def _is_bridged(row: Row, start: int, end: int) -> bool:
    """Whether cells can be written without a change of rendition that nothing else asks for."""
    sides = {row.renditions[start - 1], row.renditions[end]}
    return (
        row.texts[end - 1] != REST
        and all(
            row.renditions[column] in sides
            or (
                row.texts[column] == " "
                and row.renditions[column] == on_blank(row.renditions[start - 1])
            )
            for column in range(start, end)
        )
        and all(_is_short(row.texts[column]) for column in range(start, end))
    )


def _is_short(text: str) -> bool:
    """Whether a cell is known, holds a character, and takes one byte."""
    return text not in (REST, UNKNOWN) and text.isascii()
