"""What a database file holds, before and after it is read: raw documents, then candidate records.

`Raw` is well-formed JSON and promises nothing more. `Material` is what could be read of it, with
every fault of shape beside it, so that the rules of `db.checks` judge typed records even where
some of the documents are broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

import msgspec

from db import codec
from db.decisions import DECISIONS, Decision
from db.records import (
    SCHEMA,
    TABLES,
    Company,
    Event,
    Kind,
    Person,
    Quote,
    Record,
    Records,
    Source,
)

_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")

META = "meta"
"""The table whose one document holds the schema number."""


class Finding(NamedTuple):
    """A place where something is wrong, and what to do about it."""

    table: str
    """The table of the record."""
    id: str
    """The record's id, or `#` and its TinyDB number where it has none."""
    field: str
    """The path of the field."""
    problem: str
    """What is wrong, as a clause without a full stop."""
    remedy: str
    """What to do, as a sentence."""

    @property
    def place(self) -> tuple[str, str, str]:
        """Table, id and outermost field: `claim` for `claim.via[0]`."""
        return self.table, self.id, self.field.partition(".")[0].partition("[")[0]


class Raw(NamedTuple):
    """The JSON object of a database file, not yet judged."""

    root: Mapping[str, object]
    """Tables by name, known and unknown ones."""
    faults: tuple[Finding, ...] = ()
    """What the JSON says and `root` cannot hold: keys that stand twice, or that it is no object."""

    @property
    def tables(self) -> dict[str, dict[str, dict[str, object]]]:
        """Every document that is an object, by table and TinyDB number."""
        return {
            name: {
                number: document for number, document in table.items() if isinstance(document, dict)
            }
            for name, table in self.root.items()
            if isinstance(table, dict)
        }

    def documents(self, table: str) -> dict[str, object]:
        """Return what stands in a table by TinyDB number, objects or not; empty if it is none."""
        found = self.root.get(table, {})
        return found if isinstance(found, dict) else {}

    @property
    def schema(self) -> object:
        """The schema number as it stands in `meta`; None where there is none."""
        documents = [each for each in self.documents(META).values() if isinstance(each, dict)]
        return next((each["schema"] for each in documents if "schema" in each), None)


class Material:
    """Candidate records in file order, duplicates included, and the faults of their shape."""

    def __init__(
        self,
        found: Mapping[Kind, Iterable[Record]],
        faults: Iterable[Finding] = (),
        schema: object = SCHEMA,
        decisions: Iterable[Decision] = (),
    ) -> None:
        """Give each table the type that its kind promises."""
        self.people = tuple(each for each in found["person"] if isinstance(each, Person))
        """Everyone that could be read."""
        self.companies = tuple(each for each in found["company"] if isinstance(each, Company))
        """Every organisation that could be read."""
        self.events = tuple(each for each in found["event"] if isinstance(each, Event))
        """Every claim that could be read."""
        self.quotes = tuple(each for each in found["quote"] if isinstance(each, Quote))
        """Every quote that could be read."""
        self.sources = tuple(each for each in found["source"] if isinstance(each, Source))
        """Every source that could be read."""
        self.decisions = tuple(decisions)
        """Every decision that could be read."""
        self.faults = tuple(faults)
        """What could not be read; stand-ins are in its place."""
        self.schema = schema
        """The schema number as found."""

    def of_kind(self, kind: Kind) -> tuple[Record, ...]:
        """Return the candidate records of one kind."""
        candidates: tuple[Record, ...] = getattr(self, TABLES[kind])
        return candidates

    def __iter__(self) -> Iterator[tuple[Kind, Record]]:
        """Walk all candidate records, table by table."""
        for kind in TABLES:
            for record in self.of_kind(kind):
                yield kind, record

    @property
    def documents(self) -> Iterator[tuple[str, Record | Decision]]:
        """Walk everything that has an id, records and decisions, each with its table."""
        yield from ((TABLES[kind], record) for kind, record in self)
        yield from ((DECISIONS, decision) for decision in self.decisions)

    @cached_property
    def records(self) -> Records:
        """The candidates by id; of two with one id the first."""
        return Records(
            people=_by_id(self.people),
            companies=_by_id(self.companies),
            events=_by_id(self.events),
            quotes=_by_id(self.quotes),
            sources=_by_id(self.sources),
            decisions=_by_id(self.decisions),
        )

    @cached_property
    def decided_events(self) -> tuple[Event, ...]:
        """The events as decisions make them: of those who were merged, all lead to the one kept."""
        if not any(each.action == "merge" for each in self.decisions):
            return self.events
        from db.decided import decided  # late: loading needs none of it

        return tuple(decided(self.records).events.values())

    @cached_property
    def broken(self) -> frozenset[tuple[str, str, str]]:
        """The places where a stand-in is; no rule should judge those."""
        return frozenset(fault.place for fault in self.faults)


def read_raw(raw: Raw, *, forget: bool = False) -> Material:
    """Read every document of the known tables, and note what cannot be read.

    Where nothing but the records is wanted, documents are forgotten as they are read: those of a
    large file take more memory than what is made of them.
    """
    faults = [*raw.faults, *_faults_of_tables(raw)]
    found: dict[Kind, list[Record]] = {
        kind: _read_table(raw, TABLES[kind], cls, faults, forget=forget)
        for kind, cls in codec.TYPES.items()
    }
    decisions = _read_table(raw, DECISIONS, Decision, faults, forget=forget)
    return Material(found, faults, raw.schema, decisions)


_Shape = TypeVar("_Shape", bound=Record | Decision)


def _read_table(
    raw: Raw, table: str, cls: type[_Shape], faults: list[Finding], *, forget: bool
) -> list[_Shape]:
    """Read the documents of one table, and note what cannot be read."""
    found: list[_Shape] = []
    documents = raw.documents(table)
    for number, document in documents.items():
        try:
            found.append(msgspec.convert(document, cls))
        except msgspec.ValidationError:
            record, wrong = codec.salvage(cls, document, f"#{number}")
            name = codec.identifier_of(document, f"#{number}")
            faults += [Finding(table, name, x.field, x.problem, x.remedy) for x in wrong]
            found += [record] if record is not None else []
        if forget:
            documents[number] = None
    return found


def of_records(records: Records) -> Material:
    """Take records that are already typed as candidates, as before a write."""
    found: dict[Kind, list[Record]] = {kind: [] for kind in TABLES}
    for kind, record in records:
        found[kind].append(record)
    return Material(found, decisions=records.decisions.values())


def _faults_of_tables(raw: Raw) -> Iterator[Finding]:
    """Find known tables that hold no documents by number."""
    remedy = "A table is an object of documents by number; restore the file from a copy."
    for table in codec.SHAPES:
        content = raw.root.get(table, {})
        if not isinstance(content, dict):
            yield Finding(table, "", "", "the table is no object of documents", remedy)
            continue
        for number in content:
            if not _NUMBER.fullmatch(number):
                problem = f"“{number}” is not the number of a document"
                yield Finding(table, f"#{number}", "", problem, remedy)


_R = TypeVar("_R", Person, Company, Event, Quote, Source, Decision)


def _by_id(candidates: tuple[_R, ...]) -> dict[str, _R]:
    """Order candidates by id; of two with one id the first stays."""
    found: dict[str, _R] = {}
    for each in candidates:
        found.setdefault(each.id, each)
    return found
