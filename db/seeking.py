"""Where in a text some words stand, or something like them: nearest to a place, within bounds.

Texts come from outside, up to 64 MB of a single letter. Every search here looks near a place
first and further away only for what it did not find, and none takes time that grows with the
square of anything long: long words are compared by their beginnings and ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final, Protocol, cast

Span = tuple[int, int]
"""Where a passage begins in a text, and where it ends."""

LIKE: Final = 0.5
"""The least that a passage must be like some words to be taken for them."""

_FIRST_REACH: Final = 1024
_WIDER: Final = 4
_BRIEF: Final = 1000
_MOST_STEPS: Final = 5 * 10**9
_FURTHEST: Final = 64 * 1024
_PIECES: Final = 8
_PIECE: Final = 16
_PLACES: Final = 2
_SLACK: Final = 64
_HOPEFUL: Final = 0.25
_FITTED: Final = 2


class _Similarity(Protocol):
    def __call__(self, one: str, other: str, /, *, score_cutoff: float | None = None) -> float: ...


def occurrences(words: str, text: str) -> Iterator[int]:
    """Walk the places where words stand in a text, overlapping ones too."""
    return _starts(words, text, 0, len(text))


def nearest(words: str, text: str, place: int, most: int) -> list[int]:
    """Return where words stand in a text, the nearest to a place first and not all of them.

    The search widens until it has enough, so that what has moved a little is found at once. Of
    words longer than any passage the first place after the wanted one is enough, or the first.
    """
    place = min(max(place, 0), len(text))
    if len(words) > _FURTHEST:
        first = text.find(words, place)
        first = text.find(words) if first < 0 else first
        return [first] if first >= 0 else []
    found: list[int] = []
    low, high, reach = place, place, _FIRST_REACH
    while True:
        left, right = max(0, place - reach), min(len(text), place + reach)
        found += _starts(words, text, left, low)
        found += _starts(words, text, high, right)
        if len(found) >= most or (left == 0 and right == len(text)):
            return sorted(found, key=lambda at: abs(at - place))[:most]
        low, high, reach = left, right, reach * _WIDER


def likeness(one: str, other: str) -> float:
    """Return how alike two strings are, from 0 to 1; two empty ones are alike.

    Of long ones the beginnings and ends are compared.
    """
    return _similarity()(_brief(one), _brief(other))


def nearest_passage(words: str, text: str, place: int = 0) -> Span | None:
    """Return the span of a text that is most like some words, or None where nothing is.

    All of an article is looked at; of a longer text what lies around the place, and wherever a
    piece of the words stands letter for letter.
    """
    if not words or not text:
        return None
    if len(words) > len(text):
        return (0, len(text)) if likeness(words, text) >= LIKE else None
    return best_fitted(words, text, _alike(words, text, place))


def best_fitted(words: str, text: str, spans: Iterable[Span]) -> Span | None:
    """Return the span most like some words, its ends moved to where it is; None without one."""
    hopeful = [(likeness(words, text[start:end]), start, end) for start, end in set(spans)]
    hopeful = [each for each in hopeful if each[0] >= _HOPEFUL]
    fits = [
        fitted(words, text, start, end) for _, start, end in sorted(hopeful, reverse=True)[:_FITTED]
    ]
    best = max(fits, key=lambda fit: likeness(words, text[slice(*fit)]), default=None)
    return best if best and likeness(words, text[slice(*best)]) >= LIKE else None


def fitted(words: str, text: str, start: int, end: int) -> Span:
    """Move the ends of a span, first the right, then the left, to where it is most like words.

    The search that finds a span knows only the length of the words; what was put in or left out
    in between makes the passage longer or shorter.
    """
    slack = min(max(8, len(words) // 4), _SLACK)
    right = range(max(start + 1, end - slack), min(len(text), end + slack) + 1)
    end = _best(words, right, lambda at: text[start:at], start + len(words), end)
    left = range(max(0, start - slack), min(end - 1, start + slack) + 1)
    return _best(words, left, lambda at: text[at:end], end - len(words), start), end


def _best(words: str, ends: range, passage: Callable[[int], str], even: int, fallback: int) -> int:
    """Return the end at which a passage is most like words; of several the one nearest to even."""
    similarity, words = _similarity(), _brief(words)
    best, most = fallback, 0.0
    for at in sorted(ends, key=lambda at: abs(at - even)):
        found = similarity(words, _brief(passage(at)), score_cutoff=most)
        if found > most:
            best, most = at, found
    return best


def _alike(words: str, text: str, place: int) -> Iterator[Span]:
    """Walk spans that may be like some words, around a place and where a piece of them stands."""
    from rapidfuzz import fuzz  # late: only what has changed needs it

    length = len(words)
    reach = min(_FURTHEST, _MOST_STEPS // length**2)
    first = max(0, min(place - reach, len(text) - length - 2 * reach))
    near = text[first : first + length + 2 * reach]
    if length <= _BRIEF:
        found = fuzz.partial_ratio_alignment(words, near, score_cutoff=100 * LIKE)
        if found is not None:
            yield first + found.dest_start, first + found.dest_end
    if len(near) < len(text) or length > _BRIEF:
        for offset in range(0, length - _PIECE + 1, max(_PIECE, length // _PIECES)):
            piece = words[offset : offset + _PIECE]
            for at in nearest(piece, text, place + offset, _PLACES):
                yield max(0, at - offset), min(len(text), at - offset + length)


def _starts(words: str, text: str, first: int, last: int) -> Iterator[int]:
    """Walk the places from `first` on and before `last` at which words begin."""
    stop = last + len(words) - 1
    at = text.find(words, first, stop) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1, stop)


def _brief(words: str) -> str:
    """Return what of some words is compared: all, or the beginning and the end of long ones."""
    half = _BRIEF // 2
    return words if len(words) <= _BRIEF else words[:half] + words[-half:]


@cache
def _similarity() -> _Similarity:
    from rapidfuzz.distance import Levenshtein  # late: as above

    return cast("_Similarity", Levenshtein.normalized_similarity)
