"""What changes the database: imports, documents, decisions, and taking the last write back.

What has to be asked is asked at the prompt; in a pipe, where nobody answers, it stays unknown, and
what has to be confirmed wants the word `yes` after the command.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.address import parse as parse_address
from tui.plain.places import say_card
from tui.plain.progress import telling
from tui.plain.sitting import Sitting, Unsayable
from tui.views.brought import added_card, import_card

if TYPE_CHECKING:
    from db.documents import ReadDocument
    from db.intake import Progress

BROUGHT: Final = "What is new stands in the lists now."
"""What is said where a write of this session was read again."""

_ASKED: Final = {
    "title": "Its title?",
    "author": "Who wrote it?",
    "published": "When was it published, such as 2025, 2025-07 or 2025-07-31?",
    "lang": "Its language, such as en, fr, pt-BR?",
    "publisher": "Who published it?",
    "url": "Its address, such as https://example.org?",
}
"""What is asked where a document does not say it."""


def import_file(sitting: Sitting, words: str) -> None:
    """Import a file of data, by a mapping where one is named, and say what came of it."""
    from db.intake import Options, import_paths

    _require_writable(sitting)
    file, mapping = _path(words), None
    if not file.exists() and " with " in words:
        name, _, second = words.rpartition(" with ")
        file, mapping = _path(name), _path(second)
    options = Options(mapping=mapping, hear=_hearing(sitting, file.name))
    report = import_paths(sitting.session.database, [file], sitting.desk.shelf.texts, options)
    sitting.last_report = import_card(report)
    _end(sitting, BROUGHT)
    say_card(sitting, sitting.last_report)


def _hearing(sitting: Sitting, name: str) -> Callable[[Progress], None]:
    """Return what says how far an import is."""
    tell = telling(sitting.console, f"Reading {name}")

    def hear(progress: Progress) -> None:
        if progress.step == "reading":
            tell(progress.share)

    return hear


def add_document(sitting: Sitting, words: str) -> None:
    """Add a document as a source, after asking for what it does not say of itself."""
    from db.documents import Given, add_documents, from_path, read_document

    _require_writable(sitting)
    document = _asked(sitting, read_document(from_path(_path(words)), Given()))
    texts = sitting.desk.shelf.texts
    report = add_documents(sitting.session.database, [document], texts)
    sitting.last_report = added_card(report)
    _end(sitting, BROUGHT)
    say_card(sitting, sitting.last_report)


def _asked(sitting: Sitting, document: ReadDocument) -> ReadDocument:
    """Ask for what is not known of a document; nothing typed leaves it unknown."""
    from db.documents.told import READERS

    if not sitting.console.is_asked:
        return document
    sitting.note("Enter alone leaves what is asked unknown.")
    for name, question in _ASKED.items():
        while getattr(document.told, name) is None:
            typed = sitting.console.ask(f"{question} ")
            if typed is None:
                raise Unsayable("Nothing was added.")
            if not (answer := typed.strip()):
                break
            value = READERS[name](answer)
            if value is None:
                sitting.note(f"“{answer}” cannot be read as that.")
            else:
                document = replace(document, told=replace(document.told, **{name: value}))
    return document


def undo(sitting: Sitting, words: str) -> None:
    """Take the last write back, when that is confirmed."""
    from db import restoring

    if words not in ("", "yes"):
        raise Unsayable("“undo” takes yes after it, or nothing.")
    _require_writable(sitting)
    what = restoring.last_write(sitting.session.database)
    if words != "yes" and not _agrees(sitting, f"Take back: {what}?"):
        sitting.note("Nothing was taken back. undo yes takes it back without asking.")
        return
    done = restoring.undo(sitting.session.database)
    _end(sitting, f"Taken back: {done.what}. The same again brings it back.")


def report(sitting: Sitting, _: str) -> None:
    """Say again what the last import or document brought."""
    if sitting.last_report is None:
        raise Unsayable("Nothing was imported or added in this session.")
    say_card(sitting, sitting.last_report)


def merge(sitting: Sitting, words: str) -> None:
    """Decide that two records are one."""
    from db import merging

    keep, other = _two(sitting, words, "merge")
    merging.merge(sitting.session.database, keep, [other])
    _end(sitting, f"{other} is {keep} now; undo takes it back.")


def distinct(sitting: Sitting, words: str) -> None:
    """Decide that two records are two."""
    from db import merging

    keep, other = _two(sitting, words, "distinct")
    merging.part(sitting.session.database, keep, other)
    _end(sitting, f"{other} and {keep} are different; undo takes it back.")


def unmerge(sitting: Sitting, words: str) -> None:
    """Take a merge back."""
    from db import merging

    _require_writable(sitting)
    made = merging.unmerge(sitting.session.database, words)
    _end(sitting, f"{made.gone} is a record of its own again, apart from {made.kept}.")


def _two(sitting: Sitting, words: str, command: str) -> tuple[str, str]:
    """Return the record to keep and the other: two that are named, or one and the open one."""
    _require_writable(sitting)
    named = [_record(sitting, each) for each in words.split()]
    here = sitting.here.address
    if len(named) == 1 and here.is_record and here.kind in ("person", "company"):
        named.insert(0, here.reference)
    if len(named) != 2:
        raise Unsayable(
            f"“{command}” needs two records: their numbers or views, as in {command} 1 2, "
            "or one of them on the page of the other."
        )
    return named[0], named[1]


def _record(sitting: Sitting, words: str) -> str:
    """Return the person or company that a number leads to, or that is named."""
    view = sitting.line(words).view if words.isdecimal() else words
    return parse_address(view).reference if view and "/" in view else words


def _require_writable(sitting: Sitting) -> None:
    from db import storage

    storage.require_writable(sitting.session.database)


def _agrees(sitting: Sitting, question: str) -> bool:
    """Ask a question that wants a yes; nobody agrees in a pipe."""
    if not sitting.console.is_asked:
        sitting.note(question)
        return False
    answer = sitting.console.ask(f"{question} yes or no: ")
    return (answer or "").strip().casefold() in ("y", "yes")


def _end(sitting: Sitting, words: str) -> None:
    """Read the database again, and say what was done; nothing is said where nothing changed."""
    sitting.catch_up(words)
    sitting.flush_told()


def _path(words: str) -> Path:
    """Return a path as it is typed in a shell: quoted, or with a home in it."""
    bare = words.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'":
        bare = bare[1:-1]
    return Path(bare).expanduser()
