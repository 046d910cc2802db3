"""Persons and organizations -> parties; birth, death, founding and dissolution -> events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.intake.drafts import Draft, Happening, Part, Party
from db.intake.popolo.book import Book, Reference, short
from db.intake.popolo.rows import Row
from db.intake.popolo.tables import Table

KIND: Final = "organization"
"""What an organization is whose file does not say."""

_LIVES: Final = {
    "persons": (("birth_date", "birth", "was born"), ("death_date", "death", "died")),
    "organizations": (
        ("founding_date", "founding", "was founded"),
        ("dissolution_date", "dissolution", "was dissolved"),
    ),
}
"""The dates of a life: the field, the type of its event, and the verb of its sentence."""


def drafts(book: Book) -> Iterator[Draft]:
    """Walk who is in a file."""
    for row in book.of("persons"):
        target = book.redirected(row.key)
        if target != row.key and row.data.keys() <= {"id", "redirect"}:
            words = f"it only says that “{short(target)}” is the id of this person by now"
            yield row.leave_out("", words)
        else:
            yield _person(book, row)
            yield from _life(book, row, "persons")
    for row in book.of("organizations"):
        yield _organization(book, row)
        yield from _life(book, row, "organizations")
    yield from book.doubts()


def _person(book: Book, row: Row) -> Party:
    return Party(
        "person",
        row.key,
        row.places[0],
        book.names(row),
        description=row.first("summary", "description", "biography"),
        links=tuple(row.links()),
        identifiers=tuple(row.identifiers()),
    )


def _organization(book: Book, row: Row) -> Party:
    parent = book.reference(row, "parent", "organizations")
    if parent.key is None and parent.text:
        row.untake("parent")
    return Party(
        "company",
        row.key,
        row.places[0],
        book.names(row),
        sort=row.text("classification") or KIND,
        parent=parent.key,
        description=row.first("abstract", "description", "summary"),
        links=tuple(row.links()),
        identifiers=tuple(row.identifiers()),
    )


def _life(book: Book, row: Row, table: Table) -> Iterator[Draft]:
    """Walk when a life began and ended."""
    kind, role = ("person", "person") if table == "persons" else ("company", "about")
    nobody = "Somebody" if table == "persons" else "An organization"
    for key, what, verb in _LIVES[table]:
        if (date := row.date(key)) is not None:
            yield from row.doubts(key)
            name = book.called(Reference(row.key, table=table)) or nobody
            yield Happening(
                row.places,
                what,
                f"{name} {verb} ({short(date.text)}).",
                (Part(role, kind, row.key),),  # type: ignore[arg-type]
                date=date,
            )
