"""A Popolo document -> its rows, those nested in others too, each with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from db.intake.drafts import About, Draft, LeftOut, Unheld
from db.intake.located import LocatedObject, parse, parse_lines
from db.intake.outside import OutsideFile
from db.intake.popolo.rows import Row, below, is_row, text_of
from db.intake.popolo.tables import (
    NESTED,
    OWNED,
    TABLES,
    UNREAD,
    WRAPPERS,
    Table,
    is_document,
    is_organization,
    tables_of,
)

_RECORDS = {"persons": "people", "organizations": "companies", "areas": ""}
"""The table of ours that rows are meant for, where it is not events."""


@dataclass(slots=True)
class Walk:
    """What was found in one file."""

    name: str
    """What the file is called."""
    rows: list[Row] = field(default_factory=list)
    """Its rows, as they stand."""
    aside: list[Draft] = field(default_factory=list)
    """What is left out."""
    cites: dict[str, None] = field(default_factory=dict)
    """What it gives as its own sources."""
    title: str | None = None
    """What it calls itself."""

    def about(self, rows: Iterable[Row]) -> About:
        """Say what the file says of itself; the sources of people and organizations are its own."""
        cites = dict(self.cites)
        for row in rows:
            if row.table in ("persons", "organizations", "areas"):
                cites |= dict.fromkeys(row.urls("sources"))
        return About(title=self.title, cites=tuple(cites))

    def take_bare(self, records: list[tuple[str, object]]) -> None:
        """Take records that do not say what they are, each with its place in words."""
        objects = [each for _, each in records if isinstance(each, LocatedObject)]
        tables = iter(tables_of(objects, self.name))
        for place, each in records:
            if not isinstance(each, LocatedObject):
                self.aside.append(LeftOut("", place, f"it is {_kind(each)}, no record"))
            elif (table := next(tables)) is None:
                self.aside.append(LeftOut("", place, "a vote or motion: no record holds those"))
            else:
                self.take(table, each)

    def take_document(self, document: LocatedObject) -> None:
        """Take the tables of a document."""
        for key, value in document.items():
            place = below(document.place.words, key)
            if key in TABLES:
                self._take_table(TABLES[key], value, place)
            elif key in UNREAD and isinstance(value, list | dict):
                words = f"{UNREAD[key]} ({len(value):,}): no record holds those"
                self.aside += [LeftOut("", place, words)] if value else []
            elif key == "meta" and isinstance(value, LocatedObject):
                self._take_meta(value)
            elif value not in (None, "", [], {}):
                self.aside.append(Unheld(key, place))

    def take(self, table: Table, data: LocatedObject) -> None:
        """Take a row and every row inside it."""
        waiting: list[tuple[Table, LocatedObject, dict[Table, str]]] = [(table, data, {})]
        while waiting:
            table, data, owners = waiting.pop()
            row = Row(table, data, owners)
            self.rows.append(row)
            inner: list[tuple[Table, LocatedObject, dict[Table, str]]] = []
            for key, inside in NESTED[table].items():
                value = data.get(key)
                if isinstance(value, LocatedObject) and (name := text_of(data.get(f"{key}_id"))):
                    value["id"] = text_of(value.get("id")) or name
                for each in value if isinstance(value, list) else [value]:
                    if isinstance(each, LocatedObject) and is_row(key, each):
                        is_other = key == "member" and is_organization(each)
                        kind: Table = "organizations" if is_other else inside
                        inner.append((kind, each, {table: row.key} if key in OWNED else {}))
            waiting += reversed(inner)

    def _take_table(self, table: Table, value: object, place: str) -> None:
        """Take a table: a list, an object of rows by id, or its only row."""
        if isinstance(value, LocatedObject) and _is_by_id(value):
            for name, each in value.items():
                each.setdefault("id", name)
                self.take(table, each)
        elif isinstance(value, LocatedObject):
            self.take(table, value)
        else:
            for number, each in enumerate(value if isinstance(value, list) else [value]):
                if isinstance(each, LocatedObject):
                    self.take(table, each)
                elif each is not None:
                    meant = _RECORDS.get(table, "events")
                    words = f"it is {_kind(each)}, no record"
                    self.aside.append(LeftOut(meant, f"{place}/{number}", words))

    def _take_meta(self, meta: LocatedObject) -> None:
        row = Row("areas", meta, {})
        self.title = self.title or row.first("title", "name")
        self.cites |= dict.fromkeys(row.urls("sources"))
        self.cites |= dict.fromkeys(row.urls("source"))
        for each in row.left():
            self.aside.append(Unheld(f"meta.{each.name.partition('.')[2]}", each.place))


def walked(file: OutsideFile, tell: Callable[[float], None]) -> Walk:
    """Find the rows of a file; raises `BadFile` where it is no JSON."""
    from db.intake.formats import Look

    walk = Walk(file.stem)
    bare: list[tuple[str, object]] = []
    waiting: list[tuple[str, object]] = []
    if Look(file).is_lines:
        waiting += [(f"line {number}", value) for number, _, value in parse_lines(file, tell)]
        waiting.reverse()
    else:
        waiting.append(("", parse(file, tell)))
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, list):
            inside = [(f"{place}/{number}", each) for number, each in enumerate(value)]
            waiting += [each for each in reversed(inside) if _is_several(each[1])]
            bare += [each for each in inside if not _is_several(each[1])]
        elif isinstance(value, LocatedObject) and (key := _wrapper(value)):
            waiting.append((f"{place}/{key}", value[key]))
            others = (name for name, held in value.items() if name != key and held)
            walk.aside += [Unheld(name, f"{place}/{name}") for name in others]
        elif isinstance(value, LocatedObject) and is_document(value):
            walk.take_document(value)
        else:
            bare.append((place or "/", value))
    walk.take_bare(bare)
    return walk


def _is_several(value: object) -> bool:
    """Whether a value in a list is more than one record."""
    is_document_too = isinstance(value, LocatedObject) and is_document(value)
    return isinstance(value, list) or is_document_too


def _wrapper(value: LocatedObject) -> str | None:
    """Return the key under which the answer of a web service has its records."""
    if {"name", *TABLES} & value.keys():
        return None
    return next((key for key in WRAPPERS if isinstance(value.get(key), list | dict)), None)


def _is_by_id(value: LocatedObject) -> bool:
    """Whether an object is a table by id, and not its only row."""
    return not {"id", "name", "label"} & value.keys() and all(
        isinstance(each, LocatedObject) for each in value.values()
    )


def _kind(value: object) -> str:
    """Say what a value is that is no object."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f"the text “{value.strip()[:40]}”"
    return "null" if value is None else "a number, true or false"
