"""A hit as a line of a list: its name with what was found in it, marks, and how much there is."""

from __future__ import annotations

import pytest

from db import query
from db.library import Library
from db.records import Kind
from db.search import search
from tests.make import (
    make_company,
    make_date,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)
from tui.views import rows
from tui.views.card import Row

LIBRARY = Library.of(
    make_records(
        make_person("ada", "Ada Lovelace"),
        make_person("bob", "Bob"),
        make_company("acme"),
        make_company("globex"),
        make_event(
            "came",
            "move",
            roles={"person": "person/ada", "from": "company/acme", "to": "company/globex"},
            date=make_date("2024-05-01"),
            summary="Ada is said to have gone to Globex.",
            grade="rumoured",
            disputes=("stayed",),
            same_as=("again",),
        ),
        make_event(
            "again",
            "move",
            roles={"person": "person/ada", "to": "company/globex"},
            quotes=("q2",),
            summary="Ada moved.",
            same_as=("came",),
        ),
        make_event(
            "stayed",
            "denial",
            roles={"by": "company/acme"},
            summary="Acme denies that she left.",
            grade="denied",
            disputes=("came",),
        ),
        make_source("s1", "The great move", publisher="Gate", lang="fr"),
        make_source("s2", "Later", published="2024-06"),
        make_quote("q1", "s1"),
        make_quote("q2", "s2"),
    ),
    "test",
)


def found(text: str, kind: Kind) -> list[Row]:
    results = search(LIBRARY, query.parse(text), kind)
    return [rows.row(LIBRARY, hit, kind) for hit in results.hits]


def matched(row: Row) -> str:
    return "|".join(
        piece.text
        for cell in (row.title, row.snippet)
        for piece in cell.pieces
        if piece.ink == "match"
    )


def test_a_person_has_a_count_of_events_and_a_mark_where_disputed() -> None:
    ada, bob = found("", "person")
    assert (ada.title.text, ada.badges, ada.view) == ("Ada Lovelace", "≠", "person/ada")
    assert (bob.aside, bob.badges) == ("0", "")


def test_the_letters_that_were_found_are_marked() -> None:
    (row,) = found("love", "person")
    assert matched(row) == "Love"


def test_a_name_found_by_a_likely_typo_is_marked_as_such() -> None:
    (row,) = found("lovelase", "person")
    assert row.badges.split() == ["≠", "~"]


def test_where_the_match_is_not_in_the_name_the_row_shows_it() -> None:
    row = next(each for each in found("denies", "company") if each.view == "company/acme")
    assert "denies" in row.snippet.text
    assert matched(row) == "denies"


def test_a_company_says_what_it_is() -> None:
    row = next(each for each in found("", "company") if each.view == "company/acme")
    assert row.title.text == "Acme  firm"
    assert row.badges == "≠"


def test_an_event_says_what_who_from_where_to_where_when_and_how_sure() -> None:
    row = next(each for each in found("", "event") if each.view == "event/came")
    assert row.title.text == "move  Ada Lovelace  Acme → Globex"
    assert row.aside == "2024-05-01"
    assert row.badges == "? ≠ 1"
    assert row.snippet.text == "rumoured · 2 sources"


def test_an_event_without_a_date_says_undated_and_a_denial_has_its_sign() -> None:
    row = next(each for each in found("", "event") if each.view == "event/stayed")
    assert row.title.text == "denial  Acme denies that she left."
    assert (row.aside, row.badges) == ("undated", "✗ ≠ 1")


def test_what_was_found_in_the_summary_of_a_move_is_shown_beside_it() -> None:
    row = next(each for each in found("gone", "event") if each.view == "event/came")
    assert matched(row) == "gone"


@pytest.mark.parametrize(
    ("view", "about"), [("source/s1", "Gate · fr · undated"), ("source/s2", "en · 2024-06")]
)
def test_a_source_says_who_published_it_in_which_language_and_when(view: str, about: str) -> None:
    row = next(each for each in found("", "source") if each.view == view)
    assert row.snippet.text == about
    assert row.aside == "1 quote"
