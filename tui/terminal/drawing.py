"""Rows drawn over others: which cells differ, which of those are erased, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tui.terminal.cells import REST, UNKNOWN, Row
from tui.terminal.pen import Pen, is_disputed
from tui.terminal.rendition import on_blank

_BRIDGE: Final = 4
"""Cells that are cheaper to write again than to pass over."""

_MANY: Final = 8
"""Strokes from which on their order is worth a second thought."""

_ERASABLE: Final = 4
"""Blanks at the end that are cheaper to erase than to write."""


class Stroke(NamedTuple):
    """Cells of one line that are to be written, or the rest of a line that is to be erased."""

    row: Row
    line: int
    start: int
    stop: int
    can_erase: bool
    """Whether blanks among the cells may be erased."""
    is_rest: bool = False


def strokes(pen: Pen, line: int, shown: Row, wanted: Row) -> Iterator[Stroke]:
    """Return what is to be done to draw a row where another stands, from left to right."""
    differing = _differing(shown, wanted)
    blanks = len(differing) - _count_before(differing, _blank_from(wanted))
    first = None
    if blanks > _ERASABLE and pen.can_erase_to(wanted.renditions[-1]):
        first = differing[-blanks]
        del differing[-blanks:]
    # Where a wide character may stand, blanks are written: see `Pen.write`.
    can_erase = REST not in shown.texts and UNKNOWN not in shown.texts
    for start, stop in _runs(differing, wanted):
        yield Stroke(wanted, line, start, stop, can_erase)
    if first is not None:
        yield Stroke(wanted, line, first, len(wanted.texts), can_erase, is_rest=True)


def draw(pen: Pen, found: Sequence[Stroke]) -> Pen:
    """Draw by whichever is shorter, line after line or colour after colour; return the pen used.

    Where lines are short and full of colours, it takes less to get to a place than to change them.
    """
    by_line = pen.copy()
    _follow(by_line, found)
    if len(found) < _MANY or any(map(_is_disputed, found)):
        return by_line
    by_rendition = pen.copy()
    _follow(by_rendition, _sorted(found))
    return min(by_line, by_rendition, key=Pen.length)


def _is_disputed(stroke: Stroke) -> bool:
    """Whether a character of it may spill over what stands after it, which has to come later."""
    return any(is_disputed(text) for text in stroke.row.texts[stroke.start : stroke.stop])


def _follow(pen: Pen, found: Iterable[Stroke]) -> None:
    for row, line, start, stop, can_erase, is_rest in found:
        if is_rest:
            pen.erase_rest(line, start, row.renditions[-1])
        else:
            pen.write(row, line, start, stop, can_erase=can_erase)


def _sorted(found: Iterable[Stroke]) -> list[Stroke]:
    """Return strokes of one rendition each, those of the first one that occurs first."""
    parts = [part for stroke in found for part in _parts(stroke)]
    order: dict[str, int] = {}
    for rendition, _ in parts:
        order.setdefault(rendition, len(order))
    return [stroke for _, stroke in sorted(parts, key=lambda part: order[part[0]])]


def _parts(stroke: Stroke) -> Iterator[tuple[str, Stroke]]:
    """Cut a stroke where the rendition changes; a blank goes with what stands before it."""
    row, start = stroke.row, stroke.start
    rendition = row.renditions[start]
    if not stroke.is_rest:
        for column in range(start + 1, stroke.stop):
            wanted = row.renditions[column]
            if wanted == rendition or row.texts[column] == REST:
                continue
            if row.texts[column] == " " and on_blank(rendition) == wanted:
                continue
            yield rendition, stroke._replace(start=start, stop=column)
            start, rendition = column, wanted
    yield rendition, stroke._replace(start=start)


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
