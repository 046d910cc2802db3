"""Spans over a text -> runs of text, each in one ink; spans may overlap.

Where inks meet, the one that a reader must not miss wins: a guessed letter stays a guess inside a
quote, and the quote that the cursor is on stands out from those that it overlaps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from tui.views.card import Ink, Piece

RANKS: Final[tuple[Ink, ...]] = ("guess", "focus", "match", "quote")
"""Which ink wins where spans overlap: the first."""

Mark = tuple[int, int, Ink]
"""Start and end offset, and the ink between them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a text."""

    start: int
    """Where it begins."""
    end: int
    """Where it ends; the line end itself is left out."""
    pieces: tuple[Piece, ...]
    """Its runs."""


def marked(text: str, marks: Iterable[Mark], base: Ink = "plain") -> tuple[Piece, ...]:
    """Return a text as runs; what no mark covers is in the base ink."""
    return tuple(Piece(text[start:end], ink) for start, end, ink in _runs(text, marks, base))


def paragraphs(text: str, marks: Iterable[Mark], base: Ink = "plain") -> Iterator[Paragraph]:
    """Yield the lines of a text, blank ones too, with the marks that cross them."""
    runs = _runs(text, marks, base)
    run = next(runs, None)
    start = 0
    for words in text.split("\n"):
        end = start + len(words)
        pieces = []
        while run and run[0] < end:
            left, right, ink = run
            pieces.append(Piece(text[max(left, start) : min(right, end)], ink))
            if right > end:
                break
            run = next(runs, None)
        while run and run[1] <= end + 1:
            run = next(runs, None)
        kept = tuple(_without_return(pieces)) if words.endswith("\r") else tuple(pieces)
        yield Paragraph(start, end, kept)
        start = end + 1


def _runs(text: str, marks: Iterable[Mark], base: Ink) -> Iterator[Mark]:
    """Yield adjoining spans that cover the whole text, each in the ink that wins there."""
    turns: list[tuple[int, int, Ink]] = []
    for start, end, ink in marks:
        start, end = max(0, start), min(end, len(text))
        if start < end:
            turns += [(start, 1, ink), (end, -1, ink)]
    at, current, open_marks = 0, base, Counter[Ink]()
    for place, here in groupby(sorted(turns), key=itemgetter(0)):
        for _, change, ink in here:
            open_marks[ink] += change
        after = _winner(open_marks, base)
        if after != current:
            if place > at:
                yield at, place, current
            at, current = place, after
    if at < len(text):
        yield at, len(text), current


def _winner(open_marks: Counter[Ink], base: Ink) -> Ink:
    return next((ink for ink in RANKS if open_marks[ink] > 0), base)


def _without_return(pieces: list[Piece]) -> Iterator[Piece]:
    """Leave out the carriage return before a line end."""
    yield from pieces[:-1]
    if last := pieces[-1].text.removesuffix("\r"):
        yield Piece(last, pieces[-1].ink)
