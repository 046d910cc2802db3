"""The part that lists are sorted by: all records of a kind in each order that is not the usual."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from db.library.making.links import Counts, Links
from db.library.numbered import Numbered, days_published, name_of
from db.library.parts import Tell
from db.library.sorts import SORTS, Sort
from db.records import Company, Event, Kind, Record, Source
from db.words import fold

_Value = Callable[[Record], str | None]
_COUNTS = ("events", "sources", "disputes", "quotes")
_TEXTS: Mapping[str, _Value] = {
    "form": lambda record: _form(record),
    "grade": lambda record: record.claim.grade if isinstance(record, Event) else None,
    "status": lambda record: record.status if isinstance(record, Event) else None,
    "lang": lambda record: record.lang if isinstance(record, Source) else None,
}
"""What is compared in an order by a column of text."""


def write(connection: sqlite3.Connection, given: Numbered, tell: Tell) -> None:
    """Fill the tables of the part `orders`."""
    links = Links(given)
    for done, (kind, sorts) in enumerate(SORTS.items()):
        tell(done / len(SORTS))
        table = _Table(given, links, kind)
        rows = (
            (kind, f"{sign}{name}", array("I", table.order(sort, is_turned=bool(sign))).tobytes())
            for name, sort in list(sorts.items())
            for sign in ("", "-")
        )
        connection.executemany("INSERT INTO ordering VALUES (?, ?, ?)", rows)


class _Table:
    """The records of one kind, and the columns that they are sorted by."""

    def __init__(self, given: Numbered, links: Links, kind: Kind) -> None:
        self._links, self._kind = links, kind
        self._records = dict(given.of_kind(kind))
        self._numbers = given.spans[kind].numbers

    def order(self, sort: Sort, *, is_turned: bool) -> Sequence[int]:
        """Return all numbers in an order; turned round, what has no value still comes last.

        Python's sort keeps equals as they stood, also when it is turned.
        """
        if sort.value == "date":
            return self._by_date(is_turned=is_turned)
        values = self._values(sort.value)
        is_falling = sort.is_falling != is_turned
        ties = self._numbers if sort.ties == "date" else self._by_name
        placed = [number for number in ties if values[number] not in (None, "")]
        empty = [number for number in ties if values[number] in (None, "")]
        return [*sorted(placed, key=values.__getitem__, reverse=is_falling), *empty]

    @cached_property
    def _counts(self) -> Mapping[int, Counts]:
        return {number: self._links.counts(self._kind, number) for number in self._numbers}

    @cached_property
    def _names(self) -> Mapping[int, tuple[str, str]]:
        found = {number: name_of(record) for number, record in self._records.items()}
        return {number: (fold(name), name) for number, name in found.items()}

    @cached_property
    def _by_name(self) -> Sequence[int]:
        return sorted(self._numbers, key=self._names.__getitem__)

    def _by_date(self, *, is_turned: bool) -> Sequence[int]:
        """Return the usual order of events and sources; turned round, equals stay as they are."""
        days = {number: _day(record) for number, record in self._records.items()}
        dated = [number for number in self._numbers if days[number] is not None]
        undated = [number for number in self._numbers if days[number] is None]
        return [*sorted(dated, key=days.__getitem__, reverse=is_turned), *undated]  # type: ignore[arg-type]

    def _values(self, name: str) -> Mapping[int, Any]:
        if name in _COUNTS:
            place = _COUNTS.index(name)
            return {number: counts[place] for number, counts in self._counts.items()}
        if name == "name":
            return self._names
        if name == "source":
            return {number: number for number in self._numbers}
        value = _TEXTS[name]
        return {number: value(record) for number, record in self._records.items()}


def _form(record: Record) -> str | None:
    """Return the kind of a company, the type of an event, the publisher of a source."""
    if isinstance(record, Company):
        return record.kind
    if isinstance(record, Event):
        return record.type
    return fold(record.publisher or "") if isinstance(record, Source) else None


def _day(record: Record) -> tuple[str, str] | None:
    """Return the first and last day a list is sorted by; None for what is undated."""
    if isinstance(record, Event) and record.date and record.date.is_placed:
        return record.date.sort_key[1:]
    days = days_published(record.published) if isinstance(record, Source) else None
    return (days.first or "", days.last or "") if days else None
