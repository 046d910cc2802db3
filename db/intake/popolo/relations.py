"""Memberships, posts and events -> what happened, who took part, and where it says so.

A membership takes the dates that it lacks from the legislative period that it names, and cites that
as well: its beginning is then our reckoning. One that holds a post cites the post.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Final

from db.dates import PartialDate
from db.intake.drafts import Doubt, Draft, Happening, LeftOut, Part
from db.intake.located import LocatedObject
from db.intake.popolo import sentences
from db.intake.popolo.book import Book, Reference, short
from db.intake.popolo.names import own
from db.intake.popolo.rows import Row, is_row, key_of, place_of, text_of
from db.intake.popolo.tables import Table
from db.records import FAMILIES
from db.words import type_from

POST: Final = "post"
"""The type of an event that says that there is a post."""

_OURS: Final = frozenset(
    {
        POST,
        "birth",
        "death",
        "dissolution",
        *(each for types in FAMILIES.values() for each in types),
    }
)
_STATUSES: Final = {"tentative": "planned", "cancelled": "planned", "canceled": "planned"}


def type_of(classification: str | None) -> str:
    """Return the type of an event of some classification; never one that means more to us."""
    kind = type_from(classification) if classification else "event"
    return f"{kind}-event" if kind in _OURS else kind


def drafts(book: Book) -> Iterator[Draft]:
    """Walk what happened."""
    used: set[str] = set()
    for row in book.of("posts"):
        yield from _post(book, row, used)
    for row in book.of("events"):
        yield from _event(book, row, used)
    for row in book.of("memberships"):
        yield from _membership(book, row, used)
    yield from _areas(book, used)


def _membership(book: Book, row: Row, used: set[str]) -> Iterator[Draft]:
    """Make a position of a membership."""
    post = _found(book, row, "post", "posts")
    period = _found(book, row, "legislative_period", "events")
    person, held_at, behalf = ends = _ends(book, row, post)
    if row.is_bare:
        yield row.leave_out("events", "a membership of which the file has the id alone")
        return
    if not any(ends):
        words = "a membership that names neither a person nor an organization"
        yield row.leave_out("events", words)
        return
    post_title = post.first("label", "role") if post else None
    area, title = _area(book, row, used), row.first("role", "label") or post_title
    date, until = _span(row, period)
    yield from row.doubts("start_date", "end_date")
    named, years = sentences.titled(title, post_title), sentences.years(date, until)
    is_over = until is not None
    yield Happening(
        place_of(place_of(row.places, post), period),
        "position",
        sentences.said(book, ends, area, named, years, is_over=is_over),
        (
            person.part("person" if person.table == "persons" else "member"),
            held_at.part("to"),
            behalf.part("on-behalf-of"),
            Part("where", "company", text=area),
        ),
        date=date,
        until=until,
        title=title,
        cites=_cites(row),
    )


def _ends(book: Book, row: Row, post: Row | None) -> tuple[Reference, Reference, Reference]:
    """Take who is a member, of what, and on whose behalf."""
    person = book.reference(row, "person", "persons") or book.reference(row, "member", "persons")
    if person.key and not book.find(person.table, person.key) and person.text is None:
        person = person._replace(text=next(own(row), None))
    held_at = book.reference(row, "organization", "organizations")
    if not held_at and post:
        held_at = book.reference(post, "organization", "organizations")
    return (
        person,
        held_at,
        book.reference(row, "on_behalf_of", "organizations", is_inside=False),
    )


def _post(book: Book, row: Row, used: set[str]) -> Iterator[Draft]:
    """Say that an organization has a post."""
    where = book.reference(row, "organization", "organizations")
    title, area = row.first("label", "role", "name"), _area(book, row, used)
    if not title and (row.is_bare or not where):
        yield row.leave_out("events", "a post that has neither a label nor an organization")
        return
    date, until = _span(row, None)
    yield from row.doubts("start_date", "end_date")
    named = f"the post “{short(title)}”" if title else "a post"
    for_area = f" for {short(area)}" if area else ""
    yield Happening(
        row.places,
        POST,
        f"{book.called(where) or 'There'} {'has' if where else 'is'} {named}{for_area}"
        f"{sentences.years(date, until)}.",
        (where.part("about"), Part("where", "company", text=area)),
        date=date,
        until=until,
        title=title,
        cites=_cites(row),
    )


def _event(book: Book, row: Row, used: set[str]) -> Iterator[Draft]:
    """Make an event of an event: a session, an election, a legislative period."""
    name = next(iter(book.names(row)), None)
    host = book.reference(row, "organization", "organizations")
    people = [*_attendees(book, row)]
    date, until = _span(row, None)
    classification = row.text("classification")
    if not (name or host or people or date or until or classification):
        yield row.leave_out("events", "an event of which nothing is said")
        return
    _only_first(book, row)
    _lose_parent(row)
    yield from row.doubts("start_date", "end_date")
    where = row.text("location") or _area(book, row, used)
    status = row.text("status")
    if status is not None and status.lower() not in _STATUSES:
        row.untake("status")
    elif status is not None and status.lower() != "tentative":
        yield Doubt(row.words, f"it is {short(status)}, so it was only planned")
    described, years = row.text("description"), sentences.years(date, until)
    if described and not sentences.is_short(described):
        row.untake("description")
    yield Happening(
        row.places,
        type_of(classification),
        sentences.told(name, book.called(host), classification, described, years),
        (
            host.part("about"),
            *(each.part("person") for each in people),
            Part("where", "company", text=where),
        ),
        status=_STATUSES.get((status or "").lower(), "done"),
        date=date,
        until=until,
        title=name,
        cites=_cites(row),
    )


def _found(book: Book, row: Row, name: str, table: Table) -> Row | None:
    """Take the row of a post or legislative period; give the id back where there is none."""
    found = book.find(table, book.reference(row, name, table).key)
    if found is None or found.is_left_out:
        row.untake(f"{name}_id")
        row.untake(name)
        return None
    return found


def _attendees(book: Book, row: Row) -> Iterator[Reference]:
    """Take who was there: rows by id, and words for those who are only named."""
    for each in row.items("attendees"):
        if isinstance(each, LocatedObject):
            name, key = text_of(each.get("name")), text_of(each.get("id"))
            if key or is_row("attendees", each):
                yield Reference(book.redirected(key_of(each)))
            elif name:
                yield Reference(text=name)
            else:
                row.rest_of("attendees", each)
        elif book.find("persons", each):
            yield Reference(book.redirected(each))
        else:
            yield Reference(text=each)


def _area(book: Book, row: Row, used: set[str]) -> str | None:
    """Take the area of a row: its name, or its id where the file has no more of it."""
    area = book.reference(row, "area", "areas")
    known = book.find("areas", area.key)
    if known is None:
        return area.text or area.key
    used.add(known.key)
    own_id = known.key if known.has_id else None
    return next(iter(book.names(known)), None) or known.text("identifier") or own_id


def _areas(book: Book, used: set[str]) -> Iterator[Draft]:
    """Name what is lost of areas, of which a record holds the name alone."""
    unused = []
    for row in book.of("areas"):
        _only_first(book, row)
        _lose_parent(row)
        if row.has_id:
            row.lose("id")
        if row.key not in used:
            unused.append(row)
    if unused:
        words = f"{len(unused):,} areas in which nothing is said to be, this one first"
        yield LeftOut("", unused[0].words, words)


def _only_first(book: Book, row: Row) -> None:
    """Give back all names but the first, which is all that an event or an area has."""
    for key in ("other_names", *(key for key in row.data if key.startswith("name__"))):
        if len(book.names(row)) > 1:
            row.untake(key)
    if isinstance(name := row.data.get("name"), LocatedObject):  # one for each language, or parts
        for each in filter(None, map(text_of, name.values())):
            if each in book.names(row)[1:]:
                row.lose("name")


def _lose_parent(row: Row) -> None:
    """Name what an event or an area is a part of, where it stands in that."""
    if row.table in row.owners:
        row.lose("parent_id")


def _span(row: Row, period: Row | None) -> tuple[PartialDate | None, PartialDate | None]:
    """Take the dates of a row; those that it lacks from its period, where they can be its own."""
    date, until = row.date("start_date"), row.date("end_date")
    if period is not None:
        first, last = period.date("start_date"), period.date("end_date")
        if date is None and first and not _is_before(until, first):
            date = dataclasses.replace(first, basis="derived")
        if until is None and last and not _is_before(last, row.date("start_date")):
            until = dataclasses.replace(last, basis="derived")
    return date, until


def _is_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether a date is certainly before another one."""
    last = one.latest if one else None
    first = other.earliest if other else None
    return bool(last and first and last < first)


def _cites(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*row.urls("sources"), *row.urls("links")]))
