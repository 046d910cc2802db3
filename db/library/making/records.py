"""The part that lists and pages are made of: every record with its links both ways and counts."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence

from db.codec import pack
from db.library.making.links import Links
from db.library.numbered import Numbered, name_of
from db.library.parts import Tell
from db.records import TABLES, Company, Kind, Quote

_MARKS = ", ".join("?" * 14)


def write(connection: sqlite3.Connection, given: Numbered, tell: Tell) -> None:
    """Fill the tables of the part `records`."""
    spans = given.spans.items()
    connection.executemany("INSERT INTO span VALUES (?, ?, ?)", ((kind, *of) for kind, of in spans))
    connection.executemany("INSERT INTO happening VALUES (?, ?)", given.folds.items())
    connection.executemany(
        "INSERT INTO merger VALUES (?, ?, ?, ?)",
        ((each.gone, number, each.name, pack(each.decision)) for number, each in given.merged()),
    )
    links = Links(given)
    for done, kind in enumerate(TABLES):
        tell(done / len(TABLES))
        connection.executemany(
            f"INSERT INTO record VALUES ({_MARKS})",  # noqa: S608 — question marks
            _rows(given, links, kind),
        )


def _rows(given: Numbered, links: Links, kind: Kind) -> Iterator[tuple[object, ...]]:
    """Return every record of a kind, packed, with its name and links."""
    sources = given.numbers["source"]
    for number, record in given.of_kind(kind):
        yield (
            number,
            record.id,
            name_of(record),
            pack(record),
            record.parent if isinstance(record, Company) else None,
            sources.get(record.source) if isinstance(record, Quote) else None,
            given.folds.get(number, number) if kind == "event" else None,
            *links.counts(kind, number),
            _list(links.told(kind, number)),
            _list(links.cited(kind, number)),
            _list(links.against(number)) if kind == "event" else None,
        )


def _list(numbers: Sequence[int]) -> bytes | None:
    """Return numbers as a BLOB; None for none."""
    return array("I", numbers).tobytes() if numbers else None
