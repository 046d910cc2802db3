"""A file of Popolo -> its drafts, and every value of it that none of them holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from db.intake.drafts import Draft
from db.intake.outside import OutsideFile
from db.intake.popolo import parties, relations, walking
from db.intake.popolo.book import Book

if TYPE_CHECKING:
    from db.intake.importing import Options


def drafts(
    file: OutsideFile,
    options: Options,  # noqa: ARG001 — Popolo needs to be told nothing
    tell: Callable[[float], None],
) -> Iterator[Draft]:
    """Walk what a file has; raises `BadFile` where it is no JSON."""
    walk = walking.walked(file, tell)
    book = Book(walk.rows)
    yield from parties.drafts(book)
    yield from relations.drafts(book)
    yield walk.about(book.rows)
    for row in book.rows:
        yield from row.left()
    yield from walk.aside
