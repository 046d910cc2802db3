"""CSV: a file a table, a row a record, a column a field, for spreadsheets and statistics.

A field with parts has a column for each: `date` holds the words, `date_earliest` the first day. Who
takes part in an event stands in `roles` as it is kept, and by name in a column for each usual role;
beside it are the words that say so. `db.export.cells` says how a cell is written. Lines end as RFC
4180 has them.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence

from db.codec import TYPES, hints_of, plain
from db.export.cells import defused, listed
from db.export.formats import Document
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.records import TABLES, Event, Record, Role

ROLES = ("person", "from", "to", "by", "about", "heard-by")
"""The roles that have a column of names."""

_SEEN_FIRST = 3
"""How many columns of an event stand before those for a person to read."""

_BATCH = 1000


class Column(typing.NamedTuple):
    """One column of a table."""

    name: str
    """Its heading."""
    cell: Callable[[typing.Any], str]
    """What it holds of a record."""


def write(selection: Selection, left: LeftOut) -> Iterator[Document]:  # noqa: ARG001 — all is said
    """Yield a document for each table."""
    for kind, table in TABLES.items():
        named = [*columns(TYPES[kind])]
        if kind == "event":
            named[_SEEN_FIRST:_SEEN_FIRST] = _told(selection)
        yield Document(f"{table}.csv", _rows(named, selection.records.table(kind).values()))


def columns(cls: type) -> Sequence[Column]:
    """Return the columns that a class of records has, those of its parts among them."""
    return tuple(_columns(cls, "", lambda record: record))


def _columns(cls: type, before: str, part: Callable[[typing.Any], typing.Any]) -> Iterator[Column]:
    for field in dataclasses.fields(cls):
        hint = hints_of(cls)[field.name]
        name = before if before and field.name == "text" else f"{before}_{field.name}".lstrip("_")
        inside = _of_part(part, field.name)
        parts = [each for each in (hint, *typing.get_args(hint)) if dataclasses.is_dataclass(each)]
        if typing.get_origin(hint) is tuple:
            yield Column(name, _list_cell(inside))
        elif parts and isinstance(parts[0], type):
            yield from _columns(parts[0], name, inside)
        else:
            yield Column(name, _cell(inside))


def _of_part(part: Callable[[typing.Any], typing.Any], name: str) -> Callable[[object], object]:
    def of(record: object) -> object:
        found = part(record)
        return None if found is None else getattr(found, name)

    return of


def _cell(of: Callable[[object], object]) -> Callable[[object], str]:
    def cell(record: object) -> str:
        value = of(record)
        if isinstance(value, str):
            return defused(value)
        return "" if value is None else str(plain(value))  # a number of ours is no formula

    return cell


def _list_cell(of: Callable[[object], object]) -> Callable[[object], str]:
    def cell(record: object) -> str:
        items = of(record)
        return defused(listed(items)) if isinstance(items, tuple) else ""

    return cell


def _told(selection: Selection) -> Iterator[Column]:
    """Yield the columns of an event for a person to read: names for ids, words for quotes."""
    for role in ROLES:
        yield Column(role, _names(selection, role))
    yield Column(
        "evidence", lambda event: defused(listed(each.exact for each in selection.quotes_of(event)))
    )
    yield Column("sources", lambda event: listed(_sources(selection, event)))


def _names(selection: Selection, role: str) -> Callable[[Event], str]:
    def name_of(each: Role) -> str:
        return selection.name_of(each.reference) if each.reference else each.text or ""

    return lambda event: defused(listed(name_of(each) for each in event.in_role(role)))


def _sources(selection: Selection, event: Event) -> Iterator[str]:
    yield from dict.fromkeys(each.source for each in selection.quotes_of(event))


def _rows(named: list[Column], records: Iterable[Record]) -> Iterator[str]:
    """Yield the heading and the rows, many at a time."""
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    writer.writerow([each.name for each in named])
    for number, record in enumerate(records, start=1):
        writer.writerow([each.cell(record) for each in named])
        if not number % _BATCH:
            yield page.getvalue()
            page.seek(0)
            page.truncate()
    yield page.getvalue()
