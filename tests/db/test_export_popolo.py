"""Popolo out of records: memberships from what is sure, everything else as events."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from db.dates import PartialDate
from db.export.left_out import LeftOut
from db.intake.dating import read_date
from db.records import Claim, Duration, Identifier, Link, Records
from db.storage import BUILT_IN, read
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)
from tests.popolo import ACME, ADA, SEAT, Json, again, brought, exported
from tests.strangers import strangers

PEOPLE = (
    make_source("news", title="News", url="https://news.example"),
    make_quote("q1", source="news"),
    make_person("ada"),
    make_person("bo"),
    make_company("acme"),
    make_company("globex"),
)


def day(text: str) -> PartialDate:
    """A date as a file has it."""
    read_as = read_date(text)
    assert read_as is not None
    return read_as.date


def only(document: Json, table: str) -> Json:
    (row,) = document[table]
    assert isinstance(row, dict)
    return row


def of(*events: object, left: LeftOut | None = None) -> Json:
    return exported(make_records(*PEOPLE, *events), left)  # type: ignore[arg-type]


def test_a_position_is_a_membership_with_its_words_as_a_note() -> None:
    event = make_event(
        "e1", type="position", title="chair", summary="Ada is chair of Acme.", quotes=("q1",),
        roles=(make_role("person", "person/ada"), make_role("to", "company/acme")),
        date=day("2012-03"), until=day("2015"),
    )  # fmt: skip
    document = of(event)
    quote = make_records(*PEOPLE).quotes["q1"]
    assert only(document, "memberships") == {
        "id": "e1", "label": "Ada is chair of Acme.", "role": "chair",
        "person_id": "ada", "organization_id": "acme", "start_date": "2012-03", "end_date": "2015",
        "sources": [{"url": "https://news.example", "note": f"News: “{quote.exact}”"}],
    }  # fmt: skip
    assert document["persons"][0] == {"id": "ada", "name": "Ada"}
    assert document["events"] == []


@pytest.mark.parametrize(
    ("kind", "roles", "expected"),
    [
        ("hire", ("to",), [("acme", "2012", None)]),
        ("hire", ("to", "from"), [("acme", "2012", None)]),
        ("departure", ("from",), [("acme", None, "2012")]),
        ("move", ("from", "to"), [("globex", "2012", None), ("acme", None, "2012")]),
        ("position", (), [(None, "2012", None)]),
        ("hire", ("from",), [(None, "2012", None)]),
        ("departure", ("to",), [(None, None, "2012")]),
    ],
)
def test_moves_are_memberships_that_begin_or_end(
    kind: str, roles: tuple[str, ...], expected: list[tuple[str | None, ...]]
) -> None:
    places = {"from": "company/acme", "to": "company/globex" if len(roles) > 1 else "company/acme"}
    if roles == ("to", "from"):
        places = {"to": "company/acme", "from": "company/globex"}
    parts = tuple(make_role(each, places[each]) for each in roles)
    event = make_event(
        "e1", type=kind, quotes=("q1",), date=day("2012"),
        roles=(make_role("person", "person/ada"), *parts),
    )  # fmt: skip
    rows = of(event)["memberships"]
    assert [
        (each.get("organization_id"), each.get("start_date"), each.get("end_date")) for each in rows
    ] == expected
    assert len({each["id"] for each in rows}) == len(rows)


@pytest.mark.parametrize(
    ("status", "grade"),
    [("planned", "stated"), ("refused", "reported"), ("done", "denied"), ("done", "rumoured"),
     ("done", "alleged"), ("done", "opinion")],
)  # fmt: skip
def test_what_is_not_sure_is_an_event_and_no_membership(status: str, grade: str) -> None:
    event = make_event(
        "e1", type="hire", summary="Ada may join Acme.", status=status, claim=Claim(grade),
        quotes=("q1",), date=day("2012"),
        roles=(make_role("person", "person/ada"), make_role("to", "company/acme")),
    )  # fmt: skip
    left = LeftOut()
    document = of(event, left=left)
    assert document["memberships"] == []
    row = only(document, "events")
    assert (row["name"], row["classification"]) == ("Ada may join Acme.", "hire")
    assert row["attendees"] == [{"id": "ada", "name": "Ada"}]
    assert row["organization_id"] == "acme"
    assert row.get("status") == ("tentative" if status == "planned" else None)
    told = left.as_json()["events"]
    assert ("claim.grade" in told) == (grade != "stated")
    assert ("status" in told) == (status == "refused")


def test_what_popolo_has_no_place_for_is_counted() -> None:
    event = make_event(
        "e1", type="hire", quotes=("q1",), duration=Duration("a year", "years", 1, 1),
        claim=Claim("stated", by="the article", via=("company/acme",), said=day("2011")),
        date=PartialDate("in May 2012", "2012-05-01", "2012-05-31"),
        until=PartialDate("before 2015", None, "2014-12-31"),
        roles=(make_role("person", "person/ada"), make_role("to", "company/acme"),
               make_role("heard-by", "person/bo")),
    )  # fmt: skip
    left = LeftOut()
    row = only(of(event, left=left), "memberships")
    assert row["start_date"] == "2012-05"
    assert "end_date" not in row
    assert left.as_json()["events"] == {
        "duration": 1, "claim.by": 1, "claim.via": 1, "claim.said": 1, "roles": 1, "type": 1,
        "summary": 1, "date.text": 1, "until": 1,
    }  # fmt: skip


def test_lives_are_dates_of_the_row_once() -> None:
    born = make_event(
        "e1", type="birth", quotes=("q1",), date=day("1815-12-10"),
        roles=(make_role("person", "person/ada"),),
    )  # fmt: skip
    again = make_event(
        "e2", type="birth", quotes=("q1",), date=day("1816"),
        roles=(make_role("person", "person/ada"),),
    )  # fmt: skip
    founded = make_event(
        "e3", type="founding", quotes=("q1",), date=day("1950"),
        roles=(make_role("about", "company/acme"),),
    )  # fmt: skip
    by_ada = make_event(
        "e4", type="founding", quotes=("q1",), date=day("1951"),
        roles=(make_role("person", "person/ada"), make_role("to", "company/globex")),
    )  # fmt: skip
    document = of(born, again, founded, by_ada)
    assert document["persons"][0]["birth_date"] == "1815-12-10"
    assert document["persons"][0]["sources"][0]["url"] == "https://news.example"
    assert document["organizations"][0]["founding_date"] == "1950"
    assert [each["id"] for each in document["events"]] == ["e2", "e4"]


def test_those_without_a_record_are_named_where_they_are() -> None:
    event = make_event(
        "e1", type="position", quotes=("q1",),
        roles=(make_role("person", "a spokesperson"), make_role("to", "company/acme"),
               make_role("where", "Kendal")),
    )  # fmt: skip
    row = only(of(event), "memberships")
    assert row["person"] == {"name": "a spokesperson"}
    assert row["area"] == {"name": "Kendal"}


def test_ids_are_those_of_the_file_where_they_are_unique() -> None:
    records = make_records(
        make_source("a", file="a.json"),
        make_source("b", file="b.json"),
        make_person("ada", identifiers=(Identifier("a", "1"), Identifier("wikidata", "Q7"))),
        make_person("bo", identifiers=(Identifier("b", "1"),)),
        make_person("cy", identifiers=(Identifier("a", "ada"), Identifier("b", "7"))),
        make_person(
            "di", identifiers=(Identifier("a", "#/persons/3"), Identifier("identifier", "8"))
        ),
        make_person("bo-2", identifiers=(Identifier("b", "bo"),)),
        make_company(
            "acme", links=(Link("https://acme.example", "home"), Link("https://b.example"))
        ),
    )  # fmt: skip
    left = LeftOut()
    document = exported(records, left)
    assert [(each["id"], each.get("identifiers")) for each in document["persons"]] == [
        ("ada", [{"scheme": "a", "identifier": "1"}, {"scheme": "wikidata", "identifier": "Q7"}]),
        ("bo-2", [{"scheme": "b", "identifier": "1"}]),
        ("7", [{"scheme": "a", "identifier": "ada"}]),
        ("di", [{"identifier": "8"}]),
        ("bo", None),
    ]
    assert left.as_json()["people"] == {"identifiers": 1}
    assert document["organizations"][0]["links"] == [
        {"url": "https://acme.example", "note": "home"}, {"url": "https://b.example"},
    ]  # fmt: skip


def test_a_row_gives_its_own_id_and_sources_back(tmp_path: Path) -> None:
    post = {"id": "x", "label": "Chair", "organization_id": "o1", "start_date": "1950"}
    seat = {**SEAT, "post_id": "x", "sources": ["https://a.example", {"url": "https://b.example",
            "note": "list"}, {"note": "none"}]}  # fmt: skip
    made = brought(
        tmp_path,
        {"persons": [ADA], "organizations": [ACME], "posts": [post],
         "memberships": [seat, {**SEAT, "role": "clerk"}, {"person_id": "p1"}]},
    )  # fmt: skip
    document = exported(made.records)
    assert document["posts"] == [post]
    first, second, third = document["memberships"]
    assert (first["id"], first["post_id"]) == ("m1", "x")
    assert first["sources"] == [
        {"url": "https://a.example"}, {"url": "https://b.example", "note": "list"},
    ]  # fmt: skip
    assert second["id"] != third["id"]
    assert second["id"].startswith("data1-")
    assert document["meta"] == {"sources": ["https://a.example", "https://b.example"]}


@pytest.mark.parametrize("exact", ["Ada,chair", "[1]", '{"id": 7}', "{"])
def test_a_row_of_any_file_of_data_is_no_note(exact: str) -> None:
    records = make_records(
        make_source("data", title="A table", file="data.csv", url="https://data.example"),
        make_quote("q1", source="data", exact=exact),
        make_person("ada"),
        make_event(
            "e1", type="position", quotes=("q1",), roles=(make_role("person", "person/ada"),)
        ),
    )
    row = only(exported(records), "memberships")
    assert row["sources"] == [{"url": "https://data.example", "note": "A table"}]
    assert row["id"] == ("7" if exact == '{"id": 7}' else "e1")


def test_a_member_that_is_an_organization_stays_one(tmp_path: Path) -> None:
    seat = {
        "member": {"id": "o2", "name": "Team", "classification": "team"},
        "organization_id": "o1",
    }
    made = brought(tmp_path, {"organizations": [ACME], "memberships": [seat]})
    document = exported(made.records)
    assert only(document, "memberships")["member"] == {
        "@type": "Organization", "id": "o2", "name": "Team",
    }  # fmt: skip
    (tmp_path / "second").mkdir()
    second = brought(tmp_path / "second", document)
    assert second.summaries() == ["Team is a member of Acme."]
    assert not second.report.unheld


def test_the_built_in_database_goes_out_and_comes_in(tmp_path: Path) -> None:
    records = read(BUILT_IN)
    document = exported(records)
    assert len(document["persons"]) == len(records.people)
    assert len(document["memberships"]) > 10
    made = brought(tmp_path, document)
    assert made.names >= {each.name for each in records.people.values()}
    assert made.names >= {each.name for each in records.companies.values()}
    assert again(made.path, document).report.is_news is False


@given(strangers())
def test_records_of_any_text_make_a_document(records: Records) -> None:
    document = exported(records)
    for table in ("persons", "organizations", "posts", "memberships", "events"):
        ids = [each["id"] for each in document[table]]
        assert len(set(ids)) == len(ids)
