"""Where typed words are found: in names, at word starts, within words, in what is told.

Candidates come back as sets of record numbers, each with the best place they were found in; what
is better than what is decided in `db.search`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from pyroaring import BitMap

from db.library.columns import Columns
from db.library.numbered import Span
from db.library.schema import GRAM, is_gram
from db.library.store import Row, Store
from db.library.vocabulary import Vocabulary
from db.records import Kind
from db.words import fold, is_unspaced, runs, words

_BEYOND = "\U0010ffff"
_REMEMBERED = 16
_LISTED: tuple[Kind, ...] = ("person", "company", "source")


class Place(IntEnum):
    """Where a needle was found in a record."""

    EXACT = 0
    """It is a whole name."""
    PREFIX = 1
    """A name begins with it."""
    WORD = 2
    """A word of a name begins with it."""
    WITHIN = 3
    """It stands inside a word of a name."""
    PROSE = 4
    """A word of the record's events, quotes or translations begins with it."""
    PROSE_WITHIN = 5
    """It stands inside a word there."""


Tier = tuple[Place, BitMap]
"""A place, and the records that have it as their best."""


class Needle(NamedTuple):
    """Typed words as they are looked for."""

    text: str
    """The words, folded."""
    words: tuple[str, ...]
    """Their tokens."""
    is_whole: bool
    """Whether the last word must be whole, as in a quoted phrase."""

    @classmethod
    def of(cls, typed: str, *, is_whole: bool = False) -> Needle:
        """Fold what was typed; a lone letter beside signs ("C++") is a whole word."""
        text = fold(typed).strip()
        cut = tuple(words(text))
        return cls(text, cut, is_whole or (len("".join(cut)) == 1 < len(text)))


class Postings:
    """The records that some words lead to."""

    def __init__(self, names: BitMap, told: BitMap, reach: Callable[[], BitMap]) -> None:
        """Take what is there; how far it reaches is found out when it is asked for."""
        self.names = names
        """Those with the words in a name."""
        self.told = told
        """Those of which the words are told: events, and what has a description or note."""
        self._find_reach = reach

    @cached_property
    def reach(self) -> BitMap:
        """Whom those events are about, and what tells them."""
        return self._find_reach()


class Matcher:
    """Answers where a needle is, and remembers the last answers for the other kinds."""

    def __init__(self, store: Store, spans: dict[Kind, Span]) -> None:
        """Read from a store that has the part `words`."""
        self._store = store
        self._ranges = {kind: BitMap(span.numbers) for kind, span in spans.items()}
        self._columns = Columns(store, "word_column")
        self._first = spans["event"].first
        self._found = lru_cache(_REMEMBERED)(self._find)

    def tiers(self, kind: Kind, needle: Needle) -> list[Tier]:
        """Return the records of a kind that hold a needle, none twice, best place first."""
        if not needle.text:
            return []
        seen = BitMap()
        tiers = []
        for place, numbers in self._found(needle).places(kind):
            fresh = (numbers & self._ranges[kind]) - seen
            if fresh:
                tiers.append((place, fresh))
                seen |= fresh
        return tiers

    def whole(self, kind: Kind, needle: Needle) -> list[Tier]:
        """Return the records of a kind that are called so, or whose names begin so."""
        exact = self.named(needle.text) & self._ranges[kind]
        heads = self.heads(needle.text) & self._ranges[kind]
        return [(Place.EXACT, exact), (Place.PREFIX, heads - exact)]

    def _find(self, needle: Needle) -> _Found:
        return _Found(self, needle)

    # What the tables say

    def named(self, key: str) -> BitMap:
        """Return whose name this is, folded."""
        return BitMap(self._store.numbers("SELECT seq FROM named WHERE key = ?", key))

    def heads(self, key: str) -> BitMap:
        """Return whose names begin so."""
        row = self._store.first("SELECT numbers FROM head WHERE prefix = ?", key)
        if row:
            return BitMap.deserialize(row[0])
        ends = (key, key + _BEYOND)
        return BitMap(
            self._store.numbers("SELECT seq FROM named WHERE key >= ? AND key < ?", *ends)
        )

    def with_part(self, part: str) -> BitMap:
        """Return whose names hold these signs anywhere, where no word of them can be looked up."""
        return BitMap(self._store.numbers("SELECT seq FROM named WHERE instr(key, ?) > 0", part))

    def word(self, word: str) -> Postings:
        """Return what a whole word leads to."""
        return self._joined(
            self._store.rows("SELECT names, told, reach FROM word WHERE word = ?", word)
        )

    def begun(self, start: str) -> Postings:
        """Return what all words lead to that begin so."""
        row = self._store.first("SELECT names, told, reach FROM prefix WHERE prefix = ?", start)
        if row:
            return _written(row)
        sql = "SELECT names, told, reach FROM word WHERE word >= ? AND word < ?"
        return self._joined(self._store.rows(sql, start, start + _BEYOND))

    def inside(self, part: str) -> Postings:
        """Return what all words lead to that hold this part beyond their first letter."""
        if not self._has_grams:
            return self._looked_through(part)
        size = min(GRAM, len(part))
        grams = [part[at : at + size] for at in range(len(part) - size + 1)]
        if len(grams) == 1:
            sql = "SELECT names, told, reach FROM gram WHERE gram = ? AND names NOT NULL"
            if row := self._store.first(sql, part):
                return _written(row)
        sets = [self._words_with(gram) for gram in grams]
        numbers = sets[0].intersection(*sets[1:])
        rows = self._store.rows_of(numbers, "SELECT names, told, reach, word FROM word WHERE no IN")
        return self._joined(row[:3] for row in rows if part in row[3][1:])

    @cached_property
    def _has_grams(self) -> bool:
        """Whether the insides of words are written down, as they are where there are many."""
        return self._store.first("SELECT 1 FROM gram LIMIT 1") is not None

    def _looked_through(self, part: str) -> Postings:
        """Return the same by looking through all words."""
        sql = "SELECT names, told, reach FROM word WHERE instr(substr(word, 2), ?) > 0"
        found = self._joined(self._store.rows(sql, part))
        return found if is_gram(part) else Postings(found.names, BitMap(), BitMap)

    def _words_with(self, gram: str) -> BitMap:
        row = self._store.first("SELECT words FROM gram WHERE gram = ?", gram)
        return BitMap.deserialize(row[0]) if row else BitMap()

    def _joined(self, rows: Iterable[Row]) -> Postings:
        """Put what several words lead to together."""
        found = [(*map(BitMap.deserialize, row[:2]), row[2]) for row in rows]
        if not found:
            return _NOTHING
        none = BitMap()
        names = none.union(*[row[0] for row in found])
        told = none.union(*[row[1] for row in found])

        def reach() -> BitMap:
            known = [BitMap.deserialize(row[2]) for row in found if row[2] is not None]
            light = [row for row in found if row[2] is None]
            rest = none.union(*[row[0] for row in light]), none.union(*[row[1] for row in light])
            return self.reach(*rest).union(*known)

        return Postings(names, told, reach)

    def holding(self, run: str, *, is_whole: bool) -> Postings:
        """Return what a word leads to; what is written without spaces is found anywhere in it."""
        if is_unspaced(run):
            return _both(self.begun(run), self.inside(run))
        return self.word(run) if is_whole else self.begun(run)

    def phrase(self, words: Sequence[str], *, is_whole: bool) -> Postings:
        """Return what several words lead to that follow one another."""
        last = len(words) - 1
        parts = [
            self.holding(word, is_whole=is_whole or place < last)
            for place, word in enumerate(words)
        ]
        names = parts[0].names.intersection(*[each.names for each in parts[1:]])
        told = parts[0].told.intersection(*[each.told for each in parts[1:]])
        before = "" if is_unspaced(words[0]) else " "
        after = " " if is_whole and not is_unspaced(words[-1]) else ""
        phrase = f"{before}{' '.join(words)}{after}"
        names = self._with_phrase("names", names, phrase)
        told = self._with_phrase("told", told, phrase)
        return Postings(names, told, lambda: self.reach(names, told))

    def _with_phrase(self, column: str, among: BitMap, words: str) -> BitMap:
        sql = f"SELECT seq FROM text WHERE instr({column}, ?) > 0 AND seq IN"  # noqa: S608
        return BitMap(row[0] for row in self._store.rows_of(among, sql, words))

    def reach(self, names: BitMap, told: BitMap) -> BitMap:
        """Return whom events are about and who tells them; what is no event stays what it is."""
        events = (told | names) & self._ranges["event"]
        places = [number - self._first for number in events]
        return self._columns.spread("voices", places) | (told - events)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Every word that any record is found by."""
        return Vocabulary(self._store, self._columns)


_NOTHING = Postings(BitMap(), BitMap(), BitMap)


def _both(one: Postings, other: Postings) -> Postings:
    return Postings(one.names | other.names, one.told | other.told, lambda: one.reach | other.reach)


def _written(row: Row) -> Postings:
    """Return what stands in a row of its own, as many words lead there."""
    names, told, reach = row
    return Postings(
        BitMap.deserialize(names), BitMap.deserialize(told), lambda: BitMap.deserialize(reach)
    )


class _Found:
    """What one needle leads to, each place looked up when it is asked for."""

    def __init__(self, matcher: Matcher, needle: Needle) -> None:
        self._matcher, self._needle = matcher, needle

    def places(self, kind: Kind) -> Iterator[Tier]:
        """Return the candidates of a kind by place, best first; one may stand in several."""
        needle = self._needle
        if kind in _LISTED:
            yield Place.EXACT, self._exact
            if not needle.is_whole:
                yield Place.PREFIX, self._heads
        if needle.words:
            yield Place.WORD, self._words.names
            yield Place.WITHIN, self._inside.names
            for place, found in ((Place.PROSE, self._words), (Place.PROSE_WITHIN, self._inside)):
                yield place, found.told if kind == "event" else found.reach
        elif kind in _LISTED:
            yield Place.WITHIN, self._matcher.with_part(needle.text)

    @cached_property
    def _exact(self) -> BitMap:
        return self._matcher.named(self._needle.text)

    @cached_property
    def _heads(self) -> BitMap:
        return self._matcher.heads(self._needle.text)

    @cached_property
    def _words(self) -> Postings:
        needle, cut = self._needle, self._runs
        if len(cut) > 1:
            return self._matcher.phrase(cut, is_whole=needle.is_whole)
        is_whole = needle.is_whole and not is_unspaced(cut[0])
        return self._matcher.word(cut[0]) if is_whole else self._matcher.begun(cut[0])

    @cached_property
    def _inside(self) -> Postings:
        cut = self._runs
        if len(cut) > 1 or (self._needle.is_whole and not is_unspaced(cut[0])):
            return _NOTHING
        return self._matcher.inside(cut[0])

    @cached_property
    def _runs(self) -> Sequence[str]:
        return runs(self._needle.text)
