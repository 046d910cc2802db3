"""The records of one build with the number of each, and what ties them together by number.

Numbers run by kind and, within a kind, in the order in which its list usually stands: people and
companies with most events first, events and sources by date, quotes as they stand in their
sources. A set of numbers walked upwards is that list, and nothing has to be sorted to show it.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from db.dates import DaySpan, span_of_iso
from db.decided import decided, merges
from db.decisions import Decision, redirects
from db.errors import BadTerm
from db.records import TABLES, Company, Event, Kind, Person, Quote, Record, Records, Source
from db.words import fold

_UNDATED = (True, "", "")


class Span(NamedTuple):
    """The numbers of one kind, which are consecutive."""

    first: int
    """The smallest."""
    last: int
    """The largest; smaller than `first` where there are none."""

    @property
    def size(self) -> int:
        """How many there are."""
        return self.last - self.first + 1

    @property
    def numbers(self) -> range:
        """All of them, in the usual order of the list."""
        return range(self.first, self.last + 1)


class Ties(NamedTuple):
    """Who is tied to one event, each once, as numbers."""

    roles: tuple[int, ...]
    """Who takes part."""
    about: tuple[int, ...]
    """Those, and who answers for the claim or relays it: whose page tells the event."""
    voices: tuple[int, ...]
    """Those who take part, answer for it or speak its quotes: who is found by its words."""


class Merger(NamedTuple):
    """One record that was merged into another, as the page of that one tells it."""

    gone: str
    """The record that is not listed any more, as `kind/id`."""
    name: str
    """What it is called."""
    decision: Decision
    """Who decided so, when and why."""


class Numbered:
    """A set of records as the tables of the read model see them."""

    def __init__(self, records: Records) -> None:
        """Give all records their numbers; those that were merged have one together."""
        self.mergers = [
            Merger(each.gone, name_of(_named(records, each.gone)), each) for each in merges(records)
        ]
        """Who was merged into another."""
        self.records = records = decided(records)
        events = sorted(records.events.values(), key=_date_of)
        self.spans = _spans_of(records)
        """The numbers of each kind."""
        first = self.spans["event"].first
        self.events: Sequence[tuple[int, Event]] = list(enumerate(events, first))
        """Every event with its number."""
        told = _how_often_told(events)
        parties = {
            kind: sorted(records.table(kind).values(), key=_most_told(kind, told))
            for kind in ("person", "company")
        }
        sources = sorted(records.sources.values(), key=_published)
        rank = {source.id: place for place, source in enumerate(sources)}
        quotes = sorted(
            records.quotes.values(), key=lambda each: (rank.get(each.source, -1), each.start)
        )
        self._ordered: Mapping[Kind, Sequence[Record]] = {
            "person": parties["person"],
            "company": parties["company"],
            "event": events,
            "quote": quotes,
            "source": sources,
        }
        self.numbers: Mapping[Kind, Mapping[str, int]] = {
            kind: {each.id: number for number, each in enumerate(self._ordered[kind], span.first)}
            for kind, span in self.spans.items()
        }
        """The number of each id, by kind."""

    def of_kind(self, kind: Kind) -> Iterator[tuple[int, Record]]:
        """Walk the records of a kind in the order of their numbers."""
        return enumerate(self._ordered[kind], self.spans[kind].first)

    def merged(self) -> Iterator[tuple[int, Merger]]:
        """Walk those who were merged, each with the number of the one that is kept."""
        leads = redirects(each.decision for each in self.mergers)
        for each in self.mergers:
            number = self.number(leads[each.gone])
            if number is not None:
                yield number, each

    def number(self, reference: str) -> int | None:
        """Return the number of a `person/…` or `company/…`."""
        kind, _, identifier = reference.partition("/")
        known = self.numbers.get("person" if kind == "person" else "company")
        return known.get(identifier) if known and kind in ("person", "company") else None

    def quotes_of(self, event: Event) -> list[Quote]:
        """Return the quotes that an event cites and that exist."""
        quotes = self.records.quotes
        return [quotes[each] for each in event.quotes if each in quotes]

    def ancestors(self, reference: str) -> list[str]:
        """Return the parents of a company and theirs, as references."""
        found: list[str] = []
        company = self.records.companies.get(reference.removeprefix("company/"))
        while company and company.parent and f"company/{company.parent}" not in found:
            found.append(f"company/{company.parent}")
            company = self.records.companies.get(company.parent)
        return found

    @cached_property
    def ties(self) -> Sequence[Ties]:
        """For each event, in the order of numbers, who is tied to it."""
        return [self._ties_of(event) for _, event in self.events]

    def _ties_of(self, event: Event) -> Ties:
        people, companies = self.numbers["person"], self.numbers["company"]
        roles = []
        for role in event.roles:
            number = (people if role.kind == "person" else companies).get(role.id or "")
            if number is not None and number not in roles:
                roles.append(number)
        claim, about, voices = event.claim, list(roles), list(roles)
        said = self.number(claim.by_id) if claim.by_id else None
        for reference in (*([claim.by_id] if claim.by_id else ()), *claim.via):
            _add(about, self.number(reference))
        _add(voices, said)
        quotes = self.records.quotes
        for name in event.quotes:
            quote = quotes.get(name)
            if quote is not None and quote.speaker:
                _add(voices, self.number(quote.speaker))
        return Ties(tuple(roles), tuple(about), tuple(voices))

    @cached_property
    def sources_of(self) -> Sequence[tuple[int, ...]]:
        """For each event, in the order of numbers, the sources that tell it."""
        quotes, sources = self.records.quotes, self.numbers["source"]
        found = []
        for _, event in self.events:
            told: list[int] = []
            for name in event.quotes:
                quote = quotes.get(name)
                _add(told, sources.get(quote.source) if quote else None)
            found.append(tuple(told))
        return found

    @cached_property
    def disputes(self) -> Mapping[int, set[int]]:
        """For each event in dispute, the others, whichever side says so."""
        return self._pairs("disputes")

    @cached_property
    def folds(self) -> Mapping[int, int]:
        """For each event told more than once, the smallest number of those that tell it."""
        return _groups(self._pairs("same_as"))

    def _pairs(self, field: str) -> dict[int, set[int]]:
        """Return which events a field ties together, both ways."""
        pairs: dict[int, set[int]] = defaultdict(set)
        numbers = self.numbers["event"]
        for number, event in self.events:
            for name in getattr(event, field):
                other = numbers.get(name)
                if other is not None and other != number:
                    pairs[number].add(other)
                    pairs[other].add(number)
        return pairs


def name_of(record: Record) -> str:
    """Return the line by which a record is shown and sorted."""
    if isinstance(record, Person | Company):
        return record.name
    if isinstance(record, Event):
        return record.summary
    return record.title if isinstance(record, Source) else record.exact


def days_published(published: str | None) -> DaySpan | None:
    """Return the days a source can be of; None where it is undated or its date is none."""
    with contextlib.suppress(BadTerm):  # `verify` names it; a list can live with it
        return span_of_iso(published) if published else None
    return None


def _named(records: Records, reference: str) -> Record:
    """Return the person or company that a decision is about."""
    kind, _, identifier = reference.partition("/")
    return records.table("person" if kind == "person" else "company")[identifier]


def _spans_of(records: Records) -> dict[Kind, Span]:
    spans: dict[Kind, Span] = {}
    first = 1
    for kind in TABLES:
        spans[kind] = Span(first, first + len(records.table(kind)) - 1)
        first = spans[kind].last + 1
    return spans


def _date_of(event: Event) -> tuple[bool, str, str]:
    return event.date.sort_key if event.date and event.date.is_placed else _UNDATED


def _published(source: Record) -> tuple[bool, str, str]:
    days = days_published(source.published) if isinstance(source, Source) else None
    return (False, days.first or "", days.last or "") if days else _UNDATED


def _how_often_told(events: Sequence[Event]) -> Mapping[str, int]:
    """Count the events about everyone, by reference."""
    told: dict[str, int] = defaultdict(int)
    for event in events:
        for reference in event.references:
            told[reference] += 1
    return told


def _most_told(kind: Kind, told: Mapping[str, int]) -> Callable[[Record], tuple[int, str, str]]:
    """Return the sort key for most events first, then the folded name, then as it is written."""

    def key(record: Record) -> tuple[int, str, str]:
        name = name_of(record)
        return -told.get(f"{kind}/{record.id}", 0), fold(name), name

    return key


def _add(numbers: list[int], number: int | None) -> None:
    if number is not None and number not in numbers:
        numbers.append(number)


def _groups(pairs: Mapping[int, set[int]]) -> dict[int, int]:
    """Return the smallest number of each group that hangs together."""
    groups: dict[int, int] = {}
    for first in sorted(pairs):
        waiting = [first]
        while waiting:
            each = waiting.pop()
            if each not in groups:
                groups[each] = first
                waiting.extend(pairs[each])
    return groups
