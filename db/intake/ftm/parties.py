"""Entities -> people and companies, and the dates of their lives, which are events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from db.intake.drafts import Draft, Happening, Part, Party, PartyKind
from db.intake.ftm.gathering import Entity, Gathering
from db.intake.ftm.kinds import Kinds
from db.intake.ftm.schemata import (
    COMPANIES,
    COUNTRY,
    COUNTRY_CODE,
    HELD,
    IDENTIFIERS,
    LIFE,
    LINKS,
    NAME_PARTS,
    NAMES,
    REFERENT,
    TEXTS,
    UNKNOWN_KIND,
)
from db.intake.ftm.sentences import shown
from db.intake.ftm.taking import Taking
from db.records import Identifier, Link

_RESERVED = {*COMPANIES.values(), UNKNOWN_KIND, "unknown"}


def party(entity: Entity, kinds: Kinds, gathering: Gathering) -> Iterator[Draft]:
    """Walk what an entity makes that is a person or a company."""
    kind: PartyKind = kinds.of(entity.id) or "company"
    taking = Taking(entity, gathering.file.text)
    yield Party(
        kind=kind,
        key=entity.id,
        place=entity.place,
        names=_names(taking),
        sort=_sort(taking),
        parent=_parent(taking, kind, kinds, gathering),
        description=_description(taking),
        links=tuple(Link(url, note) for name, note in LINKS.items() for url in taking.every(name)),
        identifiers=(
            *(
                Identifier(to, each)
                for name, to in IDENTIFIERS.items()
                for each in taking.every(name)
            ),
            *(Identifier(REFERENT, each) for each in entity.referents),
        ),
    )
    yield from _life(entity, kind, kinds, gathering)
    yield from taking.rest(but=(*_life_of(kind), *([HELD] if kind == "person" else [])))


def _names(taking: Taking) -> tuple[str, ...]:
    """Take every name, the caption first where it is one of them."""
    names, caption = taking.every(*NAMES), taking.entity.caption
    if caption in names or not names:
        names = [caption, *names]
    if not any(names):
        names = [" ".join(filter(None, (next(iter(taking.seen(each)), "") for each in NAME_PARTS)))]
    return tuple(dict.fromkeys(filter(None, [*names, caption])))


def _sort(taking: Taking) -> str:
    """Return the kind of a company; the file's own word where it has one and no other."""
    schema, words = taking.entity.schema, taking.seen("classification")
    if schema == "Organization" and len(words) == 1 and words[0] not in _RESERVED:
        return taking.one("classification", words[0])
    return COMPANIES.get(schema, UNKNOWN_KIND)


def _parent(taking: Taking, kind: PartyKind, kinds: Kinds, gathering: Gathering) -> str | None:
    for each in taking.seen("parent"):
        if kind == "company" and kinds.of(each) == "company":
            return gathering.resolve(taking.one("parent", each))
    return None


def _description(taking: Taking) -> str | None:
    """Take the first words that describe, failing that the country."""
    words = taking.first(*TEXTS)
    countries = taking.seen("country")
    if words is None and countries and all(map(COUNTRY_CODE.fullmatch, countries)):
        return COUNTRY + ", ".join(taking.every("country"))
    return words


def _life(entity: Entity, kind: PartyKind, kinds: Kinds, gathering: Gathering) -> Iterator[Draft]:
    """Walk what happened to someone by the dates of an entity; two dates are two claims."""
    name, taking = kinds.name(entity.id), Taking(entity, gathering.file.text)
    part = Part("person" if kind == "person" else "about", kind, entity.id)
    for each, (type_, said, _) in _life_of(kind).items():
        for value, place in entity.values.get(each, {}).items():
            date = taking.read(value)
            sentence = f"{said.format(a=name)} ({shown(value)})."
            yield Happening((place,), type_, sentence, (part,), date=date)
    yield from taking.doubts
    for value, place in entity.values.get(HELD, {}).items() if kind == "person" else ():
        sentence = f"{name}: {shown(value)}."
        yield Happening((place,), "position", sentence, (part,), title=value)


def _life_of(kind: PartyKind) -> Mapping[str, tuple[str, str, PartyKind]]:
    """Return the dates that somebody of a kind can have: nobody was born and founded."""
    return {name: row for name, row in LIFE.items() if row[2] == kind}
