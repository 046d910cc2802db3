"""The orders of a list, in words and by letter: what can be chosen, and what a choice means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase
from typing import NamedTuple

from db.query import Query
from db.records import Kind
from tui.views.listed import COLUMNS

BEST_FIRST = "best match first"
"""The order of a list with words typed, unless another is chosen."""

BEST_LETTER = "b"
"""The letter that chooses it; no column has it."""

Orders = Mapping[str, str]
"""Each order by the name that `sort=` gives it, with what comes first."""


class Order(NamedTuple):
    """One order that can be chosen."""

    name: str
    """What `sort=` calls it."""
    letter: str
    """The letter that chooses it; the capital chooses it turned round."""
    words: str
    """What comes first."""


def has_words(query: Query) -> bool:
    """Whether a query has words that one record can match better than another."""
    return any(not term.is_not for term in query.words)


def lettered(kind: Kind, names: Sequence[str]) -> Mapping[str, str]:
    """Give each name a letter: that of its column, else one of its own, else any that is free."""
    known = {column.name: column.letter for column in COLUMNS[kind] if column.letter}
    letters = {name: known[name] for name in names if name in known}
    for name in names:
        taken = (*letters.values(), BEST_LETTER)
        wanted = (each for each in name + ascii_lowercase if each.isalpha() and each not in taken)
        letters.setdefault(name, next(wanted, ""))
    return letters


def offered(kind: Kind, orders: Orders) -> Iterator[Order]:
    """Yield the orders of a list as its columns stand, then those without a column."""
    ours = [column.name for column in COLUMNS[kind] if column.name in orders]
    names = [*ours, *(name for name in orders if name not in ours)]
    for name, letter in lettered(kind, names).items():
        yield Order(name, letter, orders[name])


def in_words(orders: Orders, sort: str) -> str:
    """Say what comes first in an order, turned round or not; undated stays last in both."""
    words = orders[sort.removeprefix("-")]
    if not sort.startswith("-"):
        return words
    if words.startswith("most "):
        return words.replace("most ", "fewest ", 1)
    head, comma, tail = words.partition(",")
    return f"{head} turned round{comma}{tail}"


def turned(sort: str) -> str:
    """Return an order turned round."""
    return sort[1:] if sort.startswith("-") else f"-{sort}"


def chosen(kind: Kind, orders: Orders, current: str | None, letter: str) -> str | None:
    """Return the order that a letter means, given the one there is; None where it means none."""
    named = {each.letter: each.name for each in offered(kind, orders)}
    name = named.get(letter.lower())
    if name is None:
        return None
    if current is not None and current.removeprefix("-") == name and letter.islower():
        return turned(current)
    return name if letter.islower() else turned(name)
