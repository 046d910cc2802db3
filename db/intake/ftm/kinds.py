"""Who is a person and who a company, also where the file does not say.

A legal entity may be either, and so may whoever is named in a relation and defined nowhere. The
relations tell: only a person has relatives or a job, only a company has members or owners. What
nothing tells of is a company; only who directs one, and does nothing else, is a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from db.intake.drafts import Doubt, PartyKind
from db.intake.ftm.gathering import Entity, Gathering, short
from db.intake.ftm.schemata import COMPANIES, LEGAL_ENTITY, NAMES, PERSON, POSITION, RELATIONS

_OF_COMPANIES = {
    "incorporationDate",
    "dissolutionDate",
    "legalForm",
    "registrationNumber",
    "parent",
}
_OF_PEOPLE = {"birthDate", "deathDate", "firstName", "lastName", "nationality", "gender"}


class Kinds:
    """Tells people and companies apart, and what they are called."""

    def __init__(self, gathering: Gathering) -> None:
        """Look at all relations of a file."""
        self._gathering = gathering
        self._people: set[str] = set()
        self._companies: set[str] = set()
        self._directors: set[str] = set()
        for entity in gathering.entities.values():
            self._look(entity)

    def of(self, identifier: str) -> PartyKind | None:
        """Return what an id names; None where it names something else."""
        entity = self._gathering.find(identifier)
        if entity is not None:
            if entity.schema == PERSON:
                return "person"
            if entity.schema in COMPANIES:
                return "company"
            if entity.schema != LEGAL_ENTITY:
                return None
        key = self._gathering.resolve(identifier)
        if key in self._people:
            return "person"
        return "person" if key in self._directors - self._companies else "company"

    def name(self, identifier: str) -> str:
        """Return what an id is called in a sentence."""
        entity = self._gathering.find(identifier)
        return short(name_of(entity) if entity else identifier)

    def doubts(self) -> Iterator[Doubt]:
        """Say of every legal entity what it was taken for."""
        for each in self._gathering.entities.values():
            if each.schema == LEGAL_ENTITY:
                taken = "a person" if self.of(each.id) == "person" else "a company"
                words = "may be a person or a company, the file does not say"
                yield Doubt(
                    each.place.words, f"“{self.name(each.id)}” {words}: it was taken as {taken}"
                )

    def _look(self, entity: Entity) -> None:
        if entity.schema == LEGAL_ENTITY:
            if _OF_PEOPLE & entity.values.keys():
                self._people.add(entity.id)
            elif _OF_COMPANIES & entity.values.keys():
                self._companies.add(entity.id)
        self._note("company", entity.values.get("parent", ()))
        if entity.schema == POSITION:
            self._note("company", entity.values.get("organization", ()))
        relation = RELATIONS.get(entity.schema)
        if relation is None or relation.is_text:
            return
        for name, kind in zip((relation.source, relation.target), relation.kinds, strict=True):
            self._note(kind, entity.values.get(name, ()))
        if entity.schema == "Directorship":
            self._directors.update(map(self._gathering.resolve, entity.values["director"]))

    def _note(self, kind: PartyKind | None, identifiers: Iterable[str]) -> None:
        known = self._people if kind == "person" else self._companies
        if kind is not None:
            known.update(map(self._gathering.resolve, identifiers))


def name_of(entity: Entity) -> str:
    """Return what an entity is called: its caption if that is a name, a name, its id."""
    names = [each for name in NAMES if (each := entity.values.get(name))]
    if any(entity.caption in each for each in names):
        return entity.caption
    titles = entity.values.get("title", {}) if entity.schema != PERSON else {}
    first = next((next(iter(each)) for each in names), "")
    return first or entity.caption or next(iter(titles), "") or entity.id
