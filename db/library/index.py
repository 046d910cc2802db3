"""What search and facets ask of the read model: numbers, candidates, orders and counts.

A record is a number here, by kind and then in file order, so that a result of any size is a list
of numbers and nothing is decoded before it is shown.
"""

# ruff: noqa: S608 — what is joined into SQL are names and clauses of ours, never a value

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from db.errors import NotFound
from db.library import hold, match
from db.library.hold import Condition
from db.library.match import Needle, Place, Span
from db.library.schema import SORTS
from db.library.store import Row, Store
from db.records import TABLES, Kind

PARTIES: tuple[Kind, ...] = ("company", "person")
"""The kinds that can take part in an event, the likelier meant one first."""

_REMEMBERED = 4096


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
    fold: int
    """The number of the happening that an event tells; of others, their own."""


class Index:
    """Candidates, orders and counts by number; ranks nothing."""

    def __init__(self, store: Store) -> None:
        """Read from a filled store."""
        self._store = store
        self._orders: dict[tuple[Kind, str], array[int]] = {}
        self._folds: dict[int, int] | None = None
        self._vocabulary: tuple[str, ...] | None = None
        self._numbers: dict[tuple[Kind, str], int] = {}
        self._within = lru_cache(_REMEMBERED)(partial(match.words_with, store))
        self._spans: dict[Kind, Span] = {kind: Span(1, 0) for kind in TABLES}
        rows = store.rows("SELECT kind, min(seq), max(seq) FROM record GROUP BY kind")
        self._spans.update({kind: Span(first, last) for kind, first, last in rows})

    def span(self, kind: Kind) -> Span:
        """Return the numbers of a kind."""
        return self._spans[kind]

    def number(self, kind: Kind, identifier: str) -> int | None:
        """Return the number under which a record is kept."""
        number = self._numbers.get((kind, identifier))
        if number is None:
            row = self._store.first(
                "SELECT seq FROM record WHERE kind = ? AND id = ?", kind, identifier
            )
            number = row[0] if row else None
        return number

    def remember(self, numbers: Mapping[tuple[Kind, str], int]) -> None:
        """Keep the numbers of records that are at hand, so that they need not be looked up."""
        if len(self._numbers) > _REMEMBERED:
            self._numbers = {}
        self._numbers.update(numbers)

    def ids(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of many records, in the order given."""
        rows = self._store.rows_about(
            numbers, "SELECT seq, id FROM chosen CROSS JOIN record USING (seq)"
        )
        names: dict[int, str] = dict(rows)
        return tuple(names[number] for number in numbers)

    def summary(self, number: int) -> Summary:
        """Return what a list shows of the record with this number; raises `NotFound`."""
        row = self._store.first(
            "SELECT kind, id, name, events, sources, disputes, coalesce(fold, seq)"
            " FROM record WHERE seq = ?",
            number,
        )
        if row is None:
            raise NotFound("record number", str(number))
        return Summary(*row)

    def names(self, number: int) -> tuple[str, ...]:
        """Return everything a record is called, its name first."""
        self._store.need("words")
        rows = self._store.rows("SELECT name FROM named WHERE seq = ? ORDER BY rowid", number)
        return tuple(row[0] for row in rows)

    def order(self, kind: Kind, sort: str | None = None) -> Sequence[int]:
        """Return all records of a kind in an order of `SORTS`; `-name` turns one round.

        Raises `KeyError` for an order that is none.
        """
        key = sort or next(iter(SORTS[kind]))
        if (kind, key) not in self._orders:
            chosen = SORTS[kind][key.removeprefix("-")]
            by = chosen.falling if key.startswith("-") else chosen.rising
            sql = f"SELECT seq FROM record WHERE kind = ? ORDER BY {by}"
            self._orders[kind, key] = array("Q", self._store.numbers(sql, kind))
        return self._orders[kind, key]

    def folds(self) -> Mapping[int, int]:
        """Return, for every event told more than once, the number of the happening it tells."""
        if self._folds is None:
            rows = self._store.rows(
                "SELECT seq, fold FROM record WHERE fold IN"
                " (SELECT fold FROM record WHERE fold NOT NULL AND fold != seq)"
            )
            self._folds = dict(rows)
        return self._folds

    def matches(self, kind: Kind, needle: Needle) -> dict[int, Place]:
        """Return the records of a kind that hold a needle, each with the best place."""
        return match.matches(self._store, self._spans, kind, needle, self._within)

    def vocabulary(self) -> tuple[str, ...]:
        """Return every word that any record is found by, for the search of mistyped ones."""
        if self._vocabulary is None:
            self._store.need("words")
            rows = self._store.rows("SELECT DISTINCT term FROM vocabulary ORDER BY term")
            self._vocabulary = tuple(row[0] for row in rows)
        return self._vocabulary

    def named(self, value: str, kinds: Iterable[Kind] = PARTIES) -> tuple[tuple[str, ...], bool]:
        """Return whom a name, alias, id or `kind/id` means, and whether it says so exactly.

        An id means that record alone; a name everyone called so; failing both, the beginning of a
        word means everyone whose names have it.
        """
        kind, slash, identifier = value.partition("/")
        wanted = [each for each in kinds if not slash or each == kind]
        for each in wanted:
            if self.number(each, identifier if slash else value) is not None:
                return (f"{each}/{identifier if slash else value}",), True
        found: dict[str, Place] = {}
        for each in wanted:
            for number, place in self.matches(each, Needle.of(value)).items():
                if place <= Place.WORD:
                    found[f"{each}/{self.summary(number).id}"] = place
        exact = tuple(name for name, place in found.items() if place is Place.EXACT)
        return exact or tuple(found), bool(exact)

    def values(self, field: str) -> tuple[str, ...]:
        """Return every value that a field has in this database, in order."""
        self._store.need("terms")
        rows = self._store.rows("SELECT DISTINCT value FROM term WHERE field = ? ORDER BY 1", field)
        return tuple(row[0] for row in rows)

    def events_where(self, kind: Kind, conditions: Sequence[Condition]) -> list[int]:
        """Return the events in which all conditions hold, for a list of this kind."""
        spans = [self._spans["event"], *([self._spans["source"]] if kind == "source" else [])]
        return hold.events_where(self._store, spans, conditions)

    def holders(self, kind: Kind, events: Collection[int]) -> list[int]:
        """Return the records of a kind that take part in these events, or tell them."""
        return hold.holders(self._store, self._spans, kind, events)

    def tally(self, kind: Kind, among: Collection[int], events: Collection[int]) -> list[Row]:
        """Count rows of a list by field and value; see `hold.tally`."""
        return hold.tally(self._store, self._spans, kind, among, events)
