"""Counts of a result by field and value, in columns of numbers.

For every row of a list and every event that it stands there for, each value of the event counts the
row once. That is a count of distinct pairs, over a million of them for a large base: numpy, which
is imported here and nowhere else, takes milliseconds for it where a table would take a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from db.library.columns import Columns
from db.library.making.terms import COUNTED, OPEN_FIRST, OPEN_LAST
from db.library.numbered import Span
from db.library.store import Row, Store
from db.records import Kind

_Numbers: TypeAlias = NDArray[np.int64]

_MOST_FLAGS = 1 << 26
"""So many pairs of value and row are marked off one by one; of more, what is there is sorted."""

_FLAGS_AT_ONCE = 1 << 23
_YEAR, _MONTH, _DAY = 10_000, 100, 1
_MONTHS = 12


class _Pairs(NamedTuple):
    """Who stands in a list because of which event, each pair once."""

    places: _Numbers
    """Where the event stands in the columns."""
    rows: _Numbers
    """The row, from 0 on: of events the first that tells the same."""
    members: _Numbers
    """The record itself, from 0 on."""


class Tally:
    """Counts rows by value; see `Index.tally`."""

    def __init__(self, store: Store, spans: Mapping[Kind, Span], folds: Mapping[int, int]) -> None:
        """Read from a store that has the part `terms`."""
        self._store, self._spans, self._folds = store, spans, folds
        self._columns = Columns(store, "term_column")
        self._pairs = lru_cache(1)(self._pairs_of)
        self._whole = lru_cache(len(spans))(self._count_whole)

    def count(self, kind: Kind, among: BitMap | None, events: BitMap | None) -> list[Row]:
        """Return field, value and count of everything that the rows have."""
        if among is None and events is None:
            return self._whole(kind)
        pairs = self._pairs(kind)
        keep = np.ones(len(pairs.places), np.bool_)
        if events is not None:
            keep &= self._chosen_events(events)[pairs.places]
        if among is not None:
            span = self._spans[kind]
            keep &= _flags(_array(among) - span.first, span.size)[pairs.members]
        return list(self._counted(kind, pairs.places[keep], pairs.rows[keep]))

    def _count_whole(self, kind: Kind) -> list[Row]:
        """Return the counts of a whole list: as they were written down, else as they are."""
        known = self._store.rows("SELECT field, value, count FROM tally WHERE kind = ?", kind)
        return known or self.count_anew(kind)

    def count_anew(self, kind: Kind) -> list[Row]:
        """Count a whole list, for whoever builds a large base."""
        places, rows, _ = self._pairs(kind)
        return list(self._counted(kind, places, rows))

    def _counted(self, kind: Kind, places: _Numbers, rows: _Numbers) -> Iterator[Row]:
        size = self._spans[kind].size
        for field in COUNTED:
            values = self._values(field)
            spread, codes = self._lists(field, places)
            counts = _distinct(codes, rows[spread], len(values), size)
            found = zip(values, counts.tolist(), strict=True)
            yield from ((field, value, count) for value, count in found if count)
        dated = self._column("last")[places] > 0
        yield from self._by_period("year", places[dated], rows[dated], size)
        yield from self._by_period("month", places[dated], rows[dated], size)

    def _by_period(self, field: str, places: _Numbers, rows: _Numbers, size: int) -> Iterator[Row]:
        """Count by year or month: for each that a date names, whatever can fall into it."""
        first, last = self._column("first")[places], self._column("last")[places]
        begun, ended = _period(first, field), _period(last, field)
        is_open, is_closed = first == OPEN_FIRST, last != OPEN_LAST
        if field == "year":
            named = [begun[~is_open], ended[is_closed]]
        else:
            named = [begun[~is_open & (begun == ended)], ended[is_open & is_closed]]
        periods = np.unique(np.concatenate(named))
        left = np.searchsorted(periods, begun, "left")
        sizes = np.searchsorted(periods, ended, "right") - left
        spread, codes = _ranges(left, sizes)
        counts = _distinct(codes, rows[spread], len(periods), size)
        for period, count in zip(periods.tolist(), counts.tolist(), strict=True):
            if count:
                yield field, _written(period, field), count

    def _pairs_of(self, kind: Kind) -> _Pairs:
        """Return who stands in a list of this kind because of which event."""
        span, events = self._spans[kind], self._spans["event"]
        if kind == "event":
            places = np.arange(events.size, dtype=np.int64)
            rows = places.copy()
            if self._folds:
                folds = np.array(list(self._folds.items()), np.int64) - events.first
                rows[folds[:, 0]] = folds[:, 1]
            return _Pairs(places, rows, places)
        everything = np.arange(len(self._column("listed starts")) - 1, dtype=np.int64)
        spread, listed = self._lists("listed", everything)
        here = (listed >= span.first) & (listed <= span.last)
        members = listed[here].astype(np.int64) - span.first
        return _Pairs(spread[here], members, members)

    def _chosen_events(self, events: BitMap) -> NDArray[np.bool_]:
        """Mark the places of some events; the sources follow the events in the columns."""
        span, sources = self._spans["event"], self._spans["source"]
        numbers = _array(events)
        places = np.where(
            numbers <= span.last, numbers - span.first, numbers - sources.first + span.size
        )
        return _flags(places, span.size + sources.size)

    def _lists(self, name: str, places: _Numbers) -> tuple[_Numbers, _Numbers]:
        """Return all numbers of the lists at some places, and of which place each is."""
        starts = self._column(f"{name} starts")
        spread, at = _ranges(starts[places], starts[places + 1] - starts[places])
        return spread, self._column(name)[at]

    def _column(self, name: str) -> _Numbers:
        return np.frombuffer(self._columns.bytes_of(name), np.uint32).astype(np.int64)

    def _values(self, field: str) -> Sequence[str]:
        sql = "SELECT value FROM facet WHERE field = ? ORDER BY code"
        return [row[0] for row in self._store.rows(sql, field)]


def _array(numbers: BitMap) -> _Numbers:
    return np.frombuffer(numbers.to_array(), np.uint32).astype(np.int64)


def _flags(places: _Numbers, size: int) -> NDArray[np.bool_]:
    found = np.zeros(size, np.bool_)
    found[places] = True
    return found


def _ranges(starts: _Numbers, sizes: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Return every number of many ranges, and of which range it is."""
    spread = np.repeat(np.arange(len(sizes)), sizes)
    ends = np.cumsum(sizes)
    return spread, np.arange(len(spread)) + np.repeat(starts - ends + sizes, sizes)


def _distinct(codes: _Numbers, rows: _Numbers, most: int, size: int) -> _Numbers:
    """Count the distinct rows of each code."""
    if most * size > _MOST_FLAGS:
        return np.bincount(np.unique(codes * size + rows) // size, minlength=most)
    counts = np.zeros(most, np.int64)
    step = max(1, _FLAGS_AT_ONCE // max(1, most))
    for start in range(0, size, step):
        here = (rows >= start) & (rows < start + step) if size > step else slice(None)
        flags = _flags(codes[here] * step + rows[here] - start, most * step)
        counts += np.count_nonzero(flags.reshape(most, step), axis=1)
    return counts


def _period(days: _Numbers, field: str) -> _Numbers:
    """Return the year of days such as 2025_07_01, or the months that have gone by until then."""
    years = days // _YEAR
    return years if field == "year" else years * _MONTHS + days // _MONTH % 100 - _DAY


def _written(period: int, field: str) -> str:
    """Write a year or month as in a query."""
    if field == "year":
        return f"{period:04}"
    return f"{period // _MONTHS:04}-{period % _MONTHS + 1:02}"
