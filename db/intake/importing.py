"""Files of data into a database: read outside the lock, joined and written inside it, once.

Reading a file takes long and touches nothing, so that it is done first and may be given up at any
time. Then, under the write lock, drafts become records beside what the database has by now, the
files join its texts, and one write makes all of it true. Where that write is refused the files are
taken away again.
"""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, cast

from db import collector, storage
from db.errors import Refused
from db.intake.assembling import Aside, Assembled, assemble
from db.intake.drafts import About, Draft, Happening, Party
from db.intake.formats import FORMATS, Format, format_of
from db.intake.merge import merged
from db.intake.outside import OutsideFile, from_path
from db.intake.report import ImportReport, Skipped, compare, joined
from db.records import Records, Source
from db.texts import Texts

_TOLD_EVERY = 200


class Progress(NamedTuple):
    """How far an import is."""

    step: Literal["reading", "joining", "writing"]
    """What is being done."""
    name: str
    """The file it is done with."""
    share: float
    """How much of reading all files is done, from 0 to 1."""
    found: int
    """How many records and events were found so far."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a reader of files may be told beyond the files."""

    form: str | None = None
    """The name of a format; None looks at each file."""
    mapping: Path | None = None
    """The file that maps columns or keys to fields, for a format without a shape of its own."""
    update: bool = False
    """Whether records that were changed here since are set to what the file says."""
    about: About = field(default_factory=About)
    """What somebody says of the file, over what it says of itself."""
    hear: Callable[[Progress], None] = field(default=lambda _: None)
    """Is told how far it is, often; what it raises before the write leaves all as it was."""

    def tell_of_write(self, name: str, found: int = 0) -> None:
        """Tell that the write is next, and cannot be given up any more once this returns."""
        self.hear(Progress("writing", name, 1.0, found))


class _Reader(Protocol):
    """A module that reads one format."""

    def drafts(
        self, file: OutsideFile, options: Options, tell: Callable[[float], None]
    ) -> Iterator[Draft]:
        """Walk what a file has."""
        ...

    def bring(
        self, database: Path, files: Sequence[OutsideFile], texts: Texts, options: Options
    ) -> ImportReport:
        """Do an import of its own."""
        ...


class _Read(NamedTuple):
    """A file that was read, before it meets the database."""

    file: OutsideFile
    form: Format
    drafts: list[Draft]


def import_files(
    database: Path, files: Sequence[OutsideFile], texts: Texts, options: Options | None = None
) -> ImportReport:
    """Bring files of data into a database, all of them or nothing; return what came in.

    Raises:
        BadFile: a file cannot be read, is of no known format or holds nothing of ours; or the
            database or the folder of texts cannot be written.
        Refused: a mapping does not fit, or records break a rule together.
        Locked: another process is writing.
    """
    options = options or Options()
    has_map = options.mapping is not None
    forms = [format_of(file, options.form, has_map=has_map) for file in files]
    if any(form.is_whole for form in forms):
        if len({form.name for form in forms}) > 1:
            names = ", ".join(sorted({form.name for form in forms}))
            raise Refused(f"These files are of several formats: {names}. Import each by itself.")
        if options.about != About():
            words = f"{forms[0].name} says itself what its sources are called and by whom they are"
            raise Refused(f"{words}. Leave out --title and the like.")
        options.hear(Progress("reading", " and ".join(file.file for file in files), 0.0, 0))
        return _reader(forms[0]).bring(database, files, texts, options)
    storage.require_writable(database)
    with collector.at_rest():
        read = list(_read(list(zip(files, forms, strict=True)), options))
        return _written(database, read, texts, options)


def import_paths(
    database: Path, paths: Sequence[Path], texts: Texts, options: Options | None = None
) -> ImportReport:
    """Bring files into a database by their paths; see `import_files`.

    Another database of ours may be larger than a text may be, and is read by its own door.
    """
    options = options or Options()
    if options.form == "wherefrom" and options.mapping is None:
        own = importlib.import_module(FORMATS["wherefrom"].module)
        report: ImportReport = own.import_databases(database, paths, texts, options)
        return report
    encoding = encoding_of(options)
    return import_files(database, [from_path(path, encoding) for path in paths], texts, options)


def encoding_of(options: Options) -> str | None:
    """Return what a mapping says that its files are written in; None where nothing says so."""
    if options.mapping is None:
        return None
    from db.intake import mapped  # late: nobody else needs it

    return mapped.encoding_of(options.mapping)


def _reader(form: Format) -> _Reader:
    return cast("_Reader", importlib.import_module(form.module))


def _read(files: Sequence[tuple[OutsideFile, Format]], options: Options) -> Iterator[_Read]:
    """Read every file to its end; raises `BadFile` for one that holds nothing of ours."""
    for number, (file, form) in enumerate(files):
        drafts = _drafts(file, form, options, number / len(files), 1 / len(files))
        if not any(isinstance(each, Party | Happening) for each in drafts):
            remedy = "Nothing was changed."
            raise file.refused(
                f"it holds no people, companies or events that {form.name} knows", remedy
            )
        yield _Read(file, form, drafts)


def _drafts(
    file: OutsideFile, form: Format, options: Options, before: float, part: float
) -> list[Draft]:
    """Read one file, and tell how much of all is done: what was before it, and its part of it."""
    drafts: list[Draft] = []
    done = 0.0

    def tell(share: float = 0.0) -> None:
        nonlocal done
        done = max(done, min(share, 1.0))
        options.hear(Progress("reading", file.name, before + done * part, len(drafts)))

    tell()
    for draft in _reader(form).drafts(file, options, tell):
        drafts.append(draft)
        if len(drafts) % _TOLD_EVERY == 0:
            tell()
    return drafts


def _about(drafts: Sequence[Draft], given: About) -> About:
    """Return what is known of a file as a whole: what somebody says, else what it says itself."""
    told = [given, *(each for each in drafts if isinstance(each, About))]
    known = {
        name: next((words for each in told if (words := getattr(each, name))), None)
        for name in ("title", "author", "publisher", "url", "published", "lang")
    }
    return About(**known, cites=tuple(chain.from_iterable(each.cites for each in told)))


def _written(database: Path, read: Sequence[_Read], texts: Texts, options: Options) -> ImportReport:
    """Join what was read with the database in one write, the files kept as texts first."""
    names = " and ".join(each.file.name for each in read)
    reports: list[ImportReport] = []
    kept: list[Path] = []

    def change(before: Records) -> Records:
        after = before
        for each in read:
            options.hear(Progress("joining", each.file.name, 1.0, len(each.drafts)))
            made = assemble(
                each.file,
                [*each.drafts, _about(each.drafts, options.about)],
                after,
                suffix=each.form.suffix,
                update=options.update,
            )
            new = merged(after, made.news)
            reports.append(_report(each.file.name, made, after, new))
            after = new
            for name, data in _kept(made.source, each.file):
                path, is_new = texts.put(name, data)
                kept.extend([path] if is_new else [])
        options.tell_of_write(names, sum(len(each.drafts) for each in read))
        return after if any(report.is_news for report in reports) else before

    try:
        storage.update(database, change, what=f"import {names}")
    except BaseException:  # ctrl+c too: what was copied for nothing goes again
        texts.forget(kept)
        raise
    return joined(reports)


def _kept(source: Source, file: OutsideFile) -> Iterator[tuple[str, bytes]]:
    """Walk what is kept of a file: its text, and its bytes where they are not the text."""
    yield source.file or file.file, file.kept
    if file.original is not None and source.original == file.original:
        yield file.original.file, file.data


def _report(name: str, made: Assembled, before: Records, after: Records) -> ImportReport:
    """Say what a file brought."""
    aside: Aside = made.aside
    skipped = tuple(Skipped(each.table, each.place, each.reason) for each in aside.left_out)
    report = compare(name, made.records, before, after, skipped)
    return dataclasses.replace(
        report,
        doubts=tuple((each.place, each.words) for each in aside.doubts),
        unheld=dict(aside.unheld),
        mentioned=tuple(aside.mentioned),
        kept=tuple(aside.kept),
        sources=(f"source/{made.source.id}",),
    )
