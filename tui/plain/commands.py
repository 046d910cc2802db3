"""Every command of plain mode once: its words, what it does, what it needs, where it can be said.

Help, completion and README derive from these rows. `screens` names the commands of the explorer
that a row stands for; those that only make sense on a screen are in `WITHOUT`, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tui.plain.command import Command
from tui.plain.everywhere import JUDGING, MOVING

FINDING: Final = (
    Command(
        "search",
        "WORDS",
        "Search the list you are in; words that are no command do so too.",
        "listing.search",
        "query",
        screens=("app.search", "search.to-list"),
    ),
    Command(
        "find",
        "WORDS",
        "Search people, companies, events and sources at once.",
        "listing.find",
        "query",
        screens=("app.palette",),
    ),
    *(
        Command(
            name,
            "[QUERY]",
            f"List the {name}, or those that a query finds.",
            f"listing.{name}",
            "query",
            screens=(f"app.{name}",),
        )
        for name in ("people", "companies", "events", "sources")
    ),
    Command(
        "facets",
        "[NAME]",
        "Count what is listed by type, grade, company and more; open N narrows.",
        "listing.facets",
        "words",
        "list",
        screens=("browse.facets", "facets.next-facet", "facets.previous-facet"),
    ),
    Command(
        "frequency",
        "[COLUMN] [by value]",
        "Count how often each value of a column occurs; open N narrows.",
        "listing.frequency",
        "column",
        "list",
        screens=("browse.frequency", "frequency.by-value"),
    ),
    Command(
        "sort",
        "[KEY]",
        "Order the list, -KEY the other way round; alone, say which orders there are.",
        "listing.sort",
        "order",
        "list",
        screens=("browse.sort", "browse.order"),
    ),
    Command(
        "widen",
        "",
        "Take the last term out of the query.",
        "listing.widen",
        when="list",
        screens=("browse.widen",),
    ),
    Command(
        "clear",
        "",
        "Take the whole query out.",
        "listing.clear",
        when="list",
        screens=("search.clear", "browse.close", "problems.close"),
    ),
    Command(
        "queries",
        "",
        "List the queries you used before.",
        "listing.queries",
        screens=("search.older", "search.newer"),
    ),
)
"""The commands that find something."""

READING: Final = (
    Command(
        "open",
        "N",
        "Open what stands at a number; a number that was said does so alone.",
        "places.open_number",
        "number",
        also=("o",),
        screens=("lines.open",),
    ),
    Command(
        "history",
        "[N]",
        "Say the career of a person, or who came to a company and left it.",
        "places.history",
        "number",
    ),
    Command(
        "headings",
        "[N]",
        "List the headings of this page, or read what stands below one.",
        "places.headings",
        "number",
        screens=("browse.right", "browse.left", "reader.pane"),
    ),
    Command("links", "", "List the records that this page leads to.", "places.links"),
    Command(
        "quote",
        "[N]",
        "Read the words behind the fact at a number, in their place.",
        "evidence.quote",
        "number",
    ),
    Command(
        "next",
        "",
        "Read the next quote of this fact or this source.",
        "evidence.next_quote",
        also=("n",),
        screens=("browse.next-quote", "reader.next-passage"),
    ),
    Command(
        "previous",
        "",
        "Read the quote before.",
        "evidence.previous_quote",
        also=("p",),
        screens=("browse.previous-quote", "reader.previous-passage"),
    ),
    Command(
        "source",
        "[N]",
        "Open the source of the quote at its words, with the facts they support.",
        "evidence.source",
        "number",
        screens=("browse.source",),
    ),
    Command(
        "text",
        "",
        "Read the whole text of the source, or what is held of it, its quotes marked.",
        "evidence.text",
    ),
    Command(
        "translation",
        "[on | off]",
        "Say our translations into English, or leave them out.",
        "evidence.translation",
        "words",
        screens=("app.translate",),
    ),
    Command(
        "repaired",
        "[on | off]",
        "Read damaged texts repaired, with guesses marked, or as they are on disk.",
        "evidence.repaired",
        "words",
        screens=("app.reading",),
    ),
    Command(
        "cite",
        "[FORM]",
        "Say the quote with its source, in a form such as plain, markdown or csl.",
        "evidence.cite",
        "form",
    ),
    Command(
        "copy",
        "[FORM]",
        "Copy the quote to the clipboard, or a citation, or the view.",
        "evidence.copy",
        "form",
        also=("y",),
        screens=("app.copy", "app.copy-as"),
    ),
)
"""The commands that read a record and its evidence."""

GROUPS: Final[Mapping[str, tuple[Command, ...]]] = {
    "To find something": FINDING,
    "To read": READING,
    "To move about and to keep a place": MOVING,
    "To judge and to change the database": JUDGING,
}
"""All of them, in the order in which help says them."""

COMMANDS: Final = tuple(command for group in GROUPS.values() for command in group)

BY_WORD: Final[Mapping[str, Command]] = {
    word: command for command in COMMANDS for word in (command.name, *command.also)
}
"""Every command by every word for it."""

WITHOUT: Final[Mapping[str, str]] = {
    "app.theme": "words have no colours",
    "app.suspend": "the shell's own ctrl+z does it, as the terminal is never taken over",
    "browse.alone": "there are no panes to give room to",
    "search.take": "Tab completes at the prompt, as everywhere in a shell",
    "search.next-offer": "Tab completes at the prompt, as everywhere in a shell",
    "dialog.next": "there are no windows: lists are numbered",
    "dialog.previous": "there are no windows: lists are numbered",
}
"""The commands of the explorer that have no counterpart, and why."""


def offered(*, is_restricted: bool) -> Iterator[Command]:
    """Yield the commands that a session has."""
    return (each for each in COMMANDS if not (is_restricted and each.needs))
