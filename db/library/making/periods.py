"""Which events can have fallen into each month and year, so that a query adds up a few sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pyroaring import BitMap

from db.dates import DaySpan
from db.library.months import month_of, written

_WIDE = 12
"""From so many months on, an event is carried along from its first to its last."""


def periods(spans: Sequence[tuple[int, DaySpan]]) -> Iterator[tuple[str, str, BitMap]]:
    """Return every month and year from the first to the last that is known, with its events.

    `spans` are dated events by number. An open end reaches as far as the months do.
    """
    named = [month_of(day) for _, span in spans for day in span if day]
    if not named:
        return
    first, last = min(named), max(named)
    here: dict[int, list[int]] = defaultdict(list)
    begun: dict[int, list[int]] = defaultdict(list)
    ended: dict[int, list[int]] = defaultdict(list)
    for number, span in spans:
        start = month_of(span.first) if span.first else first
        end = month_of(span.last) if span.last else last
        if end - start < _WIDE:
            for month in range(start, end + 1):
                here[month].append(number)
        else:
            begun[start].append(number)
            ended[end].append(number)
    lasting, year = BitMap(), BitMap()
    for month in range(first, last + 1):
        lasting.update(begun[month])
        events = lasting | BitMap(here[month])
        lasting -= BitMap(ended[month])
        yield "month", written(month), events
        year |= events
        if written(month).endswith("-12") or month == last:
            yield "year", written(month)[:4], year
            year = BitMap()
