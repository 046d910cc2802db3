"""Whatever a FollowTheMoney file holds comes in as sound records, or is refused in a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BadFile
from db.intake.ftm.schemata import LINKS, NAMES, PARTIES, RELATIONS, STUBS, TEXTS
from db.texts import Texts
from db.verify import verify
from tests.entities import lines, made_of

ODD: list[Any] = [
    None, True, 0, -1.5, 10**30, "", " ", "\n", "\x00\x1b]52;c;", "[/red]", "\u202e", "\ud800x",
    [], {}, [[]], [None], {"id": {}}, {"schema": "Person"}, "x" * 100_000, "{a}", "a" * 90 + "\t",
]  # fmt: skip
PROPERTIES = sorted(
    {*NAMES, *TEXTS, *LINKS, *STUBS, "birthDate", "position", "parent", "country", "wikidataId"}
    | {"percentage", "amount", "currency", "startDate", "endDate", "role", "summary", "odd \n key"}
    | {each.source or "entity" for each in RELATIONS.values()}
    | {each.target for each in RELATIONS.values()}
)
values = st.one_of(
    st.sampled_from(ODD),
    st.sampled_from(["a", "b", "c", "Person", "2012", "2012-13", "circa 1900", "50%", "EUR"]),
    st.text(max_size=8),
)
schemata = st.sampled_from(
    [*sorted(PARTIES), *RELATIONS, "Position", "Article", "Vessel", "Odd", 7]
)
names = st.one_of(st.sampled_from(["a", "b", "c"]), values)


def entities(inside: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    given_ = st.dictionaries(
        st.sampled_from(PROPERTIES), st.one_of(st.lists(inside, max_size=3), inside), max_size=6
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "id": names, "schema": schemata, "caption": values, "referents": values,
            "properties": st.one_of(given_, values), "datasets": values,
        },
    )  # fmt: skip


tree = st.recursive(values, entities, max_leaves=12)
rows = st.fixed_dictionaries(
    {"entity_id": names, "prop": st.sampled_from([*PROPERTIES, "id", "Person:name", ":", None])},
    optional={"canonical_id": names, "schema": schemata, "value": values, "external": values},
)


def check(data: bytes, name: str = "x.jsonl") -> None:
    """Require sound records, or a refusal."""
    try:
        file, made = made_of(data, name)
    except BadFile:
        return
    assert not list(verify(made.records, Texts(())).problems)
    assert all(
        file.text[each.start : each.end] == each.exact for each in made.records.quotes.values()
    )


@given(st.lists(st.one_of(entities(tree), entities(tree), rows, tree), min_size=1, max_size=6))
def test_any_entities_make_sound_records(found: list[Any]) -> None:
    check(lines(*found).encode())
    check(json.dumps(found).encode(), "x.json")


@given(st.lists(st.lists(st.text(max_size=6), max_size=12), max_size=5), st.booleans())
def test_any_rows_make_sound_records(found: list[list[str]], has_header: bool) -> None:
    head = "entity_id,prop,value\n" if has_header else "a,Person:name,x\n"
    body = "\n".join(",".join(each) for each in found).encode("utf-8", "replace")
    check(head.encode() + body, "x.csv")


@pytest.mark.parametrize("value", ODD)
@pytest.mark.parametrize("place", ["id", "schema", "caption", "properties", "referents", "name"])
def test_an_odd_value_anywhere_stops_nothing_else(place: str, value: Any) -> None:
    odd: dict[str, Any] = {"id": "odd", "schema": "Person", "properties": {"name": ["Odd"]}}
    if place == "name":
        odd["properties"] = {"name": value, "birthDate": value, "parent": value}
    else:
        odd[place] = value
    good = {"id": "good", "schema": "Person", "properties": {"name": ["Good"]}}
    _, made = made_of(lines(odd, good).encode())
    assert any(each.name == "Good" for each in made.records.people.values())
