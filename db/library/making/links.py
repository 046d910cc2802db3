"""What is told of each record and what ties it to others, by number: lists and counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db.library.numbered import Numbered
from db.records import Event, Kind, Quote


class Counts(NamedTuple):
    """How much there is of a record."""

    events: int
    """The events about it; of an event, how often the happening is told."""
    sources: int
    """The sources that tell them."""
    disputes: int
    """The disputes among them."""
    quotes: int
    """The quotes of an event or source."""


class Links:
    """Everything that leads from one record to others, walked once and kept as lists."""

    def __init__(self, given: Numbered) -> None:
        """Walk all events and quotes."""
        self._given = given
        self._first = given.spans["event"].first
        self._told: dict[int, list[int]] = defaultdict(list)
        self._groups: dict[int, list[int]] = defaultdict(list)
        self._quotes: dict[int, list[int]] = defaultdict(list)
        self._walk_events()
        self._walk_quotes()

    def _walk_events(self) -> None:
        quotes = self._given.numbers["quote"]
        for (number, event), ties in zip(self._given.events, self._given.ties, strict=True):
            for party in ties.about:
                self._told[party].append(number)
            for name in dict.fromkeys(event.quotes):
                if name in quotes:
                    self._told[quotes[name]].append(number)
        for number, first in self._given.folds.items():
            self._groups[first].append(number)

    def _walk_quotes(self) -> None:
        sources = self._given.numbers["source"]
        for number, quote in self._given.of_kind("quote"):
            if isinstance(quote, Quote) and quote.source in sources:
                self._quotes[sources[quote.source]].append(number)

    def told(self, kind: Kind, number: int) -> Sequence[int]:
        """Return the events about a person or company, citing a quote, or told by a source.

        Those of a source stand in the order of their first quotes, all others by date.
        """
        if kind == "source":
            held = self._quotes.get(number, ())
            return list(dict.fromkeys(event for each in held for event in self._told.get(each, ())))
        return self._told.get(number, ())

    def cited(self, kind: Kind, number: int) -> Sequence[int]:
        """Return the quotes of an event, in its order, or of a source as they stand in it."""
        if kind == "source":
            return self._quotes.get(number, ())
        if kind != "event":
            return ()
        quotes = self._given.numbers["quote"]
        return [quotes[name] for name in self._event(number).quotes if name in quotes]

    def against(self, number: int) -> Sequence[int]:
        """Return the events that cannot be right together with one."""
        return sorted(self._given.disputes.get(number, ()))

    def counts(self, kind: Kind, number: int) -> Counts:
        """Count what there is of a record; an event counts with all that tell the same."""
        if kind == "event":
            group = self._groups.get(self._given.folds.get(number, number), (number,))
            disputes = len(self._given.disputes.get(number, ()))
            cited = len(self.cited(kind, number))
            return Counts(len(group), self._sources(group), disputes, cited)
        told = self.told(kind, number)
        sources = self._sources(told) if kind in ("person", "company") else 0
        return Counts(len(told), sources, self._disputes(told), len(self.cited(kind, number)))

    def _event(self, number: int) -> Event:
        return self._given.events[number - self._first][1]

    def _sources(self, events: Iterable[int]) -> int:
        """Count the sources that tell some events."""
        tellers = self._given.sources_of
        return len({source for event in events for source in tellers[event - self._first]})

    def _disputes(self, events: Iterable[int]) -> int:
        """Count the disputes that touch any of these events."""
        disputes = self._given.disputes
        if not disputes:
            return 0
        touched = (event for event in events if event in disputes)
        return len({frozenset((event, other)) for event in touched for other in disputes[event]})
