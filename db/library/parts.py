"""The parts of the read model, each kept by itself: what is not asked for costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

Part = Literal["records", "words", "terms", "orders"]
"""Records to look at, words to find them by, fields to ask for, orders to sort by."""

PARTS: tuple[Part, ...] = ("records", "words", "terms", "orders")
"""All parts in the order in which they are needed: lists stand as soon as the first is there."""

Tell = Callable[[float], None]
"""Is told how much of a part is written, from 0 to 1."""
