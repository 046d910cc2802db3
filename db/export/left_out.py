"""What a format has no place for, counted by table and field, so that nothing is lost unsaid."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection

from db.records import TABLES, Kind, Record, Records

WHOLE = ""
"""Stands for a field where a record is left out as a whole."""


class LeftOut:
    """Counts what a document does not say, while it is written."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._counts: Counter[tuple[str, str]] = Counter()

    def __bool__(self) -> bool:
        """Whether anything was left out."""
        return bool(self._counts)

    def note(self, table: str, field: str = WHOLE, count: int = 1) -> None:
        """Count what is left out of a table: a field, or anything else that has a name."""
        if count:
            self._counts[table, field] += count

    def tables(self, records: Records, *kinds: Kind) -> None:
        """Count all records of some kinds as left out."""
        for kind in kinds:
            self.note(TABLES[kind], WHOLE, len(records.table(kind)))

    def rest(self, kind: Kind, record: Record, said: Collection[str]) -> None:
        """Count the fields of a record that hold something and are not among those said."""
        for field in dataclasses.fields(record):
            if field.name not in said and getattr(record, field.name) not in (None, (), ""):
                self.note(TABLES[kind], field.name)

    def as_json(self) -> dict[str, dict[str, int]]:
        """Return the counts by table and field; a whole record counts under `*`."""
        found: dict[str, dict[str, int]] = {}
        for (table, field), count in self._counts.items():
            found.setdefault(table, {})[field or "*"] = count
        return found

    def as_text(self) -> tuple[str, ...]:
        """Return one line for each table: its records, then its fields, each with how often."""
        return tuple(
            f"{table}: {', '.join(_words(field, count) for field, count in fields.items())}"
            for table, fields in self.as_json().items()
        )


def _words(field: str, count: int) -> str:
    return f"{count:,} whole" if field == "*" else f"{field} ({count:,})"
