"""What an import brought: how many of each table, what changed, what was left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.records import TABLES, Records


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of one table were read, and what became of them."""

    read: int = 0
    """Records that the material has."""
    added: int = 0
    """Records that are new here."""
    changed: int = 0
    """Records that were here and say something else now."""
    unchanged: int = 0
    """Records that were here just so."""
    skipped: int = 0
    """Records that were left out; the report says why."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was left out."""

    table: str
    """The table it was meant for."""
    place: str
    """Where it stands in the material: a line, an id."""
    reason: str
    """Why it was left out, in words."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import brought, table by table."""

    name: str
    """What was imported, by name."""
    tables: Mapping[str, Counts]
    """Counts by table, in the order of the file format; tables nothing was read for are absent."""
    changed: tuple[str, ...] = ()
    """The records that were here and say something else now, as `kind/id`."""
    skipped: tuple[Skipped, ...] = field(default=())
    """What was left out."""

    @property
    def total(self) -> Counts:
        """The counts of all tables together."""
        each = self.tables.values()
        return Counts(
            read=sum(counts.read for counts in each),
            added=sum(counts.added for counts in each),
            changed=sum(counts.changed for counts in each),
            unchanged=sum(counts.unchanged for counts in each),
            skipped=sum(counts.skipped for counts in each),
        )

    @property
    def is_news(self) -> bool:
        """Whether the database says anything now that it did not say before."""
        return bool(self.total.added or self.total.changed)

    def as_text(self) -> tuple[str, ...]:
        """Return the report as lines for a person, the summary first."""
        lines = [f"{self.name}: {_words(self.total)}"]
        lines += [f"  {table}: {_words(counts)}" for table, counts in self.tables.items()]
        lines += [f"  changed: {reference}" for reference in self.changed]
        lines += [f"  left out: {each.table}, {each.place}: {each.reason}" for each in self.skipped]
        return tuple(lines)

    def as_json(self) -> dict[str, object]:
        """Return the report as a document of plain values."""
        return {
            "name": self.name,
            "total": _document(self.total),
            "tables": {table: _document(counts) for table, counts in self.tables.items()},
            "changed": list(self.changed),
            "skipped": [
                {"table": each.table, "place": each.place, "reason": each.reason}
                for each in self.skipped
            ],
        }


def compare(
    name: str, read: Records, before: Records, after: Records, skipped: tuple[Skipped, ...] = ()
) -> ImportReport:
    """Return the report of an import that read some records and made one set into another.

    A record that changed because a new one refers to it is counted as changed and not as read.
    """
    tables: dict[str, Counts] = {}
    changed: list[str] = []
    for kind, table in TABLES.items():
        old, new = before.table(kind), after.table(kind)
        other = [key for key in new if key in old and new[key] != old[key]]
        changed += [f"{kind}/{key}" for key in other]
        counts = Counts(
            read=len(read.table(kind)),
            added=sum(key not in old for key in new),
            changed=len(other),
            unchanged=sum(old.get(key) == new[key] for key in read.table(kind)),
            skipped=sum(each.table == table for each in skipped),
        )
        if counts != Counts():
            tables[table] = counts
    return ImportReport(name, tables, tuple(changed), skipped)


def _words(counts: Counts) -> str:
    parts = [
        f"{counts.added:,} added",
        f"{counts.changed:,} changed",
        f"{counts.unchanged:,} unchanged",
    ]
    if counts.skipped:
        parts.append(f"{counts.skipped:,} left out")
    return ", ".join(parts)


def _document(counts: Counts) -> dict[str, int]:
    return {
        "read": counts.read,
        "added": counts.added,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "skipped": counts.skipped,
    }
