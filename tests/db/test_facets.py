"""A facet row counts what its query would leave."""

from __future__ import annotations

import pytest

from db.facets import Facet, facets
from db.library import Library
from db.query import parse
from db.records import Claim, Event, Kind, Records
from db.search import KINDS, search
from tests.make import (
    make_company,
    make_date,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)


def hire(identifier: str, person: str, company: str, quote: str, **fields: object) -> Event:
    return make_event(
        identifier,
        roles={"person": f"person/{person}", "to": f"company/{company}"},
        quotes=(quote,),
        **fields,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.of(_records(), "tiny")


def _records() -> Records:
    return (
        make_records(
            make_person("ada"),
            make_person("bob"),
            make_person("eve"),
            make_company("meta"),
            make_company("lab", parent="meta"),
            make_company("acme"),
            hire("a1", "ada", "lab", "q1", date=make_date("2025-07-03")),
            hire("a2", "ada", "acme", "q2", date=make_date("2024-01-01", "2025-01-31")),
            hire("b1", "bob", "meta", "q1", same_as=("b2",), grade="reported"),
            hire("b2", "bob", "meta", "q2", disputes=("b3",)),
            make_event(
                "b3", "denial", roles={"by": "person/bob", "about": "an aide"}, quotes=("q2",)
            ),
            make_event(
                "e1",
                "statement",
                roles={"by": "person/eve"},
                claim=Claim("stated", by_id="person/eve"),
                quotes=("q2",),
                date=make_date("2025-07-01", "2025-07-31"),
                until=make_date("2025-09-01"),
            ),
            make_quote("q1", "s1", lang="fr"),
            make_quote("q2", "s2", speaker="person/eve"),
            make_source("s1", "Un", lang="fr"),
            make_source("s2", "Deux", published="2025"),
            make_source("s3", "Trois", lang="da"),
        )
    )  # fmt: skip


def ask(library: Library, text: str, kind: Kind) -> dict[str, Facet]:
    found = facets(library, search(library, parse(text), kind))
    return {facet.label: facet for facet in found}


def counts(facet: Facet) -> dict[str, int]:
    return {value.value: value.count for value in facet.values}


def test_events_are_counted_once_a_happening(library: Library) -> None:
    found = ask(library, "", "event")
    assert counts(found["Type"]) == {"hire": 3, "denial": 1, "statement": 1}
    assert counts(found["To"]) == {"meta": 2, "acme": 1, "lab": 1}
    assert counts(found["Grade"]) == {"stated": 5, "reported": 1}
    assert counts(found["Language"]) == {"fr": 2, "en": 4}
    assert [value.label for value in found["Language"].values] == ["English", "French"]


def test_years_and_months_stand_in_date_order(library: Library) -> None:
    found = ask(library, "", "event")
    assert [(value.value, value.count) for value in found["Year"].values] == [
        ("2024", 1),
        ("2025", 3),
    ]
    assert [value.value for value in found["Month"].values] == ["2025-07"]
    assert found["Month"].field == found["Year"].field == "date"


def test_people_are_counted_and_not_their_events(library: Library) -> None:
    found = ask(library, "", "person")
    assert counts(found["To"]) == {"meta": 2, "acme": 1, "lab": 1}
    assert counts(found["State"]) == {"undated": 1, "undisputed": 3, "disputed": 1}
    assert [value.label for value in found["Speaker"].values] == ["Eve"]


def test_a_value_that_the_query_asks_for_is_active(library: Library) -> None:
    found = ask(library, "to:meta", "event")
    assert [value.value for value in found["To"].values if value.is_active] == ["meta"]
    assert not any(value.is_active for value in found["Type"].values)


def test_a_language_counts_with_its_varieties_and_under_its_name() -> None:
    sources = [
        make_source(f"s{number}", lang=lang) for number, lang in enumerate(("fr", "fr-CA", "tlh"))
    ]
    found = ask(Library.of(make_records(*sources), "x"), "", "source")["Language"]
    assert [(each.value, each.label, each.count) for each in found.values] == [
        ("fr", "French", 2),
        ("fr-CA", "French (CA)", 1),
        ("tlh", "tlh", 1),
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("most", [1, 2, 24])
def test_counts_that_were_written_down_are_those_that_are_counted(
    kind: Kind, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted() -> tuple[Facet, ...]:
        library = Library.of(_records(), "tiny")
        return facets(library, search(library, parse(""), kind), most)

    fresh = counted()
    monkeypatch.setattr("db.library.making.terms.MANY_EVENTS", 0)
    assert counted() == fresh
    for facet in fresh:
        assert len(facet.values) == min(most, facet.of) or facet.label in ("Year", "Month", "State")


def test_an_end_before_the_beginning_is_counted_as_no_end() -> None:
    days = {"date": make_date("2025-07-03"), "until": make_date("2024-01-01")}
    event = make_event("e", quotes=(), **days)  # type: ignore[arg-type]
    library = Library.of(make_records(event), "x")
    assert counts(ask(library, "", "event")["Year"]) == {"2025": 1}
    assert search(library, parse("date:2024"), "event").total == 0


def test_nothing_found_has_no_facets(library: Library) -> None:
    assert facets(library, search(library, parse("xyzzy"), "person")) == ()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text", ["", "bob", "type:hire", "date:2025 ada", "-type:hire", "-eve", "lang:fr"]
)
def test_a_count_is_what_the_list_shows_once_the_value_is_chosen(
    library: Library, kind: Kind, text: str
) -> None:
    query = parse(text)
    for facet in facets(library, search(library, query, kind)):
        for value in facet.values:
            if value.is_active or query.with_toggled(facet.field, value.value).filters == (
                query.filters
            ):
                continue
            chosen = search(library, query.with_toggled(facet.field, value.value), kind)
            assert chosen.total == value.count, (facet.label, value)
