"""Events that tell a membership -> memberships: who, where, as what, from when to when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Final, NamedTuple

from db.dates import PartialDate
from db.export.left_out import LeftOut
from db.export.popolo.dating import said
from db.export.popolo.naming import Ids
from db.export.popolo.quoted import Rows
from db.records import Event, Role

_ARRIVALS: Final = ("position", "hire", "return", "appointment", "move")
_LEAVINGS: Final = ("departure", "move")
_SURE: Final = ("stated", "reported", "implied")
_WHO: Final = ("person", "member")


class _End(NamedTuple):
    """Where a membership is, and when it began and ended."""

    at: Role | None
    date: PartialDate | None
    until: PartialDate | None


def is_membership(event: Event) -> bool:
    """Whether an event says that somebody was somewhere: done, and not merely alleged."""
    is_sure = event.status == "done" and event.claim.grade in _SURE
    has_end = bool(event.in_role(*_WHO, "to", "at", "from", "on-behalf-of"))
    return is_sure and has_end and event.type in (*_ARRIVALS, *_LEAVINGS)


def memberships(
    event: Event, ids: Ids, rows: Rows, left: LeftOut
) -> Iterator[Mapping[str, object]]:
    """Walk the memberships that an event tells: one for each person and organization."""
    ends = [*_ends(event)]
    who: list[Role | None] = [*event.in_role(*_WHO)]
    used = {*who, *(each.at for each in ends)}
    behalf, where = (next(iter(event.in_role(r)), None) for r in ("on-behalf-of", "where"))
    left.note("events", "roles", len({*event.roles} - used - {behalf, where}))
    left.note("events", "type", event.type != "position")
    left.note("events", "summary", not event.title)
    post, period = rows.cited("posts", event), rows.cited("events", event)
    for number, (member, end) in enumerate(product(who or [None], ends)):
        yield {
            "id": rows.new_id("memberships", event) if number else rows.id("memberships", event),
            "label": event.summary if event.title else None,
            "role": event.title,
            **_party("person" if member and member.role == "person" else "member", member, ids),
            **_party("organization", end.at, ids),
            **_party("on_behalf_of", behalf, ids),
            "post_id": rows.id("posts", post) if post else None,
            "legislative_period_id": rows.id("events", period) if period else None,
            "area": area(where, ids),
            "start_date": said(_own(end.date, period.date if period else None), "date", left),
            "end_date": said(_own(end.until, period.until if period else None), "until", left),
            "sources": rows.sources(event),
        }


def area(where: Role | None, ids: Ids) -> Mapping[str, object] | None:
    """Return a place as an area."""
    return ids.object(where) if where else None


def _ends(event: Event) -> Iterator[_End]:
    """Walk where somebody came to, and where they left; nowhere where neither is told."""
    comes, leaves = event.type in _ARRIVALS, event.type in _LEAVINGS
    to, left = event.in_role("to", "at") if comes else (), event.in_role("from") if leaves else ()
    for role in to:
        yield _End(role, event.date, event.until)
    for role in left:
        yield _End(role, None, event.date)
    if not to and not left:
        yield _End(None, event.date, event.until) if comes else _End(None, None, event.date)


def _party(name: str, role: Role | None, ids: Ids) -> Mapping[str, object]:
    """Return who takes part, under the name of the field: by id, or as an object."""
    if role is None:
        return {}
    if role.id is None or name == "member":
        kind = {"@type": "Organization"} if role.kind == "company" and name == "member" else {}
        return {name: {**kind, **ids.object(role)}}
    return {f"{name}_id": ids.of(f"{role.kind}/{role.id}")}


def _own(date: PartialDate | None, of_period: PartialDate | None) -> PartialDate | None:
    """Return a date, unless it is only the period's, which has it already."""
    is_derived = date is not None and date.basis == "derived"
    is_same = date is not None and of_period is not None and date.text == of_period.text
    return None if is_derived and is_same else date
