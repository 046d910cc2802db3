"""New records into old ones: what is new comes last, what changed stays in its place.

A tie between two events, a dispute or the same happening told twice, stands on both. Facts that
name it on one side are enough: the other side follows, even where the database alone has it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterable, Mapping

from db.records import Company, Event, Person, Quote, Record, Records, Source


def collected(records: Iterable[Record]) -> Records:
    """Return single records as a set, each table in the order in which they come."""
    every = list(records)
    return Records(
        people={each.id: each for each in every if isinstance(each, Person)},
        companies={each.id: each for each in every if isinstance(each, Company)},
        events={each.id: each for each in every if isinstance(each, Event)},
        quotes={each.id: each for each in every if isinstance(each, Quote)},
        sources={each.id: each for each in every if isinstance(each, Source)},
    )


def merged(before: Records, read: Records) -> Records:
    """Return what was there with what was read in place of, or after, it."""
    events = {**before.events, **read.events}
    disputes = _ties({key: event.disputes for key, event in events.items()}, read.events)
    same_as = _ties({key: event.same_as for key, event in events.items()}, read.events)
    events = {
        key: dataclasses.replace(event, disputes=disputes[key], same_as=same_as[key])
        for key, event in events.items()
    }
    return Records(
        people={**before.people, **read.people},
        companies={**before.companies, **read.companies},
        events=events,
        quotes={**before.quotes, **read.quotes},
        sources={**before.sources, **read.sources},
        decisions={**before.decisions, **read.decisions},
    )


def _ties(named: Mapping[str, tuple[str, ...]], read: Container[str]) -> dict[str, tuple[str, ...]]:
    """Make ties stand on both sides; of two events, the one that was read knows better.

    Between two that were read, one side is enough. One that was only there before loses a tie
    that the other no longer names.
    """
    ties = {
        key: [
            other
            for other in others
            if key in read or other not in read or key in named.get(other, ())
        ]
        for key, others in named.items()
    }
    for key, others in named.items():
        for other in others:
            if key in read and other in ties and key not in ties[other]:
                ties[other].append(key)
    return {key: tuple(others) for key, others in ties.items()}
