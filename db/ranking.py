"""How good a match is: exact name, name prefix, word start, substring, then typo.

The library says where typed words were found; the scores here say what that is worth. A summary or
a title is no name: an event that begins with "Zhao" is no better than one that mentions Zhao.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import NamedTuple

from pyroaring import BitMap

from db.library.index import Index
from db.library.match import Needle, Place
from db.records import Kind
from db.terms import Term

_NAMES = {
    Place.EXACT: 100.0,
    Place.PREFIX: 90.0,
    Place.WORD: 80.0,
    Place.WITHIN: 60.0,
    Place.PROSE: 40.0,
    Place.PROSE_WITHIN: 30.0,
}
_SUMMARIES = {**_NAMES, Place.EXACT: 70.0, Place.PREFIX: 70.0, Place.WORD: 70.0, Place.WITHIN: 50.0}

SCORES: Mapping[Kind, Mapping[Place, float]] = {
    "person": _NAMES,
    "company": _NAMES,
    "event": _SUMMARIES,
    "source": {**_NAMES, Place.EXACT: 78.0, Place.PREFIX: 76.0, Place.WORD: 74.0},
    "quote": _SUMMARIES,
}
"""What a place is worth, by kind; 100 is the most."""

TYPO = 0.2
"""What is left of a score where a typing error has to be supposed."""

SECOND_EDIT = 4.0
"""What a second error takes away."""

_TYPO_IN_NAME = 10.0
_LETTERS_OF_TYPO = 4


class Tier(NamedTuple):
    """Records that hold a word equally well."""

    score: float
    """What that is worth."""
    place: Place
    """Where they hold it."""
    numbers: BitMap
    """The records; none stands in two tiers of one match."""
    edits: int = 0
    """How many typing errors have to be supposed."""


class Match:
    """One typed word or phrase and the records that hold it."""

    def __init__(self, term: Term, needles: Sequence[Needle], tiers: Sequence[Tier]) -> None:
        """Take the tiers, best first."""
        self.term = term
        """What was typed."""
        self.needles = tuple(needles)
        """What was found: the word itself, or the words that it was probably meant to be."""
        self.tiers = tuple(tiers)
        """Who holds it, best first."""

    @property
    def is_typo(self) -> bool:
        """Whether nothing holds the word as typed."""
        return any(tier.edits for tier in self.tiers)

    @cached_property
    def numbers(self) -> BitMap:
        """Every record that holds it."""
        return BitMap().union(*[tier.numbers for tier in self.tiers])

    def tier_of(self, number: int) -> Tier:
        """Return how a record holds it that does."""
        return next(tier for tier in self.tiers if number in tier.numbers)


def matched(index: Index, kind: Kind, term: Term) -> Match:
    """Return what holds a word or phrase; nothing does if it folds to nothing."""
    needle = Needle.of(term.text, is_whole=term.is_phrase)
    worth = SCORES[kind]
    tiers = [Tier(worth[place], place, numbers) for place, numbers in index.tiers(kind, needle)]
    if not tiers and not term.is_phrase and not term.is_not and _can_be_typo(needle):
        return _mistyped(index, kind, term, needle)
    return Match(term, (needle,), tiers)


def combined(matches: Sequence[Match], among: BitMap) -> dict[float, BitMap]:
    """Share records out by the average score of the words that they all hold, best first."""
    shares: dict[float, BitMap] = {0.0: among}
    for match in matches:
        next_shares: dict[float, BitMap] = {}
        for total, numbers in shares.items():
            for tier in match.tiers:
                both = numbers & tier.numbers
                if both:
                    score = total + tier.score
                    known = next_shares.get(score)
                    next_shares[score] = both if known is None else known | both
        shares = next_shares
    count = len(matches) or 1
    found: dict[float, BitMap] = {}
    for total in sorted(shares, reverse=True):
        score = round(total / count, 1)
        found[score] = found[score] | shares[total] if score in found else shares[total]
    return found


def with_whole_names(
    index: Index, kind: Kind, terms: Sequence[Term], shares: Mapping[float, BitMap]
) -> dict[float, BitMap]:
    """Put those first whose name is, or begins with, all the words together as typed."""
    if kind == "event":
        return dict(shares)
    worth = SCORES[kind]
    among = reduce(or_, shares.values(), BitMap())
    needle = Needle.of(" ".join(term.text for term in terms))
    found: dict[float, BitMap] = {}
    for place, numbers in index.whole(kind, needle):
        if both := numbers & among:
            found[worth[place]] = both
    rest = among - reduce(or_, found.values(), BitMap())
    for score, numbers in shares.items():
        if left := numbers & rest:
            found[score] = found[score] | left if score in found else left
    return dict(sorted(found.items(), reverse=True))


def _can_be_typo(needle: Needle) -> bool:
    """Whether a word is long enough to be a likely typing error."""
    is_one = needle.words == (needle.text,)
    return is_one and sum(map(str.isalpha, needle.text)) >= _LETTERS_OF_TYPO


def _mistyped(index: Index, kind: Kind, term: Term, needle: Needle) -> Match:
    """Return what holds the nearest words: one edit away, failing that two."""
    for edits in (1, 2):
        found = _nearest(index, kind, term, index.vocabulary.near(needle.text, edits), edits)
        if found.tiers:
            return found
    return Match(term, (needle,), ())


def _nearest(index: Index, kind: Kind, term: Term, near: Iterable[str], edits: int) -> Match:
    """Return what holds any of these words."""
    needles = []
    found: dict[Place, BitMap] = {}
    for word in near:
        needle = Needle.of(word, is_whole=True)
        tiers = index.tiers(kind, needle)
        if tiers:
            needles.append(needle)
        for place, numbers in tiers:
            found[place] = found[place] | numbers if place in found else numbers
    seen = BitMap()
    tiers_left = []
    for place in sorted(found):
        score = round(SCORES[kind][place] * TYPO - SECOND_EDIT * (edits - 1), 1)
        if fresh := found[place] - seen:
            tiers_left.append(Tier(score, place, fresh, edits))
        seen |= fresh
    return Match(term, needles, tiers_left)


def likely_name(index: Index, term: Term, named: Mapping[str, Sequence[Kind]]) -> str | None:
    """Return the term that was probably meant by one whose name nobody here has."""
    kinds = named.get(term.field or "", ())
    needle = Needle.of(term.text)
    if not kinds or index.named(term.text, kinds)[0] or not _can_be_typo(needle):
        return None
    for kind in kinds:
        for tier in _mistyped(index, kind, term, needle).tiers:
            if tier.score >= _TYPO_IN_NAME:
                name = index.summary(tier.numbers[0]).name
                return str(Term(name, term.field, term.is_not))
    return None
