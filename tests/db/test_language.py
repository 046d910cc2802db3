"""What the terms of a query mean, field by field, on events made for the purpose."""

from __future__ import annotations

import pytest

from db.dates import PartialDate
from db.library import Library
from db.query import describe, parse
from db.records import Amount, Claim, Role
from db.search import search
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)


def date(text: str, first: str | None, last: str | None) -> PartialDate:
    return PartialDate(text, first, last, "quote")


ADA = make_role("person", "person/ada")
EVENTS = (
    make_event(
        "to-meta",
        "hire",
        roles=(ADA, make_role("from", "company/openai"), make_role("to", "company/meta")),
        date=date("in July 2025", "2025-07-01", "2025-07-31"),
        amount=Amount("100 million dollars", "USD", min=1e8, max=1e8),
        quotes=("english",),
        disputes=("denies",),
    ),
    make_event(
        "to-fair",
        "hire",
        roles=(ADA, make_role("to", "company/fair")),
        date=date("2024", "2024-01-01", "2024-12-31"),
        amount=Amount("50,000 euros", "EUR", min=5e4, max=5e4),
        quotes=("french",),
    ),
    make_event(
        "denies",
        "denial",
        roles=(make_role("by", "person/eve"), make_role("about", "company/meta")),
        claim=Claim("denied", by_id="person/eve"),
        quotes=("spoken",),
    ),
    make_event(
        "stake",
        "stake",
        status="agreed",
        roles=(make_role("by", "company/meta"),),
        amount=Amount("a third", "fraction", min=1 / 3, max=1 / 3),
        date=date("before August 2025", None, "2025-07-31"),
        quotes=("english",),
    ),
    make_event(
        "staff",
        "staff-change",
        roles=(make_role("by", "company/openai"), Role(role="to", kind="company", text="a rival")),
        amount=Amount("60 people", "people", min=60, max=60),
        date=date("since May 2025", "2025-05-01", None),
        quotes=("english",),
    ),
)


@pytest.fixture(scope="module")
def library() -> Library:
    """Five events of two people at three companies, one of which is part of another."""
    return Library.of(
        make_records(
            make_person("ada", "Ada Byron", aliases=("Countess",)),
            make_person("eve", "Eve Sands"),
            make_company("meta", "Meta", aliases=("Facebook",)),
            make_company("fair", "Fundamental Research", parent="meta"),
            make_company("openai", "OpenAI"),
            *EVENTS,
            make_quote("english", lang="en"),
            make_quote("french", lang="fr-CA", translation="she joined"),
            make_quote("spoken", lang="en", speech="direct", speaker="person/eve"),
            make_source("s1", "The Gazette of Moves", publisher="Gazette"),
        ),
        "test",
    )


ALL = {event.id for event in EVENTS}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("to:meta", {"to-meta", "to-fair"}),
        ("to:Meta", {"to-meta", "to-fair"}),
        ("to:=meta", {"to-meta"}),
        ("to:facebook", {"to-meta", "to-fair"}),
        ("to:=facebook", {"to-meta"}),
        ("to:company/meta", {"to-meta", "to-fair"}),
        ("to:fair", {"to-fair"}),
        ('to:"fundamental research"', {"to-fair"}),
        ("to:research", {"to-fair"}),
        ("to:rival", {"staff"}),
        ("from:openai", {"to-meta"}),
        ("-from:openai", ALL - {"to-meta"}),
        ("!to:meta type:hire", set()),
        ("type:hire -to:=meta", {"to-fair"}),
        ("person:ada", {"to-meta", "to-fair"}),
        ("person:countess", {"to-meta", "to-fair"}),
        ("company:meta", {"to-meta", "to-fair", "denies", "stake"}),
        ("speaker:eve", {"denies"}),
        ('speaker:"eve sands"', {"denies"}),
        ("source:gazette", ALL),
        ("is:disputed", {"to-meta", "denies"}),
        ("-is:disputed", ALL - {"to-meta", "denies"}),
        ("is:undated", {"denies"}),
        ("is:dated", ALL - {"denies"}),
        ("is:spoken", {"denies"}),
        ("has:amount", ALL - {"denies"}),
        ("has:translation", {"to-fair"}),
        ("grade:denied", {"denies"}),
        ("status:agreed", {"stake"}),
        ("lang:fr", {"to-fair"}),
        ("lang:french", {"to-fair"}),
        ("type:hire", {"to-meta", "to-fair"}),
        ("type:moves", {"to-meta", "to-fair"}),
        ("date:2025", {"to-meta", "stake", "staff"}),
        ("date:2024", {"to-fair", "stake"}),
        ("date:2025-07..", {"to-meta", "stake", "staff"}),
        ("date:2025-08..", {"staff"}),
        ("date:>2025-07", {"staff"}),
        ("date:..2024", {"to-fair", "stake"}),
        ("date:<2025", {"to-fair", "stake"}),
        ("date:2025-07..2025-08", {"to-meta", "stake", "staff"}),
        ("date:2025-07-15", {"to-meta", "stake", "staff"}),
        ("-date:2025", {"to-fair", "denies"}),
        ("amount:>=100M", {"to-meta"}),
        ("amount:$100M", {"to-meta"}),
        ("amount:€100M", set()),
        ("amount:90M..1B", {"to-meta"}),
        ("amount:€50k..", {"to-fair"}),
        ("amount:<=50kEUR", {"to-fair"}),
        ("amount:>5%", {"stake"}),
        ("amount:1/3", {"stake"}),
        ("amount:33%", {"stake"}),
        ("amount:30%", set()),
        ("amount:>=50people", {"staff"}),
        ("amount:>60people", set()),
        ('"fundamental research"', {"to-fair"}),
        ('-"fundamental research" type:hire', {"to-meta"}),
        ("countess -research", {"to-meta"}),
    ],
)
def test_a_query_finds_the_events_that_it_asks_for(
    library: Library, query: str, found: set[str]
) -> None:
    assert {hit.id for hit in search(library, parse(query), "event").hits} == found


@pytest.mark.parametrize(
    ("query", "kind", "found"),
    [
        ("to:meta", "person", {"ada"}),
        ("-to:meta", "person", {"eve"}),
        ("type:hire amount:>=100M", "company", {"meta", "openai"}),
        ("grade:denied", "person", {"eve"}),
        ("lang:fr", "source", {"s1"}),
    ],
)
def test_a_list_of_others_holds_who_takes_part(
    library: Library, query: str, kind: str, found: set[str]
) -> None:
    hits = search(library, parse(query), kind).hits  # type: ignore[arg-type]
    assert {hit.id for hit in hits} == found


@pytest.mark.parametrize(
    ("query", "english"),
    [
        ("type:hire to:meta date:2025-07..", "hires to Meta, after June 2025"),
        ("type:hire to:=facebook", "hires to Meta itself"),
        ("from:openai person:countess", "events from OpenAI, about Ada Byron"),
        ("!to:fair date:<2025", "events, not to Fundamental Research, before 2025"),
        ("lang:french speaker:eve", "events, in French, said by Eve Sands"),
        ("is:undated has:amount", "events, undated, with an amount"),
        ("amount:≥€50k status:agreed", "events, amount at least €50k, agreed"),
        ("source:s1", "events, in The Gazette of Moves"),
    ],
)  # fmt: skip
def test_a_query_is_told_with_the_names_of_the_library(
    library: Library, query: str, english: str
) -> None:
    assert describe(parse(query), library) == english
