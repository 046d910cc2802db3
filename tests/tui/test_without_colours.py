"""No state is told by colour alone: without any colour each can be told from the other."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from rich.segment import Segment
from textual.color import Color

from tests.tui.explorer import Seat, explorer
from tui import paint
from tui.lenses import Colourless
from tui.looks import Looks
from tui.themes import THEMES
from tui.views.card import Ink

NONE: Final = Looks("none")


class Shown(NamedTuple):
    """A cell without its colours."""

    letter: str
    bold: bool
    underline: bool
    reverse: bool

    @property
    def style(self) -> tuple[bool, bool, bool]:
        return self[1:]


def shown(seat: Seat) -> list[list[Shown]]:
    """The screen, cell by cell; nothing of it has a colour."""
    rows = []
    for strip in seat.strips:
        row: list[Shown] = []
        for part in strip:
            style = part.style
            assert style is None or (style.color is None and style.bgcolor is None)
            assert style is None or not (style.italic or style.dim or style.strike)
            flags = (style.bold, style.underline, style.reverse) if style else ()
            row += [Shown(each, *map(bool, flags or (0, 0, 0))) for each in part.text]
        rows.append(row)
    return rows


def styles_of(seat: Seat, words: str, row: int | None = None) -> set[tuple[bool, bool, bool]]:
    """How words are drawn; they have to stand in one line."""
    for number, cells in enumerate(shown(seat)):
        text = "".join(cell.letter for cell in cells)
        if words in text and row in (None, number):
            at = text.index(words)
            return {cell.style for cell in cells[at : at + len(words)] if cell.letter != " "}
    raise AssertionError(f"{words!r} is not on the screen:\n{seat.text}")


TOLD_APART: Final[tuple[tuple[Ink, ...], ...]] = (
    ("quote", "focus", "guess", "context"),
    ("quote", "focus", "guess", "words"),
    ("plain", "match"),
    ("plain", "strong"),
    ("plain", "warn"),
    ("plain", "head"),
)
"""Inks between which nothing but the ink makes the difference."""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("inks", TOLD_APART, ids="-".join)
def test_inks_differ_without_colours(theme: str, inks: tuple[Ink, ...]) -> None:
    lens, ground = Colourless(), Color.parse(THEMES[theme].background or "")
    styles = paint.inks(THEMES[theme])
    for one, other in combinations(inks, 2):
        drawn = [Segment("x", styles[ink]) for ink in (one, other)]
        left, right = lens.apply(drawn, ground)
        assert left.style is not None
        assert right.style is not None
        assert left.style.without_color != right.style.without_color
        assert str(left.style) != str(right.style)


async def test_the_pane_with_the_focus_and_the_line_with_the_cursor(own_home: Path) -> None:
    async with explorer(own_home, "people?q=zhao", looks=NONE) as seat:
        assert "▌ Shengjia Zhao" in seat.text
        in_list = shown(seat)
        row = next(number for number, line in enumerate(seat.lines) if "▌ Shengjia" in line)
        assert in_list[row][6].reverse
        await seat.press("tab")
        assert "▏ Shengjia Zhao" in seat.text
        assert "▌" in seat.text
        assert not shown(seat)[row][6].reverse


async def test_the_focus_of_the_search_bar(own_home: Path) -> None:
    async with explorer(own_home, "people?q=zhao", looks=NONE) as seat:
        before = shown(seat)[1]
        await seat.press("slash")
        assert any(cell.reverse for cell in shown(seat)[1])
        assert not any(cell.reverse for cell in before)


async def test_a_facet_that_is_asked_for(own_home: Path) -> None:
    async with explorer(own_home, "events", looks=NONE) as seat:
        await seat.press("f", "enter")
        assert seat.text.count("✓") == 1
        await seat.press("F")
        assert "✓" not in seat.text or seat.text.count("✓") == 1


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 15)])
async def test_grades_and_disputes_are_words_or_signs(
    own_home: Path, size: tuple[int, int]
) -> None:
    async with explorer(own_home, "events?q=grade:denied", size=size, looks=NONE) as seat:
        assert "denied" in seat.text or "✗" in seat.text
        assert "≠" in seat.text
    async with explorer(own_home, "events?q=grade:rumoured", size=size, looks=NONE) as seat:
        assert "rumoured" in seat.text or "?" in seat.text
        assert "✗" not in "".join(seat.lines[2:-1])


async def test_a_match_in_the_results(own_home: Path) -> None:
    async with explorer(own_home, "people?q=zhao", looks=NONE) as seat:
        await seat.press("tab")
        row = next(number for number, line in enumerate(seat.lines) if "Shengjia Zhao" in line)
        assert styles_of(seat, "Zhao", row) != styles_of(seat, "Shengjia", row)


async def test_the_list_that_one_is_in(own_home: Path) -> None:
    async with explorer(own_home, "people", looks=NONE) as seat:
        assert styles_of(seat, "People", 0) != styles_of(seat, "Companies", 0)


async def test_an_error_and_a_notice(own_home: Path) -> None:
    async with explorer(own_home, looks=NONE) as seat:
        seat.app.say("Something was done.")
        await seat.settle()
        notice = styles_of(seat, "Something was done.")
        seat.app.say("Something went wrong.", is_problem=True)
        await seat.settle()
        assert styles_of(seat, "Something went wrong.") != notice


async def test_what_would_be_completed_and_what_is_typed(own_home: Path) -> None:
    async with explorer(own_home, "events", looks=NONE) as seat:
        hint = "a name, a word"
        placeholder = styles_of(seat, hint, 1)
        await seat.press("slash", *"type:hi")
        typed = styles_of(seat, "type:hi", 1)
        assert "type:hire" in seat.lines[1]
        cells = shown(seat)[1]
        text = "".join(cell.letter for cell in cells)
        after = cells[text.index("type:hi") + len("type:hi") + 1]
        assert {after.style} != typed
        assert placeholder != typed


async def test_a_place_in_the_query_that_cannot_be_read(own_home: Path) -> None:
    async with explorer(own_home, "events", looks=NONE) as seat:
        await seat.press("slash", *"meta date:wrong", "enter")
        assert styles_of(seat, "meta", 1) != styles_of(seat, "wrong", 1)


async def test_the_order_of_a_list(own_home: Path) -> None:
    async with explorer(own_home, "events?sort=date", looks=NONE) as seat:
        await seat.press("z")
        assert "▲" in seat.text
        await seat.press("S", "d")
        assert "▼" in seat.text or "▲" in seat.text


async def test_the_quote_that_is_marked_among_those_it_overlaps(own_home: Path, base: Path) -> None:
    from db.library import Library
    from tests.make import make_event, make_quote, make_records, make_source

    text = "Ada joined Globex in May and left Acme for it."
    source = make_source("s", "Gazette", length=len(text))
    quotes = [
        make_quote("q1", source="s", exact=text[0:24], start=0),
        make_quote("q2", source="s", exact=text[11:38], start=11, prefix=text[:11]),
    ]
    event = make_event("e1", quotes=("q1", "q2"))
    library = Library.of(make_records(source, *quotes, event), "overlap")
    async with explorer(own_home, "source/s#q1", library=library, looks=NONE) as seat:
        first = styles_of(seat, "Ada joined")
        both = styles_of(seat, "Globex")
        second = styles_of(seat, "and left")
        assert first == both != second
        await seat.press("n")
        assert styles_of(seat, "Globex") == styles_of(seat, "and left") != styles_of(seat, "Ada")


async def test_each_state_of_a_quote_is_a_word() -> None:
    from tui.views.labels import state_label

    states = ("exact", "moved", "altered", "missing", "no-text")
    assert len({state_label(each) for each in states}) == len(states)
