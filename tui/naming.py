"""The name of a saved query: what the list asks for in English, short and in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db.query import describe, parse
from db.records import TABLES
from tui.standins import visible

if TYPE_CHECKING:
    from db.library import Library
    from tui.address import Address

MOST_LETTERS: Final = 40
"""How long the name of a saved query may be: a name is to be read at a glance."""


def suggested_name(library: Library, address: Address, named: Library | None) -> str:
    """Return what a list asks for, in English, as a name; raises `BadQuery`.

    `named` says what names mean; without it they stand as they were typed.
    """
    query, noun = parse(address.query), TABLES[address.kind]
    if query.is_empty:
        order = library.sorts(address.kind).get((address.sort or "").removeprefix("-"))
        return plain_name(f"{noun}, {order}" if order else noun)
    words = describe(query, named, noun)
    is_said = address.kind == "event" or words.startswith(noun)
    return plain_name(words if is_said else f"{noun}: {words}")


def plain_name(words: str) -> str:
    """Return a name in one line, short, and without what could rule a terminal."""
    name = visible(" ".join(words.split()))
    if len(name) <= MOST_LETTERS:
        return name
    cut = name[: MOST_LETTERS - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"
