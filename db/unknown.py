"""Fields of a later version, kept through a rewrite.

A database may have been touched by a newer program or by hand. What this version does not know
of a document stays in it, in nested objects and in lists of objects too.
"""

from __future__ import annotations

import dataclasses
import functools
import typing
from collections.abc import Iterator, Mapping

import msgspec

from db.codec import SHAPES, hints_of, plain

_Document = Mapping[str, object]


def merge_unknown(table: str, old: _Document, new: _Document) -> dict[str, object]:
    """Return the new document with the fields of the old one that this version does not know.

    An object in a list is recognised by what it says, failing that by its id, address or value.
    """
    return _merge(SHAPES[table], old, new)


@functools.cache
def _nested(cls: type) -> Mapping[str, type | None]:
    """Name the class inside each field: of `links: tuple[Link, ...]` it is Link."""
    found: dict[str, type | None] = {}
    for name, hint in hints_of(cls).items():
        inside = [each for each in (hint, *typing.get_args(hint)) if isinstance(each, type)]
        found[name] = next((each for each in inside if dataclasses.is_dataclass(each)), None)
    return found


def _merge(cls: type, old: _Document, new: _Document) -> dict[str, object]:
    """Merge two documents, knowing which of their fields are objects of ours."""
    merged = {name: _merge_field(cls, name, old, value) for name, value in new.items()}
    unknown = {name: value for name, value in old.items() if name not in _nested(cls)}
    return {**merged, **unknown}


def _merge_field(cls: type, name: str, old: _Document, value: object) -> object:
    """Merge one field: an object with the old object, a list item with its old self."""
    inside, before = _nested(cls).get(name), old.get(name)
    if inside is None:
        return value
    if isinstance(value, dict) and isinstance(before, dict):
        return _merge(inside, before, value)
    if isinstance(value, list) and isinstance(before, list):
        return _merge_items(inside, before, value)
    return value


def _merge_items(cls: type, old: list[_Document], new: list[_Document]) -> list[_Document]:
    """Merge each item with the old one that says the same, else with the one it still names."""
    left = list(old)
    merged = list(new)
    unmatched = []
    for place, item in enumerate(new):
        same = next((each for each in left if _known(cls, each) == item), None)
        if same is None:
            unmatched.append(place)
            continue
        left.remove(same)
        merged[place] = _merge(cls, same, item)
    for place in unmatched:
        mark = _mark(new[place])
        alike = next((each for each in left if mark is not None and _mark(each) == mark), None)
        if alike is not None:
            left.remove(alike)
            merged[place] = _merge(cls, alike, new[place])
    return merged


def _known(cls: type, item: _Document) -> object:
    """Return what this version knows of an item, as the codec would write it."""
    return plain(msgspec.to_builtins(msgspec.convert(item, cls)))


def _mark(item: _Document) -> object:
    """Return what makes a list item itself: its id, address or value."""
    return next((item[name] for name in ("id", "url", "value") if item.get(name)), None)


def unknown_fields(table: str, document: _Document) -> Iterator[str]:
    """Walk the paths of what this version does not know of a document: `nickname`, `roles.rank`."""
    return _unknown(SHAPES[table], document, "")


def _unknown(cls: type, document: _Document, place: str) -> Iterator[str]:
    known = _nested(cls)
    for name, value in document.items():
        if name not in known:
            yield place + name
            continue
        inside = known[name]
        if inside is not None:
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    yield from _unknown(inside, each, f"{place}{name}.")
