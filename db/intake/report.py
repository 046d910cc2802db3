"""What an import brought: how many of each table, what changed, what was left out and why."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from db.decisions import DECISIONS
from db.records import TABLES, Records

_TABLES: Final = (*TABLES.values(), DECISIONS)
_NOUNS: Final = {**{table: kind for kind, table in TABLES.items()}, DECISIONS: "decision"}

SHOWN: Final = 20
"""How many of each kind of remark the report names in words; `as_json` has all."""


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

    def plus(self, other: Counts) -> Counts:
        """Return both together."""
        return Counts(
            self.read + other.read,
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.skipped + other.skipped,
        )


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
    doubts: tuple[tuple[str, str], ...] = ()
    """What was taken as it stands and deserves a look: where it is, and what is doubtful."""
    unheld: Mapping[str, int] = field(default_factory=dict)
    """Fields that the material has and records do not, with how often they occur."""
    mentioned: tuple[str, ...] = ()
    """Who is named in relations and defined nowhere in the material, as `kind/id`."""
    kept: tuple[str, ...] = ()
    """Records that say something else here than in the material, and were kept so."""
    sources: tuple[str, ...] = ()
    """The sources that the files of data are, as `source/id`."""

    @property
    def total(self) -> Counts:
        """The counts of all tables together."""
        return functools.reduce(Counts.plus, self.tables.values(), Counts())

    @property
    def is_news(self) -> bool:
        """Whether the database says anything now that it did not say before."""
        return bool(self.total.added or self.total.changed)

    def as_text(self) -> tuple[str, ...]:
        """Return the report as lines for a person, the summary first."""
        lines = [f"{self.name}: {_words(self.total)}"]
        lines += [f"  {table}: {_words(counts)}" for table, counts in self.tables.items()]
        lines += _some("changed", self.changed)
        if self.kept:
            lines += _some("differs here, kept (--update takes the file's word)", self.kept)
        lines += _some(
            "left out",
            [
                f"{f'{each.table}, ' if each.table else ''}{each.place}: {each.reason}"
                for each in self.skipped
            ],
        )
        lines += _some("look at", [f"{place}: {words}" for place, words in self.doubts])
        lines += _some(f"mentioned, not defined ({len(self.mentioned):,})", self.mentioned)
        lines += _fields(self.unheld)
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
            "doubts": [{"place": place, "message": words} for place, words in self.doubts],
            "unheld": dict(self.unheld),
            "mentioned": list(self.mentioned),
            "kept": list(self.kept),
            "sources": list(self.sources),
        }


def compare(
    name: str, read: Records, before: Records, after: Records, skipped: tuple[Skipped, ...] = ()
) -> ImportReport:
    """Return the report of an import that read some records and made one set into another.

    A record that changed because a new one refers to it is counted as changed and not as read.
    """
    tables: dict[str, Counts] = {}
    changed: list[str] = []
    for table in _TABLES:
        had, old, new = (getattr(each, table) for each in (read, before, after))
        other = [key for key in new if key in old and new[key] != old[key]]
        changed += [f"{_NOUNS[table]}/{key}" for key in other]
        counts = Counts(
            read=len(had),
            added=sum(key not in old for key in new),
            changed=len(other),
            unchanged=sum(old.get(key) == new[key] for key in had),
            skipped=sum(each.table == table for each in skipped),
        )
        if counts != Counts():
            tables[table] = counts
    return ImportReport(name, tables, tuple(changed), skipped)


def joined(reports: Sequence[ImportReport]) -> ImportReport:
    """Return the report of several imports that were one."""
    if len(reports) == 1:
        return reports[0]
    tables: dict[str, Counts] = {}
    unheld: Counter[str] = Counter()
    for report in reports:
        unheld.update(report.unheld)
        for table, counts in report.tables.items():
            tables[table] = tables.get(table, Counts()).plus(counts)

    def every(name: str) -> tuple[Any, ...]:
        return tuple(each for report in reports for each in getattr(report, name))

    return ImportReport(
        " and ".join(report.name for report in reports),
        {table: tables[table] for table in _TABLES if table in tables},
        every("changed"),
        every("skipped"),
        every("doubts"),
        dict(unheld),
        every("mentioned"),
        every("kept"),
        every("sources"),
    )


def _some(label: str, words: Sequence[str]) -> list[str]:
    """Return lines for the first of many, and one that says how many more there are."""
    lines = [f"  {label}: {each}" for each in words[:SHOWN]]
    if len(words) > SHOWN:
        lines.append(f"  {label}: … {len(words) - SHOWN:,} more; --json lists all")
    return lines


def _fields(unheld: Mapping[str, int]) -> list[str]:
    """Return a line for each table of fields that records do not have, the most frequent first."""
    tables: dict[str, list[str]] = {}
    for name, number in sorted(unheld.items(), key=lambda each: -each[1]):
        table, dot, rest = name.partition(".")
        often = f" ({number:,} times)" if number > 1 else ""
        tables.setdefault(f" in {table}" if dot else "", []).append(f"{rest or table}{often}")
    lines = []
    for where, names in tables.items():
        more = f" and {len(names) - SHOWN:,} more; --json lists all" if names[SHOWN:] else ""
        lines.append(f"  no place{where} for: {', '.join(names[:SHOWN])}{more}")
    return lines


def _words(counts: Counts) -> str:
    """Say what became of records; what there is none of is not worth a word."""
    parts = (
        (counts.read, "read"),
        (counts.added, "added"),
        (counts.changed, "changed"),
        (counts.unchanged, "unchanged"),
        (counts.skipped, "left out"),
    )
    told = [f"{number:,} {fate}" for number, fate in parts if number]
    return ", ".join(told) or "nothing"


def _document(counts: Counts) -> dict[str, int]:
    return {
        "read": counts.read,
        "added": counts.added,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "skipped": counts.skipped,
    }
