"""A view is a string that can be read, written, and read again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BadView
from tui.address import LISTS, PROBLEMS, Address, parse


@pytest.mark.parametrize(
    ("view", "address"),
    [
        ("people", Address("person")),
        ("person/jason-wei", Address("person", "jason-wei")),
        ("person/jason-wei#history", Address("person", "jason-wei", part="history")),
        ("source/dk#dk-musk", Address("source", "dk", part="dk-musk")),
        ("events?q=type:hire to:meta", Address("event", query="type:hire to:meta")),
        ("events?q=type:hire%20to:meta", Address("event", query="type:hire to:meta")),
        ("companies?sort=name", Address("company", sort="name")),
        ("problems", Address(page=PROBLEMS)),
        ("problems?q=moved", Address(page=PROBLEMS, query="moved")),
        ("people?q=%22a%20b%22&sort=name", Address("person", query='"a b"', sort="name")),
    ],
)
def test_a_view_is_read(view: str, address: Address) -> None:
    assert parse(view) == address


@pytest.mark.parametrize("view", ["", "persons", "person/", "people/x", "x/y", "people?colour=red"])
def test_what_is_no_view_is_refused_in_one_sentence_that_helps(view: str) -> None:
    with pytest.raises(BadView) as refused:
        parse(view)
    assert "person/jason-wei" in str(refused.value) or "q=" in str(refused.value)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ("people#x", "leave out “#x”"),
        ("people?q=c#", "write # as %23"),
        ("people?q=a#b", "leave out “#b”"),
        ("person/jason-wei?q=1", "leave out “?q=1”"),
        ("person/jason-wei?", "only a list takes options"),
        ("source/dk?sort=name#dk-musk", "leave out “?sort=name”"),
        ("problems?sort=rule", "problems have no order"),
        ("problems#x", "leave out “#x”"),
        ("events?q=a&q=b", "“q=” stands in the view twice"),
        ("events?q=a&sort=&sort=date", "“sort=” stands in the view twice"),
    ],
)
def test_no_part_of_a_view_is_dropped_without_a_word(view: str, words: str) -> None:
    with pytest.raises(BadView, match=re.escape(words)) as refused:
        parse(view)
    assert "\n" not in str(refused.value)


@given(
    st.sampled_from(LISTS),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from([None, "name", "date"]),
)
def test_a_list_with_any_query_survives_being_written_and_read(
    kind: str, query: str, sort: str | None
) -> None:
    address = Address(kind, query=query, sort=sort)  # type: ignore[arg-type]
    assert parse(str(address)) == address


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), st.text(min_size=1))
def test_a_record_with_any_part_survives_being_written_and_read(identifier: str, part: str) -> None:
    address = Address("source", identifier, part=part)
    assert parse(str(address)) == address


def test_a_query_stays_readable_in_its_view() -> None:
    assert str(Address("event", query="to:meta -type:hire")) == "events?q=to:meta%20-type:hire"


def test_problems_are_neither_a_list_nor_a_record() -> None:
    address = parse("problems?q=a%20b")
    assert not address.is_list
    assert not address.is_record
    assert str(address) == "problems?q=a%20b"
    assert str(address.narrowed("")) == "problems"
