"""A query as data: its terms, what they ask for, and how they are written."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import NamedTuple

from db.cutting import FIELD_START, QUOTES
from db.fields import BY_NAME, NOT
from db.words import fold

_NEEDS_QUOTES = re.compile(r"[\s]")


@dataclass(frozen=True, slots=True)
class Term:
    """One word, phrase or field term."""

    text: str
    """The word or phrase, or the value of the field."""
    field: str | None = None
    """The field, or None for words."""
    is_not: bool = False
    """Whether it must not match."""
    is_phrase: bool = False
    """Whether whole words in this order are meant."""
    is_exact: bool = False
    """Whether a name means itself alone, without what belongs to it."""
    start: int = dataclasses.field(default=0, compare=False)
    """Where it begins in what was typed."""
    end: int = dataclasses.field(default=0, compare=False)
    """Where it ends."""

    def __str__(self) -> str:
        """Return the term as one can type it."""
        sign = "-" if self.is_not else ""
        if self.field is None:
            return sign + (_quoted(self.text) if self._is_quoted_word else self.text)
        equals = "=" if self.is_exact else ""
        is_equals = (
            self.text[:1] == "=" and not self.is_exact and not BY_NAME[self.field].is_measure
        )
        is_plain = not _needs_quotes(self.text) and not is_equals
        return f"{sign}{self.field}:{equals}{self.text if is_plain else _quoted(self.text)}"

    @property
    def _is_quoted_word(self) -> bool:
        """Whether a word must stand in quotation marks to be read as it is."""
        is_sign = self.text[:1] in tuple(NOT) and not self.is_not
        is_field = FIELD_START.match(self.text) is not None
        return self.is_phrase or is_sign or is_field or _needs_quotes(self.text)


class Query(NamedTuple):
    """What is asked for: all terms must match."""

    terms: tuple[Term, ...] = ()
    """The terms, in the order typed."""

    def __str__(self) -> str:
        """Return the query as one can type it; parsing that gives the same query."""
        return " ".join(map(str, self.terms))

    @property
    def is_empty(self) -> bool:
        """Whether it asks for everything."""
        return not self.terms

    @property
    def filters(self) -> int:
        """Count the terms, each of which leaves something out."""
        return len(self.terms)

    @property
    def words(self) -> tuple[Term, ...]:
        """Return the terms without a field."""
        return tuple(term for term in self.terms if term.field is None)

    @property
    def fielded(self) -> tuple[Term, ...]:
        """Return the terms with a field."""
        return tuple(term for term in self.terms if term.field is not None)

    def finds(self, field: str, value: str) -> Term | None:
        """Return the term that asks for this value of a field, if there is one."""
        wanted = fold(value)
        for term in self.terms:
            if term.field == field and not term.is_not and fold(term.text) == wanted:
                return term
        return None

    def without(self, term: Term) -> Query:
        """Return the query without a term; the same query if it has no such term."""
        return Query(tuple(each for each in self.terms if each != term))

    def with_toggled(self, field: str, value: str) -> Query:
        """Return the query with a field term taken out if it is there, and put in if not.

        Where an event has one value of a field, the new one takes the place of the old.
        """
        known = self.finds(field, value)
        if known:
            return self.without(known)
        kept = self.terms
        if BY_NAME[field].is_single:
            kept = tuple(each for each in kept if each.field != field or each.is_not)
        return Query((*kept, Term(value, field)))


def _needs_quotes(text: str) -> bool:
    """Whether a text would not be read as one piece without quotation marks."""
    return not text or text[0] in QUOTES or _NEEDS_QUOTES.search(text) is not None


def _quoted(text: str) -> str:
    """Put a text in quotation marks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def unparse(query: Query) -> str:
    """Return a query as one can type it; parsing that gives the same query."""
    return str(query)
