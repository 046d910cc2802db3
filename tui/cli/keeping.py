"""The command that makes a database: init."""

from __future__ import annotations

from pathlib import Path

import click

from tui.cli import output
from tui.cli.given import FILE
from tui.cli.options import everywhere, was_typed


@click.command("init")
@click.argument("path", type=FILE)
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
