"""A person's page: spells as bars, history in order, every event once."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from db.dates import PartialDate
from db.library import Library
from db.records import Duration, Event, Identifier, Link, Record
from tests.make import (
    make_company,
    make_date,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)
from tui import views
from tui.layout import plain
from tui.views.card import Card, Line

BUILT_IN = Path(__file__).parents[2] / "db" / "data" / "talent-war.json"
Y2013 = make_date("2013-01-01", "2013-12-31")
Y2020 = make_date("2020-01-01", "2020-12-31")


def card_of(*records: Record) -> Card:
    """The page of Ada, among two companies and one source."""
    around = (make_company("acme"), make_company("globex"), make_source(), make_quote())
    library = Library.of(make_records(make_person("ada"), *around, *records), "test")
    return views.person_card(library, "ada")


def move(id: str, type: str = "hire", **fields: object) -> Event:
    roles = {"person": "person/ada"} | {
        role: f"company/{fields.pop(name)}"
        for role, name in (("from", "left"), ("to", "joined"))
        if name in fields
    }
    return make_event(id, type, roles=roles, **fields)  # type: ignore[arg-type]


def texts(line: Line) -> list[str]:
    return [cell.text for cell in line.cells if cell.text]


def section(card: Card, heading: str) -> list[list[str]]:
    found = [each for each in card.sections if each.heading.startswith(heading)]
    assert found, [each.heading for each in card.sections]
    return [texts(line) for line in found[0].lines]


def spells(card: Card) -> list[list[str]]:
    return section(card, "spells")


def test_a_move_without_dates_gives_two_spells_whose_ends_are_unknown_or_open() -> None:
    card = card_of(move("m", left="acme", joined="globex"))
    assert spells(card) == [
        ["Acme", "?────────?", "dates unknown"],
        ["Globex", "?────────›", "start unknown"],
    ]
    assert card.sections[0].heading == "spells · ? not known · › no end told"


def test_a_tenure_with_both_dates_is_a_closed_bar() -> None:
    tenure = move("p", "position", joined="acme", date=Y2013, until=Y2020)
    [[name, bar, words]] = spells(card_of(tenure))
    assert (name, words) == ("Acme", "2013 – 2020")
    assert bar.strip()[0] + bar.strip()[-1] == "├┤"


def test_dated_spells_share_an_axis() -> None:
    rows = spells(
        card_of(
            move("a", joined="acme", date=Y2013),
            move("b", "move", left="acme", joined="globex", date=Y2020),
        )
    )
    (_, first, _), (_, second, _) = rows
    assert first.endswith("┤")
    assert second.startswith(" ")
    assert len(first) == second.index("├") + 1
    assert second.endswith("›")


def test_a_spell_without_a_place_is_dotted_beside_dated_ones() -> None:
    rows = spells(card_of(move("a", joined="acme", date=Y2013), move("b", joined="globex")))
    assert rows[1] == ["Globex", "?········›", "start unknown"]


@pytest.mark.parametrize("grade", ["denied"])
def test_a_denied_move_makes_no_spell(grade: str) -> None:
    card = card_of(move("m", joined="globex", grade=grade))
    assert not [each for each in card.sections if each.heading.startswith("spells")]


@pytest.mark.parametrize("status", ["announced", "agreed", "planned", "attempted", "refused"])
def test_a_move_that_is_not_done_makes_no_spell_and_says_how_far_it_came(status: str) -> None:
    card = card_of(move("m", "return", left="globex", joined="acme", status=status))
    assert not [each for each in card.sections if each.heading.startswith("spells")]
    assert section(card, "undated")[0][1] == f"{status}: Globex → Acme"


def test_the_date_of_a_position_is_its_beginning_and_without_one_there_is_none() -> None:
    [[_, _, dated]] = spells(card_of(move("a", "position", joined="acme", date=Y2013)))
    [[_, _, undated]] = spells(card_of(move("a", "position", joined="acme")))
    assert (dated, undated) == ("from 2013", "start unknown")


def test_a_return_is_a_spell_of_its_own() -> None:
    rows = spells(
        card_of(
            move("a", left="acme", joined="globex"),
            move("b", "return", left="globex", joined="acme"),
        )
    )
    assert [row[0] for row in rows] == ["Acme", "Globex", "Acme"]


def test_an_appointment_says_when_someone_was_there_and_not_since_when() -> None:
    [[_, _, words]] = spells(card_of(move("a", "appointment", joined="acme", date=Y2013)))
    assert words == "there in 2013"


def test_the_words_behind_a_spell_are_those_of_its_own_claim() -> None:
    card = card_of(move("birth", "birth", date=Y2013), move("a", joined="acme", date=Y2020))
    [spell] = next(each for each in card.sections if each.heading.startswith("spells")).lines
    assert (spell.view, spell.words, spell.event) == ("company/acme", "a", None)


def test_who_came_along_is_told_as_such_on_ones_own_page() -> None:
    roles = (
        make_role("person", "person/ada"),
        make_role("person", "Eve Ray"),
        make_role("to", "company/acme"),
    )
    card = card_of(make_event("a", "hire", roles=roles, date=Y2013))
    assert section(card, "history")[0][2] == "with Eve Ray  to Acme"


def test_links_and_registers_stand_below_the_career() -> None:
    links = (Link("https://ada.example", "site"),)
    numbers = (Identifier("wikidata", "Q7259"), Identifier("a-table-without-ids", "Ada"))
    ada = make_person("ada", aliases=("A. Lovelace",), links=links, identifiers=numbers)
    acme = make_company("acme", links=links)
    joined = move("a", joined="acme", date=Y2020)
    library = Library.of(make_records(ada, acme, make_source(), make_quote(), joined), "test")
    card = views.person_card(library, "ada")
    assert texts(card.sections[0].lines[0]) == ["also", "A. Lovelace"]
    assert section(card, "links") == [["link", "https://ada.example · site"], ["wikidata", "Q7259"]]
    for each in (card, views.company_card(library, "acme")):
        assert each.sections[-1].heading == "links and registers"


def test_two_dates_for_one_beginning_are_both_told() -> None:
    rows = spells(
        card_of(move("a", joined="acme", date=Y2013), move("b", joined="acme", date=Y2020))
    )
    assert [row[2] for row in rows] == ["from 2013 or 2020"]


def test_a_length_is_told_with_its_bound() -> None:
    left = move(
        "d",
        "departure",
        left="acme",
        date=PartialDate("x", latest="2024-03-31"),
        duration=Duration("mere end syv år", "years", min=7),
    )
    assert spells(card_of(left))[0][2] == "ended before 2024-04, after at least 7 years"


def test_a_spell_that_no_claim_states_outright_says_its_grade() -> None:
    assert spells(card_of(move("m", joined="acme", grade="implied")))[0][3] == "implied"


def test_nobody_is_at_a_product() -> None:
    app = make_company("app", kind="product")
    card = card_of(app, move("f", "founding", joined="app"))
    assert not [each for each in card.sections if each.heading.startswith("spells")]


def test_dated_events_come_in_order_and_undated_ones_in_their_own_band() -> None:
    card = card_of(
        move("late", joined="globex", date=Y2020),
        move("never", "departure", left="globex"),
        move("early", joined="acme", date=Y2013),
    )
    assert [row[0] for row in section(card, "history")] == [
        "2013",
        "… 6 years without a dated event …",
        "2020",
    ]
    assert section(card, "undated") == [["departure", "from Globex", "stated", "1 quote"]]


def test_a_gap_that_is_not_certainly_long_is_not_named() -> None:
    card = card_of(
        move("a", joined="acme", date=PartialDate("x", latest="2013-01-01")),
        move("b", joined="globex", date=PartialDate("x", latest="2020-12-31")),
    )
    assert len(section(card, "history")) == 2


def test_a_line_tells_grade_and_dispute_in_words_and_signs() -> None:
    card = card_of(
        move("m", joined="acme", grade="rumoured", disputes=("n",)),
        make_event("n", "denial", roles={"by": "company/acme"}, disputes=("m",), grade="denied"),
    )
    assert section(card, "undated") == [["hire", "to Acme", "rumoured", "?", "1 quote", "≠ 1"]]


def test_tellings_of_one_happening_are_one_line_with_their_sources_counted() -> None:
    card = card_of(
        move("m", joined="acme", same_as=("again",)),
        move("again", joined="acme", same_as=("m",), quotes=("q2",)),
        make_source("s2"),
        make_quote("q2", "s2"),
    )
    rows = section(card, "undated")
    assert rows == [["hire", "to Acme", "stated", "2 quotes · 2 sources"]]
    assert [line.view for line in card.lines if line.event] == ["event/m"]


def test_what_someone_said_and_what_was_said_of_them_stand_apart() -> None:
    card = card_of(
        make_event("said", "statement", roles={"by": "person/ada"}, summary="Ada spoke."),
        make_event("of", "criticism", roles={"about": "person/ada"}, summary="Bad."),
        make_event("via", "statement", roles={"about": "company/acme"}, summary="Told."),
    )
    assert section(card, "said · undated")[0][1] == "Ada spoke."
    assert section(card, "said of · undated")[0][1] == "Bad."


def test_the_page_names_aliases_and_counts() -> None:
    library = Library.of(
        make_records(
            make_person("zoe", aliases=("Zo", "Z."), description="a chemist"),
            make_company("acme"),
            make_source(),
            make_quote(),
            make_event(roles={"person": "person/zoe", "to": "company/acme"}),
        ),
        "test",
    )
    card = views.person_card(library, "zoe")
    assert (card.title, card.aside, card.view) == ("Zoe", "1 event · 1 source", "person/zoe")
    assert [texts(line) for line in card.sections[0].lines] == [["also", "Zo · Z."], ["a chemist"]]


@pytest.fixture(scope="module")
def built_in() -> Library:
    return Library.open(BUILT_IN)


def test_everyone_in_the_built_in_database_finds_each_event_on_exactly_one_line(
    built_in: Library,
) -> None:
    for person in built_in.ids("person"):
        lines = Counter(line.event for line in views.person_card(built_in, person).lines)
        shown = {event for event in lines if event}
        assert max(lines[event] for event in shown) == 1, person
        for event in built_in.events_about(f"person/{person}"):
            group = {event.id, *(other.id for other in built_in.same_as(event))}
            assert len(group & shown) == 1, (person, event.id)


def test_every_event_of_every_company_in_the_built_in_database_is_reached(
    built_in: Library,
) -> None:
    for company in built_in.ids("company"):
        lines = Counter(line.event for line in views.company_card(built_in, company).lines)
        shown = {event for event in lines if event}
        assert all(lines[event] == 1 for event in shown), company
        for event in built_in.events_about(f"company/{company}"):
            group = {event.id, *(other.id for other in built_in.same_as(event))}
            assert group & shown, (company, event.id)


@pytest.mark.parametrize("width", [50, 80, 120])
def test_date_kind_and_what_happened_and_a_sign_of_doubt_stay_at_every_width(width: int) -> None:
    card = card_of(
        move(
            "m",
            "appointment",
            joined="acme",
            title="chief of everything",
            date=make_date("2024-04-05"),
            grade="rumoured",
            disputes=("n",),
        ),
        make_event("n", "denial", roles={"by": "company/acme"}, disputes=("m",), grade="denied"),
    )
    line = next(line for line in plain(card, width).splitlines() if line[2:12] == "2024-04-05")
    assert "appointment" in line
    assert "chief of" in line
    assert "rumoured" in line or "?" in line
    assert line.endswith("≠ 1")
