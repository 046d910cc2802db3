"""FollowTheMoney in and out again: nothing is lost that the report did not name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from db.export.formats import BY_NAME
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.intake.assembling import Assembled
from db.intake.ftm.schemata import NAMES, RELATIONS, TEXTS
from db.records import Records
from tests.entities import lines, made_of

Statement = tuple[str, str, str, str]
"""Id, schema, property, value."""

PEOPLE = ("p1", "p2", "p3")
COMPANIES = ("c1", "c2")
POSTS = ("o1", "o2")
END: list[dict[str, Any]] = [{"id": f"end-{n}", "schema": "Person", "properties": {}} for n in "12"]
"""So that there are several lines at least."""
words = st.sampled_from(
    ["Ada", "Acme Ltd.", "a “b” [c]", "Ünïcode", "x" * 90, "two\nlines", "1.", "{a}"]
)
dates = st.sampled_from(
    ["2012", "2012-03", "2012-03-04", "circa 1990", "2012-02-31", "2012-03-04T10:00:00"]
)
codes = st.sampled_from(["gb", "fr", "Utopia, far"])
urls = st.sampled_from(["https://a.example/1", "https://b.example/2", "no address"])
figures = st.sampled_from(["10", "1,000.50", "0", "a lot", "49%", "25-50"])
VALUES: Mapping[str, st.SearchStrategy[str]] = {
    **dict.fromkeys([*NAMES, *TEXTS, "role", "relationship", "purpose", "classification"], words),
    **dict.fromkeys(["program", "authority", "publisher", "position", "topics", "status"], words),
    **dict.fromkeys(["birthDate", "deathDate", "incorporationDate", "dissolutionDate"], dates),
    **dict.fromkeys(["startDate", "endDate", "date", "listingDate"], dates),
    **dict.fromkeys(["country", "jurisdiction"], codes),
    **dict.fromkeys(["website", "sourceUrl", "publisherUrl", "wikipediaUrl"], urls),
    **dict.fromkeys(["wikidataId", "leiCode", "innCode", "odd"], words),
    **dict.fromkeys(["amount", "amountUsd", "percentage"], figures),
    "currency": st.sampled_from(["EUR", "USD", "euros"]),
}
OF_PERSON = [*NAMES, *TEXTS,
             "birthDate", "deathDate", "position", "country", "website", "wikidataId",
             "wikipediaUrl", "sourceUrl", "innCode", "topics", "odd"]  # fmt: skip
OF_COMPANY = [*NAMES, *TEXTS, "incorporationDate", "dissolutionDate", "classification", "country",
              "leiCode", "website", "jurisdiction", "odd"]  # fmt: skip
OF_RELATION = ["role",
               "relationship", "purpose", "program", "startDate", "endDate", "date", "status",
               "listingDate", "summary", "description", "name", "publisher", "sourceUrl", "amount",
               "publisherUrl", "currency", "amountUsd", "percentage", "odd"]  # fmt: skip


def properties(names: list[str]) -> st.SearchStrategy[dict[str, list[str]]]:
    one = st.sampled_from(names).flatmap(
        lambda name: st.tuples(
            st.just(name), st.lists(VALUES.get(name, words), min_size=1, max_size=2, unique=True)
        )
    )
    return st.lists(one, max_size=6).map(dict)


def ends(*names: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=2, unique=True)


@st.composite
def files(draw: st.DrawFn) -> list[dict[str, Any]]:
    """People, companies and posts, some of them missing, and whatever relates them."""
    found: list[dict[str, Any]] = []
    for name in PEOPLE[: draw(st.integers(0, 3))]:
        found.append({"id": name, "schema": "Person", "properties": draw(properties(OF_PERSON))})
    for name in COMPANIES[: draw(st.integers(0, 2))]:
        schema = draw(st.sampled_from(["Company", "Organization", "PublicBody"]))
        given_ = draw(properties(OF_COMPANY))
        if name == "c2":
            given_["parent"] = draw(ends("c1"))
        found.append({"id": name, "schema": schema, "properties": given_})
    for name in POSTS[: draw(st.integers(0, 2))]:
        given_ = draw(properties(["name", "country", "topics"]))
        given_["organization"] = draw(ends("c1"))
        found.append({"id": name, "schema": "Position", "properties": given_})
    for number in range(draw(st.integers(0, 4))):
        found.append(draw(relations(number)))
    return [*draw(st.permutations(found)), *END]


@st.composite
def relations(draw: st.DrawFn, number: int) -> dict[str, Any]:
    schema = draw(st.sampled_from(sorted(RELATIONS)))
    row = RELATIONS[schema]
    given_ = draw(properties(OF_RELATION))
    sides: dict[str | None, tuple[str, ...]] = {
        "person": PEOPLE, "company": COMPANIES, None: (*PEOPLE[:2], *COMPANIES),
    }  # fmt: skip
    for name, kind in zip((row.source, row.target), row.kinds, strict=True):
        if name:
            given_[name] = draw(ends(*(POSTS if name == "post" else sides[kind])))
    if row.is_text:
        given_[row.target] = draw(st.lists(words, max_size=1))
    return {"id": f"r{number}", "schema": schema, "properties": given_}


def statements(entities: list[dict[str, Any]]) -> set[Statement]:
    """What entities say; names are names, and texts are texts, whichever they are."""
    return {
        (each["id"], each["schema"], name, value)
        for each in entities
        for name, values in each["properties"].items()
        for value in values
    }


def alike(schema: str, name: str) -> str:
    """What a property is one of, where the difference is none for records."""
    if schema in ("Person", "Company", "Organization", "PublicBody"):
        return "name" if name in NAMES else "text" if name in TEXTS else name
    return name


def written(records: Records) -> list[dict[str, Any]]:
    (document,) = BY_NAME["ftm"].documents(Selection(records), LeftOut())
    return [json.loads(each) for each in "".join(document.pieces).split("\n") if each]


def unnamed(before: list[dict[str, Any]], made: Assembled) -> Iterator[Statement]:
    """Walk what is not there any more, and which no report names."""
    kept = {
        (name, alike(schema, prop), value)
        for name, schema, prop, value in statements(written(made.records))
    }
    named = Counter(made.aside.unheld)
    left = {each.place for each in made.aside.left_out}
    places = {each["id"]: f"line {number}" for number, each in enumerate(before, start=1)}
    for name, schema, prop, value in sorted(statements(before)):
        if (name, alike(schema, prop), value) in kept or places[name] in left:
            continue
        if named[f"{schema}.{prop}"] > 0:
            named[f"{schema}.{prop}"] -= 1
        else:
            yield name, schema, prop, value


@given(files())
def test_nothing_is_lost_that_the_report_does_not_name(found: list[dict[str, Any]]) -> None:
    _, made = made_of(lines(*found))
    lost = list(unnamed(found, made))
    assert not lost, (lost, found)
    after = written(made.records)
    schemata = {each["id"]: each["schema"] for each in after}
    left = {each.place for each in made.aside.left_out}
    for number, each in enumerate(found, start=1):
        if f"line {number}" not in left:
            assert schemata[each["id"]] == each["schema"]


@given(files())
def test_the_second_time_around_says_what_the_first_did(found: list[dict[str, Any]]) -> None:
    once = written(made_of(lines(*found))[1].records)
    again = written(made_of(lines(*once))[1].records)
    lost = statements(once) - statements(again)
    assert not lost, (lost, found)
