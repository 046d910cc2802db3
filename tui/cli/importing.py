"""The command that brings data in: `wherefrom import`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import click

from tui.cli import output
from tui.cli.options import Chosen, everywhere

if TYPE_CHECKING:
    from db.intake.outside import OutsideFile

_FILE: Final = click.Path(path_type=Path)
_STDIN: Final = Path("-")


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
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option("--format", "form", metavar="FORMAT", type=_FormatName(), help="Take it as this.")
@click.option("--encoding", metavar="NAME", help="What FILE is written in, if not UTF-8.")
@click.option("--update", is_flag=True, help="Set what was changed here to what FILE says.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON document.")
@everywhere
@click.pass_context
def import_command(
    context: click.Context,
    files: tuple[Path, ...],
    form: str | None,
    encoding: str | None,
    *,
    update: bool,
    as_json: bool,
) -> int:
    """Bring FILE... into the database, all of it or nothing.

    A file tells its format by how it looks, or --format does. Facts are JSON lines, one record
    each; the words of a quote are found in the texts of --texts. The same file twice changes
    nothing. A FILE that is - is standard input.
    """
    if files.count(_STDIN) > 1:
        raise click.UsageError("Standard input can be read once only. Give - once.")
    from db.intake.importing import Options, import_files, import_paths
    from tui.cli.progress import ImportLine

    chosen = Chosen.of(context)
    line = ImportLine()
    options = Options(form=form, update=update, hear=line.hear)
    texts = chosen.held()
    try:
        if form == "wherefrom" and _STDIN not in files:
            report = import_paths(chosen.database, files, texts, options)
        else:
            opened = [_opened(file, encoding) for file in files]
            report = import_files(chosen.database, opened, texts, options)
    finally:
        line.clear()
    if as_json:
        output.document(report.as_json())
    else:
        for words in report.as_text():
            output.line(words)
    if not report.is_news:
        output.say("Nothing new: the database is as it was.")
    return 0


def _opened(file: Path, encoding: str | None) -> OutsideFile:
    from db.intake.outside import from_path, from_stream

    return from_stream(_stdin(), encoding) if file == _STDIN else from_path(file, encoding)


def _stdin() -> BinaryIO:
    """Return standard input as bytes, whose encoding the reader knows and the locale does not."""
    if sys.stdin is None:  # whoever started us closed it
        raise click.UsageError("There is no standard input to read. Give a file.")
    return sys.stdin.buffer
