"""Columns of a list and a width -> rows that line up, with a heading above them.

Widths follow from the columns and the room alone. What has no room gives way by rank, and what
matters of it goes on beside the name. As in `tui.layout`, every piece is made visible on its way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from tui.layout import GAP, Pieces, cut, padded, shown, width_of
from tui.views.card import NEVER, Cell, Entry, ListColumn, Piece

Columns = tuple[ListColumn, ...]

RISING: Final = "▲"
"""Stands at the heading of the column that a list is ordered by, the smallest first."""

FALLING: Final = "▼"
"""Stands there with the largest first."""

_BESIDE: Final = 12
"""The most cells that what stands beside a name takes."""

_WORDS: Final = 12
"""The fewest cells in which words beside a name are worth reading."""


@lru_cache(maxsize=128)
def widths(columns: Columns, room: int) -> Mapping[int, int]:
    """Share the room out; a column that has to give way is missing from the answer."""
    here = list(range(len(columns)))

    def need() -> int:
        return sum(columns[at].width or columns[at].least for at in here) + GAP * (len(here) - 1)

    while len(here) > 1 and need() > room:
        weakest = min(here, key=lambda at: columns[at].keep)
        if columns[weakest].keep >= NEVER:
            break
        here.remove(weakest)
    left = room - sum(columns[at].width for at in here) - GAP * (len(here) - 1)
    shares = _shares(columns, [at for at in here if not columns[at].width], left)
    return {at: columns[at].width or shares[at] for at in here}


def _shares(columns: Columns, here: Sequence[int], left: int) -> dict[int, int]:
    """Give those that take a share what they need, and then theirs; the last has what remains."""
    out = {at: columns[at].least for at in here}
    left -= sum(out.values())
    wanted = sum(columns[at].share for at in here)
    for at in here[:-1]:
        part = left * columns[at].share // wanted
        most = max((columns[at].most or left) - out[at], 0)
        out[at] += min(part, most)
        left, wanted = left - min(part, most), wanted - columns[at].share
    return out | {at: max(out[at] + left, 1) for at in here[-1:]}


def lay_entries(columns: Columns, entries: Sequence[Entry], room: int) -> Pieces:
    """Lay one row out."""
    pieces: Pieces = ()
    here = widths(columns, room)
    for place, (at, width) in enumerate(here.items()):
        column = columns[at]
        if column.is_name:
            own = _name(columns, entries, here, at)
        else:
            own = cut(shown(entries[at].cell), width)
        gap = (Piece(" " * GAP),) if place else ()
        pieces += gap + padded(own, width, right=column.align == "right")
    return cut(pieces, room)


def lay_heading(columns: Columns, room: int, sort: str | None) -> Pieces:
    """Lay the headings out, with a sign at the column of the order; quiet, all of one ink."""
    heads = [Entry(Cell.of(_heading(column, sort), "dim")) for column in columns]
    bare = tuple(column._replace(stands="") for column in columns)
    return lay_entries(bare, heads, room)


def _heading(column: ListColumn, sort: str | None) -> str:
    if sort is None or sort.removeprefix("-") != column.name:
        return column.heading
    sign = FALLING if column.is_most_first != sort.startswith("-") else RISING
    return sign + column.heading if column.align == "right" else column.heading + sign


def _name(columns: Columns, entries: Sequence[Entry], here: Mapping[int, int], at: int) -> Pieces:
    """Lay out the name, with what other columns had no room for: signs whole, words as fit."""
    gone = [(columns[n], entries[n]) for n in range(len(columns)) if n not in here]
    before: Pieces = ()
    for words in _beside(gone, "before"):
        before += (*words, Piece(" " if words[-1].text.endswith(":") else " " * GAP))
    marks: Pieces = ()
    for words in (shown(entries[at].short or Cell()), *_beside(gone, "after")):
        marks += (Piece(" "), *words) if words else ()
    line = (*cut((*before, *shown(entries[at].cell)), here[at] - width_of(marks)), *marks)
    for column, entry in gone:
        words = shown(_short(entry))
        room = here[at] - width_of(line) - GAP
        if column.share and column.stands and words and room >= min(_WORDS, width_of(words)):
            line = (*line, Piece(" " * GAP), *words)
    return cut(line, here[at])


def _beside(gone: Sequence[tuple[ListColumn, Entry]], side: str) -> Iterator[Pieces]:
    """Yield what columns of a fixed width have to say on one side of the name."""
    for column, entry in gone:
        if column.stands == side and not column.share and _short(entry).text:
            yield cut(shown(_short(entry)), _BESIDE)


def _short(entry: Entry) -> Cell:
    return entry.cell if entry.short is None else entry.short
