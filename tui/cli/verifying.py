"""The command that checks a database: `verify`, with `--fix` for quotes that have moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.cli import output
from tui.cli.chosen import Chosen
from tui.cli.options import everywhere

if TYPE_CHECKING:
    from db.mending import Mending
    from db.verify import Report
    from tui.address import Address


@click.command("verify")
@click.option("--fix", "is_to_fix", is_flag=True, help="Correct the offsets of moved quotes.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@everywhere
@click.pass_context
def verify_command(context: click.Context, *, is_to_fix: bool, as_json: bool) -> int:
    """Check every quote against its text, and every rule of the records.

    A quote is exact, moved, altered, missing, or has no text at hand. Problems exit 1; warnings
    and texts that are not at hand exit 0. With --fix the offsets of moved quotes are corrected
    first, in one write, where it is certain which place is meant.
    """
    chosen = Chosen.of(context)
    mending = _fixed(chosen) if is_to_fix else None
    report = _report(chosen)
    if as_json:
        output.document({**report.as_json(), **(mending.as_json() if mending else {})})
    else:
        for line in (*(mending.as_text() if mending else ()), *report.as_text()):
            output.line(line)
    _say_absent(report)
    if mending is not None and not mending.is_news:
        output.say("Nothing was fixed: the database is as it was.")
    return 1 if report.problems else 0


def show_problems(chosen: Chosen, address: Address, *, as_json: bool) -> int:
    """Print the view `problems`, as far as it has the words of its query."""
    from db.verify import in_words
    from tui.views.problems import narrowed

    report = narrowed(_report(chosen), address.query)
    found = len(report.problems) + len(report.warnings)
    if as_json:
        output.document({"view": str(address), "query": address.query, **report.as_json()})
    else:
        for weight, several in (("problem", report.problems), ("warning", report.warnings)):
            for each in several:
                output.line(f"{weight}: {in_words(each)}")
        output.say(report.quotes_in_words)
        if not found:
            output.say("Nothing here has these words." if address.query else "Nothing is wrong.")
    _say_absent(report)
    return 1 if address.query and not found else 0


def _say_absent(report: Report) -> None:
    """Say of how many sources nothing could be looked up."""
    if absent := report.texts["none"]:
        texts = "The text of 1 source is" if absent == 1 else f"The texts of {absent:,} sources are"
        output.say(f"{texts} not at hand: give --texts DIR, or wherefrom source attach ID FILE.")


def _fixed(chosen: Chosen) -> Mending:
    from db.mending import fix
    from tui.cli.progress import working

    with working(f"Fixing {chosen.database.name}") as tell:
        return fix(chosen.database, chosen.held(), tell)


def _report(chosen: Chosen) -> Report:
    from db.storage import read_raw
    from db.verify import verify
    from tui.cli.progress import working

    with working(f"Verifying {chosen.database.name}") as tell:
        return verify(read_raw(chosen.database), chosen.held(), tell)
