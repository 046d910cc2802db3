"""Popolo JSON: whoever is only named, or named twice; nobody is made up and no link lost unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.popolo import ACME, ADA, SEAT, Json, brought


def member(**ends: object) -> Json:
    return {"id": "m1", "organization_id": "o1", "role": "chair", **ends}


def document(membership: Json, **more: object) -> Json:
    return {"persons": [ADA], "organizations": [ACME], "memberships": [membership], **more}


@pytest.mark.parametrize(
    "nobody", [{}, {"id": None}, {"id": None, "name": " "}, {"@type": "Person"}]
)
def test_an_object_that_says_nothing_is_nobody(tmp_path: Path, nobody: Json) -> None:
    made = brought(tmp_path, document(member(person=nobody)))
    assert made.summaries() == ["Somebody is chair of Acme."]
    assert made.names == {"Ada Lovelace", "Acme"}
    assert not made.report.unheld


def test_somebody_without_a_name_is_not_called_by_the_place_of_their_row(tmp_path: Path) -> None:
    made = brought(tmp_path, document(member(person={"birth_date": "1815"}, area={"type": "x"})))
    assert made.summaries() == ["Somebody is chair of Acme."]
    assert made.summaries("birth") == ["Somebody was born (1815)."]


@pytest.mark.parametrize(
    ("attendee", "people", "unheld"),
    [
        ({}, [], {}),
        ({"name": ["x"]}, [], {"events.attendees.name": 1}),
        ({"name": "Bo"}, ["Bo"], {}),
        ({"id": "p1"}, ["Ada Lovelace"], {}),
        ({"id": "p1", "name": ["x"]}, ["Ada Lovelace"], {"persons.name": 1}),
    ],
)
def test_of_attendees_only_those_who_are_named_were_there(
    tmp_path: Path, attendee: Json, people: list[str], unheld: dict[str, int]
) -> None:
    event = {"name": "Gala", "attendees": [attendee]}
    made = brought(tmp_path, {"persons": [ADA], "events": [event]})
    (gala,) = made.events("event")
    assert list(made.roles(gala).values()) == people
    assert made.report.unheld == unheld


@pytest.mark.parametrize(
    ("ends", "summary", "unheld"),
    [
        ({"person_id": "p1", "person": {"id": "p2"}}, "Ada Lovelace is chair of Acme.",
         {"memberships.person": 1}),
        ({"person_id": "p1", "person": {"id": "p1"}}, "Ada Lovelace is chair of Acme.", {}),
        ({"person_id": "p1", "person": {}}, "Ada Lovelace is chair of Acme.", {}),
        ({"person_id": "p9", "person": {"name": "Bo"}}, "Bo is chair of Acme.", {}),
        ({"person_id": "p9", "person": {"id": None, "name": "Bo"}}, "Bo is chair of Acme.", {}),
        ({"person_id": "p1", "post": {"id": "nowhere"}}, "Ada Lovelace is chair of Acme.",
         {"memberships.post": 1}),
    ],
)  # fmt: skip
def test_an_end_that_is_named_twice_is_the_first_and_the_other_is_said(
    tmp_path: Path, ends: Json, summary: str, unheld: dict[str, int]
) -> None:
    made = brought(tmp_path, document(member(**ends)))
    assert made.summaries() == [summary]
    assert made.report.unheld == unheld


def test_a_child_that_is_named_by_its_id_alone_has_its_parent(tmp_path: Path) -> None:
    holding = {"id": "o2", "name": "Holding", "children": [{"id": "o1"}]}
    organizations = [holding, {**ACME, "founding_date": "1950"}]
    made = brought(tmp_path, {"organizations": organizations})
    assert made.records.companies["acme"].parent == "holding"
    (founding,) = made.events("founding")
    assert "1950" in made.records.quotes[founding.quotes[0]].exact


@pytest.mark.parametrize(("key", "kind"), [("memberships", "membership"), ("posts", "post")])
def test_an_id_alone_that_leads_nowhere_is_no_event(tmp_path: Path, key: str, kind: str) -> None:
    made = brought(tmp_path, {"organizations": [{**ACME, key: [{"id": "x"}, {}]}]})
    assert not made.records.events
    (left,) = made.report.skipped
    assert left.reason.startswith(f"a {kind} ")


def test_a_membership_named_by_its_id_in_a_person_is_theirs(tmp_path: Path) -> None:
    persons = [{**ADA, "memberships": [{"id": "m1"}]}]
    seat = {key: value for key, value in SEAT.items() if key != "person_id"}
    made = brought(tmp_path, {"persons": persons, "organizations": [ACME], "memberships": [seat]})
    assert made.summaries() == ["Ada Lovelace is chair of Acme."]


def test_what_an_event_or_an_area_is_a_part_of_is_named(tmp_path: Path) -> None:
    events = [{"name": "Congress", "children": [{"name": "First day"}]}]
    areas = [{"id": "a1", "name": "Here", "children": [{"id": "a2", "name": "There"}]}]
    made = brought(tmp_path, {"persons": [ADA], "events": events, "areas": areas})
    assert made.report.unheld == {"events.parent_id": 1, "areas.parent_id": 1, "areas.id": 2}


def test_of_an_event_with_a_name_for_each_language_the_others_are_named(tmp_path: Path) -> None:
    event = {"name": {"en": "Gala", "fr": "Fête", "de": "Fest"}}
    made = brought(tmp_path, {"persons": [ADA], "events": [event]})
    assert made.summaries("event") == ["Gala."]
    assert made.report.unheld == {"events.name": 2, "events.name.lang": 3}


@pytest.mark.parametrize(
    ("classification", "kind"),
    [
        ("General election", "general-election"),
        ("選挙", "選挙"),
        ("!!!", "!!!"),
        ("Выборы", "выборы"),
    ],
)
def test_the_type_of_an_event_is_what_the_file_calls_it(
    tmp_path: Path, classification: str, kind: str
) -> None:
    made = brought(tmp_path, {"persons": [ADA], "events": [{"classification": classification}]})
    assert [each.type for each in made.records.events.values()] == [kind]


@pytest.mark.parametrize(
    ("table", "key", "one", "other"),
    [
        ("memberships", "organization", {"id": "o1"}, {"id": "o2"}),
        ("memberships", "organization", "Acme", "Globex"),
        ("memberships", "organization", {"name": "Acme"}, {"name": "Globex"}),
        ("organizations", "parent", {"id": "o1"}, "Globex"),
        ("organizations", "children", [{"id": "o3"}], "Globex"),
        ("events", "attendees", [{"id": "p1"}], [{"id": "p2"}]),
    ],
)
def test_two_places_that_link_one_row_to_others_say_different_things(
    tmp_path: Path, table: str, key: str, one: object, other: object
) -> None:
    rows = [{"id": "x", "name": "X", key: each} for each in (one, other)]
    made = brought(tmp_path, {"persons": [ADA], table: rows}, form="popolo")
    words = "“x” is the id of another row too, which differs"
    assert made.report.doubts == ((f"/{table}/1", words),)


def test_two_places_that_tell_of_one_row_with_others_inside_are_one(tmp_path: Path) -> None:
    seats = [{"id": "m1", "person_id": "p1", "organization": each} for each in (ACME, {"id": "o1"})]
    posts = [{**ACME, "posts": [{"id": each, "label": each}]} for each in ("chair", "clerk")]
    made = brought(tmp_path, {"persons": [ADA], "organizations": posts, "memberships": seats})
    assert made.summaries() == ["Ada Lovelace is a member of Acme."]
    assert len(made.events("post")) == 2
    assert not made.report.doubts
