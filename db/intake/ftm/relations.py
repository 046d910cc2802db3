"""Entities -> events: who takes part, the title, dates, an amount, and what the file cites."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from db.intake.drafts import Draft, Happening, LeftOut, Part
from db.intake.ftm.gathering import Entity, Gathering
from db.intake.ftm.kinds import Kinds, name_of
from db.intake.ftm.schemata import CITES, COUNTRY_CODE, NAMES, POSITION, RELATIONS, Relation
from db.intake.ftm.sentences import sentence, shown, together, whole
from db.intake.ftm.taking import Taking
from db.intake.located import Place
from db.records import Amount

_NUMBER = r"((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+)"
_FIGURE = re.compile(rf"\s*{_NUMBER}\s*")
_PERCENT = re.compile(rf"\s*{_NUMBER}\s*%?\s*(?:(?:-|–|to)\s*{_NUMBER}\s*%?\s*)?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_LONGEST = 60


def relation(entity: Entity, kinds: Kinds, gathering: Gathering) -> Iterator[Draft]:
    """Walk what an entity makes that relates others, or happened."""
    yield from _Reading(entity, kinds, gathering).drafts()


class _Reading:
    """One entity while it becomes an event."""

    def __init__(self, entity: Entity, kinds: Kinds, gathering: Gathering) -> None:
        self._entity, self._kinds, self._gathering = entity, kinds, gathering
        self._row: Relation = RELATIONS[entity.schema]
        self._taking = Taking(entity, gathering.file.text)
        self._titles: list[str] = []
        self._beside: list[Place] = []

    def drafts(self) -> Iterator[Draft]:
        """Walk the event, what is doubtful of it, and what is left of the entity."""
        row, taking = self._row, self._taking
        names = (self._name(row.source), self._name(row.target))
        source = list(self._parts(row.source, row.roles[0], is_text=False))
        parts = (*source, *self._parts(row.target, row.roles[1], is_text=row.is_text))
        if not parts and not row.words and not self._titles:
            reason = f"{self._entity.schema}: it names nobody"
            yield LeftOut("events", self._entity.place.words, reason)
            return
        title = next(iter(self._titles), None) or (taking.first(row.title) if row.title else None)
        dates = taking.date(*row.dates), taking.date("endDate")
        amount = self._amount()
        statuses = taking.seen("status")
        said = sentence(row, names, title, amount, dates, statuses)
        said = self._own_words() if row.words else said
        yield Happening(
            type=self._type(source),
            summary=self._with_words(said),
            parts=parts,
            by=taking.first("publisher"),
            date=dates[0],
            until=dates[1],
            title=title,
            amount=amount,
            cites=tuple(taking.every(*CITES)),
            places=self._places(),
        )
        yield from taking.doubts
        yield from taking.rest()

    def _parts(self, name: str, role: str, *, is_text: bool) -> Iterator[Part]:
        """Take whoever is at one end; of several posts the first, as there is one title."""
        values = self._taking.seen(name)
        for value in values[:1] if name == "post" else values:
            found = self._gathering.find(value)
            kind = self._kinds.of(value)
            if found is not None and found.schema == POSITION:
                self._taking.one(name, value)
                yield from self._post(found, role)
            elif is_text and found is None:
                yield Part(role, "company", text=self._taking.one(name, value))
            elif name == "post" and found is None:
                self._titles.append(self._taking.one(name, value))
            elif kind is not None:
                key = self._gathering.resolve(self._taking.one(name, value))
                yield Part(role, kind, key)

    def _post(self, post: Entity, role: str) -> Iterator[Part]:
        """Take the title of a post, and the body that it belongs to; failing that the country."""
        said = taken_of_post(post, self._kinds)
        self._titles.append(name_of(post))
        self._beside += post.joined((post.values[each][name] for each, name in said), self._text)
        if body := dict(said).get("organization"):
            yield Part(role, "company", self._gathering.resolve(body))
        elif country := dict(said).get("country"):
            yield Part(role, "company", text=country.upper())

    def _name(self, prop: str) -> str:
        """Return what one end is called in a sentence."""
        named = [self._kinds.name(each) for each in self._taking.seen(prop)]
        return together(named, prop)

    def _type(self, source: list[Part]) -> str:
        if self._row.type == "position" and any(each.kind == "company" for each in source):
            return self._entity.schema.lower()
        return self._row.type

    def _own_words(self) -> str:
        """Take the words of what is a text by itself."""
        for name in self._row.words:
            for value in self._taking.seen(name):
                if whole(value):
                    return self._taking.one(name, value)
        return shown(next(iter(self._taking.seen(*self._row.words)), name_of(self._entity)))

    def _with_words(self, said: str) -> str:
        """Add the file's own words to a sentence made of its facts."""
        for name in () if self._row.words else ("summary", "description"):
            for value in self._taking.seen(name):
                if whole(value):
                    self._taking.one(name, value)
                    is_same = value.rstrip(".") in said
                    return said if is_same else f"{said.rstrip('.')}: {value.rstrip('.')}."
        return said

    def _amount(self) -> Amount | None:
        taking = self._taking
        for value in taking.seen("percentage")[:1] if self._row.type == "stake" else ():
            if whole(value):
                return _share(taking.one("percentage", value))
        for figure, unit in (("amount", "currency"), ("amountUsd", "USD"), ("amountEur", "EUR")):
            figures = taking.seen(figure)
            codes = taking.seen(unit) if unit == "currency" else [unit]
            if len(figures) != 1 or len(codes) != 1 or not _CURRENCY.fullmatch(codes[0]):
                continue  # which of several figures is in which currency, nothing tells
            number = _figure(figures[0])
            if number is not None:
                taking.every(figure, unit)
                return Amount(f"{figures[0]} {codes[0]}", codes[0], number, number)
        return None

    def _places(self) -> tuple[Place, ...]:
        """Return where the file says it, what is said of a post elsewhere too."""
        own = self._taking.places()
        inside = [each.span for each in own]
        apart = [
            each
            for each in self._beside
            if not any(s.start <= each.span.start and each.span.end <= s.end for s in inside)
        ]
        return (*own, *apart)

    @property
    def _text(self) -> str:
        return self._gathering.file.text


def taken_of_post(post: Entity, kinds: Kinds) -> list[tuple[str, str]]:
    """Return what is taken of a post, by property: its name, its body, failing that its country."""
    title, values = name_of(post), post.values
    said = [(each, title) for each in (*NAMES, "title") if title in values.get(each, ())][:1]
    bodies = (each for each in values.get("organization", ()) if kinds.of(each) == "company")
    if (body := next(bodies, None)) is not None:
        return [*said, ("organization", body)]
    countries = [*values.get("country", ())]
    if len(countries) == 1 and COUNTRY_CODE.fullmatch(countries[0]):
        said.append(("country", countries[0]))
    return said


def left_of_post(post: Entity, kinds: Kinds, text: str) -> Iterator[Draft]:
    """Walk what the title of a post does not say."""
    taking = Taking(post, text)
    for name, value in taken_of_post(post, kinds):
        taking.one(name, value)
    yield from taking.rest()


def _share(value: str) -> Amount:
    found = _PERCENT.fullmatch(value)
    least, most = (_figure(each or "") for each in found.groups()) if found else (None, None)
    if found is None or least is None or (most is not None and most < least):
        return Amount(value, "percent")
    if most is None:
        return Amount(value, "percent", least, least)
    return Amount(value, "percent", least, most, bound="range")


def _figure(words: str) -> float | None:
    """Read a number; None where it is none, or too large for one."""
    found = _FIGURE.fullmatch(words) if len(words) <= _LONGEST else None
    number = float(found[1].replace(",", "")) if found else math.inf
    return number if math.isfinite(number) else None
