"""Which records of a list a query leaves, before anything is ranked or counted.

Field terms must all hold in one and the same event. Where all of them are turned round, they ask
for records that have no such event at all: `-to:meta` lists whoever never went to Meta.
"""

from __future__ import annotations

from typing import NamedTuple

from pyroaring import BitMap

from db.conditions import condition_of
from db.library.conditions import Condition
from db.library.index import Index
from db.ranking import Match, matched
from db.records import Kind
from db.terms import Query, Term


class Members(NamedTuple):
    """What a query leaves of one list."""

    numbers: BitMap
    """The records that match all of it."""
    worded: BitMap
    """Those that match its words alone."""
    matches: tuple[Match, ...]
    """What was found for each word or phrase that is not turned round."""


class Asked:
    """The terms of one list's query, each looked up once, however they are put together.

    To say which term of two hundred leaves nothing over, each is left out in turn.
    """

    def __init__(self, index: Index, kind: Kind) -> None:
        """Look nothing up yet."""
        self._index, self._kind = index, kind
        self._matches: dict[Term, Match] = {}
        self._conditions: dict[Term, Condition] = {}

    def members(self, query: Query) -> Members:
        """Return the records of the list that match a query."""
        matches: list[Match] = []
        worded = BitMap(self._index.span(self._kind).numbers)
        for term in query.words:
            found = self._match(term)
            if term.is_not:
                worded = worded - found.numbers
            else:
                worded = worded & found.numbers
                matches.append(found)
        return Members(self._holding(query, worded), worded, tuple(matches))

    def _match(self, term: Term) -> Match:
        if term not in self._matches:
            self._matches[term] = matched(self._index, self._kind, term)
        return self._matches[term]

    def _condition(self, term: Term) -> Condition:
        if term not in self._conditions:
            self._conditions[term] = condition_of(self._index, term)
        return self._conditions[term]

    def _holding(self, query: Query, worded: BitMap) -> BitMap:
        """Return those records for which the field terms hold."""
        if not query.fielded or not worded:
            return worded
        index, kind = self._index, self._kind
        conditions = [self._condition(term) for term in query.fielded]
        if len(conditions) == 1 and not conditions[0].is_not:
            return worded & index.holders_where(kind, conditions[0])
        if any(not condition.is_not for condition in conditions):
            return worded & index.holders(kind, index.events_where(kind, conditions))
        for condition in conditions:
            worded = worded - index.holders_where(kind, condition)
        return worded


def members(index: Index, query: Query, kind: Kind) -> Members:
    """Return the records of a list that match a query."""
    return Asked(index, kind).members(query)


def events_held(index: Index, query: Query, kind: Kind) -> BitMap:
    """Return the events in which all field terms hold; every event if there are none."""
    return index.events_where(kind, [condition_of(index, term) for term in query.fielded])
