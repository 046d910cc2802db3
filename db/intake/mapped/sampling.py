"""A file of any shape, looked at before anybody has said what is in it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, cast

from db.intake.formats import Look, shape_of
from db.intake.located import LocatedObject, parse
from db.intake.mapped.mapping import Shape
from db.intake.mapped.profile import Profile
from db.intake.mapped.rows import Form, Row, columns_of, records
from db.intake.mapped.tables import TableRow, read_rows, sniffed
from db.intake.mapped.templates import is_nameable, paths_in, text_of
from db.intake.outside import OutsideFile

_LOOKED_AT: Final = 40
_DEEPEST: Final = 4
_FEW: Final = 3


class Sample(NamedTuple):
    """What a file has, column by column."""

    form: Form
    """How it is laid out."""
    shape: Shape
    """How it is to be read."""
    profiles: tuple[Profile, ...]
    """Its columns, or the paths of its records."""
    lists: tuple[str, ...]
    """The paths of lists of objects inside its records."""


def sample(file: OutsideFile) -> Sample:
    """Look at a file; raises `BadFile` where it has no records of any kind."""
    form = cast("Form", shape_of(Look(file)))
    shape = _table_shape(file) if form == "csv" else Shape()
    if form == "json":
        shape = dataclasses.replace(shape, records=_records_path(parse(file)))
    values: dict[str, list[str]] = {}
    if form == "csv":
        values = {name: [] for name in columns_of(file, shape)}
    lists: dict[str, None] = {}
    for row in records(file, form, shape, lambda _: None):
        if not isinstance(row, Row):
            continue
        lists |= dict.fromkeys(_lists_in(row.record))
        for path, value in paths_in(row.record):
            column = values.setdefault(path, [])
            if said := text_of(value):
                column.append(said)
    profiles = tuple(
        Profile(name, tuple(every)) for name, every in values.items() if every or name not in lists
    )
    return Sample(form, shape, profiles, tuple(lists))


def _table_shape(file: OutsideFile) -> Shape:
    """Find the delimiter of a table and the line that names its columns."""
    delimiter = sniffed(file)
    rows = []
    for row in read_rows(file, delimiter):
        rows.append(row)
        if len(rows) == _LOOKED_AT:
            break
    width = Counter(len(row.cells) for row in rows).most_common(1)[0][0] if rows else 1
    head = next((row for row in rows if _is_full(row, width)), None)
    if head is None or not _is_data(head.cells):
        return Shape(delimiter=delimiter, header=head.line if head else 1)
    names = tuple(f"column {number}" for number in range(1, width + 1))
    return Shape(delimiter=delimiter, header=0, columns=names)


def _is_full(row: TableRow, width: int) -> bool:
    """Whether a row says something in most columns, as a title above the table does not."""
    return len(row.cells) == width < 2 * sum(bool(cell.strip()) for cell in row.cells)


def _is_data(cells: list[str]) -> bool:
    """Whether the first row is no heading: some of its cells are days, figures or addresses."""
    profiles = [Profile("", (cell.strip(),)) for cell in cells[:_LOOKED_AT] if cell.strip()]
    return any(each.dates or each.is_links or each.is_amounts for each in profiles)


def _records_path(root: object) -> str:
    """Return the path under which a document has the most objects, if a mapping can name it."""
    best, most = "", 0
    for path, size in _sizes(root, "", 0):
        if size > most and (not path or is_nameable(path)):
            best, most = path, size
    return best


def _sizes(value: object, path: str, depth: int) -> Iterator[tuple[str, int]]:
    """Walk the lists of objects in a document, the outer ones first, with their sizes."""
    if isinstance(value, list):
        objects = [each for each in value if isinstance(each, LocatedObject)]
        if objects:
            yield path, len(objects)
        return
    if not isinstance(value, LocatedObject) or depth > _DEEPEST:
        return
    inner = list(value.values())
    is_keyed = len(inner) >= _FEW and all(isinstance(each, LocatedObject) for each in inner)
    if is_keyed and _are_alike(inner):
        yield f"{path}.*".removeprefix("."), len(inner)
        return
    for key, each in value.items():
        yield from _sizes(each, f"{path}.{key}".removeprefix("."), depth + 1)


def _are_alike(objects: list[Any]) -> bool:
    """Whether objects share a key, as records do and the parts of a document do not."""
    return bool(set.intersection(*(set(each) for each in objects)))


def _lists_in(record: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Walk the paths of lists of objects in a record."""
    for key, value in record.items():
        at = f"{path}.{key}" if path else str(key)
        if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
            yield at
            for each in value:
                if isinstance(each, Mapping):
                    yield from _lists_in(each, at)
        elif isinstance(value, Mapping):
            yield from _lists_in(value, at)
