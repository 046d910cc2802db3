"""What somebody or something is called, the best name first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from db.intake.located import LocatedObject
from db.intake.popolo.rows import Row, text_of

_PARTS: Final = ("given_name", "additional_name", "family_name")
_TRANSLATED: Final = re.compile(r"name__(.+)")


def names(row: Row) -> tuple[str, ...]:
    """Take every name of a row: its own, else that of its parts; others; the one to sort by last.

    A name that is made of parts, and the one to sort by, are taken only where there is no other.
    """
    found = [*own(row)]
    if not found and (composed := _composed(row.text)):
        found.append(composed)
    found += _others(row)
    for key, value in row.data.items():
        if _TRANSLATED.fullmatch(key) and text_of(value):
            found.append(row.text(key) or "")
            row.lose("name__.lang")
    if not found and (other := row.text("sort_name")):
        found.append(other)
    return tuple(dict.fromkeys(found))


def own(row: Row) -> Iterator[str]:
    """Take the name; one in parts, or one for each language, counts too."""
    if said := row.text("name"):
        yield said
    elif isinstance(parts := row.data.get("name"), LocatedObject):
        row.take("name")
        if composed := _composed(lambda key: text_of(parts.get(key))):
            row.rest_of("name", parts, *_PARTS)
            yield composed
        else:
            taken = {key: said for key, value in parts.items() if (said := text_of(value))}
            row.rest_of("name", parts, *taken)
            for _ in taken:
                row.lose("name.lang")
            yield from taken.values()


def _others(row: Row) -> list[str]:
    """Take the other names, the one that is marked as the main one first."""
    main: list[str] = []
    others: list[str] = []
    for each in row.items("other_names"):
        if isinstance(each, str):
            others.append(each)
            continue
        said = text_of(each.get("name"))
        composed = None if said else _composed(lambda key, each=each: text_of(each.get(key)))  # type: ignore[misc]
        row.rest_of("other_names", each, *(["name"] if said else _PARTS if composed else []))
        if said or composed:
            note = (text_of(each.get("note")) or "").lower()
            (main if note == "main" else others).append(said or composed or "")
    return main + others


def _composed(get: Callable[[str], str | None]) -> str | None:
    return " ".join(filter(None, map(get, _PARTS))) or None
