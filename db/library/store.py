"""One SQLite connection that several threads may ask, and the parts of the read model on it.

Reads are answered whole, under a lock: a worker never walks a cursor that another one moved. A
search that a later one makes needless is stopped where it is, by `giving_way` and `interrupt`.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final, Self

from db.errors import Superseded
from db.library.parts import Part

Row = tuple[Any, ...]
"""One row as SQLite returns it; the readers of this package give it its types."""

Provide = Callable[[sqlite3.Connection, Part], None]
"""Makes the tables of a part visible on a connection: fills them, or attaches a file."""

Mend = Callable[[sqlite3.Connection], None]
"""Brings all parts anew that are files, after one was found broken."""

_CHOSEN_AT_ONCE = 500

_BROKEN: Final = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
)
"""What SQLite says of a file that was cut off, overwritten or taken away."""


class Store:
    """A read model, asked in SQL; only `db.library` knows it."""

    def __init__(
        self, connection: sqlite3.Connection, provide: Provide, mend: Mend | None = None
    ) -> None:
        """Take over a connection opened with `check_same_thread=False`."""
        self._connection = connection
        self._provide, self._mend = provide, mend
        self._here: set[Part] = set()
        self._lock = threading.RLock()
        self._is_stale: Callable[[], bool] = _never
        self._stopping = threading.Lock()
        self._is_providing = False

    @classmethod
    def new(cls, provide: Provide, mend: Mend | None = None) -> Self:
        """Begin with an empty database in memory."""
        connection = sqlite3.connect(
            ":memory:", check_same_thread=False, isolation_level=None, uri=True
        )
        return cls(connection, provide, mend)

    def need(self, part: Part) -> None:
        """Make sure that a part is there; whoever asks first provides it and the others wait."""
        if part not in self._here:
            with self._lock:
                if part not in self._here:
                    with self._undisturbed():
                        self._provide(self._connection, part)
                    self._here.add(part)

    def rows(self, sql: str, *values: object) -> list[Row]:
        """Return all rows of a query; raises `Superseded` where nobody waits for it any more."""
        with self._lock:
            try:
                return self._asked(sql, values)
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & 0xFF not in _BROKEN or not self.mend():
                    raise
            return self._asked(sql, values)

    def _asked(self, sql: str, values: Sequence[object]) -> list[Row]:
        """Ask, and ask again where the query that was stopped is another than was meant."""
        while not self._is_stale():
            try:
                return self._connection.execute(sql, values).fetchall()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                    raise
            except UnicodeEncodeError:  # half a character, which no text of a table has
                return []
        raise Superseded

    def mend(self) -> bool:
        """Bring anew what turned out to be broken; say whether it came from files at all."""
        with self._lock:
            if self._mend is not None:
                with self._undisturbed():
                    self._mend(self._connection)
        return self._mend is not None

    @contextmanager
    def _undisturbed(self) -> Iterator[None]:
        """Let nobody stop what is written meanwhile: the next search needs it too."""
        with self._stopping:
            self._is_providing = True
        try:
            yield
        finally:
            with self._stopping:
                self._is_providing = False

    def first(self, sql: str, *values: object) -> Row | None:
        """Return the first row of a query, or None."""
        return next(iter(self.rows(sql, *values)), None)

    def numbers(self, sql: str, *values: object) -> list[int]:
        """Return the first column of a query, which is a whole number."""
        return [row[0] for row in self.rows(sql, *values)]

    def rows_of(self, numbers: Iterable[int], sql: str, *values: object) -> list[Row]:
        """Return all rows of a query that ends in `IN`, for so many numbers."""
        left = list(numbers)
        found: list[Row] = []
        for start in range(0, len(left), _CHOSEN_AT_ONCE):
            some = ", ".join(map(str, left[start : start + _CHOSEN_AT_ONCE]))
            found += self.rows(f"{sql} ({some})", *values)
        return found

    @contextmanager
    def giving_way(self, is_stale: Callable[[], bool]) -> Iterator[None]:
        """Answer one search after the other, each only as long as it is wanted."""
        with self._lock:
            self._is_stale = is_stale
            try:
                yield
            finally:
                self._is_stale = _never

    def interrupt(self) -> None:
        """Stop the query that runs, if any; for whoever has just made it stale."""
        with self._stopping:
            if not self._is_providing:
                self._connection.interrupt()

    def close(self) -> None:
        """Let go of the connection, and of who provides for it."""
        with self._lock:
            self._connection.close()
            self._provide, self._mend = _nobody, None


def list_of(blob: bytes | None) -> array[int]:
    """Return the numbers that a BLOB lists."""
    found = array("I")
    found.frombytes(blob or b"")
    return found


def _nobody(_: sqlite3.Connection, part: Part) -> None:
    raise sqlite3.ProgrammingError(f"Nothing provides {part} for a store that is closed.")


def _never() -> bool:
    return False
