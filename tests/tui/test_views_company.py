"""A company's page: who came from where and left for where, counted; the rest in tables."""

from __future__ import annotations

from typing import Any

import pytest

from db.library import Library
from db.records import Event, Record
from tests.make import (
    make_company,
    make_date,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)
from tui import views
from tui.views.card import Card, Line


def card_of(*records: Record) -> Card:
    """The page of Acme, which has a lab; Globex is another firm."""
    around = (
        make_company("acme"),
        make_company("labs", "Labs", kind="lab", parent="acme"),
        make_company("globex"),
        make_person("ada"),
        make_person("bob"),
        make_source(),
        make_quote(),
    )
    return views.company_card(Library.of(make_records(*around, *records), "test"), "acme")


def move(id: str, type: str = "hire", **fields: Any) -> Event:
    roles = {"person": f"person/{fields.pop('who', 'ada')}"} | {
        role: f"company/{fields.pop(name)}"
        for role, name in (("from", "left"), ("to", "joined"))
        if name in fields
    }
    return make_event(id, type, roles=roles, **fields)


def texts(line: Line) -> list[str]:
    return [cell.text for cell in line.cells if cell.text]


def table(card: Card, heading: str) -> tuple[str, list[list[str]]]:
    found = [each for each in card.sections if each.heading.startswith(heading)]
    assert found, [each.heading for each in card.sections]
    return found[0].heading, [texts(line) for line in found[0].lines]


def headings(card: Card) -> list[str]:
    found = [each.heading.partition(" · ")[0] for each in card.sections if each.heading]
    return [heading for heading in found if heading != "its parts"]


def test_movers_are_grouped_by_where_they_came_from_and_counted() -> None:
    card = card_of(
        move("a", left="globex", joined="acme"),
        move("b", left="globex", joined="acme", who="bob", date=make_date("2024-05-01")),
        move("c", joined="acme"),
    )
    heading, rows = table(card, "came from where")
    assert heading == "came from where · 2 people"
    assert rows == [
        ["Globex", "2 people"],
        ["  Bob", "2024-05-01", "hire  Globex → Acme", "stated", "1 quote"],
        ["  Ada", "undated", "hire  Globex → Acme", "stated", "1 quote"],
        ["not told", "1 person"],
        ["  Ada", "undated", "hire  to Acme", "stated", "1 quote"],
    ]


def test_a_group_leads_to_its_company_and_a_mover_to_the_event() -> None:
    card = card_of(move("a", left="globex", joined="acme"))
    lines = next(each for each in card.sections if each.heading.startswith("came")).lines
    assert [(line.view, line.event) for line in lines] == [
        ("company/globex", None),
        ("event/a", "a"),
    ]


def test_where_nothing_is_dated_the_heading_says_so() -> None:
    heading, rows = table(card_of(move("a", left="acme", joined="globex")), "left")
    assert heading == "left for where · 1 person · undated"
    assert rows[1] == ["  Ada", "hire  Acme → Globex", "stated", "1 quote"]


def test_a_move_to_a_part_counts_with_the_company_and_says_through_which_part() -> None:
    _, rows = table(card_of(move("a", left="globex", joined="labs")), "came from where")
    assert rows[1][1] == "hire  Globex → Acme via Labs"


def test_a_move_between_parts_is_neither_a_coming_nor_a_leaving() -> None:
    assert headings(card_of(move("a", left="acme", joined="labs"))) == ["moved within"]


@pytest.mark.parametrize(
    "fields",
    [{"status": status} for status in ("announced", "agreed", "planned", "attempted", "refused")]
    + [{"grade": "denied"}],
)
def test_what_is_not_done_or_denied_is_counted_nowhere_and_listed_apart(
    fields: dict[str, str],
) -> None:
    card = card_of(move("a", left="globex", joined="acme", **fields))
    assert [each.partition(":")[0] for each in headings(card)] == ["not done"]


def test_people_without_a_record_are_counted_apart() -> None:
    roles = {"person": "two researchers", "to": "company/acme"}
    heading, rows = table(card_of(make_event("a", "hire", roles=roles)), "came")
    assert heading == "came from where · 1 unnamed · undated"
    assert rows[1][0] == "  two researchers"


def test_a_post_is_not_a_coming() -> None:
    card = card_of(move("a", "position", joined="acme", title="chief scientist"))
    _, rows = table(card, "posts and foundings")
    assert rows == [["Ada", "position  chief scientist, Acme", "stated", "1 quote"]]


def test_parent_and_parts_are_links() -> None:
    card = views.company_card(
        Library.of(
            make_records(
                make_company("acme", parent="big", aliases=("ACME",)),
                make_company("big"),
                make_company("labs", "Labs", kind="lab", parent="acme"),
            ),
            "test",
        ),
        "acme",
    )
    first, *_, last = card.sections
    assert [(texts(line), line.view) for line in first.lines] == [
        (["kind", "firm"], None),
        (["also", "ACME"], None),
        (["part of", "Big"], "company/big"),
    ]
    assert last.heading == "its parts"
    assert [(texts(line), line.view) for line in last.lines] == [(["Labs", "lab"], "company/labs")]


@pytest.mark.parametrize(
    ("event", "heading"),
    [
        (make_event("e", "offer", roles={"by": "company/acme", "person": "person/ada"}), "offers"),
        (make_event("e", "stake", roles={"by": "company/acme"}), "stakes"),
        (make_event("e", "statement", roles={"by": "company/acme"}), "what it said"),
        (make_event("e", "criticism", roles={"about": "company/acme"}), "what was said of it"),
        (make_event("e", "board-seat", roles={"about": "company/acme"}), "other events"),
        (
            make_event("e", "hire", roles={"person": "person/ada", "about": "company/acme"}),
            "other moves that name it",
        ),
    ],
)
def test_each_kind_of_event_has_its_table(event: Event, heading: str) -> None:
    card = card_of(event)
    assert headings(card)[0].startswith(heading)
    assert [line.event for line in card.lines if line.event] == ["e"]


def test_what_an_outlet_relays_is_told_apart_from_what_it_does() -> None:
    from db.records import Claim

    claim = Claim("reported", by="sources", via=("company/acme",))
    roles = {"person": "person/ada", "to": "company/globex"}
    card = card_of(make_event("e", "hire", roles=roles, claim=claim))
    assert headings(card) == ["what it told or relayed"]


@pytest.mark.parametrize(
    ("fields", "heading", "counted"),
    [
        ({"joined": "acme", "type": "position"}, "posts and foundings", "posts and foundings"),
        ({"joined": "acme", "left": "globex"}, "came from", "came from where · 2 people"),
        ({"joined": "acme", "left": "globex", "status": "planned"}, "not done", "not done: "),
    ],
)
def test_of_thousands_of_moves_the_first_are_listed_and_all_are_one_key_away(
    fields: dict[str, Any], heading: str, counted: str
) -> None:
    moves = [move(f"m{n:04}", who=("ada", "bob")[n % 2], **fields) for n in range(1000)]
    card = card_of(*moves)
    assert card.aside.startswith("1,000 events")
    (found,) = (each for each in card.sections if each.heading.startswith(heading))
    assert found.heading.startswith(counted)
    assert len([line for line in found.lines if line.event]) == 200
    last = found.lines[-1]
    assert (last.view, last.cells[2].text) == (
        "events?q=company:acme",
        "800 more; Enter lists all events of this company and its parts",
    )


def test_of_hundreds_of_origins_those_with_the_most_are_listed_and_all_are_counted() -> None:
    firms = [make_company(f"f{n:03}") for n in range(300)]
    moves = [move(f"m{n:04}", left=f"f{n % 300:03}", joined="acme") for n in range(600)]
    card = card_of(*firms, *moves)
    (found,) = (each for each in card.sections if each.heading.startswith("came from"))
    assert len([line for line in found.lines if line.event]) == 200
    assert len([line for line in found.lines if not line.event]) == 101
    assert found.lines[-1].cells[2].text.startswith("400 more")


def test_of_thousands_of_statements_of_somebody_the_first_are_listed() -> None:
    said = [make_event(f"e{n:04}", "statement", roles={"person": "person/ada"}) for n in range(300)]
    library = Library.of(
        make_records(make_person("ada"), make_source(), make_quote(), *said), "test"
    )
    (found,) = (
        each for each in views.person_card(library, "ada").sections if "said" in each.heading
    )
    assert (len(found.lines), found.lines[-1].view) == (201, "events?q=person:ada")
    assert "100 more; Enter lists all events of this person" in found.lines[-1].cells[2].text
