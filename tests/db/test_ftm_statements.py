"""FollowTheMoney in other shapes: nested entities, and statements as rows."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from db import storage
from db.intake import Options, import_files
from db.intake.ftm.rows import FULL, OLD_PACK, PACK
from db.intake.outside import from_bytes
from db.texts import Texts
from db.verify import verify
from tests.entities import ACME, entity, lines, made_of, roles

NESTED: dict[str, Any] = {
    "id": "ada", "schema": "Person", "caption": "Ada",
    "properties": {
        "birthDate": ["1815-12-10"],
        "familyPerson": [{"schema": "Family", "id": "f", "properties": {
            "relative": [{"id": "byron", "schema": "Person", "caption": "Byron",
                          "properties": {"birthDate": ["1788-01-22"]}}],
            "relationship": ["father"]}}],
        "positionOccupancies": [{"properties": {
            "post": [{"caption": "Minister", "properties": {"organization": ["Cabinet"]}}],
            "startDate": ["1840"]}}],
        "ownershipOwner": ["w-1", {"odd": 1}],
        "addressEntity": [{"id": "a", "schema": "Address", "properties": {}}],
        "sanctions": [{"id": "s", "schema": "Sanction",
                       "properties": {"entity": ["ada"], "program": ["SDN"]}}],
    },
}  # fmt: skip


@pytest.mark.parametrize("text", [json.dumps(NESTED), json.dumps([NESTED], indent=1),
                                  json.dumps({"results": [NESTED]})])  # fmt: skip
def test_nested_entities_are_entities_of_their_own(text: str) -> None:
    file, made = made_of(text, "x.json")
    assert set(made.records.people) == {"ada", "byron"}
    told = [each.summary for each in made.records.events.values()]
    assert sorted(told) == [
        "Ada is Minister (from 1840).",
        "Ada is under sanctions of an organisation (SDN).",
        "Ada was born (1815-12-10).",
        "Byron is father of Ada.",
        "Byron was born (1788-01-22).",
    ]
    born = {
        each.summary: made.records.quotes[each.quotes[0]].exact
        for each in made.records.events.values()
        if each.type == "birth"
    }
    assert born["Ada was born (1815-12-10)."].startswith('"birthDate"')
    assert "1815-12-10" in born["Ada was born (1815-12-10)."]
    assert made.records.companies["cabinet"].name == "Cabinet"
    assert made.aside.unheld["Person.ownershipOwner"] == 2
    assert not list(verify(made.records, Texts(())).problems)
    assert all(
        file.text[each.start : each.end] == each.exact for each in made.records.quotes.values()
    )


def test_a_date_among_odd_values_quotes_the_whole_entity() -> None:
    odd = {**NESTED, "properties": {**NESTED["properties"], "birthDate": ["1815", [7]]}}
    made = made_of(json.dumps(odd), "x.json")[1]
    (born,) = (each for each in made.records.events.values() if "Ada was born" in each.summary)
    assert made.records.quotes[born.quotes[0]].exact == json.dumps(odd)


def test_a_fact_said_of_one_entity_in_two_places_quotes_both_unless_one_is_in_the_other() -> None:
    inner = {**entity("w", "Ownership", startDate="2012"), "caption": "inner"}
    outer = entity("w", "Ownership", owner=[{**entity("ada", "Person", ownershipOwner=inner)}])
    made = made_of(json.dumps([outer, ACME, entity("w", "Ownership", asset="acme")]), "x.json")[1]
    (event,) = made.records.events.values()
    assert [made.records.quotes[each].exact for each in event.quotes] == [
        json.dumps(outer),
        json.dumps(entity("w", "Ownership", asset="acme")),
    ]


def test_an_entity_in_several_places_is_one_and_as_narrow_as_any_of_them_says() -> None:
    found = made_of(
        lines(
            entity("ada", "LegalEntity", name="Ada"),
            entity("ada", "Person", alias="Countess"),
            entity("ada", "Company", birthDate="1815"),
        )
    )[1]
    (ada,) = found.records.people.values()
    assert (ada.name, ada.aliases) == ("Ada", ("Countess",))
    assert [each.words for each in found.aside.doubts] == [
        "“ada” is a Person and a Company: it was taken as the first"
    ]


STATEMENTS = [
    ("ada", "Person", "id", "ada"),
    ("ada", "Person", "name", "Ada, \"Countess\"\nof L."),
    ("job", "Directorship", "id", "job"),
    ("job", "Directorship", "director", "ada"),
    ("job", "Directorship", "organization", "acme"),
    ("job", "Directorship", "role", "chair"),
]  # fmt: skip


def table(columns: tuple[str, ...], *, header: bool = True, **more: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if header:
        writer.writerow(columns)
    for name, schema, prop, value in STATEMENTS:
        row = {"entity_id": name, "canonical_id": name, "schema": schema, "value": value, **more}
        row["prop"] = prop if "schema" in columns else f"{schema}:{prop}"
        writer.writerow([row.get(each, "") for each in columns])
    return out.getvalue()


def json_statements() -> str:
    keys = ("canonical_id", "schema", "prop", "value")
    return lines(
        *({**dict(zip(keys, each, strict=True)), "entity_id": each[0]} for each in STATEMENTS)
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(table(FULL), id="csv"),
        pytest.param(table(FULL, header=False), id="csv without a header"),
        pytest.param("\ufeff" + table(FULL), id="csv with a mark"),
        pytest.param(table(PACK), id="pack"),
        pytest.param(table(PACK, header=False), id="pack without a header"),
        pytest.param(table(OLD_PACK, header=False), id="old pack"),
        pytest.param(table(FULL).replace("\n", "\r\n").replace('s""\r\n', 's""\n'), id="crlf"),
        pytest.param("\n" + table(PACK) + "\n\n", id="blank lines"),
        pytest.param(json_statements(), id="json"),
    ],
)
def test_statements_make_one_entity_and_a_fact_quotes_those_that_say_it(
    text: str, database: Path
) -> None:
    file = from_bytes(text.encode(), "s.csv", "s.csv")
    import_files(database, [file], Texts((database.parent,)), Options())
    found = storage.read(database)
    (ada,) = found.people.values()
    (event,) = found.events.values()
    assert " ".join(ada.name.split()) == 'Ada, "Countess" of L.'
    assert (event.title, roles(event)["to"]) == ("chair", "acme")
    quotes = [found.quotes[each].exact for each in event.quotes]
    assert "".join(quotes).count("job") >= 3
    assert "Countess" not in "".join(quotes)


def test_statements_beside_each_other_are_one_quote_with_their_lines() -> None:
    made = made_of(table(PACK).replace("job,Directorship:role", "odd,Directorship:role"), "s.csv")[
        1
    ]
    (event,) = made.records.events.values()
    assert len(event.quotes) == 1
    assert [each.place for each in made.aside.left_out] == ["line 8"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"entity_id": "", "prop": "name", "schema": "Person", "value": "x"}, "without an entity"),
        ({"entity_id": "x", "prop": "name", "value": "x"}, "without an entity"),
        ({"entity_id": "x", "prop": "name", "schema": "Person", "value": "x", "external": True},
         "nobody has confirmed"),
    ],
)  # fmt: skip
def test_a_statement_that_says_nothing_sure_is_left_out(row: dict[str, Any], reason: str) -> None:
    (left,) = made_of(lines(row))[1].aside.left_out
    assert reason in left.reason


def test_statements_of_several_ids_are_of_the_canonical_one() -> None:
    rows = [
        {"canonical_id": "Q1", "entity_id": "a", "schema": "Person", "prop": "name", "value": "Ada",
         "dataset": "d"},
        {"canonical_id": "Q1", "entity_id": "b", "schema": "Person", "prop": "alias", "value": "B"},
        {"entity_id": "w", "schema": "Ownership", "prop": "owner", "value": "b"},
        {"entity_id": "w", "schema": "Ownership", "prop": "asset", "value": ""},
    ]  # fmt: skip
    made = made_of(lines(*rows))[1]
    (ada,) = made.records.people.values()
    assert (ada.name, ada.aliases) == ("Ada", ("B",))
    assert [roles(each) for each in made.records.events.values()] == [{"by": "ada"}]
    assert made.aside.unheld == {"statements.dataset": 1}


def test_a_fact_quotes_the_row_of_its_own_value_and_not_those_of_others() -> None:
    rows: list[dict[str, Any]] = []
    for number in range(20):
        rows += [
            {"entity_id": "p", "schema": "Position", "prop": "name", "value": f"Mayor {number}"},
            {"entity_id": "ada", "schema": "Person", "prop": "birthDate", "value": f"18{number}"},
            {"entity_id": f"o{number}", "schema": "Occupancy", "prop": "holder", "value": "ada"},
            {"entity_id": f"o{number}", "schema": "Occupancy", "prop": "post", "value": "p"},
        ]
    made = made_of(lines(*rows))[1]
    quoted = [len(each.quotes) for each in made.records.events.values()]
    assert len(quoted) == 40
    assert max(quoted) <= 2
    assert {each.title for each in made.records.events.values()} == {None, "Mayor 0"}
    assert made.aside.unheld == {"Position.name": 19}
