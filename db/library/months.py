"""Days and months as whole numbers, so that they can be compared, counted and walked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from db.dates import DaySpan, span_of_iso

_YEAR = 12


def day_number(day: str) -> int:
    """Return an ISO day as a number that sorts as it does: 2025_07_01."""
    return int(day.replace("-", ""))


def month_of(day: str) -> int:
    """Return the month of an ISO day or month, counted from the year 0."""
    return int(day[:4]) * _YEAR + int(day[5:7]) - 1


def written(month: int) -> str:
    """Write a month as in a query: `2025-07`."""
    return f"{month // _YEAR:04}-{month % _YEAR + 1:02}"


class Months(NamedTuple):
    """Consecutive months."""

    first: int
    """The first."""
    last: int
    """The last."""

    @classmethod
    def of(cls, span: DaySpan, within: Months) -> Months | None:
        """Return the months that are just these days, so far as they lie within others.

        None where the days are no whole months, or none of them lies within.
        """
        first = month_of(span.first) if span.first else within.first
        last = month_of(span.last) if span.last else within.last
        whole = DaySpan(
            span.first and span_of_iso(written(first)).first,
            span.last and span_of_iso(written(last)).last,
        )
        held = cls(max(first, within.first), min(last, within.last))
        return held if span == whole and held.first <= held.last else None

    def periods(self) -> Iterator[tuple[str, str]]:
        """Return the fewest years and months that are all of them, as field and value."""
        month = self.first
        while month <= self.last:
            if month % _YEAR == 0 and month + _YEAR - 1 <= self.last:
                yield "year", written(month)[:4]
                month += _YEAR
            else:
                yield "month", written(month)
                month += 1
