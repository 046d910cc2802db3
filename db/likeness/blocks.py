"""All names of a database -> the pairs worth a look: those that share a key.

Comparing everyone with everyone takes 5,000,000,000 comparisons for 100,000 people. A name has some
dozens of keys; only those that share one are compared. Of a key that a crowd shares, such as the
name of a thousand people, only those are compared that share something besides their name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise, product
from typing import Final, NamedTuple

import numpy as np

from db.likeness.keys import Key, keys
from db.likeness.names import Form

Pair = tuple[int, int]
"""Two records by their places, the smaller first."""

CROWD: Final = 24
"""From so many on those who share a key are a crowd."""


class Block(NamedTuple):
    """Records that share a key."""

    full: Sequence[int]
    """Those that have it, or have it in full."""
    short: Sequence[int] = ()
    """Those that have it in short, and are compared with the others alone."""
    is_name: bool = False
    """Whether what they share is a whole name."""

    @property
    def is_crowd(self) -> bool:
        """Whether comparing all of them would take too long, and would list too many."""
        return len(self.full) + len(self.short) > CROWD

    def pairs(self) -> Iterator[Pair]:
        """Return who is compared with whom."""
        met = product(self.full, self.short) if self.short else combinations(self.full, 2)
        return ((min(pair), max(pair)) for pair in met if pair[0] != pair[1])


class Pairs(NamedTuple):
    """The pairs worth a look, and what was not looked at."""

    found: set[Pair]
    """The pairs."""
    crowds: int
    """How many names so many have that of those only the ones with something else in common
    are compared."""


def pairs(
    named: Sequence[Sequence[Form]],
    *,
    is_person: bool,
    shared: Callable[[int], Iterable[Hashable]],
) -> Pairs:
    """Return the pairs worth a look.

    `shared` tells what a record has besides its name; it is asked of those in crowds alone.
    """
    found: set[Pair] = set()
    crowds = 0
    for block in blocks(named, is_person=is_person):
        if block.is_crowd:
            crowds += block.is_name
            for part in _parted(block, shared):
                found.update(part.pairs())
        else:
            found.update(block.pairs())
    return Pairs(found, crowds)


def blocks(named: Sequence[Sequence[Form]], *, is_person: bool) -> Iterator[Block]:
    """Return who shares a key, key by key."""
    members: list[tuple[int, Key]] = []
    marks: list[int] = []
    for owner, names in enumerate(named):
        for key in {key for form in names for key in keys(form, is_person=is_person)}:
            marks.append(hash((key.sign, key.text)))
            members.append((owner, key))
    numbers = np.array(marks, dtype=np.int64)
    order = np.argsort(numbers, kind="stable")
    ends = (np.flatnonzero(np.diff(numbers[order])) + 1).tolist()
    places = order.tolist()
    for begin, end in pairwise((0, *ends, len(marks))):
        if end - begin > 1:
            yield from _block([members[at] for at in places[begin:end]])


def _block(members: Sequence[tuple[int, Key]]) -> Iterator[Block]:
    """Return those who share one key as a block, if there is anybody to compare."""
    key = members[0][1]
    if not key.side:
        yield Block([owner for owner, _ in members], is_name=key.sign == "order")
        return
    full, short = ([owner for owner, each in members if each.side == side] for side in (1, 2))
    if full and short:
        yield Block(full, short)


def _parted(block: Block, shared: Callable[[int], Iterable[Hashable]]) -> Iterator[Block]:
    """Part a crowd into those who share something besides; crowds again are let go."""
    full: dict[Hashable, list[int]] = defaultdict(list)
    short: dict[Hashable, list[int]] = defaultdict(list)
    for some, owners in ((full, block.full), (short, block.short)):
        for owner in owners:
            for each in set(shared(owner)):
                some[each].append(owner)
    for each, owners in full.items():
        part = Block(owners, short[each]) if block.short else Block(owners)
        if not part.is_crowd and (part.short or not block.short):
            yield part
