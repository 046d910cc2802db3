"""Popolo JSON -> drafts: people, organizations, and who was a member of what, from when to when.

    tables.py       what a document may hold, how tables nest, and what a bare record is
    walking.py      a document -> its rows, nested ones too, each with its place
    rows.py         one row: takes values of any type, and knows what nobody took
    names.py        what somebody is called
    book.py         all rows by id: who refers to whom
    parties.py      persons and organizations -> parties, births and foundings
    relations.py    memberships, posts and events -> what happened
    sentences.py    what that says, in words

Source: https://www.popoloproject.com/specs/, and the files that EveryPolitician, mySociety and
others publish, which leave out what they do not know and add what they need. What no record holds
is named, field by field: a row yields every key that was not taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from db.intake.drafts import Draft
from db.intake.outside import OutsideFile
from db.intake.popolo import parties, relations, walking
from db.intake.popolo.book import Book

if TYPE_CHECKING:
    from db.intake.importing import Options

__all__ = ["drafts"]


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
