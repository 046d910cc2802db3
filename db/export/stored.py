"""The documents of a database file as they stand in it, each decoded when it is looked at.

What this version does not know of a document is in here and nowhere else. A document is a slice
of the file's bytes, so that a large file costs little more than its size.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from db import collector
from db.decisions import DECISIONS, Decision, redirects
from db.errors import Outdated
from db.export.left_out import LeftOut
from db.material import META
from db.records import TABLES
from db.unknown import unknown_fields

Documents = Mapping[str, msgspec.Raw]
"""The documents of one table by TinyDB number."""


class _Named(msgspec.Struct):
    id: str


class Stored:
    """The tables of a database file, known and unknown ones, in their order."""

    def __init__(self, data: bytes) -> None:
        """Cut the bytes of a sound file into documents."""
        self.tables: dict[str, Documents | msgspec.Raw] = {}
        """Every table; what is no object of documents stays as it is."""
        with collector.at_rest():
            for name, content in msgspec.json.decode(data, type=dict[str, msgspec.Raw]).items():
                try:
                    self.tables[name] = msgspec.json.decode(content, type=dict[str, msgspec.Raw])
                except msgspec.ValidationError:
                    self.tables[name] = content

    @classmethod
    def of(cls, path: Path) -> Stored:
        """Read a file that was found sound a moment ago; raises `Outdated` where it is no more."""
        try:
            return cls(path.read_bytes())
        except (msgspec.MsgspecError, OSError) as error:
            raise Outdated(path) from error

    def documents(self, table: str) -> Documents:
        """Return a table; an empty one where there is none."""
        found = self.tables.get(table, {})
        return {} if isinstance(found, msgspec.Raw) else found

    def named(self, table: str) -> Iterator[tuple[str, str, msgspec.Raw]]:
        """Walk a table of records: number, id, document."""
        decoder = msgspec.json.Decoder(_Named)
        for number, document in self.documents(table).items():
            yield number, decoder.decode(document).id, document

    def note_unknown(self, chosen: Mapping[str, Mapping[str, object]], left: LeftOut) -> None:
        """Count the fields of the chosen records that this version ignores, and other tables."""
        for table, content in self.tables.items():
            if table in chosen:
                for _, identifier, document in self.named(table):
                    if identifier in chosen[table]:
                        for field in unknown_fields(table, msgspec.json.decode(document)):
                            left.note(table, field)
            elif table == DECISIONS:
                left.note(table, count=sum(1 for _ in self._about(chosen)))
            elif table != META and not isinstance(content, msgspec.Raw):
                left.note(table, count=len(content))

    def decisions(self) -> Iterator[Decision]:
        """Walk what was decided about two records."""
        for document in self.documents(DECISIONS).values():
            yield msgspec.json.decode(document, type=Decision)

    def _about(self, chosen: Mapping[str, Mapping[str, object]]) -> Iterator[Decision]:
        """Walk the decisions about those chosen, or about whom these were merged from."""
        leads = redirects(self.decisions())
        for decision in self.decisions():
            names = [leads.get(each, each).partition("/")[2] for each in decision.pair]
            if any(name in chosen[TABLES[decision.kind]] for name in names):
                yield decision
