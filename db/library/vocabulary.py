"""Every word that any record is found by, and which of them a mistyped one was meant to be."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

_REMEMBERED = 16
_LETTERS_OF_TWO = 6
_BLOCK = 8
_LAST_BLOCK = 16


class Vocabulary:
    """Words in order, which can also be asked for by their length."""

    def __init__(self, words: Sequence[str]) -> None:
        """Take the words, folded, each once and in order."""
        self.words = words
        """All of them."""
        self._one = lru_cache(_REMEMBERED)(self._find_one)
        self._two = lru_cache(_REMEMBERED)(self._find_two)

    def near(self, typed: str, edits: int) -> Sequence[str]:
        """Return the words so many edits away, one or two; letters changed round are one edit.

        Where no whole word is one edit away, those come whose first letters are, as one types. A
        neighbour of two edits must begin with the same letter unless the word is long: most words
        of four letters are two edits from some other.
        """
        return self._one(typed) if edits == 1 else self._two(typed)

    def _find_one(self, typed: str) -> Sequence[str]:
        whole = [word for words in self._likely(typed, 1) for word in _within(typed, words, 1)]
        if whole:
            return whole
        size = len(typed)
        longer = [word for word in self._begun(_beginnings(typed)) if len(word) > size]
        return _within(typed, longer, 1, [word[:size] for word in longer])

    def _find_two(self, typed: str) -> Sequence[str]:
        if len(typed) >= _LETTERS_OF_TWO:
            lists = self._likely(typed, 2)
            return [word for words in lists for word in _within(typed, words, 2)]
        likely = [word for word in self._begun(typed[0]) if abs(len(word) - len(typed)) <= 2]
        return _within(typed, likely, 2)

    def _begun(self, starts: Iterable[str]) -> Iterator[str]:
        """Walk the words that begin in one of some ways."""
        for start in dict.fromkeys(starts):
            first = bisect_left(self.words, start)
            after = start[:-1] + chr(ord(start[-1]) + 1)
            yield from self.words[first : bisect_left(self.words, after)]

    def _likely(self, typed: str, edits: int) -> Iterator[Sequence[str]]:
        """Return the words of about this length, in the script of its middle letter."""
        block = _block_of(typed)
        for length in range(len(typed) - edits, len(typed) + edits + 1):
            yield self._by_length.get((block, length), ())

    @cached_property
    def _by_length(self) -> Mapping[tuple[int, int], Sequence[str]]:
        found: dict[tuple[int, int], list[str]] = defaultdict(list)
        for word in self.words:
            found[_block_of(word), len(word)].append(word)
        return found


def _block_of(word: str) -> int:
    """Return roughly the script of a word: that of its middle letter."""
    return min(ord(word[len(word) // 2]) >> _BLOCK, _LAST_BLOCK)


def _beginnings(typed: str) -> Iterator[str]:
    """Return how a word may begin of which this is one edit away, an edit late in it or a slip."""
    yield typed[:2]
    yield typed[1] + typed[0]
    yield typed[0] + typed[2]
    yield typed[1:3]


def _within(
    typed: str, words: Sequence[str], edits: int, compared: Sequence[str] | None = None
) -> list[str]:
    """Return the words at most so many edits away, or those of which what is compared is."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(
        typed, compared or words, scorer=OSA.distance, score_cutoff=edits, limit=None
    )
    return [words[place] for _, _, place in found]
