"""Whether two records are one: duplicates, merge, unmerge, distinct, decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from tui.cli import completing, output
from tui.cli.chosen import Chosen
from tui.cli.options import as_text, everywhere

if TYPE_CHECKING:
    from db.decisions import Decision
    from db.likeness import Likeness
    from db.records import Records

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])

LIMIT: Final = 50
"""How many pairs are printed unless it is told otherwise."""

SIGNED_BY: Final = "WHEREFROM_BY"
"""The environment variable that names who decides, so that it need not be typed each time."""


def _party(name: str, **more: Any) -> Callable[[_Decorated], _Decorated]:
    return click.argument(name, type=as_text, shell_complete=completing.views, **more)


def _signed(command: _Decorated) -> _Decorated:
    """Give a command `--reason` and `--by`."""
    reason = click.option("--reason", metavar="TEXT", type=as_text, help="Why, in a few words.")
    by = click.option(
        *("--by", "by"),
        metavar="NAME",
        type=as_text,
        envvar=SIGNED_BY,
        show_envvar=True,
        help="Who decides it.",
    )
    return reason(by(command))


@click.command("merge")
@_party("keep", metavar="KEEP")
@_party("gone", metavar="GONE...", nargs=-1, required=True)
@_signed
@everywhere
@click.pass_context
def merge_command(
    context: click.Context, keep: str, gone: tuple[str, ...], reason: str | None, by: str | None
) -> int:
    """Show GONE... as KEEP from now on: two records of one person or company.

    The records stay as they are. KEEP goes by all names and has all events; whatever leads to
    GONE leads to KEEP, and unmerge GONE takes it back. They are person/ID or company/ID.
    """
    from db.merging import Signature, merge

    for made in merge(Chosen.of(context).database, keep, gone, Signature(by, reason)):
        output.say(f"Merged {made.gone} into {made.kept}. To undo: wherefrom unmerge {made.gone}")
    return 0


@click.command("unmerge")
@_party("gone", metavar="GONE")
@everywhere
@click.pass_context
def unmerge_command(context: click.Context, gone: str) -> int:
    """Take a merge back: GONE is a record of its own again, as it was before."""
    from db.merging import unmerge

    made = unmerge(Chosen.of(context).database, gone)
    output.say(f"{made.gone} is a record of its own again, apart from {made.kept}.")
    return 0


@click.command("distinct")
@_party("one", metavar="ONE")
@_party("other", metavar="OTHER")
@click.option("--undo", is_flag=True, help="Take the decision back.")
@_signed
@everywhere
@click.pass_context
def distinct_command(
    context: click.Context, one: str, other: str, reason: str | None, by: str | None, *, undo: bool
) -> int:
    """Decide that ONE and OTHER are different, however alike; duplicates lists them no more."""
    from db.merging import Signature, part, unpart

    database = Chosen.of(context).database
    if undo:
        made = unpart(database, one, other)
        output.say(f"It is open again whether {made.kept} and {made.gone} are different.")
        return 0
    made = part(database, one, other, Signature(by, reason))
    output.say(
        f"{made.kept} and {made.gone} are different. "
        f"To undo: wherefrom distinct --undo {made.kept} {made.gone}"
    )
    return 0


@click.command("decisions")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@everywhere
@click.pass_context
def decisions_command(context: click.Context, *, as_json: bool) -> int:
    """List what was decided, the latest first: who is one, who is different, and why."""
    from db.storage import read

    records = read(Chosen.of(context).database)
    latest = sorted(records.decisions.values(), key=lambda each: each.at, reverse=True)
    if as_json:
        from db.codec import encode

        output.document({"total": len(latest), "items": [encode(each) for each in latest]})
        return 0
    for each in latest:
        output.line(_told(records, each))
    if not latest:
        output.say("Nothing was decided yet. wherefrom duplicates lists who may be one.")
    return 0


@click.command("duplicates")
@click.option("--kind", type=click.Choice(["person", "company"]), help="One kind alone.")
@click.option("--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@everywhere
@click.pass_context
def duplicates_command(
    context: click.Context, kind: str | None, limit: int, *, as_json: bool
) -> int:
    """List who may be one and the same, the likeliest first, with what speaks for and against.

    Nothing is merged: merge and distinct decide. Pairs that were decided are listed no more.
    """
    from db.likeness import PARTIES, duplicates
    from db.storage import read
    from tui.cli.progress import Line

    database, line = Chosen.of(context).database, Line()
    try:
        records = read(database, lambda done: line.show(f"Reading {database.name}: {done:.0%}"))
        kinds = [each for each in PARTIES if kind in (None, each)]
        who = " and ".join({"person": "people", "company": "companies"}[each] for each in kinds)
        found = duplicates(records, kinds, lambda done: line.show(f"Comparing {who}: {done:.0%}"))
    finally:
        line.clear()
    if as_json:
        output.document(found.as_json(limit))
    else:
        for each in found.found[:limit]:
            _print_likeness(each)
    _say_what_is_left(len(found.found), limit, found.crowds)
    return 0


def _print_likeness(likeness: Likeness) -> None:
    """Print a pair, with what speaks for and against it below."""
    widest = max(len(likeness.keep), len(likeness.other))
    views = (likeness.keep, likeness.other)
    for score, view, name in zip((likeness.score, ""), views, likeness.names, strict=True):
        output.line(f"{score:>3}  {view:<{widest}}  {name}")
    for reason in likeness.reasons:
        output.line(f"       for {reason}")
    for doubt in likeness.doubts:
        output.line(f"   against {doubt}")


def _say_what_is_left(total: int, limit: int, crowds: int) -> None:
    """Say what the list leaves out, and what to do with what is in it."""
    if total > limit:
        output.say(f"{total - limit:,} more: --limit {total} shows them all.")
    if crowds:
        names = "1 name is" if crowds == 1 else f"{crowds:,} names are"
        output.say(f"{names} so frequent that only who has something else in common is listed.")
    if total:
        output.say("To decide: wherefrom merge KEEP GONE, or wherefrom distinct ONE OTHER.")
    else:
        output.say("Nobody here is likely to be somebody else.")


def _told(records: Records, decision: Decision) -> str:
    """Tell a decision in a line: "2026-03-02  company/a  merged into company/b  by zoe: why"."""
    words = "merged into" if decision.action == "merge" else "different from"
    signed = f"by {decision.by}" if decision.by else ""
    why = ": ".join(filter(None, [signed, decision.reason]))
    day = decision.at.partition("T")[0]
    one, other = (f"{each} ({_name(records, each)})" for each in (decision.gone, decision.kept))
    return "  ".join(filter(None, [day, one, words, other, why]))


def _name(records: Records, reference: str) -> str:
    kind, _, identifier = reference.partition("/")
    table = records.people if kind == "person" else records.companies
    return table[identifier].name
