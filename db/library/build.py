"""Records -> the tables of the read model, each in one pass.

Each record is written as JSON beside what is asked of it: its folded name, who takes part, what
cites what. The words it is found by and the field terms that hold of it are written when a query
first asks for such, as a list that stands in its own order needs neither.
"""

# ruff: noqa: S608 — what is joined into SQL are names and clauses of ours, never a value

from __future__ import annotations

import contextlib
import functools
import sqlite3
from collections.abc import Callable, Iterable, Iterator

from db import collector
from db.codec import encode_json
from db.dates import DaySpan, span_of_iso
from db.errors import BadTerm
from db.library import schema, wording
from db.library.numbered import Numbered
from db.library.schema import PARTS
from db.library.store import Part, Store
from db.library.terms import days_of, size_of, terms_of
from db.records import Company, Event, Person, Record, Records, Source
from db.words import fold

_RECORD = "seq, kind, id, name, key, body, parent, form, grade, status, lang, day, last, fold"


def build(connection: sqlite3.Connection, records: Records) -> Store:
    """Fill an empty SQLite database with the read model of these records."""
    given = Numbered(records)
    with _filling(connection, schema.TABLES, schema.INDEXES + schema.COUNTS):
        _insert(connection, f"record ({_RECORD})", _record_rows(given))
        _insert(connection, "link (event, party, part)", _link_rows(given))
        _insert(connection, "cite (event, quote, source, position)", _cite_rows(given))
        _insert(connection, "passage (quote, source, start)", _passage_rows(given))
        _insert(connection, "dispute (event, other)", _dispute_rows(given))
    later: dict[Part, Callable[[], None]] = {
        "words": lambda: _write_words(connection, given),
        "terms": lambda: _write_terms(connection, given),
    }
    return Store(connection, later)


def _write_words(connection: sqlite3.Connection, given: Numbered) -> None:
    """Write what typed words are looked for in."""
    with _filling(connection, schema.WORD_TABLES, schema.WORD_INDEXES):
        _insert(connection, "named (seq, key, name)", wording.name_rows(given))
        _insert(connection, "words (rowid, names, prose)", wording.word_rows(given))


def _write_terms(connection: sqlite3.Connection, given: Numbered) -> None:
    """Write what field terms ask for."""
    with _filling(connection, schema.TERM_TABLES, schema.TERM_INDEXES):
        _insert(connection, "term (field, value, event, own)", _term_rows(given))
        _insert(connection, "fact (event, first, final, low, high, unit)", _fact_rows(given))


@contextlib.contextmanager
def _filling(connection: sqlite3.Connection, before: str, after: str) -> Iterator[None]:
    """Make tables, let them be filled, make their indexes; nothing stays where that fails."""
    with collector.at_rest(), connection:
        connection.executescript(f"BEGIN;{before}")
        yield
        connection.executescript(after)


def _insert(
    connection: sqlite3.Connection, columns: str, rows: Iterable[tuple[object, ...]]
) -> None:
    """Write rows whose values stand in the order of the columns."""
    marks = ", ".join("?" * (columns.count(",") + 1))
    connection.executemany(f"INSERT INTO {columns} VALUES ({marks})", rows)


def name_of(record: Record) -> str:
    """Return the line by which a record is shown and sorted."""
    if isinstance(record, Person | Company):
        return record.name
    if isinstance(record, Event):
        return record.summary
    return record.title if isinstance(record, Source) else record.exact


def _record_rows(given: Numbered) -> Iterator[tuple[object, ...]]:
    """Return every record as JSON, with the columns by which lists are sorted."""
    for seq, kind, record in given:
        parent = form = grade = status = lang = day = last = fold_group = None
        if isinstance(record, Company):
            parent, form = record.parent, record.kind
        elif isinstance(record, Event):
            form, grade, status = record.type, record.claim.grade, record.status
            fold_group = given.folds.get(seq, seq)
            if record.date and record.date.is_placed:
                _, day, last = record.date.sort_key
        elif isinstance(record, Source):
            form, lang = fold(record.publisher or ""), record.lang
            days = _days(record.published)
            day, last = (days.first, days.last) if days else (None, None)
        name = name_of(record)
        key = "" if kind == "quote" else fold(name)  # quotes stand in the order of their sources
        head = (seq, kind, record.id, name, key, encode_json(record))
        yield (*head, parent, form, grade, status, lang, day, last, fold_group)


def _link_rows(given: Numbered) -> Iterator[tuple[int, int, int]]:
    """Return every tie between an event and a party that has a record."""
    for seq, event in given.events:
        ties = {
            "role": [role.reference for role in event.roles],
            "says": [event.claim.by_id],
            "relays": event.claim.via,
            "speaks": [quote.speaker for quote in given.quotes_of(event)],
        }
        found = {
            (seq, given.numbers[reference], PARTS[part])
            for part, references in ties.items()
            for reference in references
            if reference in given.numbers
        }
        yield from sorted(found)


def _cite_rows(given: Numbered) -> Iterator[tuple[int, int, int | None, int]]:
    """Return which quotes an event cites, in its order, and from which source each is."""
    for seq, event in given.events:
        for place, quote in enumerate(given.quotes_of(event)):
            source = given.numbers.get(f"source/{quote.source}")
            yield seq, given.numbers[f"quote/{quote.id}"], source, place


def _passage_rows(given: Numbered) -> Iterator[tuple[int, int | None, int]]:
    """Return where each quote stands."""
    for quote in given.records.quotes.values():
        source = given.numbers.get(f"source/{quote.source}")
        yield given.numbers[f"quote/{quote.id}"], source, quote.start


def _dispute_rows(given: Numbered) -> Iterator[tuple[int, int]]:
    """Return every dispute from either side."""
    for seq, others in sorted(given.disputes.items()):
        yield from ((seq, other) for other in sorted(others))


def _term_rows(given: Numbered) -> Iterator[tuple[str, str, int, bool]]:
    """Return what holds of each event; a source's own terms stand beside those of its events."""
    ancestors = functools.cache(given.ancestors)
    for seq, event in given.events:
        held = dict.fromkeys(terms_of(event, given.quotes_of(event), ancestors))
        if given.disputes.get(seq):
            held.pop(("is", "undisputed", True), None)
            held["is", "disputed", True] = None
        yield from ((field, value, seq, own) for field, value, own in held)
    for source in given.records.sources.values():
        seq = given.numbers[f"source/{source.id}"]
        yield "source", source.id, seq, True
        yield "lang", source.lang, seq, True


def _fact_rows(given: Numbered) -> Iterator[tuple[object, ...]]:
    """Return the days and figures of each event, and the days of each source."""
    for seq, event in given.events:
        days = days_of(event)
        span = (days.first or "", days.last or "9999") if days else (None, None)
        yield (seq, *span, *size_of(event.amount))
    for source in given.records.sources.values():
        if days := _days(source.published):
            seq = given.numbers[f"source/{source.id}"]
            yield seq, days.first, days.last, None, None, None


def _days(published: str | None) -> DaySpan | None:
    """Return the days a source can be of; None where it is undated or its date is none."""
    with contextlib.suppress(BadTerm):  # `verify` names it; a list can live with it
        return span_of_iso(published) if published else None
    return None
