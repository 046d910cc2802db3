"""Library and Query -> ranked Results: the only place that knows what "better" means.

Bare words match names first, then what is told; field terms must all hold in one and the same
event. Without words a list stands in its own order; with words the better match comes first and
that order decides between equals. What a match is worth is the table in `db.ranking`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from db.conditions import NAMED
from db.errors import BadTerm
from db.hits import Hit, Hits
from db.library import Library
from db.library.index import Index
from db.members import Members, members
from db.ranking import likely_name, whole_names
from db.records import TABLES, Kind
from db.terms import Query, Term

__all__ = ["KINDS", "Hint", "Hit", "Results", "find", "search"]

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
    hits: Sequence[Hit]
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


def search(library: Library, query: Query, kind: Kind, sort: str | None = None) -> Results:
    """Return the records of one kind that match, best first or in the order asked for.

    Raises `BadTerm` for an order that the list does not have.
    """
    if sort is not None and sort.removeprefix("-") not in library.sorts(kind):
        raise BadTerm(f"Cannot sort by “{sort}”. Use one of: {', '.join(library.sorts(kind))}.")
    index = library.index
    found = members(index, query, kind)
    scores = _scores(index, query, kind, found)
    numbers = [number for number in index.order(kind, sort) if number in found.numbers]
    if sort is None and found.matches:
        numbers.sort(key=lambda number: -scores[number])
    rows = _folded(index, numbers)
    hint = None if rows or query.is_empty else _hint(library, query, kind)
    hits = Hits(library, rows, found.matches, scores)
    return Results(kind, query, hits, len(_folded(index, index.order(kind))), len(numbers), hint)


def find(library: Library, query: Query, limit: int | None = None) -> tuple[Hit, ...]:
    """Return the best hits of all four kinds, mixed; all of them without a limit.

    Where nothing but fields is asked for, events come first: it is they that have the fields.
    """
    has_fields_alone = bool(query.fielded) and not query.words
    kinds: tuple[Kind, ...] = ("event", *KINDS[:-1]) if has_fields_alone else KINDS
    ranked: list[tuple[float, int, int]] = []
    lists = [search(library, query, kind).hits for kind in kinds]
    for place, hits in enumerate(lists):
        scores = hits.scores() if isinstance(hits, Hits) else ()
        ranked += [(-score, place, row) for row, score in enumerate(scores)]
    return tuple(lists[place][row] for _, place, row in sorted(ranked)[:limit])


def _scores(index: Index, query: Query, kind: Kind, found: Members) -> Mapping[int, float]:
    """Say how good each member is: its name as a whole, else the average of the words."""
    if not found.matches:
        return {}
    wanted = [term for term in query.words if not term.is_not]
    whole = whole_names(index, kind, wanted) if len(wanted) > 1 else {}
    count = len(found.matches)
    return {
        number: whole[number]
        if number in whole
        else round(sum(match.scores[number] for match in found.matches) / count, 1)
        for number in found.numbers
    }


def _folded(index: Index, numbers: Sequence[int]) -> Sequence[int]:
    """Keep the first of each group that tells the same happening."""
    folds = index.folds()
    if not folds:
        return numbers
    firsts: dict[int, int] = {}
    for number in numbers:
        firsts.setdefault(folds.get(number, number), number)
    return list(firsts.values())


def _hint(library: Library, query: Query, kind: Kind) -> Hint | None:
    """Find the one term whose loss brings most, or the name that was probably meant."""
    index = library.index
    best: tuple[int, Term, Query] | None = None
    for term in dict.fromkeys(query.terms):
        left = query.without(term)
        total = len(_folded(index, list(members(index, left, kind).numbers)))
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
