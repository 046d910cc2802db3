"""What the palette offers for a few letters: commands, then saved queries, then records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from types import MappingProxyType
from typing import Final

from db.errors import BadQuery
from db.library import Library
from db.query import parse
from db.search import find
from db.words import fold
from tui import commands
from tui.address import Address
from tui.commands import Command
from tui.permission import permits
from tui.rooms import room_of
from tui.screens.ask import Choice

_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
_FORGETTING: Final = "forget saved query"

MOST = 40
"""How many records are offered at the most."""


COMMAND, SAVED, FORGET = "!", "=", "-"
"""What an answer begins with that is no view: a command, a saved query, one to forget."""


def offers(
    library: Library | None,
    address: Address,
    typed: str,
    saved: Mapping[str, str] = _NOTHING,
    *,
    restricted: bool = False,
) -> Sequence[Choice]:
    """Return what fits: with nothing typed, every command that can do something here.

    Without a library, as one is still being prepared, no records are offered; in a restricted
    session no command that it has not.
    """
    records = _records(library, typed) if library is not None else ()
    found = (each for each in commands.COMMANDS if not restricted or permits(each.id))
    return [*_commands(found, address, typed), *_saved(saved, typed), *records]


def _saved(saved: Mapping[str, str], typed: str) -> Iterator[Choice]:
    """Offer the saved queries, and to forget one where that is asked for."""
    letters = fold(typed).split()
    keys = [commands.key_words(each.keys) for each in commands.SAVED]
    for name, key in zip_longest(saved, keys[: len(saved)], fillvalue=""):
        if all(part in fold(f"saved query {name}") for part in letters):
            yield Choice(f"{SAVED}{name}", name, key or "saved", saved[name])
    if letters and _FORGETTING.startswith(letters[0]):
        for name in saved:
            if all(part in fold(f"{_FORGETTING} {name}") for part in letters):
                yield Choice(f"{FORGET}{name}", f"forget {name}", "saved", saved[name])


def _commands(found: Iterable[Command], address: Address, typed: str) -> Iterator[Choice]:
    letters = fold(typed).split()
    for command in found:
        if not command.in_palette or not _is_here(command, address):
            continue
        words = fold(f"{command.label} {command.help}")
        if all(part in words for part in letters):
            keys = commands.key_words(command.keys)
            yield Choice(f"{COMMAND}{command.id}", command.label, keys, command.help)


def _is_here(command: Command, address: Address) -> bool:
    return command.node in ("app", room_of(address)) and command.when(address)


def _records(library: Library, typed: str) -> Iterator[Choice]:
    if not typed.strip():
        return
    try:
        query = parse(typed)
    except BadQuery:
        return
    for hit in find(library, query, MOST):
        yield Choice(hit.view, hit.name, hit.kind, hit.snippet)
