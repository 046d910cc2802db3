"""Which records of a list a query leaves, before anything is ranked or counted.

Field terms must all hold in one and the same event. Where all of them are turned round, they ask
for records that have no such event at all: `-to:meta` lists whoever never went to Meta.
"""

from __future__ import annotations

from typing import NamedTuple

from db.conditions import conditions_of
from db.library.index import Index
from db.ranking import Match, matched
from db.records import Kind
from db.terms import Query


class Members(NamedTuple):
    """What a query leaves of one list."""

    numbers: set[int]
    """The records that match all of it."""
    worded: set[int]
    """Those that match its words alone."""
    matches: tuple[Match, ...]
    """What was found for each word or phrase that is not turned round."""


def members(index: Index, query: Query, kind: Kind) -> Members:
    """Return the records of a list that match a query."""
    matches: list[Match] = []
    worded = set(index.order(kind))
    for term in query.words:
        found = matched(index, kind, term)
        if term.is_not:
            worded.difference_update(found.scores)
        else:
            worded.intersection_update(found.scores)
            matches.append(found)
    return Members(_holding(index, query, kind, worded), worded, tuple(matches))


def events_held(index: Index, query: Query, kind: Kind) -> list[int]:
    """Return the events in which all field terms hold; every event if there are none."""
    return index.events_where(kind, conditions_of(index, query.fielded))


def _holding(index: Index, query: Query, kind: Kind, worded: set[int]) -> set[int]:
    """Return those records for which the field terms hold."""
    if not query.fielded or not worded:
        return set(worded)
    if any(not term.is_not for term in query.fielded):
        return worded.intersection(index.holders(kind, events_held(index, query, kind)))
    left = set(worded)
    for condition in conditions_of(index, query.fielded):
        plain = condition._replace(is_not=False)
        left.difference_update(index.holders(kind, index.events_where(kind, [plain])))
    return left
