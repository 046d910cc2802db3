"""Another database of ours into this one: what is new joins it, with its texts and decisions.

What is the same in both stays, as `db.intake.union` knows it; importing the same database again
changes nothing. Fields and tables of a later version have no place in typed records, and are
counted in the report.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from db import collector, storage
from db.codec import SHAPES, hints_of
from db.errors import BadFile
from db.hashes import sha256_of
from db.intake.report import ImportReport, Skipped, compare, joined
from db.intake.union import Union, united
from db.material import META, Raw
from db.records import Records, Source
from db.texts import LARGEST_TEXT, Texts

if TYPE_CHECKING:
    from db.intake.importing import Options
    from db.intake.outside import OutsideFile


class _Other(NamedTuple):
    """Another database, read."""

    name: str
    path: Path | None
    records: Records
    unheld: Mapping[str, int]


def import_database(
    database: Path, other: Path, texts: Texts, *, update: bool = False
) -> ImportReport:
    """Join another database with this one, all of it or nothing; return what came in.

    With `update` what is in both becomes what the other says. Texts beside the other that this one
    lacks are copied.

    Raises:
        BadFile: one of the two cannot be read, or this one cannot be written.
        BadRecord: a record of one of the two breaks a rule.
        Locked: another process is writing.
    """
    from db.intake.importing import Options  # late: it comes to us for `import_databases`

    return import_databases(database, [other], texts, Options(update=update))


def import_databases(
    database: Path, others: Sequence[Path], texts: Texts, options: Options
) -> ImportReport:
    """Join several databases with this one in one write; see `import_database`."""
    read = [_read(str(path), path, storage.read_raw(path)) for path in others]
    return _brought(database, read, texts, options)


def bring(
    database: Path, files: Sequence[OutsideFile], texts: Texts, options: Options
) -> ImportReport:
    """Import databases by the door of all formats; what came by a stream has no texts beside it."""
    read = []
    for file in files:
        path = Path(file.name)
        beside = path if path.name == file.file and path.is_file() else None
        read.append(_read(file.name, beside, storage.raw_of(path, file.data)))
    return _brought(database, read, texts, options)


def _read(name: str, path: Path | None, raw: Raw) -> _Other:
    unheld = Counter(_unheld(raw))
    return _Other(name, path, storage.records_of(Path(name), raw), unheld)


def _unheld(raw: Raw) -> Iterator[str]:
    """Walk the fields and tables that records of ours do not have."""
    for table, documents in raw.tables.items():
        if table not in SHAPES:
            if table != META:
                yield from (f"table {table}" for _ in documents)
            continue
        shape: type = SHAPES[table]
        known = hints_of(shape).keys()
        for document in documents.values():
            yield from (f"{table}.{field}" for field in document if field not in known)


def _brought(
    database: Path, others: Sequence[_Other], texts: Texts, options: Options
) -> ImportReport:
    reports: list[ImportReport] = []
    unions: list[Union] = []

    def change(before: Records) -> Records:
        records = before
        for other in others:
            union = united(records, other.records, update=options.update)
            report = compare(other.name, union.read, records, union.records, union.skipped)
            reports.append(replace(report, unheld=dict(other.unheld), kept=union.kept))
            unions.append(union)
            records = union.records
        options.tell_of_write(names)
        return records if any(report.is_news for report in reports) else before

    names = " and ".join(other.name for other in others)
    with collector.at_rest():
        storage.update(database, change, what=f"import {names}")
    lost = [
        skipped
        for other, union in zip(others, unions, strict=True)
        for skipped in _copied(other, union, texts)
    ]
    report = joined(reports)
    return replace(report, skipped=(*report.skipped, *lost))


def _copied(other: _Other, union: Union, texts: Texts) -> Iterator[Skipped]:
    """Copy the texts beside another database that this one lacks; return those that cannot be."""
    if other.path is None:
        return
    beside = Texts((other.path.with_name(f"{other.path.name}.texts"),))
    for name, source in other.records.sources.items():
        here = union.records.sources[union.ids["source"][name]]
        try:
            _copy(source, here, beside, texts)
            _copy_original(source, here, beside, texts)
        except BadFile as problem:
            yield Skipped("", f"the text of source/{here.id}", str(problem))


def _copy(source: Source, here: Source, beside: Texts, texts: Texts) -> None:
    held = texts.held(here)
    theirs = beside.held(source) if held is None or held.is_changed else None
    if theirs is not None and not theirs.is_changed:
        texts.attach(here, theirs.path)


def _copy_original(source: Source, here: Source, beside: Texts, texts: Texts) -> None:
    """Copy the document that a text was derived from."""
    original = here.original
    if original is None or original != source.original:
        return
    path = beside.folders[0] / Path(original.file).name
    with contextlib.suppress(OSError, ValueError):  # not there, or its name is none
        if path.is_file() and path.stat().st_size <= LARGEST_TEXT:
            data = path.read_bytes()
            if sha256_of(data) == original.sha256:
                texts.put(original.file, data)
