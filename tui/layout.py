"""A card and a width -> lines of pieces that fit, and nothing cut off without a sign.

Every piece passes `tui.standins.visible` here, on its way to the screen and to standard output
alike. Widths are counted in terminal cells: two for a wide character, none for a combining one,
which stays with the letter that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import Final

from rich.cells import cell_len

from tui.standins import visible
from tui.views.card import Card, Cell, Column, Line, Piece, Row, Section

Pieces = tuple[Piece, ...]

GAP: Final = 2
"""Blank cells between columns."""

SIDE_BY_SIDE: Final = 84
"""From this width on, two sections may stand beside each other."""

SPARE: Final = 8
"""What an endless label in one column leaves at least to the words in the next."""

CUT: Final = "…"
"""The sign that something was cut off."""

_WORD: Final = re.compile(r"\s*\S+|\s+")


class Laid:
    """One screen line, laid out when it is first looked at: most of a long page never is."""

    __slots__ = ("_lay", "_pieces", "is_first", "line")

    def __init__(
        self,
        pieces: Pieces | Callable[[], Pieces] = (),
        line: Line | None = None,
        *,
        is_first: bool = True,
    ) -> None:
        """Take the pieces, or what lays them out."""
        self._pieces: Pieces = () if callable(pieces) else pieces
        self._lay = pieces if callable(pieces) else None
        self.line = line
        """What it tells; None for headings and blank lines."""
        self.is_first = is_first
        """Whether it begins its line, rather than going on with it."""

    @property
    def pieces(self) -> Pieces:
        """Its runs, visible and fitted."""
        if self._lay is not None:
            self._pieces, self._lay = self._lay(), None
        return self._pieces

    @property
    def text(self) -> str:
        """The words alone, without blanks at the end."""
        return "".join(piece.text for piece in self.pieces).rstrip()


def cells(text: str) -> int:
    """Count the cells that a visible text takes; most texts are ASCII, one cell a letter."""
    return len(text) if text.isascii() else cell_len(text)


def width_of(pieces: Iterable[Piece]) -> int:
    """Count the cells that pieces take."""
    return sum([cells(piece.text) for piece in pieces])


def shown(cell: Cell) -> Pieces:
    """Return a cell's pieces with every dangerous character made visible."""
    return tuple(Piece(visible(piece.text), piece.ink) for piece in cell.pieces if piece.text)


def between(pieces: Pieces, start: int, end: int) -> Pieces:
    """Return the pieces between two character offsets of their joined text."""
    out = []
    at = 0
    for piece in pieces:
        left, right = max(start - at, 0), min(end - at, len(piece.text))
        if left < right:
            out.append(Piece(piece.text[left:right], piece.ink))
        at += len(piece.text)
    return tuple(out)


def fitting(text: str, start: int, width: int) -> int:
    """Return the offset up to which `text` fits into `width` cells from `start` on."""
    used = 0
    for offset in range(start, len(text)):
        used += cells(text[offset])
        if used > width:
            return offset
    return len(text)


def cut(pieces: Pieces, width: int) -> Pieces:
    """Shorten pieces to `width` cells, with a sign where something was cut off."""
    if width_of(pieces) <= width:
        return pieces
    if width <= 0:
        return ()
    text = "".join(piece.text for piece in pieces)
    kept = between(pieces, 0, fitting(text, 0, width - 1))
    return (*kept, Piece(CUT, kept[-1].ink if kept else "dim"))


def cut_text(text: str, width: int) -> str:
    """Shorten a text of ours to `width` cells, with the same sign."""
    return "".join(piece.text for piece in cut((Piece(text),), width))


def padded(pieces: Pieces, width: int, *, right: bool = False) -> Pieces:
    """Fill pieces with blanks up to `width` cells, on the left where they lean to the right."""
    blank = width - width_of(pieces)
    if blank <= 0:
        return pieces
    filler = (Piece(" " * blank),)
    return (*filler, *pieces) if right else (*pieces, *filler)


def wrap(pieces: Pieces, width: int) -> list[Pieces]:
    """Break pieces into lines of at most `width` cells, at blanks where there are any."""
    text = "".join(piece.text for piece in pieces)
    if not text:
        return [()]
    lines: list[Pieces] = []
    start = end = used = 0
    for word in _WORD.finditer(text):
        size = cells(word[0])
        if used + size <= width:
            end, used = word.end(), used + size
            continue
        if end > start:
            lines.append(between(pieces, start, end))
        start = end = word.end() - len(word[0].lstrip())
        while cells(text[start : word.end()]) > max(width, 1):
            stop = max(fitting(text, start, width), start + 1)
            lines.append(between(pieces, start, stop))
            start = stop
        end, used = word.end(), cells(text[start : word.end()])
    lines.append(between(pieces, start, len(text)))
    return lines


def lay(card: Card, width: int) -> tuple[Laid, ...]:
    """Lay the sections of a card out one below the other; its title is the widget's to draw."""
    out: list[Laid] = []
    for section, neighbours in _groups(card.sections):
        if out:
            out.append(Laid())
        if neighbours and width >= SIDE_BY_SIDE:
            out.extend(_beside(section, neighbours, (width - GAP) // 2))
        else:
            stacked = neighbours if section.is_foil else (section, *neighbours)
            for number, each in enumerate(stacked):
                out.extend([Laid()] if number else [])
                out.extend(_section(each, width))
    return tuple(out)


def lay_title(card: Card, width: int, *, tight: bool = False) -> tuple[Laid, ...]:
    """Lay out the title with its aside on the right, or below where there is no room.

    With `tight` they take one line whatever the room, the title cut with a sign.
    """
    title = (Piece(visible(card.title), "strong"),)
    aside = (Piece(visible(card.aside), "dim"),) if card.aside else ()
    room = width - width_of(aside) - GAP
    if aside and (tight or width_of(title) <= room):
        heads = [cut(padded(cut(title, room), room + GAP) + aside, width)]
    else:
        heads = [*wrap(title, width), *(wrap(aside, width) if aside else [])]
    return tuple(Laid(head) for head in heads) + (() if tight else (Laid(),))


def lay_row(row: Row, width: int) -> Pieces:
    """Lay one line of a list out: the name and its marks, where the match lies, the count."""
    aside = (Piece(visible(row.aside), "dim"),)
    marks = (Piece(f" {visible(row.badges)}", "warn"),) if row.badges else ()
    room = max(width - width_of(aside) - 1, 4)
    title = cut(shown(row.title), room - width_of(marks))
    left = (*title, *marks)
    if row.snippet.text and width_of(left) + GAP < room:
        left = cut((*left, Piece(" " * GAP), *shown(row.snippet)), room)
    return cut((*padded(left, room + 1), *aside), width)


def plain(card: Card, width: int) -> str:
    """Return a whole card as plain text, for standard output."""
    lines = (*lay_title(card, width), *lay(card, width))
    return "\n".join(laid.text for laid in lines) + "\n"


def _groups(sections: Sequence[Section]) -> Iterator[tuple[Section, tuple[Section, ...]]]:
    """Yield each section with those that may stand, one below the other, to the right of it."""
    at = 0
    while at < len(sections):
        end = at + 1
        while end < len(sections) and sections[end].beside:
            end += 1
        yield sections[at], tuple(sections[at + 1 : end])
        at = end


def _beside(section: Section, neighbours: Sequence[Section], half: int) -> Iterator[Laid]:
    """Yield lines of which the right side leads somewhere where it can, else the left side."""
    right: list[Laid] = []
    for each in neighbours:
        right.extend([Laid()] if right else [])
        right.extend(_section(each, half))
    for one, other in zip_longest(_section(section, half), right, fillvalue=Laid()):
        pieces = padded(one.pieces, half + GAP) + other.pieces
        leads = other if other.line and other.line.can_be_landed_on else one
        yield Laid(_stripped(pieces), leads.line, is_first=leads.is_first)


def _section(section: Section, width: int) -> list[Laid]:
    out = []
    if section.heading:
        out.append(Laid(cut((Piece(visible(section.heading), "head"),), width)))
    room = max(width - section.indent, 1)
    rows = [[shown(cell) for cell in line.cells] for line in section.lines]
    widths = _column_widths(section.columns, rows, room)
    wraps = any(section.columns[at].wraps for at in widths)
    for line, row in zip(section.lines, rows, strict=True):
        lay_row_out = partial(_rows, row, section.columns, widths, room, section.indent)
        if wraps:
            laid = enumerate(lay_row_out())
            out.extend(Laid(pieces, line, is_first=number == 0) for number, pieces in laid)
        else:
            out.append(Laid(partial(_only, lay_row_out), line))
    return out


def _only(lay_row_out: Callable[[], Sequence[Pieces]]) -> Pieces:
    """Return the one screen line of a line in which nothing wraps."""
    (pieces,) = lay_row_out()
    return pieces


def _column_widths(
    columns: Sequence[Column], rows: Sequence[Sequence[Pieces]], room: int
) -> dict[int, int]:
    """Share the room out; a column that has to give way is missing from the answer."""
    wanted = {
        at: min(
            max((width_of(row[at]) for row in rows if at < len(row)), default=0),
            column.most or room,
        )
        for at, column in enumerate(columns)
    }
    asked = [at for at in wanted if wanted[at] or columns[at].share]
    here = [at for at in asked if columns[at].instead_of is None]

    def need(at: int) -> int:
        return min(columns[at].least, wanted[at]) if columns[at].share else wanted[at]

    while len(here) > 1 and sum(map(need, here)) + GAP * (len(here) - 1) > room:
        weakest = min(here, key=lambda at: columns[at].keep)
        if columns[weakest].keep >= Column().keep:
            break
        here.remove(weakest)
        here += [at for at in asked if columns[at].instead_of == weakest]
        here.sort()
    fixed = {at: wanted[at] for at in here if not columns[at].share}
    left = room - sum(fixed.values()) - GAP * (len(here) - 1)
    if len(here) > len(fixed) > 0 and left < SPARE:
        widest = max(fixed, key=lambda at: fixed[at])
        taken = min(SPARE - left, max(fixed[widest] - SPARE, 0))
        fixed[widest], left = fixed[widest] - taken, left + taken
    shares = sum(columns[at].share for at in here) or 1
    spread = {at: max(left * columns[at].share // shares, 1) for at in here if columns[at].share}
    return {at: (fixed | spread)[at] for at in here}


def _rows(
    row: Sequence[Pieces],
    columns: Sequence[Column],
    widths: dict[int, int],
    room: int,
    indent: int,
) -> list[Pieces]:
    """Return the screen lines of one line: one, or more where a column wraps."""
    blocks = []
    for at, width in widths.items():
        pieces = row[at] if at < len(row) else ()
        fits = wrap(pieces, width) if columns[at].wraps else [cut(pieces, width)]
        blocks.append((width, columns[at].align == "right", fits))
    height = max((len(fits) for _, _, fits in blocks), default=1)
    out = []
    for number in range(height):
        pieces = ()
        for place, (width, right, fits) in enumerate(blocks):
            own = fits[number] if number < len(fits) else ()
            gap = (Piece(" " * GAP),) if place else ()
            pieces += gap + padded(own, width, right=right)
        fitted = cut(_stripped(pieces), room)
        out.append((Piece(" " * indent), *fitted) if indent and fitted else fitted)
    return out


def _stripped(pieces: Pieces) -> Pieces:
    """Leave out blanks at the end of a line, which would cost bytes to send."""
    while pieces and not pieces[-1].text.strip():
        pieces = pieces[:-1]
    return pieces
