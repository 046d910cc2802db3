"""One run of `wherefrom`: from arguments to exit code, with every error as a sentence.

Exit codes are a promise: 0 fine, 1 nothing found or `verify` found problems, 2 wrong usage or
refused input, 130 interrupted. A closed pipe is no failure: whoever closed it had enough.
"""

from __future__ import annotations

import os
from typing import Final

import click

from db.errors import BadQuery, NotFound, WherefromError
from tui.cli import output, restriction
from tui.cli.group import Group
from tui.cli.options import at_the_top

FINE: Final = 0
"""Everything went as asked."""

NOTHING: Final = 1
"""Nothing was found, or `verify` found problems."""

REFUSED: Final = 2
"""Wrong usage, or input that was refused."""

INTERRUPTED: Final = 130
"""Ended by ctrl+c."""

_COMPLETION: Final = "_WHEREFROM_COMPLETE"


@click.group(cls=Group, invoke_without_command=True, subcommand_metavar="[VIEW | COMMAND …]")
@at_the_top
@click.pass_context
def wherefrom(context: click.Context) -> int:
    """Who moved where, and where it says so.

    Without a command the explorer opens, at VIEW if one is given: a list (people, companies,
    events, sources) or a record such as person/jason-wei.
    """
    if context.invoked_subcommand is not None:
        return FINE
    from tui.cli.reading import explore

    return explore(context, None)


def run(words: list[str]) -> int:
    """Run a command line so that nothing but an exit code comes out of it."""
    output.prepare()
    try:
        code = _run(words)
        output.finish()
    except BrokenPipeError:
        output.abandon()
        return FINE
    except (KeyboardInterrupt, click.Abort):
        output.say("Interrupted.")
        return INTERRUPTED
    except OSError as error:
        output.abandon()
        output.say(f"wherefrom: {_place(error)}{error.strerror or error}.")
        return REFUSED
    return code


def _run(words: list[str]) -> int:
    instruction = os.environ.get(_COMPLETION)
    if instruction and restriction.is_asked_for(os.environ):
        return NOTHING
    if instruction:
        from click.shell_completion import shell_complete

        return shell_complete(wherefrom, {}, "wherefrom", _COMPLETION, instruction)
    try:
        with wherefrom.make_context("wherefrom", words) as context:
            return int(wherefrom.invoke(context) or FINE)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        output.say(f"wherefrom: {error.format_message()}{_help_for(error)}")
    except NotFound as error:
        output.say(f"wherefrom: {error}")
        return NOTHING
    except BadQuery as error:
        typed, _, marks = error.marked.rpartition("\n")
        output.say(f"wherefrom: {error}", typed, marks)
    except WherefromError as error:
        output.say(f"wherefrom: {error}")
    return REFUSED


def _help_for(error: click.ClickException) -> str:
    """Return where the right usage stands, after what click says in one sentence of its own."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None or ". " in error.message:
        return ""
    return f" See {context.command_path} --help."


def _place(error: OSError) -> str:
    return f"{error.filename}: " if error.filename else "the output cannot be written: "
