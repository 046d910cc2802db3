"""The commands that keep a database: verify, import, init."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO, Final

import click

from tui.cli import output
from tui.cli.options import Chosen, everywhere, was_typed

FORMATS: Final = ("facts",)
"""The formats that `import` reads."""

_FILE: Final = click.Path(path_type=Path)
_STDIN: Final = Path("-")


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@everywhere
@click.pass_context
def verify_command(context: click.Context, *, as_json: bool) -> int:
    """Check every quote against its text, and every rule of the records.

    A quote is exact, moved, altered, missing, or has no text at hand. Problems exit 1; warnings
    and texts that are not at hand exit 0.
    """
    from db.storage import read_raw
    from db.verify import verify

    chosen = Chosen.of(context)
    report = verify(read_raw(chosen.database), chosen.held())
    if as_json:
        output.document(report.as_json())
    else:
        for line in report.as_text():
            output.line(line)
    return 1 if report.problems else 0


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option("--format", "form", metavar="FORMAT", help=f"One of: {', '.join(FORMATS)}.")
@everywhere
@click.pass_context
def import_command(context: click.Context, files: tuple[Path, ...], form: str | None) -> int:
    """Bring FILE... into the database, all of it or nothing.

    Facts are JSON lines, one record each; the words of a quote are found in the texts of --texts.
    A FILE that is - is standard input.
    """
    _check_format(form, files)
    from db.intake import from_path, from_stream, import_facts

    chosen = Chosen.of(context)
    facts = [from_stream(_stdin()) if file == _STDIN else from_path(file) for file in files]
    report = import_facts(chosen.database, facts, chosen.held())
    for line in report.as_text():
        output.line(line)
    if not report.is_news:
        output.say("Nothing new: the database is as it was.")
    return 0


@click.command("init")
@click.argument("path", type=_FILE)
@click.option("--empty", is_flag=True, help="Start without any records.")
@everywhere
@click.pass_context
def init_command(context: click.Context, path: Path, *, empty: bool) -> int:
    """Make a database of your own at PATH: a copy of the built-in one, or an empty one."""
    if was_typed(context, "db"):  # one that the environment names is what it is elsewhere
        raise click.UsageError(
            "--db does not go with init, which copies the built-in database. Leave it out."
        )
    import shlex

    from db.storage import init

    init(path, empty=empty)
    output.say(f"Made {path}. To open it: wherefrom --db {shlex.quote(str(path))}")
    return 0


def _check_format(form: str | None, files: tuple[Path, ...]) -> None:
    """Refuse what cannot be read before anything is opened."""
    if form is not None and form not in FORMATS:
        raise click.UsageError(f"“{form}” is no format that import reads: {', '.join(FORMATS)}.")
    if files.count(_STDIN) > 1:
        raise click.UsageError("Standard input can be read once only. Give - once.")
    named = [file for file in files if file != _STDIN]
    strange = next((file for file in named if file.suffix != ".jsonl"), None)
    if form is None and strange is not None:
        raise click.UsageError(
            f"{strange}: its name does not tell the format. Give --format facts."
        )


def _stdin() -> BinaryIO:
    """Return standard input as bytes, as facts are UTF-8 whatever the locale is."""
    if sys.stdin is None:  # whoever started us closed it
        raise click.UsageError("There is no standard input to read. Give a file.")
    return sys.stdin.buffer
