"""The commands about sources: list them, add documents, attach a text."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tui.cli import completing, output
from tui.cli.chosen import Chosen
from tui.cli.given import FILE, STDIN, require_once, stdin
from tui.cli.options import as_text, everywhere

if TYPE_CHECKING:
    from db.documents import Given, Offered, ReadDocument
    from db.records import Source
    from db.texts import Texts


_ONE: Final = ("title", "url", "id")
"""What is true of one document only."""

_ASKED: Final = {
    "title": "Title",
    "author": "Author",
    "published": "Date of publication (2025, 2025-07 or 2025-07-31)",
    "lang": "Language (such as en, fr, pt-BR)",
    "publisher": "Publisher",
    "url": "Address (https://…)",
}
"""What is asked of whoever sits at the terminal, where the document does not say it."""


@click.group("source", no_args_is_help=False)
@everywhere
def source_command() -> None:
    """List the sources, add documents, attach the text of one."""


@source_command.command("list")
@everywhere
@click.pass_context
def source_list(context: click.Context) -> int:
    """List every source, and whether its text is at hand."""
    chosen = Chosen.of(context)
    library, texts = chosen.library(), chosen.held()
    sources = [library.source(identifier) for identifier in library.ids("source")]
    widest = max((len(each.id) for each in sources), default=0)
    for each in sources:
        about = ", ".join(filter(None, [each.title, each.publisher, each.published, each.lang]))
        output.line(f"{each.id:<{widest}}  {_state(each, texts):<12}  {about}")
    return 0


@source_command.command("add")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=FILE)
@click.option("--title", metavar="WORDS", type=as_text, help="What it is called.")
@click.option("--author", metavar="NAME", type=as_text, help="Who signs it.")
@click.option("--date", "published", metavar="DATE", type=as_text, help="When it was published.")
@click.option("--lang", metavar="TAG", type=as_text, help="Its language, such as fr.")
@click.option("--publisher", metavar="NAME", type=as_text, help="Who published it.")
@click.option("--url", metavar="ADDRESS", type=as_text, help="Where it was found.")
@click.option("--id", metavar="ID", type=as_text, help="The id that the source is to have.")
@click.option("--media", metavar="KIND", type=as_text, help="One of: txt, md, html, pdf.")
@click.option("--encoding", metavar="NAME", type=as_text, help="Such as cp1252, if it is no UTF-8.")
@click.option("--no-ask", is_flag=True, help="Leave unknown what FILE does not say.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@everywhere
@click.pass_context
def source_add(
    context: click.Context,
    /,
    files: tuple[Path, ...],
    *,
    no_ask: bool,
    as_json: bool,
    **said: str | None,
) -> int:
    """Add each FILE as a source: a text, a web page, Markdown or a PDF.

    What it is called, who wrote it, when and in which language is taken from the options, then
    from the document; on a terminal the rest is asked for. Nothing is guessed. A FILE that is - is
    standard input. All of them come in, or none.
    """
    given = _given(files, said)
    from db.documents import add_documents
    from db.storage import require_writable

    chosen = Chosen.of(context)
    require_writable(chosen.database)  # before anybody is asked anything
    documents = list(_read(files, given))
    if not no_ask and _is_terminal():
        documents = [_asked(document) for document in documents]
    report = add_documents(chosen.database, documents, chosen.folders())
    if as_json:
        output.document(report.as_json())
    else:
        for words in report.as_text():
            output.line(words)
    return 0


@source_command.command("attach")
@click.argument("identifier", metavar="ID", type=as_text, shell_complete=completing.sources)
@click.argument("file", type=FILE)
@click.option("--media", metavar="KIND", type=as_text, help="One of: txt, md, html, pdf.")
@click.option("--encoding", metavar="NAME", type=as_text, help="Such as cp1252, if it is no UTF-8.")
@everywhere
@click.pass_context
def source_attach(
    context: click.Context, identifier: str, file: Path, media: str | None, encoding: str | None
) -> int:
    """Keep FILE as the text of source ID.

    It is copied to where texts are looked for. A source whose text nobody has seen takes any
    document that has words quoted from it; any other source takes its own text alone, or the
    document that its text was derived from.
    """
    from db.documents import Given, attach_document, from_path, read_document

    chosen = Chosen.of(context)
    source = chosen.library().source(identifier.removeprefix("source/"))
    offered = from_path(file) if source.is_unseen or source.original else None
    if offered is None or not (source.is_unseen or _is_original(source, offered)):
        output.say(f"Attached: {chosen.folders().attach(source, file)}")
        return 0
    document = read_document(offered, Given(media=media, encoding=encoding))
    report = attach_document(chosen.database, source.id, document, chosen.folders())
    for words in report.as_text():
        output.say(words)
    return 0


def _is_original(source: Source, offered: Offered) -> bool:
    """Whether a document is the one that the text of a source was derived from."""
    from db.hashes import sha256_of

    return source.original is not None and sha256_of(offered.data) == source.original.sha256


def _state(source: Source, texts: Texts) -> str:
    from db.errors import BadFile

    if source.is_unseen:
        return "no text yet"
    try:
        held = texts.held(source)
    except BadFile:  # one bad text hides no other source; `verify` says what is wrong with it
        return "unreadable"
    if held is None:
        return "no text"
    return "text changed" if held.is_changed else "text at hand"


def _given(files: tuple[Path, ...], said: dict[str, str | None]) -> Given:
    """Return what the options say; raises `UsageError` where that cannot be meant."""
    from db.documents import Given, Told

    require_once(files)
    single = next((name for name in _ONE if said[name] is not None), None)
    if len(files) > 1 and single is not None:
        raise click.UsageError(f"--{single} is of one document. Give the files one by one.")
    for name, value in said.items():
        if value is not None and not value.strip():
            option = "date" if name == "published" else name
            raise click.UsageError(f"--{option} says nothing. Leave it out.")
    told = Told(**{name: said[name] for name in _ASKED})
    return Given(told, said["id"], said["media"], said["encoding"]).checked()


def _read(files: tuple[Path, ...], given: Given) -> Iterator[ReadDocument]:
    """Read every document before any is added."""
    from db.documents import read_document

    for file in files:
        yield read_document(_offered(file), given)


def _offered(file: Path) -> Offered:
    from db.documents import from_path, from_stream

    if file != STDIN:
        return from_path(file)
    return from_stream(stdin())


def _is_terminal() -> bool:
    """Whether somebody sits in front of it who can be asked, and stdin is not the document."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _asked(document: ReadDocument) -> ReadDocument:
    """Ask for what is not known of a document; an empty answer leaves it unknown."""
    from db.documents.told import READERS

    unknown = [name for name in _ASKED if getattr(document.told, name) is None]
    if not unknown:
        return document
    output.say(f"{document.offered.name} does not say all of it. Enter leaves a thing unknown.")
    answers: dict[str, str] = {}
    for name in unknown:
        answer = _answer(_ASKED[name])
        while answer and READERS[name](answer) is None:
            output.say(f"“{answer}” cannot be read as that.")
            answer = _answer(_ASKED[name])
        if answer:
            answers[name] = READERS[name](answer) or answer
    return dataclasses.replace(document, told=dataclasses.replace(document.told, **answers))


def _answer(words: str) -> str:
    """Return what is typed, in one line."""
    typed: str = click.prompt(words, default="", show_default=False, err=True)
    return as_text(typed).strip()
