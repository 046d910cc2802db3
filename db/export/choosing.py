"""What an export takes: a whole database, or what a query finds and all that it needs.

A query finds what a search for it finds. Of it and with it go out: of an event its quotes with
their sources, everyone in a role or with a say, what disputes it and what tells the same; of a
company those it is part of. Someone found without any of the events found, and everyone where a
list was named, brings all of their events. So a part is a sound database, and shows no claim
without the denial of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from db.decided import decided
from db.export.selection import Selection
from db.intake.merge import collected
from db.library import Library
from db.records import TABLES, Company, Event, Kind, Quote, Record, Records
from db.search import KINDS, search
from db.storage import read
from db.terms import Query
from db.texts import Texts


def whole(path: Path, texts: Texts, tell: Callable[[float], None] = lambda _: None) -> Selection:
    """Take all of a database, those who were merged as one, as they are shown everywhere.

    `tell` hears how much of it is read, from 0 to 1. Raises `Refused` where it cannot be read.
    """
    return Selection(decided(read(path, tell)), path.stem, path=path, texts=texts)


def found(
    library: Library,
    query: Query,
    texts: Texts,
    kind: Kind | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> Selection:
    """Take what a query finds, in one list or in all, and what that needs.

    `tell` hears how many events have been taken.
    """
    gathering = _Gathering(library, tell)
    wanted = {each: _ids(library, query, each) for each in ([kind] if kind else KINDS)}
    gathering.take_events(library.event(each) for each in wanted.pop("event", ()))
    others = [(each, name) for each, names in wanted.items() for name in names]
    for each, name in others if kind else gathering.missing(others):
        gathering.take_with_events(each, name)
    records = gathering.records()
    return Selection(records, library.name, is_whole=False, path=library.path, texts=texts)


def _ids(library: Library, query: Query, kind: Kind) -> tuple[str, ...]:
    return library.index.ids([*search(library, query, kind).hits.numbers()])


class _Gathering:
    """Collects records, and whatever they refer to, each once."""

    def __init__(self, library: Library, tell: Callable[[int], None]) -> None:
        self._library, self._tell = library, tell
        self._found: dict[Kind, dict[str, Record]] = {kind: {} for kind in TABLES}

    def records(self) -> Records:
        """Return what was collected, in the usual order of each list."""
        number = self._library.index.number
        return collected(
            records[name]
            for kind, records in self._found.items()
            for _, name in sorted((number(kind, name) or 0, name) for name in records)
        )

    def missing(self, wanted: Iterable[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
        """Return which records are not there yet."""
        return [(kind, name) for kind, name in wanted if name not in self._found[kind]]

    def take_events(self, events: Iterable[Event]) -> None:
        """Take events with their quotes, their people, and the claims that stand beside them."""
        waiting = list(events)
        while waiting:
            event = waiting.pop()
            if event.id in self._found["event"]:
                continue
            self._found["event"][event.id] = event
            self._tell(len(self._found["event"]))
            for quote in self._library.quotes_of(event):
                self._take_quote(quote)
            for reference in event.references:
                self._take(reference)
            waiting += self._library.disputes_of(event)
            waiting += self._library.same_as(event)

    def take_with_events(self, kind: Kind, name: str) -> None:
        """Take someone, or a source, with all of their events."""
        self._take(f"{kind}/{name}")
        if kind == "source":
            for quote in self._library.quotes_in(name):
                self._take_quote(quote)
            self.take_events(self._library.events_in(name))
        else:
            self.take_events(self._library.events_about(f"{kind}/{name}"))

    def _take_quote(self, quote: Quote) -> None:
        self._found["quote"][quote.id] = quote
        self._take(f"source/{quote.source}")
        if quote.speaker:
            self._take(quote.speaker)

    def _take(self, reference: str) -> None:
        """Take a record, and of a company those that it is part of."""
        kind, _, identifier = reference.partition("/")
        known = next(each for each in self._found if each == kind)
        above: str | None = identifier
        while above and above not in self._found[known]:
            record = self._library.record(known, above)
            self._found[known][above] = record
            above = record.parent if isinstance(record, Company) else None
