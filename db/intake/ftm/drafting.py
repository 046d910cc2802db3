"""A file of FollowTheMoney -> drafts of the people, companies and events in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from db.intake.drafts import About, Draft, LeftOut
from db.intake.ftm.gathering import Entity, Gathering, gather, short
from db.intake.ftm.kinds import Kinds, name_of
from db.intake.ftm.parties import party
from db.intake.ftm.relations import left_of_post, relation
from db.intake.ftm.schemata import CITES, PAPERS, PARTIES, POSITION, RELATIONS
from db.intake.outside import OutsideFile

if TYPE_CHECKING:
    from db.intake.importing import Options


def drafts(
    file: OutsideFile,
    options: Options,  # noqa: ARG001 — the format needs none
    tell: Callable[[float], None],
) -> Iterator[Draft]:
    """Walk what a file has; raises `BadFile` where it cannot be read."""
    gathering = gather(file, tell)
    kinds = Kinds(gathering)
    yield from gathering.aside
    yield from kinds.doubts()
    held, beside = _posts(gathering)
    cites: dict[str, None] = {}
    for entity in gathering.entities.values():
        if entity.schema in PARTIES:
            yield from party(entity, kinds, gathering)
        elif entity.schema in RELATIONS:
            yield from relation(entity, kinds, gathering)
        elif entity.schema == POSITION and entity.id in held:
            yield from left_of_post(entity, kinds, file.text)
        else:
            if entity.schema in PAPERS:
                cites.update(dict.fromkeys(each for name in CITES for each in entity.values[name]))
            yield _left_out(entity, is_beside=entity.id in beside)
    yield About(cites=tuple(cites))


def _posts(gathering: Gathering) -> tuple[set[str], set[str]]:
    """Return the posts that become titles, and those that are held beside one of them."""
    first: set[str] = set()
    every: set[str] = set()
    for entity in gathering.entities.values():
        if entity.schema == "Occupancy":
            held = [*map(gathering.resolve, entity.values.get("post", ()))]
            first.update(held[:1])
            every.update(held)
    return first, every - first


def _left_out(entity: Entity, *, is_beside: bool) -> LeftOut:
    """Say of an entity that is no person, company or event what it is, and why it is not taken."""
    what = f"{short(entity.schema)} “{short(name_of(entity))}”"
    if entity.schema == POSITION and is_beside:
        reason = "held beside another post at once, of which one title alone is kept"
        return LeftOut("events", entity.place.words, f"{what}: {reason}")
    if entity.schema == POSITION:
        return LeftOut("events", entity.place.words, f"{what}: nobody in the file holds it")
    if entity.schema in PAPERS:
        reason = "its text is not in the file, so nothing can be quoted; its address is kept with"
        remedy = "the source, wherefrom source add adds the document itself"
        return LeftOut("sources", entity.place.words, f"{what}: {reason} {remedy}")
    return LeftOut("", entity.place.words, f"{what}: no person, company or event")
