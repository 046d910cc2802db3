"""How good a match is: exact name, name prefix, word start, substring, then typo.

The library says where typed words were found; the scores here say what that is worth. A summary or
a title is no name: an event that begins with "Zhao" is no better than one that mentions Zhao.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

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

_TYPO = 0.2
_SECOND_EDIT = 4.0
_TYPO_IN_NAME = 10.0
_LETTERS_OF_TYPO = 4
_LETTERS_OF_TWO = 6


class Match(NamedTuple):
    """One typed word or phrase and the records that hold it."""

    needles: tuple[Needle, ...]
    """What was found: the word itself, or the words that it was probably meant to be."""
    scores: Mapping[int, float]
    """What each record's best place is worth."""
    is_typo: bool = False
    """Whether nothing holds the word as typed."""


def matched(index: Index, kind: Kind, term: Term) -> Match:
    """Return what holds a word or phrase; nothing does if it folds to nothing."""
    needle = Needle.of(term.text, is_whole=term.is_phrase)
    places = index.matches(kind, needle)
    if not places and not term.is_phrase and not term.is_not and _can_be_typo(needle):
        return _mistyped(index, kind, needle)
    worth = SCORES[kind]
    return Match((needle,), {number: worth[place] for number, place in places.items()})


def whole_names(index: Index, kind: Kind, terms: Sequence[Term]) -> Mapping[int, float]:
    """Return the records whose name is, or begins with, all the words together as typed."""
    worth = SCORES[kind]
    places = index.matches(kind, Needle.of(" ".join(term.text for term in terms)))
    return {number: worth[place] for number, place in places.items() if place <= Place.PREFIX}


def _can_be_typo(needle: Needle) -> bool:
    """Whether a word is long enough to be a likely typing error."""
    is_one = needle.words == (needle.text,)
    return is_one and sum(map(str.isalpha, needle.text)) >= _LETTERS_OF_TYPO


def _mistyped(index: Index, kind: Kind, needle: Needle) -> Match:
    """Return what holds the nearest words: one edit away, failing that two.

    A neighbour of two edits must begin with the same letter unless the word is long: most words of
    four letters are two edits from some other.
    """
    for distance in (1, 2):
        near = _near_words(index.vocabulary(), needle.text, distance)
        found = _nearest(index, kind, near, distance)
        if found.scores:
            return found
    return Match((needle,), {})


def _near_words(vocabulary: Sequence[str], typed: str, distance: int) -> list[str]:
    """Return the words so many edits away, as a whole or in their first letters.

    Two letters changed round are one edit.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    whole = process.extract(
        typed, vocabulary, scorer=OSA.distance, score_cutoff=distance, limit=None
    )
    near = [vocabulary[place] for _, _, place in whole]
    if not near and distance == 1:
        begun = [word[: len(typed)] for word in vocabulary]
        found = process.extract(typed, begun, scorer=OSA.distance, score_cutoff=1, limit=None)
        near = [vocabulary[place] for _, _, place in found]
    is_free = distance == 1 or len(typed) >= _LETTERS_OF_TWO
    return [word for word in near if is_free or word[0] == typed[0]]


def _nearest(index: Index, kind: Kind, near: Sequence[str], distance: int) -> Match:
    """Return what holds any of these words."""
    scores: dict[int, float] = {}
    needles = []
    for word in near:
        needle = Needle.of(word, is_whole=True)
        places = index.matches(kind, needle)
        if places:
            needles.append(needle)
        for number, place in places.items():
            worth = SCORES[kind][place] * _TYPO - _SECOND_EDIT * (distance - 1)
            scores[number] = max(scores.get(number, 0.0), round(worth, 1))
    return Match(tuple(needles), scores, is_typo=True)


def likely_name(index: Index, term: Term, named: Mapping[str, Sequence[Kind]]) -> str | None:
    """Return the term that was probably meant by one whose name nobody here has."""
    kinds = named.get(term.field or "", ())
    needle = Needle.of(term.text)
    if not kinds or index.named(term.text, kinds)[0] or not _can_be_typo(needle):
        return None
    for kind in kinds:
        found = _mistyped(index, kind, needle)
        names = [number for number, score in found.scores.items() if score >= _TYPO_IN_NAME]
        if names:
            return str(Term(index.summary(names[0]).name, term.field, term.is_not))
    return None
