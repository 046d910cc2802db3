"""One row of a Popolo file: its values taken one by one, and what nobody took named at the end.

Nothing of a value's type is trusted: a number where a name belongs is its digits, an object where a
date belongs stays untaken and is named. So whatever a file has comes in or is in the report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from db.dates import PartialDate
from db.intake.dating import read_date
from db.intake.drafts import Doubt, LeftOut, Unheld
from db.intake.located import LocatedObject, Place
from db.intake.popolo.tables import NESTED, OWNED, Table
from db.records import Identifier, Link

_MARKS: Final = {"@type", "_type"}
_BARE: Final = {*_MARKS, "id"}
NO_SCHEME: Final = "identifier"
"""The register of an identifier whose register is not told."""


def text_of(value: object) -> str | None:
    """Return what a value says as words, without blanks around them; None where it says none."""
    if isinstance(value, str):
        return value.strip() or None
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def key_of(data: LocatedObject) -> str:
    """Return the id of an object; where it has none, its place, marked as no id of the file's."""
    return text_of(data.get("id")) or f"#{data.place.words}"


def is_row(key: str, value: Mapping[str, object]) -> bool:
    """Whether an object under a key tells of somebody, and does not only name them.

    One that is owned by what it stands in, such as a child, tells that even by its id alone.
    """
    said = {name for name, each in value.items() if _says(each)} - _MARKS
    if key in OWNED:
        return bool(said)
    return bool(said - ({"id"} if key != "attendees" or text_of(value.get("id")) else {"name"}))


def below(place: str, key: str) -> str:
    """Return the place of what stands in an object under a key."""
    is_line = place.startswith("line") and "/" not in place
    return f"{place} /{key}" if is_line else f"{place.removesuffix('/')}/{key}"


class Row:
    """One object of a table; several, where a file tells of it in several places."""

    def __init__(self, table: Table, data: LocatedObject, owners: Mapping[Table, str]) -> None:
        """Take an object; `owners` are the keys of the rows that it stands in, by table."""
        self.table: Final = table
        self.key: Final = key_of(data)
        self.data: dict[str, object] = data
        self.places: tuple[Place, ...] = (data.place,)
        self.owners = dict(owners)
        self._taken = {*_MARKS, *(["id"] if text_of(data.get("id")) else [])}
        self._lost: list[str] = []
        self.is_left_out = False

    @property
    def has_id(self) -> bool:
        """Whether the file names it."""
        return text_of(self.data.get("id")) is not None

    @property
    def is_bare(self) -> bool:
        """Whether the file says no more of it than its id."""
        return not any(_says(each) for name, each in self.data.items() if name not in _BARE)

    @property
    def words(self) -> str:
        """Where it stands."""
        return self.places[0].words

    def join(self, other: Row) -> bool:
        """Take in what another place says of the same; False, and nothing, where the two differ."""
        if any(self._differs(other, key) for key in self.data.keys() & other.data.keys()):
            return False
        if any(self.owners.get(table, key) != key for table, key in other.owners.items()):
            return False
        more = {key: value for key, value in other.data.items() if not self.data.get(key)}
        if any(map(_says, more.values())) or other.owners.keys() - self.owners.keys():
            # the same once more proves no more; what says most stands first
            both = (other, self) if self.is_bare else (self, other)
            self.places = (*both[0].places, *both[1].places)
        self.data = {**self.data, **more}
        self.owners |= other.owners
        return True

    def _differs(self, other: Row, key: str) -> bool:
        """Whether two places say different things under a key; of rows inside they say more."""
        mine, its = self.data[key], other.data[key]
        if not mine or not its or mine == its:
            return False
        if key in OWNED and self._is_rows(key, mine) and self._is_rows(key, its):
            return False
        if key in NESTED[self.table] and key != "attendees":
            named, its_named = _named(mine), _named(its)
            return named != its_named and "" not in (named, its_named)
        return True

    def text(self, key: str) -> str | None:
        """Take a value as words; one that is none stays."""
        found = text_of(self.data.get(key))
        if found is not None:
            self._taken.add(key)
        return found

    def first(self, *keys: str) -> str | None:
        """Take the first of some values that says anything."""
        return next(filter(None, map(self.text, keys)), None)

    def untake(self, key: str) -> None:
        """Give a value back that was taken and found no place."""
        self._taken.discard(key)

    def take(self, key: str) -> None:
        """Take a value as it is."""
        self._taken.add(key)

    def items(self, key: str) -> list[LocatedObject | str]:
        """Take the objects and words of a list, or the only one; name what is neither."""
        value = self.data.get(key)
        self._taken.add(key)
        found: list[LocatedObject | str] = []
        for each in value if isinstance(value, list) else [value]:
            usable = each if isinstance(each, LocatedObject) else text_of(each)
            if usable is not None:
                found.append(usable)
            elif _says(each):
                self._lost.append(key)
        return found

    def lose(self, name: str) -> None:
        """Name something inside a value that finds no place."""
        self._lost.append(name)

    def rest_of(self, key: str, item: Mapping[str, object], *taken: str) -> None:
        """Name what an object of a list has beside what was taken of it."""
        self._lost += [f"{key}.{name}" for name, value in item.items()
                       if name not in taken and _says(value)]  # fmt: skip

    def date(self, key: str) -> PartialDate | None:
        """Take a date."""
        found = read_date(self.text(key))
        return found.date if found else None

    def doubts(self, *keys: str) -> Iterator[Doubt]:
        """Say what is doubtful of dates."""
        for key in keys:
            if (found := read_date(text_of(self.data.get(key)))) and found.doubt:
                yield Doubt(below(self.words, key), found.doubt)

    def urls(self, key: str) -> Iterator[str]:
        """Take the addresses of a list of sources or links."""
        for each in self.items(key):
            url = text_of(each.get("url")) if isinstance(each, LocatedObject) else each
            if url:
                yield url
            if isinstance(each, LocatedObject):
                self.rest_of(key, each, *(["url"] if url else []))

    def links(self) -> Iterator[Link]:
        """Take the pages about someone."""
        for each in self.items("links"):
            if isinstance(each, str):
                yield Link(each)
            elif url := text_of(each.get("url")):
                note = text_of(each.get("note"))
                yield Link(url, note)
                self.rest_of("links", each, "url", *(["note"] if note else []))
            else:
                self.rest_of("links", each)

    def identifiers(self) -> Iterator[Identifier]:
        """Take what registers call someone."""
        for each in self.items("identifiers"):
            value = text_of(each.get("identifier")) if isinstance(each, LocatedObject) else each
            if value is None:
                self.rest_of("identifiers", each if isinstance(each, LocatedObject) else {})
            elif isinstance(each, LocatedObject):
                scheme = text_of(each.get("scheme"))
                yield Identifier(scheme or NO_SCHEME, value)
                self.rest_of("identifiers", each, "identifier", *(["scheme"] if scheme else []))
            else:
                yield Identifier(NO_SCHEME, value)

    def leave_out(self, table: str, reason: str) -> LeftOut:
        """Name the row as left out, with all that it has."""
        self.is_left_out = True
        self._taken |= self.data.keys()
        self._lost.clear()
        return LeftOut(table, self.words, reason)

    def left(self) -> Iterator[Unheld]:
        """Name every value that was not taken and says something."""
        place = self.words
        for name in self._lost:
            yield Unheld(f"{self.table}.{name}", place)
        for key, value in self.data.items():
            if key not in self._taken and _says(value) and not self._is_rows(key, value):
                yield Unheld(f"{self.table}.{key}", place)

    def _is_rows(self, key: str, value: object) -> bool:
        """Whether a value is rows of their own, all of it that says anything."""
        inside = value if isinstance(value, list) else [value]
        return key in NESTED[self.table] and all(
            isinstance(each, dict) and (is_row(key, each) or not any(map(_says, each.values())))
            for each in inside
        )


def _named(value: object) -> object:
    """Return the id of an object, "" for one that says nothing; anything else as it is."""
    if not isinstance(value, dict):
        return value
    return text_of(value.get("id")) or (value if any(map(_says, value.values())) else "")


def place_of(places: tuple[Place, ...], more: Row | None) -> tuple[Place, ...]:
    """Return places and those of another row that says a part of it."""
    return (*places, *more.places) if more else places


def _says(value: object) -> bool:
    """Whether a value says anything: not null, blank or empty."""
    return value.strip() != "" if isinstance(value, str) else value not in (None, [], {})
