"""The options of every command, before or after it: --db, --texts, --restricted, --version.

Whichever stands nearest to the command wins, then the environment, then what is built in.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

import click
from click.core import ParameterSource

from tui import __version__
from tui.cli import restriction

if TYPE_CHECKING:
    from db.library import Library
    from db.texts import Texts


_Decorated = TypeVar("_Decorated", bound=Callable[..., Any])
_PREFIX: Final = "wherefrom."


class Chosen(NamedTuple):
    """Which database a command works on, and where its texts are."""

    database: Path
    """The file; the built-in one where none was named."""
    texts: Path | None
    """The folder that was named, if one was."""

    @classmethod
    def of(cls, context: click.Context) -> Chosen:
        """Return what was chosen on this command line."""
        named: Path | None = context.meta.get(f"{_PREFIX}db")
        if named is None:
            from db.storage import BUILT_IN

            named = BUILT_IN
        return cls(named, context.meta.get(f"{_PREFIX}texts"))

    def library(self) -> Library:
        """Open the database for reading; a large one is prepared first, and told about.

        Raises `Refused` where it is not what it should be.
        """
        from db.library.opening import Opening
        from tui.cli import output

        with Opening(self.database, say=output.say) as opening:
            if opening.is_prepared:
                return opening.library(whole=True)
            from tui.cli.progress import ProgressLine  # late: most databases open at once

            line = ProgressLine(self.database.name)
            opening.hear = line.hear
            try:
                return opening.library(whole=True)
            finally:
                line.clear()

    def held(self) -> Texts:
        """Return the texts of its sources.

        Raises `BadFile` where the named folder is none: otherwise every quote would seem to have
        no text at hand.
        """
        from db.errors import BadFile

        if self.texts is not None and not self.texts.is_dir():
            raise BadFile(self.texts, "this is not a folder of texts", "Give --texts a folder.")
        return self.folders()

    def folders(self) -> Texts:
        """Return the folders of texts, of which the first need not exist yet."""
        from db.texts import Texts

        return Texts.for_database(self.database, self.texts)


def as_text(typed: str) -> str:
    """Return text as it was typed, in UTF-8 whatever the locale knows.

    A byte that is no UTF-8 becomes the sign for that.
    """
    return typed.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def everywhere(command: _Decorated) -> _Decorated:
    """Give a command the options that all have, and hold it to what a restricted one may do."""
    return _database()(_texts()(_restricted(_version(_held(command)))))


def at_the_top(command: _Decorated) -> _Decorated:
    """Give the program itself the same, which it also reads from the environment."""
    database = _database(envvar="WHEREFROM_DB", show_envvar=True)
    texts = _texts(envvar="WHEREFROM_TEXTS", show_envvar=True)
    return database(texts(_restricted(_version(_held(command)))))


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


def _option(name: str, **more: Any) -> Callable[[_Decorated], _Decorated]:
    return click.option(name, expose_value=False, callback=_remember, **more)


def _remember(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    if value is not None:
        context.meta[f"{_PREFIX}{parameter.name}"] = value
