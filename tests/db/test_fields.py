"""A field is one row: who reads, tells, offers and explains a query learns of it from there."""

from __future__ import annotations

from typing import get_args

import pytest

from db import phrasing, values
from db.errors import BadQuery
from db.fields import BY_NAME, FIELDS, Field, Takes
from db.query import describe, parse, unparse
from tests import readme
from tui.screens.help import help_card

MOOD = Field(
    "mood",
    "how it was said",
    "mood:wry",
    "choice",
    ("wry", "earnest"),
    english="in {article} {value} mood",
)


@pytest.fixture
def mood(monkeypatch: pytest.MonkeyPatch) -> Field:
    """A field more, as one row of the table."""
    assert isinstance(BY_NAME, dict)
    monkeypatch.setitem(BY_NAME, "mood", MOOD)
    return MOOD


def test_every_sort_of_value_can_be_read_and_told() -> None:
    assert set(values._READERS) == set(phrasing._VALUES) == set(get_args(Takes))
    assert {field.takes for field in FIELDS} == set(get_args(Takes))


def test_a_row_more_is_read_and_written_back(mood: Field) -> None:
    assert unparse(parse("zhao -MOOD:Wry")) == "zhao -mood:wry"
    assert parse("").with_toggled("mood", "wry").terms == parse("mood:wry").terms


def test_a_row_more_is_told_in_english(mood: Field) -> None:
    assert describe(parse("to:meta mood:earnest")) == "events to Meta, in an earnest mood"
    assert describe(parse("-mood:wry")) == "events, not in a wry mood"


@pytest.mark.parametrize(
    ("text", "place", "meant"),
    [
        ("moood:wry", "moood:", "Did you mean “mood:”?"),
        ("colour:wry", "colour:", "amount, mood. "),
        ("mood:erNest", "erNest", "Did you mean mood:earnest? It takes wry, earnest."),
        ("mood: wry", "mood:", "as in mood:wry"),
    ],
)
def test_a_row_more_is_named_where_a_query_is_wrong(
    mood: Field, text: str, place: str, meant: str
) -> None:
    with pytest.raises(BadQuery) as raised:
        parse(text)
    assert text[raised.value.start : raised.value.end] == place
    assert meant in str(raised.value)


def test_a_row_more_stands_in_help_and_readme(mood: Field) -> None:
    told = [cell.text for line in help_card(()).lines for cell in line.cells]
    assert "mood:wry" in told
    assert "how it was said" in told
    assert "| `mood:wry` | how it was said |" in readme.fields()
