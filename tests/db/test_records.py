"""Records: what follows from their fields, and a set of them."""

from __future__ import annotations

import dataclasses

import pytest

from db.records import ID_PATTERN, Claim, Role
from tests.make import (
    make_company,
    make_date,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)


@pytest.mark.parametrize(
    ("type", "family"),
    [
        ("hire", "moves"),
        ("offer", "offers"),
        ("stake", "company"),
        ("denial", "speech"),
        ("x", "other"),
    ],
)
def test_a_type_belongs_to_a_family(type: str, family: str) -> None:
    assert make_event(type=type).family == family


def test_an_event_refers_once_to_everyone_who_takes_part_says_so_or_relays_it() -> None:
    event = make_event(
        roles=(
            make_role("person", "person/ada"),
            make_role("by", "company/acme"),
            make_role("heard-by", "a spokesperson"),
        ),
        claim=Claim("stated", by_id="company/acme", via=("company/paper", "person/ada")),
    )
    assert event.references == ("person/ada", "company/acme", "company/paper")
    assert event.roles[2] == Role("heard-by", "person", text="a spokesperson")


def test_an_event_hands_out_its_roles_in_its_own_order() -> None:
    event = make_event(roles={"to": "company/acme", "person": "person/ada", "from": "company/b"})
    assert [role.role for role in event.in_role("from", "to")] == ["to", "from"]


def test_an_event_is_undated_unless_something_places_it() -> None:
    assert make_event().is_undated
    assert make_event(
        date=dataclasses.replace(make_date("2024-01-01"), earliest=None, latest=None)
    ).is_undated
    assert not make_event(date=make_date("2024-01-01")).is_undated


def test_an_event_is_disputed_where_it_names_another() -> None:
    assert make_event(disputes=("b",)).is_disputed
    assert not make_event().is_disputed


def test_a_set_of_records_counts_walks_and_finds_by_reference() -> None:
    records = make_records(make_source(), make_quote(), make_event(), make_company(), make_person())
    assert len(records) == 5
    assert [kind for kind, _ in records] == ["person", "company", "event", "quote", "source"]
    assert "person/ada" in records
    assert "person/acme" not in records
    assert "dog/ada" not in records
    assert 5 not in records


@pytest.mark.parametrize("text", ["ada", "a-2", "7", "jason-wei"])
def test_a_slug_is_an_id(text: str) -> None:
    assert ID_PATTERN.fullmatch(text)


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "Ada", "ada lovelace", "é", "a_b", "a\n"])
def test_anything_else_is_no_id(text: str) -> None:
    assert not ID_PATTERN.fullmatch(text)


def test_records_do_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_person().name = "Else"  # type: ignore[misc]
