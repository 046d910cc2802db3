"""Lines, cards and results: where the cursor goes, and that only what changed is drawn again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot

from db.query import parse
from db.search import search
from tests.newsroom import library
from tui.layout import Pieces
from tui.themes import THEMES
from tui.views.card import Card, Cell, Line, Piece, Section
from tui.widgets.cards import CardView
from tui.widgets.lines import MARKER, THUMB, Lines
from tui.widgets.results import ResultList


class Numbers(Lines):
    """A hundred numbered lines, on each third of which the cursor may not stop."""

    many = 100

    def count(self) -> int:
        return self.many

    def pieces(self, number: int, width: int) -> Pieces:  # noqa: ARG002
        return (Piece(f"line {number}"),)

    def can_land(self, number: int) -> bool:
        return number % 3 != 2


class Stage(App[None]):
    """Shows one widget and keeps what it says and what of it is drawn again."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self.lines = lines
        self.said: list[str] = []
        self.drawn: list[Region] = []
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = "dark"

    def compose(self) -> ComposeResult:
        yield self.lines

    def on_lines_moved(self) -> None:
        self.said.append("moved")

    def on_lines_chosen(self) -> None:
        self.said.append("chosen")

    @property
    def rows(self) -> list[str]:
        return [self.lines.render_line(y).text.rstrip() for y in range(self.lines.height)]


@asynccontextmanager
async def stage(lines: Lines, rows: int = 10) -> AsyncIterator[tuple[Stage, Pilot[None]]]:
    app = Stage(lines)
    async with app.run_test(size=(40, rows)) as pilot:
        await pilot.pause()
        lines.focus()
        lines.renew(cursor=0 if isinstance(lines, Numbers) else lines.cursor)
        await pilot.pause()
        app.said.clear()
        yield app, pilot


@pytest.mark.parametrize(
    ("keys", "cursor", "top"),
    [
        (["down"], 1, 0),
        (["j", "j"], 3, 0),
        (["j", "j", "k"], 1, 0),
        (["up"], 0, 0),
        (["pagedown"], 9, 9),
        (["space", "pageup"], 0, 0),
        (["ctrl+d", "ctrl+d", "ctrl+u"], 9, 9),
        (["end"], 99, 90),
        (["G", "down"], 99, 90),
        (["G", "g"], 0, 0),
        (["end", "home"], 0, 0),
        (["end", "up"], 97, 90),
    ],
)
async def test_keys_move_the_cursor_over_what_takes_it(
    keys: list[str], cursor: int, top: int
) -> None:
    async with stage(Numbers()) as (app, pilot):
        await pilot.press(*keys)
        assert (app.lines.cursor, app.lines.top) == (cursor, top)
        assert app.rows[cursor - top].startswith(f"{MARKER} line {cursor}")


async def test_moving_and_choosing_are_told(pytestconfig: pytest.Config) -> None:
    async with stage(Numbers()) as (app, pilot):
        await pilot.press("down", "up", "up", "enter")
        assert app.said == ["moved", "moved", "chosen"]


async def test_only_the_lines_that_changed_are_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with stage(Numbers()) as (app, _):
        drawn: list[tuple[Region, ...]] = []
        monkeypatch.setattr(app.lines, "refresh", lambda *regions, **_: drawn.append(regions))
        app.lines.action_down()
        rows = {region.y for regions in drawn for region in regions}
        assert rows == {0, 1}
        assert all(regions for regions in drawn)
        drawn.clear()
        app.lines.action_last()
        assert {region.y for regions in drawn for region in regions} == set(range(app.lines.height))


async def test_a_pane_that_holds_all_its_lines_has_no_thumb() -> None:
    numbers = Numbers()
    async with stage(numbers) as (app, _):
        assert any(row.endswith(THUMB) for row in app.rows)
        numbers.many = 4
        numbers.renew(cursor=0)
        assert not any(row.endswith(THUMB) for row in app.rows)


async def test_resizing_keeps_the_cursor_in_view() -> None:
    async with stage(Numbers()) as (app, pilot):
        await pilot.press("end", "up", "up")
        cursor = app.lines.cursor
        for rows in (3, 30, 7):
            await pilot.resize_terminal(40, rows)
            await pilot.pause()
            assert app.lines.cursor == cursor
            assert cursor is not None
            assert app.lines.top <= cursor < app.lines.top + app.lines.height
            assert app.lines.top <= app.lines.lowest_top


async def test_nothing_to_land_on_still_scrolls() -> None:
    page = Card("Words", sections=(Section(tuple(Line((Cell.of(f"w{n}"),)) for n in range(50))),))
    view = CardView(id="page")
    async with stage(view) as (app, pilot):
        view.show(page)
        assert view.cursor is None
        await pilot.press("down", "down")
        assert view.top == 2
        await pilot.press("end")
        assert view.top == view.lowest_top
        await pilot.press("home")
        assert (view.top, app.said) == (0, [])


def card(*words: str) -> Card:
    return Card("Title", sections=(Section(tuple(Line((Cell.of(w),), event=w) for w in words)),))


async def test_a_card_begins_at_its_first_fact_and_returns_to_a_named_one() -> None:
    view = CardView(id="card")
    async with stage(view):
        view.show(card("a", "b", "c"))
        assert view.key == "a"
        view.show(card("a", "b", "c"), cursor="c")
        assert view.key == "c"
        view.show(card("a", "b"), cursor="gone")
        assert view.key == "a"


async def test_another_card_draws_only_the_lines_that_differ(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    view = CardView(id="card")
    async with stage(view) as (_, pilot):
        view.show(card("a", "b", "c", "d"))
        await pilot.pause()
        drawn: list[tuple[Region, ...]] = []
        monkeypatch.setattr(view, "refresh", lambda *regions, **_: drawn.append(regions))
        view.show(card("a", "b", "other", "d"))
        rows = {region.y for regions in drawn for region in regions}
        lines = ["".join(piece.text for piece in view.pieces(n, 40)) for n in range(view.count())]
        changed = next(number for number, line in enumerate(lines) if "other" in line)
        assert rows <= {changed, view.cursor}
        assert changed in rows


async def test_a_resized_card_stays_on_the_same_fact() -> None:
    view = CardView(id="card")
    long = [f"{n} " + "word " * 20 for n in range(20)]
    async with stage(view) as (_, pilot):
        view.show(card(*long), cursor=long[12])
        for size in ((20, 10), (120, 30), (33, 6)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert view.key == long[12]
            assert view.cursor is not None
            assert view.top <= view.cursor < view.top + view.height


async def test_results_make_only_the_rows_in_view() -> None:
    view = ResultList(id="list")
    newsroom = library()
    async with stage(view, rows=4) as (app, pilot):
        results = search(newsroom, parse(""), "person")
        view.show(newsroom, results, "person/wei")
        assert view.key == "person/wei"
        await pilot.pause()
        assert len(view._rows) <= 4 < view.count()
        await pilot.press("home")
        assert view.key == f"person/{results.hits[0].id}"
        view.show(newsroom, search(newsroom, parse("nobodyatall"), "person"))
        assert [view.key, view.cursor, view.count()] == [None, None, 0]
        await pilot.press("down", "enter", "end", "pageup")
        assert app.rows == ["", "", "", ""]
