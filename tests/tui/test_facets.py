"""The facets of a list: what Enter does, where the cursor stays, and what follows what."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.facets import Facet, FacetValue
from db.library import Library
from db.query import parse
from db.search import search
from tests.make import make_event, make_records, make_source
from tests.tui.explorer import SIZES, Seat, explorer
from tui.address import Address
from tui.views.card import Line
from tui.views.finding import facets_card


async def go_to(seat: Seat, name: str) -> None:
    """Move the facets' cursor to a value."""
    await seat.press("g")
    for _ in range(seat.browse.facets.count()):
        if seat.browse.facets.key == name:
            return
        await seat.press("down")
    raise AssertionError(f"{name} is not among the facets")


async def test_facets_count_the_results_and_enter_narrows_by_one(own_home: Path) -> None:
    async with explorer(own_home, "events?q=meta") as seat:
        before = seat.browse.results.count()
        await seat.press("f")
        assert seat.focus == "facets"
        assert seat.browse.facets.card.title == "Facets"
        line = seat.browse.facets.line
        assert line
        count = int(line.cells[0].text)
        await seat.press("enter")
        query = seat.here.address.query
        assert query.startswith("meta ")
        assert seat.browse.search_bar.value == query
        assert query in seat.lines[1]
        assert 0 < seat.browse.results.count() <= count < before


async def test_the_cursor_stays_on_the_value_that_was_chosen(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("f")
        await go_to(seat, "Grade:alleged")
        await seat.press("enter")
        assert seat.view == "events?q=grade:alleged"
        assert (seat.focus, seat.browse.facets.key) == ("facets", "Grade:alleged")
        assert "✓" in "".join(cell.text for cell in (seat.browse.facets.line or Line()).cells)
        await seat.press("enter")
        assert seat.view == "events"
        assert (seat.focus, seat.browse.facets.key) == ("facets", "Grade:alleged")


async def test_back_takes_a_facet_out_again_and_stays_in_the_facets(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("f", "enter")
        assert seat.view != "events"
        await seat.press("backspace")
        assert (seat.view, seat.focus) == ("events", "facets")
        await seat.press("f", "backspace")
        assert seat.view == "events"


async def test_facets_close_with_the_key_that_opened_them(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        for key in ("f", "escape"):
            await seat.press("f")
            assert seat.shows("facets")
            assert not seat.shows("card")
            await seat.press(key)
            assert not seat.shows("facets")
            assert seat.shows("card")
            assert seat.focus == "list"


async def test_facets_stay_open_and_follow_what_is_typed(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("f", "slash", *"denied")
        assert seat.shows("facets")
        assert seat.browse.facets.card.aside.endswith("of 168 events · 1 filter")
        assert seat.browse.results.count() == int(seat.browse.facets.card.aside.split()[0])


async def test_moving_in_the_list_counts_nothing_again(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("f", "tab")
        assert seat.focus == "list"
        monkeypatch.setattr(seat.app.desk, "facets", lambda *_: pytest.fail("it counted again"))
        await seat.press("down", "pagedown", "G", "g")
        assert seat.focus == "list"


async def test_n_goes_from_facet_to_facet(own_home: Path) -> None:
    async with explorer(own_home, "events", size=(120, 20)) as seat:
        await seat.press("f")
        facets = seat.browse.facets
        seen = [str(facets.key).partition(":")[0]]
        for _ in range(12):
            await seat.press("n")
            seen.append(str(facets.key).partition(":")[0])
        headings = [section.heading for section in facets.card.sections]
        assert list(dict.fromkeys(seen)) == headings
        await seat.press("G", "N")
        assert str(facets.key).partition(":")[0] == headings[-1]
        await seat.press("N")
        assert str(facets.key).partition(":")[0] == headings[-2]
        await seat.press(*"N" * 12)
        assert str(facets.key).partition(":")[0] == headings[0]


@pytest.mark.parametrize("size", [*SIZES, (59, 20)])
async def test_facets_are_of_use_at_every_size(own_home: Path, size: tuple[int, int]) -> None:
    async with explorer(own_home, "events", size=size) as seat:
        await seat.press("f")
        assert seat.shows("facets")
        assert seat.shows("list") == (size[0] >= 60)
        await seat.press("enter")
        assert "type:" in seat.view
        await seat.press("slash")
        assert seat.shows("list")
        await seat.press("enter", "f")
        assert (seat.focus, seat.shows("list")) == ("list", True)


async def test_where_nothing_is_found_the_page_says_what_to_do(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("f", "slash", *"xyzzyq")
        assert seat.shows("card")
        assert "No events found" in seat.text
        await seat.press("ctrl+u")
        assert seat.shows("facets")


async def test_on_a_wrong_query_the_counts_are_those_of_what_is_shown(own_home: Path) -> None:
    async with explorer(own_home, "events?q=typ:hire") as seat:
        await seat.press("f")
        assert seat.browse.facets.card.aside.startswith("168 events")
        await go_to(seat, "Grade:alleged")
        await seat.press("enter")
        assert seat.view == "events?q=grade:alleged"
        await seat.press("slash", *' "da', "enter", "tab")
        assert "alleged" in seat.browse.facets.card.view
        await go_to(seat, "Grade:alleged")
        await seat.press("enter")
        assert seat.view == "events"


async def test_f_on_a_record_shows_the_facets_of_its_list(own_home: Path) -> None:
    async with explorer(own_home, "people?q=zhao") as seat:
        await seat.press("enter", "f")
        assert (seat.view, seat.focus) == ("people?q=zhao", "facets")
        await seat.press("backspace")
        assert seat.view == "person/shengjia-zhao"
        assert not seat.shows("facets")


async def test_another_list_begins_without_facets(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("f", "3")
        assert not seat.shows("facets")
        assert seat.focus == "list"


def test_of_many_values_twelve_are_listed_those_asked_for_and_how_many_more() -> None:
    library = Library.of(make_records(make_event("e"), make_source("s")), "test")
    results = search(library, parse("source:s30"), "event")
    values = tuple(FacetValue(f"s{n}", f"Source {n}", 9, n == 30) for n in range(40))
    card = facets_card(Address("event"), (Facet("source", "Source", values, len(values)),), results)
    names = [line.name for line in card.lines]
    assert names == [*(f"Source:s{n}" for n in range(12)), "Source:s30", "Source:…"]
    assert [line.view for line in card.lines][-2:] == ["events", None]
    assert "… 27 more values" in "".join(cell.text for cell in list(card.lines)[-1].cells)


def test_nothing_to_count_is_said() -> None:
    results = search(Library.of(make_records(make_source("s")), "test"), parse(""), "person")
    card = facets_card(Address("person"), (), results)
    assert [cell.text for line in card.lines for cell in line.cells] == [
        "There is nothing here to count."
    ]
