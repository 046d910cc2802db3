"""Ids for a Popolo document: those of the file that a record came from, where they are unique."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from db.export.left_out import LeftOut
from db.intake.popolo.rows import NO_SCHEME
from db.records import TABLES, Company, Identifier, Kind, Person, Records, Role

_PLACE: Final = "#"
"""How the key of a row begins that had no id: it is the place of the row."""


class Ids:
    """The id of everyone in one document."""

    def __init__(self, records: Records) -> None:
        """Name everyone."""
        self._records = records
        self._ids: dict[str, str] = {}
        for kind, table in (("person", records.people), ("company", records.companies)):
            self._ids |= self._named(kind, table)

    def of(self, reference: str) -> str:
        """Return the id of a `person/…` or `company/…`; its own where it is not here."""
        return self._ids.get(reference) or reference.partition("/")[2]

    def keys(self, record: Person | Company) -> Iterator[Identifier]:
        """Walk the ids that files of this database have for somebody."""
        return (each for each in record.identifiers if each.scheme in self._records.sources)

    def object(self, role: Role) -> Mapping[str, object]:
        """Return somebody as an object: id and name, or words for one without a record."""
        if role.id is None:
            return {"name": role.text}
        table = self._records.people if role.kind == "person" else self._records.companies
        name = table[role.id].name if role.id in table else role.text
        return {"id": self.of(f"{role.kind}/{role.id}"), "name": name}

    def _named(
        self, kind: str, table: Mapping[str, Person] | Mapping[str, Company]
    ) -> Iterator[tuple[str, str]]:
        wanted = {
            name: [name, *(key.value for key in self.keys(each) if key.value[:1] != _PLACE)][-1]
            for name, each in table.items()
        }
        counts = Counter(wanted.values())
        taken = {value for value, count in counts.items() if count == 1}
        for name, value in wanted.items():
            if counts[value] == 1:
                yield f"{kind}/{name}", value
            else:
                yield f"{kind}/{name}", unique(name, taken)


def identifiers(
    kind: Kind, record: Person | Company, ids: Ids, left: LeftOut
) -> Sequence[Mapping[str, str]]:
    """Return what registers call somebody, without the id that the row itself has."""
    own = [*ids.keys(record)]
    used = ids.of(f"{kind}/{record.id}")
    places = [each for each in own if each.value.startswith(_PLACE)]
    left.note(TABLES[kind], "identifiers", len(places))
    spent = next((each for each in own if each.value == used), None)
    return [
        {"scheme": each.scheme, "identifier": each.value}
        if each.scheme != NO_SCHEME
        else {"identifier": each.value}
        for each in record.identifiers
        if each not in places and each is not spent
    ]


def unique(name: str, taken: set[str]) -> str:
    """Return a name that is not taken yet, and take it."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found)
    return found
