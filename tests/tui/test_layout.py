"""A card fits any width, keeps its columns straight, and cuts nothing off without a sign."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui import layout
from tui.layout import cut, lay, lay_row, lay_title, plain, wrap
from tui.standins import visible
from tui.views.card import Card, Cell, Column, Line, Piece, Row, Section

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
WIDTHS = st.integers(min_value=4, max_value=140)


def words(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def section(*rows: tuple[str, ...], columns: tuple[Column, ...], heading: str = "") -> Section:
    lines = tuple(Line(tuple(map(Cell.of, row)), event="e") for row in rows)
    return Section(lines, heading, columns)


@given(TEXT, WIDTHS)
def test_what_is_cut_fits_and_says_so(text: str, width: int) -> None:
    pieces = (Piece(visible(text)),)
    short = cut(pieces, width)
    assert layout.width_of(short) <= width
    assert words(short) == visible(text) or words(short).endswith("…")


@given(TEXT, WIDTHS)
def test_wrapping_fits_and_loses_nothing_but_blanks(text: str, width: int) -> None:
    shown = visible(text)
    lines = wrap((Piece(shown),), width)
    assert all(layout.width_of(line) <= width for line in lines)
    kept = "".join("".join(map(words, lines)).split())
    assert kept == "".join(shown.split())


@pytest.mark.parametrize("text", ["e\u0301\u0302" * 20, "न\u093fम" * 9, "ก\u0e33\u0e49" * 9])
def test_a_combining_mark_stays_with_its_letter(text: str) -> None:
    for line in wrap((Piece(text),), 7):
        assert not words(line) or not unicodedata.combining(words(line)[0])


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), min_size=1, max_size=5), WIDTHS)
def test_every_screen_line_of_a_card_fits_its_width(
    rows: list[tuple[str, ...]], width: int
) -> None:
    columns = (Column(most=12), Column(share=1, wraps=True, least=8), Column(keep=1))
    card = Card("A title", "an aside", (section(*rows, columns=columns, heading="Heading"),))
    for laid in (*lay_title(card, width), *lay(card, width)):
        assert layout.width_of(laid.pieces) <= width


@pytest.mark.parametrize("name", ["Ada", "張忠謀", "מירה", "e\u0301e\u0301", "a\u200bb", "한국"])
def test_wide_combining_and_unseen_characters_keep_columns_straight(name: str) -> None:
    columns = (Column(), Column())
    rows = section((name, "|"), ("a longer name", "|"), columns=columns)
    lines = [words(laid.pieces) for laid in lay(Card("", sections=(rows,)), 60)]
    assert len({cell_len(line.split("|")[0]) for line in lines}) == 1


def test_a_column_gives_way_before_anything_is_squeezed_out() -> None:
    columns = (Column(), Column(share=1, least=20), Column(keep=1))
    rows = section(("2024", "left Meta for OpenAI after a year", "3 quotes"), columns=columns)
    wide = lay(Card("", sections=(rows,)), 80)[0].text
    narrow = lay(Card("", sections=(rows,)), 34)[0].text
    assert "3 quotes" in wide
    assert "3 quotes" not in narrow
    assert "left Meta for OpenAI" in narrow


def test_sections_stand_side_by_side_only_where_there_is_room() -> None:
    left = section(("one",), columns=(Column(share=1),))
    right = Section(left.lines, columns=left.columns, beside=True)
    card = Card("", sections=(left, right))
    assert lay(card, 100)[0].text.split() == ["one", "one"]
    assert [laid.text.strip() for laid in lay(card, 60)] == ["one", "", "one"]


@given(TEXT, TEXT, TEXT, st.integers(min_value=20, max_value=90))
def test_a_row_of_a_list_fits_and_ends_at_the_edge(
    name: str, aside: str, snippet: str, width: int
) -> None:
    row = Row("person/x", Cell.of(name), aside=aside[:8], badges="≠", snippet=Cell.of(snippet))
    assert layout.width_of(lay_row(row, width)) <= max(
        width, cell_len(visible(aside[:8])) + len("≠ ") + 5
    )


def test_a_card_as_plain_text_has_title_aside_and_lines_without_blanks_at_the_end() -> None:
    rows = section(("2024", "hired"), columns=(Column(), Column()), heading="History")
    text = plain(Card("Ada", "1 event", (rows,)), 40)
    assert text.splitlines()[0] == "Ada" + " " * 30 + "1 event"
    assert "  2024  hired" in text.splitlines()
    assert all(line == line.rstrip() for line in text.splitlines())


def test_a_foil_is_left_out_where_nothing_can_stand_beside_it() -> None:
    columns = (Column(share=1),)
    this, other = section(("this",), columns=columns), section(("other",), columns=columns)
    pair = (this._replace(is_foil=True), other._replace(beside=True))
    assert lay(Card("", sections=pair), 100)[0].text.split() == ["this", "other"]
    assert [laid.text.strip() for laid in lay(Card("", sections=pair), 60)] == ["other"]
