"""Pairs -> scores: how likely two records are one, with the reasons for and against in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log2
from typing import Final, NamedTuple

from db.likeness.keys import WEIGHTS, initials, sign_of
from db.likeness.names import Form
from db.likeness.ties import Reason, Ties

LIKELY: Final = 40
"""The score, of 100, from which on a pair is listed."""

_SURE: Final = 100
_SINGLE: Final = 16
"""How much less it says of people that they share a name of one word."""

_FREQUENT: Final = 5
"""How much less a name says each time that twice as many have it."""


class Likeness(NamedTuple):
    """Two records that may be one."""

    keep: str
    """The one that more is told of, as `kind/id`."""
    other: str
    """The other one."""
    names: tuple[str, str]
    """What they are called."""
    score: int
    """How likely they are one, of 100."""
    reasons: tuple[str, ...]
    """What speaks for it, the strongest first."""
    doubts: tuple[str, ...]
    """What speaks against it, the strongest first."""


class Judge:
    """Compares records of one kind."""

    def __init__(self, named: dict[str, Sequence[Form]], ties: Ties, *, is_person: bool) -> None:
        """Count how many have each name."""
        self._named, self._ties, self._is_person = named, ties, is_person
        self._bearers = Counter(
            words
            for forms in named.values()
            for words in {word for form in forms for word in (form.ordered, *_in_short(form))}
        )

    def judged(self, one: str, other: str) -> Likeness | None:
        """Return how likely two records are one; None where that is not worth a line."""
        found = [*self._by_name(one, other), *self._ties.reasons(one, other)]
        score = min(sum(each.score for each in found), _SURE)
        if score < LIKELY or all(each.score <= 0 for each in found):
            return None
        keep, gone = sorted((one, other), key=self._worth)
        names = (self._ties.record(keep).name, self._ties.record(gone).name)
        weighed = sorted(found, key=lambda each: -abs(each.score))
        reasons = tuple(each.words for each in weighed if each.score > 0)
        doubts = tuple(each.words for each in weighed if each.score < 0)
        return Likeness(keep, gone, names, score, reasons, doubts)

    def _worth(self, reference: str) -> tuple[int, int, str]:
        """Order by how much is told of someone, so that an id with a number gives way."""
        return -self._ties.told(reference), len(reference), reference

    def _by_name(self, one: str, other: str) -> Iterable[Reason]:
        """Return the surest way in which the names of two are alike."""
        met = [
            (sign, here, there)
            for here in self._named[one]
            for there in self._named[other]
            if (sign := sign_of(here, there, is_person=self._is_person))
        ]
        if not met:
            return
        sign, here, there = max(met, key=lambda each: WEIGHTS[each[0]].score)
        score, words = WEIGHTS[sign]
        shared = {here.ordered, there.ordered}
        if sign == "initials":
            shared = set(_in_short(here)) & set(_in_short(there))
        bearers = max(self._bearers[each] for each in shared)
        score -= round(_FREQUENT * log2(max(bearers, 2) / 2))
        if self._is_person and min(len(here.words), len(there.words)) == 1:
            score -= _SINGLE
        yield Reason(max(score, 1), words.format(names=_both(here.text, there.text)))


def _in_short(form: Form) -> Iterator[str]:
    """Return the initials and family name that a name may be shortened to."""
    return (key.text for key in initials(form.words))


def _both(one: str, other: str) -> str:
    return one if one == other else f"{one} and {other}"
