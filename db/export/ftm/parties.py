"""People and companies -> entities, with the ids that their files gave them."""

from __future__ import annotations

from typing import Final

from db.export.ftm.entity import Built, Ids, is_id
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.intake.ftm.schemata import (
    COMPANIES,
    COUNTRY,
    COUNTRY_CODE,
    IDENTIFIERS,
    LEGAL_ENTITY,
    LINKS,
    PERSON,
    REFERENT,
    UNKNOWN_KIND,
)
from db.records import TABLES, Company, Kind, Person

_SCHEMA: Final = {kind: schema for schema, kind in COMPANIES.items()}
_UNTOLD: Final = {UNKNOWN_KIND, "unknown"}
_LINK: Final = {note: name for name, note in LINKS.items()}
_IDENTIFIER: Final = {scheme: name for name, scheme in IDENTIFIERS.items()}
_KINDS: Final[tuple[Kind, ...]] = ("person", "company")


def parties(selection: Selection, ids: Ids, left: LeftOut) -> dict[str, Built]:
    """Return the entity of every person and company by `kind/id`."""
    records = selection.records
    everyone: list[tuple[Kind, Person | Company]] = [
        *(("person", each) for each in records.people.values()),
        *(("company", each) for each in records.companies.values()),
    ]
    own = {
        f"{kind}/{each.id}": [i.value for i in each.identifiers if i.scheme in records.sources]
        for kind, each in everyone
    }
    given = {reference: ids.give(*wanted) for reference, wanted in own.items()}
    spent = set(given.values())
    found: dict[str, Built] = {}
    for kind, each in everyone:
        reference = f"{kind}/{each.id}"
        name = given[reference] or ids.make(f"{kind}-{each.id}")
        wanted = [other for other in own[reference] if other != name]
        others = [other for other in wanted if is_id(other) and other not in spent]
        left.note(TABLES[kind], "identifiers", len(wanted) - len(others))
        found[reference] = _party(each, name, others, kind, left)
    for company in records.companies.values():
        if company.parent:
            parent = found.get(f"company/{company.parent}")
            found[f"company/{company.id}"].add("parent", parent.id if parent else None)
    sources = set(records.sources)
    for kind, each in everyone:
        _identify(each, found[f"{kind}/{each.id}"], kind, sources, left)
    return found


def _party(
    record: Person | Company, name: str, others: list[str], kind: Kind, left: LeftOut
) -> Built:
    referents = [each.value for each in record.identifiers if each.scheme == REFERENT]
    built = Built(name, _schema(record), record.name, tuple(dict.fromkeys([*referents, *others])))
    built.add("name", record.name)
    built.add("alias", *record.aliases)
    if isinstance(record, Company) and record.kind not in _SCHEMA and record.kind not in _UNTOLD:
        built.add("classification", record.kind)
    words = record.description or ""
    countries = words.removeprefix(COUNTRY).split(", ")
    if words.startswith(COUNTRY) and all(map(COUNTRY_CODE.fullmatch, countries)):
        built.add("country", *countries)
    else:
        built.add("description", record.description)
    for link in record.links:
        if link.note and link.note not in _LINK:
            left.note(TABLES[kind], "links.note")
        built.add(_LINK.get(link.note or "", "website"), link.url)
    return built


def _identify(
    record: Person | Company, built: Built, kind: Kind, sources: set[str], left: LeftOut
) -> None:
    for each in record.identifiers:
        if each.scheme in _IDENTIFIER:
            built.add(_IDENTIFIER[each.scheme], each.value)
        elif each.scheme not in sources and each.scheme != REFERENT:
            left.note(TABLES[kind], "identifiers")


def _schema(record: Person | Company) -> str:
    if isinstance(record, Person):
        return PERSON
    if record.kind == UNKNOWN_KIND:
        return LEGAL_ENTITY
    return _SCHEMA.get(record.kind, "Organization")
