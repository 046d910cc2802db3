"""JSON objects and statements -> entities, each knowing where the file says what of it.

An entity may stand in several places: in lines of its own, nested in others, in one statement a
row. All of them are one entity by its id. An id that was joined into another leads to that one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from db.intake.drafts import Doubt, Draft, LeftOut, Unheld
from db.intake.formats import Look
from db.intake.ftm.rows import rows
from db.intake.ftm.schemata import BROADER, HELD, LIFE, RANGES, STUBS
from db.intake.located import LocatedObject, Place, Span, parse, parse_lines, places
from db.intake.outside import OutsideFile

_OWN: Final = {"id", "schema", "caption", "properties", "referents"}
_COLUMNS: Final = {"canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "id"}
_WRAPPERS: Final = ("entities", "results", "data", "matches")
_LONGEST_NAME: Final = 80
_NARROWEST: Final = 9
_NARROWED: Final = {*LIFE, HELD}
_LINES: Final = re.compile(r"lines? ([0-9]+)(?:–([0-9]+))?")


@dataclass(slots=True)
class Entity:
    """One entity of the file."""

    id: str
    """Its id; a JSON pointer where the file gives none."""
    schema: str
    """What it is, as narrow as the file says."""
    place: Place
    """Where it stands first."""
    caption: str = ""
    """What the file shows it as; "" for nothing."""
    values: dict[str, dict[str, Place]] = field(default_factory=lambda: defaultdict(dict))
    """Its properties, each with its values in order, of entities their ids; where it says them."""
    referents: dict[str, None] = field(default_factory=dict)
    """Ids that were joined into this one, in order."""

    def add(self, name: str, value: str, place: Place) -> None:
        """Add a value that is said somewhere; the same once more proves no more."""
        self.values[name].setdefault(value, place)

    def joined(self, said: Iterable[Place], text: str) -> tuple[Place, ...]:
        """Return where values are said, each once; rows that follow each other are one place."""
        joined: list[Place] = []
        for each in sorted(set(said)) or [self.place]:
            last = joined[-1] if joined else None
            if last is None:
                joined.append(each)
            elif each.span.start < last.span.end:
                continue  # it is nested in what is there already
            elif text[last.span.end : each.span.start].strip():
                joined.append(each)
            else:
                joined[-1] = _run(last, each)
        return tuple(joined)


class Gathering:
    """The entities of a file by id, and what was left aside on the way."""

    def __init__(self, file: OutsideFile) -> None:
        """Begin with none."""
        self.file = file
        self.entities: dict[str, Entity] = {}
        """Every entity by id, in the order of the file."""
        self.aside: list[Draft] = []
        """What is no entity, or has no place."""
        self._joined: dict[str, str] = {}

    def find(self, identifier: str) -> Entity | None:
        """Return an entity by its id, or by one that was joined into it."""
        return self.entities.get(self.resolve(identifier))

    def resolve(self, identifier: str) -> str:
        """Return the id that an id leads to."""
        return (
            identifier if identifier in self.entities else self._joined.get(identifier, identifier)
        )

    def take_object(self, root: LocatedObject) -> None:
        """Take an entity, and those that are nested in it."""
        waiting: list[tuple[LocatedObject, str, tuple[str, str] | None]] = [(root, "", None)]
        while waiting:
            each, guess, back = waiting.pop()
            entity = self._entity(each, guess)
            if entity is None:
                continue
            if back and not entity.values.get(back[0]):
                entity.add(*back, each.place)
            waiting += reversed(list(self._properties(entity, each)))

    def take_statement(self, row: Mapping[str, object], place: Place) -> None:
        """Take one statement."""
        get = {name: text_of(value) for name, value in row.items()}
        schema, _, name = (get.get("prop") or "").rpartition(":")
        own, identifier = get.get("entity_id"), get.get("canonical_id") or get.get("entity_id")
        schema = schema or get.get("schema") or ""
        if not identifier or not name or not schema:
            self.aside.append(LeftOut("", place.words, "a statement without an entity or property"))
            return
        if row.get("external") in (True, "t", "true", "True", "1"):
            reason = "a statement from outside the data set, which nobody has confirmed"
            self.aside.append(LeftOut("", place.words, reason))
            return
        entity = self._known(identifier, schema, place)
        if own and own != identifier:
            self._join(entity, [own])
        value = get.get("value")
        if value and name != "id":
            entity.add(name, value, place)
        self.aside += [
            Unheld(f"statements.{short(each)}", place.words)
            for each, given in get.items()
            if given and each not in _COLUMNS and each != "external"
        ]

    def _entity(self, each: LocatedObject, guess: str) -> Entity | None:
        schema = text_of(each.get("schema")) or guess
        if not schema:
            reason = "an object without a schema, so no entity"
            self.aside.append(LeftOut("", each.place.words, reason))
            return None
        identifier = text_of(each.get("id")) or each.place.words
        entity = self._known(identifier, schema, each.place)
        entity.caption = entity.caption or text_of(each.get("caption"))
        referents = each.get("referents")
        names = [text_of(one) for one in referents] if isinstance(referents, list) else []
        self._join(entity, [name for name in names if name and name != identifier])
        for key, value in each.items():
            if key not in _OWN and value not in (None, "", [], {}):
                self.aside.append(Unheld(short(key), each.place.words))
        return entity

    def _known(self, identifier: str, schema: str, place: Place) -> Entity:
        known = self.entities.get(identifier)
        if known is None:
            known = self.entities[identifier] = Entity(identifier, schema, place)
        elif known.schema != schema:
            known.schema = self._narrower(known, schema, place)
        return known

    def _narrower(self, known: Entity, schema: str, place: Place) -> str:
        was, now = (BROADER.get(each, _NARROWEST) for each in (known.schema, schema))
        if was == now:
            words = f"“{short(known.id)}” is a {short(known.schema)} and a {short(schema)}"
            self.aside.append(Doubt(place.words, f"{words}: it was taken as the first"))
        return schema if now > was else known.schema

    def _join(self, entity: Entity, names: Iterable[str]) -> None:
        for name in names:
            self._joined.setdefault(name, entity.id)
            entity.referents.setdefault(name)

    def _properties(
        self, entity: Entity, each: LocatedObject
    ) -> Iterator[tuple[LocatedObject, str, tuple[str, str] | None]]:
        """Take the values of an object, and walk the entities that are nested in it."""
        properties = each.get("properties")
        if not isinstance(properties, dict):
            if properties not in (None, "", []):
                self.aside.append(Unheld("properties", each.place.words))
            return
        nested = _spans_inside(properties) if _NARROWED & properties.keys() else []
        for name, found in properties.items():
            place = _narrow(self.file.text, each.place, nested, name)
            for value in found if isinstance(found, list) else [found]:
                schema, back = STUBS.get(name, (RANGES.get(name, ""), ""))
                if isinstance(value, LocatedObject) and _is_entity(value, schema):
                    if not back:
                        entity.add(name, text_of(value.get("id")) or value.place.words, place)
                    yield value, schema, (back, entity.id) if back else None
                elif text := text_of(value):
                    entity.add(name, text, place)
                elif value not in (None, ""):
                    self.aside.append(Unheld(short(f"{entity.schema}.{name}"), place.words))


def gather(file: OutsideFile, tell: Callable[[float], None] = lambda _: None) -> Gathering:
    """Read every entity of a file; raises `BadFile` where it is neither JSON nor a table."""
    gathering = Gathering(file)
    look = Look(file)
    if look.first_line[:1] not in ("{", "["):
        for row, place in rows(file, tell):
            gathering.take_statement(row, place)
    elif look.is_lines:
        for number, _, value in parse_lines(file, tell):
            _take(gathering, value, f"line {number}")
    else:
        root = parse(file, tell)
        wrappers = _wrappers(root)
        for value in _unwrapped(root, wrappers):
            _take(gathering, value, "/")
        if wrappers and isinstance(root, dict):
            others = (key for key, value in root.items() if key not in wrappers and value)
            gathering.aside += [Unheld(short(key), f"/{short(key)}") for key in others]
    return gathering


def _take(gathering: Gathering, value: object, at: str) -> None:
    if not isinstance(value, LocatedObject):
        gathering.aside.append(LeftOut("", at, "no object, so no entity"))
    elif {"entity_id", "prop"} <= value.keys():
        gathering.take_statement(value, value.place)
    else:
        gathering.take_object(value)


def _wrappers(root: object) -> Sequence[str]:
    """Return the keys under which an answer of an API has lists of entities."""
    if not isinstance(root, dict) or "schema" in root:
        return ()
    return [name for name in _WRAPPERS if isinstance(root.get(name), list)]


def _unwrapped(root: object, wrappers: Sequence[str]) -> Sequence[object]:
    """Return the entities of a document: a list, one alone, or the lists in what an API answers."""
    if isinstance(root, dict) and wrappers:
        return [each for name in wrappers for each in root[name]]
    return root if isinstance(root, list) else [root]


def _is_entity(value: LocatedObject, schema: str) -> bool:
    """Whether an object is an entity, which may leave its schema to the property that holds it."""
    return "schema" in value or bool(schema and {"id", "caption", "properties"} & value.keys())


def text_of(value: object) -> str:
    """Return a value as text: words and numbers; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _run(first: Place, last: Place) -> Place:
    """Return two places that follow each other as one."""
    begin, end = _LINES.match(first.words), _LINES.match(last.words)
    words = f"lines {begin[1]}–{end[2] or end[1]}" if begin and end else first.words
    return Place(Span(first.span.start, last.span.end), words)


def _spans_inside(properties: Mapping[str, object]) -> list[Span]:
    """Return the spans of the objects nested in one, in order, without those inside them."""
    lists = [each for each in properties.values() if isinstance(each, list | LocatedObject)]
    found: list[Span] = []
    for span in sorted(each.place.span for each in places(lists)):
        if not found or span.start >= found[-1].end:
            found.append(span)
    return found


def _narrow(text: str, place: Place, nested: Sequence[Span], name: str) -> Place:
    """Return where an object says one property, where the whole of it says far more than that."""
    if not nested or name not in _NARROWED:
        return place
    said = re.compile(rf'"{name}"\s*:\s*(?:\[[^\[\]{{}}]*\]|"(?:[^"\\]|\\.)*"|[0-9]+)')
    for found in said.finditer(text, *place.span):
        before = bisect_right(nested, found.start(), key=lambda each: each.start)
        if not before or nested[before - 1].end <= found.start():
            return Place(Span(*found.span()), place.words)
    return place


def short(words: str) -> str:
    """Return words of the file on one line, cut where they are no longer a name."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST_NAME else f"{words[:_LONGEST_NAME]}…"
