"""Keys that come in one breath, as over a slow network, do what they do one at a time."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

import pytest
from textual import events

from tests.tui.explorer import Seat, explorer
from tui import desk
from tui.keystrokes import Keystrokes
from tui.screens import browse

SIZES: Final = ((20, 5), (80, 24), (120, 36))

BREATHS: Final = (
    "enter down",
    "enter down enter down",
    "tab tab down",
    "enter down down tab down",
    "enter down backspace down",
    "o down",
    "o tab down",
    "o n backspace enter j j",
    "f down down",
    "f down enter down",
    "3 down",
    "2 enter down enter down",
    "slash m e t a enter down enter down",
    "slash m e t a down down enter",
    "slash z h a o escape escape down",
    "enter slash z h a o enter enter",
    "question_mark down escape down",
    "colon e v e n t s enter down",
    "S down enter down",
    "F g down enter down",
    "m a j apostrophe a",
    "G k o n N backspace",
    "s S up g k pagedown down",
    "4 S apostrophe n",
    "4 m pagedown slash h",
    "colon j backspace 4 N backspace",
    "3 right 2 left home",
)

ASIDE: Final = ("slash z h a o enter down enter down", "1 down enter tab down", "f down enter down")
"""Breaths in which a list is searched or a record read by another thread."""


def breath(seat: Seat, keys: str) -> None:
    """Press keys without waiting for anything in between."""
    for key in keys.split():
        letter = {"slash": "/", "colon": ":", "question_mark": "?", "apostrophe": "'"}.get(key, key)
        seat.app.post_message(events.Key(key, letter if len(letter) == 1 else None))


async def assert_same(home: Path, size: tuple[int, int], keys: str) -> None:
    """Press keys one at a time, then in one breath, and compare what the reader sees."""
    async with explorer(home / "slow", "events", size=size) as seat:
        for key in keys.split():
            await seat.press(key)
        expected = seat.lines, seat.here
    async with explorer(home / "fast", "events", size=size) as seat:
        breath(seat, keys)
        await seat.settle()
        assert (seat.lines, seat.here) == expected


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", BREATHS)
async def test_keys_in_one_breath_do_what_they_do_one_at_a_time(
    own_home: Path, size: tuple[int, int], keys: str
) -> None:
    await assert_same(own_home, size, keys)


@pytest.mark.parametrize("keys", ASIDE)
async def test_keys_wait_for_what_another_thread_finds(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    monkeypatch.setattr(desk, "FEW", 0)
    monkeypatch.setattr(browse, "AT_ONCE", 0)
    await assert_same(own_home, (80, 24), keys)


async def test_what_is_pasted_goes_where_the_key_before_has_led(own_home: Path) -> None:
    async with explorer(own_home, "person/jason-wei") as seat:
        breath(seat, "slash")
        seat.app.post_message(events.Paste("zhao"))
        breath(seat, "enter enter")
        await seat.settle()
        assert seat.view == "person/shengjia-zhao"


async def test_a_step_waits_for_no_drawing_after_another_step(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer(own_home, "events") as seat:
        monkeypatch.setattr(Keystrokes, "_drawn", lambda _: asyncio.Event().wait())
        breath(seat, "j j j j")
        await seat.until(lambda: seat.browse.results.cursor == 4)


async def test_a_letter_is_taken_back_without_waiting_for_any_drawing(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("slash", "m", "e")
        monkeypatch.setattr(Keystrokes, "_drawn", lambda _: asyncio.Event().wait())
        breath(seat, "t a backspace x backspace backspace backspace")
        await seat.until(lambda: seat.browse.search_bar.value == "m")


async def test_what_takes_long_is_waited_for_once(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer(own_home, "events") as seat:
        never = seat.page.run_worker(asyncio.Event().wait())
        monkeypatch.setattr("tui.keystrokes.PATIENCE", 0.05)
        breath(seat, "enter")
        await seat.until(lambda: seat.view.startswith("event/"))
        breath(seat, "escape")
        await seat.until(lambda: seat.view == "events")
        await seat.app.keystrokes.rest()
        monkeypatch.setattr("tui.keystrokes.PATIENCE", 1e6)
        breath(seat, "enter escape enter o")
        await seat.until(lambda: seat.view.startswith("source/"))
        never.cancel()


async def test_a_card_that_was_hidden_while_the_screen_grew_is_laid_out_for_its_size(
    own_home: Path,
) -> None:
    keys = []
    for before in ((), ("enter", "escape")):
        async with explorer(own_home, "people", size=(50, 8)) as seat:
            await seat.press(*before)
            await seat.resize(50, 30)
            await seat.press("down", "enter")
            keys.append(seat.here.cursor)
    assert keys[0] == keys[1]


async def test_keys_after_the_one_that_quits_are_let_go(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        breath(seat, "enter q j j")
        await seat.until(lambda: not seat.app.is_running)
    assert seat.app.return_code == 0
