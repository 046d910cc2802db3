"""The part that typed words are looked for in: which records hold which words, and where.

Everything that a key press would have to add up is added up here: what many words that begin
alike, or hold the same letters inside, lead to, and whom the events are about that hold a word.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain, groupby
from typing import NamedTuple

from pyroaring import BitMap

from db.library.making.wording import names_of, told_of
from db.library.numbered import Numbered
from db.library.parts import Tell
from db.library.schema import BARRIER, DENSE, GRAM, is_gram
from db.library.vocabulary import bucket_name
from db.records import Kind
from db.words import fold, runs

FOUND: tuple[Kind, ...] = ("person", "company", "event", "source")
"""The kinds that words find."""

NAMED: tuple[Kind, ...] = ("person", "company", "source")
"""The kinds that have a name; of an event the summary is a sentence."""

FEW_WORDS = 20_000
"""Up to so many words all are looked through, and none of the following is written."""

MANY_WORDS = 64
"""From so many words on, what they lead to together has a row of its own."""

MANY_NAMES = 256
"""From so many names on, those that begin alike have a row of their own."""

MANY_EVENTS = 1000
"""From so many events on, whom they are about is written down."""

_REMEMBERED = 1 << 16
_TELL_EVERY = 1 << 14


class Postings(NamedTuple):
    """Where some words are, as record numbers."""

    names: BitMap
    """In these names."""
    told: BitMap
    """In what is told of these."""
    reach: BitMap
    """Whom the events are about that tell it, and what tells them."""


def write(connection: sqlite3.Connection, given: Numbered, tell: Tell) -> None:
    """Fill the tables of the part `words`."""
    reach = _Reach(given)
    names: dict[str, list[int]] = defaultdict(list)
    told: dict[str, list[int]] = defaultdict(list)
    texts = _texts(given, names, told, lambda done: tell(done * 0.7))
    connection.executemany("INSERT INTO text VALUES (?, ?, ?)", texts)
    vocabulary = sorted(names.keys() | told.keys())
    postings = [(names.get(word, ()), told.get(word, ())) for word in vocabulary]
    if len(vocabulary) > FEW_WORDS:
        tell(0.8)
        _write_sums(connection, vocabulary, [reach.postings(*each) for each in postings], tell)
    else:
        blobs = ([BitMap(numbers).serialize() for numbers in each] for each in postings)
        rows = (
            (number, word, *each)
            for number, (word, each) in enumerate(zip(vocabulary, blobs, strict=True))
        )
        connection.executemany("INSERT INTO word VALUES (?, ?, ?, ?, NULL)", rows)
    _write_names(connection, given)
    columns = {**reach.columns, **_buckets(vocabulary)}
    connection.executemany("INSERT INTO word_column VALUES (?, ?)", columns.items())


def _write_sums(
    connection: sqlite3.Connection, vocabulary: Sequence[str], found: Sequence[Postings], tell: Tell
) -> None:
    """Write the words, and what many of them lead to together."""
    connection.executemany(
        "INSERT INTO word VALUES (?, ?, ?, ?, ?)",
        (
            (number, word, *_blobs(each)[:2], each.reach.serialize() if _is_many(each) else None)
            for number, (word, each) in enumerate(zip(vocabulary, found, strict=True))
        ),
    )
    connection.executemany(
        "INSERT INTO prefix VALUES (?, ?, ?, ?)",
        ((prefix, *_all_of(group, found)) for prefix, group in _beginning(vocabulary, found)),
    )
    tell(0.9)
    connection.executemany("INSERT INTO gram VALUES (?, ?, ?, ?, ?)", _gram_rows(vocabulary, found))


def _cut(text: str) -> list[str]:
    """Fold a text and cut it into what it is found by."""
    return runs(fold(text))


def _texts(
    given: Numbered, names: dict[str, list[int]], told: dict[str, list[int]], tell: Tell
) -> Iterator[tuple[int, str, str]]:
    """Cut all texts, note where each word is, and return the texts as phrases are looked for."""
    known = lru_cache(_REMEMBERED)(_cut)  # everyone's names stand with each of their events
    total = sum(given.spans[kind].size for kind in FOUND)
    done = 0
    for kind in FOUND:
        for number, record in given.of_kind(kind):
            called = [known(text) for text in names_of(record)]
            prose = [known(text) for text in told_of(given, record)]
            for key in set(chain.from_iterable(called)):
                names[key].append(number)
            for key in set(chain.from_iterable(prose)):
                told[key].append(number)
            yield number, _phrases(called), _phrases(prose)
            done += 1
            if not done % _TELL_EVERY:
                tell(done / total)


def _phrases(texts: Sequence[Sequence[str]]) -> str:
    """Join texts so that no phrase runs from one into the next."""
    return f" {f' {BARRIER} '.join([' '.join(each) for each in texts])} " if texts else ""


def _blobs(postings: Postings) -> tuple[bytes, bytes, bytes]:
    return postings.names.serialize(), postings.told.serialize(), postings.reach.serialize()


def _is_many(postings: Postings) -> bool:
    """Whether it would take long to find out whom a word's events are about."""
    return len(postings.told) > MANY_EVENTS


def _all_of(group: Sequence[int], found: Sequence[Postings]) -> tuple[bytes, bytes, bytes]:
    """Return what some words lead to together: names, told, reach."""
    none, some = BitMap(), [found[number] for number in group]
    together = Postings(
        none.union(*[each.names for each in some]),
        none.union(*[each.told for each in some]),
        none.union(*[each.reach for each in some]),
    )
    return _blobs(together)


def _beginning(vocabulary: Sequence[str], found: Sequence[Postings]) -> Iterator[tuple[str, range]]:
    """Return every beginning that many words share, or a few that many events have."""
    events = list(accumulate((len(each.told) for each in found), initial=0))

    def is_heavy(places: range) -> bool:
        told = events[places.stop] - events[places.start]
        return len(places) > MANY_WORDS or (len(places) > 1 and told > MANY_EVENTS)

    return _shared(vocabulary, is_heavy)


def _is_heavy(numbers: Sequence[int], found: Sequence[Postings]) -> bool:
    """Whether it would take long to add up what some words lead to."""
    events = sum(len(found[number].told) for number in numbers)
    return len(numbers) > MANY_WORDS or events > MANY_EVENTS


def _shared(
    ordered: Sequence[str], is_heavy: Callable[[range], bool]
) -> Iterator[tuple[str, range]]:
    """Return the beginnings that texts in order share, and their places, as long as they weigh."""
    waiting = [(0, range(len(ordered)))]
    while waiting:
        length, places = waiting.pop()
        longer = (place for place in places if len(ordered[place]) > length)
        for begun, group in groupby(longer, key=lambda place: ordered[place][: length + 1]):
            alike = list(group)
            here = range(alike[0], alike[-1] + 1)
            if is_heavy(here):
                yield begun, here
                waiting.append((length + 1, here))


def _gram_rows(
    vocabulary: Sequence[str], found: Sequence[Postings]
) -> Iterator[tuple[object, ...]]:
    """Return the letters inside words, with the words and what many of them lead to.

    One or two letters find names alone, and lead there at once.
    """
    inside: dict[str, list[int]] = defaultdict(list)
    short: dict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(vocabulary):
        full, few = _grams(word)
        for gram in full:
            inside[gram].append(number)
        for gram in few if found[number].names else ():
            short[gram].append(number)
    for gram, numbers in inside.items():
        together = _all_of(numbers, found) if _is_heavy(numbers, found) else (None,) * 3
        yield (gram, BitMap(numbers).serialize(), *together)
    nothing = BitMap().serialize()
    for gram, numbers in short.items():
        names = BitMap().union(*[found[number].names for number in numbers])
        yield gram, nothing, names.serialize(), nothing, nothing


def _grams(word: str) -> tuple[set[str], set[str]]:
    """Return the letters side by side in a word, beyond its first: what finds it, and too few."""
    length = len(word)
    full = {word[start : start + GRAM] for start in range(1, length - GRAM + 1)}
    few = {word[start : start + 2] for start in range(1, length - 1)}.union(word[1:])
    dense = {gram for gram in few if is_gram(gram)} if max(word) >= DENSE else set()
    return full | dense, few - dense


def _buckets(vocabulary: Sequence[str]) -> dict[str, bytes]:
    """Return the words by length and script, as mistyped ones are compared with them."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in vocabulary:
        found[bucket_name(word, len(word))].append(word)
    return {name: "\n".join(words).encode() for name, words in found.items()}


def _write_names(connection: sqlite3.Connection, given: Numbered) -> None:
    """Write whole names: whose they are, and those that many begin with."""
    named = sorted(
        {
            (fold(name), number)
            for kind in NAMED
            for number, record in given.of_kind(kind)
            for name in names_of(record)
        }
    )
    connection.executemany("INSERT INTO named VALUES (?, ?)", named)
    keys = [key for key, _ in named]
    connection.executemany(
        "INSERT INTO head VALUES (?, ?)",
        (
            (begun, BitMap([named[place][1] for place in places]).serialize())
            for begun, places in _shared(keys, lambda places: len(places) > MANY_NAMES)
        ),
    )


class _Reach:
    """Whom events are about and who tells them: the step from told words to people."""

    def __init__(self, given: Numbered) -> None:
        self._span = given.spans["event"]
        self._told = [
            (*ties.voices, *sources)
            for ties, sources in zip(given.ties, given.sources_of, strict=True)
        ]

    def postings(self, names: Sequence[int], told: Sequence[int]) -> Postings:
        """Return where a word is: in these names, and in what is told of these."""
        first, last = self._span
        events = [number for number in (*names, *told) if first <= number <= last]
        others = [number for number in told if not first <= number <= last]
        parties = chain.from_iterable([self._told[event - first] for event in events])
        return Postings(BitMap(names), BitMap(told), BitMap(chain(parties, others)))

    @property
    def columns(self) -> dict[str, bytes]:
        """Where the parties of each event begin in the list of all, and that list."""
        starts = array("I", [0])
        for parties in self._told:
            starts.append(starts[-1] + len(parties))
        return {
            "voices starts": starts.tobytes(),
            "voices": array("I", chain.from_iterable(self._told)).tobytes(),
        }
