"""What was typed, cut into terms before anything about them is judged.

The parser refuses what it cannot read; completion has to understand a term that is half typed.
Both begin here, so that they never disagree about where a term begins and ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from db.fields import BY_NAME, EXACT, NOT

QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
"""Signs that open a phrase, each with the sign that closes it."""

FIELD_START = re.compile(r"([^\W\d_]+):(?!//)")
"""What makes a term a field term: letters and a colon, unless it begins an address."""

_WORD = re.compile(r"\S+")
_QUOTED = re.compile(r'(?s)"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"(?s)\\(.)")


class Piece(NamedTuple):
    """One term as it stands in what was typed."""

    start: int
    """Where it begins, its sign included."""
    end: int
    """Where it ends."""
    is_not: bool
    """Whether a sign turns it round."""
    field: str | None
    """What stands before the colon, as typed; None for words."""
    is_exact: bool
    """Whether `=` stands before the value and is no part of it."""
    place: int
    """Where its value begins, the quotation mark included."""
    value: str
    """The word or phrase, without quotation marks."""
    closing: str = ""
    """The sign that closes the phrase, where it is one."""
    is_open: bool = False
    """Whether that sign is missing."""

    @property
    def name_place(self) -> int:
        """Where the word or the field's name begins, after the sign."""
        return self.start + self.is_not


def pieces(text: str) -> Iterator[Piece]:
    """Cut what was typed into terms; every character that is no space is in one of them."""
    place = 0
    while found := _WORD.search(text, place):
        piece = _piece(text, found.start())
        yield piece
        place = piece.end


def _piece(text: str, start: int) -> Piece:
    """Cut the term that begins here."""
    is_not = text[start] in NOT
    place = start + is_not
    named = None if text[place : place + 1] in QUOTES else FIELD_START.match(text, place)
    field, is_exact = None, False
    if named:
        field, place = named[1], named.end()
        row = BY_NAME.get(field.lower())
        is_exact = text.startswith(EXACT, place) and not (row and row.is_measure)
        place += is_exact
    if closing := QUOTES.get(text[place : place + 1]):
        value, end, is_open = _phrase(text, place, closing)
        return Piece(start, end, is_not, field, is_exact, place, value, closing, is_open)
    word = _WORD.match(text, place)
    end = word.end() if word else place
    return Piece(start, end, is_not, field, is_exact, place, text[place:end])


def _phrase(text: str, place: int, closing: str) -> tuple[str, int, bool]:
    """Read a phrase in quotation marks: its words, where it ends, whether it lacks the end."""
    if closing == '"':
        if found := _QUOTED.match(text, place):
            return _ESCAPED.sub(r"\1", found[1]), found.end(), False
    elif (at := text.find(closing, place + 1)) >= 0:
        return text[place + 1 : at], at + 1, False
    return text[place + 1 :], len(text), True
