"""Lists of any size: columns, orders, places, and that only what is seen is ever made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import overload

import pytest
from textual.app import App, ComposeResult

from db.errors import Superseded
from db.hits import Hits
from db.query import parse
from db.records import Kind
from db.search import Hit, Results, search
from tests.newsroom import library
from tests.tui.explorer import assert_every_line_is_as_wide_as_the_screen, built_in, explorer, laid
from tui.address import Address
from tui.address import parse as parse_address
from tui.layout import Pieces
from tui.screens.searching import Searching
from tui.state import Quotes, panes_of
from tui.themes import THEMES
from tui.views.card import Card
from tui.widgets.results import ResultList


class Endless(Hits):
    """A million people, each made when it is looked at, and counted."""

    def __init__(self) -> None:
        self.made: list[int] = []

    def __len__(self) -> int:
        return 1_000_000

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        assert isinstance(place, int)
        self.made.append(place)
        return Hit("person", f"p{place}", 0, f"Name {place}", (), "", (), False, place, 1, 0)

    def place_of(self, kind: Kind, identifier: str) -> int | None:  # noqa: ARG002
        return int(identifier[1:]) if identifier[1:].isdigit() else None

    def __iter__(self) -> Iterator[Hit]:
        raise AssertionError("somebody walks the whole list")


class Stage(App[None]):
    """Shows a list alone."""

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = "dark"

    def compose(self) -> ComposeResult:
        yield ResultList(id="list")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50), (59, 20)])
async def test_of_a_million_rows_only_those_in_view_are_made(size: tuple[int, int]) -> None:
    hits = Endless()
    results = Results("person", parse(""), hits, len(hits), len(hits))
    app = Stage()
    async with app.run_test(size=size) as pilot:
        view = app.query_one(ResultList)
        view.focus()
        view.show(library(), results, "person/p77", sort="events")
        await pilot.pause()
        most = 2 * size[1]
        for keys in (["j"] * 3, ["pagedown"] * 3, ["G"], ["g"], ["ctrl+d", "ctrl+u"], ["end", "k"]):
            for key in keys:
                hits.made.clear()
                await pilot.press(key)
                await pilot.pause()
                assert len(set(hits.made)) <= most, key
                assert len(hits.made) <= 2 * most, key
        cursor = view.cursor
        assert cursor == 999_998
        for columns, rows in ((61, 20), (200, 50), (80, 10), size):
            hits.made.clear()
            await pilot.resize_terminal(columns, rows)
            await pilot.pause()
            assert len(set(hits.made)) <= 2 * rows
            assert view.cursor == cursor
            assert view.top <= cursor < view.top + view.height


async def test_a_list_alone_has_its_columns_and_their_headings(own_home: Path) -> None:
    async with explorer(own_home, "people") as seat:
        await seat.press("z")
        assert not seat.shows("card")
        assert not seat.shows("passage")
        heading = seat.lines[3]
        assert heading.split() == ["name", "▼events", "sources", "disputes"]
        await seat.press("tab")
        assert seat.shows("card")
        assert seat.shows("list")
        await seat.press("shift+tab")
        assert not seat.shows("card")
        await seat.press("enter")
        assert seat.shows("card")
        await seat.press("backspace", "z")
        assert seat.shows("card")
        assert seat.shows("passage")


@pytest.mark.parametrize("view", ["people", "companies", "events", "sources"])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50), (59, 20)])
async def test_every_list_stays_whole_at_every_size(
    own_home: Path, view: str, size: tuple[int, int]
) -> None:
    async with explorer(own_home, view, size=size) as seat:
        for key in ("down", "z", "pagedown", "G", "z", "g"):
            await seat.press(key)
            assert_every_line_is_as_wide_as_the_screen(seat)
            results = seat.browse.results
            assert results.cursor is not None
            assert results.top <= results.cursor < results.top + results.height
            assert seat.browse.results.region.area


async def test_a_narrow_list_has_no_headings(own_home: Path) -> None:
    async with explorer(own_home, size=(80, 24)) as seat:
        assert seat.browse.results.heads == 0
        assert seat.lines[3].startswith("▌ ")


async def test_a_line_below_the_headings_is_the_one_that_the_cursor_is_on(own_home: Path) -> None:
    async with explorer(own_home, "events", size=(120, 24)) as seat:
        results = seat.browse.results
        assert results.heads == 1
        await seat.press("pagedown", "down", "G")
        marked = [y for y, line in enumerate(seat.lines) if line.startswith("▌")]
        assert marked == [3 + results.heads + (results.cursor or 0) - results.top]


async def test_a_letter_chooses_the_order_and_turns_it_round(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("down")
        kept = seat.browse.results.key
        await seat.press("S", "n")
        assert seat.view == "people?sort=name"
        assert seat.browse.results.key == kept
        await seat.press("S")
        assert "by name" in seat.text
        await seat.press("n")
        assert seat.view == "people?sort=-name"
        assert "Sorted by name turned round." in seat.message
        await seat.press("S", "E")
        assert seat.view == "people?sort=-events"
        assert "fewest events first" in seat.lines[1]
        named = [line.split()[-1] for line in laid(seat.browse.results)]
        assert named == sorted(named, key=int)
        await seat.press("S", "escape")
        assert seat.view == "people?sort=-events"


async def test_with_words_typed_the_best_match_is_first_unless_an_order_is_chosen(
    own_home: Path,
) -> None:
    async with explorer(own_home, "events?q=meta", size=(200, 50)) as seat:
        assert "best match first" in seat.lines[1]
        await seat.press("z")
        assert not set("▲▼") & set(seat.lines[3])
        await seat.press("S", "d")
        assert "by date" in seat.lines[1]
        assert "date▲" in seat.lines[3]
        await seat.press("S", "b")
        assert seat.view == "events?q=meta"
        assert "best match first" in seat.lines[1]


async def test_where_no_words_are_typed_there_is_no_best_match_to_choose(own_home: Path) -> None:
    async with explorer(own_home, "events?q=-meta") as seat:
        await seat.press("S")
        assert "best match" not in seat.text
        await seat.press("b")
        assert seat.view == "events?q=-meta"


async def test_lists_have_keys_that_do_nothing_on_a_record_but_say_so(own_home: Path) -> None:
    async with explorer(own_home, "person/jason-wei") as seat:
        for key in ("s", "S", "minus", "z"):
            await seat.press(key)
            assert "esc leads back" in seat.message
            assert seat.view == "person/jason-wei"


async def test_minus_takes_the_last_term_out(own_home: Path) -> None:
    async with explorer(own_home, 'events?q=meta%20"talent%20war"%20grade:opinion') as seat:
        await seat.press("minus")
        assert seat.here.address.query == 'meta "talent war"'
        assert "Without grade:opinion" in seat.message
        assert seat.browse.search_bar.value == 'meta "talent war"'
        await seat.press("minus", "minus")
        assert seat.view == "events"
        await seat.press("minus")
        assert "Nothing narrows this list" in seat.message


async def test_minus_drops_a_query_that_cannot_be_read(own_home: Path) -> None:
    async with explorer(own_home, "events?q=typ:hire") as seat:
        await seat.press("minus")
        assert seat.view == "events"


async def test_the_place_is_told_in_numbers_where_there_is_room(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        total = len(seat.app.desk.again(Address("event"), None).hits)
        assert seat.lines[1].endswith("· line 1")
        await seat.press("G")
        assert seat.lines[1].endswith(f"· line {total}")
        await seat.resize(70, 24)
        assert "events" in seat.lines[1]
        assert "· line" not in seat.lines[1]
        await seat.resize(50, 15)
        assert seat.lines[1].endswith("173 times")


async def test_a_move_draws_the_number_alone(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer(own_home, "events") as seat:
        count = seat.browse.count_line
        drawn: list[int] = []
        monkeypatch.setattr(
            count, "refresh", lambda *regions: drawn.extend(r.width for r in regions)
        )
        await seat.press("down")
        assert drawn == [len(" · line 168")]


async def test_a_record_is_found_again_without_walking_the_list(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("G", "k")
        key = seat.browse.results.key
        made: list[int] = []
        lay = seat.browse.results.pieces

        def counted(number: int, width: int) -> Pieces:
            made.append(number)
            return lay(number, width)

        monkeypatch.setattr(seat.browse.results, "pieces", counted)
        await seat.press("S", "D")
        assert seat.browse.results.key == key
        assert len(set(made)) <= 2 * seat.browse.results.height


def test_a_record_that_is_gone_leaves_the_cursor_where_the_list_is() -> None:
    view = ResultList(id="list")
    hits = Endless()
    results = Results("person", parse(""), hits, len(hits), len(hits))
    view._results = results
    assert view._place_of("person/nobody", 500) == 500
    assert view._place_of("person/nobody", 5_000_000) == 999_999
    assert view._place_of(None, 500) == 0


def hits_of(text: str, kind: Kind) -> Hits:
    return search(built_in(), parse(text), kind).hits


@pytest.mark.parametrize("kind", ["person", "event"])
def test_every_row_of_a_real_list_is_found_by_its_record(kind: Kind) -> None:
    hits = hits_of("meta", kind)
    assert [hits.place_of(hit.kind, hit.id) for hit in hits] == list(range(len(hits)))
    assert hits.place_of(kind, "nothing-of-that-name") is None
    assert hits_of("zhao", "person").place_of("person", "jason-wei") is None


def test_the_panes_that_one_walks_through() -> None:
    assert panes_of(is_record=False, has_facets=False) == ("list", "card", "passage")
    assert panes_of(is_record=False, has_facets=True) == ("list", "facets")
    assert panes_of(is_record=True, has_facets=True) == ("card", "passage")


def test_the_quotes_of_a_fact_go_round() -> None:
    quotes = Quotes(("a", "b"))
    assert [quotes.step(n).shown for n in range(-1, 3)] == ["b", "a", "b", "a"]
    assert (Quotes().shown, Quotes().step(3).number) == (None, 0)


async def test_a_search_that_is_typed_over_gives_way(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.desk.FEW", 0)
    async with explorer(own_home, "events") as seat:
        stopped: list[bool] = []
        monkeypatch.setattr(
            type(seat.app.desk.library.index), "interrupt", lambda _: stopped.append(True)
        )
        await seat.press("slash", *"meta", "enter")
        assert len(stopped) == 5
        assert seat.view == "events?q=meta"
        assert seat.browse.results.count() == len(hits_of("meta", "event"))
        answer = seat.browse.answer

        def superseded(_: Address) -> Results:
            raise Superseded

        monkeypatch.setattr(seat.app.desk, "search", superseded)
        seat.browse.search(seat.here)
        await seat.settle()
        assert seat.browse.answer is answer


async def test_what_an_earlier_search_found_is_not_shown_after_a_later_one(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        answer = seat.browse.answer
        assert answer is not None
        seat.browse.post_message(Searching.Found(seat.here, answer._replace(of=7), number=0))
        await seat.settle()
        assert seat.browse.answer is answer


async def test_a_record_with_much_to_tell_is_read_aside(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer(own_home) as seat:
        shown = laid(seat.browse.card)
        monkeypatch.setattr("tui.screens.browse.AT_ONCE", 20)
        await seat.press("down", "up")
        assert seat.browse.card.card.view == seat.browse.results.key
        assert laid(seat.browse.card) == shown
        assert seat.browse.quote_shown is not None
        await seat.press("tab", "down")
        key = seat.browse.card.key
        seat.browse.search(seat.browse.here)
        await seat.settle()
        assert seat.browse.card.key == key


async def test_a_record_that_was_read_aside_is_not_read_again_to_be_opened(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer(own_home) as seat:
        monkeypatch.setattr("tui.screens.browse.AT_ONCE", 20)
        await seat.press("down")
        key = seat.browse.results.key
        monkeypatch.setattr(seat.app.desk, "card", lambda _: pytest.fail("it was read again"))
        await seat.press("enter")
        assert seat.view == seat.browse.card.card.view == key
        assert seat.browse.quote_shown is not None


async def test_a_record_that_was_left_is_not_shown_when_it_comes(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        late = seat.browse.Read(parse_address("person/jason-wei"), Card("late"))
        seat.browse.post_message(late)
        await seat.settle()
        assert seat.browse.card.card.title == "Patrick Bélanger"


async def test_a_record_that_cannot_be_read_is_told(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        seat.browse.read_aside(parse_address("person/nobody"))
        await seat.settle()
        assert "nobody" in seat.message
