"""Saved queries stand beside the four lists, open with a key, and can be forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tui.explorer import (
    SIZES,
    Seat,
    assert_every_line_is_as_wide_as_the_screen,
    built_in,
    explorer,
)
from tests.tui.test_hostile import EVIL, assert_harmless, hostile
from tui.address import parse
from tui.naming import MOST_LETTERS, plain_name, suggested_name
from tui.remembered import MOST_SAVED
from tui.saving import show_saved
from tui.screens.ask import Name
from tui.views.card import Piece
from tui.widgets.search_bar import SearchBar
from tui.widgets.status import saved_tabs

HIRES = "events?q=type:hire%20to:meta"


async def save(seat: Seat, *keys: str) -> None:
    """Save the list that is shown, under the suggested name unless another is typed."""
    await seat.press("w", *keys, "enter")


async def test_a_query_is_saved_in_english_and_opens_with_the_first_key(own_home: Path) -> None:
    async with explorer(own_home, HIRES) as seat:
        await seat.press("w")
        assert isinstance(seat.app.screen, Name)
        assert "A name for events type:hire to:meta" in seat.text
        assert "hires to Meta" in seat.text
        await seat.press("enter")
        assert seat.message == "Saved as “hires to Meta”; 5 leads back."
        assert "· 5 hires to Meta" in seat.lines[0]
        await seat.press("1")
        assert seat.view == "people"
        await seat.press("5")
        assert seat.view == HIRES
        assert seat.browse.search_bar.value == "type:hire to:meta"
        await seat.press("backspace")
        assert seat.view == "people"


async def test_a_reader_types_a_name_and_the_order_is_kept_too(own_home: Path) -> None:
    async with explorer(own_home, "people?q=meta&sort=name") as seat:
        await save(seat, *"my list")
        assert dict(seat.app.session.saved) == {"my list": "people?q=meta&sort=name"}
        await seat.press("3", "5")
        assert seat.view == "people?q=meta&sort=name"


async def test_saved_queries_survive_the_session_and_belong_to_their_database(
    own_home: Path,
) -> None:
    async with explorer(own_home, HIRES) as seat:
        await save(seat)
    async with explorer(own_home) as seat:
        assert "5 hires to Meta" in seat.lines[0]
        await seat.press("5")
        assert seat.view == HIRES
        await seat.press("enter", "o")
        assert seat.view.startswith("source/")
        assert "5 hires to Meta" in seat.lines[0]
    async with explorer(own_home, library=hostile()) as seat:
        assert "hires to Meta" not in seat.text


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("people", "There is no query here to save; / begins one."),
        ("people?q=%20", "There is no query here to save; / begins one."),
        ("person/jason-wei", "Only a list can be saved; m marks a record."),
        ("events?q=colour:red", "This cannot be saved: “colour:” is no field."),
    ],
)
async def test_what_cannot_be_saved_is_said(own_home: Path, view: str, said: str) -> None:
    async with explorer(own_home, view) as seat:
        await seat.press("w")
        assert seat.message.startswith(said)
        assert not isinstance(seat.app.screen, Name)


@pytest.mark.parametrize("keys", [["escape"], ["space", "enter"], ["backspace", "enter"]])
async def test_without_a_name_nothing_is_saved(own_home: Path, keys: list[str]) -> None:
    async with explorer(own_home, HIRES) as seat:
        await seat.press("w", *keys)
        assert not seat.app.session.saved
        assert not isinstance(seat.app.screen, Name)


async def test_a_key_without_a_saved_query_says_how_to_save_one(own_home: Path) -> None:
    async with explorer(own_home, HIRES) as seat:
        await seat.press("5")
        assert seat.message == "No queries are saved here; w saves the list you see."
        await save(seat)
        await seat.press("6")
        assert seat.message == "Only 1 query is saved here; w saves the list you see."
        assert seat.view == HIRES


async def test_a_name_used_again_is_replaced_and_the_old_view_named(own_home: Path) -> None:
    async with explorer(own_home, HIRES) as seat:
        await save(seat, *"x")
        await seat.press("1", "slash", *"zhao", "enter")
        await save(seat, *"x")
        assert seat.message == f"Saved as “x”; 5 leads back. It was the name of {HIRES}."
        assert dict(seat.app.session.saved) == {"x": "people?q=zhao"}


async def test_the_palette_opens_and_forgets_a_saved_query(own_home: Path) -> None:
    async with explorer(own_home, HIRES) as seat:
        await save(seat)
        await seat.press("1", "colon", *"hires to", "enter")
        assert seat.view == HIRES
        await seat.press("colon", *"forget hires", "enter")
        assert seat.message == "“hires to Meta” is not saved any more."
        assert "hires to Meta" not in seat.lines[0]
        assert not seat.app.session.saved
        await seat.press("5")
        assert seat.message.startswith("No queries are saved here")


@pytest.mark.parametrize("view", ["nonsense", "events?sort=a&sort=b", "", "people#x"])
async def test_a_saved_query_that_cannot_be_read_any_more_says_so(
    own_home: Path, view: str
) -> None:
    async with explorer(own_home) as seat:
        seat.app.session.save("old", view)
        await seat.press("5")
        assert seat.message.startswith("The saved query “old” cannot be read: ")
        assert seat.message.endswith(": and “forget” removes it.")
        assert seat.view == "people"


async def test_a_saved_query_with_a_term_that_is_none_any_more_is_shown_and_marked(
    own_home: Path,
) -> None:
    async with explorer(own_home) as seat:
        seat.app.session.save("old", "events?q=colour:red")
        await seat.press("5")
        assert "“colour:” is no field" in seat.text
        assert seat.browse.query_one(SearchBar).has_class("-wrong")


async def test_more_than_five_are_counted_and_the_palette_has_the_others(own_home: Path) -> None:
    async with explorer(own_home, "people?q=zhao", size=(200, 60)) as seat:
        for number in range(7):
            await save(seat, *f"list {number}")
        assert seat.message == "Saved as “list 6”; : finds it."
        assert "9 list 4" in seat.lines[0]
        assert "list 5" not in seat.lines[0]
        assert "+2" in seat.lines[0]
        await seat.press("1", "9")
        assert seat.view == "people?q=zhao"
        await seat.press("1", "colon", *"list 6", "enter")
        assert seat.view == "people?q=zhao"


async def test_only_so_many_are_saved(own_home: Path) -> None:
    async with explorer(own_home, "people?q=zhao") as seat:
        saved = {str(number): "people" for number in range(MOST_SAVED)}
        database = seat.app.session._database
        text = json.dumps({"saved": {database: saved}})
        (own_home / "state.json").write_text(text, encoding="utf-8")
    async with explorer(own_home, "people?q=zhao") as seat:
        await save(seat, *"new")
        assert seat.message == f"{MOST_SAVED} queries are saved; forget one first."
        assert "new" not in seat.app.session.saved
        await save(seat, *"7")
        assert seat.app.session.saved["7"] == "people?q=zhao"


@pytest.mark.parametrize("size", [*SIZES, (20, 6), (66, 20)])
async def test_names_are_shown_as_far_as_there_is_room_with_a_sign(
    own_home: Path, size: tuple[int, int]
) -> None:
    async with explorer(own_home, "people?q=zhao", size=size) as seat:
        for name in ("a rather long name for a list", "b" * 40):
            seat.app.session.save(name, "people")
        show_saved(seat.app)
        await seat.settle()
        assert_every_line_is_as_wide_as_the_screen(seat)
        assert "…" in seat.lines[0] or "b" * 40 in seat.lines[0]
        if size[0] >= 80:
            assert "4 Sources" in seat.lines[0]
            assert "5 a rather lo" in seat.lines[0]
            assert "help" in seat.lines[0]
        await seat.press("w")
        assert_every_line_is_as_wide_as_the_screen(seat)


async def test_a_hostile_name_rules_nothing(own_home: Path) -> None:
    async with explorer(own_home, "events?q=sic", library=hostile(), size=(200, 60)) as seat:
        seat.app.session.save(EVIL, EVIL)
        seat.app.session.save("x", f"people?q={EVIL}")
        show_saved(seat.app)
        await seat.settle()
        assert "[sic]" in seat.lines[0]
        assert_harmless(seat)
        await seat.press("5")
        assert_harmless(seat)
        await seat.press("6")
        assert_harmless(seat)
        await seat.press("colon", *"saved")
        assert_harmless(seat)
        await seat.press("escape", "escape", "3", "slash", *"to:a", "tab", "enter", "w")
        assert isinstance(seat.app.screen, Name)
        assert_harmless(seat)
        await seat.press("enter")
        assert_harmless(seat)


@pytest.mark.parametrize(
    ("view", "name"),
    [
        ("events?q=type:hire%20to:meta%20date:2025-07..", "hires to Meta, after June 2025"),
        ("people?q=zhao", "people: “zhao”"),
        ("companies?q=-to:openai", "companies, not to OpenAI"),
        ("people?q=to:openai", "people to OpenAI"),
        ("people?q=type:hire", "people: hires"),
        ("people?sort=name", "people, by name"),
        ("people?sort=-name", "people, by name"),
        ("people?sort=no-such", "people"),
    ],
)
def test_a_name_is_suggested_in_english(view: str, name: str) -> None:
    assert suggested_name(built_in(), parse(view), built_in()) == name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  a   b\n", "a b"),
        ("word " * 20, "word word word word word word word…"),
        ("x" * 50, "x" * (MOST_LETTERS - 1) + "…"),
        ("a\x1bb", "a␛b"),
        ("", ""),
    ],
)
def test_a_name_is_one_short_line(typed: str, name: str) -> None:
    assert plain_name(typed) == name


def test_the_line_at_the_top_says_nothing_where_nothing_is_saved() -> None:
    assert saved_tabs((), ()) == ()
    assert Piece(" +1 ", "dim") in saved_tabs(("a", "b"), ("5",))
