"""What the palette offers for a few letters: commands first by name, then records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.errors import BadQuery
from db.library import Library
from db.query import parse
from db.search import find
from db.words import fold
from tui import commands
from tui.address import Address
from tui.commands import Command
from tui.screens.ask import Choice

MOST = 40
"""How many records are offered at the most."""


def offers(library: Library, address: Address, typed: str) -> Sequence[Choice]:
    """Return what fits: with nothing typed, every command that can do something here."""
    return [*_commands(address, typed), *_records(library, typed)]


def _commands(address: Address, typed: str) -> Iterator[Choice]:
    letters = fold(typed).split()
    for command in commands.COMMANDS:
        if not command.in_palette or not _is_here(command, address):
            continue
        words = fold(f"{command.label} {command.help}")
        if all(part in words for part in letters):
            keys = commands.key_words(command.keys)
            yield Choice(f"!{command.id}", command.label, keys, command.help)


def _is_here(command: Command, address: Address) -> bool:
    node = "reader" if address.kind == "source" and not address.is_list else "browse"
    return command.node in ("app", node) and command.when(address)


def _records(library: Library, typed: str) -> Iterator[Choice]:
    if not typed.strip():
        return
    try:
        query = parse(typed)
    except BadQuery:
        return
    for hit in find(library, query, MOST):
        yield Choice(hit.view, hit.name, hit.kind, hit.snippet)
