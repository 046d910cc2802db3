"""The records of a file that a mapping is about: rows of a table, or objects in JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from db.intake import located
from db.intake.drafts import Doubt, LeftOut, Unheld
from db.intake.located import LocatedObject, Place
from db.intake.mapped.mapping import Shape
from db.intake.mapped.tables import TableRow, read_rows, sniffed
from db.intake.outside import OutsideFile
from db.words import fold

Tell = Callable[[float], None]
Form = Literal["csv", "json", "jsonl"]
"""How a file without a format of its own is laid out."""

_TOLD_EVERY = 500
_MOST = 5_000
"""The most columns that a table may have; more come of a wrong delimiter."""


class Row(NamedTuple):
    """One record of a file."""

    place: Place
    """Where it stands."""
    record: Mapping[str, Any]
    """What it says: the cells of a row by column, or an object of JSON."""


Found = Row | LeftOut | Doubt | Unheld
"""A record, or what there is to tell of the file beside them."""


def records(file: OutsideFile, form: Form, shape: Shape, tell: Tell) -> Iterator[Found]:
    """Walk the records of a file.

    Raises:
        BadFile: it is not laid out like that, or has no such columns or path.
    """
    found = _table(file, shape, tell) if form == "csv" else _objects(file, form, shape, tell)
    if not shape.blank:
        return found
    return (
        Row(each.place, _cleared(each.record, shape.blank)) if isinstance(each, Row) else each
        for each in found
    )


def columns_of(file: OutsideFile, shape: Shape) -> tuple[str, ...]:
    """Return the names of the columns of a table; raises `BadFile` where it has no such line."""
    if shape.columns:
        return shape.columns
    header = next((row for row in _rows(file, shape) if row.line >= shape.header), None)
    if header is None:
        problem = f"it ends before line {shape.header:,}, which should name its columns"
        raise file.refused(problem, "Correct header under [file] in the mapping.")
    if len(header.cells) > _MOST:
        problem = f"line {header.line:,} has {len(header.cells):,} cells, too many to be columns"
        raise file.refused(problem, "Name its delimiter under [file] in the mapping.")
    return _names(header.cells)


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """Return names for columns that differ: a blank one is numbered, a second `Name` too."""
    names: dict[str, None] = {}
    counts: Counter[str] = Counter()
    for number, cell in enumerate(cells, start=1):
        wanted = name = " ".join(cell.split()) or f"column {number}"
        while name in names:
            counts[wanted] += 1
            name = f"{wanted} ({counts[wanted] + 1})"
        names[name] = None
    return tuple(names)


def _rows(file: OutsideFile, shape: Shape) -> Iterator[TableRow]:
    return read_rows(file, shape.delimiter or sniffed(file, shape.header), shape.quote)


def _table(file: OutsideFile, shape: Shape, tell: Tell) -> Iterator[Found]:
    """Walk the rows of a table below its header, and tell of those that do not fit it."""
    names = columns_of(file, shape)
    is_above = shape.header > 0
    for count, row in enumerate(_rows(file, shape)):
        words = f"line {row.line}"
        if is_above:
            is_above = row.line < shape.header
            if is_above and any(map(str.strip, row.cells)):
                yield LeftOut("", words, "it stands above the names of the columns")
            continue
        if count % _TOLD_EVERY == 0:
            tell(row.span.start / len(file.text))
        if not any(map(str.strip, row.cells)):
            continue
        yield from _misfit(row, len(names), words)
        yield Row(Place(row.span, words), dict(zip(names, row.cells, strict=False)))


def _misfit(row: TableRow, width: int, words: str) -> Iterator[Found]:
    """Tell of a row that has more or fewer cells than there are columns."""
    size = len(row.cells)
    if size < width:
        yield Doubt(
            words, f"it has {_count(size)}, and there are {width}: the rest counts as blank"
        )
    extra = [cell for cell in row.cells[width:] if cell.strip()]
    if extra:
        yield LeftOut(
            "", words, f"it has {_count(size)}, and there are {width} columns: {_some(extra)}"
        )


def _count(size: int) -> str:
    return f"{size} cell{'' if size == 1 else 's'}"


def _some(cells: Sequence[str], longest: int = 60) -> str:
    words = ", ".join(f"“{cell.strip()}”" for cell in cells)
    return words if len(words) <= longest else f"{words[:longest]}…"


def _objects(file: OutsideFile, form: Form, shape: Shape, tell: Tell) -> Iterator[Found]:
    """Walk the objects of JSON, or of JSON lines, under the path of the records."""
    if form == "jsonl":
        lines = located.parse_lines(file, tell)
        roots: Iterable[tuple[object, str]] = (
            (value, f"line {number} ") for number, _, value in lines
        )
    else:
        roots = [(located.parse(file, tell), "")]
    has_any = False
    for value, line in roots:
        for pointer, each in _under(value, shape.records, line):
            if isinstance(each, Unheld):
                yield each
            elif isinstance(each, LocatedObject):
                has_any = True
                yield Row(each.place, each)
            else:
                yield LeftOut("", pointer.strip() or "/", f"it is {_kind(each)}, no object")
    if not has_any:
        where = f"under “{shape.records}”" if shape.records else "at its top"
        raise file.refused(
            f"it has no objects {where}", 'Correct records under [file], such as "data.items".'
        )


def _under(value: object, path: str, pointer: str) -> Iterator[tuple[str, object]]:
    """Walk what stands under a path, with its pointer, and what stands beside the path.

    `*` in it leads to every value of an object; the records then have their key as `*`.
    """
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _under(each, path, f"{pointer}/{number}")
    elif not path or not isinstance(value, LocatedObject):
        yield pointer, value
    else:
        head, _, rest = (path, "", "") if path in value else path.partition(".")
        for key, each in value.items():
            if head == "*":
                named = _with_key(each, key) if not rest else each
                yield from _under(named, rest, f"{pointer}/{key}")
            elif key == head:
                yield from _under(each, rest, f"{pointer}/{key}")
            elif each not in (None, "", [], {}):
                yield pointer, Unheld(key, f"{pointer}/{key}".strip())


def _with_key(value: object, key: str) -> object:
    """Give an object the key that it stands under, as a value of its own."""
    if not isinstance(value, LocatedObject):
        return value
    named = LocatedObject({"*": key, **value})
    named.place = value.place
    return named


def _cleared(value: Any, blank: frozenset[str]) -> Any:
    """Return a record without the values that stand for a blank; objects keep their places."""
    if isinstance(value, dict):
        inner = {key: _cleared(each, blank) for key, each in value.items()}
        if not isinstance(value, LocatedObject):
            return inner
        cleared = LocatedObject(inner)
        cleared.place = value.place
        return cleared
    if isinstance(value, list):
        return [_cleared(each, blank) for each in value]
    return "" if isinstance(value, str) and fold(value.strip()) in blank else value


def _kind(value: object) -> str:
    if value is None:
        return "null"
    return {bool: "true or false", str: "a text", int: "a number", float: "a number"}.get(
        type(value), "a list"
    )
