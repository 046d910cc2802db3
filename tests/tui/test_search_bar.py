"""The search bar finishes what one begins to type, and calls back what one has typed before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.tui.explorer import SIZES, Seat, assert_every_line_is_as_wide_as_the_screen, explorer
from tests.tui.test_hostile import EVIL, assert_harmless, hostile
from tui.screens.ask import Name
from tui.screens.browse import Browse
from tui.widgets.search_bar import Offered
from tui.widgets.status import KeyLine, offers_line


def typed(seat: Seat) -> str:
    """What stands in the search bar."""
    return seat.browse.search_bar.value


def bar(seat: Seat) -> str:
    """What is drawn of it, with what is offered after the cursor."""
    return seat.lines[1].removeprefix(" / ")


def offered(seat: Seat) -> Offered | None:
    """What the bottom line offers."""
    return seat.app.screen.query_one(KeyLine).offered


@pytest.mark.parametrize("take", ["tab", "right"])
async def test_a_field_and_its_value_are_finished_with_a_key(own_home: Path, take: str) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("slash", *"ty")
        assert bar(seat).startswith("type:")
        assert typed(seat) == "ty"
        await seat.press(take)
        assert typed(seat) == "type:"
        assert bar(seat).startswith("type:hire")
        assert " type:▌hire  departure  return " in seat.lines[-1]
        assert "tab takes  ^n next" in seat.lines[-1]
        await seat.type("dep")
        assert bar(seat).startswith("type:departure")
        await seat.press(take)
        assert typed(seat) == "type:departure"
        assert seat.focus == "search"
        assert seat.browse.listing.query == "type:departure"
        assert seat.browse.answer is not None
        assert 0 < seat.browse.answer.total < seat.browse.answer.of


async def test_a_name_is_found_by_any_of_its_words_and_written_as_it_has_to_be(
    own_home: Path,
) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("slash", *"person:murati")
        assert bar(seat).startswith("person:murati → Mira Murati")
        await seat.press("tab")
        assert typed(seat) == 'person:"Mira Murati"'
        assert offered(seat) is None
        await seat.type(" -to:me")
        await seat.press("right")
        assert typed(seat) == 'person:"Mira Murati" -to:Meta'


async def test_the_next_offer_is_shown_and_taken_and_after_the_last_the_first(
    own_home: Path,
) -> None:
    async with explorer(own_home) as seat:
        await seat.press("slash", *"grade:")
        found = offered(seat)
        assert found is not None
        assert found.chosen == 0
        await seat.press("ctrl+n")
        assert bar(seat).startswith(f"grade:{found.words[1]}")
        assert f"▌{found.words[1]}" in seat.lines[-1]
        await seat.press(*["ctrl+n"] * (len(found.words) - 1))
        assert bar(seat).startswith(f"grade:{found.words[0]}")
        await seat.press("ctrl+n", "tab")
        assert typed(seat) == f"grade:{found.words[1]}"


async def test_what_is_whole_as_it_stands_is_finished_only_on_request(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("slash", *"type:offer")
        assert bar(seat).split()[0] == "type:offer"
        assert "offer-declined" in seat.lines[-1]
        assert "tab takes" not in seat.lines[-1]
        await seat.press("ctrl+n", "tab")
        assert typed(seat) == "type:offer-declined"
        await seat.press("tab")
        assert seat.focus == "list"


async def test_where_nothing_is_offered_tab_goes_on_and_right_moves(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("slash", *"zhao", "left", "right", "right", "ctrl+n")
        assert typed(seat) == "zhao"
        assert seat.browse.search_bar.cursor_position == 4
        await seat.press("tab")
        assert seat.focus == "list"


async def test_nothing_is_offered_away_from_the_end_of_a_term(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("slash", *"type:hir")
        assert bar(seat).startswith("type:hire")
        await seat.press("left")
        assert offered(seat) is None
        assert bar(seat).split()[0] == "type:hir"
        await seat.press("right", "e")
        assert typed(seat) == "type:hire"


async def test_in_the_middle_of_a_query_the_bottom_line_offers_alone(own_home: Path) -> None:
    async with explorer(own_home, "events?q=zhao%20is:disputed") as seat:
        await seat.press("slash", "home", *"gra")
        assert offered(seat) is None  # the letters touch the next word
        await seat.press("space", "left")
        await seat.press("d")
        assert offered(seat) == Offered("", ("grade:",), 0)
        assert bar(seat).startswith("grad zhao is:disputed")
        await seat.press("tab")
        assert typed(seat) == "grade: zhao is:disputed"


async def test_a_term_that_is_being_typed_is_not_called_wrong_before_it_is_left(
    own_home: Path,
) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("slash", *"grade:rep")
        assert seat.message == ""
        assert not seat.browse.search_bar.has_class("-wrong")
        assert seat.browse.answer is not None
        await seat.press("enter")
        assert "Did you mean grade:reported?" in seat.message
        assert seat.browse.search_bar.has_class("-wrong")
        assert offered(seat) is None
        await seat.press("slash", "backspace", "x")
        assert "grade: has no value “rex”" in seat.message
        assert seat.browse.search_bar.has_class("-wrong")


@pytest.mark.parametrize("words", ["-", "date:19", "date:1999..", "amount:>=", "amount:", "-to:"])
async def test_a_figure_that_is_half_typed_is_not_called_wrong_either(
    own_home: Path, words: str
) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("slash")
        for letter in words:
            await seat.type(letter)
            assert seat.message == ""
            assert not seat.browse.search_bar.has_class("-wrong")
        await seat.press("enter")
        is_wrong = seat.browse.search_bar.has_class("-wrong")
        assert is_wrong == bool(seat.message) == (words != "date:1999..")


async def test_leaving_takes_the_offers_away(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("slash", *"type:off", "enter")
        assert offered(seat) is None
        assert bar(seat).split()[0] == "type:off"
        assert "enter" in seat.footer
        await seat.press("slash")
        assert offered(seat) is None


@pytest.mark.parametrize("size", [*SIZES, (20, 6)])
async def test_what_is_offered_fits_every_screen(own_home: Path, size: tuple[int, int]) -> None:
    async with explorer(own_home, "events", size=size) as seat:
        for words in ("type:", "to:", "source:", "lang:", "has:"):
            await seat.press("slash", *words)
            assert offered(seat) is not None
            for _ in range(9):
                assert_every_line_is_as_wide_as_the_screen(seat)
                await seat.press("ctrl+n")
                found = offered(seat)
                assert found is not None
                assert found.chosen is not None
                assert f"▌{found.words[found.chosen][:6]}" in seat.lines[-1]
            await seat.press("escape", "escape")


def test_offers_that_are_left_out_have_a_sign() -> None:
    many = Offered("to:", tuple(f"A long name {number}" for number in range(8)), 7)
    line = "".join(piece.text for piece in offers_line(many, 60, "tab", "^n"))
    assert line.startswith(" to: …")
    assert "▌A long name 7" in line
    line = "".join(piece.text for piece in offers_line(many, 30, "tab", "^n"))
    assert "▌A long name 7" in line
    first = Offered("to:", many.words, 0)
    line = "".join(piece.text for piece in offers_line(first, 60, "tab", "^n"))
    assert line.startswith(" to:▌A long name 0 ")
    assert "… tab takes" in line.replace("  ", " ")


class Underway:
    """A database of which the lists are there, and nothing that finds words."""

    def is_here(self, parts: Iterable[str]) -> bool:
        return not {"words", "terms"} & set(parts)

    def wait(self, _parts: Iterable[str], _is_wanted: Callable[[], bool]) -> bool:
        return False


async def test_while_a_database_is_prepared_nothing_waits_for_its_names(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        seat.app.desk.arrival = Underway()  # type: ignore[assignment]
        await seat.press("slash", *"to:me")
        assert offered(seat) is None
        await seat.press(*" type:h", "tab")
        assert typed(seat) == "to:me type:hire"
        await seat.press("enter", "w")
        assert isinstance(seat.app.screen, Name)
        assert "hires to Me" in seat.text


async def test_hostile_names_are_offered_without_harm(own_home: Path) -> None:
    async with explorer(own_home, "events", library=hostile()) as seat:
        for words in ("person:", "to:", "source:", "type:", "lang:", "company:ad"):
            await seat.press("slash", *words)
            assert_harmless(seat)
            await seat.press("ctrl+n", "tab")
            assert_harmless(seat)
            await seat.press("escape", "escape")


async def test_what_comes_into_the_bar_from_elsewhere_holds_no_sequence(own_home: Path) -> None:
    async with explorer(own_home, f"people?q={quote(EVIL)}", library=hostile()) as seat:
        await seat.press("slash", "end")
        assert_harmless(seat)
        assert "[sic]" in typed(seat)


async def test_earlier_queries_come_back_and_the_draft_is_kept(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        for words in ("zhao", "murati", "murati"):
            await seat.press("slash", *words, "enter", "escape")
        await seat.press("slash", *"wei", "up")
        assert typed(seat) == "murati"
        assert seat.browse.listing.query == "murati"
        await seat.press("up")
        assert typed(seat) == "zhao"
        await seat.press("up")
        assert typed(seat) == "zhao"
        await seat.press("down", "down")
        assert (typed(seat), seat.focus) == ("wei", "search")
        await seat.press("down")
        assert seat.focus == "list"
        assert seat.app.session.queries == ("zhao", "murati", "wei")


async def test_a_history_that_was_written_by_hand_rules_nothing_and_can_be_walked(
    own_home: Path,
) -> None:
    async with explorer(own_home) as seat:
        history = {seat.app.session._database: ["zhao", EVIL, "", " ", "wei\nwei"]}
    text = json.dumps({"history": history})
    (own_home / "state.json").write_text(text, encoding="utf-8")
    async with explorer(own_home) as seat:
        await seat.press("slash")
        seen = []
        for _ in range(6):
            await seat.press("up")
            assert_harmless(seat)
            seen.append(typed(seat))
        assert seen[0] == "wei wei"
        assert "[sic]" in seen[3]
        assert seen[4:] == ["zhao", "zhao"]


async def test_an_earlier_query_that_is_changed_is_a_draft_of_its_own(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        for words in ("zhao", "murati"):
            await seat.press("slash", *words, "enter", "escape")
        await seat.press("slash", "up", "up", "x")
        assert typed(seat) == "zhaox"
        await seat.press("up")
        assert typed(seat) == "murati"
        await seat.press("down")
        assert typed(seat) == "zhaox"


async def test_only_what_was_used_and_can_be_read_is_remembered(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("slash", *"zh", "backspace", "backspace", "enter")
        assert not seat.app.session.queries
        await seat.press("slash", *'"da', "enter", "escape")
        assert not seat.app.session.queries
        await seat.press("slash", *"zhao", "escape")
        assert list(seat.app.session.queries) == ["zhao"]
        assert typed(seat) == ""
        await seat.press(*" wei ", "enter")
        assert list(seat.app.session.queries) == ["zhao", "wei"]


async def test_a_query_survives_the_session_and_belongs_to_its_database(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        await seat.press("slash", *"zhao", "enter")
    async with explorer(own_home) as seat:
        await seat.press("slash", "up")
        assert typed(seat) == "zhao"
    async with explorer(own_home, library=hostile()) as seat:
        await seat.press("slash", "up")
        assert typed(seat) == ""


async def test_where_no_query_can_be_kept_it_is_told_once(own_home: Path) -> None:
    async with explorer(own_home) as seat:
        seat.app.session._state = own_home / "file"
        (own_home / "file").write_text("in the way")
        await seat.press("slash", *"zhao", "enter")
        assert "This is remembered until you quit." in seat.message
        await seat.press("escape", "slash", *"wei", "enter")
        assert seat.message == ""
        await seat.press("slash", "up")
        assert typed(seat) == "zhao"


async def test_a_key_is_drawn_once(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        await seat.press("slash", *"typ")
        assert isinstance(seat.app.screen, Browse)
        drawn: list[str] = []
        render = seat.browse.search_bar.render_line

        def rendered(y: int) -> object:
            drawn.append(seat.browse.search_bar._suggestion)
            return render(y)

        seat.browse.search_bar.render_line = rendered  # type: ignore[method-assign, assignment]
        await seat.press("e")
        assert set(drawn) == {"type:"}
