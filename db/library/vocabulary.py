"""Every word that any record is found by, and which of them a mistyped one was meant to be."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

_MOST_EDITS = 2
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
        self._near = lru_cache(_REMEMBERED)(self._find_near)
        self._begun = lru_cache(_REMEMBERED)(self._find_begun)

    def near(self, typed: str, edits: int) -> Sequence[str]:
        """Return the words just so many edits away, one or two; letters changed round are one edit.

        Where no whole word is one edit away, those come whose first letters are, as one types. Of
        short words the neighbours of two edits must begin alike: most words of four letters are
        two edits from some other.
        """
        if edits == 1:
            return self._near(typed).get(1, ()) or self._begun(typed)
        is_free = len(typed) >= _LETTERS_OF_TWO
        return [word for word in self._near(typed).get(2, ()) if is_free or word[0] == typed[0]]

    def _find_near(self, typed: str) -> Mapping[int, Sequence[str]]:
        """Return the words that are near as a whole, by their distance."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found: dict[int, list[str]] = defaultdict(list)
        for words in self._likely(typed):
            for word, distance, _ in process.extract_iter(
                typed, words, scorer=OSA.distance, score_cutoff=_MOST_EDITS
            ):
                found[int(distance)].append(word)
        return found

    def _find_begun(self, typed: str) -> Sequence[str]:
        """Return the words whose first letters are one edit away."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        size = len(typed)
        longer = [
            word
            for letter in dict.fromkeys(typed[:2])
            for word in self._beginning(letter)
            if len(word) > size
        ]
        begun = [word[:size] for word in longer]
        near = process.extract(typed, begun, scorer=OSA.distance, score_cutoff=1, limit=None)
        return [longer[place] for _, _, place in near]

    def _beginning(self, letter: str) -> Sequence[str]:
        first = bisect_left(self.words, letter)
        return self.words[first : bisect_left(self.words, chr(ord(letter) + 1))]

    def _likely(self, typed: str) -> Iterator[Sequence[str]]:
        """Return the words of about this length, in the script of its middle letter."""
        block = _block_of(typed)
        for length in range(len(typed) - _MOST_EDITS, len(typed) + _MOST_EDITS + 1):
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
