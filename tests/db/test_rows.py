"""Rows are the list that their sets of numbers stand for, however they are asked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from db.rows import Ordered, Ranked, Rows, in_order

NUMBERS = st.lists(st.integers(0, 40), unique=True, max_size=20)


def _ranked(numbers: list[int], cuts: list[int]) -> tuple[Rows, list[int], list[float]]:
    """Share numbers out by score; say which row has which number, and its score."""
    shares: dict[float, BitMap] = {}
    for place, number in enumerate(numbers):
        score = float(100 - sum(cut <= place for cut in cuts))
        shares.setdefault(score, BitMap()).add(number)
    shares[0.0] = BitMap()
    found = [(number, score) for score in sorted(shares, reverse=True) for number in shares[score]]
    return Ranked(shares), [number for number, _ in found], [score for _, score in found]


def _hold(rows: Rows, numbers: Sequence[int], scores: Sequence[float]) -> None:
    size = len(numbers)
    assert len(rows) == size
    assert list(rows) == list(numbers)
    assert [rows[place] for place in range(-size, size)] == [*numbers, *numbers]
    assert rows[1:-1] == list(numbers[1:-1])
    assert rows[::-2] == list(numbers[::-2])
    assert [rows.place_of(number) for number in numbers] == list(range(size))
    assert [rows.score(number) for number in numbers] == list(scores)
    assert (rows.place_of(99), rows.score(99)) == (None, 0.0)
    for place in (size, -size - 1):
        with pytest.raises(IndexError):
            _ = rows[place]


@given(NUMBERS, st.lists(st.integers(0, 20), max_size=4))
def test_ranked_rows_are_their_sets_one_after_the_other(
    numbers: list[int], cuts: list[int]
) -> None:
    _hold(*_ranked(numbers, cuts))


@given(NUMBERS, NUMBERS)
def test_ordered_rows_are_the_numbers_in_their_order(numbers: list[int], best: list[int]) -> None:
    scores = {90.0: BitMap(best), 10.0: BitMap(numbers) - BitMap(best)}
    expected = [90.0 if number in best else 10.0 for number in numbers]
    _hold(Ordered(numbers, scores), numbers, expected)


@given(st.integers(0, 9), st.integers(0, 9))
def test_a_whole_list_in_its_usual_order_is_a_range(first: int, size: int) -> None:
    numbers = range(first, first + size)
    _hold(Ordered(numbers, {}), numbers, [0.0] * size)


@given(NUMBERS, NUMBERS)
def test_some_numbers_stand_as_all_of_them_do(order: list[int], some: list[int]) -> None:
    among = BitMap(some) & BitMap(order)
    assert list(in_order(order, among)) == [number for number in order if number in among]
    assert list(in_order(range(41), among)) == sorted(among)


def test_there_is_no_row_beyond_the_last() -> None:
    with pytest.raises(IndexError):
        Ranked({1.0: BitMap([3])}).at(1)
