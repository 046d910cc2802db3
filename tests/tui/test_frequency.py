"""The frequency table of a column: what it shows, what Enter does, and that it is drawn in view."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import Superseded
from db.facets import FacetValue
from db.frequency import Column, Frequency
from tests.tui.explorer import (
    SIZES,
    Seat,
    assert_every_line_is_as_wide_as_the_screen,
    explorer,
    laid,
)
from tests.tui.test_hostile import assert_harmless, hostile
from tui.screens import choosing
from tui.screens.browse import Browse
from tui.screens.frequency import FrequencyWindow
from tui.views import tally
from tui.views.card import Entry
from tui.widgets.frequency import FrequencyTable

Row = tuple[Entry, Entry, Entry, Entry]


def window(seat: Seat) -> FrequencyWindow:
    assert isinstance(seat.app.screen, FrequencyWindow)
    return seat.app.screen


def about(seat: Seat) -> str:
    return seat.lines[0].strip()


async def test_a_letter_chooses_the_column_and_enter_narrows_to_a_value(own_home: Path) -> None:
    async with explorer(own_home, "events?q=meta") as seat:
        await seat.press("F", "t")
        table = window(seat).table
        assert about(seat).startswith("Type: ")
        assert table.value is not None
        count, value = table.value.count, table.value.value
        assert laid(table)[0].split()[:2] == [value, str(count)]
        await seat.press("down", "up", "enter")
        assert seat.view == f"events?q=meta%20type:{value}"
        assert seat.browse.search_bar.value == f"meta type:{value}"
        assert seat.browse.results.count() == count
        assert seat.focus == "list"
        await seat.press("backspace")
        assert seat.view == "events?q=meta"


@pytest.mark.parametrize("key", ["escape", "F", "q", "backspace"])
async def test_it_closes_and_leaves_the_list_as_it_was(own_home: Path, key: str) -> None:
    async with explorer(own_home, "people?q=meta") as seat:
        await seat.press("down")
        here = seat.here
        await seat.press("F", "g")
        assert isinstance(seat.app.screen, FrequencyWindow)
        await seat.press(key)
        assert isinstance(seat.app.screen, Browse)
        assert seat.here == here


async def test_values_stand_by_count_or_in_their_own_order(own_home: Path) -> None:
    async with explorer(own_home, "people") as seat:
        await seat.press("F", "e")
        table = window(seat).table
        sizes = [int(line.split()[0]) for line in laid(table)]
        assert sizes == sorted(sizes)
        await seat.press("down", "down")
        kept = table.value
        await seat.press("s")
        assert table.value == kept
        counts = [int(line.split()[1]) for line in laid(table)]
        assert counts == sorted(counts, reverse=True)
        assert "most frequent first" in about(seat)
        await seat.press("s")
        assert "in their own order" in about(seat)


async def test_a_column_that_no_term_asks_for_says_so(own_home: Path) -> None:
    async with explorer(own_home, "sources") as seat:
        await seat.press("F", "p")
        assert "No term asks for these" in about(seat)
        assert "none" in laid(window(seat).table)[0]
        await seat.press("enter")
        assert "cannot narrow" in seat.message
        await seat.press("escape")
        assert seat.view == "sources"


async def test_months_stand_in_the_order_of_the_calendar(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("F", "m")
        months = [line.split()[0] for line in laid(window(seat).table)]
        assert months == sorted(months)
        await seat.press("enter")
        assert seat.view == f"events?q=date:{months[0]}"


async def test_more_values_of_a_facet_open_as_a_table(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("f")
        while not (seat.browse.facets.key or "").endswith("…"):
            await seat.press("down")
        await seat.press("enter")
        assert about(seat).startswith("Type: 21 values")
        await seat.press("G", "enter")
        assert seat.here.address.query.startswith("type:")
        assert seat.focus == "facets"


async def test_a_value_that_is_asked_for_is_marked_and_taken_out(own_home: Path) -> None:
    async with explorer(own_home, "events?q=grade:denied") as seat:
        await seat.press("F", "g")
        assert laid(window(seat).table)[0].startswith("✓ denied")
        await seat.press("enter")
        assert seat.view == "events"


async def test_on_a_record_the_key_says_where_it_works(own_home: Path) -> None:
    async with explorer(own_home, "person/jason-wei") as seat:
        await seat.press("F")
        assert "esc leads back" in seat.message


async def test_a_large_list_is_counted_aside(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.desk.FEW", 0)
    async with explorer(own_home, "people") as seat:
        await seat.press("F", "e")
        assert window(seat).table.count() > 5

        def superseded(*_: object) -> Frequency:
            raise Superseded

        await seat.press("escape")
        monkeypatch.setattr(seat.app.desk, "frequency", superseded)
        await seat.press("F", "e")
        assert about(seat) == "Counting …"
        await seat.press("s", "enter", "down", "escape")
        assert isinstance(seat.app.screen, Browse)


async def test_of_many_values_only_those_in_view_are_laid_out(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = tuple(FacetValue(f"v{n}", f"Value {n}", n + 1, is_active=False) for n in range(50_000))
    many = Frequency(Column("type", "Type", "type"), values, 50_000)
    async with explorer(own_home, "events", size=(80, 24)) as seat:
        monkeypatch.setattr(seat.app.desk, "frequency", lambda *_: many)
        await seat.press("F", "t")
        made: list[FacetValue] = []
        entries = tally.entries

        def counted(found: Frequency, value: FacetValue, most: int, bar: int) -> Row:
            made.append(value)
            return entries(found, value, most, bar)

        monkeypatch.setattr(tally, "entries", counted)
        for key in ("down", "pagedown", "G", "g", "s"):
            made.clear()
            await seat.press(key)
            assert len(set(made)) <= 2 * 24
        assert window(seat).table.value == values[49_999]


@pytest.mark.parametrize("size", [*SIZES, (59, 20)])
async def test_a_table_fits_every_size(own_home: Path, size: tuple[int, int]) -> None:
    async with explorer(own_home, "events", size=size) as seat:
        await seat.press("F")
        assert_every_line_is_as_wide_as_the_screen(seat)
        await seat.press("s")
        assert window(seat).table.count()
        for other in (*SIZES, size):
            await seat.resize(*other)
            assert_every_line_is_as_wide_as_the_screen(seat)
            assert seat.footer["esc"] == "close"


@pytest.mark.parametrize("view", ["people", "companies", "events", "sources"])
async def test_no_table_draws_what_a_terminal_would_obey(own_home: Path, view: str) -> None:
    async with explorer(own_home, view, size=(200, 60), library=hostile()) as seat:
        for name in [column.name for column in seat.app.desk.countable(seat.browse.listing.kind)]:
            choosing.frequency(seat.browse, name)
            await seat.settle()
            assert window(seat).table.count() >= 0
            assert_harmless(seat)
            await seat.press("s", "down", "enter")
            assert_harmless(seat)
            if not isinstance(seat.app.screen, Browse):
                await seat.press("escape")


async def test_facets_draw_nothing_that_a_terminal_would_obey(own_home: Path) -> None:
    async with explorer(own_home, "events", size=(120, 36), library=hostile()) as seat:
        await seat.press("f")
        for key in ("n", "n", "n", "enter", "n", "enter", "z", "tab", "z"):
            await seat.press(key)
            assert_harmless(seat)


@pytest.mark.parametrize(("count", "bar"), [(100, "█" * 20), (50, "█" * 10), (1, "▎"), (0, "▏")])
def test_a_bar_is_as_long_as_its_count(count: int, bar: str) -> None:
    found = Frequency(Column("type", "Type", "type"), (), 200)
    row = tally.entries(found, FacetValue("x", "x", count, is_active=False), 100, 20)
    assert row[3].cell.text == bar
    assert row[2].cell.text == f"{count / 2:.1f} %"


def test_an_empty_table_has_no_cursor() -> None:
    table = FrequencyTable(id="table")
    assert (table.value, table.heads, table.heading(80)) == (None, 0, ())
    with pytest.raises(LookupError):
        table.pieces(0, 80)
    table.show(Frequency(Column("type", "Type", "type"), (), 0))
    assert (table.value, table.count()) == (None, 0)
