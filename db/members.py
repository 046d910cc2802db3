"""Which records of a list a query leaves, before anything is ranked or counted.

Field terms must all hold in one and the same event. Where all of them are turned round, they ask
for records that have no such event at all: `-to:meta` lists whoever never went to Meta.
"""

from __future__ import annotations

from typing import NamedTuple

from pyroaring import BitMap

from db.conditions import conditions_of
from db.library.index import Index
from db.ranking import Match, matched
from db.records import Kind
from db.terms import Query


class Members(NamedTuple):
    """What a query leaves of one list."""

    numbers: BitMap
    """The records that match all of it."""
    worded: BitMap
    """Those that match its words alone."""
    matches: tuple[Match, ...]
    """What was found for each word or phrase that is not turned round."""


def members(index: Index, query: Query, kind: Kind) -> Members:
    """Return the records of a list that match a query."""
    matches: list[Match] = []
    worded = BitMap(index.span(kind).numbers)
    for term in query.words:
        found = matched(index, kind, term)
        if term.is_not:
            worded = worded - found.numbers
        else:
            worded = worded & found.numbers
            matches.append(found)
    return Members(_holding(index, query, kind, worded), worded, tuple(matches))


def events_held(index: Index, query: Query, kind: Kind) -> BitMap:
    """Return the events in which all field terms hold; every event if there are none."""
    return index.events_where(kind, conditions_of(index, query.fielded))


def _holding(index: Index, query: Query, kind: Kind, worded: BitMap) -> BitMap:
    """Return those records for which the field terms hold."""
    if not query.fielded or not worded:
        return worded
    conditions = conditions_of(index, query.fielded)
    if len(conditions) == 1 and not conditions[0].is_not:
        return worded & index.holders_where(kind, conditions[0])
    if any(not condition.is_not for condition in conditions):
        return worded & index.holders(kind, index.events_where(kind, conditions))
    for condition in conditions:
        worded = worded - index.holders_where(kind, condition)
    return worded
