"""Dates of data files: the days that the words allow, never more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dates import is_day
from db.intake.dating import read_date

PLACED = [
    (2016, "2016-01-01", "2016-12-31"),
    ("2016", "2016-01-01", "2016-12-31"),
    ("2012-03", "2012-03-01", "2012-03-31"),
    ("2012-3-4", "2012-03-04", "2012-03-04"),
    ("2012-00-00", "2012-01-01", "2012-12-31"),
    ("2012-03-00", "2012-03-01", "2012-03-31"),
    ("2016-03-04T12:00:00Z", "2016-03-04", "2016-03-04"),
    ("2016-03-04 12:00", "2016-03-04", "2016-03-04"),
    ("20160304", "2016-03-04", "2016-03-04"),
    ("2016/03/04", "2016-03-04", "2016-03-04"),
    ("13/03/2012", "2012-03-13", "2012-03-13"),
    ("3/13/2012", "2012-03-13", "2012-03-13"),
    ("05.05.2012", "2012-05-05", "2012-05-05"),
    ("4 March 2012", "2012-03-04", "2012-03-04"),
    ("4th of March 2012", None, None),
    ("March 4, 2012", "2012-03-04", "2012-03-04"),
    ("Sept. 2012", "2012-09-01", "2012-09-30"),
    ("in 2015", "2015-01-01", "2015-12-31"),
    ("199X", "1990-01-01", "1999-12-31"),
    ("1990s", "1990-01-01", "1999-12-31"),
    ("the early 1990s", "1990-01-01", "1999-12-31"),
    ("1900s", "1900-01-01", "1999-12-31"),
    ("19xx", "1900-01-01", "1999-12-31"),
    ("19th century", "1801-01-01", "1900-12-31"),
    ("before 2012", None, "2011-12-31"),
    ("after March 2012", "2012-04-01", None),
    ("since 2012-05", "2012-05-01", None),
    ("until 2012", None, "2012-12-31"),
    ("between 2010 and 2012", "2010-01-01", "2012-12-31"),
    ("from 2010 to 2012", "2010-01-01", "2012-12-31"),
    ("2010/2012", "2010-01-01", "2012-12-31"),
    ("../2012", None, "2012-12-31"),
    ("2012/open", "2012-01-01", None),
    ("2010–2012", "2010-01-01", "2012-12-31"),
    ("2010-2012", "2010-01-01", "2012-12-31"),
    ("Q3 2015", "2015-07-01", "2015-09-30"),
    ("2015-Q3", "2015-07-01", "2015-09-30"),
]


@pytest.mark.parametrize(("words", "earliest", "latest"), PLACED)
def test_a_date_has_the_days_that_its_words_allow(
    words: object, earliest: str | None, latest: str | None
) -> None:
    read = read_date(words)
    assert read is not None
    assert (read.date.text, read.date.earliest, read.date.latest) == (str(words), earliest, latest)


@pytest.mark.parametrize(
    "words",
    [
        "around 2012", "c. 2012", "c2012", "circa 1850", "2012~", "unknown", "yesterday", "44 BC",
        "2012-02-30", "2012-13", "0000", "31/04/2012", "04/03/2012", "1.5.2012", "99999999", "/",
        "..", "before 0001", "after 9999", "2012/2010", "before around 2012", "1457308800",
        "from x to 2012", "x" * 101, "00th century",
    ],
)  # fmt: skip
def test_a_date_without_days_is_kept_as_words_with_a_doubt(words: str) -> None:
    read = read_date(words)
    assert read is not None
    assert (read.date.text, read.date.is_placed) == (words, False)
    assert read.doubt


def test_a_date_that_calls_itself_uncertain_keeps_its_days_and_is_doubted() -> None:
    read = read_date("2012?")
    assert read is not None
    assert (read.date.earliest, read.date.latest) == ("2012-01-01", "2012-12-31")
    assert read.doubt


@pytest.mark.parametrize("nothing", [None, "", "  ", True, [], {}])
def test_where_there_is_nothing_to_read_there_is_no_date(nothing: object) -> None:
    assert read_date(nothing) is None


@pytest.mark.parametrize(
    ("words", "form", "earliest", "latest"),
    [
        ("04/03/2012", "%d/%m/%Y", "2012-03-04", "2012-03-04"),
        ("04/03/2012", "%m/%d/%Y", "2012-04-03", "2012-04-03"),
        ("03.2012", "%m.%Y", "2012-03-01", "2012-03-31"),
        ("12", "%y", "2012-01-01", "2012-12-31"),
        ("2012", "%d/%m/%Y", "2012-01-01", "2012-12-31"),
    ],
)
def test_a_format_tells_what_cannot_be_told_otherwise(
    words: str, form: str, earliest: str, latest: str
) -> None:
    read = read_date(words, (form,))
    assert read is not None
    assert (read.date.earliest, read.date.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("words", "form"), [("04.03.", "%d.%m."), ("4 4", "%d %d"), ("x", "%"), ("10:30", "%H:%M")]
)
def test_a_format_that_says_no_year_invents_none(words: str, form: str) -> None:
    read = read_date(words, (form,))
    assert read is not None
    assert (read.date.earliest, read.date.latest) == (None, None)


def test_a_week_alone_is_no_month() -> None:
    read = read_date("2012 week 30", ("%Y week %W",))
    assert read is not None
    assert (read.date.earliest, read.date.latest) == ("2012-01-01", "2012-12-31")
    day = read_date("2012 week 30, day 1", ("%Y week %W, day %w",))
    assert day is not None
    assert (day.date.earliest, day.date.latest) == ("2012-07-23", "2012-07-23")


@given(st.one_of(st.text(max_size=120), st.integers(), st.floats()))
def test_whatever_comes_the_days_are_of_the_calendar_and_in_order(value: object) -> None:
    read = read_date(value)
    if read is not None:
        days = [day for day in (read.date.earliest, read.date.latest) if day]
        assert all(map(is_day, days))
        assert days == sorted(days)
        assert days or read.doubt


@given(st.dates())
def test_a_day_is_read_as_that_day_and_no_other(day: object) -> None:
    read = read_date(str(day))
    assert read is not None
    assert (read.date.earliest, read.date.latest, read.doubt) == (str(day), str(day), "")
