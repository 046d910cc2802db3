"""The palette offers commands that can do something here, then records, nothing twice."""

from __future__ import annotations

import pytest

from tests.newsroom import library
from tui.address import Address
from tui.address import parse as address
from tui.commands import BY_ID, COMMANDS
from tui.palette import MOST, offers


@pytest.mark.parametrize("view", ["people", "events?q=x", "person/wei", "source/s1"])
def test_with_nothing_typed_every_command_that_works_here_is_offered(view: str) -> None:
    here = address(view)
    node = "reader" if view.startswith("source/") else "browse"
    wanted = [
        f"!{each.id}"
        for each in COMMANDS
        if each.in_palette and each.node in ("app", node) and each.when(here)
    ]
    assert [choice.answer for choice in offers(library(), here, "")] == wanted


def test_a_command_is_found_by_words_of_its_sentence_in_any_order() -> None:
    found = offers(library(), Address(), "theme NEXT")
    assert found[0].answer == "!app.theme"
    assert BY_ID["app.theme"].help in found[0].detail


@pytest.mark.parametrize(
    ("typed", "view"),
    [("wei", "person/wei"), ("strasse", "person/strasse"), ("facebook", "company/meta")],
)
def test_a_record_is_found_by_name_or_alias(typed: str, view: str) -> None:
    answers = [choice.answer for choice in offers(library(), Address(), typed)]
    assert next(each for each in answers if not each.startswith("!")) == view


def test_saved_queries_come_after_commands_with_their_keys() -> None:
    saved = {f"list {number}": "people?q=zhao" for number in range(6)}
    found = offers(library(), Address(), "list", saved)
    answers = [choice.answer for choice in found if choice.answer.startswith("=")]
    assert answers == [f"=list {number}" for number in range(6)]
    asides = [choice.aside for choice in found if choice.answer.startswith("=")]
    assert asides == ["5", "6", "7", "8", "9", "saved"]
    everything = [choice.answer for choice in offers(library(), Address(), "", saved)]
    assert everything[-6:] == answers


def test_forgetting_is_offered_where_it_is_asked_for() -> None:
    saved = {"my forge": "people", "hires": "events"}

    def forgotten(typed: str) -> list[str]:
        found = offers(library(), Address(), typed, saved)
        return [choice.answer for choice in found if choice.answer.startswith("-")]

    assert forgotten("") == []
    assert forgotten("hires") == []
    assert forgotten("forg") == ["-my forge", "-hires"]
    assert forgotten("forget hi") == ["-hires"]


def test_commands_come_before_records_and_nothing_comes_twice() -> None:
    answers = [choice.answer for choice in offers(library(), Address(), "e")]
    is_record = [not each.startswith("!") for each in answers]
    assert is_record == sorted(is_record)
    assert len(set(answers)) == len(answers)
    assert sum(is_record) <= MOST


@pytest.mark.parametrize("typed", ['"', "date:soon", "to:", "colour:red"])
def test_what_is_no_query_finds_no_record(typed: str) -> None:
    assert all(each.answer.startswith("!") for each in offers(library(), Address(), typed))
