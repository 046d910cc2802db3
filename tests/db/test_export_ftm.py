"""FollowTheMoney: relations where records are one, an Event where not, and what proves them."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given

from db.dates import PartialDate
from db.export.formats import BY_NAME
from db.export.ftm.entity import date_of
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.intake.ftm.rows import FULL
from db.records import Amount, Claim, Event, Identifier, Link, Records, Role
from db.storage import BUILT_IN, read
from tests.entities import ACME, ADA, entity, job, lines, made_of
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)
from tests.strangers import strangers

ARTICLE = make_source("news", url="https://n.example", publisher="The News", title="News")
QUOTE = make_quote("q", "news")
PEOPLE = [make_person("ada", name="Ada"), make_person("bo", name="Bo")]
COMPANIES = [
    make_company("acme", name="Acme", kind="firm"),
    make_company("lab", name="Lab", kind="lab"),
]


def written(records: Records, left: LeftOut | None = None) -> dict[str, dict[str, Any]]:
    """The entities of records by id."""
    found = left if left is not None else LeftOut()
    (document,) = BY_NAME["ftm"].documents(Selection(records), found)
    entities = [json.loads(each) for each in "".join(document.pieces).split("\n") if each]
    assert len({each["id"] for each in entities}) == len(entities)
    return {each["id"]: each for each in entities}


def records_with(*events: Event) -> Records:
    return make_records(*PEOPLE, *COMPANIES, ARTICLE, QUOTE, *events)


def told(*roles: Role, **more: Any) -> Event:
    return make_event("e", quotes=("q",), roles=roles, **more)


def of_event(event: Event) -> list[tuple[str, dict[str, Any]]]:
    """What an event becomes: schema and properties of each entity."""
    found = written(records_with(event)).values()
    made = [each for each in found if each["schema"] not in ("Article", "Note", "Person")]
    return [
        (each["schema"], each["properties"])
        for each in made
        if "company-" not in each["id"] and "post" not in each["id"]
    ]


DATES = {
    "2012": PartialDate("2012", "2012-01-01", "2012-12-31"),
    "2012-03": PartialDate("in March", "2012-03-01", "2012-03-31"),
    "1815-12": PartialDate("1815-12", "1815-12-01", "1815-12-31"),
}
WHO, TO = make_role("person", "person/ada"), make_role("to", "company/acme")
FROM = make_role("from", "company/lab")


def test_a_hire_is_an_employment_that_begins() -> None:
    event = told(WHO, TO, type="hire", date=DATES["2012-03"], title="chair", summary="So it is.")
    assert of_event(event) == [
        (
            "Employment",
            {
                "employee": ["person-ada"],
                "employer": ["company-acme"],
                "role": ["chair"],
                "startDate": ["2012-03"],
                "summary": ["So it is."],
                "sourceUrl": ["https://n.example"],
            },
        )
    ]


def test_a_move_is_one_that_begins_and_one_that_ends() -> None:
    (to, of_to), (out, of_out) = of_event(told(WHO, TO, FROM, type="move", date=DATES["2012"]))
    assert (to, of_to["startDate"], of_to.get("status")) == ("Employment", ["2012"], None)
    assert (out, of_out["endDate"], of_out["status"]) == ("Employment", ["2012"], ["ended"])
    assert "role" not in of_out


@pytest.mark.parametrize(
    ("event", "schema"),
    [
        (told(WHO, TO, type="hire", status="planned"), "Event"),
        (told(WHO, TO, type="hire", claim=Claim("denied")), "Event"),
        (told(WHO, TO, type="hire", claim=Claim("rumoured", by_id="person/bo", via=("person/bo",),
                                                said=DATES["2012"])), "Event"),
        (told(WHO, TO, type="hire", claim=Claim("reported")), "Employment"),
        (told(WHO, TO, type="offer"), "Event"),
        (told(WHO, type="hire"), "Event"),
        (told(WHO, TO, type="founding"), "UnknownLink"),
        (told(WHO, make_role("about", "company/acme"), type="founding"), "UnknownLink"),
        (told(make_role("by", "person/ada"), make_role("about", "company/acme"), type="stake"),
         "Ownership"),
        (told(make_role("by", "person/ada"), make_role("about", "company/lab"), type="stake"),
         "Event"),
        (told(WHO, make_role("about", "person/bo"), type="family", title="aunt"), "Family"),
        (told(WHO, type="family"), "Event"),
        (told(WHO, Role("person", "person", text="somebody"), type="statement"), "Event"),
        (told(WHO, TO, make_role("at", "company/lab"), type="position", until=DATES["2012"]),
         "Employment"),
    ],
)  # fmt: skip
def test_an_event_becomes_what_it_is(event: Event, schema: str) -> None:
    assert {each for each, _ in of_event(event)} == {schema}


@pytest.mark.parametrize(
    ("event", "name", "value"),
    [
        (told(WHO, type="birth", date=DATES["1815-12"]), "birthDate", "1815-12"),
        (told(WHO, type="position", title="Countess"), "position", "Countess"),
    ],
)
def test_a_fact_of_a_life_is_a_property(event: Event, name: str, value: str) -> None:
    assert written(records_with(event))["person-ada"]["properties"][name] == [value]
    assert not of_event(event)


@pytest.mark.parametrize(
    "event",
    [
        told(WHO, type="death", date=DATES["2012"], claim=Claim("denied")),
        told(WHO, type="death", date=DATES["2012"], status="planned"),
        told(WHO, type="position", title="Countess", claim=Claim("rumoured")),
    ],
)
def test_what_is_denied_or_only_planned_is_no_fact_of_a_life(event: Event) -> None:
    assert written(records_with(event))["person-ada"]["properties"] == {"name": ["Ada"]}
    assert [schema for schema, _ in of_event(event)] == ["Event"]


@pytest.mark.parametrize(
    ("amount", "schema", "said"),
    [
        (Amount("49 %", "percent", 49, 49), "Ownership", {"percentage": ["49"]}),
        (Amount("half", "percent"), "Ownership", {"percentage": ["half"]}),
        (Amount("five euros", "EUR", 5, 5), "Payment", {"amount": ["5"], "currency": ["EUR"]}),
        (Amount("up to five", "EUR", None, 5, "up_to"), "Payment", {}),
        (Amount("five", "people", 5, 5), "Payment", {}),
    ],
)
def test_an_amount_is_said_where_there_is_a_place_for_it(
    amount: Amount, schema: str, said: dict[str, list[str]]
) -> None:
    is_stake = schema == "Ownership"
    other = make_role("about" if is_stake else "to", "company/acme")
    event = told(make_role("by", "person/ada"), other, type="stake" if is_stake else "payment",
                 amount=amount)  # fmt: skip
    left = LeftOut()
    written(records_with(event), left)
    ((found, properties),) = of_event(event)
    assert found == schema
    kept = {each: properties[each] for each in properties.keys() & {*said, "amount", "percentage"}}
    assert kept == said
    assert ("amount" in left.as_json().get("events", {})) == (not said)


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (PartialDate("2012-03-04", "2012-03-04", "2012-03-04"), "2012-03-04"),
        (PartialDate("in 2012", "2012-01-01", "2012-12-31"), "2012"),
        (PartialDate("in March", "2012-03-01", "2012-03-31"), "2012-03"),
        (PartialDate("that week", "2012-03-04", "2012-03-10"), "2012-03"),
        (PartialDate("that spring", "2012-03-04", "2012-05-10"), "2012"),
        (PartialDate("that winter", "2012-11-04", "2013-05-10"), None),
        (PartialDate("before 2012", None, "2011-12-31"), None),
        (PartialDate("once"), None),
    ],
)
def test_a_date_says_no_more_than_it_is_known(date: Any, said: str | None) -> None:
    assert date_of(date) == said


def test_people_and_companies_say_all_that_there_is_a_place_for() -> None:
    left = LeftOut()
    ada = make_person(
        "ada", name="Ada", aliases=("Countess",), description="of Lovelace",
        links=(Link("https://a.example", "website"), Link("https://b.example", "blog"),
               Link("https://c.example")),
        identifiers=(Identifier("wikidata", "Q7259"), Identifier("orcid", "0")),
    )  # fmt: skip
    lab = make_company("lab", name="Lab", kind="lab", parent="acme")
    found = written(make_records(ada, COMPANIES[0], lab), left)
    assert found["person-ada"] == {
        "id": "person-ada",
        "schema": "Person",
        "caption": "Ada",
        "properties": {
            "name": ["Ada"],
            "alias": ["Countess"],
            "description": ["of Lovelace"],
            "website": ["https://a.example", "https://b.example", "https://c.example"],
            "wikidataId": ["Q7259"],
        },
    }
    assert found["company-lab"]["schema"] == "Organization"
    assert found["company-lab"]["properties"] == {
        "name": ["Lab"], "classification": ["lab"], "parent": ["company-acme"],
    }  # fmt: skip
    assert left.as_json() == {"people": {"links.note": 1, "identifiers": 1}}


def test_quotes_are_notes_on_whom_they_are_about_and_are_proven_by_their_article() -> None:
    found = written(records_with(told(WHO, TO, type="hire")))
    assert found["quote-q"]["properties"] == {
        "description": [QUOTE.exact],
        "proof": ["source-news"],
        "sourceUrl": ["https://n.example"],
        "entity": ["person-ada", "company-acme"],
    }
    assert found["source-news"]["schema"] == "Article"
    assert found["source-news"]["properties"]["publisher"] == ["The News"]


def test_who_says_so_is_counted_where_nothing_tells_it() -> None:
    left = LeftOut()
    written(records_with(told(WHO, TO, type="hire", claim=Claim("stated", by="a clerk"))), left)
    assert left.as_json()["events"] == {"claim.by": 1}


def test_a_description_that_only_begins_like_a_country_is_a_description() -> None:
    ada = make_person("ada", name="Ada", description="Country: a song, of hers")
    properties = written(make_records(ada))["person-ada"]["properties"]
    assert properties == {"name": ["Ada"], "description": ["Country: a song, of hers"]}


def test_ids_come_back_once_and_those_that_are_none_are_made() -> None:
    sources = [make_source("a", file="a.json"), make_source("b", file="b.json")]

    def person(name: str, *identifiers: tuple[str, str]) -> Any:
        return make_person(name, identifiers=tuple(Identifier(*each) for each in identifiers))

    people = [
        person("one", ("a", "x1")),
        person("two", ("b", "x1")),
        person("three", ("a", "no id!"), ("b", "y")),
        person("four", ("c", "z")),
        person("five", ("a", "person-four")),
        person("six", ("a", "s"), ("b", "t"), ("referent", "u")),
    ]
    left = LeftOut()
    found = written(make_records(*sources, *people), left)
    assert set(found) == {"x1", "person-two", "y", "person-four-2", "person-four", "s"}
    assert found["s"]["referents"] == ["u", "t"]
    assert "referents" not in found["person-two"], "x1 is somebody else"
    assert left.as_json()["people"]["identifiers"] == 3, "x1, no id! and z"


def test_what_was_changed_since_is_written_as_it_is_now() -> None:
    _, made = made_of(lines(ADA, ACME, job(role="chair", startDate="about 1900")))
    (event,) = made.records.events.values()
    denied = {**made.records.events, event.id: _with(event, claim=Claim("denied"))}
    own = {**made.records.events, event.id: _with(event, summary="She was in the chair.")}
    assert written(made.records)["job"]["properties"]["startDate"] == ["about 1900"]
    assert "job" not in written(_events(made.records, denied))
    changed = written(_events(made.records, own))["job"]["properties"]
    assert changed["summary"] == ["She was in the chair."]


def test_who_was_added_since_and_has_no_place_is_counted() -> None:
    _, made = made_of(lines(ADA, ACME, job()))
    (event,) = made.records.events.values()
    roles = (*event.roles, make_role("heard-by", "person/ada"))
    left = LeftOut()
    found = written(_events(made.records, {event.id: _with(event, roles=roles)}), left)
    assert found["job"]["schema"] == "Directorship"
    assert left.as_json()["events"] == {"roles": 1}


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ({"amount": "9", "amountUsd": "10"}, {"amountUsd": ["10"]}),
        (
            {"amount": "1,000.0", "currency": "EUR"},
            {"amount": ["1,000.0"], "currency": ["EUR"]},
        ),
    ],
)
def test_an_amount_comes_back_as_the_file_had_it(
    given_: dict[str, str], kept: dict[str, list[str]]
) -> None:
    paid = entity("p", "Payment", payer="acme", **given_)
    found = written(made_of(lines(ACME, paid))[1].records)
    assert found["p"]["properties"] == {"payer": ["acme"], **kept}


def test_a_legal_entity_comes_back_as_one_and_who_was_mentioned_only_as_what_it_was_taken_for() -> (
    None
):
    thing = entity("le", "LegalEntity", name="Thing")
    found = written(made_of(lines(thing, ACME, job()))[1].records)
    assert [found[each]["schema"] for each in ("le", "ada")] == ["LegalEntity", "Person"]


def test_rows_of_other_formats_are_no_entities() -> None:
    table = make_source("t", file="t.csv")
    rows = [make_quote("r1", "t", "Ada,Acme"), make_quote("r2", "t", '"Ada" of Acme', start=9)]
    event = make_event("e", type="position", quotes=("r1", "r2"), roles=(WHO, TO))
    found = written(make_records(*PEOPLE, *COMPANIES, table, *rows, event))
    assert found["event-e"]["schema"] == "Employment"
    assert not any(each["schema"] in ("Note", "Article") for each in found.values())


def test_statements_come_back_as_the_entity_that_they_make() -> None:
    rows = [
        ("ada", "Person", "name", "Ada"), ("w", "Ownership", "owner", "ada"),
        ("ada", "Person", "alias", "A."), ("w", "Ownership", "asset", "acme"),
        ("ada", "Person", "birthDate", "about 1815"),
    ]  # fmt: skip
    text = ",".join(FULL) + "\n"
    text += "".join(
        f"{name},{name},{prop},,{schema},{value}\n" for name, schema, prop, value in rows
    )
    found = written(made_of(text, "s.csv")[1].records)
    assert found["w"]["schema"] == "Ownership"
    assert found["w"]["properties"] == {"owner": ["ada"], "asset": ["acme"]}
    assert found["ada"]["properties"]["birthDate"] == ["about 1815"]


def test_a_date_in_a_nested_entity_comes_back_from_the_words_that_say_it() -> None:
    nested = entity("s", "Sanction", program="SDN")
    ada = entity("ada", "Person", birthDate="about 1815", sanctions=nested)
    found = written(made_of(json.dumps(ada), "x.json")[1].records)
    assert found["ada"]["properties"]["birthDate"] == ["about 1815"]
    assert found["s"]["properties"] == {"entity": ["ada"], "program": ["SDN"]}


def test_a_post_is_made_once_and_a_body_may_be_one() -> None:
    post = entity("p", "Position", name="Mayor", organization="acme")
    text = lines(
        ADA, ACME, post,
        *(entity(f"o{n}", "Occupancy", holder="ada", post="p") for n in (1, 2)),
        entity("o3", "Occupancy", holder="ada", post="acme"),
        entity("o4", "Occupancy", holder="ada"),
    )  # fmt: skip
    found = written(made_of(text)[1].records)
    assert found["p"]["properties"] == {"name": ["Mayor"], "organization": ["acme"]}
    posts = [found[f"o{number}"]["properties"].get("post") for number in (1, 2, 3, 4)]
    assert posts == [["p"], ["p"], ["acme"], None]


def test_the_built_in_database_comes_out_whole() -> None:
    records, left = read(BUILT_IN), LeftOut()
    found = written(records, left)
    assert sum(each["schema"] == "Person" for each in found.values()) == len(records.people)
    assert sum(each["schema"] == "Note" for each in found.values()) == len(records.quotes)
    assert left.as_json()["events"]["disputes"]
    _, again = made_of("".join(f"{json.dumps(each)}\n" for each in found.values()))
    assert len(again.records.people) == len(records.people)
    assert not again.aside.mentioned


@given(strangers())
def test_any_records_come_out_as_entities_whose_ends_exist(records: Records) -> None:
    found = written(records)
    for each in found.values():
        for name in ("employee", "employer", "entity", "involved", "subject", "object", "parent"):
            assert all(end in found for end in each["properties"].get(name, ()))


def _with(event: Event, **changes: Any) -> Event:

    return dataclasses.replace(event, **changes)


def _events(records: Records, events: dict[str, Event]) -> Records:

    return dataclasses.replace(records, events=events)
