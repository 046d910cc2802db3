"""Marks over a text: no letter is lost, and what must not be missed wins."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.views import marking
from tui.views.card import Piece
from tui.views.marking import RANKS, Mark

TEXTS = st.text(alphabet="ab \n\r", max_size=40)
MARKS = st.lists(
    st.tuples(st.integers(-3, 45), st.integers(-3, 45), st.sampled_from(RANKS)), max_size=8
)


def expected_ink(marks: list[Mark], at: int) -> str:
    inks = [ink for start, end, ink in marks if start <= at < end]
    return next((ink for ink in RANKS if ink in inks), "plain")


@given(TEXTS, MARKS)
def test_each_letter_has_the_strongest_ink_that_covers_it(text: str, marks: list[Mark]) -> None:
    pieces = marking.marked(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    inks = [piece.ink for piece in pieces for _ in piece.text]
    assert inks == [expected_ink(marks, at) for at in range(len(text))]


@given(TEXTS, MARKS)
def test_paragraphs_are_the_lines_of_the_text_with_the_same_inks(
    text: str, marks: list[Mark]
) -> None:
    found = list(marking.paragraphs(text, marks))
    words = ["".join(piece.text for piece in each.pieces) for each in found]
    assert words == [line.removesuffix("\r") for line in text.split("\n")]
    for each in found:
        inks = [piece.ink for piece in each.pieces for _ in piece.text]
        assert inks == [expected_ink(marks, each.start + at) for at in range(len(inks))]


def test_a_quote_in_focus_stands_out_from_one_that_it_overlaps() -> None:
    assert marking.marked("abcdef", [(0, 4, "quote"), (2, 6, "focus")]) == (
        Piece("ab", "quote"),
        Piece("cdef", "focus"),
    )
