"""Every command once: its action, key, words, and where it is bound.

Footer, help, palette, README and the remapping of keys all derive from these rows. A command is
bound on the lowest node that can do it: its `node` names the widget or screen class that asks for
its bindings here. Keys are plain ones, Ctrl-letters, Enter, Esc and arrows, so that they arrive
over SSH and inside tmux; a name in the settings file changes any of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from tui.command import Command as Command
from tui.command import Node, in_list
from tui.command import key_words as key_words
from tui.command import spoken as spoken
from tui.everywhere import EVERYWHERE

if TYPE_CHECKING:
    from textual.binding import BindingType

COMMANDS: Final[tuple[Command, ...]] = (
    Command("down", "lines", "down,j", "down", "Down", "Go one line down.", in_palette=False),
    Command("up", "lines", "up,k", "up", "Up", "Go one line up.", in_palette=False),
    Command(
        "page-down",
        "lines",
        "pagedown,space,ctrl+d",
        "page_down",
        "Page down",
        "Go one screen down.",
        in_palette=False,
    ),
    Command(
        "page-up",
        "lines",
        "pageup,ctrl+u",
        "page_up",
        "Page up",
        "Go one screen up.",
        in_palette=False,
    ),
    Command(
        "first", "lines", "home,g", "first", "First", "Go to the first line.", in_palette=False
    ),
    Command("last", "lines", "end,G", "last", "Last", "Go to the last line.", in_palette=False),
    Command(
        "open",
        "lines",
        "enter",
        "choose",
        "open",
        "Open what the cursor is on.",
        footer=1,
        in_palette=False,
    ),
    Command("to-list", "search", "enter", "leave", "to the list", "Go to the first hit.", footer=1),
    Command(
        "take",
        "search",
        "tab",
        "take",
        "take",
        "Take what is offered after the cursor; → at the end does so too.",
    ),
    Command(
        "next-offer",
        "search",
        "ctrl+n",
        "next_offer",
        "next offer",
        "Offer the next of what the word may become.",
    ),
    Command(
        "older",
        "search",
        "up",
        "older",
        "earlier",
        "Show the query that was used before.",
        footer=3,
    ),
    Command(
        "newer",
        "search",
        "down",
        "newer",
        "later",
        "Show the query used after this one; from the last, go to the first hit.",
    ),
    Command(
        "clear", "search", "escape", "clear", "clear", "Clear the query, then leave.", footer=2
    ),
    Command(
        "right",
        "browse",
        "tab,right,l",
        "pane(1)",
        "next pane",
        "Go to the pane on the right or below.",
        in_palette=False,
    ),
    Command(
        "left",
        "browse",
        "shift+tab,left,h",
        "pane(-1)",
        "previous pane",
        "Go to the pane on the left or above.",
        in_palette=False,
    ),
    Command(
        "source",
        "browse",
        "o",
        "source",
        "source",
        "Open the source of this fact at the very words.",
        footer=2,
    ),
    Command(
        "next-quote",
        "browse",
        "n",
        "quote(1)",
        "next quote",
        "Show the next quote of this fact.",
    ),
    Command(
        "previous-quote",
        "browse",
        "N",
        "quote(-1)",
        "previous quote",
        "Show the previous quote of this fact.",
    ),
    Command(
        "sort",
        "browse",
        "s",
        "ask('sort')",
        "sort",
        "Order the list by its next column.",
        when=in_list,
    ),
    Command(
        "order",
        "browse",
        "S",
        "ask('order')",
        "order by …",
        "Order the list by the column you choose, either way round.",
        when=in_list,
    ),
    Command(
        "frequency",
        "browse",
        "F",
        "ask('column')",
        "frequency of …",
        "Count how often each value of a column occurs; Enter narrows.",
        when=in_list,
    ),
    Command(
        "widen",
        "browse",
        "minus",
        "ask('widen')",
        "widen",
        "Take the last term out of the query.",
        when=in_list,
    ),
    Command(
        "alone",
        "browse",
        "z",
        "ask('alone')",
        "list alone",
        "Give the list the whole width, or show the record beside it again.",
        when=in_list,
    ),
    Command(
        "facets",
        "browse",
        "f",
        "facets",
        "facets",
        "Count the results by type, grade, company and more; Enter narrows.",
        footer=5,
        when=in_list,
    ),
    Command(
        "by-value",
        "frequency",
        "s",
        "order",
        "by count/value",
        "Order the values by how often they occur, or by what they are.",
        footer=2,
    ),
    Command(
        "next-facet", "facets", "n", "facet(1)", "next facet", "Go to the next facet.", footer=6
    ),
    Command(
        "previous-facet",
        "facets",
        "N",
        "facet(-1)",
        "previous facet",
        "Go to the start of this facet, or to the one before.",
    ),
    *EVERYWHERE,
    Command(
        "close",
        "browse",
        "escape",
        "close",
        "close",
        "Close what is open, or clear the query; never quits.",
    ),
    Command("next-passage", "reader", "n", "quote(1)", "next", "Go to the next quote.", footer=1),
    Command(
        "previous-passage",
        "reader",
        "N",
        "quote(-1)",
        "previous",
        "Go to the quote before.",
        footer=2,
    ),
    Command(
        "pane",
        "reader",
        "tab,right,l,left,h,shift+tab",
        "pane",
        "other pane",
        "Go to the facts, or back to the text.",
    ),
    Command("leave", "reader", "escape", "app.back", "close", "Leave the source."),
    Command(
        "again", "problems", "R", "again", "verify again", "Look everything up again.", footer=5
    ),
    Command("close", "problems", "escape", "close", "close", "Clear the words, then go back."),
    Command("dismiss", "dialog", "escape", "dismiss_dialog", "close", "Close this.", footer=9),
    Command("accept", "dialog", "enter", "accept", "choose", "Choose.", footer=1),
    Command("next", "dialog", "down,ctrl+n", "move(1)", "next", "Go one line down."),
    Command("previous", "dialog", "up,ctrl+p", "move(-1)", "previous", "Go one line up."),
)
"""All of them; the order within a node is the order in help."""

BY_ID: Final[Mapping[str, Command]] = {command.id: command for command in COMMANDS}

SAVED: Final = tuple(each for each in COMMANDS if each.name.startswith("saved-"))
"""The commands that show a saved query, in their order."""

NODES: Final[Mapping[Node, str]] = {
    "lines": "In every pane",
    "facets": "In the facets",
    "frequency": "In a frequency table",
    "search": "In the search bar",
    "browse": "While browsing",
    "reader": "In a source",
    "problems": "In the problems",
    "app": "Everywhere",
    "dialog": "In a window over the screen",
}
"""What help and README call the places where commands are bound."""


def bindings(node: Node) -> list[BindingType]:
    """Return the bindings of one node, for its `BINDINGS`."""
    return [command.binding for command in COMMANDS if command.node == node]


def clash(keys: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Return a key that settings give to two commands which work in one place, and the two.

    What the table itself gives twice is meant so: the nearer command hides the other.
    """
    for places in (
        ("facets", "lines", "browse", "app"),
        ("lines", "reader", "app"),
        ("lines", "problems", "app"),
        ("frequency", "lines"),
    ):
        owners: dict[str, str] = {}
        for command in COMMANDS:
            if command.node not in places:
                continue
            for key in keys.get(command.id, command.keys).split(","):
                other = owners.setdefault(key.strip(), command.id)
                if other != command.id and {other, command.id} & set(keys):
                    return spoken(key.strip()), other, command.id
    return None


def by_node() -> Iterator[tuple[str, tuple[Command, ...]]]:
    """Walk the places and the commands bound there, for help and README."""
    for node, words in NODES.items():
        yield words, tuple(command for command in COMMANDS if command.node == node)
