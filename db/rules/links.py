"""Rules about links: every reference leads somewhere, and to what may stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from db.material import Finding, Material
from db.records import TABLES, Company, Event, Kind, Quote, Record

_PARTIES: Mapping[str, Kind] = {"person": "person", "company": "company"}


class Link(NamedTuple):
    """One reference from a field to a record."""

    field: str
    """The path of the field that refers."""
    kind: Kind
    """The kind of record it refers to."""
    id: str
    """The id it refers to."""


def prefixed_form(material: Material) -> Iterator[Finding]:
    """Find `by_id`, `via` and `speaker` that are not `person/…` or `company/…`."""
    remedy = "Write person/ID or company/ID, such as person/jason-wei."
    for kind, record in material:
        for field, reference in _prefixed(record):
            if _split(reference) is None:
                problem = f"“{reference}” does not say which table it points into"
                yield Finding(TABLES[kind], record.id, field, problem, remedy)


def references_found(material: Material) -> Iterator[Finding]:
    """Find references to records that do not exist."""
    tables = {kind: material.records.table(kind) for kind in TABLES}
    for kind, record in material:
        for link in _links(record):
            if link.id not in tables[link.kind]:
                problem = f"there is no {link.kind} “{link.id}”"
                remedy = _remedy(link, tables[link.kind])
                yield Finding(TABLES[kind], record.id, link.field, problem, remedy)


def role_filled(material: Material) -> Iterator[Finding]:
    """Find roles that name nobody."""
    for event in material.events:
        for place, role in enumerate(event.roles):
            if not role.id and not role.text:
                remedy = "Give it an id, or words in “text”."
                yield Finding("events", event.id, f"roles[{place}]", "it names nobody", remedy)


def mentioned(material: Material) -> Iterator[Finding]:
    """Find people and companies that nothing refers to."""
    used = {(link.kind, link.id) for _, record in material for link in _links(record)}
    for kind, record in material:
        if kind in ("person", "company") and (kind, record.id) not in used:
            remedy = "Add the event that is about it, or remove it."
            yield Finding(TABLES[kind], record.id, "id", "no event mentions it", remedy)


def cited(material: Material) -> Iterator[Finding]:
    """Find quotes that no event cites."""
    used = {quote for event in material.events for quote in event.quotes}
    for quote in material.quotes:
        if quote.id not in used:
            remedy = "Add the event that it supports, or remove it."
            yield Finding("quotes", quote.id, "id", "no event cites it", remedy)


def _links(record: Record) -> Iterator[Link]:
    """List every reference of a record that can be followed."""
    if isinstance(record, Company) and record.parent is not None:
        yield Link("parent", "company", record.parent)
    if isinstance(record, Quote):
        yield Link("source", "source", record.source)
    if isinstance(record, Event):
        yield from _numbered("quotes", "quote", record.quotes)
        yield from _numbered("disputes", "event", record.disputes)
        yield from _numbered("same_as", "event", record.same_as)
        for place, role in enumerate(record.roles):
            if role.id is not None:
                yield Link(f"roles[{place}].id", role.kind, role.id)
    for field, reference in _prefixed(record):
        parts = _split(reference)
        if parts is not None:
            yield Link(field, *parts)


def _numbered(field: str, kind: Kind, ids: Iterable[str]) -> Iterator[Link]:
    """List the references of a field that holds several."""
    return (Link(f"{field}[{place}]", kind, each) for place, each in enumerate(ids))


def _prefixed(record: Record) -> Iterator[tuple[str, str]]:
    """List the fields of a record that name the table they point into."""
    if isinstance(record, Quote) and record.speaker is not None:
        yield "speaker", record.speaker
    if isinstance(record, Event):
        if record.claim.by_id is not None:
            yield "claim.by_id", record.claim.by_id
        for place, reference in enumerate(record.claim.via):
            yield f"claim.via[{place}]", reference


def _split(reference: str) -> tuple[Kind, str] | None:
    """Split `person/ada` or `company/acme`; None where it is neither."""
    kind, _, identifier = reference.partition("/")
    known = _PARTIES.get(kind)
    return (known, identifier) if known and identifier else None


def _remedy(link: Link, known: Iterable[str]) -> str:
    """Offer the nearest id, where one is near."""
    from rapidfuzz import fuzz, process  # late: only what is wrong needs it

    near = process.extractOne(link.id, list(known), scorer=fuzz.ratio, score_cutoff=70)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return f"Add it, or correct the reference{hint}."
