"""Conditions that hold of one and the same event, and who takes part in such events.

A source stands among the events of the list of sources as one more "event", with its language and
date of publication, so that one without facts is still found by them.
"""

# ruff: noqa: S608 — what is joined into SQL are names and clauses of ours, never a value

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from db.dates import FIRST_DAY, LAST_DAY, DaySpan
from db.library.match import Span
from db.library.schema import PARTS, UNNAMED
from db.library.store import Row, Store
from db.records import Kind

MONTH = 7
"""The length of an ISO month; the days of a month begin with it."""

YEAR = 4
"""The length of an ISO year."""


class Among(NamedTuple):
    """A field has one of these values."""

    field: str
    """The field: type, to, grade …"""
    values: tuple[str, ...]
    """What it may be; participants as `company/meta`."""
    words: str = ""
    """Folded words that may stand for someone without a record; "" for none."""
    is_own: bool = False
    """Whether a parent's value does not count."""
    is_not: bool = False
    """Whether it must not hold."""


class During(NamedTuple):
    """The event can have fallen into these days."""

    span: DaySpan
    """The days."""
    is_not: bool = False
    """Whether it must not hold."""


class Sized(NamedTuple):
    """The figures that the event names reach into this range."""

    low: float | None
    """The least; None is open."""
    high: float | None
    """The most; None is open."""
    units: tuple[str, ...] = ()
    """The units that count; empty for any."""
    is_not: bool = False
    """Whether it must not hold."""


Condition = Among | During | Sized


def events_where(store: Store, spans: Sequence[Span], conditions: Sequence[Condition]) -> list[int]:
    """Return the events, of these ranges of numbers, in which all conditions hold."""
    if conditions:
        store.need("terms")
    ranges = " OR ".join("seq BETWEEN ? AND ?" for _ in spans)
    values: list[object] = [end for span in spans for end in (span.first, span.last)]
    clauses = [f"({ranges})"]
    for condition in conditions:
        sql, more = _clause(condition)
        negated = "NOT " if condition.is_not else ""
        clauses.append(f"seq {negated}IN ({sql})")
        values.extend(more)
    return store.numbers(f"SELECT seq FROM record WHERE {' AND '.join(clauses)}", *values)


def _clause(condition: Condition) -> tuple[str, list[object]]:
    """Return one condition as a query for event numbers."""
    if isinstance(condition, During):
        return (
            "SELECT event FROM fact WHERE first <= ? AND final >= ?",
            [condition.span.last or LAST_DAY, condition.span.first or FIRST_DAY],
        )
    if isinstance(condition, Sized):
        return _size_clause(condition)
    marks = ", ".join("?" * len(condition.values))
    own = " AND own" if condition.is_own else ""
    sql = f"SELECT event FROM term WHERE field = ? AND value IN ({marks}){own}"
    values: list[object] = [condition.field, *condition.values]
    if condition.words:
        sql += (
            " UNION SELECT event FROM term WHERE field = ?"
            f" AND value >= '{UNNAMED}' AND value < '~!' AND instr(value, ' ' || ?)"
        )
        values += [condition.field, condition.words]
    return sql, values


def _size_clause(condition: Sized) -> tuple[str, list[object]]:
    """Return a range of amounts as a query for event numbers."""
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
    return f"SELECT event FROM fact WHERE {' AND '.join(clauses)}", values


def pairs_of(spans: dict[Kind, Span], kind: Kind) -> str:
    """Return the query for which record of a kind stands in a list because of which event."""
    if kind == "event":
        return "SELECT fold AS hit, seq AS event, seq AS member FROM record WHERE kind = 'event'"
    if kind == "source":
        return (
            "SELECT source AS hit, event, source AS member FROM cite WHERE source NOT NULL"
            " UNION SELECT seq, seq, seq FROM record WHERE kind = 'source'"
        )
    span = spans[kind]
    return (
        f"SELECT party AS hit, event, party AS member FROM link WHERE part = {PARTS['role']}"
        f" AND party BETWEEN {span.first} AND {span.last}"
    )


def holders(
    store: Store, spans: dict[Kind, Span], kind: Kind, events: Collection[int]
) -> list[int]:
    """Return the records of a kind that take part in these events, or are cited by them."""
    return [
        row[0]
        for row in store.rows_about(
            events,
            f"SELECT DISTINCT member FROM ({pairs_of(spans, kind)})"
            " WHERE event IN (SELECT seq FROM chosen)",
        )
    ]


def tally(
    store: Store,
    spans: dict[Kind, Span],
    kind: Kind,
    among: Collection[int],
    events: Collection[int],
) -> list[Row]:
    """Count, for each field and value, the rows of a list that an event with it would leave.

    `among` are the rows that the bare words leave; `events` those in which the field
    terms hold. Returns rows of field, value, count.
    """
    store.need("terms")
    chosen = set(events)
    pairs = (
        "CREATE TEMP TABLE pair AS "
        f"SELECT hit, event, member FROM ({pairs_of(spans, kind)})"
        " WHERE event IN (SELECT seq FROM chosen)"
    )
    with store.holding():
        store.rows("DROP TABLE IF EXISTS pair")
        store.rows_about(chosen, pairs)
        store.rows_about(among, "DELETE FROM pair WHERE member NOT IN (SELECT seq FROM chosen)")
        counted = store.rows(
            "SELECT field, value, count(DISTINCT hit) FROM pair JOIN term USING (event)"
            " WHERE own = 1 OR field IN ('from', 'to', 'company') GROUP BY field, value"
        )
        return counted + _tally_dates(store)


def _tally_dates(store: Store) -> list[Row]:
    """Count by year and by month: for each that a date names, whatever can fall into it."""
    found: list[Row] = []
    for field, width, first, last in (
        ("year", YEAR, "-01-01", "-12-31"),
        ("month", MONTH, "-01", "-31"),
    ):
        found += store.rows(
            "WITH known AS (SELECT DISTINCT first, final FROM pair JOIN fact USING (event)"
            "   WHERE first NOT NULL),"
            " period AS (SELECT substr(first, 1, ?1) AS value FROM known"
            "   WHERE first != '' AND (?1 = 4 OR substr(first, 1, ?1) = substr(final, 1, ?1))"
            "  UNION SELECT substr(final, 1, ?1) FROM known"
            "   WHERE final != '9999' AND (?1 = 4 OR first = ''))"
            " SELECT ?2, value, count(DISTINCT hit) FROM period JOIN fact"
            "   ON first <= value || ?4 AND final >= value || ?3 JOIN pair USING (event)"
            " GROUP BY value",
            width,
            field,
            first,
            last,
        )
    return found
