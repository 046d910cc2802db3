"""Lists of numbers by event, as the read model keeps them: two columns, read when first needed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Literal

from pyroaring import BitMap

from db.library.store import Store, list_of

Table = Literal["word_column", "term_column"]


class Columns:
    """The columns of one part, by name."""

    def __init__(self, store: Store, table: Table) -> None:
        """Read from a store that has the part."""
        self._store, self._table = store, table
        self._known: dict[str, array[int]] = {}

    def bytes_of(self, name: str) -> bytes:
        """Return a column as it was written."""
        sql = f"SELECT data FROM {self._table} WHERE name = ?"  # noqa: S608 — a table of ours
        row = self._store.first(sql, name)
        data: bytes = row[0] if row else b""
        return data

    def numbers(self, name: str) -> array[int]:
        """Return a column of numbers."""
        if name not in self._known:
            self._known[name] = list_of(self.bytes_of(name))
        return self._known[name]

    def spread(self, name: str, places: Iterable[int]) -> BitMap:
        """Return all the numbers that stand in the lists at some places."""
        starts, numbers = self.numbers(f"{name} starts"), self.numbers(name)
        found = array("I")  # arrays join without making a number of each item
        for place in places:
            found += numbers[starts[place] : starts[place + 1]]
        return BitMap(found)
