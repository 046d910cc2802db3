"""Amounts and lengths of time as files have them: bounds, ranges, units, nothing guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.intake.measuring import read_amount, read_duration


@pytest.mark.parametrize(
    ("words", "unit", "read"),
    [
        ("12%", None, ("percent", 12, 12, None)),
        ("12", "percent", ("percent", 12, 12, None)),
        ("1/3", None, ("percent", pytest.approx(100 / 3), pytest.approx(100 / 3), None)),
        ("25 %", "fraction", ("fraction", 0.25, 0.25, None)),
        ("$1.5 million", None, ("USD", 1.5e6, 1.5e6, None)),
        ("1,5 Mio. €", None, ("EUR", 1.5e6, 1.5e6, None)),
        ("USD 5m", None, ("USD", 5e6, 5e6, None)),
        ("1 234 567", "EUR", ("EUR", 1234567, 1234567, None)),
        ("1.234.567,89", "EUR", ("EUR", 1234567.89, 1234567.89, None)),
        ("1'200 CHF", None, ("CHF", 1200, 1200, None)),
        ("300 kr", "DKK", ("DKK", 300, 300, None)),
        ("up to $100m", None, ("USD", None, 1e8, "up_to")),
        ("over 50 people", None, ("people", 50, None, "over")),
        ("approx. 40 employees", None, ("people", 40, 40, "about")),
        ("~5", "percent", ("percent", 5, 5, "about")),
        ("$10–20 million", None, ("USD", 1e7, 2e7, "range")),
        ("between 5% and 10%", None, ("percent", 5, 10, "range")),
        ("10 to 20", "people", ("people", 10, 20, "range")),
        ("from 10 to 20", "people", ("people", 10, 20, "range")),
        ("from 10", "people", ("people", 10, None, "over")),
        ("less than 5-10", "people", ("people", None, 10, "up_to")),
        ("more than 5-10 people", None, ("people", 5, None, "over")),
        ("about 5-10 people", None, ("people", 5, 10, "range")),
        ("est. 40 people", None, ("people", 40, 40, "about")),
        ("0,125", "fraction", ("fraction", 0.125, 0.125, None)),
        ("0.125", "EUR", ("EUR", 0.125, 0.125, None)),
        ("1", "fraction", ("fraction", 1, 1, None)),
        ("150%", "fraction", ("fraction", 1.5, 1.5, None)),
        ("12,125", "EUR", ("EUR", 12125, 12125, None)),
        ("5 eur", None, ("EUR", 5, 5, None)),
        ("200 DEM", None, ("DEM", 200, 200, None)),
        ("TOP 10", None, ("TOP", 10, 10, None)),
        ("3 XYZ", "XYZ", ("XYZ", 3, 3, None)),
    ],
)
def test_an_amount_is_read_with_its_bounds_and_its_unit(
    words: str, unit: str | None, read: tuple[object, ...]
) -> None:
    amount = read_amount(words, unit).amount
    assert amount is not None
    assert (amount.unit, amount.min, amount.max, amount.bound) == read
    assert amount.text == words


@pytest.mark.parametrize(
    ("words", "unit", "doubt"),
    [
        ("12", None, "has no unit: name its unit"),
        ("300 kr", None, "may be DKK or SEK or NOK or ISK"),
        ("300 kr", "EUR", "may be DKK"),
        ("1.500 €", None, "may be thousands or have three decimals"),
        ("much", "EUR", "is no amount that can be read"),
        ("20 to 10", "people", "ends below where it begins"),
        ("9" * 400, "EUR", "too long"),
        ("", "EUR", "is no amount"),
        ("5 USD to 10 EUR", None, "is no amount"),
        ("5 min", None, "counts neither money, a share nor people"),
        ("5 min", "EUR", "counts neither money"),
        ("10 est", None, "counts neither money"),
        ("top 10", None, "counts neither money"),
        ("25", "fraction", "is more than the whole"),
        ("0.5 to 25", "fraction", "is more than the whole"),
        ("2019 500", "EUR", "two figures"),
        ("0 500", "EUR", "two figures"),
        ("1 234'567", "EUR", "is no amount"),
        ("10, 20", "EUR", "two figures"),
    ],
)
def test_what_cannot_be_told_is_left_out_and_said(words: str, unit: str | None, doubt: str) -> None:
    read = read_amount(words, unit)
    assert read.amount is None
    assert doubt in read.doubt


def test_what_an_amount_is_counted_by_is_kept() -> None:
    amount = read_amount("5", "EUR", "year").amount
    assert amount is not None
    assert amount.per == "year"


@pytest.mark.parametrize("words", ["1 2", "5 10 EUR", "$1 2 million", "1.5 2"])
def test_two_figures_with_nothing_between_are_never_one(words: str) -> None:
    read = read_amount(words, "EUR")
    assert (read.amount, "two figures" in read.doubt) == (None, True)


@given(st.text(max_size=30), st.sampled_from([None, "EUR", "fraction"]))
def test_any_text_is_an_amount_or_a_doubt(words: str, unit: str | None) -> None:
    read = read_amount(words, unit)
    assert (read.amount is None) == bool(read.doubt)
    if read.amount and read.amount.min is not None and read.amount.max is not None:
        assert read.amount.min <= read.amount.max


@pytest.mark.parametrize(
    ("words", "unit", "read"),
    [
        ("3 years", None, (3, "years")),
        ("2,5 Jahre", None, (2.5, "years")),
        ("6 mois", None, (6, "months")),
        ("18", "months", (18, "months")),
        ("4 weeks", "months", (4, "weeks")),
        ("10d", None, (10, "days")),
    ],
)
def test_a_length_of_time_is_read_with_its_unit(
    words: str, unit: str | None, read: tuple[float, str]
) -> None:
    duration = read_duration(words, unit)
    assert duration is not None
    assert (duration.min, duration.unit) == read


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("2-3 years", 2, 3),
        ("2 to 3 yrs.", 2, 3),
        ("2–3 ans", 2, 3),
        ("over 3 years", 3, None),
        ("up to 3 years", None, 3),
        ("approx. 3 years", 3, 3),
        ("3-year", 3, 3),
        ("for over 3 years", 3, None),
        ("up to 3-5 years", None, 5),
        ("over 3-5 years", 3, None),
        ("from 3 to 5 years", 3, 5),
        ("999 years", 999, 999),
    ],
)
def test_a_length_of_time_keeps_its_bounds(
    words: str, low: float | None, high: float | None
) -> None:
    duration = read_duration(words, "months")
    assert duration is not None
    assert (duration.min, duration.max, duration.unit) == (low, high, "years")


@pytest.mark.parametrize(
    "words",
    [
        "since 2019",
        "12 decades",
        "3 hours",
        "-3 years",
        "2½ years",
        "1 year 6 months",
        "3y6m",
        "1,500 days",
        "no. 4 of 3 years",
        "P3Y",
        "3 to 2 years",
        "2019",
        "1000 years",
        "2019-2021 years",
        "365000 days",
    ],
)
def test_of_words_that_say_more_than_a_length_of_time_nothing_is_guessed(words: str) -> None:
    assert read_duration(words, "years") is None


@pytest.mark.parametrize("words", ["long", "3", "3 parsecs", "9" * 300])
def test_what_is_no_length_of_time_is_none(words: str) -> None:
    assert read_duration(words) is None
