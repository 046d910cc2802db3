"""Records -> the list of those that may be one, the likeliest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from typing import Final, Literal, NamedTuple

from db import collector
from db.decided import decided
from db.decisions import redirects
from db.likeness.blocks import CROWD, pairs
from db.likeness.judging import Judge, Likeness
from db.likeness.names import Form, forms
from db.likeness.ties import Ties, marks
from db.records import Company, Person, Records

Party = Literal["person", "company"]

PARTIES: Final[tuple[Party, ...]] = ("person", "company")
"""The kinds that can be one and the same."""

_BLOCKED: Final = 0.4
"""How much of the work is done when it is known who is compared with whom."""

_TELL_EVERY: Final = 1 << 10


class Duplicates(NamedTuple):
    """Who may be one and the same."""

    found: Sequence[Likeness]
    """The pairs, the likeliest first."""
    crowds: int
    """How many names so many have that of those only some are compared."""

    def as_json(self, limit: int | None = None) -> dict[str, object]:
        """Return the list as a document of plain values."""
        items = [_document(each) for each in self.found[:limit]]
        return {
            "total": len(self.found),
            "returned": len(items),
            "crowds": self.crowds,
            "items": items,
        }


def duplicates(
    records: Records,
    kinds: Sequence[Party] = PARTIES,
    tell: Callable[[float], None] = lambda _: None,
) -> Duplicates:
    """Return who may be one and the same, and was neither merged nor decided to be different.

    `tell` hears how much of it is done, from 0 to 1.
    """
    with collector.at_rest():
        shown = decided(records)
        lists = [_Listing(shown, kind) for kind in kinds]
        different, ties = _different(records), Ties(shown)
        found: list[Likeness] = []
        for at, some in enumerate(lists):
            found += some.likely(ties, different, partial(_told, tell, at, len(lists)))
        found.sort(key=lambda each: (-each.score, each.names, each.keep, each.other))
        return Duplicates(found, sum(some.crowds for some in lists))


class _Listing:
    """Finds the likely pairs of one kind."""

    def __init__(self, records: Records, kind: Party) -> None:
        self._table: Mapping[str, Person | Company] = (
            records.people if kind == "person" else records.companies
        )
        self._kind = kind
        self.crowds = 0

    def likely(
        self, ties: Ties, different: set[frozenset[str]], tell: Callable[[float], None]
    ) -> Iterator[Likeness]:
        """Return the pairs that are likely enough to be listed."""
        is_person = self._kind == "person"
        named: dict[str, Sequence[Form]] = {
            f"{self._kind}/{name}": forms(each) for name, each in self._table.items()
        }
        references = list(named)
        by_name = pairs(
            list(named.values()), is_person=is_person, shared=lambda at: ties.shared(references[at])
        )
        self.crowds = by_name.crowds
        met = {(references[one], references[other]) for one, other in by_name.found}
        met |= _tied(self._table, self._kind)
        judge = Judge(named, ties, is_person=is_person)
        for done, (one, other) in enumerate(sorted(met)):
            if not done % _TELL_EVERY:
                tell(_BLOCKED + (1 - _BLOCKED) * done / len(met))
            if frozenset((one, other)) not in different:
                likeness = judge.judged(one, other)
                if likeness is not None:
                    yield likeness
        tell(1.0)


def _told(tell: Callable[[float], None], at: int, of: int, done: float) -> None:
    """Tell how much of the whole is done when so much of one part is."""
    tell((at + done) / of)


def _tied(table: Mapping[str, Person | Company], kind: Party) -> set[tuple[str, str]]:
    """Return the pairs that share an identifier or a page, whatever they are called."""
    known: dict[str, list[str]] = defaultdict(list)
    for name, record in table.items():
        for mark in marks(record):
            known[mark].append(f"{kind}/{name}")
    few = (owners for owners in known.values() if len(owners) <= CROWD)
    return {pair for owners in few for pair in combinations(owners, 2)}


def _different(records: Records) -> set[frozenset[str]]:
    """Return the pairs that are decided to be different, as they are shown now."""
    leads = redirects(records.decisions.values())
    return {
        frozenset(leads.get(one, one) for one in each.pair)
        for each in records.decisions.values()
        if each.action == "distinct"
    }


def _document(likeness: Likeness) -> dict[str, object]:
    sides = zip((likeness.keep, likeness.other), likeness.names, strict=True)
    keep, other = ({"view": view, "name": name} for view, name in sides)
    return {
        "score": likeness.score,
        "keep": keep,
        "other": other,
        "for": list(likeness.reasons),
        "against": list(likeness.doubts),
    }
