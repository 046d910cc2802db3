"""Every word that any record is found by, and which of them a mistyped one was meant to be.

The words stay in the read model: of two hundred thousand a question needs those of about the same
length in the same script, and those that begin alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from db.library.columns import Columns
from db.library.store import Store

_REMEMBERED = 16
_BUCKETS_KEPT = 6
_LETTERS_OF_TWO = 6
_BLOCK = 8
_LAST_BLOCK = 16


class Vocabulary:
    """Words by their length and by how they begin."""

    def __init__(self, store: Store, columns: Columns) -> None:
        """Read from a store that has the part `words`."""
        self._store, self._columns = store, columns
        self._one = lru_cache(_REMEMBERED)(self._find_one)
        self._two = lru_cache(_REMEMBERED)(self._find_two)
        self._bucket = lru_cache(_BUCKETS_KEPT)(self._read)

    def __len__(self) -> int:
        """Count the words."""
        row = self._store.first("SELECT count(*) FROM word")
        return row[0] if row else 0

    def __contains__(self, word: object) -> bool:
        """Whether any record is found by a word, folded."""
        return self._store.first("SELECT 1 FROM word WHERE word = ?", word) is not None

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
        begun = list(self._begun(_beginnings(typed)))
        longest = {word[: len(typed) + 1] for word in begun}
        as_long = {head[: len(typed)] for head in longest}
        heads = [*longest, *as_long, *{head[:-1] for head in as_long if len(head) == len(typed)}]
        near = tuple(dict.fromkeys(_within(typed, heads, 1)))
        return [word for word in begun if word.startswith(near)] if near else ()

    def _find_two(self, typed: str) -> Sequence[str]:
        lists = self._likely(typed, 2)
        found = [word for words in lists for word in _within(typed, words, 2)]
        is_free = len(typed) >= _LETTERS_OF_TWO
        return [word for word in found if is_free or word[0] == typed[0]]

    def _begun(self, starts: Iterable[str]) -> Iterator[str]:
        """Walk the words that begin in one of some ways."""
        for start in dict.fromkeys(starts):
            after = start[:-1] + chr(ord(start[-1]) + 1)
            sql = "SELECT word FROM word WHERE word >= ? AND word < ?"
            yield from (row[0] for row in self._store.rows(sql, start, after))

    def _likely(self, typed: str, edits: int) -> Iterator[Sequence[str]]:
        """Return the words of about this length, in the script of its middle letter."""
        for length in range(len(typed) - edits, len(typed) + edits + 1):
            yield self._bucket(bucket_name(typed, length))

    def _read(self, name: str) -> Sequence[str]:
        text = self._columns.bytes_of(name).decode()
        return text.split("\n") if text else ()


def bucket_name(word: str, length: int) -> str:
    """Return the column with the words of a length, in roughly the script of a word.

    The script is that of its middle letter, which most typing errors leave in the same one.
    """
    return f"words {min(ord(word[len(word) // 2]) >> _BLOCK, _LAST_BLOCK)} {length}"


def _beginnings(typed: str) -> Iterator[str]:
    """Return how a word may begin of which this is one edit away, an edit late in it or a slip."""
    yield typed[:2]
    yield typed[1] + typed[0]
    yield typed[0] + typed[2]
    yield typed[1:3]


def _within(typed: str, words: Sequence[str], edits: int) -> list[str]:
    """Return the words at most so many edits away."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(typed, words, scorer=OSA.distance, score_cutoff=edits, limit=None)
    return [word for word, _, _ in found]
