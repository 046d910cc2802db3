"""The commands that keep a database: verify, init."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from tui.cli import output
from tui.cli.options import Chosen, everywhere, was_typed

_FILE: Final = click.Path(path_type=Path)


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
