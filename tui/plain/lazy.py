"""A sequence whose members are made when they are asked for: most rows of a long list never are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

_T = TypeVar("_T")


class Lazy(Sequence[_T]):
    """So many members, and what makes each of them."""

    def __init__(self, size: int, make: Callable[[int], _T]) -> None:
        """Make nothing yet."""
        self._size, self._make = size, make

    def __len__(self) -> int:
        """Return how many there are."""
        return self._size

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> list[_T]: ...
    def __getitem__(self, at: int | slice) -> _T | list[_T]:
        """Make one member, or those of a slice."""
        numbers = range(self._size)[at]
        return self._make(numbers) if isinstance(numbers, int) else list(map(self._make, numbers))
