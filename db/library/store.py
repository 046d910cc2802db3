"""One SQLite connection that several threads may ask.

Reads are answered whole, under a lock: a worker never walks a cursor that another one moved.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

Part = Literal["words", "terms"]
"""What is filled when it is first asked for: full text, and the values of fields."""

Row = tuple[Any, ...]
"""One row as SQLite returns it; the readers of this package give it its types."""


class Store:
    """A filled read model, asked in SQL; only `db.library` knows it."""

    def __init__(
        self, connection: sqlite3.Connection, later: Mapping[Part, Callable[[], None]]
    ) -> None:
        """Take over a connection opened with `check_same_thread=False`.

        `later` fills the parts that it does not hold yet.
        """
        self._connection = connection
        self._later = dict(later)
        self._lock = threading.RLock()

    def need(self, part: Part) -> None:
        """Make sure that a part is there; whoever asks first fills it and the others wait."""
        with self._lock:
            fill = self._later.get(part)
            if fill is not None:
                fill()
                del self._later[part]

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return all rows of a query."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def first(self, sql: str, *values: object) -> Row | None:
        """Return the first row of a query, or None."""
        with self._lock:
            row: Row | None = self._connection.execute(sql, values).fetchone()
            return row

    def numbers(self, sql: str, *values: object) -> list[int]:
        """Return the first column of a query, which is a whole number."""
        return [row[0] for row in self.rows(sql, *values)]

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Keep other threads out while several queries share a temporary table."""
        with self._lock:
            yield

    def rows_about(self, numbers: Iterable[int], sql: str, *values: object) -> list[Row]:
        """Return all rows of a query that joins the table `chosen(seq)`, filled with numbers.

        `chosen CROSS JOIN …` makes SQLite begin with the few chosen rows, which it cannot guess.
        """
        with self._lock:
            self._connection.execute(
                "CREATE TEMP TABLE IF NOT EXISTS chosen (seq INTEGER PRIMARY KEY)"
            )
            self._connection.execute("DELETE FROM chosen")
            self._connection.executemany(
                "INSERT OR IGNORE INTO chosen VALUES (?)", ((number,) for number in numbers)
            )
            return self._connection.execute(sql, values).fetchall()

    def close(self) -> None:
        """Let go of the connection."""
        with self._lock:
            self._connection.close()
