"""An event's page: the claim, its sayers, its words, and what stands against it."""

from __future__ import annotations

import pytest

from db.dates import PartialDate
from db.errors import NotFound
from db.library import Library
from db.records import Amount, Claim, Event, Record
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)
from tui import views
from tui.views.card import Card, Section


def card_of(event: Event, *records: Record) -> Card:
    around = (
        make_person("ada"),
        make_company("acme"),
        make_company("wired"),
        make_company("gate"),
        make_source("s1", "A report"),
        make_source("s2", "Another report"),
        make_quote("q1", "s1", "Ada joined Acme", speaker="person/ada", speech="direct"),
        make_quote("q2", "s2", "She never came", lang="fr", translation="Elle?"),
    )
    return views.event_card(Library.of(make_records(*around, event, *records), "test"), event.id)


def section(card: Card, heading: str) -> Section:
    found = [each for each in card.sections if each.heading.startswith(heading)]
    assert found, [each.heading for each in card.sections]
    return found[0]


def rows(part: Section) -> list[list[str]]:
    return [[cell.text for cell in line.cells if cell.text] for line in part.lines]


def test_a_claim_is_told_in_plain_english_beside_the_words_of_its_source() -> None:
    event = make_event(
        "e",
        "offer",
        grade="rumoured",
        status="refused",
        date=PartialDate("sidste uge", "2024-03-25", "2024-03-31", "derived"),
        amount=Amount("jusqu’à un milliard", "USD", max=1e9, bound="up_to"),
    )
    facts = dict(rows(section(card_of(event), "the claim")))
    assert facts["grade"].startswith("rumoured: ")
    assert facts["status"] == "refused"
    assert "“sidste uge”" in facts["date"]
    assert facts["amount"] == "up to 1 billion USD · “jusqu’à un milliard”"


def test_an_event_without_a_date_says_undated() -> None:
    assert ["date", "undated"] in rows(section(card_of(make_event("e")), "the claim"))


def test_who_says_so_is_told_from_the_claimant_outwards_with_links() -> None:
    claim = Claim("reported", by_id="person/ada", via=("company/gate", "company/wired"))
    part = section(card_of(make_event("e", claim=claim)), "who says so")
    assert [(row, line.view) for row, line in zip(rows(part), part.lines, strict=True)] == [
        (["says", "Ada"], "person/ada"),
        (["relayed by", "Wired"], "company/wired"),
        (["relayed by", "Gate"], "company/gate"),
        (["in", "A report"], "source/s1"),
    ]


def test_participants_are_links_by_their_part() -> None:
    roles = {"person": "person/ada", "to": "company/acme", "heard-by": "a crowd"}
    part = section(card_of(make_event("e", roles=roles)), "who takes part")
    assert rows(part) == [["who", "Ada"], ["to", "Acme"], ["said to", "a crowd"]]
    assert [line.view for line in part.lines] == ["person/ada", "company/acme", None]


def test_each_quote_is_a_line_with_our_translation_marked_as_ours() -> None:
    part = section(card_of(make_event("e", quotes=("q1", "q2"))), "in these words")
    assert rows(part) == [
        ["“Ada joined Acme”"],
        ["Ada · in their own words · A report · en"],
        ["“She never came”"],
        ["our translation: Elle?"],
        ["Another report · fr"],
    ]
    assert [(line.quote, line.view) for line in part.lines if line.quote] == [
        ("q1", "source/s1#q1"),
        ("q2", "source/s2#q2"),
    ]


def test_a_dispute_stands_side_by_side_each_with_its_words() -> None:
    event = make_event("e", summary="She came.", disputes=("d",))
    denial = make_event(
        "d", "denial", grade="denied", summary="She did not.", quotes=("q2",), disputes=("e",)
    )
    card = card_of(event, denial)
    at = next(n for n, each in enumerate(card.sections) if each.is_foil)
    ours, theirs = card.sections[at : at + 2]
    assert theirs.beside
    assert rows(ours)[0] == ["She came."]
    assert ["“Ada joined Acme”"] in rows(ours)
    assert rows(theirs)[0] == ["She did not."]
    assert ["“She never came”"] in rows(theirs)
    assert [line.view for line in theirs.lines if line.view] == ["event/d", "source/s2#q2"]
    assert card.aside == "stated · 1 quote · ≠ 1"


def test_tellings_elsewhere_are_links_with_their_source() -> None:
    card = card_of(make_event("e", same_as=("f",)), make_event("f", quotes=("q2",), same_as=("e",)))
    part = section(card, "told elsewhere too")
    assert part.lines[0].view == "event/f"
    assert rows(part)[1] == ["in Another report"]


def test_who_recorded_and_checked_a_claim_is_told() -> None:
    part = section(card_of(make_event("e", extracted_by="a model")), "record")
    assert rows(part) == [["id", "e"], ["recorded by", "a model"], ["checked by", "nobody yet"]]


def test_an_unknown_event_is_not_found() -> None:
    with pytest.raises(NotFound):
        views.event_card(Library.of(make_records(), "test"), "nothing")
