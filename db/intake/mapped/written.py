"""The tables of a suggested mapping: people, companies and events, as lines of TOML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from db.intake.mapped.choosing import Choice
from db.intake.mapped.headings import Meaning
from db.intake.mapped.profile import Dates, Profile
from db.intake.mapped.sampling import Sample
from db.records import FAMILIES, GRADES, STATUSES
from db.words import fold, slug, type_from

_LONGEST: Final = 32
_MOST_TYPES: Final = 20
_KNOWN_TYPES: Final = {each for types in FAMILIES.values() for each in types}
_TYPES: Final = {
    "hire": "joined, join, joins, hired, hiring, hires, new hire, recruited, starts, started, "
    "embauche, recrute, einstellung, contratado, ansat",
    "departure": "left, leave, leaves, leaving, departed, departs, resigned, resignation, quit, "
    "exit, exited, fired, dismissed, retired, depart, demission, abgang, austritt, "
    "salida, fratradt",
    "appointment": "appointed, appoints, promoted, promotion, named, elected, nomination, "
    "nomme, ernennung, nombramiento, udnaevnt",
    "founding": "founded, founder, cofounded, co founded, founds",
    "return": "returned, rejoined, returns",
    "move": "moved, moves, transfer, transferred",
    "offer": "offered",
    "position": "employed, member, serving, works at, worked at, membership, employment",
    "stake": "invested, investment, owns, ownership, shareholding",
}
_BY_WORD: Final = {word: kind for kind, words in _TYPES.items() for word in words.split(", ")}
_ALONE: Final[Mapping[str, Meaning]] = {"description": "description", "links": "link"}


class Written:
    """Writes what the columns of a file are taken for."""

    def __init__(self, seen: Sample, chosen: Choice, dates: Mapping[str, Dates]) -> None:
        """Take a choice; `dates` are the columns whose days need a format of their own."""
        self._seen, self._columns, self._ids = seen, chosen.columns, chosen.ids
        self._dates, self._is_guess = dates, chosen.is_guess
        self._person = self._ref("person") or " ".join(
            filter(None, [self._ref("first"), self._ref("last")])
        )
        self._company = self._ref("company")
        to = self._ref("to") or self._company
        self._places = {"from": self._ref("from"), "to": to}
        self._places = {role: name for role, name in self._places.items() if name}
        told = [self._ref("title"), self._ref("start"), self._ref("end")]
        self._each = self._list_of([self._person, *self._places.values(), *told])

    def tables(self) -> Iterator[str]:
        """Walk the lines of all tables."""
        if not self._person and not self._places:
            yield from (
                "",
                "# No column looks like names of people or companies: say which one is.",
            )
            yield from ("[[person]]", 'name = "{Column}"')
            return
        if self._is_guess:
            yield from ("", "# No heading says who this is about: this is a guess by the values.")
        telling = {"title", "start", "end", "type"} if self._person else {"start", "type", "amount"}
        has_event = bool(telling & self._columns.keys()) or bool(self._person and self._places)
        if self._person:
            yield from self._person_table(has_event=has_event)
        if self._company:
            yield from self._company_table(has_event=has_event)
        if has_event:
            yield from self._events()

    def _person_table(self, *, has_event: bool) -> Iterator[str]:
        """Walk the table of people, where there is more to say of them than their name."""
        is_outside = bool(self._each) and not self._person.startswith(f"{{{self._each}.")
        key = self._ids.get("person")
        if key is None and (is_outside or not has_event):
            key = self._columns.get("id")
        if key or is_outside or not has_event or "aliases" in self._columns:
            yield from self._party(
                "person", self._person, key, is_alone=is_outside or not has_event
            )

    def _company_table(self, *, has_event: bool) -> Iterator[str]:
        """Walk the table of companies, likewise."""
        key = self._ids.get("company")
        if key is None and not self._person:
            key = self._columns.get("id")
        if key or not self._person or "sort" in self._columns:
            is_alone = not self._person and not has_event
            yield from self._party("company", self._company, key, is_alone=is_alone)
            if "sort" in self._columns:
                yield f"kind = {quoted(self._ref('sort'))}"

    def _party(self, kind: str, name: str, key: Profile | None, *, is_alone: bool) -> Iterator[str]:
        yield from ("", f"[[{kind}]]")
        if each := self._list_of([name]):
            yield f"each = {quoted(each)}"
        yield f"name = {quoted(name)}"
        if key:
            yield f"key = {quoted(_reference(key))}"
        if kind == "person" and (signs := self._split(name)):
            yield f"split = {listed(signs)}"
        if "aliases" in self._columns and (kind == "person") == bool(self._person):
            yield f"aliases = {quoted(self._ref('aliases'))}"
        for word, meaning in _ALONE.items():
            if is_alone and meaning in self._columns:
                yield f"{word} = {quoted(self._ref(meaning))}"

    def _events(self) -> Iterator[str]:
        """Walk the tables of events: two, where some values of the type say that somebody left."""
        kind = self._columns.get("type")
        types = {each: _type(each) for each in dict.fromkeys(kind.said)} if kind else {}
        if kind is None or len(types) > _MOST_TYPES:
            usual = "move" if len(self._places) > 1 else "position" if self._person else "event"
            words = _reference(kind) if kind else usual
            yield from self._event(self._places)
            yield f"type = {quoted(words)}  # hire, departure, move, position, … or your own"
            return
        gone = {value: known for value, known in types.items() if known == '"departure"'}
        here = {value: known for value, known in types.items() if value not in gone}
        if not gone or "from" in self._places or not self._person:
            yield from self._event(self._places)
            yield from self._types(types)
            return
        condition = f"{{ {quoted(kind.name)} = {listed(gone)} }}"
        if here:
            yield from self._event(self._places)
            yield f"unless = {condition}"
            yield from self._types(here)
        yield from self._event({"from": self._places["to"]} if self._places else {})
        yield f"when = {condition}"
        yield from self._types(gone)

    def _types(self, types: Mapping[str, str]) -> Iterator[str]:
        """Walk what the values of the type stand for; false leaves such rows out."""
        yield f"type.text = {quoted(self._ref('type'))}"
        for value, known in types.items():
            yield f"type.values.{quoted(value)} = {known}"

    def _event(self, places: Mapping[str, str]) -> Iterator[str]:
        """Walk the lines of an event but for its type."""
        yield from ("", "[[event]]")
        if self._each:
            yield f"each = {quoted(self._each)}"
        if self._person and (signs := self._split(self._person)):
            yield f"person = {{ name = {quoted(self._person)}, split = {listed(signs)} }}"
        elif self._person:
            yield f"person = {quoted(self._person)}"
        for role, place in places.items():
            part = role if self._person else "roles.about.company"
            yield f"{part} = {quoted(place)}"
        if "title" in self._columns:
            yield f"title = {quoted(self._ref('title'))}"
        if "start" in self._columns:
            yield f"date = {self._date(self._columns['start'])}"
        if "end" in self._columns:
            yield f"until = {self._date(self._columns['end'])}"
        if amount := self._columns.get("amount"):
            yield _amount(amount)
        if "link" in self._columns:
            yield f"cites = {quoted(self._ref('link'))}"

    def _ref(self, meaning: Meaning) -> str:
        found = self._columns.get(meaning)
        return _reference(found) if found else ""

    def _list_of(self, references: Iterable[str]) -> str:
        """Return the innermost list that columns stand in; "" for none."""
        inside = [
            each
            for each in self._seen.lists
            if any(reference.startswith(f"{{{each}.") for reference in references)
        ]
        return max(inside, key=len, default="")

    def _split(self, name: str) -> tuple[str, ...]:
        """Return the signs that part several names in one value."""
        found = (each for each in self._seen.profiles if _reference(each) == name)
        return next((each.parted_by for each in found), ())

    def _date(self, profile: Profile) -> str:
        dates = self._dates.get(profile.name)
        if dates is None or dates.form is None:
            return quoted(_reference(profile))
        return f"{{ text = {quoted(_reference(profile))}, format = {quoted(dates.form)} }}"


def _amount(profile: Profile) -> str:
    """Return the line of an amount; one without a unit has to be told it."""
    if profile.has_units:
        return f"amount = {quoted(_reference(profile))}"
    return f'# amount = {{ text = {quoted(_reference(profile))}, unit = "EUR" }}  # in which unit?'


def _type(value: str) -> str:
    """Return what a value likely means, as TOML: a type of event, a status of one, or a grade."""
    known = slug(value)
    if known in STATUSES or (known in GRADES and known not in _KNOWN_TYPES):
        word = "status" if known in STATUSES else "grade"
        return f'{{ type = "position", {word} = {quoted(known)} }}'
    meant = known if known in _KNOWN_TYPES else _BY_WORD.get(fold(value).strip())
    return quoted(meant or type_from(value))


def _reference(profile: Profile) -> str:
    return "{" + profile.name + "}"


def listed(words: Iterable[str]) -> str:
    """Return texts as a list of TOML."""
    return f"[{', '.join(map(quoted, words))}]"


def quoted(words: str) -> str:
    """Return a text as TOML writes it; what cannot be seen stands as its code point."""
    told = json.dumps(words, ensure_ascii=False)
    return "".join(each if each.isprintable() else f"\\U{ord(each):08X}" for each in told)


def plain(words: str) -> str:
    """Return words for a comment: on one line, without what cannot be seen."""
    return "".join(each if each.isprintable() else " " for each in words)


def cut(words: str) -> str:
    """Return words that are not longer than a line of examples allows."""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
