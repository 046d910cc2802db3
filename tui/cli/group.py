"""The group of commands, in which an unknown first word is a view.

A plain click group takes `search` for the optional view of `wherefrom [VIEW]`, so the group decides
itself: a command's name is the command, whatever has the look of a view is opened, and the rest is
answered with the nearest thing that exists. A command's file is imported when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS: Final = {
    "show": "tui.cli.reading",
    "search": "tui.cli.reading",
    "verify": "tui.cli.verifying",
    "import": "tui.cli.importing",
    "export": "tui.cli.exporting",
    "source": "tui.cli.sources",
    "init": "tui.cli.keeping",
    "undo": "tui.cli.restoring",
    "restore": "tui.cli.restoring",
    "duplicates": "tui.cli.merging",
    "merge": "tui.cli.merging",
    "unmerge": "tui.cli.merging",
    "distinct": "tui.cli.merging",
    "decisions": "tui.cli.merging",
    "serve": "tui.cli.serving",
}
"""Every command by name, with the file that has it as `NAME_command`."""


class Group(click.Group):
    """Commands by name; a first word that is none of them is a view to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands, in the order in which help shows them."""
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 — the signature is click's
        cmd_name: str,
    ) -> click.Command | None:
        """Return a command by its name, from the file that has it."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(COMMANDS[cmd_name]), f"{cmd_name}_command")
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first word names; for a view, the one that opens it."""
        word = args[0]
        if word in COMMANDS or ctx.resilient_parsing or word.startswith("-"):
            return super().resolve_command(ctx, args)
        if not _is_like_a_view(word):
            raise click.UsageError(_unknown(word))
        from tui.cli.reading import open_command

        return word, open_command, args

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands and views alike."""
        from tui.cli.completing import views

        return [*super().shell_complete(ctx, incomplete), *views(ctx, None, incomplete)]


def _is_like_a_view(word: str) -> bool:
    """Whether a view was meant, though it may name nothing; `tui.address` says what is wrong."""
    from db.records import TABLES
    from tui.address import PROBLEMS

    is_name = word in {*TABLES, *TABLES.values(), PROBLEMS}
    return is_name or any(mark in word for mark in "/?#")


def _unknown(word: str) -> str:
    from difflib import get_close_matches

    from db.records import TABLES
    from tui.address import LISTS, PROBLEMS

    known = [*COMMANDS, *(TABLES[kind] for kind in LISTS), PROBLEMS]
    near = get_close_matches(word, known, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"“{word}” is neither a command nor a view.{hint} See wherefrom --help."
