"""Bring data and documents into the open database, and take the last write back, from the palette.

Each asks what it has to know, works in a window of its own that can be left, and ends with a page
that says what came of it. The new records are there without a restart: the file is read again as
if another program had written it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db.errors import NoFormat, WherefromError
from tui.address import parse
from tui.messages import Open
from tui.screens.ask import Choice, Choose, Name
from tui.screens.picking import Pick
from tui.screens.sheet import Sheet
from tui.screens.working import Outcome, Tell, Working
from tui.views.brought import added_card, import_card, problem_card
from tui.views.card import Card
from tui.views.working import Work

if TYPE_CHECKING:
    from db.documents import AddedReport, ReadDocument
    from db.intake import ImportReport, Progress
    from tui.app import Explorer

_ASKED: Final = {
    "title": "Its title",
    "author": "Who wrote it",
    "published": "When it was published: 2025, 2025-07 or 2025-07-31",
    "lang": "Its language, such as en, fr, pt-BR",
    "publisher": "Who published it",
    "url": "Its address, https://…",
}
"""What is asked where a document does not say it."""


def import_file(app: Explorer) -> None:
    """Ask for a file of data, and import it."""
    if is_writable(app):
        app.push_screen(
            Pick("a file of data to import; tab completes"),
            lambda path: _import(app, Path(path)) if path else None,
        )


def add_document(app: Explorer) -> None:
    """Ask for a document, and add it as a source."""
    if is_writable(app):
        app.push_screen(
            Pick("a text, web page, Markdown or PDF to add; tab completes"),
            lambda path: _read_document(app, Path(path)) if path else None,
        )


def undo(app: Explorer) -> None:
    """Ask whether the last write to the database is to be taken back."""
    if not is_writable(app):
        return
    from db import restoring

    try:
        what = restoring.last_write(app.session.database)
    except WherefromError as problem:
        show(app, problem_card("Nothing to take back", str(problem)))
        return
    choices = [
        Choice("yes", f"take back: {what}", letter="y"),
        Choice("", "leave it as it is", letter="n"),
    ]
    app.push_screen(
        Choose("Take the last write back?", choices), lambda yes: _undo(app) if yes else None
    )


def _undo(app: Explorer) -> None:
    from db import restoring

    def job(tell: Tell) -> restoring.Return:
        tell(Work("writing", can_stop=False))
        return restoring.undo(app.session.database)

    def ended(outcome: Outcome) -> None:
        if isinstance(outcome, restoring.Return):
            app.watch_file.look(f"Taken back: {outcome.what}. The same again brings it back.")
        elif isinstance(outcome, WherefromError):
            show(app, problem_card("Nothing was taken back", str(outcome)))

    app.push_screen(Working("Taking the last write back", job), ended)


def report(app: Explorer) -> None:
    """Show the page of the last import or document again."""
    if app.last_report is None:
        app.say("Nothing was imported or added in this session.")
    else:
        show(app, app.last_report)


def is_writable(app: Explorer) -> bool:
    """Whether anything can be brought into this database; says why where it cannot."""
    from db import storage

    try:
        storage.require_writable(app.session.database)
    except WherefromError as problem:
        show(app, problem_card("This database takes nothing in", str(problem)))
        return False
    return True


def _import(app: Explorer, file: Path, mapping: Path | None = None) -> None:
    def job(tell: Tell) -> ImportReport:
        from db.intake import Options, import_paths

        def hear(progress: Progress) -> None:
            share = progress.share if progress.step == "reading" else None
            can_stop = progress.step != "writing"
            tell(Work(progress.step, share, progress.found, can_stop))

        options = Options(mapping=mapping, hear=hear)
        return import_paths(app.session.database, [file], app.texts, options)

    def ended(outcome: Outcome) -> None:
        if isinstance(outcome, NoFormat) and mapping is None:
            app.push_screen(
                Pick(f"a mapping for {file.name}, whose format cannot be told", [".toml"]),
                lambda path: _import(app, file, Path(path)) if path else None,
            )
        else:
            _end(app, outcome, f"{file.name} was not imported")

    app.push_screen(Working(f"Importing {file.name}", job), ended)


def _read_document(app: Explorer, file: Path) -> None:
    def job(tell: Tell) -> ReadDocument:
        from db.documents import Given, from_path, read_document

        tell(Work("reading"))
        return read_document(from_path(file), Given(), still=lambda: tell(Work("reading")))

    def ended(outcome: Outcome) -> None:
        from db.documents import ReadDocument

        if isinstance(outcome, ReadDocument):
            _ask(app, outcome, list(_ASKED))
        else:
            _end(app, outcome, f"{file.name} was not added")

    app.push_screen(Working(f"Reading {file.name}", job), ended)


def _ask(app: Explorer, document: ReadDocument, names: list[str], problem: str = "") -> None:
    """Ask for the first thing that is not known of a document, then for the rest, then add it."""
    from db.documents.told import READERS

    names = [name for name in names if getattr(document.told, name) is None]
    if not names:
        _add(app, document)
        return
    name, *rest = names

    def answered(typed: str | None) -> None:
        words = (typed or "").strip()
        if typed is None:
            app.say("Nothing was added.")
        elif words and READERS[name](words) is None:
            _ask(app, document, names, f"“{words}” cannot be read as that. ")
        else:
            told = replace(document.told, **{name: READERS[name](words)} if words else {})
            _ask(app, replace(document, told=told), rest)

    prompt = f"{problem}{_ASKED[name]}? Enter alone leaves it unknown."
    app.push_screen(Name(prompt, ""), answered)


def _add(app: Explorer, document: ReadDocument) -> None:
    def job(tell: Tell) -> AddedReport:
        from db.documents import add_documents

        tell(Work("writing", can_stop=False))
        return add_documents(app.session.database, [document], app.texts)

    app.push_screen(
        Working(f"Adding {document.offered.name}", job),
        lambda outcome: _end(app, outcome, "Nothing was added"),
    )


def _end(app: Explorer, outcome: Outcome, title: str) -> None:
    """Tell what came of it, and have the database read again where it is another one now."""
    from db.documents import AddedReport
    from db.intake import ImportReport

    if isinstance(outcome, WherefromError):
        show(app, problem_card(title, str(outcome)))
    elif isinstance(outcome, ImportReport | AddedReport):
        app.last_report = (
            import_card(outcome) if isinstance(outcome, ImportReport) else added_card(outcome)
        )
        app.watch_file.look("What is new stands in the lists now.")
        show(app, app.last_report)
    else:
        app.say("Given up; nothing was changed.")


def show(app: Explorer, card: Card) -> None:
    """Show a page over the screen, and go where its reader wants."""

    def go(view: str | None) -> None:
        if view:
            app.visit(Open(parse(view)))

    app.push_screen(Sheet(card), go)
