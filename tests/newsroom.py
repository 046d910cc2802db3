"""A small newsroom's database for tests of search, with names in six scripts."""

from __future__ import annotations

from db.library import Library
from db.records import Amount, Claim, Records
from tests.make import (
    make_company,
    make_date,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)

NAMES = {
    "zhao": "Shengjia Zhao",
    "wei": "Jason Wei",
    "weinberg": "Ada Weinberg",
    "chung": "Hyung Won Chung",
    "sorensen": "Søren Ørsted",
    "strasse": "Hans Straße",
    "fin": "Anna ﬁnk",
    "wide": "Ｍａｒｉａ Ｄ",
    "wang": "王小明",
    "somchai": "สมชาย ใจดี",
    "jeong": "정형원",
    "dmitri": "Дмитрий Йоффе",
    "zuckerberg": "Mark Zuckerberg",
}

EVENTS = (
    make_event(
        "zhao-threat",
        "threat-to-leave",
        summary="Zhao threatened to leave.",
        roles={"person": "person/zhao", "from": "company/msl"},
        quotes=("q1",),
        disputes=("zhao-denial",),
    ),
    make_event(
        "zhao-hire",
        summary="Shengjia Zhao joined the lab.",
        roles={"person": "person/zhao", "from": "company/openai", "to": "company/msl"},
        quotes=("q2",),
        date=make_date("2025-07-01", "2025-07-31"),
        grade="reported",
        title="chief scientist",
    ),
    make_event(
        "wei-hire",
        summary="Jason Wei joined Meta.",
        roles={"person": "person/wei", "from": "company/openai", "to": "company/meta"},
        quotes=("q2",),
        date=make_date("2024-02-03"),
        amount=Amount("up to 100 million", "USD", max=1e8, bound="up_to"),
        same_as=("wei-hire-again",),
    ),
    make_event(
        "wei-hire-again",
        summary="Wei went to Meta.",
        roles={"person": "person/wei", "to": "company/meta"},
        quotes=("q3",),
    ),
    make_event(
        "zhao-denial",
        "denial",
        summary="A spokesperson denied it.",
        claim=Claim("denied", by="a Meta spokesperson"),
        roles={"by": "a Meta spokesperson", "about": "person/zhao"},
        quotes=("q3",),
        amount=Amount("a third", "fraction", min=1 / 3, max=1 / 3),
    ),
    make_event(
        "openai-stake",
        "stake",
        summary="A stake in OpenAI.",
        roles={"by": "company/openai", "about": "company/openai"},
        quotes=("q3",),
        status="planned",
        amount=Amount("over 1 billion", "EUR", min=1e9, bound="over"),
    ),
)


PEOPLE = tuple(make_person(identifier, name) for identifier, name in NAMES.items())
"""The same, as records."""


def library() -> Library:
    """The people with their events, quotes and sources."""
    return Library.of(records(), "tiny")


def records() -> Records:
    """The same, as records."""
    return make_records(
        *PEOPLE,
        make_company("meta", "Meta", aliases=("Facebook",)),
        make_company("msl", "Superintelligence Labs", parent="meta"),
        make_company("openai", "OpenAI"),
        *EVENTS,
        make_quote("q1", "s1", "a menacé de démissionner", lang="fr", translation="resign"),
        make_quote("q2", "s1", "un milliard", start=40, lang="fr", speaker="person/zuckerberg"),
        make_quote("q3", "s2", "the metaphor", lang="en"),
        make_source("s1", "L'exode", lang="fr", publisher="Gate", published="2025-08"),
        make_source("s2", "A denial", lang="en"),
        make_source("s3", "Unused", lang="da", author="Maria DEL"),
    )
