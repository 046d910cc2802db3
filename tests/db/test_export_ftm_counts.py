"""What FollowTheMoney has no place for is counted when it is written."""

from __future__ import annotations

from typing import Any

import pytest

from db.dates import PartialDate
from db.export.formats import BY_NAME
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.intake.ftm.schemata import LIFE
from db.records import Event, Role
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)

WHO, BY = make_role("person", "person/ada"), make_role("by", "person/ada")
TO, ABOUT = make_role("to", "company/acme"), make_role("about", "company/acme")
FROM = make_role("from", "company/acme")


DAY = PartialDate("1815-12-10", "1815-12-10", "1815-12-10")


def told(type_: str, *roles: Role, **more: Any) -> Event:
    return make_event("e", quotes=("q",), roles=roles, type=type_, **more)


@pytest.mark.parametrize(
    ("event", "counted"),
    [
        (told("note", ABOUT, title="Aside"), {"title": 1}),
        (told("note", ABOUT), {}),
        (told("debt", BY, TO, title="Loan"), {"title": 1}),
        (told("debt", BY, TO), {}),
        (told("event", BY, ABOUT, title="Ball"), {"title": 1}),
        (told("payment", BY, TO, title="Rent"), {}),
        (told("event", ABOUT), {}),
        (told("departure", WHO, FROM, until=DAY), {"until": 1}),
        (told("finding", ABOUT), {"type": 1}),
        (told("offer", WHO, TO, ABOUT, title="Chief"), {"roles": 2, "title": 1, "type": 1}),
    ],
)
def test_what_no_property_says_of_an_event_is_counted(
    event: Event, counted: dict[str, int]
) -> None:
    left = LeftOut()
    assert written(event, left)
    assert left.as_json().get("events", {}) == counted


@pytest.mark.parametrize(("type_", "role"), [("birth", ABOUT), ("founding", WHO)])
def test_a_company_is_never_born_and_a_person_never_founded(type_: str, role: Role) -> None:
    event = make_event("e", quotes=("q",), roles=(role,), type=type_, date=DAY)
    assert not any(f'"{name}"' in written(event, LeftOut()) for name in LIFE)


def test_whoever_left_a_post_was_in_it() -> None:
    left = written(told("departure", WHO, FROM, title="Chief"), LeftOut())
    assert '"role":["Chief"]' in left
    assert '"status":["ended"]' in left


def written(event: Event, left: LeftOut) -> str:
    source = make_source("news", url="https://n.example")
    ada, acme = make_person("ada"), make_company("acme", kind="firm")
    records = make_records(ada, acme, source, make_quote("q", "news"), event)
    (document,) = BY_NAME["ftm"].documents(Selection(records), left)
    return "".join(document.pieces)
