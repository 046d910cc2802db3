"""Who a record names: the people and companies of a file, by its keys or by its names.

Where the mapping names a column of keys, a key is one person or company of the file. Where it names
none, the same name of the same kind is the same within the file, and in that file alone.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from db.intake.drafts import Doubt, Draft, Party
from db.intake.located import Place
from db.intake.mapped.mapping import FileMap, PartySaid
from db.intake.mapped.values import first, is_given, spaced, texts, whole
from db.records import Identifier, Link

_NAMED: Final = "name "
_SHOWN: Final = 80
_WEB: Final = re.compile(r"(?:https?://|www\.)\S+")


class Member(NamedTuple):
    """Somebody whom one place of a mapping finds in one record."""

    key: str
    """What the file calls them, or their name where it has no keys."""
    name: str | None
    """Their name, where the record has it."""


class Naming:
    """Finds people and companies in the records of one file, and drafts each as often as needed."""

    def __init__(self, mapping: FileMap, tell: Callable[[Draft], None]) -> None:
        """Begin a file."""
        every = [*mapping.parties, *(each for event in mapping.events for _, each in event.roles)]
        every += [each.parent for each in every if each.parent]
        self._declared = {each.kind for each in mapping.parties}
        self._keyed = {each.kind for each in every if each.key}
        self._tell = tell
        self._seen: set[tuple[object, ...]] = set()

    def found(self, said: PartySaid, record: Mapping[str, Any], place: Place) -> list[Member]:
        """Draft those whom a record names in one place of the mapping, and return them."""
        members = self._members(said, record, place) if is_given(said.given, record) else []
        if not members:
            return []
        above = self.found(said.parent, record, place) if said.parent else []
        if len(above) > 1:
            words = f"it names {len(above)} that it is part of: the first was taken"
            self._tell(Doubt(place.words, words))
        is_defined = said.is_declared or said.kind not in self._declared
        shared = Party(
            said.kind,
            "",
            place,
            sort=first(said.sort, record) or "organization",
            parent=above[0].key if above else None,
        )
        more = self._described(shared, said, record)
        aliases = texts(said.aliases, record)
        if len(members) > 1 and (more != shared or aliases):
            words = f"it names {len(members)} at once: what describes them was left out"
            self._tell(Doubt(place.words, words))
        for member in members:
            names = (member.name,) if member.name else ()
            others = _parted(aliases, said.split) if len(members) == 1 else ()
            self._draft(
                dataclasses.replace(
                    more if len(members) == 1 else shared,
                    key=member.key,
                    names=(*names, *filter(None, others)),
                    is_defined=is_defined and (said.is_declared or bool(names)),
                )
            )
        return members

    def _members(self, said: PartySaid, record: Mapping[str, Any], place: Place) -> list[Member]:
        """Find everybody: by id where ids and names stand side by side, else by name."""
        names = _parted(spaced(said.name, record), said.split)
        keys = _parted(said.key.spaced(record), said.split) if said.key else []
        if len(keys) != len(names):  # a sign after the last parts nothing
            names, keys = _ended(names), _ended(keys)
        if keys and names and len(keys) != len(names):
            has, names = len(list(filter(None, keys))), list(filter(None, names))
            words = f"it has {has} ids and {len(names)} names that do not pair"
            self._tell(Doubt(place.words, f"{words}: they are told apart by name"))
            keys = []
        pairs = dict.fromkeys(zip_longest(keys, names, fillvalue=""))
        if any(keys) and (without := [name for key, name in pairs if name and not key]):
            words = ", ".join(f"“{name[:_SHOWN]}”" for name in without)
            self._tell(Doubt(place.words, f"{words} without an id: told apart by name"))
        return [self._member(said, *pair) for pair in pairs if any(pair)]

    def _member(self, said: PartySaid, key: str, name: str) -> Member:
        """Call somebody by their id, else by their name, which is no id that looks like it."""
        group = f"{said.group}:" if said.group else ""
        if not key:
            group += _NAMED if said.kind in self._keyed else ""
        return Member(f"{group}{key or name}", name or None)

    def _described(self, party: Party, said: PartySaid, record: Mapping[str, Any]) -> Party:
        """Add what a record says of one person or company alone."""
        links = [each for template in said.links for each in template.filled(record)]
        for each in links:
            if not _WEB.fullmatch(each):
                self._tell(
                    Doubt(party.place.words, f"“{each[:80]}” is no address: it was left out")
                )
        return dataclasses.replace(
            party,
            description=whole(said.description, record),
            links=tuple(Link(each) for each in dict.fromkeys(links) if _WEB.fullmatch(each)),
            identifiers=tuple(
                Identifier(scheme, value)
                for scheme, template in said.identifiers.items()
                for value in template.filled(record)
            ),
        )

    def _draft(self, party: Party) -> None:
        """Tell of a party, unless just the same was told before."""
        told = (
            party.kind, party.key, party.names, party.sort, party.parent, party.description,
            party.links, party.identifiers, party.is_defined,
        )  # fmt: skip
        if told not in self._seen:
            self._seen.add(told)
            self._tell(party)


def _parted(values: tuple[str, ...], signs: tuple[str, ...]) -> list[str]:
    """Return single names, parted where several stand in one value.

    A blank among them stays, so that a name keeps the id that stands in its place.
    """
    if signs:
        pattern = "|".join(map(re.escape, sorted(signs, key=len, reverse=True)))
        values = tuple(part for value in values for part in re.split(pattern, value))
    return [" ".join(each.split()) for each in values]


def _ended(parts: list[str]) -> list[str]:
    """Return the same up to the last that is not blank."""
    return parts[: max((at for at, each in enumerate(parts, 1) if each), default=0)]
