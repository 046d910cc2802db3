"""What verifying the open database finds, for the screen and for a view that is printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from db.library import Library
from db.records import TABLES, Records
from db.texts import Texts

if TYPE_CHECKING:
    from db.checks import Problem
    from db.verify import Report

Tell = Callable[[float], None]
"""Hears how much is done, from 0 to 1; what it raises ends the work."""


def report_of(library: Library, texts: Texts, tell: Tell) -> Report:
    """Verify a library's file as it is now; a large one in a process of its own.

    Raises `WherefromError` where the file cannot be read any more.
    """
    from db.library.opening import LARGE
    from db.storage import read_raw
    from db.verify import verify

    path = library.path
    if path is None:
        return verify(_records(library), texts, tell)
    if _size(path) < LARGE:
        return verify(read_raw(path), texts, tell)
    from db.aside import verify_aside

    return verify_aside(path, texts, tell)


def lead_of(library: Library, problem: Problem) -> str | None:
    """Return the view of the record that a problem is about, a quote in its source; None if none.

    A file that breaks rules may hold what the library does not.
    """
    from tui.address import Address

    kind = next((kind for kind, table in TABLES.items() if table == problem.table), None)
    if kind is None or not library.has(f"{kind}/{problem.id}"):
        return None
    if kind == "quote":
        return str(Address("source", library.quote(problem.id).source, part=problem.id))
    return str(Address(kind, problem.id))


def _records(library: Library) -> Records:
    """Gather the records of a library that was read from no file."""
    tables = {kind: dict.fromkeys(library.ids(kind)) for kind in TABLES if kind != "quote"}
    quotes = {quote.id: quote for source in tables["source"] for quote in library.quotes_in(source)}
    return Records(
        people={each: library.person(each) for each in tables["person"]},
        companies={each: library.company(each) for each in tables["company"]},
        events={each: library.event(each) for each in tables["event"]},
        quotes=quotes,
        sources={each: library.source(each) for each in tables["source"]},
    )


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # reading it says what is wrong
        return 0
