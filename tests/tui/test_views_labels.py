"""Labels: amounts, dates and counts in English, with their hedges."""

from __future__ import annotations

import pytest

from db.dates import PartialDate
from db.records import GRADES, Amount, Duration
from tests.make import make_date, make_event
from tui.views import labels

AMOUNTS = [
    (Amount("x", "USD", max=1e9, bound="up_to"), "up to 1 billion USD"),
    (Amount("x", "USD", min=1e9, max=1e9, bound="up_to"), "up to 1 billion USD"),
    (Amount("x", "USD", min=1e9, bound="over"), "at least 1 billion USD"),
    (Amount("x", "USD", min=1e9), "at least 1 billion USD"),
    (Amount("x", "USD", min=1e9, max=1e9), "1 billion USD"),
    (Amount("x", "USD", min=2e8, max=1e9, bound="range"), "200 million to 1 billion USD"),
    (Amount("x", "USD", min=4e5, max=4e5, bound="about"), "about 400,000 USD"),
    (Amount("x", "EUR", min=1.5e6, max=1.5e6), "1.5 million EUR"),
    (Amount("x", "percent", min=49, max=49), "49 %"),
    (Amount("x", "fraction", min=1 / 3, bound="over"), "at least one third"),
    (Amount("x", "fraction", min=0.15, max=0.15), "15 %"),
    (Amount("x", "people", min=1, max=1), "1 person"),
    (Amount("x", "people", min=344, max=344), "344 people"),
    (Amount("a fortune", "USD"), "“a fortune”"),
    (
        Amount("x", "USD", max=1e9, bound="up_to", per="offer, over several years"),
        "up to 1 billion USD per offer, over several years",
    ),
    (
        Amount("x", "USD", min=4e5, max=4e5, bound="about", statistic="average", sample=344),
        "about 400,000 USD, average, from 344 cases",
    ),
]

DURATIONS = [
    (Duration("x", "years", min=9, max=9), "9 years"),
    (Duration("x", "years", min=1, max=1), "1 year"),
    (Duration("x", "years", min=7), "at least 7 years"),
    (Duration("x", "months", max=3), "at most 3 months"),
    (Duration("x", "weeks", min=2, max=3), "2 to 3 weeks"),
    (Duration("for ages", "years"), "“for ages”"),
]


@pytest.mark.parametrize(("amount", "words"), AMOUNTS)
def test_an_amount_keeps_its_bound(amount: Amount, words: str) -> None:
    assert labels.amount_words(amount) == words


@pytest.mark.parametrize(("duration", "words"), DURATIONS)
def test_a_duration_keeps_its_bound(duration: Duration, words: str) -> None:
    assert labels.duration_words(duration) == words


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [(0, "event", "0 events"), (1, "person", "1 person"), (2000, "person", "2,000 people")],
)
def test_a_count_agrees_with_its_noun(count: int, noun: str, words: str) -> None:
    assert labels.counted(count, noun) == words


@pytest.mark.parametrize(
    ("names", "words"),
    [((), ""), (("A",), "A"), (("A", "B"), "A and B"), (("A", "B", "C"), "A, B and C")],
)
def test_names_are_listed_as_in_a_sentence(names: tuple[str, ...], words: str) -> None:
    assert labels.listed(names) == words


@pytest.mark.parametrize(
    ("date", "until", "label"),
    [
        (None, None, "undated"),
        (PartialDate("last week"), None, "undated"),
        (make_date("2024-04-05"), None, "2024-04-05"),
        (None, make_date("2020-01-01", "2020-12-31"), "until 2020"),
        (None, PartialDate("x", latest="2024-03-31"), "before 2024-04"),
        (make_date("2013-01-01", "2013-12-31"), make_date("2020-01-01", "2020-12-31"), "2013"),
    ],
)
def test_an_event_without_a_date_says_so(
    date: PartialDate | None, until: PartialDate | None, label: str
) -> None:
    assert labels.date_label(make_event(date=date, until=until)) == label


def test_a_date_stands_with_the_words_of_its_source_and_what_it_rests_on() -> None:
    derived = PartialDate("sidste uge", "2024-03-25", "2024-03-31", "derived")
    assert labels.date_words(derived) == (
        "Mar 25–31 2024 · 2024-03-25 to 2024-03-31 · “sidste uge” · "
        "worked out from the source's own date"
    )
    assert labels.date_words(PartialDate("soon")) == "undated · “soon”"


def test_every_grade_but_stated_has_a_sign_and_every_grade_a_meaning() -> None:
    assert [grade for grade in GRADES if not labels.grade_sign(grade)] == ["stated"]
    assert set(labels.GRADES) == set(GRADES)


def test_a_type_that_an_import_brought_keeps_its_words() -> None:
    assert labels.type_label("board-seat") == "board seat"
