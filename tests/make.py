"""Records for tests, with only what matters to the test spelled out."""

from __future__ import annotations

from typing import Literal, TypedDict, Unpack

from db.dates import PartialDate
from db.decisions import Action, Decision
from db.records import (
    Amount,
    Claim,
    Company,
    Duration,
    Event,
    Identifier,
    Link,
    Original,
    Person,
    Quote,
    Record,
    Records,
    Role,
    Source,
)


class _Naming(TypedDict, total=False):
    aliases: tuple[str, ...]
    description: str | None
    links: tuple[Link, ...]
    identifiers: tuple[Identifier, ...]


class _EventFields(TypedDict, total=False):
    status: str
    until: PartialDate | None
    duration: Duration | None
    title: str | None
    amount: Amount | None
    disputes: tuple[str, ...]
    same_as: tuple[str, ...]
    extracted_by: str | None
    reviewed_by: str | None


class _SourceFields(TypedDict, total=False):
    author: str | None
    publisher: str | None
    url: str | None
    file: str | None
    published: str | None
    cites: tuple[str, ...]
    note: str | None
    original: Original | None


def make_person(id: str = "ada", name: str | None = None, **fields: Unpack[_Naming]) -> Person:
    """A person; the name follows from the id unless it matters."""
    return Person(id=id, name=name or id.replace("-", " ").title(), **fields)


def make_company(
    id: str = "acme",
    name: str | None = None,
    *,
    kind: str = "firm",
    parent: str | None = None,
    **fields: Unpack[_Naming],
) -> Company:
    """A company; the name follows from the id unless it matters."""
    words = name or id.replace("-", " ").title()
    return Company(id=id, name=words, kind=kind, parent=parent, **fields)


def make_role(role: str, reference: str) -> Role:
    """A role from `person/ada`, `company/acme`, or words for someone without a record."""
    kind, slash, identifier = reference.partition("/")
    if slash and kind == "company":
        return Role(role=role, kind="company", id=identifier)
    if slash and kind == "person":
        return Role(role=role, kind="person", id=identifier)
    return Role(role=role, kind="person", text=reference)


def make_date(earliest: str | None, latest: str | None = None, text: str = "then") -> PartialDate:
    """A date; one day where only one is given."""
    return PartialDate(text=text, earliest=earliest, latest=latest or earliest, basis="quote")


def make_event(
    id: str = "ada-hire",
    type: str = "hire",
    *,
    roles: tuple[Role, ...] | dict[str, str] = (),
    quotes: tuple[str, ...] = ("q1",),
    grade: str = "stated",
    claim: Claim | None = None,
    date: PartialDate | None = None,
    summary: str = "Something happened.",
    **fields: Unpack[_EventFields],
) -> Event:
    """An event; `roles` may be a dict such as `{"person": "person/ada", "to": "company/acme"}`."""
    if isinstance(roles, dict):
        roles = tuple(make_role(role, reference) for role, reference in roles.items())
    return Event(
        id=id,
        type=type,
        summary=summary,
        claim=claim or Claim(grade=grade),
        quotes=quotes,
        roles=roles,
        date=date,
        **fields,
    )


def make_quote(
    id: str = "q1",
    source: str = "s1",
    exact: str = "Ada joined Acme",
    *,
    start: int = 0,
    prefix: str = "",
    suffix: str = "",
    speech: str = "none",
    lang: str = "en",
    speaker: str | None = None,
    translation: str | None = None,
) -> Quote:
    """A quote whose end follows from its start and its words."""
    return Quote(
        id=id,
        source=source,
        exact=exact,
        prefix=prefix,
        suffix=suffix,
        start=start,
        end=start + len(exact),
        speech=speech,
        lang=lang,
        speaker=speaker,
        translation=translation,
    )


def make_source(
    id: str = "s1",
    title: str = "A report",
    *,
    lang: str = "en",
    sha256: str = "0" * 64,
    length: int = 1000,
    **fields: Unpack[_SourceFields],
) -> Source:
    """A source of a thousand characters whose text nobody holds."""
    return Source(id=id, title=title, lang=lang, sha256=sha256, length=length, **fields)


def make_decision(
    keep: str = "person/ada",
    other: str = "person/eve",
    *,
    id: str = "d1",
    action: Action = "merge",
    at: str = "2026-03-02T14:05:00Z",
    by: str | None = None,
    reason: str | None = None,
) -> Decision:
    """A merge of two people, unless it says otherwise; both as `kind/id`."""
    kind: Literal["person", "company"] = "company" if keep.startswith("company/") else "person"
    first, second = (each.partition("/")[2] for each in (keep, other))
    return Decision(id, action, kind, first, second, at, by, reason)


def make_records(*records: Record | Decision) -> Records:
    """A set of these records, as they are: nothing is added and nothing checked."""
    return Records(
        people={each.id: each for each in records if isinstance(each, Person)},
        companies={each.id: each for each in records if isinstance(each, Company)},
        events={each.id: each for each in records if isinstance(each, Event)},
        quotes={each.id: each for each in records if isinstance(each, Quote)},
        sources={each.id: each for each in records if isinstance(each, Source)},
        decisions={each.id: each for each in records if isinstance(each, Decision)},
    )
