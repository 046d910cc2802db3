"""What goes out: a set of records that needs none but itself, and the links between them.

Every reference of a record in it leads to a record in it. A writer needs nothing else, so that a
format can be tested with a few records made by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from db.export.stored import Stored
from db.records import TABLES, Event, Quote, Records
from db.texts import Texts


@dataclass(frozen=True)
class Selection:
    """The records to write, complete in themselves."""

    records: Records
    """The records."""
    name: str = "wherefrom"
    """What the database is called."""
    is_whole: bool = True
    """Whether it is all that the database has."""
    path: Path | None = None
    """The file that the records are from, if any."""
    texts: Texts = field(default_factory=lambda: Texts(()))
    """The texts of the sources, for a format that shows them."""

    @property
    def summary(self) -> str:
        """Say how many records of each kind there are."""
        counts = [(len(self.records.table(kind)), kind) for kind in TABLES]
        words = [f"{n:,} {kind if n == 1 else TABLES[kind]}" for n, kind in counts if n]
        return ", ".join(words) or "no records"

    @cached_property
    def stored(self) -> Stored | None:
        """The documents as they stand in the file, read when they are first asked for."""
        return Stored.of(self.path) if self.path else None

    def name_of(self, reference: str) -> str:
        """Return what a `person/…` or `company/…` is called; its id where it is not here."""
        kind, _, identifier = reference.partition("/")
        table = self.records.people if kind == "person" else self.records.companies
        return table[identifier].name if identifier in table else identifier

    def quotes_of(self, event: Event) -> list[Quote]:
        """Return the quotes that an event cites, in its order."""
        return [self.records.quotes[each] for each in event.quotes if each in self.records.quotes]

    def events_about(self, reference: str) -> Sequence[Event]:
        """Return the events that someone takes part in, answers for or relays, by date."""
        return self._told.get(reference, ())

    def events_citing(self, quote: str) -> Sequence[Event]:
        """Return the events that a quote supports, by date."""
        return self._citing.get(quote, ())

    def quotes_in(self, source: str) -> Sequence[Quote]:
        """Return the quotes of a source as they stand in it."""
        return self._within.get(source, ())

    def events_by_date(self) -> Sequence[Event]:
        """Return all events, those without a date last."""
        return self._dated

    def disputes_of(self, event: Event) -> Iterator[Event]:
        """Return the events that cannot be right together with one."""
        events = self.records.events
        return (events[each] for each in event.disputes if each in events)

    @cached_property
    def _dated(self) -> Sequence[Event]:
        undated = (True, "", "")
        return sorted(
            self.records.events.values(),
            key=lambda each: each.date.sort_key if each.date else undated,
        )

    @cached_property
    def _told(self) -> Mapping[str, Sequence[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self._dated:
            for reference in event.references:
                found[reference].append(event)
        return found

    @cached_property
    def _citing(self) -> Mapping[str, Sequence[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self._dated:
            for quote in dict.fromkeys(event.quotes):
                found[quote].append(event)
        return found

    @cached_property
    def _within(self) -> Mapping[str, Sequence[Quote]]:
        found: dict[str, list[Quote]] = defaultdict(list)
        for quote in sorted(self.records.quotes.values(), key=lambda each: (each.start, each.end)):
            found[quote.source].append(quote)
        return found
