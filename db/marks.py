"""Where a match stands in a text, in offsets of the original, and the passage around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from db.library.match import Needle
from db.words import fold, folded_with_map, tokens

PASSAGE = 100
"""About how many characters of a passage a list shows."""

Spans = tuple[tuple[int, int], ...]
"""Places in a text, in order, none touching another."""


def spans_of(text: str, needles: Iterable[Needle]) -> Spans:
    """Return where any of the needles stands, in offsets of the original text.

    Beginnings of words are marked; the inside of a word only where no word begins so.
    """
    plain = fold(text)
    likely = [needle for needle in needles if all(word in plain for word in needle.words)]
    if not likely:  # most texts hold nothing, and the map is the slow part
        return ()
    folded = folded_with_map(text)
    words = tokens(folded.text)
    found = (place for needle in likely for place in _places(folded.text, words, needle))
    return _joined(folded.original(start, end) for start, end in found)


def is_in(text: str, needle: Needle) -> bool:
    """Whether a needle stands in a text."""
    return bool(spans_of(text, [needle]))


def passage(text: str, spans: Spans, most: int = PASSAGE) -> tuple[str, Spans]:
    """Cut a text to a line around its first match, "…" where it was cut; move the spans along."""
    if len(text) <= most:
        return _one_line(text), spans
    first = spans[0][0] if spans else 0
    start = max(0, min(first - most // 3, len(text) - most))
    start = _after_space(text, start, first) if start else 0
    end = min(len(text), start + most)
    if end < len(text):
        blank = text.rfind(" ", start + most // 2, end)
        end = blank if blank > first else end
    before, after = "…" if start else "", "…" if end < len(text) else ""
    moved = tuple(
        (max(left, start) - start + len(before), min(right, end) - start + len(before))
        for left, right in spans
        if left < end and right > start
    )
    return before + _one_line(text[start:end]) + after, moved


def _places(
    folded: str, words: Sequence[tuple[str, int, int]], needle: Needle
) -> list[tuple[int, int]]:
    """Return where a needle stands in folded text: at word starts, failing that anywhere."""
    found = list(_at_words(words, needle)) if needle.words else []
    if found or not needle.text or (needle.is_whole and needle.words):
        return found
    return list(_anywhere(folded, needle.text))


def _at_words(words: Sequence[tuple[str, int, int]], needle: Needle) -> Iterator[tuple[int, int]]:
    """Return where consecutive words are those of the needle, the last perhaps only begun."""
    size = len(needle.words)
    *whole, last = needle.words
    for place in range(len(words) - size + 1):
        run = words[place : place + size]
        token, start, end = run[-1]
        fits = token == last if needle.is_whole else token.startswith(last)
        if fits and [each[0] for each in run[:-1]] == whole:
            yield run[0][1], end if needle.is_whole else start + len(last)


def _anywhere(folded: str, text: str) -> Iterator[tuple[int, int]]:
    """Return where a text stands, without overlaps."""
    start = folded.find(text)
    while start >= 0:
        yield start, start + len(text)
        start = folded.find(text, start + len(text))


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    """Put spans in order and join those that touch."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _after_space(text: str, start: int, limit: int) -> int:
    """Return the beginning of the next word, if it comes before the match."""
    blank = text.find(" ", start, limit)
    return blank + 1 if blank >= 0 else start


def _one_line(text: str) -> str:
    """Put line ends and tabs as spaces, one for one, so that offsets hold."""
    return "".join(" " if each in "\n\r\t\v\f" else each for each in text)
