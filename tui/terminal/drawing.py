"""Rows drawn over others: which cells differ, which of those are erased, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count
from operator import ne, or_
from typing import Final

from tui.terminal.cells import REST, UNKNOWN, Row
from tui.terminal.pen import Pen
from tui.terminal.rendition import on_blank
from tui.terminal.route import shortest
from tui.terminal.strokes import Stroke, parts

_BRIDGE: Final = 4
"""Cells that are cheaper to write again than to pass over."""

_ERASABLE: Final = 4
"""Blanks at the end that are cheaper to erase than to write."""


def differences(pen: Pen, line: int, shown: Row, wanted: Row) -> Iterator[Stroke]:
    """Return what is to be done to draw a row where another stands, from left to right."""
    differing = _differing(shown, wanted)
    blanks = len(differing) - _count_before(differing, _blank_from(wanted))
    first = None
    if blanks > _ERASABLE and pen.can_erase_to(wanted.renditions[-1]):
        first = differing[-blanks]
        del differing[-blanks:]
    for start, stop in _joined(pen, _runs(differing, wanted), shown, wanted):
        yield Stroke(wanted, line, start, stop, _can_erase(shown, start, stop))
    if first is not None:
        can_erase = _can_erase(shown, first, len(wanted.texts))
        yield Stroke(wanted, line, first, len(wanted.texts), can_erase, is_rest=True)


def _can_erase(shown: Row, start: int, stop: int) -> bool:
    """Whether no wide character may stand on cells or half of it beside them: see `Pen.draw`."""
    cells = shown.texts[start : stop + 1]
    return REST not in cells and UNKNOWN not in cells


def draw(pen: Pen, found: Sequence[Stroke]) -> None:
    """Draw in the shortest order, but line by line where wide characters are or may spill over.

    What stands after such a character has to come later, and be erased last.
    """
    disputed = {stroke.line for stroke in found if stroke.is_disputed}
    others = list[Stroke]()
    for stroke in found:
        if stroke.line in disputed or not stroke.can_erase:
            pen.draw(stroke)
        else:
            others += parts(stroke)
    for stroke in shortest(pen, others):
        pen.draw(stroke)


def _differing(shown: Row, wanted: Row) -> list[int]:
    """Return the columns that differ, wide characters whole; what is not known is not drawn."""
    texts = map(ne, shown.texts, wanted.texts)
    renditions = map(ne, shown.renditions, wanted.renditions)
    found = list(compress(count(), map(or_, texts, renditions)))
    if UNKNOWN in wanted.texts:
        found = [column for column in found if wanted.texts[column] != UNKNOWN]
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


def _joined(
    pen: Pen, runs: Iterable[tuple[int, int]], shown: Row, wanted: Row
) -> Iterator[tuple[int, int]]:
    """Return stretches joined where the blanks between are erased at one go with some beside."""
    joined: tuple[int, int] | None = None
    for start, end in runs:
        if joined is not None:
            first, last = joined
            is_blank = _is_blank(wanted, last, end) or _is_blank(wanted, last - 1, start + 1)
            can_erase = pen.can_erase(wanted.renditions[start]) and _can_erase(shown, first, end)
            if is_blank and can_erase:
                joined = first, end
                continue
            yield joined
        joined = start, end
    if joined is not None:
        yield joined


def _is_blank(row: Row, start: int, end: int) -> bool:
    """Whether cells are blanks of one rendition."""
    texts, renditions = row.texts[start:end], row.renditions[start:end]
    return texts.count(" ") == renditions.count(renditions[0]) == end - start


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
