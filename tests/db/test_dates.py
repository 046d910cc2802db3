"""Dates: their order, their range, and labels that never claim more than is known."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dates import (
    FIRST_DAY,
    LABEL_WIDTH,
    LAST_DAY,
    DaySpan,
    PartialDate,
    is_day,
    parse_span,
    span_of_iso,
)
from db.errors import BadTerm

DAYS = st.dates().map(date.isoformat)
NEAR_DAYS = st.tuples(st.dates(date(1, 1, 1), date(9000, 1, 1)), st.integers(0, 800)).map(
    lambda pair: DaySpan(pair[0].isoformat(), (pair[0] + timedelta(days=pair[1])).isoformat())
)
SPANS = st.one_of(
    NEAR_DAYS,
    st.tuples(DAYS, DAYS).map(lambda pair: DaySpan(min(pair), max(pair))),
    DAYS.map(lambda day: DaySpan(day, None)),
    DAYS.map(lambda day: DaySpan(None, day)),
    st.integers(1, 9999).map(lambda year: span_of_iso(f"{year:04}")),
    st.tuples(st.integers(1, 9999), st.integers(1, 12)).map(
        lambda pair: span_of_iso(f"{pair[0]:04}-{pair[1]:02}")
    ),
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def partial(span: DaySpan) -> PartialDate:
    return PartialDate("then", span.first, span.last, "quote")


def claimed_by(label: str) -> DaySpan:
    """Read a label as a strict reader would: the days that it says it can be."""
    if label[:1] in "≤≥":
        day = label[2:]
        return DaySpan(None, day) if label[0] == "≤" else DaySpan(day, None)
    if label.startswith("before "):
        beyond = date.fromisoformat(span_of_iso(label[7:]).first or "")
        return DaySpan(None, (beyond - timedelta(days=1)).isoformat())
    if label.startswith("after "):
        beyond = date.fromisoformat(span_of_iso(label[6:]).last or "")
        return DaySpan((beyond + timedelta(days=1)).isoformat(), None)
    if years := re.fullmatch(r"(\d{4})–(\d{4})", label):
        return DaySpan(f"{years[1]}-01-01", f"{years[2]}-12-31")
    if months := re.fullmatch(r"(\w{3})–(\w{3}) (\d{4})", label):
        first, last = (MONTHS.index(month) + 1 for month in months.groups()[:2])
        whole = parse_span(f"{months[3]}-{first:02}..{months[3]}-{last:02}")
        return DaySpan(whole.first, whole.last)
    if days := re.fullmatch(r"(\w{3}) (\d+)–(\d+) (\d{4})", label):
        month = f"{days[4]}-{MONTHS.index(days[1]) + 1:02}"
        return DaySpan(f"{month}-{int(days[2]):02}", f"{month}-{int(days[3]):02}")
    return span_of_iso(label)


LABELS = [
    ("2024-04-05", "2024-04-05", "day", "2024-04-05"),
    ("2024-04-01", "2024-04-30", "month", "2024-04"),
    ("2024-02-01", "2024-02-29", "month", "2024-02"),
    ("2023-02-01", "2023-02-28", "month", "2023-02"),
    ("1900-02-01", "1900-02-28", "month", "1900-02"),
    ("2000-02-01", "2000-02-29", "month", "2000-02"),
    ("2024-02-01", "2024-02-28", "range", "Feb 1–28 2024"),
    ("2024-01-01", "2024-12-31", "year", "2024"),
    ("2024-03-25", "2024-03-31", "range", "Mar 25–31 2024"),
    ("2024-03-25", "2024-05-02", "range", "Mar–May 2024"),
    ("2023-12-25", "2024-01-02", "range", "2023–2024"),
    (None, "2023-12-31", "before", "before 2024"),
    (None, "2024-04-30", "before", "before 2024-05"),
    (None, "2024-05-10", "before", "≤ 2024-05-10"),
    ("2025-01-01", None, "after", "after 2024"),
    ("2024-06-01", None, "after", "after 2024-05"),
    ("2024-06-15", None, "after", "≥ 2024-06-15"),
    (None, LAST_DAY, "before", "≤ 9999-12-31"),
    (FIRST_DAY, None, "after", "≥ 0001-01-01"),
    (None, None, "unknown", ""),
]


@pytest.mark.parametrize(("earliest", "latest", "precision", "label"), LABELS)
def test_a_label_is_as_short_as_what_is_known(
    earliest: str | None, latest: str | None, precision: str, label: str
) -> None:
    found = PartialDate("then", earliest, latest, "quote")
    assert (found.precision, found.label) == (precision, label)
    assert found.is_placed == bool(label)


@given(SPANS)
def test_a_label_never_claims_more_than_the_interval(span: DaySpan) -> None:
    label = partial(span).label
    assert label
    assert len(label) <= LABEL_WIDTH
    assert claimed_by(label).covers(span)


@given(SPANS)
def test_a_label_of_a_day_month_year_or_open_side_claims_no_less_either(span: DaySpan) -> None:
    if partial(span).precision != "range":
        assert claimed_by(partial(span).label) == span


@given(st.lists(SPANS), st.randoms())
def test_dates_stand_in_order_and_undated_ones_last(spans: list[DaySpan], random: object) -> None:
    dates = [partial(span) for span in spans] + [PartialDate("once", None, None, "quote")] * 2
    ordered = sorted(dates, key=lambda each: each.sort_key)
    assert [each.is_placed for each in ordered] == [True] * len(spans) + [False, False]
    firsts = [each.earliest or each.latest or "" for each in ordered[: len(spans)]]
    assert firsts == sorted(firsts)


def test_of_two_dates_with_one_beginning_the_narrower_comes_first() -> None:
    year, day = span_of_iso("2024"), span_of_iso("2024-01-01")
    assert partial(day).sort_key < partial(year).sort_key
    assert partial(year).sort_key < partial(DaySpan("2024-01-01", None)).sort_key


@given(SPANS, SPANS)
def test_overlap_is_mutual_and_follows_from_covering(one: DaySpan, other: DaySpan) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    if one.covers(other):
        assert one.overlaps(other)
        assert partial(other).within(one)
    assert one.covers(one)
    assert DaySpan().covers(one)


@given(st.dates(), st.dates(), st.dates())
def test_covering_a_day_is_being_between_the_ends(one: date, other: date, day: date) -> None:
    span = DaySpan(min(one, other).isoformat(), max(one, other).isoformat())
    is_between = min(one, other) <= day <= max(one, other)
    assert span.covers(span_of_iso(day.isoformat())) == is_between
    assert span.overlaps(span_of_iso(day.isoformat())) == is_between


def test_an_unplaced_date_falls_nowhere() -> None:
    nowhere = PartialDate("recently", None, None, "quote")
    assert nowhere.span is None
    assert not nowhere.overlaps(DaySpan())
    assert not nowhere.within(DaySpan())


@given(st.dates())
def test_every_day_of_the_calendar_is_a_day(day: date) -> None:
    assert is_day(day.isoformat())
    month = span_of_iso(day.isoformat()[:7])
    assert month.first is not None
    assert month.last is not None
    assert month.first <= day.isoformat() <= month.last
    after = date.fromisoformat(month.last)
    assert after == date.max or (after + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30",
        "2023-02-29",
        "2024-4-5",
        "20240405",
        "2024-W01-1",
        "0000-01-01",
        "",
        "2024-04",
        "٢٠٢٤-٠٤-٠٥",
        "2024-04-05T00:00",
        "2024-04-05\n",
    ],
)
def test_what_is_no_day_of_the_calendar_is_none(text: str) -> None:
    assert not is_day(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-07", "2025-07-01", "2025-07-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-07-14", "2025-07-14", "2025-07-14"),
        ("2025-07..2025-08", "2025-07-01", "2025-08-31"),
        ("2025-07..2025", "2025-07-01", "2025-12-31"),
        ("..2024", None, "2024-12-31"),
        ("2025-07..", "2025-07-01", None),
        (" 2025 ", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_span_is_read_as_it_is_typed(text: str, first: str | None, last: str | None) -> None:
    assert parse_span(text) == DaySpan(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "x",
        "0000",
        "2025-13",
        "2025-00",
        "2025-02-30",
        "2025-1",
        "2025..2024",
        "2025....",
        "2025-07-",
        "..x",
        "last week",
        "2025..2026..2027",
        "0000-02",
    ],
)
def test_what_is_no_span_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadTerm, match=r"2025|earlier date first"):
        parse_span(text)
