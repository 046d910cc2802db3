"""Facts by hand -> records: the way the built-in database is made, and a journalist's.

Files of facts are read whole, joined with what the database has, checked as one, and written in
one piece or not at all. Reading them again brings nothing new.

A line is a record with its `table`. A quote gives `source` and `exact` alone, and `prefix` or
`suffix` where the words stand twice. The line of a source names its `file`, and may say `context`:
how many characters around each of its quotes are kept, 0 to 32, for a source of which no more may
be shown. It is a word to the reader and not part of the record; quotes that come without their
source's line keep 32.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from db import checks, codec, storage
from db.errors import BadFact, BadRecord, Refused
from db.intake.lines import Fact, FactsFile, Fault, lines_of, read_lines
from db.intake.merge import collected, merged
from db.intake.places import PlacedSource, placed, quote_document, source_document, width_of
from db.intake.report import ImportReport, compare
from db.material import of_records
from db.records import TABLES, Kind, Quote, Record, Records, Source
from db.texts import Texts

if TYPE_CHECKING:
    from db.intake.importing import Options
    from db.intake.outside import OutsideFile

_ORDER: tuple[Kind, ...] = ("source", "quote", "person", "company", "event")
"""Sources first, as the offsets of quotes are counted in their texts."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What files of facts make of a database."""

    records: Records
    """Everything: what the database had, with what the facts add and change."""
    report: ImportReport
    """What came in."""


def bring(
    database: Path, files: Sequence[OutsideFile], texts: Texts, options: Options
) -> ImportReport:
    """Import files of facts by the door of all formats; see `import_facts`.

    Of the options they need none: a fact by hand is the reader's own word.
    """
    return import_facts(database, [lines_of(file) for file in files], texts, options.tell_of_write)


def import_facts(
    database: Path,
    files: Sequence[FactsFile],
    texts: Texts,
    tell_of_write: Callable[[str], None] = lambda _: None,
) -> ImportReport:
    """Bring files of facts into a database, all of them or nothing; return what came in.

    `tell_of_write` is called before the write, and gives it up by what it raises.

    Raises:
        BadFact: a line cannot become a record, or breaks a rule together with the others.
        BadFile: the database or a text cannot be read or written.
        Locked: another process is writing.
    """
    reports = []

    def joined(existing: Records) -> Records:
        intake = read_facts(files, texts, existing)
        reports.append(intake.report)
        tell_of_write(intake.report.name)
        return intake.records if intake.report.is_news else existing

    what = f"import {' and '.join(Path(file.name).name for file in files)}"
    storage.update(database, joined, what=what)
    return reports[0]


def read_facts(files: Sequence[FactsFile], texts: Texts, existing: Records | None = None) -> Intake:
    """Read files of facts and join them with what is there already.

    Raises:
        BadFact: a line cannot become a record, or breaks a rule together with the others; every
            line at fault is named.
        BadFile: a text cannot be read.
    """
    before = existing or Records()
    facts, faults = _facts_of(files)
    reader = _Reader(texts, before, facts, _blamed(faults))
    faults += reader.read()
    if faults:
        raise _refusal(faults)
    after = merged(before, reader.records)
    _check(after, facts)
    name = " and ".join(file.name for file in files)
    return Intake(after, compare(name, reader.records, before, after))


def _facts_of(files: Iterable[FactsFile]) -> tuple[dict[tuple[Kind, str], Fact], list[Fault]]:
    """Collect the facts of all files by kind and id, and the lines that are none."""
    facts: dict[tuple[Kind, str], Fact] = {}
    faults: list[Fault] = []
    for file in files:
        for line in read_lines(file):
            if isinstance(line, Fault):
                faults.append(line)
                continue
            first = facts.setdefault((line.kind, line.id), line)
            if first is not line:
                problem = f"{first.place} has the same id"
                error = line.fault("id", problem, "Give one of the two another id.")
                faults.append(Fault(line.name, line.line, error))
    return facts, faults


def _blamed(faults: Iterable[Fault]) -> set[str]:
    """Return the sources whose lines are at fault, as far as their ids can be read."""
    errors = [fault.error for fault in faults]
    return {
        error.identifier
        for error in errors
        if isinstance(error, BadRecord) and error.table == TABLES["source"]
    }


@dataclass(slots=True)
class _Reader:
    """Turns facts into records, one after the other, and keeps what went wrong."""

    texts: Texts
    before: Records
    facts: Mapping[tuple[Kind, str], Fact]
    blamed: set[str]
    found: dict[Kind, dict[str, Record]] = field(default_factory=dict)
    placed: dict[str, PlacedSource] = field(default_factory=dict)

    def read(self) -> list[Fault]:
        """Read every fact; return what is wrong with those that cannot be read."""
        faults = []
        self.found = {kind: {} for kind in TABLES}
        for kind in _ORDER:
            for fact in self.facts.values():
                if fact.kind != kind:
                    continue
                try:
                    self._read(fact)
                except BadRecord as error:
                    faults.append(Fault(fact.name, fact.line, error))
                    self.blamed |= {fact.id} if kind == "source" else set()
        return faults

    @property
    def records(self) -> Records:
        """What the facts say, in the order in which they say it."""
        return collected(
            self.found[kind][key] for kind, key in self.facts if key in self.found[kind]
        )

    def _read(self, fact: Fact) -> None:
        document: Mapping[str, object] = fact.document
        if fact.kind == "source":
            document = source_document(fact, self.texts, self.before.sources.get(fact.id))
        elif fact.kind == "quote":
            source = self._source_of(fact)
            if source is None:
                return
            document = quote_document(fact, source, self._known_quote(fact, source.source))
        record = codec.decode(fact.table, document)
        if isinstance(record, Source):
            self._refuse_orphans(fact, record)
        self.found[fact.kind][fact.id] = record

    def _source_of(self, fact: Fact) -> PlacedSource | None:
        """Return the source of a quote; None where its own line is at fault already.

        Raises:
            BadRecord: there is no such source.
        """
        name = fact.document.get("source")
        if not isinstance(name, str):
            raise fact.fault("source", "it is missing", "Give the id of the quote's source.")
        if name in self.blamed:
            return None
        if name not in self.placed:
            source = self.found["source"].get(name) or self.before.sources.get(name)
            if not isinstance(source, Source):
                raise fact.fault("source", f"there is no source “{name}”", self._nearest(name))
            line = self.facts.get(("source", name))
            self.placed[name] = (
                placed(source, self.texts, width_of(line)) if line else placed(source, self.texts)
            )
        return self.placed[name]

    def _known_quote(self, fact: Fact, source: Source) -> Quote | None:
        """Return the quote that the database has, if its offsets count in the same text."""
        before = self.before.sources.get(source.id)
        same_text = before is not None and before.sha256 == source.sha256
        return self.before.quotes.get(fact.id) if same_text else None

    def _refuse_orphans(self, fact: Fact, source: Source) -> None:
        """Refuse another text for a source while quotes of the old one would stay behind."""
        before = self.before.sources.get(source.id)
        if before is None or before.sha256 == source.sha256:
            return
        left = [
            quote.id
            for quote in self.before.quotes.values()
            if quote.source == source.id and ("quote", quote.id) not in self.facts
        ]
        if left:
            raise fact.fault(
                "sha256",
                f"the text is another than the one that {len(left)} quotes of the database are "
                f"from, such as {left[0]}",
                "Record the changed text as a source of its own, or give those quotes here too.",
            )

    def _nearest(self, name: str) -> str:
        from rapidfuzz import fuzz, process

        known = [*self.found["source"], *self.before.sources]
        near = process.extractOne(name, known, scorer=fuzz.ratio, score_cutoff=60)
        return f"Did you mean {near[0]}?" if near else "Give the source in this file too."


def _check(records: Records, facts: Mapping[tuple[Kind, str], Fact]) -> None:
    """Refuse a set that breaks a rule, on the line of the record that breaks it.

    Raises:
        BadFact: the record stands in the facts.
        BadRecord: it stands in the database alone.
    """
    problem = checks.first_refusal(of_records(records))
    if problem is None:
        return
    kind = codec.KINDS.get(problem.table)
    fact = facts.get((kind, problem.identifier)) if kind else None
    raise BadFact(fact.name, fact.line, str(problem)) if fact else problem


def _refusal(faults: Sequence[Fault]) -> Refused:
    """Return the first fault in full, with the lines of the others."""
    first, *others = sorted(faults, key=lambda fault: fault.line)
    lines = tuple(dict.fromkeys(fault.line for fault in others if fault.name == first.name))
    return BadFact(first.name, first.line, str(first.error), lines)
