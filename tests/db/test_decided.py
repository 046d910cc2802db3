"""Whoever was merged is one: names, events, counts and references of both, and a way back."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import storage
from db.decided import decided
from db.decisions import Decision
from db.errors import NotFound
from db.library import Counts, Library
from db.library.build import write
from db.library.numbered import Numbered
from db.library.parts import PARTS
from db.query import parse
from db.records import Claim, Identifier, Link, Records
from db.search import search
from tests.make import (
    make_company,
    make_decision,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)
from tests.worlds import worlds

ADA = make_person(
    "ada", "Ada", aliases=("A.",), links=(Link("a.example"),), identifiers=(Identifier("lei", "1"),)
)
EVE = make_person(
    "eve",
    "Eve",
    aliases=("Ada", "E."),
    description="engineer",
    links=(Link("a.example"), Link("e.example")),
    identifiers=(Identifier("lei", "1"), Identifier("orcid", "2")),
)
BASE = (
    ADA,
    EVE,
    make_person("zoe", "Zoe"),
    make_company("acme"),
    make_company("acme-2", "Acme Inc", parent="group"),
    make_company("lab", parent="acme-2"),
    make_company("group"),
    make_source(),
    make_quote(speech="direct", speaker="person/eve"),
    make_event("hire", roles={"person": "person/ada", "to": "company/acme"}),
    make_event(
        "offer",
        "offer",
        roles={"person": "person/eve", "by": "company/acme-2"},
        claim=Claim("reported", by_id="person/eve", via=("company/acme-2", "company/acme")),
        disputes=("hire",),
    ),
)
PEOPLE = make_decision(by="zoe", reason="one face")
FIRMS = make_decision("company/acme", "company/acme-2", id="d2")


def library(*decisions: Decision) -> Library:
    return Library.of(make_records(*BASE, *decisions), "merged")


def test_the_one_that_is_kept_goes_by_all_names_links_and_identifiers() -> None:
    found = library(PEOPLE).person("ada")
    assert (found.name, found.aliases) == ("Ada", ("A.", "Eve", "E."))
    assert found.description == "engineer"
    assert found.links == (Link("a.example"), Link("e.example"))
    assert found.identifiers == (Identifier("lei", "1"), Identifier("orcid", "2"))


def test_the_history_and_the_counts_are_those_of_both() -> None:
    merged = library(PEOPLE, FIRMS)
    assert [each.id for each in merged.events_about("person/ada")] == ["hire", "offer"]
    assert merged.counts_of("person/ada") == Counts(events=2, sources=1, disputes=1)
    assert merged.counts_of("person/eve") == merged.counts_of("person/ada")
    assert (merged.count("person"), merged.count("company")) == (2, 3)
    offer = merged.event("offer")
    assert [role.reference for role in offer.roles] == ["person/ada", "company/acme"]
    assert offer.claim == Claim("reported", by_id="person/ada", via=("company/acme",))
    assert merged.quote("q1").speaker == "person/ada"
    assert [each.id for each in merged.events_spoken_in("person/eve")] == ["hire", "offer"]


def test_what_was_merged_leads_to_what_is_kept() -> None:
    merged = library(PEOPLE, FIRMS)
    assert merged.leads_to("person/eve") == "person/ada"
    assert merged.leads_to("person/ada") == "person/ada"
    assert merged.leads_to("person/nobody") == "person/nobody"
    assert merged.has("person/eve")
    assert merged.record("person", "eve").id == "ada"
    assert merged.name_of("company/acme-2") == "Acme"
    assert merged.family_of("acme-2") == ("acme", "lab")
    assert [each.id for each in merged.children("acme-2")] == ["lab"]
    assert merged.company("acme").parent == "group"
    assert merged.company("lab").parent == "acme"
    with pytest.raises(NotFound):
        merged.company("eve")


def test_who_was_merged_is_told_with_the_decision() -> None:
    merged = library(PEOPLE)
    (found,) = merged.merged_into("person/ada")
    assert (found.gone, found.name, found.decision) == ("person/eve", "Eve", PEOPLE)
    assert merged.merged_into("person/eve") == (found,)
    assert merged.merged_into("person/zoe") == ()


def test_a_chain_of_merges_leads_to_its_end() -> None:
    merged = library(PEOPLE, make_decision("person/zoe", "person/ada", id="d3"))
    assert merged.ids("person") == ("zoe",)
    assert [each.gone for each in merged.merged_into("person/zoe")] == ["person/ada", "person/eve"]
    assert merged.person("eve").name == "Zoe"


@pytest.mark.parametrize(
    "query", ["eve", "person:eve", "person:person/eve", 'person:"e."', "to:company/acme-2"]
)
def test_a_search_for_the_gone_name_or_id_finds_who_is_kept(query: str) -> None:
    merged = library(PEOPLE, FIRMS)
    assert [hit.id for hit in search(merged, parse(query), "person").hits] == ["ada"]


def test_a_merge_makes_nobody_a_part_of_itself() -> None:
    merged = library(make_decision("company/group", "company/lab", id="d3"))
    assert merged.company("group").parent is None
    assert merged.family_of("group") == ("group", "acme-2")


def test_of_one_event_the_same_part_is_told_once() -> None:
    both = make_event("both", roles=(*BASE[9].roles, *BASE[10].roles))
    merged = Library.of(make_records(*BASE, both, PEOPLE, FIRMS), "merged")
    parts = [(role.role, role.reference) for role in merged.event("both").roles]
    assert parts == [("person", "person/ada"), ("to", "company/acme"), ("by", "company/acme")]


def test_decisions_about_records_that_are_not_here_change_nothing() -> None:
    lost = make_decision("person/ada", "person/nobody")
    assert library(lost).ids("person") == library().ids("person")


def test_what_is_decided_to_be_two_stays_two() -> None:
    assert library(make_decision(action="distinct")).count("person") == 3


@pytest.mark.usefixtures("every_file_is_large")
def test_a_prepared_copy_shows_the_same_as_a_library_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    storage.write(path, make_records(*BASE, PEOPLE, FIRMS), create=True)
    opened, held = Library.open(path), library(PEOPLE, FIRMS)
    assert opened.person("eve") == held.person("ada")
    assert opened.merged_into("person/ada") == held.merged_into("person/ada")
    assert opened.leads_to("company/acme-2") == "company/acme"
    storage.update(path, lambda before: dataclasses.replace(before, decisions={}))
    again = Library.open(path)
    assert again.ids("person") == library().ids("person")
    assert again.person("eve") == EVE


REFERENCES = [f"{kind}/{each}" for kind in ("person", "company") for each in "abc"]
PAIRS = st.lists(
    st.tuples(st.sampled_from(REFERENCES), st.sampled_from(REFERENCES)).filter(
        lambda pair: pair[0] != pair[1] and pair[0].partition("/")[0] == pair[1].partition("/")[0]
    ),
    max_size=4,
)


def tables(records: Records) -> Sequence[object]:
    """Everything that a read model holds."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    given = Numbered(records)
    for part in PARTS:
        write(part, connection, given)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    found = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}
    connection.close()
    return sorted((name, sorted(map(repr, rows))) for name, rows in found.items())


@given(worlds(), PAIRS)
def test_nothing_leads_to_who_was_merged_and_no_event_is_lost(
    records: Records, pairs: list[tuple[str, str]]
) -> None:
    made = [make_decision(*pair, id=f"d{at}") for at, pair in enumerate(pairs)]
    whole = dataclasses.replace(records, decisions={each.id: each for each in made})
    found = decided(whole)
    assert list(found.events) == list(records.events)
    gone = {each for each in REFERENCES if each in records} - {
        each for each in REFERENCES if each in found
    }
    named = {one for event in found.events.values() for one in event.references}
    named |= {quote.speaker for quote in found.quotes.values() if quote.speaker}
    named |= {f"company/{each.parent}" for each in found.companies.values()}
    assert not gone & named
    model = Library.of(whole, "merged")
    assert all(model.leads_to(each) in found for each in gone)


@given(worlds(), PAIRS)
def test_taking_merges_back_leaves_the_read_model_as_it_was(
    records: Records, pairs: list[tuple[str, str]]
) -> None:
    before = tables(records)
    made = [make_decision(*pair, id=f"d{at}") for at, pair in enumerate(pairs)]
    whole = dataclasses.replace(records, decisions={each.id: each for each in made})
    tables(whole)
    assert tables(dataclasses.replace(whole, decisions={})) == before
