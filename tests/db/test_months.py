"""Months are counted as one counts them on a calendar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dates import DaySpan, span_of_iso
from db.library.making.periods import periods
from db.library.months import Months, month_of, written

MONTHS = st.integers(1990 * 12, 1994 * 12)
DAYS = st.tuples(st.integers(1990, 1993), st.integers(1, 12), st.integers(1, 28)).map(
    lambda day: "{:04}-{:02}-{:02}".format(*day)
)


@given(MONTHS)
def test_a_month_is_written_as_it_is_read(month: int) -> None:
    assert month_of(written(month)) == month_of(f"{written(month)}-28") == month


@given(MONTHS, MONTHS)
def test_whole_years_stand_for_their_months(one: int, other: int) -> None:
    months = Months(min(one, other), max(one, other))
    found = list(months.periods())
    covered = [
        month
        for field, value in found
        for month in (
            [month_of(value)] if field == "month" else range(int(value) * 12, int(value) * 12 + 12)
        )
    ]
    assert covered == list(range(months.first, months.last + 1))
    assert all(len(value) == (4 if field == "year" else 7) for field, value in found)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (span_of_iso("1991"), ("1991-01", "1991-12")),
        (span_of_iso("1991-05"), ("1991-05", "1991-05")),
        (DaySpan("1990-01-01", None), ("1991-01", "1992-06")),
        (DaySpan(None, "1991-02-28"), ("1991-01", "1991-02")),
        (DaySpan(None, None), ("1991-01", "1992-06")),
        (DaySpan("1991-05-02", "1991-05-31"), None),
        (DaySpan("1991-05-01", "1991-05-30"), None),
        (DaySpan(None, "1992-02-28"), None),
        (span_of_iso("1990"), None),
        (span_of_iso("1993"), None),
        (DaySpan(None, "1990-12-31"), None),
    ],
)
def test_days_are_taken_for_months_where_they_are_just_those(
    days: DaySpan, expected: tuple[str, str] | None
) -> None:
    known = Months(month_of("1991-01"), month_of("1992-06"))
    found = Months.of(days, known)
    assert (found and (written(found.first), written(found.last))) == expected


@given(st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS), max_size=8))
def test_each_month_and_year_has_whatever_can_have_fallen_into_it(
    ends: list[tuple[str | None, str | None]],
) -> None:
    spans = [
        (number, DaySpan(first, last))
        for number, (first, last) in enumerate(ends)
        if (first or last) and (first or "") <= (last or "9")
    ]
    found = list(periods(spans))
    named = sorted(day[:7] for _, span in spans for day in span if day)
    months = [value for field, value, _ in found if field == "month"]
    assert months[:1] + months[-1:] == named[:1] + named[-1:]
    for _, value, events in found:
        wanted = span_of_iso(value)
        assert list(events) == [number for number, span in spans if span.overlaps(wanted)], value
