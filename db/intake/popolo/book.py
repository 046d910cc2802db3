"""All rows of a file by id: what refers to what, and how each is called in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from db.intake.drafts import Doubt, Part, PartyKind
from db.intake.located import LocatedObject
from db.intake.popolo.names import names
from db.intake.popolo.rows import Row, is_row, key_of, text_of
from db.intake.popolo.tables import Table, is_organization

_LONGEST: Final = 120
_KINDS: Final[dict[Table, PartyKind]] = {"persons": "person", "organizations": "company"}


class Reference(NamedTuple):
    """Whom a row means: by key, or by words where there is no key."""

    key: str | None = None
    """The key of a row; it may not be there."""
    text: str | None = None
    """What it is called, where it is not there."""
    table: Table = "persons"
    """The table that the key is for."""

    def __bool__(self) -> bool:
        """Whether anybody is meant."""
        return bool(self.key or self.text)

    def part(self, role: str) -> Part:
        """Return the part that they have in an event."""
        return Part(role, _KINDS.get(self.table, "company"), self.key, self.text)


class Book:
    """The rows of one file."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Join what the file says of one row in several places, and know all by id."""
        self.rows: list[Row] = []
        self.apart: list[Row] = []
        self._known: dict[tuple[Table, str], Row] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        for row in rows:
            known = self._known.setdefault((row.table, row.key), row)
            if known is row:
                self.rows.append(row)
            elif not known.join(row):
                self.rows.append(row)
                self.apart.append(row)
        self._others = {
            row.key: target
            for row in self.of("persons")
            if (target := text_of(row.data.get("redirect"))) and target != row.key
        }

    def of(self, table: Table) -> Iterator[Row]:
        """Walk the rows of a table."""
        return (row for row in self.rows if row.table == table)

    def find(self, table: Table, key: str | None) -> Row | None:
        """Return the row of a key."""
        return self._known.get((table, key)) if key else None

    def redirected(self, key: str) -> str:
        """Return the key that stands for a person by now, where the file gave them another one."""
        seen = {key}
        while (target := self._others.get(key)) and target not in seen:
            key = target
            seen.add(key)
        return key

    def doubts(self) -> Iterator[Doubt]:
        """Name rows that have the id of another one and say something else."""
        for row in self.apart:
            yield Doubt(row.words, f"“{row.key[:80]}” is the id of another row too, which differs")

    def reference(self, row: Row, name: str, table: Table, *, is_inside: bool = True) -> Reference:
        """Take whom a row means: `name_id`, an object or id under `name`, or what it stands in."""
        key, text = row.text(f"{name}_id"), None
        inner = row.data.get(name)
        if isinstance(inner, LocatedObject):
            if name == "member" and is_organization(inner):
                table = "organizations"
            inner_key = key_of(inner) if is_row(name, inner) else text_of(inner.get("id"))
            if key is not None and inner_key not in (None, key):
                row.lose(name)  # it names two, and one takes part
            key = key or inner_key
            row.take(name)
        elif key is None and (said := row.text(name)):
            key, text = (said, None) if self.find(table, said) else (None, said)
        if key is None and text is None and is_inside:
            key = row.owners.get(table)
        if key is not None and table == "persons":
            key = self.redirected(key)
        return Reference(key, text, table)

    def names(self, row: Row) -> tuple[str, ...]:
        """Return what a row is called; its names are taken once."""
        if id(row) not in self._names:
            self._names[id(row)] = names(row)
        return self._names[id(row)]

    def called(self, reference: Reference) -> str:
        """Return what somebody is called in a sentence; "" where nobody is meant or named."""
        row = self.find(reference.table, reference.key)
        said = next(iter(self.names(row)), None) if row else None
        named = reference.key if row is None or row.has_id else None
        return short(said or reference.text or named or "")


def short(words: str) -> str:
    """Return words for a sentence: in one line, cut where they are long."""
    line = " ".join(words[: _LONGEST * 4].split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
