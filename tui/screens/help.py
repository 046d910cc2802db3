"""Help for where one is: the keys that work there, then all the others, then how to search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.binding import ActiveBinding, BindingType

from db.fields import BY_NAME, OPERATORS
from tui import commands
from tui.screens.sheet import Sheet
from tui.views.card import Card, Cell, Column, Line, Section

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
    ("▲ ▼", "The column that a list is ordered by, the smallest first or the largest."),
    ("✓", "A value that the query asks for; Enter takes it out again."),
    ("~", "A likely typing error: the letters typed are not in the name, but nearly."),
    (
        "␛ ⇄ · ↵",
        "Stand-ins for characters that a terminal would obey: escape, writing direction, "
        "invisible ones, line ends. The stored text keeps them as they are.",
    ),
)
"""The signs on the screens and what they mean."""


def help_card(active: Iterable[ActiveBinding]) -> Card:
    """Build the page from the bindings that are active, remapped keys included.

    Where one is typing a query, what can be typed comes first, and fills one screen of 80 by 24.
    """
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
    here = [section for section in sections if section.lines]
    language = [_typed(), _values()]
    is_typing = "search.to-list" in keys
    ordered = (*language, *here) if is_typing else (*here, *language)
    aside = "on the right: what the settings file calls it"
    return Card("Help", "" if is_typing else aside, (*ordered, _told("Signs", SIGNS)))


def _typed() -> Section:
    """Return the signs and fields of the query language, from its table."""
    rows = [(each.example, each.words) for each in OPERATORS]
    rows += [(each.example, each.words) for each in BY_NAME.values()]
    return _told("What can be typed in the search bar", rows)


def _values() -> Section:
    """Return the values of the fields that have a list of them; languages are too many."""
    fields = (field for field in BY_NAME.values() if field.values and field.takes != "lang")
    rows = ((f"{field.name}:", ", ".join(field.values)) for field in fields)
    return _told("Values", rows)


def _told(heading: str, rows: Iterable[tuple[str, str]]) -> Section:
    lines = (Line((Cell.of(sign, "strong"), Cell.of(words))) for sign, words in rows)
    return Section(tuple(lines), heading, _COLUMNS)


class Help(Sheet):
    """One page to scroll, made for the pane that had the focus; no command works behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(commands.BY_ID["dialog.dismiss"].binding, key="escape,q,question_mark,backspace")
    ]
