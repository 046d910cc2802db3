"""The options of every command, before or after it: --db, --texts, --restricted, --version.

And `--plain`, which the explorer takes.

Whichever stands nearest to the command wins, then the environment, then what is built in.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from tui import __version__
from tui.cli import restriction
from tui.cli.chosen import META
from tui.looks import AUTO, DEPTHS

_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])


def as_text(typed: str) -> str:
    """Return text as it was typed, in UTF-8 whatever the locale knows.

    A byte that is no UTF-8 becomes the sign for that.
    """
    return typed.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def everywhere(command: _Decorated) -> _Decorated:
    """Give a command the options that all have, and hold it to what a restricted one may do."""
    return _database()(_texts()(_restricted(_version(_held(command)))))


def drawn(command: _Decorated) -> _Decorated:
    """Give a command that draws `--ascii` and `--colours`."""
    return in_ascii(_colours(command))


def at_the_top(command: _Decorated) -> _Decorated:
    """Give the program itself the same, which it also reads from the environment."""
    database = _database(envvar="WHEREFROM_DB", show_envvar=True)
    texts = _texts(envvar="WHEREFROM_TEXTS", show_envvar=True)
    command = plainly(envvar="WHEREFROM_PLAIN", show_envvar=True)(_version(_held(command)))
    return database(texts(drawn(_restricted(command))))


def plainly(**more: Any) -> Callable[[_Decorated], _Decorated]:
    """Give a command that opens the explorer `--plain`."""
    words = "Explore line by line in plain words: for screen readers, dumb terminals and pipes."
    return _option("--plain", is_flag=True, default=None, help=words, **more)


def is_plain(context: click.Context) -> bool:
    """Whether the explorer is wanted in plain mode."""
    return bool(context.meta.get(f"{META}plain"))


def was_typed(context: click.Context, name: str) -> bool:
    """Whether an option stands on the command line, before the command or after it."""
    each: click.Context | None = context
    while each is not None:
        if each.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            return True
        each = each.parent
    return False


def _held(command: _Decorated) -> _Decorated:
    """Hold a command to what a restricted session may do, right before it runs."""

    @functools.wraps(command)
    def held(*given: Any, **named: Any) -> Any:
        restriction.enforce(click.get_current_context())
        return command(*given, **named)

    return held  # type: ignore[return-value]  # it takes and returns the same


def _restricted(command: _Decorated) -> _Decorated:
    words = "Only read: no write, no other program, no path that is typed, nothing kept."
    return click.option(
        "--restricted", is_flag=True, expose_value=False, callback=_remember_restricted, help=words
    )(command)


def _remember_restricted(
    context: click.Context,
    parameter: click.Parameter,  # noqa: ARG001 — the signature is click's
    value: bool,  # noqa: FBT001 — and so is this
) -> None:
    if value:
        context.meta[restriction.ASKED] = True


def _version(command: _Decorated) -> _Decorated:
    return click.version_option(__version__, message="wherefrom %(version)s")(command)


def _database(**more: Any) -> Callable[[_Decorated], _Decorated]:
    kind = click.Path(path_type=Path, readable=False)  # the storage says better why it is not
    words = "The database to work on, instead of the built-in one."
    return _option("--db", metavar="PATH", type=kind, help=words, **more)


def _texts(**more: Any) -> Callable[[_Decorated], _Decorated]:
    kind = click.Path(path_type=Path, file_okay=False)
    words = "The folder that holds the texts of the sources."
    return _option("--texts", metavar="DIR", type=kind, help=words, **more)


def in_ascii(command: _Decorated) -> _Decorated:
    """Give a command that prints a view `--ascii` and `--no-ascii`."""
    words = "Draw without lines and signs, or with them; else the locale decides."
    return _option("--ascii/--no-ascii", "is_ascii", default=None, help=words)(command)


def _colours(command: _Decorated) -> _Decorated:
    kind = click.Choice((AUTO, *DEPTHS))
    words = "How many colours the terminal has; --colors does the same."
    names = ("--colours", "--colors", "colours")
    return _option(*names, type=kind, help=words, metavar="NUMBER")(command)


def _option(*names: str, **more: Any) -> Callable[[_Decorated], _Decorated]:
    return click.option(*names, expose_value=False, callback=_remember, **more)


def _remember(context: click.Context, parameter: click.Parameter, value: object) -> None:
    if value is not None:
        context.meta[f"{META}{parameter.name}"] = value
