"""The Library: everything a screen or the command line asks about a set of records."""

# ruff: noqa: S608 — what is joined into SQL are names and clauses of ours, never a value

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, Self, TypeVar

import msgspec

from db.codec import unpack, unpack_decision
from db.errors import NotFound
from db.library.build import write
from db.library.index import SUMMARY, Index
from db.library.numbered import Merger, Numbered
from db.library.sorts import SORTS
from db.library.store import Store, list_of
from db.records import TABLES, Company, Event, Kind, Person, Quote, Record, Records, Source
from db.words import fold

_Found = TypeVar("_Found", Person, Company, Event, Quote, Source)
_Linked = TypeVar("_Linked", Event, Quote)
Link = Literal["told", "cited", "against"]
"""The columns of a record's row that list others."""

_KEPT = 4096
_WITH_QUOTES = 1000
_NEAR = 70
"""How alike an id must be, of 100, to be offered for one that is not here."""


class Counts(NamedTuple):
    """How often a person, company or source occurs."""

    events: int
    """The events about it."""
    sources: int
    """The sources that tell them."""
    disputes: int
    """The pairs of claims among them that cannot both be right."""


class Library:
    """A read model of records, walkable both ways and searchable; safe to ask from any thread.

    Records are decoded when asked for. Wherever a method takes a reference it is `person/ID`,
    `company/ID` and so on, as in a view.
    """

    def __init__(
        self, store: Store, name: str, path: Path | None = None, searching: Store | None = None
    ) -> None:
        """Read from a store; `Library.of` and `Library.open` make one.

        Where the tables are files, `searching` is a second store on them for the search.
        """
        self.name = name
        """What the database is called on the screen."""
        self.path = path
        """The file it was read from, if any."""
        self._store, self._searching = store, searching or store
        self.index = Index(store, searching)
        """What `db.search` and `db.facets` ask; no screen needs it."""
        self._records: dict[int, Record] = {}
        self._links: dict[tuple[Link, int | None], Sequence[int]] = {}

    @classmethod
    def of(cls, records: Records, name: str, path: Path | None = None) -> Self:
        """Build a library in memory; each part when it is first needed."""
        given = Numbered(records)
        store = Store.new(lambda connection, part: write(part, connection, given))
        store.need("records")
        return cls(store, name, path)

    @classmethod
    def open(cls, path: Path | str) -> Library:
        """Open a database file, all of it; raises `Refused` where it is none of ours.

        A large one is prepared first; `db.library.opening` tells how far that is.
        """
        from db.library.opening import Opening

        with Opening(Path(path)) as opening:
            return opening.library(whole=True)

    def close(self) -> None:
        """Let go of the memory; the library cannot be asked any more."""
        self._store.close()
        self._searching.close()

    # One record

    def record(self, kind: Kind, identifier: str) -> Record:
        """Return a record; raises `NotFound` with the nearest id."""
        number = self._number(kind, identifier)
        if number is None:
            raise NotFound(kind, identifier, self._nearest(kind, identifier))
        return self._decoded([number])[0]

    def person(self, identifier: str) -> Person:
        """Return a person; raises `NotFound`."""
        return self._typed(Person, "person", identifier)

    def company(self, identifier: str) -> Company:
        """Return a company; raises `NotFound`."""
        return self._typed(Company, "company", identifier)

    def event(self, identifier: str) -> Event:
        """Return an event; raises `NotFound`."""
        return self._typed(Event, "event", identifier)

    def quote(self, identifier: str) -> Quote:
        """Return a quote; raises `NotFound`."""
        return self._typed(Quote, "quote", identifier)

    def source(self, identifier: str) -> Source:
        """Return a source; raises `NotFound`."""
        return self._typed(Source, "source", identifier)

    def has(self, reference: str) -> bool:
        """Whether a `kind/id` names a record here."""
        return self._referred(reference) is not None

    def name_of(self, reference: str) -> str:
        """Return what a `kind/id` is called; its id where there is no such record."""
        number = self._referred(reference)
        if number is None:
            return reference.partition("/")[2] or reference
        return self.index.summary(number).name

    def leads_to(self, reference: str) -> str:
        """Return the record that a `kind/id` is shown as: itself, unless it was merged."""
        number = self._referred(reference)
        if number is None:
            return reference
        found = self.index.summary(number)
        return f"{found.kind}/{found.id}"

    def merged_into(self, reference: str) -> tuple[Merger, ...]:
        """Return who was merged into a person or company, directly or by way of others."""
        rows = self._store.rows(
            "SELECT gone, name, decision FROM merger WHERE seq = ? ORDER BY gone",
            self._referred(reference),
        )
        return tuple(Merger(gone, name, unpack_decision(data)) for gone, name, data in rows)

    # Lists

    def count(self, kind: Kind) -> int:
        """Count the records of a kind."""
        return self.index.span(kind).size

    def ids(self, kind: Kind, sort: str | None = None) -> tuple[str, ...]:
        """Return all ids of a kind in an order of `sorts(kind)`; the first order if None."""
        return self.index.ids(self.index.order(kind, sort))

    def sorts(self, kind: Kind) -> Mapping[str, str]:
        """Name the orders in which a list can stand, each in a few words; the first is usual."""
        return {name: sort.words for name, sort in SORTS[kind].items()}

    # Links, both ways

    def events_about(self, reference: str) -> tuple[Event, ...]:
        """Return the events that someone takes part in, answers for or relays, by date."""
        return self._linked(Event, "told", self._referred(reference))

    def quotes_of(self, event: Event) -> tuple[Quote, ...]:
        """Return the quotes that an event cites, in its order; missing ones left out."""
        return self._linked(Quote, "cited", self._number("event", event.id))

    def quotes_in(self, source: str) -> tuple[Quote, ...]:
        """Return the quotes of a source as they stand in it."""
        return self._linked(Quote, "cited", self._number("source", source))

    def events_citing(self, quote: str) -> tuple[Event, ...]:
        """Return the events that a quote supports, by date."""
        return self._linked(Event, "told", self._number("quote", quote))

    def events_spoken_in(self, reference: str) -> tuple[Event, ...]:
        """Return the events that someone answers for or whose quotes they speak, by date."""
        from db.library.conditions import Among  # late: few rows need it

        wanted = Among("speaker", (self.leads_to(reference),))
        numbers = self.index.events_where("event", [wanted])
        return tuple(each for each in self._decoded([*numbers]) if isinstance(each, Event))

    def events_in(self, source: str) -> tuple[Event, ...]:
        """Return the events that a source tells, in the order of their first quotes."""
        return self._linked(Event, "told", self._number("source", source))

    def disputes_of(self, event: Event) -> tuple[Event, ...]:
        """Return the events that cannot be right together with one, whichever side says so."""
        return self._linked(Event, "against", self._number("event", event.id))

    def same_as(self, event: Event) -> tuple[Event, ...]:
        """Return the other events of the group that tells the same happening, by date."""
        number = self._number("event", event.id)
        if number is None or self.index.summary(number).events == 1:  # told once, as most are
            return ()
        numbers = self._store.numbers(
            "SELECT other.seq FROM happening JOIN happening AS other USING (fold)"
            " WHERE happening.seq = ?1 AND other.seq != ?1 ORDER BY other.seq",
            number,
        )
        return tuple(each for each in self._decoded(numbers) if isinstance(each, Event))

    def children(self, company: str) -> tuple[Company, ...]:
        """Return the companies that are directly part of one, by name."""
        numbers = self._store.numbers("SELECT seq FROM record WHERE parent = ?", self._own(company))
        found = [each for each in self._decoded(numbers) if isinstance(each, Company)]
        return tuple(sorted(found, key=lambda each: (fold(each.name), each.name)))

    def family_of(self, company: str) -> tuple[str, ...]:
        """Return the ids of a company and of everything below it, itself first."""
        below = self._store.rows(
            "WITH RECURSIVE family (id) AS (VALUES (?) UNION"
            " SELECT record.id FROM family JOIN record ON record.parent = family.id)"
            " SELECT id FROM family",
            self._own(company),
        )
        return tuple(row[0] for row in below)

    def counts_of(self, reference: str) -> Counts:
        """Count what there is about a person, company or source; nothing where it dangles."""
        number = self._referred(reference)
        if number is None:
            return Counts(0, 0, 0)
        found = self.index.summary(number)
        return Counts(found.events, found.sources, found.disputes)

    # Within

    def _number(self, kind: Kind, identifier: str) -> int | None:
        """Return the number under which a record is kept."""
        return self.index.number(kind, identifier)

    def _own(self, company: str) -> str:
        """Return the id that a company is listed under."""
        return self.leads_to(f"company/{company}").partition("/")[2]

    def _referred(self, reference: str) -> int | None:
        """Return the number of the record that a `kind/id` names."""
        kind, _, identifier = reference.partition("/")
        return next((self._number(each, identifier) for each in TABLES if each == kind), None)

    def _typed(self, cls: type[_Found], kind: Kind, identifier: str) -> _Found:
        """Return a record as the class that its kind has."""
        found = self.record(kind, identifier)
        assert isinstance(found, cls)  # noqa: S101 — the build wrote it under this kind
        return found

    def _linked(self, cls: type[_Linked], column: Link, number: int | None) -> tuple[_Linked, ...]:
        """Return the records that one leads to; with events come the quotes that they cite."""
        found = self._decoded(self._links_of(column, number))
        if cls is Event and len(found) <= _WITH_QUOTES:
            numbers = (self.index.number("event", each.id) for each in found)
            self._decoded([quote for each in numbers for quote in self._links_of("cited", each)])
        return tuple(each for each in found if isinstance(each, cls))

    def _links_of(self, column: Link, number: int | None) -> Sequence[int]:
        """Return the numbers that a record leads to."""
        known = self._links.get((column, number))
        if known is None:
            row = self._store.first(f"SELECT {column} FROM record WHERE seq = ?", number)
            known = list_of(row[0] if row else None)
        return known

    def _decoded(self, numbers: Sequence[int]) -> list[Record]:
        """Return records by their numbers, decoding those that were not shown lately."""
        known = self._records  # its own name, as another thread may begin a new one meanwhile
        missing = [number for number in dict.fromkeys(numbers) if number not in known]
        if len(known) + len(missing) > _KEPT:
            known, self._links = {}, {}
            self._records = known
            missing = list(numbers)
        if missing:
            fresh = self._fresh(missing)
            known.update({seq: record for seq, _, record in fresh})
            self.index.remember({(kind, record.id): seq for seq, kind, record in fresh})
            if len(known) > _KEPT:  # all told of the largest company: not kept beside the page
                self._records, self._links = {}, {}
        return [known[number] for number in numbers]

    def _fresh(self, numbers: Sequence[int]) -> list[tuple[int, Kind, Record]]:
        """Decode records; one that cannot be, as its file is damaged, is brought anew once."""
        try:
            return self._read(numbers)
        except msgspec.MsgspecError:
            if not self._store.mend():
                raise
            return self._read(numbers)

    def _read(self, numbers: Sequence[int]) -> list[tuple[int, Kind, Record]]:
        """Decode records, and keep what else their rows tell, as it is asked for next."""
        rows = self._store.rows_of(
            numbers, f"SELECT {', '.join(SUMMARY)}, cited, against, body FROM record WHERE seq IN"
        )
        found = []
        for *summary, cited, against, body in rows:
            number = summary[0]
            kind = self.index.summarised(summary).kind
            if kind == "event":
                self._links["cited", number] = list_of(cited)
                self._links["against", number] = list_of(against)
            found.append((number, kind, unpack(kind, body)))
        return found

    def _nearest(self, kind: Kind, identifier: str) -> str | None:
        """Return the id that was probably meant, if any is near."""
        from rapidfuzz import fuzz, process

        found = process.extractOne(
            identifier, self.ids(kind), scorer=fuzz.ratio, score_cutoff=_NEAR
        )
        return f"{kind}/{found[0]}" if found else None
