"""A large database comes up behind a page that tells how far it is, and never stops the screen."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import weakref
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from unittest.mock import patch

import click
import pytest

from db.errors import BadFile, NotFound
from db.library.opening import Opening
from db.library.parts import PARTS
from db.library.preparing import Preparation, Progress
from tests import many
from tests.stopping import builders_that_get
from tests.tui.explorer import (
    GLANCE,
    SIZES,
    Recording,
    Seat,
    assert_every_line_is_as_wide_as_the_screen,
)
from tui.address import parse
from tui.app import Explorer
from tui.cli import completing
from tui.opening import run
from tui.screens.opening import OpeningPage
from tui.views import preparing

pytestmark = pytest.mark.usefixtures("every_file_is_large")

PATIENCE = 60


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return many.write(tmp_path / "base.json", 300)


class Held(Preparation):
    """A preparation that stops at a step, before the reader hears of it, until it is let go."""

    step = "records"
    held: Held | None = None

    def __init__(self, *given: object) -> None:
        self.stands = threading.Event()
        self.goes = threading.Event()
        type(self).held = self
        super().__init__(*given)  # type: ignore[arg-type]

    def _take(self, line: object) -> None:
        if getattr(line, "step", None) == self.step and not self.goes.is_set():
            super()._take(line)  # type: ignore[arg-type]
            self.stands.set()
            self.goes.wait(PATIENCE)
        else:
            super()._take(line)  # type: ignore[arg-type]

    def cancel(self) -> None:
        self.goes.set()
        super().cancel()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> type[Held]:
    monkeypatch.setattr("db.library.preparing.Preparation", Held)
    monkeypatch.setattr(Held, "step", "records")
    monkeypatch.setattr(Held, "held", None)
    return Held


@asynccontextmanager
async def explorer(
    base: Path, home: Path, view: str = "people", size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Seat]:
    """Open an explorer as `run` does."""
    session = Recording.alone(base, home, "dark")
    session.copied = []
    with Opening(base) as opened:
        app = Explorer(opened.at_once(), session.texts, parse(view), session, opened)
        with patch.multiple("textual._wait", SLEEP_GRANULARITY=GLANCE, SLEEP_IDLE=GLANCE / 6):
            async with app.run_test(size=size) as pilot:
                yield Seat(app, pilot, session.copied)


def now_held(held: type[Held]) -> bool:
    return held.held is not None and held.held.stands.is_set()


def let_go(held: type[Held]) -> None:
    assert held.held is not None
    held.held.goes.set()


async def test_a_page_tells_how_far_it_is_until_the_list_comes(
    base: Path, own_home: Path, held: type[Held]
) -> None:
    async with explorer(base, own_home) as seat:
        await seat.until(lambda: now_held(held) and "writing the lists" in seat.text)
        assert "Opening base.json · " in seat.text
        assert isinstance(seat.app.screen, OpeningPage)
        let_go(held)
        await seat.until(lambda: "1 People 302" in seat.text)
        await seat.settle()
        assert seat.focus == "list"
        await seat.press("down", "enter")
        assert seat.view.startswith("person/")


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_page_fits_every_screen_and_shows_a_hostile_name_harmless(
    tmp_path: Path, own_home: Path, held: type[Held], size: tuple[int, int]
) -> None:
    base = many.write(tmp_path / "[red]\x1b]52;c;ZXZpbA==\x07\u202e.json", 3)
    async with explorer(base, own_home, size=size) as seat:
        await seat.until(lambda: now_held(held) and "writing" in seat.text)
        assert "[red]" in seat.text
        assert not {"\x1b", "\x07", "\u202e"} & set(seat.text)
        assert_every_line_is_as_wide_as_the_screen(seat)


async def test_no_command_works_before_there_is_a_library(
    base: Path, own_home: Path, held: type[Held]
) -> None:
    async with explorer(base, own_home) as seat:
        await seat.until(lambda: now_held(held))
        await seat.pilot.press("slash", "1", "question_mark", "colon", "y", "m", "ctrl+p", "tab")
        assert isinstance(seat.app.screen, OpeningPage)
        assert seat.app.is_running


@pytest.mark.parametrize("key", ["escape", "q", "ctrl+c", "ctrl+q"])
async def test_a_key_leaves_it_and_nothing_stays_at_work(
    base: Path, own_home: Path, held: type[Held], key: str
) -> None:
    with builders_that_get(signal.SIGSTOP, "records"):
        async with explorer(base, own_home) as seat:
            await seat.until(lambda: now_held(held))
            await seat.pilot.press(key)
            assert seat.app.return_code in (0, 130)
    assert held.held is not None
    assert held.held._process.poll() == -signal.SIGKILL
    assert not list(own_home.rglob("*.tmp"))


async def test_a_search_typed_meanwhile_waits_without_stopping_the_screen(
    base: Path, own_home: Path, held: type[Held], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "step", "words")
    async with explorer(base, own_home) as seat:
        await seat.until(lambda: "1 People 302" in seat.text and now_held(held))
        await seat.pilot.press("slash", *"ada")
        await seat.until(lambda: "Preparing the search … 0%" in seat.text)
        await seat.pilot.press("escape", "escape", "down", "down")
        await seat.pilot.press("slash", *"number 332")
        await seat.until(lambda: "Preparing the search" in seat.text)
        assert "302 people" in seat.text
        let_go(held)
        await seat.until(lambda: "1 of 302 people" in seat.text)
        await seat.settle()
        assert "Preparing" not in seat.text


async def test_the_facets_and_the_palette_say_that_they_are_not_ready(
    base: Path, own_home: Path, held: type[Held], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "step", "words")
    async with explorer(base, own_home) as seat:
        await seat.until(lambda: "1 People 302" in seat.text and now_held(held))
        await seat.pilot.press("colon", *"ada")
        assert "Zoë Ada" not in seat.app.screen.query_one("#choices").render_line(0).text
        await seat.pilot.press("escape")
        let_go(held)
        await seat.until(lambda: seat.app.desk.has_for(parse("people?q=x")))
        await seat.press("colon", *"ada")
        assert "Zoë Ada" in seat.text


async def test_a_builder_that_dies_leads_to_the_list_all_the_same(
    base: Path, own_home: Path, held: type[Held]
) -> None:
    async with explorer(base, own_home) as seat:
        await seat.until(lambda: now_held(held))
        assert held.held is not None
        with contextlib.suppress(ProcessLookupError):  # it was quicker
            os.killpg(held.held.number, signal.SIGKILL)
        let_go(held)
        await seat.until(lambda: "1 People 302" in seat.text)
        await seat.press("slash", *"number 332")
        await seat.until(lambda: "1 of 302 people" in seat.text)


async def test_what_cannot_be_prepared_is_told_once_the_list_stands(
    base: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHEREFROM_CACHE", str(base))  # a file, in which nothing can be kept
    async with explorer(base, own_home) as seat:
        await seat.until(lambda: "1 People 302" in seat.text)
        await seat.until(lambda: "base.json is held in memory this time" in seat.message)


async def test_a_view_that_names_nothing_ends_the_explorer_with_the_reason(
    base: Path, own_home: Path
) -> None:
    async with explorer(base, own_home, "person/nobody") as seat:
        await seat.until(lambda: seat.app.problem is not None)
    assert isinstance(seat.app.problem, NotFound)


async def test_a_database_that_is_none_ends_the_explorer_with_the_reason(
    base: Path, own_home: Path
) -> None:
    base.write_text("{")
    async with explorer(base, own_home) as seat:
        await seat.until(lambda: seat.app.problem is not None)
    assert isinstance(seat.app.problem, BadFile)
    assert seat.app.return_code == 2


async def test_a_prepared_database_is_there_at_once(base: Path, own_home: Path) -> None:
    with Opening(base) as opened:
        opened.library(whole=True)
    async with explorer(base, own_home) as seat:
        await seat.settle()
        assert "1 People 302" in seat.text
        assert seat.app.entry is None


async def test_a_copy_that_was_replaced_is_let_go(
    base: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.watching.LOOK_EVERY", 0.02)
    with Opening(base) as opened:
        opened.library(whole=True)
    async with explorer(base, own_home) as seat:
        await seat.press("slash", *"numbxr", "enter", "f")
        before = weakref.ref(seat.app.desk.library.index)
        many.write(base, 310)
        await seat.until(lambda: "was read again" in seat.text)
        await seat.press("down")
        await seat.until(lambda: before() is None)


async def test_a_damaged_copy_is_made_anew_and_told(base: Path, own_home: Path) -> None:
    with Opening(base) as opened:
        opened.library(whole=True)
    async with explorer(base, own_home) as seat:
        await seat.settle()
        (file,) = own_home.rglob("records.sqlite")
        with file.open("r+b") as stream:
            stream.truncate(4096)
        await seat.press("end")
        await seat.until(lambda: "was damaged and is made anew" in seat.text)
        assert "Eve [/red]" in seat.text or "Reader Number" in seat.text


async def test_an_order_is_checked_before_it_is_there(
    base: Path, own_home: Path, held: type[Held]
) -> None:
    async with explorer(base, own_home, "people?sort=none") as seat:
        await seat.until(lambda: now_held(held))
        let_go(held)
        await seat.until(lambda: seat.app.problem is not None)
    assert "Cannot sort by “none”" in str(seat.app.problem)


def test_tab_completes_from_a_prepared_copy_and_waits_for_none(base: Path) -> None:
    context = click.Context(click.Command("show"))
    context.meta["wherefrom.db"] = base
    assert completing.views(context, None, "person/person-10") == []
    with Opening(base) as opened:
        opened.library(whole=True)
    found = [each.value for each in completing.views(context, None, "person/person-10")]
    assert found == [f"person/person-{number}" for number in range(100, 110)]


# The page itself


def progress(step: str, seconds: float, **done: float) -> Progress:
    return Progress(step, done, seconds)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        (None, "looking at the file"),
        (progress("reading", 0, reading=0), "reading and checking the file"),
        (progress("reading", 8, reading=0.5), "reading and checking the file · about 32 s left"),
        (progress("records", 100, reading=0.5), "writing the lists · about 7 min left"),
        (progress("records", 9, reading=1, records=0.9), "writing the lists · nearly done"),
        (progress("waiting", 9, reading=1), "another wherefrom is preparing it"),
    ],
)
def test_the_page_says_what_is_done_and_how_long_it_takes(
    heard: Progress | None, words: str
) -> None:
    assert preparing.words(heard) == words


def test_every_step_has_words() -> None:
    assert set(preparing.DOING) >= {"waiting", "reading", *PARTS}


def test_a_small_file_is_measured_in_thousands() -> None:
    assert preparing.megabytes(1500) == "2 kB"
    assert preparing.megabytes(33_011_160) == "33 MB"


def test_what_is_wrong_with_a_small_or_prepared_one_is_told_before_the_screen(
    base: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Explorer, "run_async", lambda *_, **__: pytest.fail("the screen was taken"))
    with Opening(base) as opened:
        opened.library(whole=True)
    with pytest.raises(NotFound):
        run(base, None, "person/nobody")
