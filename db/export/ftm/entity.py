"""An entity that is being made, and the ids that are given: each once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

import msgspec

from db.dates import PartialDate

_ID: Final = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]*[0-9A-Za-z])?")
_DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9:]+)?)?)?")
_WIDTHS: Final = {"year": 4, "month": 7, "day": 10}


@dataclass(slots=True)
class Built:
    """An entity that is being made."""

    id: str
    """Its id."""
    schema: str
    """Its schema."""
    caption: str = ""
    """What to show it as; "" for nothing."""
    referents: tuple[str, ...] = ()
    """Other ids that it has."""
    values: dict[str, dict[str, None]] = field(default_factory=dict)
    """Its properties, each with its values in order, once each."""

    def add(self, name: str, *values: str | None) -> None:
        """Add what is there of some values of a property."""
        for value in values:
            if value:
                self.values.setdefault(name, {}).setdefault(value)

    @property
    def line(self) -> str:
        """The entity as a line of JSON."""
        document: dict[str, object] = {"id": self.id, "schema": self.schema}
        if self.caption:
            document["caption"] = self.caption
        if self.referents:
            document["referents"] = list(self.referents)
        document["properties"] = {name: list(values) for name, values in self.values.items()}
        return f"{msgspec.json.encode(document).decode()}\n"


class Ids:
    """Gives ids, each once."""

    def __init__(self) -> None:
        """Begin with none given."""
        self._given: set[str] = set()

    def give(self, *wanted: str) -> str | None:
        """Give the first of some ids that is one and is free; None where none is."""
        found = next((each for each in wanted if is_id(each) and each not in self._given), None)
        if found is not None:
            self._given.add(found)
        return found

    def make(self, wanted: str) -> str:
        """Give an id of our own, with a number behind it where it is taken."""
        number = 1
        while not (found := self.give(wanted if number == 1 else f"{wanted}-{number}")):
            number += 1
        return found


def is_id(words: str) -> bool:
    """Whether FollowTheMoney takes words for an id."""
    return _ID.fullmatch(words) is not None


def date_of(date: PartialDate) -> str | None:
    """Write a date as a day, a month or a year; None where it is none of them."""
    if _DATE.fullmatch(date.text):
        return date.text
    if date.earliest is None or date.latest is None:
        return None
    if width := _WIDTHS.get(date.precision):
        return date.earliest[:width]
    return next((date.earliest[:n] for n in (7, 4) if date.earliest[:n] == date.latest[:n]), None)
