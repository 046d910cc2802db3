"""Popolo JSON: who was a member of what, in every shape that files come in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.intake.outside import from_bytes
from db.intake.popolo.rows import Row
from db.intake.popolo.walking import walked
from db.records import Identifier, Link
from db.verify import verify
from tests.popolo import ACME, ADA, SEAT, Json, again, brought

DOCUMENT: Json = {"persons": [ADA], "organizations": [ACME], "memberships": [SEAT]}
IS_CHAIR = "Ada Lovelace is chair of Acme."


def without(record: Json, *keys: str, **more: object) -> Json:
    return {key: value for key, value in record.items() if key not in keys} | more


def test_a_membership_is_a_position_that_quotes_its_own_row(tmp_path: Path) -> None:
    made = brought(tmp_path, DOCUMENT)
    (event,) = made.events()
    assert event.summary == IS_CHAIR
    assert event.title == "chair"
    assert made.roles(event) == {"person": "Ada Lovelace", "to": "Acme"}
    (quote,) = made.records.quotes.values()
    assert json.loads(quote.exact) == SEAT
    assert made.records.people["ada-lovelace"].identifiers == (Identifier("data1", "p1"),)
    assert verify(made.records, made.texts).quotes["exact"] == 1
    assert not made.report.unheld


@pytest.mark.parametrize(
    "document",
    [
        DOCUMENT,
        {"people": [ADA], "organisations": [ACME], "memberships": [SEAT]},
        {"persons": {"p1": {"name": "Ada Lovelace"}}, "organizations": [ACME],
         "memberships": [SEAT]},
        {"persons": [{**ADA, "memberships": [without(SEAT, "person_id")]}],
         "organizations": [ACME]},
        {"persons": [ADA],
         "organizations": [{**ACME, "memberships": [without(SEAT, "organization_id")]}]},
        {"memberships": [without(SEAT, "person_id", "organization_id", person=ADA,
                                 organization=ACME)]},
        [without(SEAT, "person_id", "organization_id", person=ADA, organization=ACME)],
        {"persons": [ADA], "organizations": [{**ACME, "posts": [{"id": "x", "label": "chair"}]}],
         "memberships": [{"person_id": "p1", "post_id": "x"}]},
        {"persons": [ADA], "organizations": [ACME],
         "posts": [{"id": "x", "label": "chair", "organization_id": "o1",
                    "memberships": [{"person_id": "p1"}]}]},
        [{**ADA, "gender": "female"}, {**ACME, "classification": "firm"}, SEAT],
        {**ADA, "memberships": [without(SEAT, "person_id", "organization_id",
                                        organization=ACME)]},
        {**ACME, "memberships": [without(SEAT, "person_id", "organization_id", person=ADA)]},
        {"id": "x", "label": "chair", "organization": ACME, "memberships": [{"person": ADA}]},
        [[DOCUMENT]],
        [{"persons": [ADA], "organizations": [ACME]}, {"memberships": [SEAT]}],
        {"result": [SEAT, {**ADA, "email": "ada@x.example"}, {**ACME, "classification": "firm"}]},
        {**DOCUMENT, "persons": ADA},
        {"persons": [{"id": 1, "name": "Ada Lovelace"}], "organizations": [ACME],
         "memberships": [{**SEAT, "person_id": "1"}]},
        {"persons": [{"id": "new", "name": "Ada Lovelace"}, {"id": "p1", "redirect": "new"}],
         "organizations": [ACME], "memberships": [SEAT]},
        {"persons": [{**ADA, "memberships": [SEAT]}],
         "organizations": [{**ACME, "memberships": [SEAT]}]},
        "\n".join(map(json.dumps, ({**ADA, "gender": "female"}, SEAT,
                                   {**ACME, "classification": "firm"}))),
        "\ufeff" + json.dumps(DOCUMENT),
    ],
)  # fmt: skip
def test_every_shape_of_a_document_says_the_same(tmp_path: Path, document: object) -> None:
    made = brought(tmp_path, document, form="popolo")
    assert made.summaries() == [IS_CHAIR]
    assert made.names == {"Ada Lovelace", "Acme"}
    assert verify(made.records, made.texts).problems == ()


def test_several_documents_are_several_sources(tmp_path: Path) -> None:
    made = brought(tmp_path, {"persons": [ADA]}, {"persons": [ADA], "memberships": [SEAT]})
    assert set(made.records.people) == {"ada-lovelace", "ada-lovelace-2"}
    assert len(made.records.sources) == 2
    (event,) = made.events()
    assert event.roles[0].id == "ada-lovelace-2"


def test_the_same_document_twice_changes_nothing(tmp_path: Path) -> None:
    first = brought(tmp_path, DOCUMENT)
    before = first.path.read_bytes()
    second = again(first.path, DOCUMENT)
    assert not second.report.is_news
    assert first.path.read_bytes() == before


@pytest.mark.parametrize(
    ("person", "name", "aliases"),
    [
        ({"name": "Ada"}, "Ada", ()),
        ({"given_name": "Ada", "family_name": "Byron"}, "Ada Byron", ()),
        ({"sort_name": "Byron, Ada"}, "Byron, Ada", ()),
        ({"name": "  ", "other_names": [{"name": "Ada B."}]}, "Ada B.", ()),
        ({"name": "Ada", "other_names": [{"name": "AB"}, "B", {"name": "Ada"}]},
         "Ada", ("AB", "B")),
        ({"name": "Ada", "name__et": "Aada", "name__ru": "Ада"}, "Ada", ("Aada", "Ада")),
        ({"name": {"en": "Ada", "ru": "Ада"}}, "Ada", ("Ада",)),
        ({"name": {"given_name": "Ada", "family_name": "B"}}, "Ada B", ()),
        (
            {"other_names": [
                {"note": "Alternate", "name": "AB"},
                {"note": "Main", "given_name": "Ada", "family_name": "Byron"},
            ]},
            "Ada Byron",
            ("AB",),
        ),
        ({"name": 7}, "7", ()),
        ({"name": None, "gender": "female"}, "p1", ()),
    ],
)  # fmt: skip
def test_somebody_is_called_what_the_file_calls_them(
    tmp_path: Path, person: Json, name: str, aliases: tuple[str, ...]
) -> None:
    made = brought(tmp_path, {"persons": [{"id": "p1", **person}]})
    (found,) = made.records.people.values()
    assert (found.name, found.aliases) == (name, aliases)


def test_a_person_keeps_what_a_record_holds_and_the_rest_is_named(tmp_path: Path) -> None:
    person = {
        **ADA,
        "sort_name": "Lovelace, Ada",
        "summary": "A mathematician.",
        "biography": "Long.",
        "email": "",
        "gender": "female",
        "birth_date": "1815-12-10",
        "links": [{"url": "https://ada.example", "note": "home"}, {"note": "no address"}, 7],
        "identifiers": [{"scheme": "wikidata", "identifier": "Q7259"}, {"identifier": 8}, {}],
        "sources": [{"url": "https://list.example", "note": "a list"}, "https://b.example"],
        "contact_details": [{"type": "cell", "value": "7"}],
        "other_names": [{"name": "AL", "start_date": "1835", "lang": "en"}, [1]],
    }
    made = brought(tmp_path, {"persons": [person], "meta": {"sources": ["https://m.example"]}})
    (found,) = made.records.people.values()
    assert found.description == "A mathematician."
    assert found.links == (Link("https://ada.example", "home"), Link("7"))
    assert found.identifiers[:2] == (
        Identifier("wikidata", "Q7259"), Identifier("identifier", "8"),
    )  # fmt: skip
    (source,) = made.records.sources.values()
    assert source.cites == ("https://m.example", "https://list.example", "https://b.example")
    assert made.summaries("birth") == ["Ada Lovelace was born (1815-12-10)."]
    assert set(made.report.unheld) == {
        "persons.sort_name", "persons.biography", "persons.gender", "persons.links.note",
        "persons.sources.note", "persons.contact_details", "persons.other_names.start_date",
        "persons.other_names.lang", "persons.other_names",
    }  # fmt: skip


def test_organizations_have_a_kind_a_parent_and_a_life(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        {
            "organizations": [
                {**ACME, "classification": "party", "parent_id": "o2", "founding_date": "1950"},
                {"id": "o2", "name": "Holding", "dissolution_date": "2000-01",
                 "children": [{"name": "Daughter"}]},
                {"id": "o3", "name": "Loop", "parent_id": "o4"},
                {"id": "o4", "name": "Pool", "parent": {"id": "o3"}},
                {"id": "o5", "name": "Orphan", "parent_id": "nobody"},
                {"id": "o6", "name": "Lost", "parent": "Somewhere"},
            ]
        },
    )  # fmt: skip
    companies = made.records.companies
    assert (companies["acme"].kind, companies["acme"].parent) == ("party", "holding")
    assert companies["daughter"].parent == "holding"
    assert companies["orphan"].parent == "nobody"
    assert {companies["loop"].parent, companies["pool"].parent} == {None}
    assert made.report.unheld == {"organizations.parent": 1}
    assert made.summaries("founding") == ["Acme was founded (1950)."]
    assert made.summaries("dissolution") == ["Holding was dissolved (2000-01)."]
    assert verify(made.records, made.texts).problems == ()


@pytest.mark.parametrize(
    ("membership", "summary"),
    [
        ({"person_id": "p1"}, "Ada Lovelace is a member."),
        ({"organization_id": "o1", "role": "chair"}, "Somebody is chair of Acme."),
        ({"on_behalf_of_id": "o1"}, "Somebody is a member, on behalf of Acme."),
        (
            {"person_id": "p1", "organization_id": "o2", "on_behalf_of_id": "o1",
             "area_id": "a1", "start_date": "2012", "end_date": "2015", "label": "MP"},
            "Ada Lovelace was MP of o2, on behalf of Acme, for Kendal (2012–2015).",
        ),
        ({"person_id": "p1", "organization_id": "o1", "end_date": "2015"},
         "Ada Lovelace was a member of Acme (until 2015)."),
        ({"person_id": "p1", "organization_id": "o1", "start_date": "2015", "area_id": "a9"},
         "Ada Lovelace is a member of Acme, for a9 (from 2015)."),
        ({"person_id": "p9", "organization_id": "o1", "name": {"family_name": "Babbage"}},
         "Babbage is a member of Acme."),
        ({"person": "p1", "organization": "Babbage & Sons"},
         "Ada Lovelace is a member of Babbage & Sons."),
        ({"member": {"id": "o7", "name": "Team", "classification": "team"},
          "organization_id": "o1"}, "Team is a member of Acme."),
        ({"person_id": "p1", "post": {"id": "x", "role": "Cook", "organization_id": "o1",
                                      "start_date": "1950"}},
         "Ada Lovelace is Cook of Acme."),
        ({"person_id": "p1", "role": "member", "post": {"label": "Cook", "organization": ACME}},
         "Ada Lovelace is member (Cook) of Acme."),
    ],
)  # fmt: skip
def test_a_membership_says_what_it_has(tmp_path: Path, membership: Json, summary: str) -> None:
    areas = [{"id": "a1", "name": "Kendal"}]
    document = {
        "persons": [ADA], "organizations": [ACME], "areas": areas, "memberships": [membership],
    }  # fmt: skip
    made = brought(tmp_path, document)
    assert made.summaries() == [summary]
    assert verify(made.records, made.texts).problems == ()


@pytest.mark.parametrize(
    ("own", "date", "until"),
    [
        ({}, ("2011-03-27", "derived"), ("2015-03-23", "derived")),
        ({"start_date": "2012"}, ("2012", "quote"), ("2015-03-23", "derived")),
        ({"end_date": "2012"}, ("2011-03-27", "derived"), ("2012", "quote")),
        ({"end_date": "2001"}, None, ("2001", "quote")),
        ({"start_date": "2020"}, ("2020", "quote"), None),
    ],
)
def test_a_legislative_period_gives_the_dates_that_are_missing_and_is_cited(
    tmp_path: Path, own: Json, date: tuple[str, str] | None, until: tuple[str, str] | None
) -> None:
    period = {
        "id": "term/12", "name": "12th", "classification": "legislative period",
        "start_date": "2011-03-27", "end_date": "2015-03-23", "organization_id": "o1",
    }  # fmt: skip
    seat = {**SEAT, "legislative_period_id": "term/12", **own}
    made = brought(tmp_path, {**DOCUMENT, "events": [period], "memberships": [seat]})
    (event,) = made.events()
    assert (event.date and (event.date.text, event.date.basis)) == date
    assert (event.until and (event.until.text, event.until.basis)) == until
    quotes = [json.loads(made.records.quotes[each].exact) for each in event.quotes]
    assert quotes == [seat, period]
    assert made.summaries("legislative-period") == [
        "12th, legislative period of Acme (2011-03-27–2015-03-23)."
    ]


def test_an_event_is_told_in_a_sentence_that_repeats_nothing_of_its_name(tmp_path: Path) -> None:
    election = {"classification": "general election", "start_date": "1924", "end_date": "1924"}
    events = [
        {"name": "Kenyan legislative election, 1924", **election},
        {"name": "Poll of the land", **election},
        {"classification": "general election"},
    ]
    assert brought(tmp_path, {**DOCUMENT, "events": events}).summaries("general-election") == [
        "Kenyan legislative election, 1924.",
        "Poll of the land, general election (1924).",
        "general election.",
    ]


def test_events_keep_host_people_place_and_status(tmp_path: Path) -> None:
    events = [
        {"id": "e1", "name": "Gala", "classification": "Hire", "organization_id": "o1",
         "attendees": [{"id": "p1"}, {"id": "p2", "name": "Bo"}, "p1", "a guest"],
         "location": "Hall 1", "status": "tentative", "description": "All\ncome."},
        {"name": "Off", "status": "cancelled", "start_date": "2012-13-01", "name__fr": "Non"},
        {"name": "On", "status": "confirmed", "description": "x" * 400, "end_date": "2012"},
        {"id": "e4"},
    ]  # fmt: skip
    made = brought(tmp_path, {**DOCUMENT, "events": events})
    (gala,) = made.events("hire-event")
    assert (gala.summary, gala.status, gala.title) == ("All come.", "planned", "Gala")
    assert [role.role for role in gala.roles] == ["about", "person", "person", "person", "where"]
    off, on = made.events("event")
    assert (off.status, on.status) == ("planned", "done")
    assert off.date is not None
    assert not off.date.is_placed
    assert on.summary == "On (until 2012)."
    assert [place for place, _ in made.report.doubts] == ["/events/1/start_date", "/events/1"]
    assert [each.place for each in made.report.skipped] == ["/events/3"]
    assert set(made.report.unheld) == {
        "events.status", "events.description", "events.name__fr", "events.name__.lang",
    }  # fmt: skip


def test_what_no_record_holds_is_left_out_by_name(tmp_path: Path) -> None:
    made = brought(
        tmp_path,
        {
            "persons": [ADA, "Bo", 7, None, True, ["x"]],
            "votes": [{"option": "yes"}] * 3,
            "memberships": [{"role": "chair"}, {**SEAT, "post_id": "x", "organization_id": None}],
            "posts": [{"start_date": "2012"}],
            "areas": [{"id": "a1", "name": "Here"}],
            "warnings": {"skipped": ["ward"]},
        },
    )
    assert {(each.table, each.place) for each in made.report.skipped} == {
        ("people", "/persons/1"), ("people", "/persons/2"), ("people", "/persons/4"),
        ("people", "/persons/5"), ("", "/votes"), ("events", "/memberships/0"),
        ("events", "/posts/0"), ("", "/areas/0"),
    }  # fmt: skip
    assert made.report.unheld == {"memberships.post_id": 1, "areas.id": 1, "warnings": 1}


def test_an_id_that_stands_for_two_rows_is_doubtful(tmp_path: Path) -> None:
    made = brought(tmp_path, {"persons": [ADA, {"id": "p1", "name": "Bo"}]})
    (person,) = made.records.people.values()
    assert (person.name, person.aliases) == ("Ada Lovelace", ("Bo",))
    assert [place for place, _ in made.report.doubts] == ["/persons/1"]


def test_one_membership_in_two_people_is_two(tmp_path: Path) -> None:
    seat = without(SEAT, "person_id")
    persons = [{**ADA, "memberships": [seat]}, {"id": "p2", "name": "Bo", "memberships": [seat]}]
    made = brought(tmp_path, {"persons": persons, "organizations": [ACME]})
    assert made.summaries() == [IS_CHAIR, "Bo is chair of Acme."]
    assert [place for place, _ in made.report.doubts] == ["/persons/1/memberships/0"]


@pytest.mark.parametrize(
    ("record", "table"),
    [
        ({"@type": "Organization", "name": "A"}, "organizations"),
        ({"_type": "person", "name": "A"}, "persons"),
        ({"@type": "http://www.w3.org/ns/org#Post", "id": "1"}, "posts"),
        ({"name": "A", "role": "chair", "classification": "x"}, "organizations"),
        ({"name": "A", "role": "chair"}, "persons"),
        ({"name": "A", "start_date": "2012"}, "events"),
        ({"name": "A", "classification": "x"}, "organizations"),
        ({"name": "A", "memberships": [{"person_id": "p1"}]}, "organizations"),
        ({"name": "A", "memberships": [{"organization_id": "p1"}]}, "persons"),
        ({"name": "A"}, "persons"),
    ],
)
def test_a_record_is_told_by_what_it_has(record: Json, table: str) -> None:
    (row,) = [row for row in rows_of(record) if "person_id" not in row.data and row.table == table]
    assert row.words == "/"


def rows_of(value: object, name: str = "x.json") -> list[Row]:
    file = from_bytes(json.dumps(value).encode(), name, name)
    return walked(file, lambda _: None).rows


def test_a_line_of_many_is_named_by_its_number(tmp_path: Path) -> None:
    lines = [{**ADA, "birth_date": "about 1815"}, {"persons": [{"id": "p2"}], "votes": [1]}]
    made = brought(tmp_path, "\n".join(map(json.dumps, lines)), form="popolo")
    assert [place for place, _ in made.report.doubts] == ["line 1 /birth_date"]
    assert [each.place for each in made.report.skipped] == ["line 2 /votes"]


def test_who_is_mentioned_and_never_defined_is_named(tmp_path: Path) -> None:
    made = brought(tmp_path, {"memberships": [SEAT]})
    assert made.report.mentioned == ("person/p1", "company/o1")
    assert made.summaries() == ["p1 is chair of o1."]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("organizations.json", "companies"), ("parties.json", "companies"), ("mps.json", "people")],
)
def test_a_list_of_names_is_of_what_its_file_is_called(name: str, kind: str) -> None:
    (row,) = rows_of([{"id": "1", "name": "A"}], name)
    assert row.table == {"companies": "organizations", "people": "persons"}[kind]


def test_a_term_that_every_membership_repeats_is_quoted_no_more_often_than_needed(
    tmp_path: Path,
) -> None:
    term = {"id": "t", "name": "First term", "start_date": "2000"}
    seats = [without(SEAT, id=f"m{n}", legislative_period=term) for n in range(4)]
    made = brought(tmp_path, {"persons": [ADA], "organizations": [ACME], "memberships": seats})
    assert len(made.events()) == 4
    assert max(len(each.quotes) for each in made.events()) == 2


def test_a_term_of_which_two_places_say_different_things_quotes_both(tmp_path: Path) -> None:
    seats = [without(SEAT, legislative_period={"id": "t", "name": "First term"})]
    term = {"id": "t", "start_date": "2000", "end_date": "2004"}
    made = brought(tmp_path, {"persons": [ADA], "memberships": seats, "events": [term]})
    (event,) = made.events()
    words = [made.records.quotes[each].exact for each in event.quotes]
    assert any("2004" in each for each in words)
