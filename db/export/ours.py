"""Our own format: a database with the documents as they stand, what we do not know included.

Of a whole database every table goes out in its order. Of a part of one, the documents of the
records that were chosen, with the numbers that they have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from db.codec import SHAPES, encode
from db.decisions import DECISIONS, Decision
from db.errors import Outdated
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.export.stored import Stored
from db.material import META
from db.records import SCHEMA, TABLES, Company, Event, Quote, Record

_Rows = Iterator[tuple[str, bytes]]


def write(selection: Selection, left: LeftOut) -> Iterator[str]:
    """Yield the database as `db.storage` writes it, byte for byte where that wrote it."""
    between = "{\n"
    for table, content in _tables(selection, left):
        yield f"{between} {_text(msgspec.json.encode(table))}: "
        if isinstance(content, bytes):
            yield _text(content).replace("\n", "\n ")
        else:
            yield from _documents(content)
        between = ",\n"
    yield "\n}\n"


def _documents(rows: _Rows) -> Iterator[str]:
    """Yield one table, document by document."""
    between = "{\n"
    for number, document in rows:
        key = _text(msgspec.json.encode(number))
        inside = _text(document).replace("\n", "\n  ")  # no text holds a line end as it is
        yield f"{between}  {key}: {inside}"
        between = ",\n"
    yield "\n }" if between == ",\n" else "{}"


def _tables(selection: Selection, left: LeftOut) -> Iterator[tuple[str, _Rows | bytes]]:
    stored = selection.stored
    if stored is None:
        yield from _made(selection)
    elif selection.is_whole:
        for table, content in stored.tables.items():
            if isinstance(content, msgspec.Raw):
                yield table, bytes(content)
            else:
                yield table, ((number, bytes(each)) for number, each in content.items())
    else:
        yield from _chosen(selection, stored, left)


def _chosen(
    selection: Selection, stored: Stored, left: LeftOut
) -> Iterator[tuple[str, _Rows | bytes]]:
    """Yield the known tables with what was chosen of them; count the others as left out."""
    wanted = _Wanted(selection, stored)
    for table in stored.tables:
        if table in SHAPES:
            yield table, iter(wanted.rows(table))
        elif table == META:
            yield table, ((number, bytes(each)) for number, each in stored.documents(table).items())
        else:
            left.note(table, count=len(stored.documents(table)))


class _Wanted:
    """The documents of a part, as they stand in the file.

    There a claim may name someone who is merged into another: both rows are wanted then, and the
    decision too.
    """

    def __init__(self, selection: Selection, stored: Stored) -> None:
        self._stored, self._path = stored, selection.path
        self.names = {table: set(selection.records.table(kind)) for kind, table in TABLES.items()}
        self.names[DECISIONS] = set()
        for reference in self._references():
            kind, _, name = reference.partition("/")
            self.names["people" if kind == "person" else "companies"].add(name)
        while self._grow():
            pass

    def rows(self, table: str) -> list[tuple[str, bytes]]:
        """Return what is wanted of a table by number; raises `Outdated` where some is gone."""
        rows = [(number, bytes(document)) for number, document in self._documents(table)]
        if len(rows) < len(self.names[table]) and self._path:
            raise Outdated(self._path)
        return rows

    def _documents(self, table: str) -> Iterator[tuple[str, msgspec.Raw]]:
        for number, name, document in self._stored.named(table):
            if name in self.names[table]:
                yield number, document

    def _references(self) -> Iterator[str]:
        """Walk whom the events and quotes name."""
        for _, document in self._documents("events"):
            yield from msgspec.json.decode(document, type=Event).references
        for _, document in self._documents("quotes"):
            speaker = msgspec.json.decode(document, type=Quote).speaker
            if speaker:
                yield speaker

    def _grow(self) -> bool:
        """Take parents, and decisions with both of their ends; whether there were any."""
        before = sum(map(len, self.names.values()))
        for decision in self._stored.decisions():
            known = self.names[TABLES[decision.kind]]
            if decision.keep in known or decision.other in known:
                known |= {decision.keep, decision.other}
                self.names[DECISIONS].add(decision.id)
        for _, document in [*self._documents("companies")]:
            parent = msgspec.json.decode(document, type=Company).parent
            if parent:
                self.names["companies"].add(parent)
        return sum(map(len, self.names.values())) > before


def _made(selection: Selection) -> Iterator[tuple[str, _Rows]]:
    """Yield the tables of records that come from no file."""
    records = selection.records
    tables: dict[str, Iterable[Record | Decision]] = {
        table: records.table(kind).values() for kind, table in TABLES.items()
    }
    for table, documents in {**tables, DECISIONS: records.decisions.values()}.items():
        yield table, _numbered(documents)
    yield META, iter([("1", msgspec.json.encode({"schema": SCHEMA}))])


def _numbered(documents: Iterable[Record | Decision]) -> _Rows:
    for number, each in enumerate(documents, start=1):
        yield str(number), msgspec.json.encode(encode(each))


def _text(data: bytes) -> str:
    return msgspec.json.format(data, indent=1).decode()
