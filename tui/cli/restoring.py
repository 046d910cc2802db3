"""The commands that bring back what a database was: undo and restore."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tui.cli import output
from tui.cli.chosen import Chosen
from tui.cli.options import everywhere

if TYPE_CHECKING:
    from db.generations import Counts
    from db.restoring import Kept, Return

_HEAD: Final = ("", "until", "size", "people", "companies", "events", "the write that followed")

_SMALL: Final = 1000
"""Below this many bytes they are counted one by one."""


@click.command("restore")
@click.argument("number", metavar="[NUMBER]", type=int, required=False)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@everywhere
@click.pass_context
def restore_command(context: click.Context, number: int | None, *, as_json: bool) -> int:
    """List the kept states of the database, or bring back the one of NUMBER.

    Every write keeps the state before it. The present one, even a damaged one, is kept before
    another is brought back, so that undo takes that back again.
    """
    from db import restoring

    database = Chosen.of(context).database
    if number is not None:
        _tell(database, restoring.restore(database, number), as_json=as_json)
        return 0
    kept = restoring.kept(database)
    if as_json:
        output.document({"database": str(database), "kept": [each.as_json() for each in kept]})
    elif kept:
        _list(kept)
    if kept:
        output.say(f"To bring one back: wherefrom restore NUMBER --db {_quoted(database)}")
    else:
        output.say("No earlier state is kept yet. Every write from now on keeps one.")
    return 0


@click.command("undo")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@everywhere
@click.pass_context
def undo_command(context: click.Context, *, as_json: bool) -> int:
    """Take the last write back, and say what it was; a second undo does it again."""
    from db import restoring

    database = Chosen.of(context).database
    _tell(database, restoring.undo(database), as_json=as_json)
    return 0


def _tell(database: Path, done: Return, *, as_json: bool) -> None:
    """Say what came of it, and how to take it back."""
    if as_json:
        output.document(
            {
                "database": str(database),
                "restored": done.number,
                "before": done.what,
                "kept_as": done.kept_as,
                "changed": done.is_change,
                **_numbers(done.counts),
            }
        )
    if not done.is_change:
        output.say(f"{database} is in that state already; nothing was changed.")
        return
    output.say(f"{database} is as it was before “{done.what}”{_in_words(done.counts)}.")
    if done.kept_as is not None:
        output.say(
            f"What it was until now is kept as {done.kept_as}. "
            f"To go back to it: wherefrom undo --db {_quoted(database)}"
        )


def _list(kept: Sequence[Kept]) -> None:
    """Print a table, the latest state first."""
    rows = [_HEAD, *(_row(each) for each in kept)]
    *widths, _ = (max(map(len, column)) for column in zip(*rows, strict=True))
    for first, when, *numbers, what in rows:
        cells = [first.rjust(widths[0]), when.ljust(widths[1])]
        cells += [each.rjust(width) for each, width in zip(numbers, widths[2:], strict=True)]
        output.line("  ".join([*cells, what]))


def _row(kept: Kept) -> tuple[str, ...]:
    from db.restoring import UNNAMED
    from tui.standins import visible
    from tui.views.preparing import megabytes

    counts = kept.counts
    numbers = (counts.people, counts.companies, counts.events) if counts else ("?", "?", "?")
    what = kept.what or (UNNAMED if kept.number else "kept by an earlier version")
    state = "" if kept.condition == "whole" else f"{kept.condition}: "
    return (
        str(kept.number),
        _local(kept.when),
        megabytes(kept.size) if kept.size >= _SMALL else f"{kept.size} B",
        *(f"{each:,}" if isinstance(each, int) else each for each in numbers),
        visible(state + what),
    )


def _local(when: str) -> str:
    """Return a time as clocks here show it; what is no time as it is."""
    from tui.standins import visible

    try:
        return f"{datetime.fromisoformat(when).astimezone():%Y-%m-%d %H:%M:%S}"
    except (ValueError, OverflowError, OSError):
        return visible(when) or "?"


def _numbers(counts: Counts | None) -> dict[str, int | None]:
    if counts is None:
        return {"people": None, "companies": None, "events": None}
    return {"people": counts.people, "companies": counts.companies, "events": counts.events}


def _in_words(counts: Counts | None) -> str:
    if counts is None:
        return ", and it cannot be opened: wherefrom verify says why"
    from tui.views.labels import counted

    people, companies = counted(counts.people, "person"), counted(counts.companies, "company")
    return f": {people}, {companies}, {counted(counts.events, 'event')}"


def _quoted(database: Path) -> str:
    return shlex.quote(str(database))
