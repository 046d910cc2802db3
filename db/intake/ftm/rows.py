"""Statements as rows -> each with its columns and its lines: CSV, or a pack, with a header or not.

A pack writes schema and property as one, `Person:name`; the oldest have no header. A row without
one is told by where it names a schema.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from db.intake.ftm.schemata import KNOWN
from db.intake.located import Place, Span
from db.intake.outside import OutsideFile
from db.texts import LARGEST_TEXT

FULL: Final = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin",
    "lang", "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
"""The columns of a statement as CSV."""

PACK: Final = (
    "entity_id", "prop", "value", "dataset", "lang", "original_value", "origin", "external",
    "first_seen", "last_seen", "id",
)  # fmt: skip
"""The columns of a pack."""

OLD_PACK: Final = (
    "entity_id", "prop", "value", "dataset", "lang", "original_value", "target", "external",
    "first_seen", "last_seen",
)  # fmt: skip
"""The columns of a pack from before packs had a header."""

_TOLD_EVERY: Final = 1000
_REMEDY: Final = "Correct it in the file; nothing was changed."


def columns_of(cells: Sequence[str]) -> tuple[str, ...] | None:
    """Return the columns that a row without a header has; None where it is no statement."""
    if len(cells) >= 6 and cells[4] in KNOWN and cells[1] and cells[2]:
        return FULL
    if len(cells) >= 3 and cells[1].partition(":")[0] in KNOWN and ":" in cells[1]:
        return OLD_PACK if len(cells) <= len(OLD_PACK) else PACK
    return None


def rows(
    file: OutsideFile, tell: Callable[[float], None] = lambda _: None
) -> Iterator[tuple[Mapping[str, str], Place]]:
    """Walk the statements of a table, each by column and with its lines.

    Raises `BadFile` where it is no table of statements.
    """
    columns: Sequence[str] | None = None
    for number, (cells, place) in enumerate(_cells(file)):
        if columns is None:
            columns = _header(cells)
            if columns is not None:
                continue
            columns = columns_of(cells)
            if columns is None:
                raise file.refused("it is no table of FollowTheMoney statements", _REMEDY)
        beyond = enumerate(cells[len(columns) :], start=len(columns) + 1)
        more = {f"column {number}": cell for number, cell in beyond}  # named in the report
        yield {**dict(zip(columns, cells, strict=False)), **more}, place
        if number % _TOLD_EVERY == 0:
            tell(place.span.end / len(file.text))


def _header(cells: Sequence[str]) -> list[str] | None:
    names = [each.strip().lstrip("\ufeff") for each in cells]
    is_header = {"prop", "value"} <= set(names) and {"entity_id", "canonical_id"} & set(names)
    return names if is_header else None


def _cells(file: OutsideFile) -> Iterator[tuple[list[str], Place]]:
    """Walk the rows of a table with their place; blank lines are passed over."""
    csv.field_size_limit(LARGEST_TEXT)
    lines = _Lines(file.text)
    reader = csv.reader(lines, delimiter=_delimiter(file.text))
    start, line = 0, 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise file.refused(f"line {lines.number:,} is no row: {error}", _REMEDY) from error
        if cells is None:
            return
        if any(cells):
            end = start + len(file.text[start : lines.at].rstrip("\r\n"))
            words = f"line {line}" if lines.number == line else f"lines {line}–{lines.number}"
            yield cells, Place(Span(start, end), words)
        start, line = lines.at, lines.number + 1


def _delimiter(text: str) -> str:
    first = text.lstrip("\ufeff\r\n \t").partition("\n")[0]
    return max(",\t;", key=first.count)


class _Lines:
    """The lines of a text, and how far it has been read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at, self.number = 0, 0

    def __iter__(self) -> Iterator[str]:
        while self.at < len(self._text):
            end = self._text.find("\n", self.at) + 1 or len(self._text)
            line, self.at = self._text[self.at : end], end
            self.number += 1
            yield line.removeprefix("\ufeff") if self.number == 1 else line
