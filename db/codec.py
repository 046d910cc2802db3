"""Record to plain dict and back; refuses with table, id, field and what to do.

Dicts stop here: above this module nobody sees `["name"]`. `decode` is strict and stops at the
first fault; `salvage` reads what can be read of a broken document and lists every fault, so that
`verify` can go on. `db.unknown` keeps the fields of a later version.
"""

from __future__ import annotations

import dataclasses
import functools
import re
import typing
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from db.dates import BASES
from db.decisions import DECISIONS, Decision
from db.errors import BadRecord
from db.records import TABLES, Claim, Company, Event, Kind, Person, Quote, Record, Source

TYPES: Mapping[Kind, type[Record]] = {
    "person": Person,
    "company": Company,
    "event": Event,
    "quote": Quote,
    "source": Source,
}
"""The class of each kind."""

KINDS: Mapping[str, Kind] = {table: kind for kind, table in TABLES.items()}
"""The kind that each table holds."""

SHAPES: Mapping[str, type[Record | Decision]] = {
    **{table: TYPES[kind] for table, kind in KINDS.items()},
    DECISIONS: Decision,
}
"""The class of the documents of each table, that of decisions among them."""

_CHOICES = {
    "kind": ("person", "company"),
    "basis": BASES,
    "action": ("merge", "distinct"),
}
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a decimal number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_EXPECTED = r"Expected `([^`]+)`, got `([^`]+)`"
_MISSING = r"Object missing required field `([^`]+)`"
_CHOICE = r"(?s)Invalid enum value '?(.*?)'?$"
_WHOLE_NUMBER_LIMIT = 1e15

_Shape = typing.TypeVar("_Shape", bound=Record | Decision)


class Fault(NamedTuple):
    """One thing that is wrong with the shape of a document."""

    field: str
    """The path of the field: `claim.grade`, `roles[2].kind`; "" for the whole document."""
    problem: str
    """What is wrong, as a clause without a full stop."""
    remedy: str
    """What to do, as a sentence."""


def decode(table: str, document: Mapping[str, object]) -> Record:
    """Turn one document of a table into its record; unknown fields are ignored.

    Raises `BadRecord` with the first fault.
    """
    try:
        record: Record = msgspec.convert(document, TYPES[KINDS[table]])
    except msgspec.ValidationError as error:
        fault = _fault_of(error)
        raise BadRecord(
            table, identifier_of(document, "?"), fault.field, fault.problem, fault.remedy
        ) from error
    return record


def encode(record: Record | Decision) -> dict[str, object]:
    """Turn a record or decision into its document; what is None or an empty list is left out."""
    document: dict[str, object] = plain(msgspec.to_builtins(record))
    if isinstance(record, Event) and not record.quotes:
        document["quotes"] = []
    return document


def pack(record: Record | Decision) -> bytes:
    """Turn a record or decision into MessagePack, for the read model: a third smaller than JSON."""
    return msgspec.msgpack.encode(record)


def unpack(kind: Kind, data: bytes) -> Record:
    """Turn what `pack` made back into the record; the data is trusted."""
    return _decoder(kind).decode(data)


def unpack_decision(data: bytes) -> Decision:
    """Turn a packed decision back; the data is trusted."""
    return msgspec.msgpack.decode(data, type=Decision)


def identifier_of(document: object, otherwise: str) -> str:
    """Return a document's own id, or another name for it where it has none."""
    found = document.get("id") if isinstance(document, Mapping) else None
    return found if isinstance(found, str) and found else otherwise


def salvage(
    cls: type[_Shape], document: object, otherwise: str
) -> tuple[_Shape | None, list[Fault]]:
    """Read as much of a document as can be read as this class, and list every fault of its shape.

    A field that cannot be read gets its default or an empty stand-in; nothing at all can be made
    of what is no object. A document without an id goes by the name `otherwise`.
    """
    if not isinstance(document, Mapping):
        words = _words_of_value(document)
        return None, [Fault("", f"it should be an object and is {words}", "Remove or replace it.")]
    values: dict[str, typing.Any] = {}
    faults: list[Fault] = []
    shape: type = cls
    hints = hints_of(shape)
    for field in dataclasses.fields(shape):
        hint = hints[field.name]
        if field.name in document:
            values[field.name], found = _salvage_field(field.name, hint, document[field.name])
            faults.extend(found)
        elif field.default is dataclasses.MISSING:
            faults.append(Fault(field.name, "it is missing", "Add it."))
        if field.default is dataclasses.MISSING and values.get(field.name) is None:
            values[field.name] = _stand_in(hint)
        elif values.get(field.name) is None:
            values[field.name] = field.default
    values["id"] = identifier_of(document, otherwise)
    return cls(**values), faults


@functools.cache
def _decoder(kind: Kind) -> msgspec.msgpack.Decoder[Record]:
    """Build a kind's decoder once."""
    return msgspec.msgpack.Decoder(TYPES[kind])


@functools.cache
def hints_of(cls: type) -> Mapping[str, object]:
    """Look up the types of a class's fields once."""
    return typing.get_type_hints(cls)


def _salvage_field(name: str, hint: object, value: object) -> tuple[object, list[Fault]]:
    """Convert one field; of a list keep the items that can be read."""
    try:
        return msgspec.convert(value, hint), []
    except msgspec.ValidationError as error:
        if typing.get_origin(hint) is not tuple or not isinstance(value, list):
            return None, [_fault_of(error, name)]
    item_hint = typing.get_args(hint)[0]
    kept: list[object] = []
    faults: list[Fault] = []
    for place, item in enumerate(value):
        try:
            kept.append(msgspec.convert(item, item_hint))
        except msgspec.ValidationError as error:
            faults.append(_fault_of(error, f"{name}[{place}]"))
    return tuple(kept), faults


def _stand_in(hint: object) -> object:
    """Return the emptiest value of a required field's type."""
    if hint is Claim:
        return Claim(grade="stated")
    if typing.get_origin(hint) is typing.Literal:
        return typing.get_args(hint)[0]
    return typing.get_origin(hint)() if typing.get_origin(hint) else hint()  # type: ignore[misc, operator]


def _fault_of(error: msgspec.ValidationError, root: str = "") -> Fault:
    """Put msgspec's message, whose path starts at `$`, into plain words."""
    message, _, path = str(error).partition(" - at `$")
    field = (root + path.rstrip("`")).lstrip(".")
    if missing := re.match(_MISSING, message):
        return Fault(f"{field}.{missing[1]}".lstrip("."), "it is missing", "Add it.")
    if choice := re.match(_CHOICE, message):
        allowed = ", ".join(_CHOICES[field.rpartition(".")[2]])
        problem = f"“{choice[1]}” is not one of its values"
        return Fault(field, problem, f"Use one of: {allowed}.")
    if expected := re.match(_EXPECTED, message):
        wanted = " or ".join(_WORDS[each] for each in expected[1].split(" | "))
        given = _WORDS.get(expected[2], expected[2])
        return Fault(field, f"it should be {wanted} and is {given}", "Correct it in the file.")
    return Fault(field, f"it cannot be read ({message.lower()})", "Correct it in the file.")


def _words_of_value(value: object) -> str:
    """Say what kind of JSON value this is."""
    names: dict[type, str] = {list: "array", type(None): "null"}
    return _WORDS[names.get(type(value), type(value).__name__)]


def plain(value: typing.Any) -> typing.Any:
    """Leave out what is empty; write whole numbers without a decimal point."""
    if isinstance(value, dict):
        pairs = ((name, plain(inside)) for name, inside in value.items())
        return {name: inside for name, inside in pairs if inside is not None and inside != []}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE_NUMBER_LIMIT:
        return int(value)
    return value
