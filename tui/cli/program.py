"""The program itself as click knows it, and one run of it from arguments to exit code."""

from __future__ import annotations

import os
from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

import click

from tui.cli import output, surroundings
from tui.cli.ending import FINE, NOTHING, REFUSED, to_exit_code
from tui.cli.group import COMMANDS, Group
from tui.cli.options import at_the_top, was_typed

if TYPE_CHECKING:
    from tui.ahead.stage import Stage


_ENDS: Final = tuple(".?!")


@click.group(cls=Group, invoke_without_command=True, subcommand_metavar="[VIEW | COMMAND …]")
@at_the_top
@click.pass_context
def wherefrom(context: click.Context) -> int:
    """Who moved where, and where it says so.

    Without a command the explorer opens, at VIEW if one is given: a list (people, companies,
    events, sources) or a record such as person/jason-wei. With --plain it is line by line.
    """
    if context.invoked_subcommand is not None:
        if context.invoked_subcommand in COMMANDS and was_typed(context, "plain"):
            name = context.invoked_subcommand
            raise click.UsageError(f"--plain is for the explorer; leave it out of {name}.")
        return FINE
    from tui.cli.reading import explore

    return explore(context, None)


def run(words: list[str], stage: Stage | None = None) -> int:
    """Run a command line so that nothing but an exit code comes out of it."""
    return to_exit_code(lambda: _run(words, stage))


def _run(words: list[str], stage: Stage | None) -> int:
    instruction = os.environ.get(surroundings.COMPLETION)
    if instruction and surroundings.may_be_asked_for(words, os.environ):
        return NOTHING
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(wherefrom, {}, "wherefrom", surroundings.COMPLETION, instruction)
    try:
        with (
            stage or nullcontext(),
            wherefrom.make_context("wherefrom", words, obj=stage) as context,
        ):
            return int(wherefrom.invoke(context) or FINE)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        told = error.format_message()
        output.say(f"wherefrom: {told}{'' if told[-1:] in _ENDS else '.'}{_help_for(error)}")
    return REFUSED


def _help_for(error: click.ClickException) -> str:
    """Return where the right usage stands, after what click says in one sentence of its own."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None or ". " in error.message:
        return ""
    return f" See {context.command_path} --help."
