"""A date known to the year, month or day: order, range, words.

A source says "last week" or "in 2024"; a calendar wants days. `PartialDate` keeps the words and
the interval that they allow, either end open, and its label never claims more than the interval.
`DaySpan` is the interval alone, as a query asks for it. This module owns every conversion between
a year, a month and the days they cover.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from db.errors import BadTerm

Precision = Literal["day", "month", "year", "range", "before", "after", "unknown"]
"""How much of the calendar a date covers, or which side of it is open."""

Basis = Literal["quote", "source", "derived"]
"""What an interval rests on: the quoted words, the rest of the source, or our own reckoning."""

BASES: tuple[Basis, ...] = ("quote", "source", "derived")
"""Every basis, as a tuple for messages."""

LABEL_WIDTH = 14
"""The most cells that a label takes: the width of a date column."""

FIRST_DAY = "0001-01-01"
"""The earliest day that can be written."""

LAST_DAY = "9999-12-31"
"""The latest day that can be written."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class DaySpan(NamedTuple):
    """A closed interval of ISO days; an end that is None is open."""

    first: str | None = None
    """The first day in it."""
    last: str | None = None
    """The last day in it."""

    def overlaps(self, other: DaySpan) -> bool:
        """Whether at least one day is in both."""
        starts_in_time = (self.first or FIRST_DAY) <= (other.last or LAST_DAY)
        return starts_in_time and (other.first or FIRST_DAY) <= (self.last or LAST_DAY)

    def covers(self, other: DaySpan) -> bool:
        """Whether every day of the other is in this one."""
        from_first = (self.first or FIRST_DAY) <= (other.first or FIRST_DAY)
        return from_first and (other.last or LAST_DAY) <= (self.last or LAST_DAY)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as a source gives it: its words, and the days they allow."""

    text: str
    """The source's own words."""
    earliest: str | None = None
    """The first ISO day it can be; None where that side is open."""
    latest: str | None = None
    """The last ISO day it can be; None where that side is open."""
    basis: Basis = "quote"
    """What the interval rests on."""

    @property
    def is_placed(self) -> bool:
        """Whether anything places it in the calendar."""
        return self.earliest is not None or self.latest is not None

    @property
    def span(self) -> DaySpan | None:
        """The days it can be, or None where nothing places it."""
        return DaySpan(self.earliest, self.latest) if self.is_placed else None

    @property
    def sort_key(self) -> tuple[bool, str, str]:
        """Order by the first day known, then by the last; what is not placed comes after all."""
        return (
            not self.is_placed,
            self.earliest or self.latest or "",
            self.latest or LAST_DAY,
        )

    @property
    def precision(self) -> Precision:
        """How much of the calendar the interval covers."""
        return precision_of(DaySpan(self.earliest, self.latest))

    @property
    def label(self) -> str:
        """The interval in at most `LABEL_WIDTH` cells, rounded outwards; "" if not placed."""
        return label_of(DaySpan(self.earliest, self.latest))

    def within(self, span: DaySpan) -> bool:
        """Whether it certainly falls into the span; never, where it is not placed."""
        return self.is_placed and span.covers(DaySpan(self.earliest, self.latest))

    def overlaps(self, span: DaySpan) -> bool:
        """Whether it can fall into the span; never, where it is not placed."""
        return self.is_placed and span.overlaps(DaySpan(self.earliest, self.latest))


def is_day(text: str) -> bool:
    """Whether the text is a day of the calendar written as `YYYY-MM-DD`."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def span_of_iso(text: str) -> DaySpan:
    """Return the days of an ISO year, month or day; raise `BadTerm` if it is none of them."""
    parts = _ISO.fullmatch(text)
    year, month, day = parts.groups() if parts else (None, None, None)
    span = DaySpan(
        f"{year}-{month or '01'}-{day or '01'}",
        f"{year}-{month or '12'}-{day or _last_of_month(year, month)}",
    )
    if not is_day(span.first or "") or not is_day(span.last or ""):
        raise BadTerm(f"“{text}” is no date. Write 2025, 2025-07 or 2025-07-31.")
    return span


def parse_span(text: str) -> DaySpan:
    """Read `2025`, `2025-07..2025-08`, `..2024` or `2025-07..`; raise `BadTerm` otherwise."""
    before, dots, after = text.strip().partition("..")
    if not dots:
        return span_of_iso(before)
    if not before and not after:
        raise BadTerm("“..” needs a date on at least one side: 2025-07.. or ..2024.")
    first = span_of_iso(before).first if before else None
    last = span_of_iso(after).last if after else None
    if first and last and last < first:
        raise BadTerm(f"“{text}” ends before it begins. Put the earlier date first.")
    return DaySpan(first, last)


def precision_of(span: DaySpan) -> Precision:
    """Tell how much of the calendar a span covers, or which side of it is open."""
    if span.first is None or span.last is None:
        if span.first is None and span.last is None:
            return "unknown"
        return "before" if span.first is None else "after"
    for width, precision in _PRECISIONS.items():
        if _whole(span.first[:width]) == span:
            return precision
    return "range"


def label_of(span: DaySpan) -> str:
    """Write a span in at most `LABEL_WIDTH` cells; what does not fit is rounded outwards."""
    first, last = span.first, span.last
    if first and last:
        return _closed_label(first, last)
    if last:
        return _open_label("before", "≤", last, _day_after(last))
    return _open_label("after", "≥", first, _day_before(first)) if first else ""


_PRECISIONS: dict[int, Precision] = {10: "day", 7: "month", 4: "year"}


def _closed_label(first: str, last: str) -> str:
    """Write a span with two ends."""
    for width in _PRECISIONS:
        if _whole(first[:width]) == DaySpan(first, last):
            return first[:width]
    year, month = first[:4], _MONTHS[int(first[5:7]) - 1]
    if last[:4] != year:
        return f"{year}–{last[:4]}"
    if last[:7] != first[:7]:
        return f"{month}–{_MONTHS[int(last[5:7]) - 1]} {year}"
    return f"{month} {int(first[8:])}–{int(last[8:])} {year}"


def _open_label(word: str, sign: str, day: str, beyond: str | None) -> str:
    """Write a span with one end: by the year or month it stops at, else by the day itself."""
    for width in (4, 7):
        whole = _whole((beyond or day)[:width])
        if beyond and beyond == (whole.first if word == "before" else whole.last):
            return f"{word} {beyond[:width]}"
    return f"{sign} {day}"


def _whole(text: str) -> DaySpan:
    """Return the days of a valid year, month or day."""
    year, month, day = text[:4], text[5:7] or None, text[8:] or None
    return DaySpan(
        f"{year}-{month or '01'}-{day or '01'}",
        f"{year}-{month or '12'}-{day or _last_of_month(year, month)}",
    )


def _last_of_month(year: str | None, month: str | None) -> int:
    """Return the number of days of a month; 31 for December, and for what is no month."""
    if not year or year == "0000" or not month or not 1 <= int(month) <= 12:
        return 31
    return 29 if month == "02" and _is_leap(int(year)) else _LENGTHS[int(month) - 1]


def _is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _day_after(day: str) -> str | None:
    """Return the next day, or None at the end of the calendar."""
    return None if day >= LAST_DAY else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _day_before(day: str) -> str | None:
    """Return the day before, or None at the beginning of the calendar."""
    return None if day <= FIRST_DAY else (date.fromisoformat(day) - timedelta(days=1)).isoformat()
