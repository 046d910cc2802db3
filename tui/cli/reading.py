"""The commands that read: show a view, search, and open the explorer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

import click

from tui.cli import completing, output
from tui.cli.chosen import Chosen
from tui.cli.options import as_text, drawn, everywhere, in_ascii, is_plain, plainly
from tui.cli.restriction import is_restricted
from tui.cli.signs import Signs

if TYPE_CHECKING:
    from db.library import Library
    from db.query import Query
    from db.records import Kind
    from db.search import Hit
    from tui.address import Address

WIDTH: Final = 100
"""How wide a record is printed where no terminal tells."""

LIMIT: Final = 50
"""How many hits a search prints unless it is told otherwise."""


@click.command("open")
@click.argument("view", type=as_text, shell_complete=completing.views)
@plainly()
@everywhere
@drawn
@click.pass_context
def open_command(context: click.Context, view: str) -> int:
    """Open the explorer at a view."""
    return explore(context, view)


@click.command("show")
@click.argument("view", type=as_text, shell_complete=completing.views)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@in_ascii
@everywhere
@click.pass_context
def show_command(context: click.Context, view: str, *, as_json: bool) -> int:
    """Print a view: a list or a record.

    VIEW is people, companies, events or sources, with ?q=QUERY and &sort=KEY as you like, or a
    record such as person/jason-wei. The view problems is what verify finds.
    """
    from tui.address import parse

    address = parse(view)
    if address.page:
        from tui.cli.verifying import show_problems

        return show_problems(Chosen.of(context), address, as_json=as_json)
    library = Chosen.of(context).library()
    signs = Signs.of(context)
    if address.is_list:
        return _show_list(library, address, signs, as_json=as_json)
    from tui.documents import names, of_record

    shown = address.led_to(library.leads_to(address.reference))
    if shown != address:
        output.say(f"{address.reference} is merged into {shown.reference}, which is shown here.")
        address = shown
    document = of_record(library, address) if as_json or address.part else {}
    if as_json:
        output.document(document)
    else:
        _print_record(library, address, Chosen.of(context), signs)
    if address.part and not names(document, address.part):
        signs.say(f"Nothing in {address.reference} is called “{address.part}”; all of it is here.")
    return 0


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True, type=as_text)
@click.option("--kind", type=click.Choice(["person", "company", "event", "source"]))
@click.option("--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True)
@click.option("--explain", is_flag=True, help="Say of each hit why it stands where it does.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@in_ascii
@everywhere
@click.pass_context
def search_command(
    context: click.Context,
    query: tuple[str, ...],
    kind: Kind | None,
    limit: int,
    *,
    explain: bool,
    as_json: bool,
) -> int:
    """Find people, companies, events and sources.

    The words of QUERY are joined, so they need no quotes of the shell: all must match, and -word
    or !word must not. Words such as from:openai ask for a field.
    """
    if unknown := next((word for word in query if word.startswith("--")), None):
        raise click.NoSuchOption(
            unknown, possibilities=["--kind", "--limit", "--explain", "--json", "--ascii"]
        )
    from db.query import parse

    text = " ".join(query)
    asked = parse(text)
    if asked.is_empty:
        raise click.UsageError("The query is empty. Give at least one word to search for.")
    library = Chosen.of(context).library()
    signs = Signs.of(context)
    total, hits = _searched(library, asked, kind, limit)
    if as_json:
        from tui.address import Address
        from tui.documents import of_hits

        view = str(Address(kind, query=text)) if kind else None
        output.document(of_hits(view, text, total, hits, asked if explain else None))
    else:
        _print_hits(hits, asked if explain else None, signs)
    if total > len(hits):
        output.say(f"{total - len(hits):,} more: --limit {total} shows them all.")
    if not total:
        say_hint(library, asked, kind, signs.say)
    return 0 if hits else 1


def explore(context: click.Context, view: str | None) -> int:
    """Open the explorer, on the terminal or in plain mode, which needs none."""
    from tui.cli import exploring

    chosen, restricted = Chosen.of(context), is_restricted(context)
    if is_plain(context):
        return exploring.explore_plainly(chosen, view, restricted=restricted)
    return exploring.explore(chosen, view, restricted=restricted, stage=context.obj)


def _show_list(library: Library, address: Address, signs: Signs, *, as_json: bool) -> int:
    from db.query import parse
    from db.search import search

    results = search(library, parse(address.query), address.kind, address.sort)
    if as_json:
        from tui.documents import of_hits

        output.document(of_hits(str(address), address.query, results.total, results.hits))
    else:
        _print_rows(library, address.kind, results.hits, signs)
        signs.say(results.summary)
        if results.hint:
            signs.say(results.hint.words)
    return 1 if address.query and not results.hits else 0


def _print_record(library: Library, address: Address, chosen: Chosen, signs: Signs) -> None:
    """Print a record as the screen shows it, as wide as the terminal is."""
    import shutil

    from tui.desk import Desk
    from tui.layout import plain
    from tui.shelf import Shelf

    desk = Desk(library, Shelf(chosen.held(), output.say))
    cards = [desk.card(address)]
    if address.kind == "quote" and address.id:
        cards.insert(0, desk.passage((address.id,), 0))
    width = shutil.get_terminal_size((WIDTH, 0)).columns
    for card in cards:
        for line in plain(signs.card(library, address, card), width).split("\n"):
            signs.line(line)


def _print_rows(library: Library, kind: Kind, hits: Iterable[Hit], signs: Signs) -> None:
    """Print the lines of a list, each with its view before it."""
    from tui.views import row

    rows = [signs.row(library, hit, row(library, hit, kind)) for hit in hits]
    left = max((len(each.view) for each in rows), default=0)
    right = max((len(each.aside) for each in rows), default=0)
    for each in rows:
        words = "  ".join(filter(None, [each.title.text, each.badges, each.snippet.text]))
        signs.line(f"{each.view:<{left}}  {each.aside:>{right}}  {words}")


def _print_hits(hits: Sequence[Hit], explained: Query | None, signs: Signs) -> None:
    """Print hits of several kinds; with a query, below each what it answers to."""
    from db.reasons import reasons

    left = max((len(hit.view) for hit in hits), default=0)
    for hit in hits:
        snippet = f"  · {signs.data(hit.snippet)}" if hit.snippet else ""
        signs.line(f"{hit.view:<{left}}  {signs.data(hit.name)}{snippet}")
        for reason in reasons(hit, explained) if explained else ():
            signs.line(f"{'':<{left}}    {reason}")


def _searched(
    library: Library, query: Query, kind: Kind | None, limit: int
) -> tuple[int, Sequence[Hit]]:
    """Return how many hits there are in one list or in all, and the best of them."""
    from db.search import KINDS, find, search

    if kind is not None:
        results = search(library, query, kind)
        return results.total, results.hits[:limit]
    hits = find(library, query, limit)
    is_all = len(hits) < limit
    return len(hits) if is_all else sum(search(library, query, k).total for k in KINDS), hits


def say_hint(
    library: Library,
    asked: Query,
    kind: Kind | None,
    say: Callable[[str], None] = output.say,
) -> None:
    """Say what to try where nothing was found."""
    from db.search import KINDS, search

    results = [search(library, asked, each) for each in ([kind] if kind else KINDS)]
    hints = [each.hint for each in results if each.hint]
    best = max(hints, key=lambda hint: hint.total, default=None)
    say(best.words if best else f"Nothing matches {asked}.")
