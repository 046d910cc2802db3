"""Counts of a result by field and value, in columns of numbers.

For every row of a list and every event that it stands there for, each value of the event counts the
row once. That is a count of distinct pairs, over a million of them for a large base: numpy, which
is imported here and nowhere else, takes milliseconds for it where a table would take a second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from db.library.columns import Columns
from db.library.making.terms import OPEN_FIRST, OPEN_LAST
from db.library.months import written
from db.library.numbered import Span
from db.library.store import Store
from db.records import Kind

_Numbers: TypeAlias = NDArray[np.integer]

_MOST_FLAGS = 1 << 25
"""So many pairs of value and row are marked off one by one; of more, what is there is sorted."""

_FLAGS_AT_ONCE = 1 << 22
_YEAR, _MONTH = 10_000, 100
_MONTHS = 12
KEPT = 24
"""How many values of each field are written down for a whole list."""

PERIODS = ("year", "month")
"""What is counted by the days that an event can be of."""


class Tallied(NamedTuple):
    """The values of one field among some rows."""

    field: str
    """The field."""
    values: int
    """How many different values there are."""
    counts: Sequence[tuple[str, int]]
    """Values and the rows of each: the most frequent first, periods in their order."""


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

    def count(
        self,
        kind: Kind,
        among: BitMap | None,
        events: BitMap | None,
        fields: Sequence[str],
        most: int | None,
    ) -> list[Tallied]:
        """Return the counts of some fields, of each so many values at the most."""
        if among is None and events is None and most is not None and most <= KEPT:
            known = self._known(kind, most)
            if known:
                return [known[field] for field in fields if field in known]
        pairs = self._pairs(kind)
        places, rows = pairs.places, pairs.rows
        if among is not None or events is not None:
            keep = self._kept(kind, pairs, among, events)
            places, rows = places[keep], rows[keep]
        size = self._spans[kind].size
        counted = (self._counted(field, places, rows, size, most) for field in fields)
        return [each for each in counted if each.values]

    def _kept(
        self, kind: Kind, pairs: _Pairs, among: BitMap | None, events: BitMap | None
    ) -> _Numbers:
        """Return which pairs are among the rows and events that are asked for."""
        keep = np.ones(len(pairs.places), np.bool_)
        if events is not None:
            keep &= self._chosen_events(events)[pairs.places]
        if among is not None:
            span = self._spans[kind]
            keep &= _flags(_array(among) - span.first, span.size)[pairs.members]
        return np.flatnonzero(keep)

    def _known(self, kind: Kind, most: int) -> Mapping[str, Tallied]:
        """Return the counts of a whole list, where they were written down."""
        found: dict[str, list[tuple[str, int]]] = {}
        sizes: dict[str, int] = {}
        sql = "SELECT field, value, count, of FROM tally WHERE kind = ? ORDER BY rowid"
        for field, value, count, of in self._store.rows(sql, kind):
            sizes[field] = of
            if field in PERIODS or len(found.get(field, ())) < most:
                found.setdefault(field, []).append((value, count))
        return {field: Tallied(field, sizes[field], counts) for field, counts in found.items()}

    def _counted(
        self, field: str, places: _Numbers, rows: _Numbers, size: int, most: int | None
    ) -> Tallied:
        if field in PERIODS:
            return self._by_period(field, places, rows, size)
        spread, codes = self._lists(field, places)
        rows = rows if spread is None else rows[spread]
        counts = _distinct(codes, rows, self._count_of(field), size)
        present = np.flatnonzero(counts)
        order = present[np.argsort(-counts[present], kind="stable")][:most]
        values = self._values(field, order.tolist())
        pairs = list(zip(values, counts[order].tolist(), strict=True))
        return Tallied(field, len(present), pairs)

    def _by_period(self, field: str, places: _Numbers, rows: _Numbers, size: int) -> Tallied:
        """Count by year or month: for each that a date names, whatever can fall into it."""
        last = self._column("last")[places]
        dated = np.flatnonzero(last)
        first = self._column("first")[places[dated]]
        begun, ended = _period(first, field), _period(last[dated], field)
        is_open, is_closed = first == OPEN_FIRST, last[dated] != OPEN_LAST
        if field == "year":
            named = [begun[~is_open], ended[is_closed]]
        else:
            named = [begun[~is_open & (begun == ended)], ended[is_open & is_closed]]
        periods = _once(np.concatenate(named))
        left = np.searchsorted(periods, begun, "left").astype(np.int32)
        right = np.searchsorted(periods, ended, "right").astype(np.int32)
        counts = _covered(left, right, rows[dated], len(periods), size)
        found = [
            (_written(period, field), count)
            for period, count in zip(periods.tolist(), counts.tolist(), strict=True)
            if count
        ]
        return Tallied(field, len(found), found)

    def _pairs_of(self, kind: Kind) -> _Pairs:
        """Return who stands in a list of this kind because of which event."""
        events = self._spans["event"]
        if kind == "event":
            places: _Numbers = np.arange(events.size, dtype=np.int32)
            rows = places.copy()
            if self._folds:
                folds = np.array(list(self._folds.items()), np.int32) - events.first
                rows[folds[:, 0]] = folds[:, 1]
            return _Pairs(places, rows, places)
        members = self._column(f"{kind} rows")
        return _Pairs(self._column(f"{kind} places"), members, members)

    def _chosen_events(self, events: BitMap) -> NDArray[np.bool_]:
        """Mark the places of some events; the sources follow the events in the columns."""
        span, sources = self._spans["event"], self._spans["source"]
        numbers = _array(events)
        places = np.where(
            numbers <= span.last, numbers - span.first, numbers - sources.first + span.size
        )
        return _flags(places, span.size + sources.size)

    def _lists(self, name: str, places: _Numbers) -> tuple[_Numbers | None, _Numbers]:
        """Return all numbers of the lists at some places, and of which place each is.

        None stands for one number at each place.
        """
        starts, numbers = self._column(f"{name} starts"), self._column(name)
        begins = starts[places]
        sizes = starts[places + 1] - begins
        if len(sizes) and sizes.min() == sizes.max() == 1:
            return None, numbers[begins]
        spread, at = _ranges(begins, sizes)
        return spread, numbers[at]

    def _column(self, name: str) -> _Numbers:
        return np.frombuffer(self._columns.bytes_of(name), np.int32)

    def _count_of(self, field: str) -> int:
        row = self._store.first("SELECT count(*) FROM facet WHERE field = ?", field)
        return row[0] if row else 0

    def _values(self, field: str, codes: Sequence[int]) -> list[str]:
        sql = "SELECT code, value FROM facet WHERE field = ? AND code IN"
        named: dict[int, str] = dict(self._store.rows_of(codes, sql, field))
        return [named[code] for code in codes]


def _array(numbers: BitMap) -> _Numbers:
    return np.frombuffer(numbers.to_array(), np.uint32).astype(np.int32)


def _flags(places: _Numbers, size: int) -> NDArray[np.bool_]:
    found = np.zeros(size, np.bool_)
    found[places] = True
    return found


def _ranges(starts: _Numbers, sizes: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Return every number of many ranges, and of which range it is."""
    ends = np.cumsum(sizes, dtype=np.int64)
    spread = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    at = np.arange(len(spread)) + np.repeat(starts - ends + sizes, sizes)
    return spread, at


def _once(numbers: _Numbers) -> _Numbers:
    """Return each number once, in order; sorting is quicker here than hashing."""
    found = np.sort(numbers)
    return found[np.flatnonzero(np.diff(found, prepend=found[:1] - 1))] if len(found) else found


def _distinct(codes: _Numbers, rows: _Numbers, most: int, size: int) -> _Numbers:
    """Count the distinct rows of each code."""
    if most * size > _MOST_FLAGS:
        pairs = _once(codes.astype(np.int64) * size + rows)
        return np.bincount(pairs // size, minlength=most)
    counts = np.zeros(most, np.int64)
    step = max(1, min(size, _FLAGS_AT_ONCE // max(1, most)))
    for start in range(0, size, step):
        here = (
            slice(None) if step == size else np.flatnonzero((rows >= start) & (rows < start + step))
        )
        flags = _flags(codes[here].astype(np.int64) * step + (rows[here] - start), most * step)
        counts += np.count_nonzero(flags.reshape(most, step), axis=1)
    return counts


def _covered(left: _Numbers, right: _Numbers, rows: _Numbers, most: int, size: int) -> _Numbers:
    """Count the distinct rows of each code, where a pair has all codes from left to right.

    A row that stands here once needs no look at what else it has.
    """
    alone = np.bincount(rows, minlength=size)[rows] == 1
    begun = np.bincount(left[alone], minlength=most + 1)
    ended = np.bincount(right[alone], minlength=most + 1)
    several = np.flatnonzero(~alone)
    spread, codes = _ranges(left[several], right[several] - left[several])
    counts = _distinct(codes, rows[several][spread], most, size)
    return counts + np.cumsum(begun - ended)[:most]


def _period(days: _Numbers, field: str) -> _Numbers:
    """Return the year of days such as 2025_07_01, or the months that have gone by until then."""
    years = days // _YEAR
    return years if field == "year" else years * _MONTHS + days // _MONTH % 100 - 1


def _written(period: int, field: str) -> str:
    """Write a year or month as in a query."""
    return f"{period:04}" if field == "year" else written(period)
