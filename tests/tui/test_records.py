"""Records: each fact leads to its words, to who takes part, and to what disputes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.library import Library
from tests.make import make_event, make_person, make_quote, make_records, make_source
from tests.tui.explorer import Seat, built_in, explorer, laid, words
from tui.address import Address
from tui.messages import Open


async def down_to(seat: Seat, view: str) -> None:
    """Move the record's cursor to the line that leads to a view."""
    card = seat.browse.card
    for _ in range(card.count()):
        if card.line and card.line.view == view:
            return
        await seat.press("down")
    raise AssertionError(f"no line leads to {view}:\n{seat.text}")


async def test_a_history_leads_to_its_events_and_an_event_to_who_takes_part(
    own_home: Path,
) -> None:
    async with explorer(own_home, "person/shengjia-zhao") as seat:
        assert "6 events · 1 source" in seat.text
        event = built_in().event(seat.browse.card.key or "")
        await seat.press("enter")
        assert seat.view == f"event/{event.id}"
        assert event.claim.grade in seat.text
        assert " ".join(event.summary.split())[:40] in words(seat.browse.card)
        await seat.press("home")
        await down_to(seat, "person/shengjia-zhao")
        await seat.press("enter")
        assert seat.view == "person/shengjia-zhao"
        await seat.press("backspace", "backspace")
        assert (seat.view, seat.browse.card.key) == ("person/shengjia-zhao", event.id)


async def test_the_cursor_is_on_the_same_fact_after_back(own_home: Path) -> None:
    async with explorer(own_home, "company/meta", size=(80, 24)) as seat:
        await seat.press("pagedown", "pagedown", "down")
        place, drawn = seat.here, seat.lines[:-1]
        assert place.top > 0
        await seat.press("enter", "backspace")
        assert seat.here == place
        assert seat.lines[:-1] == drawn


async def test_two_claims_that_dispute_each_other_stand_side_by_side(own_home: Path) -> None:
    mine, other = "zuckerberg-denies-200m-bonuses", "tml-staff-offers-200m-to-1b"
    disputes = built_in().disputes_of(built_in().event(mine))
    assert other in {event.id for event in disputes}
    async with explorer(own_home, f"event/{mine}") as seat:
        await seat.press("end")
        card = seat.browse.card
        quotes = [built_in().event(name).quotes[0] for name in (mine, disputes[0].id)]
        for quote in quotes:
            assert " ".join(built_in().quote(quote).exact.split())[:20] in words(card)
        await seat.press("home")
        await down_to(seat, f"event/{disputes[0].id}")
        await seat.press("enter")
        assert seat.view == f"event/{disputes[0].id}"


@pytest.mark.parametrize("company", ["meta", "openai"])
async def test_a_company_says_who_came_and_who_left(own_home: Path, company: str) -> None:
    async with explorer(own_home, f"company/{company}") as seat:
        told = [line for line in laid(seat.browse.card) if "Shengjia Zhao" in line]
        assert any("OpenAI" in line or "Meta" in line for line in told), told
        views = {line.view for line in seat.browse.card.card.lines}
        assert "event/zhao-arrives-at-meta" in views or "person/shengjia-zhao" in views


async def test_every_line_of_a_record_that_the_cursor_stops_on_leads_somewhere(
    own_home: Path,
) -> None:
    async with explorer(own_home, "company/openai") as seat:
        card = seat.browse.card
        stops = [number for number in range(card.count()) if card.can_land(number)]
        assert len(stops) > 10
        assert all(line.view for line in card.card.lines if line.can_be_landed_on)
        await seat.press("home")
        walked = [card.cursor]
        for _ in stops[1:12]:
            await seat.press("down")
            walked.append(card.cursor)
        assert walked == stops[:12]
        await seat.press("end")
        assert card.cursor == stops[-1]


async def test_a_view_that_leads_nowhere_is_told_and_one_stays(own_home: Path) -> None:
    async with explorer(own_home, "person/jason-wei") as seat:
        here = seat.here
        seat.page.post_message(Open(Address("person", "nobody")))
        await seat.settle()
        assert seat.message == "There is no person/nobody in this database."
        assert seat.here == here
        assert not seat.app.trail.behind


async def test_who_takes_part_but_has_no_record_is_named_and_leads_nowhere(own_home: Path) -> None:
    records = make_records(
        make_person("ada"),
        make_event(roles={"person": "person/ada", "to": "company/gone"}),
        make_quote(),
        make_source(),
    )
    async with explorer(own_home, "event/ada-hire", library=Library.of(records, "tiny")) as seat:
        assert "to gone" in words(seat.browse.card)
        await seat.press("home")
        await down_to(seat, "company/gone")
        await seat.press("enter")
        assert seat.view == "event/ada-hire"
        assert "There is no company/gone" in seat.message


async def test_o_opens_the_source_at_the_words_of_the_fact(own_home: Path) -> None:
    async with explorer(own_home, "person/shengjia-zhao") as seat:
        await seat.press("down", "down")
        shown = seat.browse.quote_shown
        place = seat.here
        await seat.press("o")
        assert seat.reader.quote_shown == shown
        assert seat.view == f"source/gate-exode#{shown}"
        await seat.press("backspace")
        assert seat.here == place


async def test_o_from_the_list_opens_the_source_of_what_is_shown(own_home: Path) -> None:
    async with explorer(own_home, "people?q=zhao") as seat:
        shown = seat.browse.quote_shown
        await seat.press("o")
        assert seat.reader.quote_shown == shown
        await seat.press("escape")
        assert seat.view == "people?q=zhao"


async def test_where_nothing_is_quoted_o_and_y_say_so(own_home: Path) -> None:
    library = Library.of(make_records(make_person("ada")), "tiny")
    async with explorer(own_home, "person/ada", library=library) as seat:
        assert "Nothing is quoted here" in seat.text
        await seat.press("o")
        assert seat.message == "There is no quote here to open a source for."
        await seat.press("y")
        assert seat.message.startswith("There is no quote here to copy")
        assert seat.copied == []


async def test_an_empty_database_can_be_looked_at(own_home: Path) -> None:
    async with explorer(own_home, library=Library.of(make_records(), "empty")) as seat:
        await seat.press("down", "enter", "2", "3", "4", "f", "escape", "o", "slash", "x", "enter")
        assert seat.app.is_running
        assert "0 of 0" in seat.text or "No " in seat.text


async def test_a_source_in_the_list_opens_to_be_read(own_home: Path) -> None:
    async with explorer(own_home, "sources") as seat:
        assert seat.browse.results.key == "source/dk-topfolk"
        await seat.press("enter")
        assert seat.reader.address.id == "dk-topfolk"
        await seat.press("backspace")
        assert seat.view == "sources"
        assert seat.focus == "list"
