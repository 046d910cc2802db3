"""What the shell offers after Tab: views, and the ids in the database that is being asked."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from db.records import Kind


def views(
    context: click.Context,
    parameter: click.Parameter | None,  # noqa: ARG001 — the signature is click's
    incomplete: str,
) -> list[CompletionItem]:
    """Complete a view: a list or the start of a kind first, then the ids of that kind."""
    from click.shell_completion import CompletionItem

    from db.records import TABLES
    from tui.address import LISTS, PROBLEMS

    name, slash, beginning = incomplete.partition("/")
    for kind in LISTS:
        if slash and name == kind:
            return [CompletionItem(f"{kind}/{each}") for each in _ids(context, kind, beginning)]
    starts = [*(TABLES[kind] for kind in LISTS), PROBLEMS, *(f"{kind}/" for kind in LISTS)]
    return [CompletionItem(each) for each in starts if each.startswith(incomplete)]


def sources(
    context: click.Context,
    parameter: click.Parameter,  # noqa: ARG001 — the signature is click's
    incomplete: str,
) -> list[CompletionItem]:
    """Complete the id of a source."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(each) for each in _ids(context, "source", incomplete)]


def _ids(context: click.Context, kind: Kind, beginning: str) -> list[str]:
    """Return the ids of a kind; none where the database cannot be opened, as Tab shows no error.

    None either where a large one is not prepared yet: Tab waits for nothing.
    """
    from db.errors import WherefromError
    from db.library.opening import Opening
    from db.storage import BUILT_IN, read

    named = context.meta.get("wherefrom.db") or os.environ.get("WHEREFROM_DB") or BUILT_IN
    known: Iterable[str] = ()
    with contextlib.suppress(WherefromError), Opening(Path(named)) as opening:
        if not opening.is_large:
            known = read(Path(named)).table(kind)
        elif library := opening.at_once():
            known = library.ids(kind)
    return [each for each in known if each.startswith(beginning)]
