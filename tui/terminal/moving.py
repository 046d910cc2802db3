"""Blocks that moved: when a list scrolls, its lines are where they were, a little higher or lower.

A terminal can move whole lines only, so that panes beside the list move too and are drawn again;
it is done where that leaves less to draw.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import compress, count
from operator import ne
from typing import Final, NamedTuple

from tui.terminal.cells import UNKNOWN, Row

_FEWEST: Final = 3
"""Lines that must be found again, so that it is no chance."""

_WORTH: Final = 30
"""Bytes that must be spared, which is about what a move costs."""

_TO_A_LINE: Final = 6
"""Bytes that it takes to get to a line on which anything differs."""


_DIFFER: Final[Callable[[str, str], bool]] = ne


class Move(NamedTuple):
    """Lines that move within margins."""

    top: int
    bottom: int
    lines: int
    """How many lines up, or down if negative."""


def moved(shown: Sequence[Row], wanted: Mapping[int, Row]) -> Move | None:
    """Return the move after which less is to be drawn, if there is one.

    `wanted` holds the lines that differ, by their number.
    """
    if len(wanted) < _FEWEST:
        return None
    top, bottom = min(wanted), max(wanted)
    lines = _likely(shown, wanted)
    if not lines or abs(lines) > bottom - top:
        return None
    move = Move(top, bottom, lines)
    before = sum(_cost(row, shown[number]) for number, row in wanted.items())
    after = 0
    for number in range(top, bottom + 1):
        target = wanted.get(number, shown[number])
        from_line = number + lines
        if top <= from_line <= bottom:
            after += _cost(target, shown[from_line])
        else:
            after += _TO_A_LINE + len("".join(target.texts).rstrip())
        if after + _WORTH >= before:
            return None
    return move


def _likely(shown: Sequence[Row], wanted: Mapping[int, Row]) -> int:
    """Return by how many lines most of what differs has moved, 0 if by none."""
    start, end = _columns(shown, wanted)
    places: dict[str, list[int]] = {}
    for number in range(min(wanted), max(wanted) + 1):
        places.setdefault("".join(shown[number].texts[start:end]), []).append(number)
    votes: Counter[int] = Counter()
    for number, row in wanted.items():
        text = "".join(row.texts[start:end])
        if text.strip() and UNKNOWN not in text:
            votes.update(place - number for place in places.get(text, ()))
    del votes[0]
    lines, count = max(votes.items(), key=lambda vote: vote[1], default=(0, 0))
    return lines if count >= _FEWEST else 0


def _columns(shown: Sequence[Row], wanted: Mapping[int, Row]) -> tuple[int, int]:
    """Return between which columns the lines differ."""
    width = len(shown[0].texts)
    start, end = width, 0
    for number, row in wanted.items():
        old = shown[number].texts
        differing = list(compress(count(), map(_DIFFER, old, row.texts)))
        if differing:
            start, end = min(start, differing[0]), max(end, differing[-1] + 1)
    return start, end


def _cost(row: Row, other: Row) -> int:
    """Return about how many bytes it takes to draw a row over another."""
    if row.texts == other.texts and row.renditions == other.renditions:
        return 0
    texts = sum(map(_DIFFER, row.texts, other.texts))
    renditions = sum(map(_DIFFER, row.renditions, other.renditions))
    return _TO_A_LINE + max(texts, renditions)
