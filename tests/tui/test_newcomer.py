"""What somebody meets who has never seen the explorer: nothing is cut off, empty, stale or mute."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.errors import BadTerm
from db.library import Library
from db.query import parse
from db.records import Kind, Records
from db.search import search
from db.storage import BUILT_IN
from tests import small
from tests.tui.explorer import SIZES, built_in, explorer, words
from tui.address import Address
from tui.opening import run
from tui.state import Place
from tui.widgets.cards import CardView


async def test_a_long_message_is_shown_whole_and_the_keys_come_back(own_home: Path) -> None:
    async with explorer(own_home, size=(50, 15)) as seat:
        await seat.press("slash", *"has:nonsense")
        assert "has no value" in seat.text
        assert "relay, from, to." in seat.text
        await seat.press("ctrl+u")
        assert seat.lines[-1].startswith(" enter to the list")
        assert len(seat.lines) == 15


async def test_help_fits_the_screen_and_its_keys_stand_below_it(own_home: Path) -> None:
    async with explorer(own_home, size=(80, 24)) as seat:
        await seat.press("question_mark")
        assert seat.app.screen.max_scroll_y == 0
        assert "esc close" in seat.lines[-1]


async def test_nothing_happens_behind_help(own_home: Path) -> None:
    async with explorer(own_home, "person/jason-wei") as seat:
        await seat.press("question_mark", "3", "m", "backspace")
        assert seat.app.screen is seat.browse
        assert seat.view == "person/jason-wei"


async def test_the_search_bar_offers_no_key_that_would_be_a_letter(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("slash")
        assert seat.footer["enter"] == "to the list"
        assert "/" not in seat.footer


async def test_the_palette_says_that_enter_chooses(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("colon")
        assert seat.footer["enter"] == "choose"


async def test_enter_in_a_text_opens_the_fact_of_the_marked_quote(own_home: Path) -> None:
    async with explorer(own_home, "source/gate-exode") as seat:
        assert seat.focus == "article"
        fact = seat.reader.facts.view
        await seat.press("enter")
        assert seat.view == fact


@pytest.mark.parametrize("sign", ["?", "✗", "≠", "›", "~", "▲", "▼", "✓"])
async def test_help_explains_every_sign(own_home: Path, sign: str) -> None:
    async with explorer(own_home) as seat:
        await seat.press("question_mark")
        page = seat.app.screen.query_one("#page", CardView)
        assert sign in words(page).partition("Signs")[2]


async def test_where_help_is_stands_above_at_eighty_columns(own_home: Path) -> None:
    async with explorer(own_home, size=(80, 24)) as seat:
        assert seat.lines[0].endswith("? help")


# Queries


@pytest.mark.parametrize("size", SIZES)
async def test_a_start_with_a_wrong_query_shows_the_whole_list_and_what_is_wrong(
    own_home: Path, size: tuple[int, int]
) -> None:
    async with explorer(own_home, "events?q=has:nonsense", size=size) as seat:
        assert "has no value" in seat.message
        assert (
            seat.browse.results.count() == len(seat.app.desk.again(Address("event"), None).hits) > 0
        )
        await seat.press("enter")
        assert seat.view.startswith("event/")


async def test_back_at_a_wrong_query_the_list_is_of_the_kind_that_was_asked_for(
    own_home: Path,
) -> None:
    async with explorer(own_home, "people?q=typ:hire") as seat:
        await seat.press("3")
        assert (seat.browse.results.key or "").startswith("event/")
        await seat.press("backspace")
        assert (seat.browse.results.key or "").startswith("person/")


async def test_what_was_wrong_is_told_no_longer_when_it_is_right(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        seat.browse.listing = seat.browse.listing.narrowed("typ:hire")
        seat.browse.search(Place(seat.browse.listing))
        seat.browse.listing = seat.browse.listing.narrowed("type:hire")
        seat.browse.search(Place(seat.browse.listing))
        await seat.settle()
        assert seat.message == ""


async def test_a_narrow_screen_says_while_one_types_that_nothing_is_found(own_home: Path) -> None:
    async with explorer(own_home, size=(50, 15)) as seat:
        await seat.press("slash", *"xyzzyq")
        assert "No people found" in seat.text
        assert seat.focus == "search"
        await seat.press("ctrl+u")
        assert seat.shows("list")
        assert not seat.shows("card")


async def test_an_empty_list_leaves_the_focus_to_what_to_do(own_home: Path) -> None:
    async with explorer(own_home, "people?q=xyzzyq", size=(50, 15)) as seat:
        assert seat.focus == "card"
        assert "No people found" in seat.text
        await seat.press("escape")
        assert seat.focus == "list"
        assert seat.shows("list")


async def test_an_order_that_there_is_not_is_refused_before_the_screen(own_home: Path) -> None:
    with pytest.raises(BadTerm, match="Cannot sort by"):
        run(BUILT_IN, None, "people?sort=nonsense")


# A record that goes away while it is shown


def _without_source(path: Path) -> None:
    base = json.loads(path.read_text())
    base["events"], base["quotes"], base["sources"] = {}, {}, {}
    path.write_text(json.dumps(base))


@pytest.mark.parametrize("kind", ["source", "event"])
async def test_what_another_program_takes_out_gives_way_to_its_list(
    own_home: Path, tmp_path: Path, kind: Kind
) -> None:
    path = small.write(tmp_path / "base.json")
    library = Library.open(path)
    view = next(iter(search(library, parse(""), kind).hits)).view
    async with explorer(own_home, view, library=library) as seat:
        assert seat.view.startswith(view)
        _without_source(path)
        seat.app.watch_file.take_over(Library.open(path))
        await seat.settle()
        assert seat.here.address.is_list
        assert seat.message == f"{view} is in this database no longer."
        assert seat.app.trail.behind == ()


async def test_back_to_what_was_taken_out_leads_to_its_list(own_home: Path, tmp_path: Path) -> None:
    path = small.write(tmp_path / "base.json")
    library = Library.open(path)
    view = next(iter(search(library, parse(""), "source").hits)).view
    async with explorer(own_home, view, library=library) as seat:
        await seat.press("enter")
        assert seat.view.startswith("event/")
        _without_source(path)
        seat.app.watch_file.take_over(Library.open(path))
        await seat.settle()
        await seat.press("backspace")
        assert seat.view == "sources"


async def test_the_palette_opens_from_the_search_bar(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("slash", "ctrl+p")
        assert seat.footer["enter"] == "choose"
        await seat.press("escape")
        assert seat.focus == "search"


# The words behind a line


async def test_a_link_to_another_record_shows_no_words_of_another_fact(own_home: Path) -> None:
    async with explorer(own_home, "company/meta") as seat:
        assert seat.page.quote_shown
        await seat.press("end")
        assert seat.browse.card.view == "company/prometheus"
        assert seat.page.quote_shown is None
        assert "Nothing is quoted here." in words(seat.browse.passage)


async def test_every_line_of_an_event_shows_its_words(own_home: Path) -> None:
    async with explorer(own_home, "event/parikh-announces-departure") as seat:
        own = built_in().event("parikh-announces-departure").quotes
        for _ in seat.browse.card.card.lines:
            await seat.press("down")
            assert seat.page.quote_shown in own


async def test_an_empty_base_says_how_to_fill_it(own_home: Path) -> None:
    async with explorer(own_home, library=Library.of(Records(), "own"), size=(80, 24)) as seat:
        assert "No people yet" in seat.text
        assert "wherefrom import FILE" in seat.text
        await seat.press("2")
        assert "No companies yet" in seat.text
        await seat.press("escape", "slash", "x", "enter")
        assert "No companies found" in seat.text
