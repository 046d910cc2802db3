"""Orders in words and by letter."""

from __future__ import annotations

import pytest

from db.library.sorts import SORTS
from db.records import Kind
from tests.newsroom import library
from tui import ordering
from tui.views.listed import COLUMNS

KINDS: tuple[Kind, ...] = ("person", "company", "event", "source")


@pytest.mark.parametrize("kind", KINDS)
def test_every_order_can_be_chosen_by_a_letter_of_its_own(kind: Kind) -> None:
    orders = library().sorts(kind)
    offered = list(ordering.offered(kind, orders))
    assert {each.name for each in offered} == set(orders)
    assert len({each.letter for each in offered}) == len(offered)
    for each in offered:
        assert ordering.chosen(kind, orders, None, each.letter) == each.name
        assert ordering.chosen(kind, orders, None, each.letter.upper()) == f"-{each.name}"


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_but_words_has_an_order(kind: Kind) -> None:
    assert [c.name for c in COLUMNS[kind] if c.heading and c.name not in SORTS[kind]] == []


def test_an_order_without_a_column_gets_a_letter_too() -> None:
    offered = list(ordering.offered("person", {"name": "by name", "shoe": "largest shoe first"}))
    assert [each.letter for each in offered] == ["n", "s"]


@pytest.mark.parametrize(
    ("current", "letter", "sort"),
    [
        ("name", "n", "-name"),
        ("-name", "n", "name"),
        ("events", "n", "name"),
        ("events", "N", "-name"),
        ("-name", "N", "-name"),
        ("name", "?", None),
        ("name", "7", None),
    ],
)
def test_the_same_letter_again_turns_the_order_round(
    current: str, letter: str, sort: str | None
) -> None:
    assert ordering.chosen("person", library().sorts("person"), current, letter) == sort


@pytest.mark.parametrize(
    ("sort", "words"),
    [
        ("events", "most events first"),
        ("-events", "fewest events first"),
        ("-name", "by name turned round"),
        ("-date", "by date turned round, undated last"),
    ],
)
def test_an_order_turned_round_says_so(sort: str, words: str) -> None:
    orders = {**library().sorts("person"), **library().sorts("event")}
    orders["events"] = library().sorts("person")["events"]
    assert ordering.in_words(orders, sort) == words
