"""Facts by hand: JSON lines -> documents with their table, their id and the line they stand on.

Only what one line shows by itself is judged here: that it is JSON, that it names a table and an
id, and that every key is one that the format knows. A mistyped key would otherwise be kept as an
unknown field and the fact be lost without a word.
"""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from db.codec import KINDS, TYPES
from db.dates import PartialDate
from db.errors import BadRecord, Refused
from db.intake.outside import OutsideFile
from db.records import (
    ID_PATTERN,
    Amount,
    Claim,
    Duration,
    Identifier,
    Kind,
    Link,
    Original,
    Role,
)

Document = dict[str, object]
"""One record as JSON has it."""

_PARTS: Mapping[str, type] = {
    "amount": Amount,
    "claim": Claim,
    "date": PartialDate,
    "duration": Duration,
    "identifiers": Identifier,
    "links": Link,
    "original": Original,
    "roles": Role,
    "said": PartialDate,
    "until": PartialDate,
}

_ASIDE: Mapping[Kind, tuple[str, ...]] = {"source": ("context",)}
"""Keys that say how to read, and are not kept with the record."""


@dataclass(frozen=True, slots=True)
class FactsFile:
    """Lines to read, and what to call them in a message."""

    name: str
    """The file's name as it was given, or `standard input`."""
    lines: Iterable[str]
    """The lines, with or without their ends."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One record as its line gives it."""

    name: str
    """The file it stands in."""
    line: int
    """The line it stands on, counted from 1."""
    table: str
    """The table it belongs to."""
    id: str
    """Its id."""
    document: Document
    """The record, without its table."""

    @property
    def kind(self) -> Kind:
        """What the record is, in the singular."""
        return KINDS[self.table]

    @property
    def place(self) -> str:
        """The file and line, as a message names them."""
        return f"{self.name}, line {self.line}"

    def fault(self, field: str, problem: str, remedy: str) -> BadRecord:
        """Return what is wrong with a field of this fact."""
        return BadRecord(self.table, self.id, field, problem, remedy)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on one line."""

    name: str
    """The file."""
    line: int
    """The line, counted from 1."""
    error: Refused
    """What is wrong with it, and what to do."""


def lines_of(file: OutsideFile) -> FactsFile:
    """Return the lines of a file from outside."""
    # Not splitlines(): U+2028 and its like may stand inside a JSON string.
    return FactsFile(file.name, file.text.split("\n"))


def read_lines(file: FactsFile) -> Iterator[Fact | Fault]:
    """Walk the facts of a file, and the faults of the lines that are none.

    Blank lines, and lines that begin with `#` or `//`, are comments.
    """
    for number, line in enumerate(file.lines, start=1):
        text = line.strip().removeprefix("\ufeff")
        if not text or text.startswith(("#", "//")):
            continue
        try:
            yield _fact(file.name, number, text)
        except Refused as error:
            yield Fault(file.name, number, error)


def _fact(name: str, number: int, text: str) -> Fact:
    document = _document(text)
    table, identifier = document.pop("table", None), document.get("id")
    if not isinstance(table, str) or table not in KINDS:
        said = "its table is missing" if table is None else f"{json.dumps(table)} is no table"
        raise Refused(f"{said}. Write “table” as {_either(KINDS)}.")
    if not isinstance(identifier, str) or not ID_PATTERN.fullmatch(identifier):
        said = "it is missing" if identifier is None else f"{json.dumps(identifier)} is no id"
        remedy = "An id is made of a-z, 0-9 and single hyphens, such as ada-lovelace."
        shown = identifier if isinstance(identifier, str) else "?"
        raise BadRecord(table, shown, "id", said, remedy)
    for place, key, known in _unknown_keys(
        document, TYPES[KINDS[table]], "", _ASIDE.get(KINDS[table], ())
    ):
        problem = "the format has no such key"
        raise BadRecord(table, identifier, place + key, problem, _meant(key, known))
    return Fact(name, number, table, identifier, document)


def _document(text: str) -> Document:
    """Read one line as a JSON object.

    Raises:
        Refused: it is no JSON, no object, has a key twice, or has what UTF-8 cannot write.
    """
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_finite
        )
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        said = f"{error.msg[0].lower()}{error.msg[1:]}"
        raise Refused(
            f"column {error.colno} is no JSON: {said}. Write one record on one line."
        ) from error
    except UnicodeEncodeError as error:
        raise Refused(
            "it has half of a surrogate pair (\\ud800 to \\udfff). Write the character itself."
        ) from error
    except ValueError as error:  # the json module reads whole numbers of 4,300 digits at most
        raise Refused("it holds a number that is too long. Write a shorter one.") from error
    except RecursionError as error:
        raise Refused("it is nested too deeply. Write one record on one line.") from error
    if not isinstance(value, dict):
        raise Refused('it is no JSON object. Begin it with {"table": …, "id": ….')
    return value


def _object(pairs: Sequence[tuple[str, object]]) -> Document:
    document = dict(pairs)
    if len(document) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Refused(f"the key “{twice}” stands there twice. Keep one of the two.")
    return document


def _finite(number: str) -> float:
    """Read a decimal number; one that is too large would be written as null."""
    value = float(number)
    if math.isinf(value):
        raise Refused(f"{number} is too large a number. Write a smaller one, or leave the key out.")
    return value


def _constant(name: str) -> float:
    raise Refused(f"{name} is no JSON number. Leave the key out.")


def _unknown_keys(
    document: Document, shape: type, place: str, aside: tuple[str, ...] = ()
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Walk the keys that the format does not know: where, which, and what it knows there."""
    known = (*(field.name for field in dataclasses.fields(shape)), *aside)
    for key, value in document.items():
        if key not in known:
            yield place, key, known
        elif key in _PARTS:
            for number, part in enumerate(value if isinstance(value, list) else [value]):
                inside = f"{place}{key}[{number}]." if isinstance(value, list) else f"{place}{key}."
                if isinstance(part, dict):
                    yield from _unknown_keys(part, _PARTS[key], inside)


def _meant(key: str, known: Sequence[str]) -> str:
    """Return what to do about an unknown key: the nearest one, or all there are."""
    from rapidfuzz import fuzz, process

    near = process.extractOne(key, known, scorer=fuzz.ratio, score_cutoff=60)
    return f"Did you mean “{near[0]}”?" if near else f"It knows {', '.join(known)}."


def _either(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}"
