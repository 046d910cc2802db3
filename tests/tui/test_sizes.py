"""Every size is of use: panes come and go with the width, the reader's place stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from tests.tui.explorer import (
    SIZES,
    assert_every_line_is_as_wide_as_the_screen,
    explorer,
)

PANES = ("list", "card", "passage")


@pytest.mark.parametrize(
    ("size", "keys", "seen"),
    [
        ((120, 36), [], PANES),
        ((200, 60), ["tab"], PANES),
        ((80, 24), [], ("list", "card")),
        ((80, 24), ["tab"], ("card", "passage")),
        ((80, 24), ["slash"], ("list", "card")),
        ((80, 24), ["enter"], ("card", "passage")),
        ((50, 15), [], ("list",)),
        ((50, 15), ["tab"], ("card",)),
        ((50, 15), ["tab", "tab"], ("passage",)),
        ((50, 15), ["enter"], ("card",)),
        ((50, 15), ["slash"], ("list",)),
    ],
)
async def test_which_panes_are_seen(
    own_home: Path, size: tuple[int, int], keys: list[str], seen: tuple[str, ...]
) -> None:
    async with explorer(own_home, "people?q=zhao", size=size) as seat:
        await seat.press(*keys)
        assert tuple(pane for pane in PANES if seat.shows(pane)) == seen
        assert seat.app.focused
        assert seat.app.focused.region.area
        assert "Shengjia Zhao" in seat.text or seen == ("passage",)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "view", ["people", "company/meta", "event/zuckerberg-denies-200m-bonuses", "source/dk-topfolk"]
)
async def test_every_size_draws_whole_lines(
    own_home: Path, size: tuple[int, int], view: str
) -> None:
    async with explorer(own_home, view, size=size) as seat:
        assert_every_line_is_as_wide_as_the_screen(seat)
        assert seat.footer
        await seat.press("question_mark")
        assert_every_line_is_as_wide_as_the_screen(seat)
        await seat.press("escape", "colon")
        assert_every_line_is_as_wide_as_the_screen(seat)
        await seat.press("escape")
        assert seat.app.focused


async def test_resizing_keeps_the_place(own_home: Path) -> None:
    async with explorer(own_home, "events?q=meta") as seat:
        await seat.press("pagedown", "pagedown", "down")
        here = seat.here
        for size in ((50, 15), (200, 60), (61, 20), (30, 8), (80, 24), (120, 36)):
            await seat.resize(*size)
            assert (seat.here.address, seat.here.cursor) == (here.address, here.cursor)
            assert seat.focus == "list"
            results = seat.browse.results
            assert results.cursor is not None
            assert results.top <= results.cursor < results.top + results.height
            assert_every_line_is_as_wide_as_the_screen(seat)


async def test_resizing_a_record_keeps_the_fact_and_its_words(own_home: Path) -> None:
    async with explorer(own_home, "company/meta") as seat:
        await seat.press("pagedown", "pagedown", "down", "down")
        key, quote = seat.browse.card.key, seat.browse.quote_shown
        for size in ((50, 15), (200, 60), (80, 24), (120, 36)):
            await seat.resize(*size)
            card = seat.browse.card
            assert (card.key, seat.browse.quote_shown) == (key, quote)
            assert card.cursor is not None
            assert card.top <= card.cursor < card.top + card.height


async def test_a_window_survives_resizing(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("colon", *"meta")
        for size in ((50, 15), (20, 5), (200, 60)):
            await seat.resize(*size)
            assert_every_line_is_as_wide_as_the_screen(seat)
        await seat.press("enter")
        assert seat.view != "people"


@pytest.mark.parametrize(
    ("claimed", "drawn"),
    [((1001, 30), (1000, 30)), ((80, 501), (80, 500)), ((200, 60), (200, 60))],
)
async def test_no_more_is_drawn_than_a_screen_can_have_whatever_a_terminal_claims(
    own_home: Path, claimed: tuple[int, int], drawn: tuple[int, int]
) -> None:
    async with explorer(own_home) as seat:
        seat.app.post_message(events.Resize.from_dimensions(claimed, (0, 0)))
        await seat.settle()
        assert tuple(seat.app.screen.size) == drawn
    async with explorer(own_home, size=claimed) as seat:
        assert tuple(seat.app.size) == tuple(seat.app.screen.size) == drawn
