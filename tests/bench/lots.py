"""Drawing lots that come out the same every time: by weight, or from a long-tailed crowd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")

_STEP = 7919  # a prime: every place is met once before any is met twice


class Lots(Generic[T]):
    """Values of which some come oftener than others."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        """Take how much of the whole each value has."""
        self.values = tuple(weights)
        self._sums = tuple(accumulate(weights.values()))

    @classmethod
    def zipf(cls, values: Sequence[T], flat: float = 3.0) -> Lots[T]:
        """Let the first come most often, as words and names do; `flat` evens out the first few."""
        return cls({value: 1 / (rank + flat) for rank, value in enumerate(dict.fromkeys(values))})

    def one(self, rng: Random) -> T:
        """Draw one."""
        return rng.choices(self.values, cum_weights=self._sums)[0]

    def several(self, rng: Random, count: int) -> list[T]:
        """Draw several, the same one more than once."""
        return rng.choices(self.values, cum_weights=self._sums, k=count)


def crowd(rng: Random, size: int, lean: float) -> int:
    """Draw a number below `size`: a few come very often, most of them seldom."""
    return nth(int(size * rng.random() ** lean), size)


def nth(place: int, size: int) -> int:
    """Return a number below `size`: each once for all places, in an order of no meaning."""
    return (place * _STEP + 13) % size
