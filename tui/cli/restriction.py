"""Restricted sessions on the command line: who asks for one, and what that leaves of it.

`--restricted` asks for one, and so does `WHEREFROM_RESTRICTED` with any value that is no plain
“no”; no option takes that back. From then on the environment says no more than what the terminal
is: whoever may set a variable over SSH names no file with it, and turns no switch of Textual's.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

import click
from click.core import ParameterSource

from tui.web.sign import DRIVER, DRIVER_VARIABLE

VARIABLE: Final = "WHEREFROM_RESTRICTED"
"""The environment variable that asks for a restricted session."""

ASKED: Final = "wherefrom.restricted"
"""Where a context remembers that the option does."""

ORIGINAL: Final = "SSH_ORIGINAL_COMMAND"
"""Where sshd puts the command that a client asks for, when another one is forced upon it."""

_NO: Final = ("", "0", "false", "no", "off")

_KEPT: Final = frozenset(
    [
        *("TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "TERM_PROGRAM"),
        *("COLUMNS", "LINES", "ROWS", "ESCDELAY"),
        *("LANG", "LANGUAGE", "TZ", "HOME", "USER", "LOGNAME", "SHELL", "PATH"),
        *("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "TMUX", "STY"),
        *("TEXTUAL_FPS", "TEXTUAL_COLOR_SYSTEM"),
    ]
)
"""The variables that are left, beside those of the locale: none of them names a file to open."""

_DRIVER: Final = (DRIVER_VARIABLE, DRIVER)
"""The one switch of Textual's that `wherefrom serve` needs, and the one value that it may have."""


_kept_too: set[str] = set()


def keep(*names: str) -> None:
    """Leave variables of these names as well: for who starts us, and not for who is let in."""
    _kept_too.update(names)


def is_asked_for(environ: Mapping[str, str]) -> bool:
    """Whether the environment asks for a restricted session; a misspelt yes does so too."""
    return environ.get(VARIABLE, "").strip().lower() not in _NO


def is_restricted(context: click.Context) -> bool:
    """Whether this command line is that of a restricted session."""
    return bool(context.meta.get(ASKED)) or is_asked_for(os.environ)


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
    _clear_environment()
    if not (isinstance(context.command, click.Group) and context.invoked_subcommand):
        _put_wall_up(context)


def _refuse(context: click.Context) -> None:
    """Refuse what is not permitted; raises `ClickException`."""
    from tui import permission

    if os.environ.get(ORIGINAL, "").strip():
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


def _clear_environment() -> None:
    """Leave of the environment what says how the terminal is, and who and where one is."""
    for name in list(os.environ):
        is_kept = (
            name in _KEPT
            or name in _kept_too
            or name.startswith("LC_")
            or (name, os.environ[name]) == _DRIVER
        )
        if not is_kept:
            del os.environ[name]


def _put_wall_up(context: click.Context) -> None:
    from db.library import cache
    from tui import wall
    from tui.cli.chosen import Chosen

    chosen = Chosen.of(context)
    texts = chosen.folders()
    if texts.cache is not None:
        around = wall.around(chosen.database, texts, cache.folder(), texts.cache.parent)
        wall.put_up(around)
