"""Help in words: what can be said here, and what one command does."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Final

from tui.plain import commands
from tui.plain.command import Command
from tui.plain.sitting import Sitting, Unsayable

_WHEN: Final = {"": "", "list": " In a list."}


def explain(sitting: Sitting, words: str) -> None:
    """Say what can be said, or what a command does and how it is said."""
    if not words:
        sitting.say([*_overview(sitting), *_all(sitting)])
        return
    if words.casefold() == "fields":
        sitting.say(_fields())
        return
    command = commands.BY_WORD.get(words.casefold())
    if command is None:
        near = get_close_matches(words.casefold(), commands.BY_WORD, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]}?" if near else " help alone lists them all."
        raise Unsayable(f"There is no command “{words}”.{hint}")
    sitting.say(_of(sitting, command))


def _overview(sitting: Sitting) -> list[str]:
    return [
        "Help.",
        "Type words to search the list you are in, or a command and what follows it.",
        "A number opens the line that begins with it. Enter alone goes on with a long answer.",
        "help and a command says more of it; help fields says what a query can ask for.",
        f"You are at {sitting.page.name}; where says more.",
    ]


def _all(sitting: Sitting) -> list[str]:
    lines = []
    for heading, group in commands.GROUPS.items():
        here = [each for each in group if not (sitting.is_restricted and each.needs)]
        if here:
            lines.append(f"{heading}:")
        lines += [f"{each.words}: {each.help}" for each in here]
    if sitting.is_restricted:
        lines.append("This session only reads, so that no command writes, or takes a path.")
    return lines


def _of(sitting: Sitting, command: Command) -> list[str]:
    lines = [f"{command.words}: {command.help}{_WHEN[command.when]}"]
    if command.also:
        lines.append(f"In short: {', '.join(command.also)}.")
    if sitting.is_restricted and command.needs:
        lines.append("Not in this session, which only reads.")
    return lines


def _fields() -> list[str]:
    """Say the query language, from its table."""
    from db.fields import BY_NAME, OPERATORS

    return [
        "What a query can ask for, each with an example:",
        *(f"{each.words}: {each.example}" for each in OPERATORS),
        *(f"{each.name}, {each.words}: {each.example}" for each in BY_NAME.values()),
    ]
