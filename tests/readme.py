"""The parts of README that follow from the code, between markers; `make readme` writes them.

Keys come from `tui.commands`, commands from click, fields from `db.query`, so that README cannot
promise what is not there. `tests/test_docs.py` fails where the two differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import click

README: Final = Path(__file__).resolve().parents[1] / "README.md"
_HIDDEN: Final = {"--db", "--texts", "--restricted", "--version", "--help"}


def keys() -> str:
    """Return the tables of keys, one for each place where they hold."""
    from tui.commands import by_node, key_words

    lines: list[str] = []
    for place, commands in by_node():
        lines += ["", f"**{place}**", "", "| keys | what they do |", "| --- | --- |"]
        lines += [f"| {_code(key_words(each.keys))} | {_cell(each.help)} |" for each in commands]
    return "\n".join(lines[1:])


def commands() -> str:
    """Return the list of commands with their arguments and what they are for."""
    from tui.cli.program import wherefrom

    context = click.Context(wherefrom, info_name="wherefrom")
    rows = [("wherefrom [VIEW]", "Open the explorer, at a view if one is given.")]
    rows += list(_rows("wherefrom", wherefrom, context))
    return "\n".join(
        ["| command | what it does |", "| --- | --- |"]
        + [f"| `{usage}` | {_cell(words)} |" for usage, words in rows]
    )


def plain() -> str:
    """Return the table of what can be said in plain mode."""
    from tui.plain.commands import GROUPS

    lines: list[str] = []
    for heading, group in GROUPS.items():
        lines += ["", f"**{heading}**", "", "| said | what it does |", "| --- | --- |"]
        lines += [f"| `{_cell(each.words)}` | {_cell(each.help)} |" for each in group]
    return "\n".join(lines[1:])


def fields() -> str:
    """Return the tables of what a query can ask for, and of its signs."""
    from db.fields import BY_NAME, OPERATORS

    asked = [f"| {_code(field.example)} | {_cell(field.words)} |" for field in BY_NAME.values()]
    signs = [f"| `{each.example}` | {_cell(each.words)} |" for each in OPERATORS]
    head = ["| for example | what it asks for |", "| --- | --- |"]
    return "\n".join([*head, *signs, *asked])


def formats() -> str:
    """Return the table of what `export` writes."""
    from db.export.formats import FORMATS

    rows = [
        f"| `{each.name}` | {_cell(each.words)} | "
        f"{'a folder, or ' if each.is_several else ''}`NAME{each.suffix}` |"
        for each in FORMATS
    ]
    return "\n".join(["| format | what it is | file |", "| --- | --- | --- |", *rows])


def intake() -> str:
    """Return the table of the formats that `import` reads."""
    from db.intake.formats import FORMATS

    rows = [f"| `{each.name}` | {_cell(each.words)} |" for each in FORMATS.values()]
    return "\n".join(["| format | what it is |", "| --- | --- |", *rows])


PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "keys": keys,
    "commands": commands,
    "plain": plain,
    "fields": fields,
    "formats": formats,
    "intake": intake,
}
"""Every generated part, by the name of its markers."""


def part(name: str, text: str) -> str:
    """Return what stands between the markers of a part."""
    found = re.search(f"<!-- {name} -->\n(.*?)\n<!-- /{name} -->", text, re.DOTALL)
    if found is None:
        raise LookupError(f"README.md has no markers <!-- {name} --> and <!-- /{name} -->")
    return found[1]


def main() -> None:
    """Write every generated part into README."""
    text = README.read_text(encoding="utf-8")
    for name, generate in PARTS.items():
        old = part(name, text)
        marked = f"<!-- {name} -->\n{{}}\n<!-- /{name} -->"
        text = text.replace(marked.format(old), marked.format(generate()))
    README.write_text(text, encoding="utf-8")


def _rows(name: str, group: click.Group, context: click.Context) -> Iterator[tuple[str, str]]:
    for word in group.list_commands(context):
        command = group.get_command(context, word)
        assert command is not None
        if isinstance(command, click.Group):
            yield from _rows(f"{name} {word}", command, context)
        else:
            words = " ".join((command.help or "").split("\n\n")[0].split())
            yield f"{name} {word}{_usage(command)}", words


def _usage(command: click.Command) -> str:
    words = ""
    for each in command.params:
        if isinstance(each, click.Option):
            shown = each.opts[0]
            value = "" if each.is_flag else f" {each.metavar or shown.strip('-').upper()}"
            words += "" if shown in _HIDDEN else f" [{shown}{value}]"
        else:
            name = each.metavar or (each.name or "").upper()
            words += f" {name}{'...' if each.nargs < 0 and '...' not in name else ''}"
    return words


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _code(words: str) -> str:
    return " ".join(f"`{word}`" for word in words.split())


if __name__ == "__main__":
    main()
