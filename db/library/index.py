"""What search and facets ask of the read model: sets of record numbers, orders and counts.

A record is a number here, and a result of any size is a set of them in a few bytes; nothing is
decoded before it is shown. What a part of the read model is not asked for, is not read.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from db.errors import NotFound
from db.library.numbered import Span
from db.library.sorts import SORTS
from db.library.store import Store, list_of
from db.records import TABLES, Kind

if TYPE_CHECKING:
    from pyroaring import BitMap

    from db.library.conditions import Condition
    from db.library.hold import Holder
    from db.library.match import Matcher, Needle, Tier
    from db.library.tally import Tallied, Tally
    from db.library.vocabulary import Vocabulary

PARTIES: tuple[Kind, ...] = ("company", "person")
"""The kinds that can take part in an event, the likelier meant one first."""

_REMEMBERED = 4096
_ORDERS_KEPT = 4
_ASKED_AT_ONCE = 500


SUMMARY = ("seq", "id", "name", "events", "sources", "disputes", "quotes")
"""The columns that a summary is made of, the number first."""


class Summary(NamedTuple):
    """What a list shows of a record without decoding it."""

    kind: Kind
    """What it is."""
    id: str
    """The record's id."""
    name: str
    """Its name, title or summary."""
    events: int
    """The events about it; of an event, how often the happening is told."""
    sources: int
    """The sources that tell them."""
    disputes: int
    """The disputes among them."""
    quotes: int
    """The quotes of an event or source."""


class Index:
    """Candidates, orders and counts by number; ranks nothing."""

    def __init__(self, store: Store, searching: Store | None = None) -> None:
        """Read records from one store, and search in another where there is one.

        A search that runs in a thread of its own then keeps nobody waiting, and can be stopped.
        Both are closed with the index, so that no replaced copy stays open or cannot be removed.
        """
        self._store, self._searching = store, searching or store
        for each in (store, self._searching):  # what is remembered of it is in rings, and stays on
            weakref.finalize(self, each.close)
        self._orders: dict[tuple[Kind, str], Sequence[int]] = {}
        self._numbers: dict[tuple[Kind, str], int] = {}
        self._summaries: dict[int, Summary] = {}
        self._spans: dict[Kind, Span] = {kind: Span(1, 0) for kind in TABLES}
        rows = store.rows("SELECT kind, first, last FROM span")
        self._spans.update({kind: Span(first, last) for kind, first, last in rows})

    # Records by number

    def span(self, kind: Kind) -> Span:
        """Return the numbers of a kind."""
        return self._spans[kind]

    def kind_of(self, number: int) -> Kind:
        """Return what kind of record has a number; raises `NotFound`."""
        for kind, span in self._spans.items():
            if span.first <= number <= span.last:
                return kind
        raise NotFound("record number", str(number))

    def number(self, kind: Kind, identifier: str) -> int | None:
        """Return the number under which a record is kept; of one that was merged, the other's."""
        number = self._numbers.get((kind, identifier))
        if number is None:
            span = self._spans[kind]
            row = self._store.first(
                "SELECT seq FROM record WHERE id = ? AND seq BETWEEN ? AND ?", identifier, *span
            )
            if row is None:
                sql = "SELECT seq FROM merger WHERE gone = ?"
                row = self._store.first(sql, f"{kind}/{identifier}")
            if row is None:
                return None
            number = row[0]
            self.remember({(kind, identifier): number})
        return number

    def remember(self, numbers: Mapping[tuple[Kind, str], int]) -> None:
        """Keep the numbers of records that are at hand, so that they need not be looked up."""
        if len(self._numbers) > _REMEMBERED:
            self._numbers = {}
        self._numbers.update(numbers)

    def ids(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of many records, in the order given."""
        if isinstance(numbers, range):
            ends = (numbers.start, numbers.stop - 1)
            rows = self._store.rows(
                "SELECT id FROM record WHERE seq BETWEEN ? AND ? ORDER BY seq", *ends
            )
            return tuple(row[0] for row in rows)
        rows = self._store.rows_of(numbers, "SELECT seq, id FROM record WHERE seq IN")
        found: dict[int, str] = dict(rows)
        return tuple(found[number] for number in numbers)

    def names(self, references: Iterable[str]) -> Mapping[str, str]:
        """Return what many `kind/id` are called; those that name nothing are left out."""
        found: dict[str, str] = {}
        wanted = list(references)
        for kind, span in self._spans.items():
            ids = [each.partition("/")[2] for each in wanted if each.startswith(f"{kind}/")]
            for start in range(0, len(ids), _ASKED_AT_ONCE):
                some = ids[start : start + _ASKED_AT_ONCE]
                marks = ", ".join("?" * len(some))
                sql = f"SELECT id, name FROM record WHERE id IN ({marks}) AND seq BETWEEN ? AND ?"  # noqa: S608 — question marks
                rows = self._store.rows(sql, *some, *span)
                found |= {f"{kind}/{identifier}": name for identifier, name in rows}
        return found

    def summary(self, number: int) -> Summary:
        """Return what a list shows of the record with this number; raises `NotFound`."""
        found = self._summaries.get(number)
        if found is None:
            self.kind_of(number)
            sql = f"SELECT {', '.join(SUMMARY)} FROM record WHERE seq = ?"  # noqa: S608 — names
            found = self.summarised(self._store.rows(sql, number)[0])
        return found

    def summarised(self, row: Sequence[Any]) -> Summary:
        """Return and keep the summary of a row that has the columns of `SUMMARY`."""
        if len(self._summaries) > _REMEMBERED:
            self._summaries = {}
        number, *rest = row
        found = self._summaries[number] = Summary(self.kind_of(number), *rest)
        return found

    # Lists

    def order(self, kind: Kind, sort: str | None = None) -> Sequence[int]:
        """Return all records of a kind in an order of `SORTS`; `-name` turns one round.

        Raises `KeyError` for an order that is none.
        """
        usual = next(iter(SORTS[kind]))
        if sort is None or sort == usual:
            return self._spans[kind].numbers
        _ = SORTS[kind][sort.removeprefix("-")]
        known = self._orders  # its own name, as another thread may begin a new one meanwhile
        if (kind, sort) not in known:
            self._searching.need("orders")
            row = self._searching.first(
                "SELECT numbers FROM ordering WHERE kind = ? AND sort = ?", kind, sort
            )
            if len(known) >= _ORDERS_KEPT:
                known = self._orders = {}
            known[kind, sort] = list_of(row[0] if row else None)
        return known[kind, sort]

    @cached_property
    def folds(self) -> Mapping[int, int]:
        """For every event told more than once, the number of the happening it tells."""
        return dict(self._store.rows("SELECT seq, fold FROM happening"))

    @cached_property
    def happenings(self) -> int:
        """How many happenings the events tell."""
        again = len(self.folds) - len(set(self.folds.values()))
        return self._spans["event"].size - again

    @cached_property
    def retold(self) -> BitMap:
        """Every event that is told more than once."""
        from pyroaring import BitMap  # late: a list of people needs none

        return BitMap(self.folds)

    # Words

    def tiers(self, kind: Kind, needle: Needle) -> list[Tier]:
        """Return the records of a kind that hold a needle, by the best place it is in."""
        return self._matcher.tiers(kind, needle)

    def whole(self, kind: Kind, needle: Needle) -> list[Tier]:
        """Return the records of a kind that are called so, or whose names begin so."""
        return self._matcher.whole(kind, needle)

    @property
    def vocabulary(self) -> Vocabulary:
        """Every word that any record is found by, for the search of mistyped ones."""
        return self._matcher.vocabulary

    def named(self, value: str, kinds: Iterable[Kind] = PARTIES) -> tuple[tuple[str, ...], bool]:
        """Return whom a name, alias, id or `kind/id` means, and whether it says so exactly.

        An id means that record alone; a name everyone called so; failing both, the beginning of a
        word means everyone whose names have it.
        """
        from db.library.match import Needle, Place

        kind, slash, identifier = value.partition("/")
        wanted = [each for each in kinds if not slash or each == kind]
        for each in wanted:
            number = self.number(each, identifier if slash else value)
            if number is not None:
                return (f"{each}/{self.summary(number).id}",), True
        found: list[str] = []
        for place in (Place.EXACT, Place.PREFIX, Place.WORD):
            for each in wanted:
                tiers = dict(self.tiers(each, Needle.of(value)))
                numbers = list(tiers.get(place, ()))
                found += (f"{each}/{name}" for name in self.ids(numbers))
            if place is Place.EXACT and found:
                return tuple(found), True
        return tuple(found), False

    # Fields

    def values(self, field: str) -> tuple[str, ...]:
        """Return every value that a field has in this database, in order."""
        self._searching.need("terms")
        sql = "SELECT value FROM term WHERE field = ? ORDER BY value"
        return tuple(row[0] for row in self._searching.rows(sql, field))

    def events_where(self, kind: Kind, conditions: Sequence[Condition]) -> BitMap:
        """Return the events in which all conditions hold, for a list of this kind."""
        return self._holder.events_where(kind, conditions)

    def holders(self, kind: Kind, events: BitMap) -> BitMap:
        """Return the records of a kind that take part in these events, or tell them."""
        return self._holder.holders(kind, events)

    def holders_where(self, kind: Kind, condition: Condition) -> BitMap:
        """Return the records of a kind with an event of which a condition holds."""
        return self._holder.holders_where(kind, condition)

    def tally(
        self,
        kind: Kind,
        among: BitMap | None,
        events: BitMap | None,
        fields: Sequence[str],
        most: int | None = None,
    ) -> list[Tallied]:
        """Count, for each value of some fields, the rows of a list that an event with it leaves.

        `among` are the records that the bare words leave, `events` those of which the field terms
        hold; None is all of them. Of each field the `most` frequent values are named.
        """
        return self._tally.count(kind, among, events, fields, most)

    # Within

    def giving_way(self, is_stale: Callable[[], bool]) -> AbstractContextManager[None]:
        """Search only as long as somebody waits for it; raises `Superseded` where nobody does."""
        return self._searching.giving_way(is_stale)

    def interrupt(self) -> None:
        """Stop the search that runs, for whoever has just made it stale."""
        self._searching.interrupt()

    @cached_property
    def _matcher(self) -> Matcher:
        from db.library.match import Matcher  # late: a list alone needs none of it

        self._searching.need("words")
        return Matcher(self._searching, self._spans)

    @cached_property
    def _holder(self) -> Holder:
        from db.library.hold import Holder  # late: as above

        self._searching.need("terms")
        return Holder(self._searching, self._spans)

    @cached_property
    def _tally(self) -> Tally:
        from db.library.tally import Tally  # late: brings numpy, which counting alone needs

        self._searching.need("terms")
        return Tally(self._searching, self._spans, self.folds)
