"""Every place in a damaged text leads to its place in the repaired one, and back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db import repair
from db.repair.attempt import applied
from db.repair.known import traced
from db.repair.oddness import oddness
from db.repair.reading import Piece, Reading
from tests.damage import FRENCH, READ_AS, WHOLE, damaged


def _spans(length: int) -> st.SearchStrategy[tuple[int, int]]:
    places = st.integers(0, length)
    return st.tuples(places, places).map(lambda span: (min(span), max(span)))


DAMAGED = st.builds(
    lambda lines, read_as, is_lossy, times: damaged(
        "\n".join(lines), read_as, is_lossy=is_lossy, times=times
    ),
    st.lists(st.sampled_from([*FRENCH, *WHOLE]), min_size=1, max_size=5),
    st.sampled_from(list(READ_AS)),
    st.booleans(),
    st.integers(0, 2),
)


@given(DAMAGED, st.data())
def test_a_highlight_never_shrinks_and_comes_back_whole(raw: str, data: st.DataObject) -> None:
    reading = repair.read(raw)
    start, end = data.draw(_spans(len(raw)))
    there = reading.to_text(start, end)
    assert 0 <= there[0] <= there[1] <= len(reading.text)
    assert (there[0] < there[1]) >= (start < end)
    back = reading.to_raw(*there)
    assert back[0] <= start <= end <= back[1]
    start, end = data.draw(_spans(len(reading.text)))
    there = reading.to_raw(start, end)
    assert (there[0] < there[1]) >= (start < end)
    back = reading.to_text(*there)
    assert back[0] <= start <= end <= back[1]


@given(DAMAGED, st.data())
def test_the_map_never_runs_backwards(raw: str, data: st.DataObject) -> None:
    reading = repair.read(raw)
    one, other = sorted(data.draw(st.tuples(_spans(len(raw)), _spans(len(raw)))))
    assert reading.to_text(*one)[0] <= reading.to_text(*other)[0]
    if one[1] <= other[1]:
        assert reading.to_text(*one)[1] <= reading.to_text(*other)[1]


@given(DAMAGED)
def test_the_pieces_lead_from_one_text_to_the_other(raw: str) -> None:
    reading = repair.read(raw)
    parts, raw_place, place = [], 0, 0
    for piece in reading.pieces:
        assert raw_place <= piece.raw_start < piece.raw_end
        assert place <= piece.start < piece.end
        between = raw[raw_place : piece.raw_start]
        assert between == reading.text[place : piece.start]
        parts += [between, reading.text[piece.start : piece.end]]
        raw_place, place = piece.raw_end, piece.end
    assert "".join([*parts, raw[raw_place:]]) == reading.text


@given(st.text())
@example("Ã©\x85Ã©\u2028\x1c\r\nÃ©")
@example("\ud800Ã©")
def test_any_text_can_be_read(text: str) -> None:
    reading = repair.read(text)
    assert reading.raw == text
    assert reading.text.count("\n") == text.count("\n")
    assert oddness(reading.text) <= oddness(text) + len(reading.guesses)


@pytest.mark.parametrize("words", ["lâĂ©cosystĂšme", "Ă rattraper", "chefs-dâĆuvre"])
def test_a_damaged_word_is_highlighted_whole_in_both(words: str) -> None:
    raw = f"Le succĂšs de {words} dĂ©jĂ  prĂ©vu"
    reading = repair.read(raw)
    start = raw.index(words)
    span = reading.to_text(start, start + len(words))
    assert reading.to_raw(*span) == (start, start + len(words))
    assert reading.text[span[0] - 1] == reading.text[span[1]] == " "


def test_a_place_inside_a_piece_widens_to_it() -> None:
    reading = Reading("aÃ©b", "aéb", (Piece(1, 3, 1, 2),))
    assert reading.to_text(2, 3) == reading.to_text(1, 2) == (1, 2)
    assert reading.to_raw(1, 2) == (1, 3)
    assert reading.to_text(3, 4) == (2, 3)
    assert reading.to_text(-5, 99) == (0, 3)


@pytest.mark.parametrize(("line", "text"), [("abc", "ab"), ("abc", "bc"), ("abcde", "abde")])
def test_a_change_that_only_takes_away_keeps_a_neighbour(line: str, text: str) -> None:
    edits = list(traced(line, text))
    assert all(edit.start < edit.end and edit.text for edit in edits)
    assert applied(line, edits) == text
