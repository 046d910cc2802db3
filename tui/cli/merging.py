"""The commands that decide whether two records are one: merge, unmerge, distinct, decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from tui.cli import completing, output
from tui.cli.options import Chosen, as_text, everywhere

if TYPE_CHECKING:
    from db.decisions import Decision
    from db.records import Records

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])

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
