"""From one cell to 500 columns: nothing breaks, the focus is seen, nothing on screen is stale."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest
from textual.widget import Widget
from textual.widgets import Input

from tests.tui.explorer import (
    Seat,
    assert_every_line_is_as_wide_as_the_screen,
    explorer,
)
from tests.tui.rooms import ROOMS
from tui.layout import width_of
from tui.screens.opening import OpeningPage
from tui.screens.working import Working
from tui.widgets.lines import Lines

SIZES: Final = (
    (1, 1), (2, 1), (1, 2), (5, 3), (10, 4), (20, 5), (40, 10), (59, 15), (60, 16), (80, 24),
    (100, 9), (500, 1), (1, 200), (120, 36), (200, 50), (500, 200),
)  # fmt: skip
ENTERED_AT: Final = ((1, 1), (20, 5), (500, 200))


def drawn(seat: Seat) -> list[list[tuple[str, str]]]:
    """The screen with its colours, cell by cell."""
    return [
        [(letter, str(part.style)) for part in strip for letter in part.text]
        for strip in seat.strips
    ]


def assert_same(one: list[list[tuple[str, str]]], other: list[list[tuple[str, str]]]) -> None:
    """Compare two screens; say first where they differ."""
    assert len(one) == len(other)
    for number, (left, right) in enumerate(zip(one, other, strict=True)):
        at = [n for n, cells in enumerate(zip(left, right, strict=True)) if len({*cells}) > 1]
        lines = ["".join(letter for letter, _ in row) for row in (left, right)]
        assert left == right, f"line {number}, cells {at}:\n{lines[0]}\n{lines[1]}"


def shown_widgets(seat: Seat) -> dict[Widget, bool]:
    """The innermost widgets that are drawn, and whether they are seen whole."""
    placed = seat.app.screen._compositor.visible_widgets
    return {
        widget: clip.contains_region(region)
        for widget, (region, clip) in placed.items()
        if not widget.children and widget.display and region.area
    }


def assert_in_order(seat: Seat) -> None:
    assert_every_line_is_as_wide_as_the_screen(seat)
    for widget, is_whole in shown_widgets(seat).items():
        assert is_whole, f"{widget} of {widget.region} is cut off:\n{seat.text}"
        assert not widget.show_vertical_scrollbar
        if isinstance(widget, Lines):
            for y in range(widget.size.height):
                pieces, _ = widget._line(y)
                assert width_of(pieces) <= widget.size.width, (pieces, seat.text)
    if not isinstance(seat.app.screen, OpeningPage | Working):
        assert_focus_is_seen(seat)


def assert_focus_is_seen(seat: Seat) -> None:
    focused = seat.app.focused
    assert focused is not None
    assert shown_widgets(seat).get(focused), f"{focused} is not seen:\n{seat.text}"
    if isinstance(focused, Lines) and focused.cursor is not None:
        is_at_the_top = not focused.top  # a long title is read before what is below it
        assert is_at_the_top or focused.top <= focused.cursor < focused.top + focused.height
    if isinstance(focused, Input) and focused.selection.is_empty:
        place = focused.region
        row = drawn(seat)[place.y][place.x : place.right]
        assert len({style for _, style in row}) > 1 or place.width == 1, seat.text


@pytest.mark.parametrize("size", ENTERED_AT)
@pytest.mark.parametrize("room", ROOMS)
async def test_every_screen_can_be_entered_at_any_size(
    own_home: Path, room: str, size: tuple[int, int]
) -> None:
    async with explorer(own_home, "events", size=size) as seat:
        await ROOMS[room](seat)
        assert_in_order(seat)
        await seat.press("down", "up")
        assert_in_order(seat)


@pytest.mark.parametrize("room", ROOMS)
async def test_every_screen_takes_any_size_and_comes_back_as_it_was(
    own_home: Path, room: str
) -> None:
    async with explorer(own_home, "events") as seat:
        await ROOMS[room](seat)
        before, focus = drawn(seat), seat.app.focused
        for size in SIZES:
            await seat.resize(*size)
            assert_in_order(seat)
            assert seat.app.focused is focus
        await seat.resize(120, 36)
        assert_same(drawn(seat), before)


@pytest.mark.parametrize("room", ROOMS)
async def test_the_way_to_a_size_makes_no_difference(own_home: Path, room: str) -> None:
    way = random.Random(room)
    sizes = [(way.randint(1, 160), way.randint(1, 50)) for _ in range(6)]
    last = (way.randint(20, 140), way.randint(6, 40))
    async with explorer(own_home, "events", size=(100, 30)) as seat:
        await ROOMS[room](seat)
        await seat.resize(*last)
        straight = drawn(seat)
        for size in sizes:
            await seat.resize(*size)
        await seat.resize(*last)
        assert_same(drawn(seat), straight)


KEYS: Final = (
    "down", "up", "pagedown", "tab", "enter", "escape", "o", "n", "f", "g", "G", "slash", "e", "1",
    "3", "question_mark", "colon", "backspace", "z", "s", "y",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
async def test_nothing_on_the_screen_is_stale_between_keys_and_sizes(
    own_home: Path, seed: int
) -> None:
    way = random.Random(seed)
    async with explorer(own_home, "people") as seat:
        for _ in range(25):
            if way.random() < 0.5:
                await seat.resize(way.randint(1, 150), way.randint(1, 45))
            else:
                await seat.press(way.choice(KEYS))
            assert seat.app.is_running
            assert_in_order(seat)
            before = drawn(seat)
            for widget in seat.app.screen.walk_children(Widget):
                widget.refresh(layout=True)
            await seat.settle()
            assert_same(drawn(seat), before)


@pytest.mark.parametrize("room", ["browse", "passage", "reader", "help", "problems"])
async def test_a_screen_is_the_same_as_if_it_was_opened_at_its_size(
    tmp_path: Path, room: str
) -> None:
    for number, size in enumerate(((80, 24), (40, 10))):
        async with explorer(tmp_path / f"{number}-once", "companies", size=size) as seat:
            await ROOMS[room](seat)
            place, at_once = seat.here, pane(seat)
        async with explorer(tmp_path / f"{number}-more", "companies", size=size) as seat:
            await ROOMS[room](seat)
            for other in ((1, 1), (120, 36), (30, 30)):
                await seat.resize(*other)
            await seat.resize(*size)
            assert seat.here == place
            assert pane(seat) == at_once


def pane(seat: Seat) -> list[str]:
    """What is drawn of the pane that has the focus."""
    assert seat.app.focused is not None
    place = seat.app.focused.region
    return [line[place.x : place.right] for line in seat.lines[place.y : place.bottom]]
