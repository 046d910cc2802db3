"""Where a quote stands in a text today: exact, moved, altered, missing, or no text to look in.

The cheap answers come first, and each is checked against the quote's own words: the stored
offsets, the only place that has the words, the place whose surroundings agree, and only then an
approximate search. Not found is an answer too; a quote never vanishes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from db.records import Quote
from db.seeking import LIKE, Span, best_fitted, likeness, nearest, nearest_passage
from db.words import is_unspaced

State = Literal["exact", "moved", "altered", "missing", "no-text"]
"""How a quote and a text agree."""

STATES: tuple[State, ...] = ("exact", "moved", "altered", "missing", "no-text")
"""Every state, from the best to the least known."""

CONTEXT = 32
"""The most characters before and after a quote that are kept with it."""

_QUOTE, _PREFIX, _SUFFIX, _POSITION = 50, 20, 20, 2
_WEIGHTS = _QUOTE + _PREFIX + _SUFFIX + _POSITION
_LONG = 24
_FLOOR_SHORT, _FLOOR_LONG = 0.6, 0.4
"""The least total for words that chance may bring about, and for those long enough to be known."""
_LONGEST_REST = 32
_MOST_PLACES = 64
_MOST_CONTEXTS = 8


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
    places = [
        _scored("moved", quote, text, start, start + len(quote.exact))
        for start in _places(quote, text)
    ]
    if places:
        return max(places, key=lambda found: found.score)
    return _approximate(quote, text) or stored


def context(text: str, start: int, end: int, width: int = CONTEXT) -> tuple[str, str]:
    """Return the characters that are kept before and after a span: its prefix and suffix."""
    return text[max(0, start - width) : start], text[end : end + width]


def is_sure(quote: Quote, text: str) -> bool:
    """Whether the words of a quote stand once in a text, or once with their surroundings."""
    whole = quote.prefix + quote.exact + quote.suffix
    return any(_stands_once(words, text) for words in dict.fromkeys((whole, quote.exact)))


def surely_stands(quote: Quote, at: Anchoring, text: str) -> bool:
    """Whether a quote stands at a place of a changed text, where other words may be by chance."""
    if at.state == "moved":
        return is_sure(quote, text)
    is_framed = bool(quote.prefix or quote.suffix) and all(agreements(quote, at, text))
    return at.state == "exact" and (is_framed or _stands_once(quote.exact, text))


def agreements(quote: Quote, at: Anchoring, text: str) -> tuple[bool, bool]:
    """Return whether the surroundings of a quote stand before and behind a place."""
    return text.endswith(quote.prefix, 0, at.start), text.startswith(quote.suffix, at.end)


def _stands_once(words: str, text: str) -> bool:
    """Whether a text has some words at one place, and at no other."""
    first = text.find(words)
    return first >= 0 and text.find(words, first + 1) < 0


def _places(quote: Quote, text: str) -> list[int]:
    """Return where the very words stand: with all their surroundings, else wherever they do.

    The first search is no other than the last where the words stand once, and soon done where
    they have moved a little. Of words that stand everywhere, those with half of their
    surroundings are among the answers however far away they are.
    """
    before, words, after = quote.prefix, quote.exact, quote.suffix
    framed = _with(before, words + after, quote, text, 1) if before or after else []
    if framed:
        return framed
    found = nearest(words, text, quote.start, _MOST_PLACES)
    if len(found) == _MOST_PLACES:
        found += _with(before, words, quote, text, _MOST_CONTEXTS) if before else []
        found += _with("", words + after, quote, text, _MOST_CONTEXTS) if after else []
    return found


def _with(before: str, words: str, quote: Quote, text: str, most: int) -> list[int]:
    """Return where words stand right behind others."""
    width = len(before)
    return [at + width for at in nearest(before + words, text, quote.start - width, most)]


def _approximate(quote: Quote, text: str) -> Anchoring | None:
    """Find the passage that is most like the quote, where one is like enough.

    What stands between the quote's unchanged surroundings is what became of it; only where
    nothing like it does is the rest of the text looked at.
    """
    framed = _best(quote, text, _between_contexts(quote, text))
    if framed is not None:
        return framed
    near = nearest_passage(quote.exact, text, quote.start)
    beside = best_fitted(quote.exact, text, _beside_context(quote, text))
    found = (_of_whole_words(quote, text, span) for span in (near, beside) if span is not None)
    return _best(quote, text, found)


def _of_whole_words(quote: Quote, text: str, span: Span) -> Span:
    """Take in the rest of a word that a span cuts, unless the quote cuts one there itself."""
    start, end = span
    if not _is_inside_word(quote.prefix[-1:] + quote.exact[:1]):
        while span[0] - start < _LONGEST_REST and _is_inside_word(
            text[max(0, start - 1) : start + 1]
        ):
            start -= 1
    if not _is_inside_word(quote.exact[-1:] + quote.suffix[:1]):
        while end - span[1] < _LONGEST_REST and _is_inside_word(text[end - 1 : end + 1]):
            end += 1
    return start, end


def _is_inside_word(beside: str) -> bool:
    """Whether two letters stand in one word, of a script that parts words by blanks."""
    return len(beside) == 2 and beside.isalnum() and not any(map(is_unspaced, beside))


def _best(quote: Quote, text: str, spans: Iterable[Span]) -> Anchoring | None:
    """Return the best of some spans, if its words and all of it are like enough."""
    floor = _FLOOR_LONG if len(quote.exact) >= _LONG else _FLOOR_SHORT
    found = (
        _scored("altered", quote, text, *span)
        for span in spans
        if likeness(quote.exact, text[slice(*span)]) >= LIKE
    )
    enough = (each for each in found if each.score >= floor)
    return max(enough, key=lambda each: (each.score, -each.start, -each.end), default=None)


def _between_contexts(quote: Quote, text: str) -> Iterator[Span]:
    """Walk the spans that have the quote's surroundings on both sides.

    A quote without a prefix began the text, and one without a suffix ended it.
    """
    ends = _ends(quote, text)
    for start in _begins(quote, text):
        after = [end for end in ends if start < end <= start + 2 * len(quote.exact) + CONTEXT]
        if after:
            yield start, min(after)


def _beside_context(quote: Quote, text: str) -> Iterator[Span]:
    """Walk the spans, as long as the quote, that have its surroundings on one side."""
    length = len(quote.exact)
    for start in _begins(quote, text):
        if start < len(text):
            yield start, min(len(text), start + length)
    for end in _ends(quote, text):
        if end:
            yield max(0, end - length), end


def _begins(quote: Quote, text: str) -> list[int]:
    """Return where the prefix ends, the nearest places only."""
    return _with(quote.prefix, "", quote, text, _MOST_CONTEXTS) if quote.prefix else [0]


def _ends(quote: Quote, text: str) -> list[int]:
    """Return where the suffix begins, the nearest places only."""
    if not quote.suffix:
        return [len(text)]
    return nearest(quote.suffix, text, quote.end, _MOST_CONTEXTS)


def _scored(state: State, quote: Quote, text: str, start: int, end: int) -> Anchoring:
    prefix = likeness(quote.prefix, text[max(0, start - len(quote.prefix)) : start])
    suffix = likeness(quote.suffix, text[end : end + len(quote.suffix)])
    position = max(0.0, 1 - abs(start - quote.start) / max(1, len(text)))
    words = likeness(quote.exact, text[start:end])
    total = _QUOTE * words + _PREFIX * prefix + _SUFFIX * suffix + _POSITION * position
    return Anchoring(state, start, end, total / _WEIGHTS)
