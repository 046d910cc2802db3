"""What was typed -> Query, and back: terms, filters, and the place of what cannot be read.

A query is words, `"a phrase"` and `field:value`, each of which may be turned round by `-` or `!`.
The fields are the table in `db.fields`; nothing here knows a field by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.cutting import Piece, pieces
from db.errors import BadQuery, BadTerm
from db.fields import BY_NAME, FIELDS, OPERATORS, Field, Operator
from db.terms import Query, Term, unparse
from db.values import read_value, unknown_field
from db.words import fold

if TYPE_CHECKING:
    from db.library import Library

__all__ = [
    "FIELDS",
    "OPERATORS",
    "Field",
    "Operator",
    "Query",
    "Term",
    "describe",
    "parse",
    "unparse",
]

MOST_TERMS = 200
"""How many terms one query may have: more than anyone types, fewer than SQLite can join."""

_NO_LETTER = "There is no letter or sign here to look for. Write a word."
_AS_WORDS = "To look for it as words, put it in quotation marks."


def parse(text: str) -> Query:
    """Read what was typed; raises `BadQuery`, which marks the place and says what is known."""
    terms: list[Term] = []
    for piece in pieces(text):
        term = _term(text, piece)
        if len(terms) == MOST_TERMS:
            problem = f"A query has {MOST_TERMS} terms at most. Leave out what begins here."
            raise BadQuery(problem, text, term.start, term.end)
        terms.append(term)
    return Query(tuple(terms))


def describe(query: Query, library: Library | None = None, noun: str = "events") -> str:
    """Return what a query asks for, in English; with a library, by the names it has for ids.

    `noun` is what the list holds, for a query that does not say it itself.
    """
    from db.phrasing import describe as in_words  # late: a search says nothing about itself

    return in_words(query, library, noun)


def _term(text: str, piece: Piece) -> Term:
    """Read one term."""
    start, end = piece.start, piece.end
    if piece.field is not None:
        return _field_term(text, piece)
    if piece.is_not and piece.place == end:
        raise BadQuery(f"“{text[start]}” needs a word right after it.", text, start, end)
    _refuse_bad_phrase(text, piece)
    if not fold(piece.value).strip():
        raise BadQuery(_NO_LETTER, text, piece.place, end)
    is_phrase = bool(piece.closing)
    return Term(piece.value, None, piece.is_not, is_phrase, start=start, end=end)


def _field_term(text: str, piece: Piece) -> Term:
    """Read a field term."""
    start, end = piece.start, piece.end
    name = piece.field or ""
    field = BY_NAME.get(name.lower())
    if field is None:
        at = piece.name_place
        raise BadQuery(unknown_field(name, _AS_WORDS), text, at, at + len(name) + 1)
    _refuse_bad_phrase(text, piece)
    if not fold(piece.value).strip():
        raise BadQuery(f"“{field.name}:” needs a value, as in {field.example}.", text, start, end)
    try:
        value = read_value(field, piece.value.strip(), is_exact=piece.is_exact)
    except BadTerm as error:
        raise BadQuery(str(error), text, piece.place, end) from error
    is_exact = piece.is_exact and field.takes in ("name", "type")
    return Term(value, field.name, piece.is_not, is_exact=is_exact, start=start, end=end)


def _refuse_bad_phrase(text: str, piece: Piece) -> None:
    """Refuse a phrase that is not closed, or that has nothing in it."""
    if piece.is_open:
        problem = f"This phrase is not closed: add {piece.closing}."
        raise BadQuery(problem, text, piece.place, piece.end)
    if piece.closing and not fold(piece.value).strip():
        problem = "There is nothing between the quotation marks."
        raise BadQuery(problem, text, piece.place, piece.end)
