"""What a term that is half typed may become: the rest of a field's name, or a value that fits.

All of it follows from the table of fields and from the open library. A name is offered as one would
type it, with quotation marks where it has spaces; an id only where no name can be typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from operator import itemgetter
from typing import NamedTuple

from db.cutting import Piece, pieces
from db.errors import BadTerm
from db.fields import BY_NAME, EXACT, LANGUAGES, Field, Takes
from db.library import Library
from db.library.index import Summary
from db.library.match import Needle, Place
from db.terms import Term
from db.values import read_value
from db.words import fold, folded_with_map, is_unspaced

MOST = 8
"""How many are offered: what fits on one line."""

_LETTERS = 2
"""How many letters of a word have to be there before it may become a field."""

_LONGEST = 60
_DAY = r"[0-9]{0,4}(-[0-9]{0,2}){0,2}"
_HALF: Mapping[Takes, re.Pattern[str]] = {
    "date": re.compile(rf"[<>≤≥]?=?({_DAY}|({_DAY})\.\.?({_DAY})?)"),
    "amount": re.compile(r"[<>≤≥]?=?[^\w\s]?|[^\w\s]?[0-9.,]+\w*\.\.[^\w\s]?|\.{1,2}[^\w\s]?"),
}
"""What a figure may look like before it can be read."""

_NOTHING = re.compile("")


class Offer(NamedTuple):
    """One way to go on."""

    term: str
    """The whole term, as it stands once it is taken."""
    words: str
    """What it is called in a list of offers; may come from data."""
    rest: str
    """What is shown after the cursor: the letters that are missing, or what will stand instead."""


class Completion(NamedTuple):
    """What there is to offer for the term before the cursor."""

    start: int
    """Where the term begins in what was typed."""
    end: int
    """Where it ends, which is where the cursor is."""
    lead: str
    """What the offers are values of, with its colon; empty where they are fields."""
    offers: tuple[Offer, ...]
    """What fits, the likeliest first; never empty."""
    is_whole: bool
    """Whether the term means something as it stands, so that nothing need be added."""

    def taken(self, text: str, number: int) -> tuple[str, int]:
        """Return the text with an offer in place of the term, and where the cursor then is."""
        term = self.offers[number].term
        return text[: self.start] + term + text[self.end :], self.start + len(term)


class _Found(NamedTuple):
    """A value that may be meant."""

    value: str
    words: str


def begun(text: str, cursor: int) -> tuple[int, int] | None:
    """Return the place of a term that ends at the cursor and of which too little is typed to judge.

    It is a sign without a word, a field without a value, or half a date or amount.
    """
    piece = _piece_at(text, cursor)
    if piece is None or piece.is_open:
        return None
    field = BY_NAME.get((piece.field or "").lower())
    is_sign = piece.field is None and piece.is_not and piece.place == piece.end
    is_half = field is not None and _HALF.get(field.takes, _NOTHING).fullmatch(piece.value)
    return (piece.start, piece.end) if is_sign or is_half else None


def complete(text: str, cursor: int, library: Library | None) -> Completion | None:
    """Return what the term before the cursor may become; None where there is nothing to offer.

    It asks the library for a few names only, so that it costs as little at any size. Without a
    library, as while one is still being opened, it offers what the table knows.
    """
    piece = _piece_at(text, cursor)
    if piece is None or (piece.closing and not piece.is_open):
        return None
    if piece.field is None:
        return None if piece.closing else _fields(piece)
    field = BY_NAME.get(piece.field.lower())
    return _values(library, piece, field) if field else None


def _piece_at(text: str, cursor: int) -> Piece | None:
    """Return the term that ends at the cursor."""
    if not 0 < cursor <= len(text) or (text[cursor:] and not text[cursor].isspace()):
        return None
    return next((each for each in pieces(text[:cursor]) if each.end == cursor), None)


def _fields(piece: Piece) -> Completion | None:
    """Offer the fields whose names begin with the word."""
    typed = piece.value.lower()
    sign = "-" if piece.is_not else ""
    offers = tuple(
        Offer(f"{sign}{name}:", f"{name}:", f"{name}:"[len(typed) :])
        for name in BY_NAME
        if len(typed) >= _LETTERS and name.startswith(typed)
    )
    return Completion(piece.start, piece.end, "", offers, is_whole=False) if offers else None


def _values(library: Library | None, piece: Piece, field: Field) -> Completion | None:
    """Offer the values of a field that fit what is typed of one."""
    typed = fold(piece.value).strip()
    found = list(islice(_OFFERS[field.takes](library, field, piece.value.strip()), MOST + 1))
    offers = tuple(
        Offer(_written(piece, field, each.value), each.words, _rest(piece, each.words))
        for each in found
        if typed not in (fold(each.value), fold(each.words))
    )
    is_whole = len(offers) < len(found) or _is_read(library, field, piece.value)
    lead = f"{field.name}:{EXACT * piece.is_exact}"
    return Completion(piece.start, piece.end, lead, offers[:MOST], is_whole) if offers else None


def _is_read(library: Library | None, field: Field, value: str) -> bool:
    """Whether a value says what it means as it stands, though none that is offered is it."""
    if not field.is_measure:
        known = field.kinds if library and value else ()
        return any(library.has(f"{kind}/{value}") for kind in known if library)
    try:
        return bool(read_value(field, value, is_exact=False))
    except BadTerm:
        return False


def _written(piece: Piece, field: Field, value: str) -> str:
    """Write the term with this value."""
    is_exact = piece.is_exact and field.takes in ("name", "type")
    return str(Term(value, field.name, piece.is_not, is_exact=is_exact))


def _rest(piece: Piece, words: str) -> str:
    """Return what is missing of the words; all of them, after an arrow, if they begin otherwise."""
    typed, folded = fold(piece.value), folded_with_map(words)
    _, place = folded.original(0, len(typed)) if typed else (0, 0)
    if fold(words[:place]) != typed:  # it begins otherwise, or the cursor is inside a letter
        return f" → {words}"
    return words[place:] + (piece.closing if piece.is_open else "")


def _listed(known: Iterable[str], typed: str) -> Iterator[str]:
    """Return the values that begin as typed, then those of which a later word does."""
    values = tuple(known)
    wanted = fold(typed)
    yield from (each for each in values if each.startswith(wanted))
    if wanted:
        inside = (each for each in values if not each.startswith(wanted))
        yield from (each for each in inside if f"-{wanted}" in each)


def _choices(library: Library | None, field: Field, typed: str) -> Iterator[_Found]:  # noqa: ARG001 — one of a table
    """Offer the values of a list."""
    yield from (_Found(each, each) for each in _listed(field.values, typed))


def _types(library: Library | None, field: Field, typed: str) -> Iterator[_Found]:
    """Offer event types: those of the table, and those that only this library has."""
    known = dict.fromkeys((*field.values, *map(fold, _values_of(library, field))))
    plain = (each for each in _listed(known, typed) if each.isprintable())
    yield from (_Found(each, each) for each in plain if len(each) <= _LONGEST)


def _values_of(library: Library | None, field: Field) -> Sequence[str]:
    """Return the values of a field that the library has."""
    return library.index.values(field.name) if library else ()


def _languages(library: Library | None, field: Field, typed: str) -> Iterator[_Found]:
    """Offer languages by English name, then by tag; those of the library first."""
    here = (fold(each) for each in _values_of(library, field))
    tags = dict.fromkeys((*(each for each in here if each in LANGUAGES), *LANGUAGES))
    wanted = fold(typed)
    named = [tag for tag in tags if fold(LANGUAGES[tag]).startswith(wanted)]
    tagged = (tag for tag in tags if tag.startswith(wanted) and tag not in named)
    yield from (_Found(tag, LANGUAGES[tag]) for tag in (*named, *tagged))


def _names(library: Library | None, field: Field, typed: str) -> Iterator[_Found]:
    """Offer who is called so, the better match first; with nothing typed, who has most events.

    It asks for sets of numbers, and for the names of a few: no row is made of what is not offered.
    """
    if library is None:
        return
    index, needle = library.index, Needle.of(typed)
    farthest = Place.WITHIN if is_unspaced(needle.text) else Place.WORD
    asked = index.whole if " " in needle.text else index.tiers  # several words as a name begins
    tiers: list[tuple[Place, Iterable[int]]] = []
    for kind in field.kinds:
        if typed:
            tiers += [each for each in asked(kind, needle) if each[0] <= farthest]
        else:
            tiers.append((Place.EXACT, index.order(kind)))
    best = (islice(found, MOST) for _, found in sorted(tiers, key=itemgetter(0)))
    numbers = islice(chain.from_iterable(best), 2 * MOST)
    found = map(_named, map(index.summary, numbers))
    yield from {each.words: each for each in found}.values()


def _named(summary: Summary) -> _Found:
    """Return a name to type; where that cannot be, the id, and the name if it can be shown."""
    if not summary.name.isprintable():
        return _Found(summary.id, summary.id)
    if len(summary.name) > _LONGEST:
        return _Found(summary.id, summary.name[: _LONGEST - 1] + "…")
    return _Found(summary.name, summary.name)


def _days(library: Library | None, field: Field, typed: str) -> Iterator[_Found]:  # noqa: ARG001
    """Offer years, the last one first, then the months of a year; after `..` none before it."""
    before, dots, day = typed.rpartition("..")
    if "-" in day or (day.isdecimal() and len(day) == len("2025")):
        known = _months(library, day[:4])
    else:
        known = library.index.values("year")[::-1] if library else ()
    fitting = (each for each in known if each.startswith(day) and each >= before[: len(each)])
    yield from (_Found(before + dots + each, before + dots + each) for each in fitting)


def _months(library: Library | None, year: str) -> Sequence[str]:
    """Return the months of a year in which the library tells of something; else all of them."""
    if library is None:
        return tuple(f"{year}-{month:02}" for month in range(1, 13))
    return tuple(each for each in library.index.values("month") if each.startswith(f"{year}-"))


def _amounts(library: Library | None, field: Field, typed: str) -> Iterator[_Found]:  # noqa: ARG001
    """Show how an amount can be written, before any of it is."""
    yield from (_Found(each, each) for each in field.values if not typed)


_OFFERS: Mapping[Takes, Callable[[Library | None, Field, str], Iterator[_Found]]] = {
    "choice": _choices,
    "type": _types,
    "name": _names,
    "lang": _languages,
    "date": _days,
    "amount": _amounts,
}
"""Where offers come from, by what the field takes."""
