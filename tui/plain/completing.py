"""What Tab offers at the prompt: commands, and what may follow each of them."""

from __future__ import annotations

import contextlib
import glob
import os
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from db.records import TABLES
from tui.address import LISTS, PROBLEMS
from tui.plain import commands
from tui.plain.command import Takes
from tui.plain.sitting import Sitting
from tui.standins import typable

MOST: Final = 50
"""How many are offered."""


def offers(sitting: Sitting, line: str) -> list[str]:
    """Return what the last word of a line, as far as it is typed, may become."""
    before, _, typed = line.rpartition(" ")
    words = before.split()
    if not words:
        known = (each.name for each in commands.offered(is_restricted=sitting.is_restricted))
        return [*_fitting(known, typed), *_query(sitting, line, typed)][:MOST]
    command = commands.BY_WORD.get(words[0].casefold())
    if command is None:
        return _query(sitting, line, typed)
    if command.takes == "query":
        return _query(sitting, line[len(words[0]) :].lstrip(), typed)
    offered = _WORDS.get(command.name) or _KNOWN.get(command.takes, _nothing)(sitting, typed)
    return list(islice(_fitting(offered, typed), MOST))


_WORDS: Final = {
    "help": (*commands.BY_WORD, "fields"),
    "translation": ("on", "off"),
    "repaired": ("on", "off"),
}
"""What may follow commands that take one of a few words."""


def _fitting(known: Iterable[str], typed: str) -> Iterable[str]:
    return (typable(each) for each in known if each.startswith(typed))


def _query(sitting: Sitting, query: str, typed: str) -> list[str]:
    """Complete a term of a query; a term with blanks is offered from its last word on."""
    found = sitting.desk.complete(query, len(query))
    if found is None:
        return []
    begun = query[found.start : len(query) - len(typed)]
    terms = (offer.term for offer in found.offers)
    return [typable(each[len(begun) :]) for each in terms if each.startswith(begun)]


def _views(sitting: Sitting, typed: str) -> Iterable[str]:
    """Complete a view: lists and kinds, then the ids of a kind."""
    kind, slash, _ = typed.partition("/")
    for each in LISTS:
        if slash and kind == each:
            return (f"{kind}/{name}" for name in sitting.desk.library.ids(each))
    return (*(TABLES[each] for each in LISTS), PROBLEMS, *(f"{each}/" for each in LISTS))


def _files(_: Sitting, typed: str) -> Iterable[str]:
    """Complete a path; a folder ends with its slash."""
    start = Path(typed).expanduser()
    is_folder = typed.endswith("/") or not typed
    folder = start if is_folder else start.parent
    kept = typed[: len(typed) - len("" if is_folder else start.name)]
    begun = "" if is_folder else start.name
    with contextlib.suppress(OSError):
        for each in sorted(folder.glob(f"{glob.escape(begun)}*")):
            yield f"{kept}{each.name}{'/' if each.is_dir() else ''}"


def _orders(sitting: Sitting, typed: str) -> Iterable[str]:
    turned = "-" if typed.startswith("-") else ""
    return (f"{turned}{each}" for each in sitting.desk.library.sorts(sitting.here.address.kind))


def _columns(sitting: Sitting, _: str) -> Iterable[str]:
    return (each.name for each in sitting.desk.countable(sitting.here.address.kind))


def _forms(_: Sitting, __: str) -> Iterable[str]:
    from tui.plain.evidence import forms

    return forms()


def _nothing(_: Sitting, __: str) -> Iterable[str]:
    return ()


_KNOWN: Final[Mapping[Takes, Callable[[Sitting, str], Iterable[str]]]] = {
    "view": _views,
    "file": _files,
    "order": _orders,
    "column": _columns,
    "form": _forms,
    "saved": lambda sitting, _: sitting.session.saved,
}


_UNBOUND: Final = (r'"\e&": ""', "set keymap vi-command", '"&": ""', "set keymap emacs")
"""Takes the keys away with which readline looks up the home of a user."""


def begin(sitting: Sitting) -> None:
    """Let readline complete, and know the queries that were used before."""
    if sitting.session.restricted:  # readline is no Python, so no wall stands around it
        os.environ["INPUTRC"] = os.devnull
    try:
        import readline
    except ImportError:  # a Python without it; what is typed is read all the same
        return
    found: list[str] = []

    def complete(_: str, state: int) -> str | None:
        if state == 0:
            found[:] = offers(sitting, readline.get_line_buffer()[: readline.get_endidx()])
        return found[state] if state < len(found) else None

    readline.set_completer_delims(" ")
    readline.set_completer(complete)
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
    readline.parse_and_bind("set completion-display-width 0")
    readline.parse_and_bind("set enable-bracketed-paste off")
    readline.parse_and_bind("set bell-style none")
    if sitting.session.restricted and not is_libedit:
        for binding in _UNBOUND:
            readline.parse_and_bind(binding)
    readline.set_auto_history(True)
    for query in sitting.session.queries:
        readline.add_history(query)
