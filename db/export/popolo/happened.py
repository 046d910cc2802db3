"""Posts, lives, and events that are no membership, as Popolo has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from db.export.left_out import LeftOut
from db.export.popolo.dating import iso, said
from db.export.popolo.members import area
from db.export.popolo.naming import Ids
from db.export.popolo.quoted import LIVES, Rows
from db.intake.popolo.relations import type_of
from db.records import Event, Role

_HOSTS: Final = ("about", "by", "to", "from")


class Life(NamedTuple):
    """A date of somebody's life."""

    reference: str
    """Whose, as `kind/id`."""
    field: str
    """What Popolo calls it."""
    date: str
    """The date."""


def life(event: Event, known: Mapping[str, Mapping[str, object]], left: LeftOut) -> Life | None:
    """Return the date of a life that an event tells, where it says just that and is the first."""
    kind, field = LIVES.get(event.type, ("", ""))
    date = iso(event.date)
    is_more = len(event.roles) != 1 or event.until or event.title
    if is_more or date is None:
        return None
    (role,) = event.roles
    is_sure = event.status == "done" and event.claim.grade == "stated"
    if role.kind != kind or role.reference is None or not is_sure:
        return None
    if field in known.get(role.reference, {}):
        return None
    said(event.date, "date", left)
    return Life(role.reference, field, date)


def post_row(event: Event, ids: Ids, rows: Rows, left: LeftOut) -> Mapping[str, object]:
    """Return a post."""
    where, host = (next(iter(event.in_role(name)), None) for name in ("where", "about"))
    left.note("events", "roles", len({*event.roles} - {where, host}))
    return {
        "id": rows.id("posts", event),
        "label": event.title,
        **_host(host, ids),
        "area": area(where, ids),
        "start_date": said(event.date, "date", left),
        "end_date": said(event.until, "until", left),
        "sources": rows.sources(event),
    }


def event_row(event: Event, ids: Ids, rows: Rows, left: LeftOut) -> Mapping[str, object]:
    """Return an event of any kind: its sentence says what Popolo has no field for."""
    host = next((r for r in event.in_role(*_HOSTS) if r.kind == "company"), None)
    where = next(iter(event.in_role("where")), None)
    people = [each for each in event.roles if each.kind == "person" and each is not where]
    plain = [each for each in event.roles if (each.kind, each.role) == ("person", "person")]
    told = {host if host and host.role == "about" else None, where, *plain}
    left.note("events", "roles", len({*event.roles} - told))
    left.note("events", "status", event.status not in ("done", "planned"))
    return {
        "id": rows.id("events", event),
        "name": event.title or event.summary,
        "description": event.summary if event.title else None,
        "classification": _classification(event, rows),
        **_host(host, ids),
        "attendees": [ids.object(each) for each in people],
        "location": ids.object(where)["name"] if where else None,
        "status": "tentative" if event.status == "planned" else None,
        "start_date": said(event.date, "date", left),
        "end_date": said(event.until, "until", left),
        "sources": rows.sources(event),
    }


def _host(role: Role | None, ids: Ids) -> Mapping[str, object]:
    if role is None:
        return {}
    if role.reference is None:
        return {"organization": ids.object(role)}
    return {"organization_id": ids.of(role.reference)}


def _classification(event: Event, rows: Rows) -> str | None:
    """Return what kind of event it is: in the words of its row, where those are of this type."""
    own = rows.told(event).classification
    if type_of(own) == event.type:
        return own
    return event.type
