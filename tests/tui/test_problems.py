"""The view of what is wrong: by rule, Enter leads there, words narrow it, and one comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.errors import Superseded
from db.library import Library
from db.texts import Texts
from tests import small
from tests.tui.explorer import (
    SIZES,
    Seat,
    assert_every_line_is_as_wide_as_the_screen,
    explorer,
    words,
)
from tests.tui.test_hostile import assert_harmless, hostile
from tui import findings
from tui.screens.browse import Browse
from tui.screens.problems import Problems


@pytest.fixture
def folder(base: Path) -> Path:
    """The texts of the small database, of which one has moved and altered words."""
    folder = base.with_name("base.json.texts")
    text = f"News. {small.TEXT.replace('never', 'hardly')}"
    (folder / "gazette.txt").write_text(text, encoding="utf-8", newline="")
    return folder


def page(seat: Seat) -> Problems:
    assert isinstance(seat.page, Problems)
    return seat.page


async def test_a_key_leads_to_the_problems_and_enter_to_the_quote_in_its_source(
    own_home: Path, base: Path, folder: Path
) -> None:
    async with explorer(own_home, library=Library.open(base), texts=folder) as seat:
        await seat.press("P")
        assert seat.view == "problems"
        said = words(page(seat).found)
        assert "moved · 1 problem · A quote stands where its record says." in said
        assert "“She [-never-]{+hardly+} came”" in said
        assert "changed · 1 warning" in said
        assert "2 problems · 2 warnings" in seat.lines[1]
        await seat.press("down", "enter")
        assert seat.view == "source/gazette#never-came"
        assert "≈ altered" in seat.text
        await seat.press("backspace")
        assert seat.view == "problems"
        assert seat.here.cursor == "altered quotes/never-came exact"
        await seat.press("down", "enter")
        assert seat.view == "source/gazette#left-acme"


async def test_going_back_and_forward_keeps_the_place_and_verifies_no_second_time(
    own_home: Path, base: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer(own_home, "problems", library=Library.open(base), texts=folder) as seat:
        monkeypatch.setattr(findings, "report_of", _fails)
        await seat.press("slash", *"alter", "enter")
        here = seat.here
        assert (seat.view, seat.focus) == ("problems?q=alter", "problems")
        await seat.press("enter", "backspace")
        assert seat.here == here
        await seat.press("right_square_bracket")
        assert seat.view.startswith("source/gazette")
        await seat.press("left_square_bracket", "1")
        assert isinstance(seat.page, Browse)
        await seat.press("backspace")
        assert seat.here == here


def _fails(*_: object) -> None:
    raise AssertionError("it was verified already")


async def test_words_narrow_and_esc_clears_them_and_then_goes_back(
    own_home: Path, base: Path, folder: Path
) -> None:
    async with explorer(own_home, library=Library.open(base), texts=folder) as seat:
        await seat.press("P", "slash", *"quotes moved")
        assert seat.view == "problems?q=quotes%20moved"
        assert "1 problem · 0 warnings" in seat.lines[1]
        await seat.press(*" xyz", "enter")
        assert "Nothing here has “quotes moved xyz”. esc clears the words." in seat.text
        await seat.press("escape")
        assert (seat.view, page(seat).search_bar.value) == ("problems", "")
        assert "2 problems" in seat.lines[1]
        await seat.press("escape")
        assert seat.view == "people"


async def test_what_was_attached_meanwhile_counts_once_one_verifies_again(
    own_home: Path, base: Path, folder: Path
) -> None:
    async with explorer(own_home, "problems", library=Library.open(base), texts=folder) as seat:
        (folder / "gazette.txt").write_text(small.TEXT, encoding="utf-8", newline="")
        await seat.press("R")
        assert "No problem. What follows may well be right, and deserves a look." in seat.text
        assert "0 problems · 1 warning" in seat.lines[1]
        assert page(seat).quote_shown is None
        await seat.press("enter")
        assert seat.view == "source/gazette#left-acme"


async def test_texts_that_are_not_at_hand_are_told_to_a_newcomer(own_home: Path) -> None:
    async with explorer(own_home, "problems") as seat:
        assert "Nothing is wrong as far as the texts are at hand" in seat.text
        said = words(page(seat).found)
        assert "the text of 5 sources. Attach it: wherefrom source attach ID FILE" in said


async def test_a_quote_can_be_copied_and_there_is_nothing_to_translate(
    own_home: Path, base: Path, folder: Path
) -> None:
    async with explorer(own_home, "problems", library=Library.open(base), texts=folder) as seat:
        await seat.press("y")
        assert seat.copied == ["left Acme for Globex in May 2024"]
        await seat.press("t")
        assert "nothing here to translate" in seat.message
        await seat.press("r")
        assert "as on disk" in seat.message or "repaired" in seat.message


async def test_a_record_that_the_library_does_not_have_leads_nowhere(
    own_home: Path, base: Path
) -> None:
    library = Library.open(base)
    content = small.documents()
    content["people"]["3"] = {"id": "new", "name": " "}
    small.write(base, content)
    async with explorer(own_home, "problems", library=library) as seat:
        assert "people/new" in seat.text
        await seat.press("enter")
        assert "cannot be shown" in seat.message


async def test_a_file_that_is_gone_is_told_and_the_rest_goes_on(own_home: Path, base: Path) -> None:
    library = Library.open(base)
    base.unlink()
    async with explorer(own_home, "problems", library=library) as seat:
        assert "there is no such file" in seat.text
        await seat.press("1")
        assert seat.view == "people"


async def test_while_it_is_verified_it_says_how_far_and_gives_way(
    own_home: Path, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library.open(base)
    shares: list[float] = []

    def slow(library: Library, texts: Texts, tell: Callable[[float], None]) -> None:
        while True:  # till nobody waits for it any more, when `tell` raises
            tell(0.42)
            shares.append(0.42)

    async with explorer(own_home, library=library) as seat:
        monkeypatch.setattr(findings, "report_of", slow)
        seat.app.action_view("problems")
        await seat.until(lambda: isinstance(seat.page, Problems) and " 42%" in seat.text)
        seat.app.page.post_message(Problems.Verified(Superseded("of an earlier one"), 0))
        page(seat).renew()
        assert seat.here.address.page == "problems"
        seat.app.action_list("person")
        await seat.settle()
        assert seat.view == "people"
        assert shares


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_as_wide_as_the_screen_and_obeys_no_data(
    own_home: Path, size: tuple[int, int]
) -> None:
    async with explorer(own_home, "problems", size=size, library=hostile()) as seat:
        assert_every_line_is_as_wide_as_the_screen(seat)
        for keys in (("down",), ("end",), ("slash", *"[/red]", "enter"), ("R",)):
            await seat.press(*keys)
            assert_harmless(seat)


async def test_a_large_file_is_verified_in_a_process_of_its_own(
    own_home: Path, base: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.library.opening.LARGE", 1)
    report = findings.report_of(Library.open(base), Texts((folder,)), lambda _: None)
    assert {each.rule for each in report.problems} == {"moved", "altered"}


async def test_how_a_quote_stands_in_its_text_shows_wherever_it_is_shown(
    own_home: Path, base: Path, folder: Path
) -> None:
    library = Library.open(base)
    async with explorer(own_home, "event/ada-to-globex", library=library, texts=folder) as seat:
        assert "Who went where · en · → moved" in words(seat.browse.card)
        assert "quote 1 of 1 · → moved" in words(seat.browse.passage)
        await seat.press("o")
        assert "raw · 2 quotes · en · → moved" in seat.text
        await seat.press("n")
        assert "raw · 2 quotes · en · ≈ altered" in seat.text
    async with explorer(own_home, "event/ada-to-globex", library=library) as seat:
        assert "Who went where · en · no text at hand" in words(seat.browse.card)
        await seat.press("o")
        assert "raw · 2 quotes · en · no text at hand" in seat.text


async def test_problems_can_be_marked_found_in_the_palette_and_saved_as_no_list(
    own_home: Path, base: Path
) -> None:
    async with explorer(own_home, library=Library.open(base)) as seat:
        await seat.press("colon", *"problems", "enter")
        assert seat.view == "problems"
        await seat.press("w")
        assert "list" in seat.message
        await seat.press("m", "p", "1", "apostrophe", "p")
        assert seat.view == "problems"
