"""Restricted sessions on the command line: who asks for one, and what that leaves of it.

`--restricted` asks for one, and so does `WHEREFROM_RESTRICTED` with any value that is no plain
“no”; no option takes that back. From then on the environment says no more than what the terminal
is: whoever may set a variable over SSH names no file with it, and turns no switch of Textual's.
"""

from __future__ import annotations

import os
from typing import Final

import click
from click.core import ParameterSource

from tui.cli import surroundings

ASKED: Final = "wherefrom.restricted"
"""Where a context remembers that the option does."""


def is_restricted(context: click.Context) -> bool:
    """Whether this command line is that of a restricted session."""
    return bool(context.meta.get(ASKED)) or surroundings.is_asked_for(os.environ)


def enforce(context: click.Context) -> None:
    """Hold a command, about to run, to what a restricted session may do; nothing in another one.

    Raises `ClickException` where it may not be run.
    """
    if not is_restricted(context):
        return
    context.meta[ASKED] = True
    _refuse(context)
    for name in ("db", "texts"):
        _forget_unless_typed(context, name)
    surroundings.clear()
    if not (isinstance(context.command, click.Group) and context.invoked_subcommand):
        _put_wall_up(context)


def _refuse(context: click.Context) -> None:
    """Refuse what is not permitted; raises `ClickException`."""
    from tui import permission

    if os.environ.get(surroundings.ORIGINAL, "").strip():
        raise click.ClickException(
            "This session is restricted: it runs no command that a client sends. "
            "Connect without one."
        )
    typed = {
        each.name: each.opts[0]
        for each in context.command.params
        if each.name and context.get_parameter_source(each.name) is ParameterSource.COMMANDLINE
    }
    if refusal := permission.line_refusal(_path(context), typed):
        raise click.ClickException(refusal)


def _path(context: click.Context) -> str:
    """Return the names of a command and of those it belongs to: `source list`."""
    names: list[str] = []
    each = context
    while each.parent is not None:
        names.insert(0, each.command.name or "")
        each = each.parent
    return " ".join(names)


def _forget_unless_typed(context: click.Context, name: str) -> None:
    from tui.cli.options import was_typed

    if not was_typed(context, name):
        context.meta.pop(f"wherefrom.{name}", None)


def _put_wall_up(context: click.Context) -> None:
    from db.library import cache
    from tui import wall
    from tui.cli.chosen import Chosen

    chosen = Chosen.of(context)
    texts = chosen.folders()
    if texts.cache is not None:
        around = wall.around(chosen.database, texts, cache.folder(), texts.cache.parent)
        wall.put_up(around)
