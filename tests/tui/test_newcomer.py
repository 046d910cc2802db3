"""What somebody meets who has never seen the explorer: nothing is cut off, empty, stale or mute."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.explorer import explorer, words
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


@pytest.mark.parametrize("sign", ["?", "✗", "≠", "›", "~"])
async def test_help_explains_every_sign(own_home: Path, sign: str) -> None:
    async with explorer(own_home) as seat:
        await seat.press("question_mark")
        page = seat.app.screen.query_one("#page", CardView)
        assert sign in words(page).partition("Signs")[2]


async def test_where_help_is_stands_above_at_eighty_columns(own_home: Path) -> None:
    async with explorer(own_home, size=(80, 24)) as seat:
        assert seat.lines[0].endswith("? help")
