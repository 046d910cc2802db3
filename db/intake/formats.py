"""Every format that `import` reads: one row each, and how a file without a word tells its own.

A row says how a file of it looks and which module reads it. Most modules have `drafts`, which turns
one file into drafts; those that know records of ours have `bring`, which does an import of its own.
A module is imported when its format is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import msgspec

from db.errors import BadFile, NoFormat, Refused
from db.intake.located import parse
from db.intake.outside import OutsideFile

_STATEMENT: Final = {"entity_id", "prop", "value"}
_READABLE: Final = (
    "Give --format, or a mapping with --map: wherefrom import --suggest FILE writes a first one."
)


class Look:
    """What can be told of a file at a glance."""

    def __init__(self, file: OutsideFile) -> None:
        """Look at a file."""
        self.file = file

    @cached_property
    def root(self) -> object:
        """The JSON document; of JSON lines the first one; None where it is neither."""
        for text in (self.file.text, self.first_line):
            try:
                return _decoded(text.lstrip("\ufeff"))
            except (ValueError, RecursionError):
                continue
        return None

    @cached_property
    def first_line(self) -> str:
        """The first line that has anything on it and is no comment."""
        lines = (line.strip("\ufeff \t\r") for line in self.file.text.split("\n", 50))
        return next((line for line in lines if line and not line.startswith(("#", "//"))), "")

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the document, or of the first object of a list."""
        first = self.root
        if isinstance(first, list) and first:
            first = first[0]
        return frozenset(map(str, first)) if isinstance(first, dict) else frozenset()

    @cached_property
    def is_lines(self) -> bool:
        """Whether it is JSON lines: the first line alone is an object, and more follow."""
        try:
            first = _decoded(self.first_line)
            return isinstance(first, dict) and self.root is not None and not self._is_one
        except (ValueError, RecursionError):
            return False

    @cached_property
    def _is_one(self) -> bool:
        return self.file.text.strip("\ufeff \t\r\n") == self.first_line

    @cached_property
    def columns(self) -> frozenset[str]:
        """The names in the first line, were it the head of a table."""
        return frozenset(re.split(r"[,;\t|]", self.first_line.replace('"', "")))


def _decoded(text: str) -> object:
    """Decode JSON, half a surrogate pair included, which msgspec refuses; raises `ValueError`."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return json.loads(text)


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    name: str
    """What `--format` calls it."""
    words: str
    """What it is, for help and README."""
    module: str
    """The module that reads it."""
    fits: Callable[[Look], bool]
    """Whether a file looks like it."""
    suffix: str = ".json"
    """What a file of it is kept under, where its own name does not end like data."""
    is_whole: bool = False
    """Whether its module has `bring`, as its records are ours, and not `drafts`."""


_POPOLO: Final = ("persons", "people", "organizations", "organisations", "memberships")
_POPOLO_RECORD: Final = (
    {"name", "memberships"}, {"name", "other_names"}, {"given_name", "family_name"},
    {"person_id", "organization_id"}, {"name", "classification"}, {"organization_id", "role"},
    {"person_id", "post_id"}, {"organization_id", "label"}, {"person", "organization"},
)  # fmt: skip


def _is_facts(look: Look) -> bool:
    """Whether it is facts, or JSON lines of which not even the first can be read."""
    return "table" in look.keys or (look.file.suffix == ".jsonl" and not look.keys)


def _is_popolo(look: Look) -> bool:
    """Whether it is a document with tables of Popolo, or records that have what those have."""
    root = look.root
    is_document = isinstance(root, dict) and any(isinstance(root.get(k), list) for k in _POPOLO)
    return is_document or any(each <= look.keys for each in _POPOLO_RECORD)


def _is_ours(look: Look) -> bool:
    """Whether it is a database of ours: its table `meta` names a schema."""
    meta = look.root.get("meta") if isinstance(look.root, dict) else None
    documents = meta.values() if isinstance(meta, dict) else ()
    return any(isinstance(each, dict) and "schema" in each for each in documents)


def _is_ftm(look: Look) -> bool:
    """Whether it is entities, or statements: as JSON, or as a table with a header or without."""
    if {"id", "schema"} <= look.keys and {"properties", "caption"} & look.keys:
        return True
    if len(_STATEMENT & (look.keys or look.columns)) >= 3:
        return True
    if look.keys or look.first_line[:1] in ("", "{", "["):
        return False
    from db.intake.ftm.rows import columns_of

    return columns_of(re.split(r"[,;\t]", look.first_line.replace('"', ""))) is not None


def _is_annotations(look: Look) -> bool:
    """Whether it is Web Annotations, or what Hypothesis exports."""
    first = look.root[0] if isinstance(look.root, list) and look.root else look.root
    if not isinstance(first, dict):
        return False
    words = str(first.get("@context")) + str(first.get("type", first.get("@type")))
    exports = ({"annotations", "client_version"}, {"rows", "total"}, {"uri", "target"})
    return "Annotation" in words or "anno.jsonld" in words or any(e <= look.keys for e in exports)


def _never(_: Look) -> bool:
    """Never: what has no shape of its own is read where somebody asks for it."""
    return False


FORMATS: Final[Mapping[str, Format]] = {
    each.name: each
    for each in (
        Format(
            "wherefrom",
            "another database of ours",
            "db.intake.own",
            _is_ours,
            is_whole=True,
        ),
        Format(
            "facts",
            "facts by hand, as JSON lines",
            "db.intake.facts",
            _is_facts,
            ".jsonl",
            is_whole=True,
        ),
        Format(
            "ftm",
            "FollowTheMoney entities or statements",
            "db.intake.ftm.drafting",
            _is_ftm,
            ".jsonl",
        ),
        Format(
            "popolo",
            "Popolo JSON, as EveryPolitician has it",
            "db.intake.popolo.drafting",
            _is_popolo,
        ),
        Format(
            "w3c",
            "W3C Web Annotations (JSON-LD), as Hypothesis exports them",
            "db.intake.w3c",
            _is_annotations,
            ".jsonld",
            is_whole=True,
        ),
        Format("csv", "a table, with a mapping", "db.intake.mapped", _never, ".csv"),
        Format("json", "JSON of any shape, with a mapping", "db.intake.mapped", _never),
        Format(
            "jsonl", "JSON lines of any shape, with a mapping", "db.intake.mapped", _never, ".jsonl"
        ),
    )
}
"""Every format by name, in the order in which a file is tried."""

SHAPES: Final = ("csv", "json", "jsonl")
"""Those that say how a file is laid out and not what it means, so that they need a mapping."""

_SHAPE_OF_NAME: Final = {".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl"}


def format_of(file: OutsideFile, given: str | None, *, has_map: bool) -> Format:
    """Return the format of a file: the one that is given, else the one that it looks like.

    Raises `BadFile` where it looks like none, `Refused` where a mapping is given for nothing.
    """
    if given is not None:
        if has_map and given not in SHAPES:
            problem = f"--map is for files that have no format of their own, and not for {given}"
            raise Refused(f"{problem}. Leave out one of the two.")
        return FORMATS[given]
    look = Look(file)
    if has_map:
        return FORMATS[shape_of(look)]
    found = next((each for each in FORMATS.values() if each.fits(look)), None)
    if found is None:
        raise _unknown(look)
    return found


def shape_of(look: Look) -> str:
    """Return how a file is laid out, whatever it holds: `csv`, `json` or `jsonl`."""
    named = _SHAPE_OF_NAME.get(look.file.suffix)
    if named is not None or look.is_lines:
        return named or "jsonl"
    return "json" if look.root is not None or look.file.suffix == ".json" else "csv"


def _unknown(look: Look) -> BadFile:
    """Say of a file that looks like no format what it does look like."""
    keys: Sequence[str] = sorted(look.keys)
    if {"resources"} <= look.keys or look.file.file == "datapackage.json":
        remedy = "Import the files that it lists."
        return look.file.refused("it is a data package, which only describes other files", remedy)
    if look.root is None and look.first_line.startswith(("{", "[")):
        parse(look.file)  # which tells where it is no JSON
    if look.root is not None and not keys:
        return look.file.refused("it holds no objects, so no people or companies", _READABLE)
    has = f" (it has {', '.join(keys[:6])}{', …' if len(keys) > 6 else ''})" if keys else ""
    return NoFormat(look.file.name, f"its format cannot be told{has}", _READABLE)
