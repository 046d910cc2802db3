"""Library and Query -> ranked Results: the only place that knows what "better" means.

Bare words match names first, then what is told; field terms must all hold in one and the same
event. Without words a list stands in its own order; with words the better match comes first and
that order decides between equals. What a match is worth is the table in `db.ranking`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import NamedTuple

from pyroaring import BitMap

from db.conditions import NAMED
from db.errors import BadTerm
from db.hits import Hit, Hits
from db.library import Library
from db.library.index import Index
from db.members import Asked, Members
from db.ranking import combined, likely_name, with_whole_names
from db.records import TABLES, Kind
from db.rows import Ordered, Ranked, Rows, first_tellings, in_order, told_once
from db.terms import Query, Term

__all__ = ["KINDS", "Hint", "Hit", "Results", "find", "require_order", "search"]

KINDS: tuple[Kind, ...] = ("person", "company", "source", "event")
"""The kinds that have a list, in the order in which equals of several kinds stand."""


class Hint(NamedTuple):
    """What to do when nothing was found."""

    words: str
    """A sentence for the reader."""
    term: Term
    """The term to drop."""
    query: Query
    """The query without it."""
    total: int
    """How many rows that gives."""

    def __str__(self) -> str:
        """Return the sentence."""
        return self.words


class Results(NamedTuple):
    """What a query found in one list, best first."""

    kind: Kind
    """Which list."""
    query: Query
    """What was asked."""
    hits: Hits
    """The rows, each made when it is looked at."""
    of: int
    """How many rows the list has without a query."""
    tellings: int
    """How many records were found; more than rows where several events tell the same."""
    hint: Hint | None = None
    """Which term to drop, where nothing was found and one term is the reason."""

    @property
    def total(self) -> int:
        """How many rows were found."""
        return len(self.hits)

    @property
    def summary(self) -> str:
        """Say how many there are, of how many, and how many terms leave the others out."""
        words = f"{self.of:,} {self.kind if self.of == 1 else TABLES[self.kind]}"
        if not self.query.is_empty:
            words = f"{self.total:,} of {words}"
        if self.tellings > self.total:
            words += f", told {self.tellings:,} times"
        filters = self.query.filters
        return f"{words} · {filters} filter{'s' * (filters > 1)}" if filters else words


def require_order(library: Library, kind: Kind, sort: str | None) -> None:
    """Raise `BadTerm` for an order that a list does not have; needs no order to be there yet."""
    if sort is not None and sort.removeprefix("-") not in library.sorts(kind):
        raise BadTerm(f"Cannot sort by “{sort}”. Use one of: {', '.join(library.sorts(kind))}.")


def search(library: Library, query: Query, kind: Kind, sort: str | None = None) -> Results:
    """Return the records of one kind that match, best first or in the order asked for.

    Raises `BadTerm` for an order that the list does not have.
    """
    require_order(library, kind, sort)
    index = library.index
    total = _rows_of_all(index, kind)
    if query.is_empty:
        rows = _in_order(index, kind, sort)
        return Results(kind, query, Hits(library, kind, rows, ()), total, index.span(kind).size)
    asked = Asked(index, kind)
    found = asked.members(query)
    scores = _scores(index, query, kind, found)
    rows = _ranked(index, kind, scores) if sort is None else _sorted(index, kind, sort, scores)
    hint = None if len(rows) else _hint(index, query, asked)
    hits = Hits(library, kind, rows, found.matches)
    return Results(kind, query, hits, total, len(found.numbers), hint)


def find(library: Library, query: Query, limit: int | None = None) -> tuple[Hit, ...]:
    """Return the best hits of all four kinds, mixed; all of them without a limit.

    Where nothing but fields is asked for, events come first: it is they that have the fields.
    """
    has_fields_alone = bool(query.fielded) and not query.words
    kinds: tuple[Kind, ...] = ("event", *KINDS[:-1]) if has_fields_alone else KINDS
    ranked: list[tuple[float, int, int]] = []
    lists = [search(library, query, kind).hits for kind in kinds]
    for place, hits in enumerate(lists):
        most = len(hits) if limit is None else min(limit, len(hits))
        ranked += [(-hits.score(row), place, row) for row in range(most)]
    return tuple(lists[place][row] for _, place, row in sorted(ranked)[:limit])


def _scores(index: Index, query: Query, kind: Kind, found: Members) -> dict[float, BitMap]:
    """Share members out by how good they are: the name as a whole, else the words on average."""
    if not found.matches:
        return {0.0: found.numbers}
    scores = combined(found.matches, found.numbers)
    wanted = [term for term in query.words if not term.is_not]
    return with_whole_names(index, kind, wanted, scores) if len(wanted) > 1 else scores


def _rows_of_all(index: Index, kind: Kind) -> int:
    """Count the rows of a whole list: of events that tell one happening the first alone."""
    return index.happenings if kind == "event" else index.span(kind).size


def _in_order(index: Index, kind: Kind, sort: str | None) -> Rows:
    """Return a whole list in one of its orders."""
    order = index.order(kind, sort)
    if kind != "event" or not index.folds:
        return Ordered(order, {})
    if isinstance(order, range):
        return Ranked(first_tellings({0.0: BitMap(order)}, index))
    return Ordered(told_once(order, index), {})


def _ranked(index: Index, kind: Kind, scores: Mapping[float, BitMap]) -> Rows:
    """Return what was found, best first."""
    return Ranked(first_tellings(scores, index) if kind == "event" else scores)


def _sorted(index: Index, kind: Kind, sort: str, scores: Mapping[float, BitMap]) -> Rows:
    """Return what was found in an order that was asked for."""
    among = reduce(or_, scores.values(), BitMap())
    numbers = in_order(index.order(kind, sort), among)
    return Ordered(told_once(numbers, index) if kind == "event" else numbers, scores)


def _hint(index: Index, query: Query, asked: Asked) -> Hint | None:
    """Find the one term whose loss brings most, or the name that was probably meant."""
    best: tuple[int, Term, Query] | None = None
    for term in dict.fromkeys(query.terms):
        left = query.without(term)
        total = _count(index, asked.members(left).numbers)
        if total and (best is None or total > best[0]):
            best = total, term, left
    if best is None:
        return None
    total, term, left = best
    if left.is_empty:
        words = f"Nothing matches {term}."
    else:
        words = f"Nothing matches all of it: without {term} there would be {total:,}."
    meant = likely_name(index, term, NAMED)
    return Hint(f"{words} Did you mean {meant}?" if meant else words, term, left, total)


def _count(index: Index, numbers: BitMap) -> int:
    """Count the rows that some members make."""
    return len(first_tellings({0.0: numbers}, index)[0.0])
