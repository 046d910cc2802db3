"""People and companies of FollowTheMoney: names, kinds, lives."""

from __future__ import annotations

from typing import Any

import pytest

from tests.entities import ACME, ADA, entity, event_of, job, lines, made_of, records_of


def test_the_dates_of_a_life_are_events_and_two_dates_are_two() -> None:
    person = entity("ada", "Person", name="Ada", birthDate=["1815", "1815-12-10"], deathDate="1852")
    firm = entity("c", "Company", name="Co", incorporationDate="1840", dissolutionDate="1841-02-30")
    made = made_of(lines(person, firm))[1]
    events = list(made.records.events.values())
    assert [each.type for each in events] == ["birth", "birth", "death", "founding", "dissolution"]
    assert [each.date.text for each in events if each.date] == [
        "1815", "1815-12-10", "1852", "1840", "1841-02-30",
    ]  # fmt: skip
    assert [each.words for each in made.aside.doubts] == [
        "“1841-02-30” is in no calendar: kept as words"
    ]


def test_nobody_is_both_born_and_founded() -> None:
    dates = {"birthDate": "1815", "incorporationDate": "1840", "dissolutionDate": "1841"}
    made = made_of(
        lines(entity("ada", "Person", name="Ada", **dates), entity("c", "Company", **dates))
    )[1]
    assert [(each.type, each.summary) for each in made.records.events.values()] == [
        ("birth", "Ada was born (1815)."),
        ("founding", "c was founded (1840)."),
        ("dissolution", "c was dissolved (1841)."),
    ]
    assert made.aside.unheld == {
        "Person.incorporationDate": 1, "Person.dissolutionDate": 1, "Company.birthDate": 1
    }  # fmt: skip


def test_a_position_in_words_is_a_position_without_a_company() -> None:
    event = event_of(entity("ada", "Person", name="Ada", position="Countess of Lovelace"))
    assert (event.type, event.title) == ("position", "Countess of Lovelace")


@pytest.mark.parametrize(
    ("properties", "caption", "name", "aliases"),
    [
        ({"name": ["A. L.", "Ada"]}, "Ada", "Ada", ("A. L.",)),
        ({"name": ["A. L.", "Ada"]}, "Other", "A. L.", ("Ada", "Other")),
        ({"name": "Ada", "alias": "B", "weakAlias": "C", "previousName": "D"}, "", "Ada",
         ("B", "C", "D")),
        ({}, "Caption", "Caption", ()),
        ({"alias": "B"}, "", "B", ()),
        ({"firstName": "Ada", "lastName": "King"}, "", "Ada King", ()),
        ({}, "", "ada", ()),
    ],
)  # fmt: skip
def test_a_name_is_found(
    properties: dict[str, object], caption: str, name: str, aliases: tuple[str, ...]
) -> None:
    found = entity("ada", "Person", **properties)
    person = records_of({**found, "caption": caption}).people
    (record,) = person.values()
    assert (record.name, record.aliases) == (name, aliases)


@pytest.mark.parametrize(
    ("schema", "properties", "kind"),
    [
        ("Company", {}, "firm"),
        ("Organization", {}, "organization"),
        ("Organization", {"classification": "political party"}, "political party"),
        ("Organization", {"classification": "firm"}, "organization"),
        ("PublicBody", {"classification": "court"}, "public body"),
        ("LegalEntity", {}, "legal entity"),
    ],
)
def test_a_company_has_a_kind(schema: str, properties: dict[str, str], kind: str) -> None:
    (company,) = records_of(entity("c", schema, **properties)).companies.values()
    assert company.kind == kind


@pytest.mark.parametrize(
    ("others", "kind"),
    [
        ([], "company"),
        ([entity("r", "Family", person="le", relative="x")], "person"),
        ([entity("r", "Employment", employee="le", employer="x")], "person"),
        ([entity("r", "Directorship", director="le", organization="x")], "person"),
        ([entity("r", "Directorship", director="le", organization="x"),
          entity("s", "Ownership", owner="x", asset="le")], "company"),
        ([entity("r", "Ownership", owner="le", asset="x")], "company"),
        ([entity("r", "Membership", member="x", organization="le")], "company"),
        ([entity("p", "Position", organization="le")], "company"),
        ([entity("le", "LegalEntity", birthDate="1815")], "person"),
        ([entity("le", "LegalEntity", legalForm="GmbH"),
          entity("r", "Directorship", director="le", organization="x")], "company"),
    ],
)  # fmt: skip
def test_what_a_legal_entity_is_shows_in_its_relations_and_is_said(
    others: list[dict[str, Any]], kind: str
) -> None:
    made = made_of(lines(entity("le", "LegalEntity", name="Thing"), *others))[1]
    assert "thing" in made.records.table("person" if kind == "person" else "company")
    assert f"it was taken as a {kind}" in made.aside.doubts[0].words


def test_whoever_is_mentioned_only_becomes_what_the_relation_says() -> None:
    made = made_of(lines(job(), entity("f", "Family", person="eve", relative="bo")))[1]
    assert set(made.aside.mentioned) == {"person/ada", "company/acme", "person/eve", "person/bo"}


def test_a_company_is_part_of_its_parent() -> None:
    found = records_of(ACME, entity("lab", "Company", name="Lab", parent="acme"))
    assert found.companies["lab"].parent == "acme"
    assert records_of(ADA, entity("l", "Company", parent="ada")).companies["l"].parent is None


def test_identifiers_links_and_words_are_kept() -> None:
    found = entity(
        "ada", "Person", name="Ada", wikidataId="Q1", innCode="77", website="https://a.example",
        sourceUrl="https://s.example", summary="mathematician", country="gb",
    )  # fmt: skip
    (ada,) = records_of({**found, "referents": ["old-1", 7, None, "ada"]}).people.values()
    assert [(each.scheme, each.value) for each in ada.identifiers] == [
        ("wikidata", "Q1"), ("innCode", "77"), ("referent", "old-1"), ("referent", "7"),
        ("x", "ada"),
    ]  # fmt: skip
    assert [(each.url, each.note) for each in ada.links] == [
        ("https://a.example", "website"),
        ("https://s.example", "source"),
    ]
    assert ada.description == "mathematician"


@pytest.mark.parametrize(
    ("country", "description"),
    [("gb", "Country: gb"), (["gb", "fr"], "Country: gb, fr"), ("Great, old Britain", None)],
)
def test_a_country_describes_whoever_has_no_other_words(
    country: object, description: str | None
) -> None:
    (ada,) = records_of(entity("ada", "Person", name="Ada", country=country)).people.values()
    assert ada.description == description
