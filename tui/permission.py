"""What a restricted session may do: the one place that decides, and refuses what it does not name.

A reading room is an account that many people share. There one reads, and nothing else: nothing is
written but the cache, no program is started, no path is typed. Commands of the explorer, actions
that Textual brings along, commands of the command line and their options are each permitted here
or refused; `tests/tui/test_permission.py` fails where one of them is in neither list.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from typing import Final

from tui import commands

REFUSED: Final[Mapping[str, str]] = {
    "app.import": "it changes no database",
    "app.add": "it changes no database",
    "app.report": "nothing is imported or added in it",
    "app.decide": "it changes no database",
    "app.undo": "it changes no database",
    "app.resume": "no place is kept of one",
    "app.suspend": "there is no shell behind it",
}
"""The commands of the explorer that a restricted session has not, and why."""

PERMITTED: Final = frozenset(
    [
        *("lines.down", "lines.up", "lines.page-down", "lines.page-up", "lines.first"),
        *("lines.last", "lines.open", "search.to-list", "search.take", "search.next-offer"),
        *("search.older", "search.newer", "search.clear", "browse.right", "browse.left"),
        *("browse.source", "browse.next-quote", "browse.previous-quote", "browse.sort"),
        *("browse.order", "browse.frequency", "browse.widen", "browse.alone", "browse.facets"),
        *("browse.close", "frequency.by-value", "facets.next-facet", "facets.previous-facet"),
        *("reader.next-passage", "reader.previous-passage", "reader.pane", "reader.leave"),
        *("problems.again", "problems.close", "dialog.dismiss", "dialog.accept", "dialog.next"),
        *("dialog.previous", "app.search", "app.people", "app.companies", "app.events"),
        *("app.sources", "app.problems", "app.saved-1", "app.saved-2", "app.saved-3"),
        *("app.saved-4", "app.saved-5", "app.save", "app.copy", "app.copy-as", "app.reading"),
        *("app.translate", "app.back", "app.forward", "app.mark", "app.marks", "app.palette"),
        *("app.help", "app.theme", "app.redraw", "app.quit"),
    ]
)
"""The commands of the explorer that only show something, or remember it until one quits."""

OWN_ACTIONS: Final = frozenset(
    [
        *("quit", "help_quit", "give_up", "copy_text", "focus_next", "focus_previous", "minimize"),
        *("scroll_up", "scroll_down", "scroll_left", "scroll_right", "scroll_home", "scroll_end"),
        *("page_up", "page_down", "page_left", "page_right", "submit", "select_all", "home", "end"),
        *("cursor_left", "cursor_right", "cursor_left_word", "cursor_right_word", "delete_left"),
        *("delete_right", "delete_left_word", "delete_right_word", "delete_left_all"),
        *("delete_right_all", "cut", "copy", "paste"),
    ]
)
"""The actions without a row of ours that do no more: of fields, of the end, of scrolling."""

EVERYWHERE: Final = frozenset(["db", "texts", "restricted", "version", "help"])
"""The options of every command that are permitted; whoever wrote the command line typed them."""

LINE: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset(["is_ascii", "colours", "plain"]),
    "open": frozenset(["view", "is_ascii", "colours", "plain"]),
    "show": frozenset(["view", "is_ascii", "as_json"]),
    "search": frozenset(["query", "kind", "limit", "explain", "is_ascii", "as_json"]),
    "verify": frozenset(["as_json"]),
    "source": frozenset(),
    "source list": frozenset(),
    "export": frozenset(["query", "form", "kind", "bom"]),
    "duplicates": frozenset(["kind", "limit", "as_json"]),
    "decisions": frozenset(["as_json"]),
}
"""The commands of the command line that are permitted, each with its arguments and options."""

LINE_REFUSED: Final[Mapping[str, frozenset[str]]] = {
    "verify": frozenset(["is_to_fix"]),
    "export": frozenset(["out", "force"]),
    **dict.fromkeys(
        ["source add", "source attach", "import", "init", "undo", "restore"], frozenset[str]()
    ),
    "serve": frozenset(),
    **dict.fromkeys(["merge", "unmerge", "distinct"], frozenset[str]()),
}
"""The commands and the options that are refused: they write, serve, or open what a path names."""


def permits(command: str) -> bool:
    """Whether a command of the explorer is permitted, by its id."""
    return command in PERMITTED and command not in REFUSED


def refusal(name: str, parameters: tuple[object, ...]) -> str | None:
    """Return why an action is refused, in a sentence; None where it is permitted."""
    if name in OWN_ACTIONS or (name, parameters) in _permitted():
        return None
    reason = _refused().get((name, parameters), "it knows nothing of this")
    return f"This session is restricted: {reason}."


def line_refusal(command: str, typed: Mapping[str, str]) -> str | None:
    """Return why a command line is refused, in a sentence; None where it is permitted.

    `typed` holds the options and arguments that stand on it, by name, as they are printed.
    """
    if command not in LINE:
        return f"This session is restricted and only reads: it has no “{command}”."
    for name, shown in typed.items():
        if name not in LINE[command] | EVERYWHERE:
            return f"This session is restricted and only reads: it has “{command}” without {shown}."
    return None


Action = tuple[str, tuple[object, ...]]


@cache
def _permitted() -> frozenset[Action]:
    return frozenset(_parsed(each.action) for each in commands.COMMANDS if permits(each.id))


@cache
def _refused() -> Mapping[Action, str]:
    return {_parsed(commands.BY_ID[name].action): reason for name, reason in REFUSED.items()}


def _parsed(action: str) -> Action:
    """Return the name and the parameters of an action: `window('mark')`, `app.back`."""
    name, bracket, given = action.partition("(")
    parameters = ast.literal_eval(f"({given[:-1]},)") if bracket and given != ")" else ()
    return name.removeprefix("app."), parameters
