"""The command that brings data in: `wherefrom import`."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tui.cli import output
from tui.cli.chosen import Chosen
from tui.cli.given import FILE, STDIN, require_once, stdin
from tui.cli.options import as_text, everywhere

if TYPE_CHECKING:
    from db.intake.drafts import About
    from db.intake.importing import Options
    from db.intake.outside import OutsideFile
    from db.intake.report import ImportReport


_OF_ONE: Final = ("title", "url")
"""What is true of one file only."""


class _FormatName(click.ParamType[str]):
    """The name of a format, asked of the table only when one is typed."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name, or say which there are."""
        from db.intake.formats import FORMATS

        if value not in FORMATS:
            known = ", ".join(FORMATS)
            self.fail(f"“{value}” is no format that import reads: {known}.", param, ctx)
        return value


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--format", "form", metavar="FORMAT", type=_FormatName(), help="Take it as this.")
@click.option("--encoding", metavar="NAME", help="What FILE is written in, if not UTF-8.")
@click.option("--map", "mapping", metavar="MAP.toml", type=FILE, help="What its columns are.")
@click.option("--suggest", is_flag=True, help="Print a first MAP.toml for FILE, to be edited.")
@click.option("--title", metavar="WORDS", type=as_text, help="What FILE is called.")
@click.option("--publisher", metavar="NAME", type=as_text, help="Who published it.")
@click.option("--date", "published", metavar="DATE", type=as_text, help="When it was published.")
@click.option("--url", metavar="ADDRESS", type=as_text, help="Where it was found.")
@click.option("--update", is_flag=True, help="Set what was changed here to what FILE says.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON document.")
@everywhere
@click.pass_context
def import_command(
    context: click.Context,
    /,
    files: tuple[Path, ...],
    form: str | None,
    encoding: str | None,
    *,
    mapping: Path | None,
    suggest: bool,
    update: bool,
    as_json: bool,
    **said: str | None,
) -> int:
    """Bring FILE... into the database, all of it or nothing.

    A file tells its format by how it looks, or --format does. Facts are JSON lines, one record
    each; the words of a quote are found in the texts of --texts. The same file twice changes
    nothing. A FILE that is - is standard input. A table, or JSON of any shape, comes in by a
    mapping that says what its columns are: --suggest prints a first one, --map takes it.
    """
    require_once(files)
    if suggest:
        others = (form, mapping, update, as_json, *said.values())
        return _suggest(files, encoding, is_alone=not any(others))
    from db.intake.importing import Options

    options = Options(form=form, mapping=mapping, update=update, about=_about(files, said))
    report = _brought(Chosen.of(context), files, encoding, options)
    if as_json:
        output.document(report.as_json())
    else:
        for words in report.as_text():
            output.line(words)
    if not report.is_news:
        output.say("Nothing new: the database is as it was.")
    return 0


def _about(files: tuple[Path, ...], said: dict[str, str | None]) -> About:
    """Return what the options say of a file; raises `UsageError` where that cannot be meant."""
    from db.documents.told import READERS
    from db.intake.drafts import About

    told = {name: words for name, words in said.items() if words is not None}
    for name, words in told.items():
        option = "date" if name == "published" else name
        if len(files) > 1 and name in _OF_ONE:
            raise click.UsageError(f"--{option} is of one file. Give the files one by one.")
        if READERS[name](words) is None:
            raise click.UsageError(f"--{option} cannot be “{words}”. See wherefrom import --help.")
    read = {name: READERS[name](words) for name, words in told.items()}
    return About(
        title=read.get("title"),
        publisher=read.get("publisher"),
        url=read.get("url"),
        published=read.get("published"),
    )


def _brought(
    chosen: Chosen, files: tuple[Path, ...], encoding: str | None, options: Options
) -> ImportReport:
    """Import files, and show how far it is."""
    from db.intake.importing import encoding_of, import_files, import_paths
    from tui.cli.progress import ImportLine

    line = ImportLine()
    options = dataclasses.replace(options, hear=line.hear)
    try:
        if options.form == "wherefrom" and STDIN not in files:
            return import_paths(chosen.database, files, chosen.held(), options)
        written_in = encoding or encoding_of(options)
        opened = [_opened(file, written_in) for file in files]
        return import_files(chosen.database, opened, chosen.held(), options)
    finally:
        line.clear()


def _suggest(files: tuple[Path, ...], encoding: str | None, *, is_alone: bool) -> int:
    """Print a mapping for one file; nothing is imported."""
    if len(files) > 1 or not is_alone:
        raise click.UsageError("--suggest looks at one FILE, with --encoding and no other option.")
    from db.intake.mapped.suggesting import suggestion

    output.text([suggestion(_opened(files[0], encoding), encoding)])
    return 0


def _opened(file: Path, encoding: str | None) -> OutsideFile:
    from db.intake.outside import from_path, from_stream

    return from_stream(stdin(), encoding) if file == STDIN else from_path(file, encoding)
