"""The command that takes records out: export, in any format, to a file or to standard output."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import click

from db.export.formats import BY_NAME, FORMATS, ZIP, Format, of_name
from tui.cli import output
from tui.cli.chosen import Chosen
from tui.cli.options import as_text, everywhere

if TYPE_CHECKING:
    from db.export.left_out import LeftOut
    from db.export.selection import Selection
    from db.records import Kind
    from tui.cli.progress import Line

_STDOUT: Final = Path("-")
_WITH_PATH: Final = ("-o", "--db", "--texts")
_STEP: Final = 1000
_NAMES: Final = ", ".join(BY_NAME)


class _Exporting(click.Command):
    """A command whose query may hold `-openai`, in which click would find a `-o penai`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read `-o` alone as the option; any other `-word` is one that must not match.

        It is passed on as `!word`, which says the same and is no option to anybody.
        """
        words: list[str] = []
        for place, word in enumerate(args):
            if word == "--":
                return super().parse_args(ctx, words + args[place:])
            is_value = bool(words) and words[-1] in _WITH_PATH
            if is_value or not re.match(r"-[^-]", word) or word == "-o":
                words.append(word)
            elif word.startswith("-o") and of_name(Path(word)):
                raise click.UsageError(f"{word}: put a blank between -o and the file's name.")
            else:
                words.append(f"!{word[1:]}")
        return super().parse_args(ctx, words)


@click.command("export", cls=_Exporting, context_settings={"ignore_unknown_options": True})
@click.argument("query", metavar="[QUERY...]", nargs=-1, type=as_text)
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    shell_complete=lambda _, __, typed: [each for each in BY_NAME if each.startswith(typed)],
    help=f"One of: {_NAMES}.",
)
@click.option(
    "-o", "out", metavar="FILE", type=click.Path(path_type=Path), help="Where to; else to stdout."
)
@click.option("--kind", type=click.Choice(["person", "company", "event", "source"]))
@click.option("--force", is_flag=True, help="Write over what stands at FILE.")
@click.option("--bom", is_flag=True, help="Begin with a byte order mark, for Excel.")
@everywhere
@click.pass_context
def export_command(
    context: click.Context,
    query: tuple[str, ...],
    form: str | None,
    out: Path | None,
    kind: Kind | None,
    *,
    force: bool,
    bom: bool,
) -> int:
    """Write the database, or what QUERY finds, in a format that other programs read.

    What is found brings along what it needs: its quotes and sources, everyone in a role, what
    disputes it. The name of FILE tells the format where --format does not. Of a format of
    several files FILE is a folder, or a zip where its name says so.
    """
    if unknown := next((word for word in query if word.startswith("--")), None):
        known = ["--format", "--kind", "--force", "--bom"]
        raise click.NoSuchOption(unknown, possibilities=known)
    out = None if out == _STDOUT else out
    chosen, row = Chosen.of(context), _format(form, out)
    if bom and not row.may_have_mark:
        raise click.UsageError(f"--bom does not go with {row.name}. Leave it out.")
    _check_place(out, row, chosen, force=force)
    from db.export.left_out import LeftOut
    from tui.cli.progress import Line

    left, line = LeftOut(), Line()
    try:
        selection = _selected(chosen, " ".join(query), kind, line)
        if selection is None:
            return 1
        _deliver(selection, row, left, out, force=force, bom=bom, line=line)
    finally:
        line.clear()
    _tell(selection, row, left, out)
    return 0


def _format(named: str | None, out: Path | None) -> Format:
    """Return the format that was named, or that the name of the file tells; else our own."""
    if named is not None:
        if named not in BY_NAME:
            raise click.UsageError(f"“{named}” is no format that export writes: {_NAMES}.")
        return BY_NAME[named]
    if out is None:
        return FORMATS[0]
    told = of_name(out)
    if told is None:
        raise click.UsageError(
            f"{out}: its name does not tell the format. Give --format with one of: {_NAMES}."
        )
    return told


def _check_place(out: Path | None, form: Format, chosen: Chosen, *, force: bool) -> None:
    """Refuse a place where nothing can be written, before anything is read."""
    if out is not None:
        from db.export.delivery import check

        check(out, form, force=force, database=chosen.database)
        return
    if sys.stdout is None:
        raise click.UsageError("There is no standard output to write to. Give -o FILE.")
    if form.is_several and sys.stdout.isatty():
        raise click.UsageError(
            f"{form.name} makes several files, and a zip of them is nothing to read on a terminal. "
            f"Give -o with a folder, or with a name ending in {ZIP}."
        )


def _selected(chosen: Chosen, text: str, kind: Kind | None, line: Line) -> Selection | None:
    """Return what goes out; None, and a word to the reader, where nothing is found."""
    from db.export.choosing import found, whole
    from db.query import parse

    texts = chosen.held()
    query = parse(text)
    if query.is_empty and kind is None:
        name = chosen.database.name
        return whole(chosen.database, texts, lambda done: line.show(f"Reading {name}: {done:.0%}"))
    library = chosen.library()

    def tell(events: int) -> None:
        if not events % _STEP:
            line.show(f"Collecting: {events:,} events")

    selection = found(library, query, texts, kind, tell)
    if len(selection.records):
        return selection
    from tui.cli.reading import say_hint

    say_hint(library, query, kind)
    return None


def _deliver(
    selection: Selection,
    form: Format,
    left: LeftOut,
    out: Path | None,
    *,
    force: bool,
    bom: bool,
    line: Line,
) -> None:
    """Write to the file, the folder or standard output."""
    from db.export import delivery

    documents = form.documents(selection, left)
    size = len(selection.records)
    if out is None:
        if form.is_several or not sys.stdout.isatty():
            delivery.to_stream(output.stream(), form, documents, mark=bom, huge=size)
        else:
            output.text(piece for document in documents for piece in document.pieces)
        return
    written = 0

    def tell(more: int) -> None:
        nonlocal written
        written += more
        line.show(f"Writing {out.name}: {written / 1e6:,.0f} MB")

    def write(file: BinaryIO) -> None:
        telling = delivery.Telling(file, tell)
        delivery.to_stream(telling, form, documents, mark=bom, huge=size)

    if delivery.is_folder(out, form):
        delivery.to_folder(out, documents, mark=bom, force=force, tell=tell)
    else:
        delivery.to_file(out, write, force=force)


def _tell(selection: Selection, form: Format, left: LeftOut, out: Path | None) -> None:
    """Say what was written where, and what the format has no place for."""
    output.say(f"{f'Wrote {out}' if out else 'Exported'}, out of {selection.summary}.")
    if left:
        output.say(f"Left out, as {form.name} has no place for it:")
        output.say(*(f"  {each}" for each in left.as_text()))
