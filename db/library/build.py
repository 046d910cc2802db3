"""Records -> the tables of the read model, one part at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from db import collector
from db.library.numbered import Numbered
from db.library.parts import Part, Tell
from db.library.schema import INDEXES, TABLES

Write = Callable[[sqlite3.Connection, Numbered, Tell], None]


def write(
    part: Part, connection: sqlite3.Connection, given: Numbered, tell: Tell = lambda _: None
) -> None:
    """Make the tables of a part in an SQLite database and fill them; all of it or nothing.

    The connection commits by itself (`isolation_level=None`).
    """
    with collector.at_rest():
        try:
            connection.execute("BEGIN")
            _run(connection, TABLES[part])
            _writer(part)(connection, given, tell)
            _run(connection, INDEXES[part])
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    tell(1.0)


def _run(connection: sqlite3.Connection, statements: str) -> None:
    """Run statements inside the transaction, which `executescript` would end."""
    for statement in statements.split(";"):
        connection.execute(statement)


def _writer(part: Part) -> Write:
    """Return what fills a part; each is imported when it is needed, as starts are short of time."""
    if part == "records":
        from db.library.making import records

        return records.write
    if part == "words":
        from db.library.making import words

        return words.write
    if part == "terms":
        from db.library.making import terms

        return terms.write
    from db.library.making import orders

    return orders.write
