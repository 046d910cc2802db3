"""Where a quote stands in a text today: exact, moved, altered, missing, or no text to look in.

The cheap answers come first, and each is checked against the quote's own words: the stored
offsets, the only place that has the words, the place whose surroundings agree, and only then an
approximate search. Not found is an answer too; a quote never vanishes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from db.records import Quote

State = Literal["exact", "moved", "altered", "missing", "no-text"]
"""How a quote and a text agree."""

STATES: tuple[State, ...] = ("exact", "moved", "altered", "missing", "no-text")
"""Every state, from the best to the least known."""

CONTEXT = 32
"""The most characters before and after a quote that are kept with it."""

_QUOTE, _PREFIX, _SUFFIX, _POSITION = 50, 20, 20, 2
_WEIGHTS = _QUOTE + _PREFIX + _SUFFIX + _POSITION
_LIKE_WORDS = 0.5
"""The least that a passage must be like the quote's words, whatever surrounds it."""
_LONG = 24
_FLOOR_SHORT, _FLOOR_LONG = 0.6, 0.4
"""The least total for words that chance may bring about, and for those long enough to be known."""
_MOST_PLACES = 500
_MOST_CONTEXTS = 10


@dataclass(frozen=True, slots=True)
class Anchoring:
    """What came of looking for one quote in one text."""

    state: State
    """How they agree."""
    start: int
    """Where the passage begins in the text; the stored offset where it was not found."""
    end: int
    """Where it ends, exclusive."""
    score: float
    """How well words, surroundings and place agree, from 0 to 1."""


def anchor(quote: Quote, text: str | None) -> Anchoring:
    """Find a quote in its source's text, which may have changed since; None is no text at hand.

    `exact` and `moved` mean that the text has the very words at `start:end`; `altered` that it
    has something like them.
    """
    if text is None:
        return Anchoring("no-text", quote.start, quote.end, 0.0)
    stored = Anchoring("missing", quote.start, quote.end, 0.0)
    if not quote.exact:
        return stored
    if quote.start >= 0 and text[quote.start : quote.end] == quote.exact:
        return Anchoring("exact", quote.start, quote.end, 1.0)
    places = _nearest(quote.exact, text, quote.start)[:_MOST_PLACES]
    if places:
        return max(
            (_scored("moved", quote, text, start, start + len(quote.exact)) for start in places),
            key=lambda found: found.score,
        )
    return _approximate(quote, text) or stored


def occurrences(words: str, text: str) -> Iterator[int]:
    """Walk the places where words stand in a text, overlapping ones too."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def context(text: str, start: int, end: int, width: int = CONTEXT) -> tuple[str, str]:
    """Return the characters that are kept before and after a span: its prefix and suffix."""
    return text[max(0, start - width) : start], text[end : end + width]


def nearest_passage(words: str, text: str) -> tuple[int, int] | None:
    """Return the span of a text that is most like some words, or None where nothing is."""
    from rapidfuzz import fuzz

    if not words or not text:
        return None
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=100 * _LIKE_WORDS)
    if found is None:
        return None
    if len(words) > len(text):
        return 0, len(text)
    return _fitted(words, text, found.dest_start, found.dest_end)


def _nearest(words: str, text: str, stored: int) -> list[int]:
    """Return where words stand in a text, the places nearest to a stored one first."""
    return sorted(occurrences(words, text), key=lambda at: abs(at - stored))


def _approximate(quote: Quote, text: str) -> Anchoring | None:
    """Find the passage that is most like the quote, where one is like enough."""
    spans = [*_between_contexts(quote, text), nearest_passage(quote.exact, text)]
    found = [_scored("altered", quote, text, *span) for span in spans if span is not None]
    floor = _FLOOR_LONG if len(quote.exact) >= _LONG else _FLOOR_SHORT
    enough = [
        each
        for each in found
        if each.score >= floor
        and _likeness(quote.exact, text[each.start : each.end]) >= _LIKE_WORDS
    ]
    return max(enough, key=lambda each: (_is_framed(quote, text, each), each.score), default=None)


def _is_framed(quote: Quote, text: str, found: Anchoring) -> bool:
    """Whether the quote's surroundings stand unchanged on both sides of a passage."""
    before = text.endswith(quote.prefix, 0, found.start)
    return before and text.startswith(quote.suffix, found.end)


def _between_contexts(quote: Quote, text: str) -> Iterator[tuple[int, int]]:
    """Walk the spans that have the quote's surroundings on both sides, or on one.

    A quote without a prefix began the text, and one without a suffix ended it.
    """
    length, width = len(quote.exact), len(quote.prefix)
    starts = [at + width for at in _nearest(quote.prefix, text, quote.start)] if width else [0]
    ends = _nearest(quote.suffix, text, quote.end) if quote.suffix else [len(text)]
    for start in starts[:_MOST_CONTEXTS]:
        after = [end for end in ends if start < end <= start + 2 * length + CONTEXT]
        if after:
            yield start, min(after)
        yield _fitted(quote.exact, text, start, min(len(text), start + length))
    for end in ends[:_MOST_CONTEXTS]:
        if end:
            yield _fitted(quote.exact, text, max(0, end - length), end)


def _fitted(words: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Move the ends of a span, first the right, then the left, to where it is most like words.

    The search that finds the span knows only the length of the words; what was put in or left
    out in between makes the passage longer or shorter.
    """
    slack, length = max(8, len(words) // 4), len(words)
    ends = range(max(start + 1, end - slack), min(len(text), end + slack) + 1)
    end = max(
        ends,
        key=lambda at: (_likeness(words, text[start:at]), -abs(at - start - length)),
        default=end,
    )
    starts = range(max(0, start - slack), min(end - 1, start + slack) + 1)
    start = max(
        starts,
        key=lambda at: (_likeness(words, text[at:end]), -abs(end - at - length)),
        default=start,
    )
    return start, end


def _scored(state: State, quote: Quote, text: str, start: int, end: int) -> Anchoring:
    prefix = _likeness(quote.prefix, text[max(0, start - len(quote.prefix)) : start])
    suffix = _likeness(quote.suffix, text[end : end + len(quote.suffix)])
    position = max(0.0, 1 - abs(start - quote.start) / max(1, len(text)))
    words = _likeness(quote.exact, text[start:end])
    total = _QUOTE * words + _PREFIX * prefix + _SUFFIX * suffix + _POSITION * position
    return Anchoring(state, start, end, total / _WEIGHTS)


def _likeness(one: str, other: str) -> float:
    """Return how alike two strings are, from 0 to 1; two empty ones are alike."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(one, other)
