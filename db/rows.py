"""The rows of a result, in order, as record numbers: any size of it costs a few sets.

A set of numbers walked upwards is a list in its usual order, so the best matches are one set, the
next best another, and the row at a place is found by counting, without any of the others.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from pyroaring import BitMap

    from db.library.index import Index


class Rows(Sequence[int]):
    """Record numbers in the order of a list."""

    @overload
    def __getitem__(self, place: int) -> int: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[int]: ...

    def __getitem__(self, place: int | slice) -> int | Sequence[int]:
        """Return the number at a place, or those at several."""
        if isinstance(place, slice):
            return [self.at(each) for each in range(*place.indices(len(self)))]
        size = len(self)
        if not -size <= place < size:
            raise IndexError(place)
        return self.at(place % size)

    @abstractmethod
    def at(self, place: int) -> int:
        """Return the number at a place that there is."""

    @abstractmethod
    def place_of(self, number: int) -> int | None:
        """Return where a record stands; None where it is not among the rows."""

    @abstractmethod
    def score(self, number: int) -> float:
        """Say how good a match a record is; 0 where no words were asked for."""


class Ordered(Rows):
    """Rows in the usual order of a list, or in one that was asked for."""

    def __init__(self, numbers: Sequence[int], scores: Mapping[float, BitMap]) -> None:
        """Take numbers in their order; a range is the whole list in its usual one."""
        self._numbers, self._scores = numbers, scores

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._numbers)

    def __iter__(self) -> Iterator[int]:
        """Walk the rows."""
        return iter(self._numbers)

    def at(self, place: int) -> int:
        """Return the number at a place that there is."""
        return self._numbers[place]

    def place_of(self, number: int) -> int | None:
        """Return where a record stands; None where it is not among the rows."""
        if isinstance(self._numbers, range):
            return self._numbers.index(number) if number in self._numbers else None
        return self._places.get(number)

    @cached_property
    def _places(self) -> Mapping[int, int]:
        return {number: place for place, number in enumerate(self._numbers)}

    def score(self, number: int) -> float:
        """Say how good a match a record is; 0 where no words were asked for."""
        return next((score for score, of in self._scores.items() if number in of), 0.0)


class Ranked(Rows):
    """Rows by how good a match they are, equals in the usual order of their list."""

    def __init__(self, scores: Mapping[float, BitMap]) -> None:
        """Take disjoint sets with their scores, the best first."""
        self._tiers = [(score, numbers) for score, numbers in scores.items() if numbers]
        self._ends = list(accumulate(len(numbers) for _, numbers in self._tiers))

    def __len__(self) -> int:
        """Count the rows."""
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[int]:
        """Walk the rows."""
        for _, numbers in self._tiers:
            yield from numbers

    def at(self, place: int) -> int:
        """Return the number at a place that there is."""
        begins = 0
        for (_, numbers), end in zip(self._tiers, self._ends, strict=True):
            if place < end:
                return numbers[place - begins]
            begins = end
        raise IndexError(place)

    def place_of(self, number: int) -> int | None:
        """Return where a record stands; None where it is not among the rows."""
        begins = 0
        for (_, numbers), end in zip(self._tiers, self._ends, strict=True):
            if number in numbers:
                return begins + numbers.rank(number) - 1
            begins = end
        return None

    def score(self, number: int) -> float:
        """Say how good a match a record is."""
        return next((score for score, numbers in self._tiers if number in numbers), 0.0)


def in_order(order: Sequence[int], among: BitMap) -> Sequence[int]:
    """Return some numbers as they stand in an order of all."""
    if isinstance(order, range):
        return among.to_array()
    return array("I", (number for number in order if number in among))


def told_once(order: Sequence[int], index: Index) -> Sequence[int]:
    """Keep, of each group of events that tells one happening, the first in an order."""
    folds, firsts = index.folds, dict[int, int]()
    if not folds:
        return order
    kept = (
        number
        for number in order
        if number not in folds or firsts.setdefault(folds[number], number) == number
    )
    return array("I", kept)


def first_tellings(shares: Mapping[float, BitMap], index: Index) -> dict[float, BitMap]:
    """Keep, of each group of events that tells one happening, the one with the best score.

    Equals keep the one that comes first in their usual order.
    """
    folds, seen = index.folds, set[int]()
    if not folds:
        return dict(shares)
    kept: dict[float, BitMap] = {}
    for score, numbers in shares.items():
        kept[score] = numbers.copy()
        for number in numbers & index.retold:
            if folds[number] in seen:
                kept[score].discard(number)
            seen.add(folds[number])
    return kept
