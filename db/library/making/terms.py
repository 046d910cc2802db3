"""The part that field terms ask for: of which events each value holds, and who is listed for it.

Beside the sets of events stand columns by event, in which facets are counted: who is listed because
of it, which values it has, from which day to which it can have happened. The sources follow the
events there, each as one event more, so that a source without facts is found by its language.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain

from pyroaring import BitMap

from db.dates import DaySpan
from db.library.making.periods import periods
from db.library.months import day_number
from db.library.numbered import Numbered, days_published
from db.library.parts import Tell
from db.library.schema import UNNAMED
from db.library.store import Store
from db.library.terms import days_of, languages_of, size_of, terms_of
from db.records import Kind, Source

COUNTED = (
    "type", "grade", "status", "from", "to", "person", "company", "speaker", "source", "lang", "is",
)  # fmt: skip
"""The fields of which each event's values stand in columns."""

LISTED: tuple[Kind, ...] = ("person", "company", "event", "source")
"""The kinds that have a list."""

MANY_EVENTS = 10_000
"""From so many events on, the counts of whole lists are written down."""

THROUGH_PARENTS = ("from", "to", "company", "lang")
"""The fields in which a value counts for the parents of a company, or language, too."""

OPEN_FIRST, OPEN_LAST = 0, 9999_12_31
"""The days of an open end, as numbers such as 2025_07_01."""

_TELL_EVERY = 1 << 14
_Values = list[tuple[str, str, bool]]


def write(connection: sqlite3.Connection, given: Numbered, tell: Tell) -> None:
    """Fill the tables of the part `terms`."""
    numbers = _numbers(given)
    held = list(_held(given, lambda done: tell(done * 0.6)))
    own: dict[tuple[str, str], list[int]] = defaultdict(list)
    more: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, values in zip(numbers, held, strict=True):
        for field, value, is_own in values:
            (own if is_own else more)[field, value].append(number)
    tell(0.7)
    rows = _listed(given)
    listed = dict(zip(numbers, rows, strict=True))
    spans = _spans(given)
    connection.executemany(
        "INSERT INTO term VALUES (?, ?, ?, ?, ?)",
        chain(
            _term_rows(own, more, listed), _period_rows(zip(numbers, spans, strict=True), listed)
        ),
    )
    connection.executemany("INSERT INTO amount VALUES (?, ?, ?, ?)", _amounts(given))
    tell(0.9)
    columns = {**_lists("listed", rows), **_days(numbers, spans), **_pairs(given, rows)}
    for field, coded in _coded(held).items():
        named = ((field, code, value) for value, code in coded.codes.items())
        connection.executemany("INSERT INTO facet VALUES (?, ?, ?)", named)
        columns |= {f"{field} starts": coded.starts.tobytes(), field: coded.values.tobytes()}
    connection.executemany("INSERT INTO term_column VALUES (?, ?)", columns.items())
    if len(given.events) > MANY_EVENTS:
        _write_counts(connection, given)


def _write_counts(connection: sqlite3.Connection, given: Numbered) -> None:
    """Write down the counts of whole lists, the largest results that there are."""
    from db.library.tally import KEPT, PERIODS, Tally  # late: brings numpy

    tally = Tally(Store(connection, lambda *_: None), given.spans, given.folds)
    for kind in LISTED:
        connection.executemany(
            "INSERT INTO tally VALUES (?, ?, ?, ?, ?)",
            [
                (kind, each.field, value, count, each.values)
                for each in tally.count(kind, None, None, (*COUNTED, *PERIODS), KEPT)
                for value, count in each.counts
            ],
        )


def _numbers(given: Numbered) -> Sequence[int]:
    """Return the events, and the sources after them."""
    return [*given.spans["event"].numbers, *given.spans["source"].numbers]


def _sources(given: Numbered) -> Iterator[Source]:
    records = (record for _, record in given.of_kind("source"))
    return (record for record in records if isinstance(record, Source))


def _held(given: Numbered, tell: Tell) -> Iterator[_Values]:
    """Return what holds of each event, each value once, and of each source."""
    ancestors = cache(given.ancestors)
    for done, (number, event) in enumerate(given.events):
        if not done % _TELL_EVERY:
            tell(done / len(given.events))
        held = dict.fromkeys(terms_of(event, given.quotes_of(event), ancestors))
        held.pop(("is", "retold", True), None)  # this and a dispute either side may say
        if number in given.folds:
            held["is", "retold", True] = None
        if given.disputes.get(number):
            held.pop(("is", "undisputed", True), None)
            held["is", "disputed", True] = None
        yield list(held)
    for source in _sources(given):
        yield [("source", source.id, True), *languages_of(source.lang)]


def _listed(given: Numbered) -> Sequence[tuple[int, ...]]:
    """Return who stands in a list because of each event: who takes part, and what tells it."""
    events = zip(given.ties, given.sources_of, strict=True)
    alone = ((number,) for number in given.spans["source"].numbers)
    return [*((*ties.roles, *sources) for ties, sources in events), *alone]


def _term_rows(
    own: Mapping[tuple[str, str], list[int]],
    more: Mapping[tuple[str, str], list[int]],
    listed: Mapping[int, tuple[int, ...]],
) -> Iterator[tuple[object, ...]]:
    """Return every value with the sets that it leads to."""
    for field, value in sorted(own.keys() | more.keys()):
        itself = BitMap(own.get((field, value), ()))
        every = itself | BitMap(more.get((field, value), ()))
        yield field, value, itself.serialize(), every.serialize(), _holders(every, listed)


def _period_rows(
    spans: Iterable[tuple[int, DaySpan | None]], listed: Mapping[int, tuple[int, ...]]
) -> Iterator[tuple[object, ...]]:
    """Return every month and year in the same way."""
    for field, value, events in periods([(number, span) for number, span in spans if span]):
        held = events.serialize()
        yield field, value, held, held, _holders(events, listed)


def _holders(events: BitMap, listed: Mapping[int, tuple[int, ...]]) -> bytes:
    """Return who is listed because of any of these events."""
    return BitMap(chain.from_iterable([listed[number] for number in events])).serialize()


def _amounts(given: Numbered) -> Iterator[tuple[object, ...]]:
    for number, event in given.events:
        if event.amount is not None:
            yield number, *size_of(event.amount)


class _Coded:
    """The values of one field by event, as numbers."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.starts = array("I", [0])
        self.values = array("I")


def _coded(held: Iterable[_Values]) -> Mapping[str, _Coded]:
    """Return the columns of all fields that are counted; those without a record are left out."""
    columns = {field: _Coded() for field in COUNTED}
    for values in held:
        for field, value, is_own in values:
            column = columns.get(field)
            if column is None or value.startswith(UNNAMED):
                continue
            if is_own or field in THROUGH_PARENTS:
                column.values.append(column.codes.setdefault(value, len(column.codes)))
        for column in columns.values():
            column.starts.append(len(column.values))
    return columns


def _lists(name: str, column: Sequence[Sequence[int]]) -> dict[str, bytes]:
    """Return lists of numbers as two columns: where each begins, and all of them in a row."""
    starts = array("I", accumulate((len(each) for each in column), initial=0))
    return {
        f"{name} starts": starts.tobytes(),
        name: array("I", chain.from_iterable(column)).tobytes(),
    }


def _pairs(given: Numbered, rows: Sequence[tuple[int, ...]]) -> dict[str, bytes]:
    """Return, by kind, who is listed because of which event: both as they are counted, from 0."""
    columns = {}
    for kind in ("person", "company", "source"):
        first, last = given.spans[kind]
        pairs = [
            (place, number - first)
            for place, numbers in enumerate(rows)
            for number in numbers
            if first <= number <= last
        ]
        columns[f"{kind} places"] = array("I", (place for place, _ in pairs)).tobytes()
        columns[f"{kind} rows"] = array("I", (row for _, row in pairs)).tobytes()
    return columns


def _spans(given: Numbered) -> Sequence[DaySpan | None]:
    """Return the days that each event, and each source, can be of."""
    events = (days_of(event) for _, event in given.events)
    return [*events, *(days_published(source.published) for source in _sources(given))]


def _days(numbers: Sequence[int], spans: Sequence[DaySpan | None]) -> dict[str, bytes]:
    """Return from which day to which each event can have happened, and both in their order."""
    columns = {}
    for name, days in (
        ("first", [_day(span, "first", OPEN_FIRST) for span in spans]),
        ("last", [_day(span, "last", OPEN_LAST) for span in spans]),
    ):
        columns[name] = array("I", (day or 0 for day in days)).tobytes()
        known = sorted(
            (day, number) for day, number in zip(days, numbers, strict=True) if day is not None
        )
        columns[f"{name} days"] = array("I", (day for day, _ in known)).tobytes()
        columns[f"{name} order"] = array("I", (number for _, number in known)).tobytes()
    undated = (number for span, number in zip(spans, numbers, strict=True) if span is None)
    columns["undated"] = BitMap(undated).serialize()
    return columns


def _day(span: DaySpan | None, side: str, otherwise: int) -> int | None:
    """Return one end of some days as a number; None for what is undated."""
    if span is None:
        return None
    day: str | None = getattr(span, side)
    return day_number(day) if day else otherwise
