"""The people and companies of a corpus: their records, and how sources speak of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Final, NamedTuple

from db.words import slug
from tests.bench.lots import Lots
from tests.bench.names import Document, Name, Names, company_name, title

_KINDS: Final = Lots({"firm": 62.0, "lab": 9, "team": 12, "platform": 4, "product": 9, "outlet": 4})
_HAS_PARENT: Final = {"lab": 0.6, "team": 1.0, "product": 0.9, "platform": 0.4, "firm": 0.06}
_FAMILY: Final = 400  # a child's parent is at most so many records before it


class Party(NamedTuple):
    """A person or company as a source speaks of them."""

    id: str
    """The id of the record."""
    name: str
    """The name in full."""
    short: str
    """The family name, or the name again."""


class Cast(NamedTuple):
    """Everyone that sources can speak of."""

    people: Sequence[Party]
    """All people."""
    companies: Sequence[Party]
    """All organisations."""
    outlets: Sequence[Party]
    """Those of them that publish."""


class _Ids:
    """Readable ids, each given once."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def new(self, name: str) -> str:
        """Return the id that a name suggests, with a number where it is taken."""
        wanted = slug(name)
        number = self._given.get(wanted, 0) + 1
        identifier = wanted if number == 1 else f"{wanted}-{number}"
        while identifier != wanted and identifier in self._given:
            number += 1
            identifier = f"{wanted}-{number}"
        self._given[wanted] = number
        self._given.setdefault(identifier, 1)
        return identifier


def people(rng: Random, count: int) -> Iterator[tuple[Party, Document]]:
    """Make so many people."""
    names, ids = Names(count), _Ids()
    for _ in range(count):
        name = names.one(rng)
        is_own = name.own == name.latin or rng.random() < 0.6
        shown, other = (name.own, name.latin) if is_own else (name.latin, name.own)
        document: Document = {"id": ids.new(name.latin), "name": shown}
        aliases = _aliases(rng, name, shown, other)
        if aliases:
            document["aliases"] = aliases
        if rng.random() < 0.12:
            document["description"] = title(rng)
        _register(rng, document)
        yield Party(document["id"], shown, name.family if is_own else name.family_latin), document


def companies(rng: Random, count: int) -> Iterator[tuple[Party, Document]]:
    """Make so many organisations, some of them part of an earlier one; the first publishes."""
    ids, made = _Ids(), list[str]()
    for number in range(count):
        kind = _KINDS.one(rng) if number else "outlet"
        name = company_name(rng, kind)
        document: Document = {"id": ids.new(name), "name": name, "kind": kind}
        first = name.split()[0]
        if first != name and rng.random() < 0.3:
            document["aliases"] = [first, name.replace(" ", "").upper()][: rng.randint(1, 2)]
        if made and rng.random() < _HAS_PARENT.get(kind, 0.0):
            document["parent"] = rng.choice(made[-_FAMILY:])
        _register(rng, document)
        made.append(document["id"])
        yield Party(document["id"], name, name), document


def _aliases(rng: Random, name: Name, shown: str, other: str) -> list[str]:
    """Draw other names: in the other script, with an initial, the family name alone."""
    aliases = [other] if other != shown and rng.random() < 0.7 else []
    if rng.random() < 0.14:
        aliases.append(f"{name.latin[0]}. {name.family_latin}")
    if rng.random() < 0.03:
        aliases.append(f"{shown} Jr")
    return [each for each in aliases if each != shown]


def _register(rng: Random, document: Document) -> None:
    """Give some a web page, and some a number in a register."""
    if rng.random() < 0.08:
        document["links"] = [{"url": f"https://example.org/{document['id']}", "note": "profile"}]
    if rng.random() < 0.1:
        number = rng.randint(1000, 99_999_999)
        document["identifiers"] = [{"scheme": "wikidata", "value": f"Q{number}"}]
