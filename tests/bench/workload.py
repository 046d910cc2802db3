"""What readers type: every group of queries, drawn from a library, the same for one round."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Final, NamedTuple

from db.library import Library
from db.records import GRADES, Kind
from db.words import fold, words

LONGEST_PREFIX: Final = 8
"""The most letters of a name that are typed one by one."""

_NAMES: Final = 24
_LONG_WORD: Final = 6
_TYPES: Final = ("hire", "departure", "offer", "denial", "moves", "speech")


class Asked(NamedTuple):
    """One query as it stands in the search bar after a key, and the list it is asked in."""

    text: str
    """What was typed so far."""
    kind: Kind
    """The list."""


class Sample:
    """People and companies of a library, drawn anew for each round."""

    def __init__(self, library: Library, turn: int) -> None:
        """Draw; the same turn draws the same."""
        self.library = library
        self.rng = Random(f"workload {turn}")  # the same people for the same turn
        self._people, self._companies = library.ids("person"), library.ids("company")

    def person(self) -> str:
        """Return somebody's id."""
        return self.rng.choice(self._people)

    def name(self, *, is_latin: bool | None = None) -> str:
        """Return somebody's name, in Latin letters or in others if it matters."""
        while True:
            name = self.library.person(self.person()).name
            if is_latin is None or in_latin(name) == is_latin:
                return name

    def company(self) -> str:
        """Return a company's id; half of the time one of the first, as they are asked for most."""
        few = max(1, len(self._companies) // 100)
        few = few if self.rng.random() < 0.5 else len(self._companies)
        return self._companies[self.rng.randrange(few)]


def in_latin(name: str) -> bool:
    """Whether a name is in Latin letters, with accents or without."""
    return all(not each.isalpha() or "LATIN" in unicodedata.name(each, "") for each in name)


def mistyped(rng: Random, word: str) -> str:
    """Make one slip in a word: two letters swapped, one left out, doubled, or wrong."""
    place = rng.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    slips = [before + after, before + letter + letter + after]
    if after[0] != letter:
        slips.append(before + after[0] + letter + after[1:])
    slips.append(before + rng.choice("abcdefghijklmnopqrstuvwxyz".replace(letter, "")) + after)
    return rng.choice(slips)


def _typed(text: str) -> Iterator[str]:
    """Return a text as it grows letter by letter."""
    return (text[:size] for size in range(1, min(len(text), LONGEST_PREFIX) + 1))


def _prefixes(sample: Sample) -> Iterator[Asked]:
    """Half of a name is typed letter by letter: the family name or the given one."""
    for _ in range(_NAMES):
        for text in _typed(sample.rng.choice(sample.name(is_latin=True).split())):
            yield Asked(text, "person")


def _typos(sample: Sample) -> Iterator[Asked]:
    for _ in range(_NAMES):
        family = fold(sample.name(is_latin=True).split()[-1])
        if len(family) >= _LONG_WORD:
            yield Asked(mistyped(sample.rng, family), "person")


def _accents(sample: Sample) -> Iterator[Asked]:
    """Names that have accents are typed without."""
    for _ in range(_NAMES * 3):
        name = sample.name(is_latin=True)
        if not name.isascii():
            yield from (Asked(text, "person") for text in _typed(fold(name.split()[-1])))


def _scripts(sample: Sample) -> Iterator[Asked]:
    for _ in range(_NAMES):
        for text in _typed(sample.name(is_latin=False)):
            if not text[-1].isspace() and not unicodedata.combining(text[-1]):
                yield Asked(text, "person")


def _several(sample: Sample) -> Iterator[Asked]:
    """Two words of a name, the second as it grows; and the family name first."""
    for _ in range(_NAMES // 2):
        given, *_, family = sample.name(is_latin=True).split()
        yield from (Asked(f"{given} {text}", "person") for text in _typed(family))
        yield from (Asked(f"{family} {text}", "person") for text in _typed(given))


def _told(sample: Sample) -> Iterator[Asked]:
    """A name, and a word from a quote about that person."""
    for _ in range(_NAMES):
        person = sample.person()
        events = sample.library.events_about(f"person/{person}")
        if not events:
            continue
        quote = sample.library.quotes_of(events[0])[0]
        long = [each for each in words(fold(quote.exact)) if len(each) >= _LONG_WORD]
        if long:
            family = sample.library.person(person).name.split()[-1]
            yield Asked(f"{family} {sample.rng.choice(long)}", "person")


def _fields(sample: Sample) -> Iterator[Asked]:
    for _ in range(_NAMES // 3):
        rng = sample.rng
        to, year = sample.company(), rng.randint(1998, 2022)
        for text in (
            f"to:{to}",
            f"type:{rng.choice(_TYPES)} grade:{rng.choice(GRADES)}",
            f"date:{year}..{year + 3} to:{to}",
            f"is:disputed from:{sample.company()}",
            f"has:amount date:{year}-0{rng.randint(1, 9)}",
            f"person:{sample.person()} grade:{rng.choice(GRADES)}",
            f"{fold(sample.name(is_latin=True).split()[0])} type:hire to:{to}",
        ):
            yield Asked(text, rng.choice(("person", "event")))


def _nothing(sample: Sample) -> Iterator[Asked]:
    """Words that nothing is called."""
    for _ in range(_NAMES // 2):
        letters = "".join(sample.rng.choices("bcdfghjklmnpqrstvwxz", k=9))
        yield Asked(letters, "person")
        yield Asked(f"{sample.name(is_latin=True).split()[-1]} {letters}", "person")


GROUPS: Final[Mapping[str, Callable[[Sample], Iterator[Asked]]]] = {
    "prefixes of 1-8 letters": _prefixes,
    "typos": _typos,
    "accents left out": _accents,
    "other scripts": _scripts,
    "several words": _several,
    "a name and a word of a quote": _told,
    "fields": _fields,
    "no hit": _nothing,
}
"""Every group of queries, by what it is called in the table."""


def queries(library: Library, turn: int) -> Mapping[str, Sequence[Asked]]:
    """Return the queries of every group for one round."""
    sample = Sample(library, turn)
    return {group: tuple(draw(sample)) for group, draw in GROUPS.items()}
