"""Records -> the tables of the read model, once, in one pass.

Each record is written as JSON beside what is asked of it: its folded names, who takes part, what
cites what, which field terms hold, and its words for full-text search.
"""

# ruff: noqa: S608 — what is joined into SQL are names and clauses of ours, never a value

from __future__ import annotations

import contextlib
import gc
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from db.codec import encode_json
from db.dates import DaySpan, span_of_iso
from db.errors import BadTerm
from db.library.schema import BARRIER, COUNTS, INDEXES, PARTS, TABLES
from db.library.terms import days_of, size_of, terms_of
from db.records import Company, Event, Kind, Person, Quote, Record, Records, Source
from db.words import fold, tokens

_RECORD = "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0)"
_WORDS = "INSERT INTO words (rowid, names, prose) VALUES (?, ?, ?)"


def build(connection: sqlite3.Connection, records: Records) -> None:
    """Fill an empty SQLite database with the read model of these records.

    The garbage collector rests meanwhile: nothing here makes cycles, and it halves the time.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        connection.executescript(TABLES)
        connection.execute("BEGIN")
        _Builder(connection, records).run()
        connection.execute("COMMIT")
        connection.executescript(INDEXES + COUNTS)
    finally:
        if was_collecting:
            gc.enable()


class _Builder:
    """Walks the records of one build, knowing the number of each."""

    def __init__(self, connection: sqlite3.Connection, records: Records) -> None:
        """Give all records their numbers, by kind and then in file order."""
        self._connection, self._records = connection, records
        self._numbers = {
            f"{kind}/{record.id}": seq for seq, (kind, record) in enumerate(records, start=1)
        }
        self._disputes = self._pairs("disputes")
        self._folds = _groups(self._pairs("same_as"))

    def run(self) -> None:
        """Write every record, table by table."""
        for seq, (kind, record) in enumerate(self._records, start=1):
            self._write_record(seq, kind, record)
            if isinstance(record, Person | Company):
                names = tuple(dict.fromkeys([record.name, *record.aliases]))
                self._write_names(seq, names, [record.description])
            elif isinstance(record, Source):
                self._write_source(seq, record)
            elif isinstance(record, Event):
                self._write_event(seq, record)
            else:
                source = self._numbers.get(f"source/{record.source}")
                self._insert("passage", [(seq, source, record.start)])

    def _write_record(self, seq: int, kind: Kind, record: Record) -> None:
        """Write a record as JSON, and the columns by which lists are sorted."""
        name = name_of(record)
        parent = form = grade = status = lang = day = last = fold_group = None
        if isinstance(record, Company):
            parent, form = record.parent, record.kind
        elif isinstance(record, Event):
            form, grade, status = record.type, record.claim.grade, record.status
            fold_group = self._folds.get(seq, seq)
            if record.date and record.date.is_placed:
                _, day, last = record.date.sort_key
        elif isinstance(record, Source):
            form, lang = fold(record.publisher or ""), record.lang
            days = _days(record.published)
            day, last = (days.first, days.last) if days else (None, None)
        head = (seq, kind, record.id, name, fold(name), encode_json(record))
        tail = (parent, form, grade, status, lang, day, last, fold_group)
        self._connection.execute(_RECORD, (*head, *tail))

    def _write_source(self, seq: int, source: Source) -> None:
        """Write what a source is found by; its own terms stand beside those of its events."""
        names = (source.title, source.publisher, source.author)
        self._write_names(seq, list(dict.fromkeys(each for each in names if each)), [source.note])
        self._insert("term", [("source", source.id, seq, True), ("lang", source.lang, seq, True)])
        if days := _days(source.published):
            self._insert("fact", [(seq, days.first, days.last, None, None, None)])

    def _write_names(self, seq: int, names: Sequence[str], prose: Iterable[str | None]) -> None:
        """Write what a record is called, and the words it is found by besides."""
        self._insert("named", [(seq, fold(name), name) for name in names])
        self._connection.execute(_WORDS, (seq, _indexed(names), _indexed(prose)))

    def _write_event(self, seq: int, event: Event) -> None:
        """Write who takes part in an event, what it cites, and what holds of it."""
        found = (self._records.quotes.get(each) for each in event.quotes)
        quotes = [quote for quote in found if quote]
        self._write_names(seq, [event.summary], self._prose(event, quotes))
        self._insert("link", sorted(set(self._links(seq, event, quotes))))
        cites = [
            (seq, self._numbers[f"quote/{quote.id}"], self._numbers.get(f"source/{quote.source}"))
            for quote in quotes
        ]
        self._insert("cite", [(*cite, place) for place, cite in enumerate(cites)])
        others = sorted(self._disputes.get(seq, ()))
        self._insert("dispute", [(seq, other) for other in others])
        terms = dict.fromkeys(terms_of(event, quotes, self._ancestors))
        if others:
            terms.pop(("is", "undisputed", True), None)
            terms["is", "disputed", True] = None
        self._insert("term", [(field, value, seq, own) for field, value, own in terms])
        days = days_of(event)
        span = (days.first or "", days.last or "9999") if days else (None, None)
        self._insert("fact", [(seq, *span, *size_of(event.amount))])

    def _links(
        self, seq: int, event: Event, quotes: Sequence[Quote]
    ) -> Iterator[tuple[int, int, int]]:
        """Return every tie between an event and a party that has a record."""
        ties = {
            "role": [role.reference for role in event.roles],
            "says": [event.claim.by_id],
            "relays": event.claim.via,
            "speaks": [quote.speaker for quote in quotes],
        }
        for part, references in ties.items():
            for reference in references:
                if reference in self._numbers:
                    yield seq, self._numbers[reference], PARTS[part]

    def _prose(self, event: Event, quotes: Sequence[Quote]) -> Iterator[str | None]:
        """Return the texts that an event is found by besides its summary."""
        for quote in quotes:
            yield quote.exact
            yield quote.translation
        yield from (event.title, event.type, event.claim.by)
        yield from (each.text for each in (event.date, event.until, event.amount) if each)
        for role in event.roles:
            yield role.text
            table = self._records.people if role.kind == "person" else self._records.companies
            party = table.get(role.id or "")
            if isinstance(party, Person | Company):
                yield party.name
                yield from party.aliases

    def _ancestors(self, reference: str) -> list[str]:
        """Return the parents of a company and theirs, as references."""
        found: list[str] = []
        company = self._records.companies.get(reference.removeprefix("company/"))
        while company and company.parent and f"company/{company.parent}" not in found:
            found.append(f"company/{company.parent}")
            company = self._records.companies.get(company.parent)
        return found

    def _pairs(self, field: str) -> dict[int, set[int]]:
        """Return which events a field ties together, both ways, whichever side says so."""
        pairs: dict[int, set[int]] = defaultdict(set)
        for event in self._records.events.values():
            seq = self._numbers[f"event/{event.id}"]
            for other in getattr(event, field):
                number = self._numbers.get(f"event/{other}")
                if number and number != seq:
                    pairs[seq].add(number)
                    pairs[number].add(seq)
        return pairs

    def _insert(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Write rows whose values stand in the order of the table's columns."""
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def name_of(record: Record) -> str:
    """Return the line by which a record is shown and sorted."""
    if isinstance(record, Person | Company):
        return record.name
    if isinstance(record, Event):
        return record.summary
    return record.title if isinstance(record, Source) else record.exact


def _indexed(texts: Iterable[str | None]) -> str:
    """Fold texts and part their words by spaces, so that SQLite cuts them where we do."""
    spaced = (" ".join(token for token, _, _ in tokens(fold(text))) for text in texts if text)
    return f" {BARRIER} ".join(spaced)


def _days(published: str | None) -> DaySpan | None:
    """Return the days a source can be of; None where it is undated or its date is none."""
    with contextlib.suppress(BadTerm):  # `verify` names it; a list can live with it
        return span_of_iso(published) if published else None
    return None


def _groups(pairs: dict[int, set[int]]) -> dict[int, int]:
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
