"""Browse: three linked panes, a search, facets, and a way back to exactly where one was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.explorer import built_in, explorer, laid, words
from tui.commands import COMMANDS


async def test_moving_the_lists_cursor_moves_the_record_and_the_passage(own_home: Path) -> None:
    async with explorer(own_home, "people?q=meta&sort=name") as seat:
        seen = set()
        for key in ("home", "down", "j", "j", "k", "end"):
            await seat.press(key)
            browse = seat.browse
            reference = browse.results.key or ""
            assert browse.card.card.view == reference
            assert browse.card.card.title == built_in().name_of(reference)
            quote = built_in().quote(browse.quote_shown or "")
            assert " ".join(quote.exact.split()) in words(browse.passage)
            assert quote.id in {
                quote for event in built_in().events_about(reference) for quote in event.quotes
            }
            seen.add(quote.id)
        assert len(seen) > 3
        assert seat.focus == "list"


async def test_moving_the_records_cursor_moves_the_passage(own_home: Path) -> None:
    async with explorer(own_home, "people?q=zhao") as seat:
        await seat.press("tab")
        assert seat.focus == "card"
        seen = [seat.browse.quote_shown]
        for _ in range(3):
            await seat.press("down")
            event = built_in().event(seat.browse.card.key or "")
            assert seat.browse.quote_shown == event.quotes[0]
            seen.append(seat.browse.quote_shown)
        assert len(set(seen)) > 1


async def test_enter_opens_the_record_and_backspace_comes_back_to_the_same_place(
    own_home: Path,
) -> None:
    async with explorer(own_home, "events?q=meta", size=(80, 24)) as seat:
        await seat.press("s", "s", "end", "up", "up")
        place, key, drawn = seat.here, seat.browse.results.key, seat.lines[:-1]
        assert place.top > 0
        assert place.address.sort
        await seat.press("enter")
        assert seat.view == key
        assert seat.app.title == key
        assert seat.focus == "card"
        assert not seat.shows("list")
        await seat.press("backspace")
        assert seat.here == place
        assert seat.browse.results.key == key
        assert seat.app.title == str(place.address)
        assert seat.lines[:-1] == drawn


async def test_back_and_forward_walk_the_whole_trail(own_home: Path) -> None:
    async with explorer(own_home, "people?q=zhao") as seat:
        await seat.press("enter", "down", "down")
        first = seat.here
        await seat.press("enter")
        second = seat.here
        assert second.address.kind == "event"
        await seat.press("backspace")
        assert seat.here == first
        await seat.press("left_square_bracket")
        assert seat.view == "people?q=zhao"
        await seat.press("right_square_bracket")
        assert seat.here == first
        await seat.press("right_square_bracket")
        assert seat.here == second
        await seat.press("right_square_bracket")
        assert seat.message == "There is nothing to go forward to."


async def test_a_new_visit_after_going_back_drops_what_lay_ahead(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("enter", "backspace", "3")
        assert seat.view == "events"
        await seat.press("right_square_bracket")
        assert seat.view == "events"
        assert "nothing to go forward to" in seat.message


async def test_the_beginning_is_where_back_ends(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("backspace")
        assert seat.view == "people"
        assert "nothing to go back to" in seat.message


async def test_from_a_record_given_at_the_start_back_leads_to_its_list(own_home: Path) -> None:
    async with explorer(own_home, "person/jason-wei") as seat:
        assert seat.browse.card.card.title == "Jason Wei"
        await seat.press("backspace")
        assert seat.view == "people"
        assert seat.browse.results.key == "person/jason-wei"


async def test_escape_closes_then_clears_and_never_quits(own_home: Path) -> None:
    async with explorer(own_home, "people?q=meta") as seat:
        await seat.press("enter")
        await seat.press("escape")
        assert seat.view == "people?q=meta"
        kept = seat.browse.results.key
        await seat.press("escape")
        assert seat.view == "people"
        assert seat.browse.search_bar.value == ""
        assert seat.browse.results.key == kept
        for _ in range(5):
            await seat.press("escape")
        assert seat.app.is_running
        assert seat.app.return_code is None
        assert (seat.view, seat.focus) == ("people", "list")


async def test_escape_in_the_search_bar_clears_then_leaves(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("slash", *"zhao")
        await seat.press("escape")
        assert (seat.view, seat.focus) == ("people", "search")
        await seat.press("escape")
        assert seat.focus == "list"


async def test_enter_in_the_search_bar_goes_to_the_first_hit(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("slash", *"zhao")
        assert seat.focus == "search"
        assert seat.view == "people?q=zhao"
        assert "1 of 23 people · 1 filter" in seat.text
        assert seat.browse.card.card.title == "Shengjia Zhao"
        await seat.press("enter")
        assert seat.focus == "list"
        assert seat.browse.results.key == "person/shengjia-zhao"
        await seat.press("enter")
        assert seat.view == "person/shengjia-zhao"


async def test_letters_in_the_search_bar_never_run_a_command(own_home: Path) -> None:
    letters = sorted(
        {key for each in COMMANDS for key in each.keys.split(",") if len(key) == 1 or "_" in key}
    )
    async with explorer(own_home) as seat:
        await seat.press("slash")
        await seat.press(*letters, "space", "x")
        assert seat.focus == "search"
        assert len(seat.browse.search_bar.value) == len(letters) + 2
        await seat.press("backspace", "left", "left")
        assert seat.focus == "search"
        assert len(seat.browse.search_bar.value) == len(letters) + 1
        assert not seat.app.trail.behind
        assert seat.app.theme == "dark"


async def test_a_wrong_query_keeps_the_results_and_marks_the_place(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("slash", *"zhao")
        kept = laid(seat.browse.results)
        assert len(kept) == 1
        await seat.type(' "da')
        assert laid(seat.browse.results) == kept
        assert "1 of 23 people · 1 filter · best match first" in seat.lines[1]
        assert "This phrase is not closed" in seat.message
        marked = [
            part.text
            for strip in seat.strips
            for part in strip
            if part.style and part.style.underline and part.style.reverse
        ]
        assert "".join(marked).rstrip() == '"da'
        await seat.press(*["backspace"] * 4)
        assert seat.message == ""
        assert not seat.browse.search_bar.has_class("-wrong")


async def test_a_wrong_query_in_a_view_is_told(own_home: Path) -> None:
    async with explorer(own_home, "events?q=colour:red") as seat:
        assert "“colour:” is no field" in seat.text
        await seat.press("slash", *["backspace"] * 10)
        assert seat.browse.results.count() > 100


async def test_where_nothing_is_found_enter_drops_the_term_that_is_in_the_way(
    own_home: Path,
) -> None:
    async with explorer(own_home) as seat:
        await seat.press("slash", *"zhao grade:denied", "enter")
        assert seat.focus == "card"
        assert "without zhao there would be 1" in words(seat.browse.card)
        assert "No people found" in seat.text
        await seat.press("enter")
        assert seat.view == "people?q=grade:denied"
        assert seat.browse.results.count() == 1
        assert seat.focus == "list"


async def test_where_no_term_helps_enter_shows_the_whole_list(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("slash", *"zzzz", "enter")
        await seat.press("enter")
        assert seat.view == "people"
        assert seat.browse.results.count() == 23


async def test_the_list_is_ordered_by_the_next_column_and_says_so(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("down", "down")
        kept = seat.browse.results.key
        await seat.press("s")
        assert seat.view == "people?sort=name"
        assert "by name" in seat.message
        assert seat.browse.results.key == kept
        named = [line.split("  ")[0].strip() for line in laid(seat.browse.results)]
        assert named == sorted(named)
        await seat.press(*"s" * (len(built_in().sorts("person")) - 1))
        assert seat.view == "people?sort=events"


@pytest.mark.parametrize(
    ("key", "view", "kind"),
    [
        ("1", "people", "person"),
        ("2", "companies", "company"),
        ("3", "events", "event"),
        ("4", "sources", "source"),
    ],
)
async def test_a_digit_shows_one_of_the_four_lists(
    own_home: Path, key: str, view: str, kind: str
) -> None:
    async with explorer(own_home, "person/jason-wei") as seat:
        await seat.press(key)
        assert seat.view == seat.app.title == view
        assert seat.browse.results.count() > 0
        assert (seat.browse.results.key or "").startswith(f"{kind}/")
        assert seat.focus == "list"
        await seat.press("backspace")
        assert seat.view == "person/jason-wei"


async def test_tab_goes_round_the_panes(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        walk = []
        for key in ("tab", "l", "right", "shift+tab", "h", "left"):
            await seat.press(key)
            walk.append(seat.focus)
        assert walk == ["card", "passage", "list", "passage", "card", "list"]
        await seat.press("enter", "tab", "tab")
        assert seat.focus == "card"


async def test_n_shows_the_next_quote_of_a_fact(own_home: Path) -> None:
    async with explorer(own_home, "person/rishabh-agarwal") as seat:
        card = seat.browse.card
        while len(built_in().event(card.key or "").quotes) < 2:
            await seat.press("down")
        event = built_in().event(card.key or "")
        shown = [seat.browse.quote_shown]
        for _ in event.quotes[1:]:
            await seat.press("n")
            shown.append(seat.browse.quote_shown)
        assert tuple(shown) == event.quotes
        assert f"quote {len(shown)} of {len(shown)}" in seat.text
        await seat.press("n")
        assert seat.browse.quote_shown == event.quotes[0]
        await seat.press("N")
        assert seat.browse.quote_shown == event.quotes[-1]


async def test_search_from_a_record_goes_back_to_the_list_first(own_home: Path) -> None:
    async with explorer(own_home, "people?q=meta") as seat:
        await seat.press("enter", "slash")
        assert (seat.view, seat.focus) == ("people?q=meta", "search")
        await seat.press(*" zhao", "enter")
        assert seat.view == "people?q=meta%20zhao"


async def test_t_shows_and_hides_our_translation(own_home: Path) -> None:
    async with explorer(own_home, "person/shengjia-zhao") as seat:
        quote = built_in().quote(seat.browse.quote_shown or "")
        translation = (quote.translation or "")[:30]
        assert translation
        assert translation in words(seat.browse.passage)
        await seat.press("t")
        assert translation not in words(seat.browse.passage)
        await seat.press("t")
        assert translation in words(seat.browse.passage)


async def test_the_footer_offers_the_keys_of_the_pane_with_the_focus(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        assert seat.footer["/"] == "search"
        assert "f" in seat.footer
        await seat.press("slash")
        assert seat.footer["esc"] == "clear"
        assert "f" not in seat.footer
        await seat.press("enter", "enter")
        assert seat.footer["o"] == "source"
