"""Decisions: read, judged and written like records, and where their chains of merges end."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import storage
from db.checks import problems
from db.codec import encode
from db.decisions import Decision, redirects
from db.errors import BadRecord
from db.material import Raw, of_records
from db.rules import decisions as rules
from tests.bases import SOUND, root_of, store
from tests.make import make_company, make_decision, make_person, make_records

PEOPLE = tuple(make_person(each) for each in ("ada", "eve", "zoe"))


def decided(*made: Decision) -> Raw:
    people = {str(at): encode(each) for at, each in enumerate(PEOPLE, 1)}
    documents = {str(at): encode(each) for at, each in enumerate(made, 1)}
    return Raw({"people": people, "decisions": documents, "meta": {"1": {"schema": 1}}})


def found_in(raw: Raw) -> list[tuple[str, str, str]]:
    return [(each.rule, each.id, each.field) for each in problems(raw)]


def test_chains_of_merges_lead_to_their_end() -> None:
    chain = [make_decision("person/b", "person/a"), make_decision("person/c", "person/b")]
    assert redirects(chain) == {"person/a": "person/c", "person/b": "person/c"}
    assert redirects(reversed(chain)) == redirects(chain)


def test_what_is_decided_to_be_two_leads_nowhere() -> None:
    assert redirects([make_decision(action="distinct")]) == {}


IDS = st.sampled_from(("person/a", "person/b", "person/c", "person/d", "company/a", "company/b"))


@given(st.lists(st.tuples(IDS, IDS)))
def test_redirects_end_whatever_was_decided(pairs: list[tuple[str, str]]) -> None:
    leads = redirects(make_decision(keep, other) for keep, other in pairs)
    assert not set(leads) & set(leads.values())


BROKEN: list[tuple[str, list[Decision], str, str]] = [
    ("id", [make_decision(id="No id")], "No id", "id"),
    ("unique", [make_decision(), make_decision("person/ada", "person/zoe")], "d1", "id"),
    ("decision", [make_decision("person/nobody")], "d1", "keep"),
    ("decision", [make_decision("person/ada", "person/nobody")], "d1", "other"),
    ("decision", [make_decision("company/ada", "company/eve")], "d1", "keep"),
    ("decision", [make_decision("person/ada", "person/ada")], "d1", "other"),
    ("merge", [make_decision(), make_decision("person/zoe", id="d2")], "d2", "other"),
    ("merge", [make_decision(), make_decision("person/eve", "person/ada", id="d2")], "d2", "keep"),
    ("apart", [make_decision(), make_decision(id="d2", action="distinct")], "d2", "other"),
    ("decided", [make_decision(at="lately")], "d1", "at"),
]


@pytest.mark.parametrize(("rule", "made", "identifier", "field"), BROKEN)
def test_a_decision_that_breaks_a_rule_is_found(
    rule: str, made: list[Decision], identifier: str, field: str
) -> None:
    assert (rule, identifier, field) in found_in(decided(*made))


def test_sound_decisions_break_no_rule() -> None:
    apart = make_decision("person/zoe", "person/ada", id="d3", action="distinct")
    assert found_in(decided(make_decision(reason="one face"), apart)) == []
    chain = (make_decision(), make_decision("person/zoe", "person/ada", id="d2"))
    assert found_in(decided(*chain)) == []


def test_two_that_were_merged_into_one_by_a_detour_are_not_apart() -> None:
    merges = (make_decision(), make_decision("person/ada", "person/zoe", id="d2"))
    apart = make_decision("person/zoe", "person/eve", id="d3", action="distinct")
    assert found_in(decided(*merges, apart)) == [("apart", "d3", "other")]


def test_a_circle_is_told_link_by_link() -> None:
    circle = (
        make_decision("person/b", "person/a"),
        make_decision("person/c", "person/b", id="d2"),
        make_decision("person/a", "person/c", id="d3"),
    )
    found = list(rules.merges_end(of_records(make_records(*circle))))
    assert "person/c into person/a into person/b into person/c" in found[0].problem


def test_a_table_of_decisions_that_is_none_is_a_fault() -> None:
    root = {**decided().root, "decisions": []}
    assert [(each.rule, each.table) for each in problems(Raw(root))] == [("shape", "decisions")]


def test_decisions_are_read_and_written_with_the_fields_of_a_later_version(path: Path) -> None:
    made = make_decision("company/acme", "company/acme-2", by="zoe", reason="one register")
    records = make_records(
        *(each for _, each in SOUND), make_company("acme-2", name="Acme"), make_person("eve"), made
    )
    storage.write(path, records)
    assert storage.read(path) == records
    root = root_of(path)
    root["decisions"]["1"]["weight"] = 3
    store(path, root)
    storage.write(path, records)
    assert root_of(path)["decisions"]["1"] == {**encode(made), "weight": 3}
    storage.update(path, lambda before: dataclasses.replace(before, decisions={}))
    assert root_of(path)["decisions"] == {}


def test_a_file_without_the_table_gets_none_before_something_is_decided(path: Path) -> None:
    root = root_of(path)
    del root["decisions"]
    store(path, root)
    storage.write(path, make_records(make_person("eve")))
    assert "decisions" not in root_of(path)


def test_a_decision_about_nobody_keeps_a_file_from_loading(path: Path) -> None:
    root = root_of(path)
    root["decisions"] = {"1": encode(make_decision("person/ada", "person/nobody"))}
    store(path, root)
    with pytest.raises(BadRecord, match="decisions/d1, field “other”: there is no person “nobody”"):
        storage.read(path)
