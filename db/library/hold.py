"""Conditions that hold of one and the same event, and who is listed because of such events.

A source stands among the events of the list of sources as one more "event", with its language and
date of publication, so that one without facts is still found by them.
"""

# ruff: noqa: S608 — what is joined into SQL are names and clauses of ours, never a value

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

from pyroaring import BitMap

from db.dates import DaySpan
from db.library.columns import Columns
from db.library.conditions import Among, Condition, During, Sized
from db.library.months import Months, day_number, month_of
from db.library.numbered import Span
from db.library.schema import UNNAMED
from db.library.store import Store
from db.records import Kind

_REMEMBERED = 64


class Holder:
    """Answers which events conditions hold of, from the part `terms`."""

    def __init__(self, store: Store, spans: dict[Kind, Span]) -> None:
        """Read from a store that has the part."""
        self._store, self._spans = store, spans
        self._ranges = {kind: BitMap(span.numbers) for kind, span in spans.items()}
        self._columns = Columns(store, "term_column")
        self._events = lru_cache(_REMEMBERED)(self._events_of)

    def events_where(self, kind: Kind, conditions: Sequence[Condition]) -> BitMap:
        """Return the events, for a list of this kind, in which all conditions hold."""
        found = self._ranges["event"]
        if kind == "source":
            found = found | self._ranges["source"]
        for condition in conditions:
            if not found:
                break
            holding = self._events(condition._replace(is_not=False))
            found = found - holding if condition.is_not else found & holding
        return found

    def holders(self, kind: Kind, events: BitMap) -> BitMap:
        """Return the records of a kind that take part in these events, or tell them."""
        if kind == "event":
            return events & self._ranges[kind]
        places = [*map(self._place, events)]
        return self._columns.spread("listed", places) & self._ranges[kind]

    def holders_where(self, kind: Kind, condition: Condition) -> BitMap:
        """Return the records of a kind that have an event of which one condition holds."""
        if kind == "event" or getattr(condition, "is_own", False):
            return self._held_by(kind, condition)
        if isinstance(condition, Among):
            return self._union(condition, "holders") & self._ranges[kind]
        months = self._months_of(condition)
        if months is not None:
            return self._periods(months, "holders") & self._ranges[kind]
        return self._held_by(kind, condition)

    def _held_by(self, kind: Kind, condition: Condition) -> BitMap:
        """Return the same by way of the events."""
        return self.holders(kind, self.events_where(kind, [condition._replace(is_not=False)]))

    def _place(self, number: int) -> int:
        """Return where an event stands in the columns; the sources follow the events."""
        events, sources = self._spans["event"], self._spans["source"]
        if number <= events.last:
            return number - events.first
        return events.size + number - sources.first

    def _events_of(self, condition: Condition) -> BitMap:
        """Return the events in which one condition holds, whether or not it is turned round."""
        if isinstance(condition, During):
            months = self._months_of(condition)
            return self._during(condition.span) if months is None else self._periods(months, "own")
        if isinstance(condition, Sized):
            return self._sized(condition)
        return self._union(condition, "own" if condition.is_own else "every")

    def _union(self, condition: Among, column: str) -> BitMap:
        """Return what all the values of a condition lead to."""
        marks = ", ".join("?" * len(condition.values))
        sql = f"SELECT {column} FROM term WHERE field = ? AND value IN ({marks})"
        rows = self._store.rows(sql, condition.field, *condition.values)
        if condition.words:
            rows += self._store.rows(
                f"SELECT {column} FROM term WHERE field = ?"
                f" AND value >= '{UNNAMED}' AND value < '~!' AND instr(value, ' ' || ?)",
                condition.field,
                condition.words,
            )
        return BitMap().union(*[BitMap.deserialize(row[0]) for row in rows])

    def _months_of(self, condition: Condition) -> Months | None:
        """Return the whole months that a condition asks for, where it does."""
        known = self._months
        return Months.of(condition.span, known) if known and isinstance(condition, During) else None

    @cached_property
    def _months(self) -> Months | None:
        """The months that anything is dated to."""
        sql = "SELECT min(value), max(value) FROM term WHERE field = 'month'"
        first, last = self._store.rows(sql)[0]
        return Months(month_of(first), month_of(last)) if first else None

    def _periods(self, months: Months, column: str) -> BitMap:
        """Return what can have fallen into some months, or who is listed for it."""
        sql = f"SELECT {column} FROM term WHERE field = ? AND value = ?"
        rows = [self._store.first(sql, *period) for period in months.periods()]
        return BitMap().union(*[BitMap.deserialize(row[0]) for row in rows if row])

    def _during(self, span: DaySpan) -> BitMap:
        """Return the events that can have fallen into some days."""
        found = self._dated
        if span.last:
            days, order = self._columns.numbers("first days"), self._columns.numbers("first order")
            found = found & BitMap(order[: bisect_right(days, day_number(span.last))])
        if span.first:
            days, order = self._columns.numbers("last days"), self._columns.numbers("last order")
            found = found & BitMap(order[bisect_left(days, day_number(span.first)) :])
        return found

    @cached_property
    def _dated(self) -> BitMap:
        undated = BitMap.deserialize(self._columns.bytes_of("undated"))
        return (self._ranges["event"] | self._ranges["source"]) - undated

    def _sized(self, condition: Sized) -> BitMap:
        """Return the events whose amounts reach into a range."""
        clauses, values = ["low NOT NULL"], list[object]()
        if condition.low is not None:
            clauses.append("high >= ?")
            values.append(condition.low)
        if condition.high is not None:
            clauses.append("low <= ?")
            values.append(condition.high)
        if condition.units:
            clauses.append(f"unit IN ({', '.join('?' * len(condition.units))})")
            values.extend(condition.units)
        sql = f"SELECT event FROM amount WHERE {' AND '.join(clauses)}"
        return BitMap(self._store.numbers(sql, *values))
