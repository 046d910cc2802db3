"""Help for where one is: the keys that work there, then all the others, then how to search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.screen import ModalScreen

from db.fields import BY_NAME, OPERATORS
from tui import commands
from tui.views.card import Card, Cell, Column, Line, Section
from tui.widgets.cards import CardView
from tui.widgets.status import KeyLine

_COLUMNS = (Column(most=24), Column(share=1, least=30, wraps=True), Column(keep=1))

SIGNS: tuple[tuple[str, str], ...] = (
    ("≠ 1", "Another claim disputes this one; open the event to see both side by side."),
    (
        "implied",
        "How the source puts it: stated, reported, alleged, rumoured, denied, opinion, "
        "implied. A word or a sign always says so, not only a colour.",
    ),
    (
        "? ✗",
        "The same where there is no room for the word: ? for all that is not plainly stated, "
        "✗ for denied.",
    ),
    (
        "agreed",
        "How far it has come, where it is not done: announced, agreed, planned, attempted, "
        "refused.",
    ),
    (
        "?────›",
        "Time spent somewhere. ? is an end that no claim dates, › one that no claim tells of; a "
        "bar without dates has no place in time.",
    ),
    ("undated", "The source gives no date. Such events stand in a band of their own."),
    ("~", "A likely typing error: the letters typed are not in the name, but nearly."),
    (
        "␛ ⇄ · ↵",
        "Stand-ins for characters that a terminal would obey: escape, writing direction, "
        "invisible ones, line ends. The stored text keeps them as they are.",
    ),
)
"""The signs on the screens and what they mean."""


def help_card(active: Iterable[ActiveBinding]) -> Card:
    """Build the page from the bindings that are active, remapped keys included."""
    keys: dict[str, list[str]] = {}
    for each in active:
        name = each.binding.id or ""
        if name in commands.BY_ID:  # those that now have nothing to do too
            keys.setdefault(name, []).append(commands.spoken(each.binding.key))
    sections = [
        Section(
            tuple(
                Line(
                    (
                        Cell.of(" ".join(keys[command.id]), "strong"),
                        Cell.of(command.help),
                        Cell.of(command.id, "dim"),
                    )
                )
                for command in rows
                if command.id in keys
            ),
            heading,
            _COLUMNS,
        )
        for heading, rows in commands.by_node()
    ]
    terms = [(each.example, each.words) for each in OPERATORS]
    terms += [(each.example, each.words) for each in BY_NAME.values()]
    fields = tuple(Line((Cell.of(term, "strong"), Cell.of(words))) for term, words in terms)
    signs = tuple(Line((Cell.of(sign, "strong"), Cell.of(words))) for sign, words in SIGNS)
    searching = Section(fields, "What can be typed in the search bar", _COLUMNS)
    reading = Section(signs, "Signs", _COLUMNS)
    here = tuple(section for section in sections if section.lines)
    return Card(
        "Help", "on the right: what the settings file calls it", (*here, searching, reading)
    )


class Help(ModalScreen[None]):
    """One page to scroll, made for the pane that had the focus; no command works behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(commands.BY_ID["dialog.dismiss"].binding, key="escape,q,question_mark,backspace")
    ]
    DEFAULT_CSS = "Help { background: $background; & #page { height: 1fr; } }"
    page = getters.query_one("#page", CardView)

    def __init__(self, card: Card) -> None:
        """Take the page over."""
        super().__init__()
        self._card = card

    def compose(self) -> ComposeResult:
        """Lay the page and the keys out."""
        yield CardView(id="page")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the page."""
        self.page.show(self._card)
        self.page.focus()

    def action_dismiss_dialog(self) -> None:
        """Go back to where one was."""
        self.dismiss()
