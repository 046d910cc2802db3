"""What a record says in one place of a mapping: texts, conditions, and the elements of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from db.intake.located import LocatedObject, Place
from db.intake.mapped.mapping import Condition, Given, Said
from db.intake.mapped.rows import Row
from db.intake.mapped.templates import bound, texts_at
from db.words import fold


def texts(said: Said | None, record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the texts that a record has, with what the mapping takes instead of some."""
    if said is None:
        return ()
    given = tuple(filter(None, _taken(said, said.text.filled(record))))
    return given or ((said.otherwise,) if said.otherwise else ())


def spaced(said: Said | None, record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the same texts with the blanks of a list in their places."""
    if said is None:
        return ()
    found = tuple(_taken(said, said.text.spaced(record)))
    return found if any(found) else texts(said, record)


def _taken(said: Said, found: Iterable[str]) -> Iterator[str]:
    """Take instead of each text what the mapping has for it; a blank stays one."""
    for each in found:
        rest = each if said.otherwise is None else said.otherwise
        yield said.values.get(fold(each), rest) if said.values and each else each


def first(said: Said | None, record: Mapping[str, Any]) -> str | None:
    """Return the first text that a record has; None for none."""
    return next(iter(texts(said, record)), None)


def whole(said: Said | None, record: Mapping[str, Any]) -> str | None:
    """Return all texts that a record has as one; None for none."""
    return "; ".join(texts(said, record)) or None


def holds(condition: Condition, record: Mapping[str, Any]) -> bool:
    """Whether a record has one of the values of a condition; `*` is any, "" is a blank."""
    found = {fold(each) for each in texts_at(record, condition.column.name)} or {""}
    has_any = "*" in condition.values and found != {""}
    return has_any or not found.isdisjoint(condition.values)


def is_given(given: Given, record: Mapping[str, Any]) -> bool:
    """Whether a part of a mapping holds for a record."""
    return all(holds(each, record) for each in given.when) and not any(
        holds(each, record) for each in given.unless
    )


def elements(row: Row, path: str) -> Iterator[tuple[tuple[Place, ...], Mapping[str, Any]]]:
    """Walk a record once for each element of a list in it; once as it is, where no list is named.

    Each comes with the places that say it: the element, where it has one, and the whole record.
    """
    if not path:
        yield (row.place,), row.record
        return
    for record, element in bound(row.record, path):
        inner = element.place if isinstance(element, LocatedObject) else row.place
        yield tuple(dict.fromkeys([inner, row.place])), record
