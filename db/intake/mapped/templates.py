"""Texts with `{columns}` in them, filled from a record.

All that a mapping says is said so: `"position"` is that word for every row, `"{Company}"` what the
row has in that column, `"{First} {Last}"` both. In JSON a column is a path, `{employer.name}`,
which leads through lists to all of their elements. A column that a file need not have is written
`{?Note}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

_PIECE: Final = re.compile(r"\{\{|\}\}|\{(?P<column>[^{}]*)\}|(?P<odd>[{}])|(?P<words>[^{}]+)")
_LOOSE: Final = " \t\r\n-–/,;:|"
"""What stands between two columns, and for nothing once one of them is blank."""


class Column(NamedTuple):
    """A column of a table, or a path in a JSON record."""

    name: str
    """What the file calls it, as the mapping has it."""
    is_optional: bool = False
    """Whether a file may be without it."""

    @property
    def path(self) -> str:
        """The name as a path in JSON, without the `[]` that may stand after a list."""
        return self.name.replace("[]", "")

    @property
    def names(self) -> tuple[str, ...]:
        """All that a file may call it: the headings of a table are read with single blanks."""
        if "[]" not in self.name and self.name.isprintable() and "  " not in self.name:
            return (self.name,)  # nearly always
        return tuple(dict.fromkeys((self.name, self.path, " ".join(self.name.split()))))


@dataclass(frozen=True, slots=True)
class Template:
    """A text with columns in it."""

    text: str
    """The text as the mapping has it."""
    pieces: tuple[str | Column, ...]
    """Its words and its columns, in their order."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that it takes."""
        return tuple(each for each in self.pieces if isinstance(each, Column))

    @property
    def is_constant(self) -> bool:
        """Whether it says the same for every record."""
        return not self.columns

    def filled(self, record: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what it says of a record: nothing where all of its columns are blank.

        Several texts come from columns that have several values, as a list in JSON has.
        """
        if len(self.pieces) == 1:  # one column alone, nearly always
            (piece,) = self.pieces
            if isinstance(piece, Column):
                return texts_at(record, piece.name)
            return (piece,) if piece else ()
        return tuple(filter(None, self.spaced(record)))

    def spaced(self, record: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the same with the blanks of a list in their places, as its ids may have some."""
        values = [
            _each_at(record, each.name) if isinstance(each, Column) else each
            for each in self.pieces
        ]
        most = max((len(each) for each in values if not isinstance(each, str)), default=1)
        lists = [each for each in values if not isinstance(each, str) and len(each) > 1]
        return tuple(
            _joined(values, number)
            if not lists or any(_nth(each, number) for each in lists)
            else ""
            for number in range(most)
        )


def _joined(values: list[str | tuple[str, ...]], number: int) -> str:
    """Join words with the values of one number; a single value counts for every number."""
    parts = [each if isinstance(each, str) else _nth(each, number) for each in values]
    said = [part for part, each in zip(parts, values, strict=True) if not isinstance(each, str)]
    if all(said):
        return "".join(parts)
    return re.sub(r" {2,}", " ", "".join(parts)).strip(_LOOSE) if any(said) else ""


def _nth(values: tuple[str, ...], number: int) -> str:
    return values[0] if len(values) == 1 else "".join(values[number : number + 1])


def template(text: str) -> Template:
    """Read a text with `{columns}`; raises `ValueError` with what is wrong in words."""
    pieces: list[str | Column] = []
    words = ""
    for found in _PIECE.finditer(text):
        name = found["column"]
        if found["odd"] is not None:
            raise ValueError(
                f"“{text}” has a {found['odd']} without the other: write {{Column}} for what a "
                "column says, {{ and }} for the signs themselves"
            )
        if name is None:
            words += found["words"] or found[0][0]
            continue
        if not name.strip():
            raise ValueError(f"“{text}” has {{}} without the name of a column in it")
        pieces += [*([words] if words else []), column(name)]
        words = ""
    return Template(text, (*pieces, words) if words or not pieces else tuple(pieces))


def column(name: str) -> Column:
    """Read the name of a column; `?` before it says that a file may be without it."""
    bare = name.strip()
    return Column(bare[1:].strip(), is_optional=True) if bare.startswith("?") else Column(bare)


def is_nameable(name: str) -> bool:
    """Whether a mapping can name what a file calls so: `?column?` and `Name {en}` it cannot."""
    try:
        named = template(f"{{{name}}}")
    except ValueError:
        return False
    return named.pieces == (Column(name),)


def texts_at(record: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """Return what a record has under a path, as texts that are not blank."""
    value = record.get(path)
    if isinstance(value, str):  # a cell of a table, nearly always
        bare = value.strip()
        return (bare,) if bare else ()
    return tuple(filter(None, _each_at(record, path)))


def _each_at(record: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """Return what a record has under a path, blanks between too, so that no other moves up."""
    value = record.get(path)
    if isinstance(value, str):
        found: tuple[str, ...] = (value.strip(),)
        return found if any(found) else ()
    for each in Column(path).names:
        found = tuple(map(text_of, _leaves(values_at(record, each))))
        if any(found):
            return found
    return ()


def values_at(value: object, path: str) -> Iterator[object]:
    """Walk the values under a path; a list on the way leads to all of its elements."""
    if isinstance(value, list):
        for each in value:
            yield from values_at(each, path)
    elif isinstance(value, Mapping):
        head, rest = _step(value, path)
        if not rest:
            yield value.get(head)
        else:
            yield from values_at(value.get(head), rest)


def _step(value: Mapping[str, Any], path: str) -> tuple[str, str]:
    """Return the key that a path begins with, and the rest; keys may have dots in them."""
    head = path
    while head and head not in value:
        head = head.rpartition(".")[0]
    head = head or path.partition(".")[0]
    return head, path[len(head) + 1 :]


def text_of(value: object) -> str:
    """Return a single value as text; "" for what is none, such as null or an object."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value) if isinstance(value, int | float) else ""


def _leaves(values: Iterator[object]) -> Iterator[object]:
    """Walk single values, also those in lists of lists."""
    left = list(values)[::-1]
    while left:
        value = left.pop()
        if isinstance(value, list):
            left += reversed(value)
        else:
            yield value


def bound(record: Mapping[str, Any], path: str) -> Iterator[tuple[Mapping[str, Any], object]]:
    """Walk a record once for each element of a list in it, which stands in the list's place.

    The second value is the element itself. A single object is taken as a list of one; what is
    neither, and a list that is empty, yields nothing.
    """
    head, rest = _step(record, path)
    value = record.get(head)
    for each in value if isinstance(value, list) else [value]:
        if each is None:
            continue
        if not rest:
            yield {**record, head: each}, each
        elif isinstance(each, Mapping):
            for inner, element in bound(each, rest):
                yield {**record, head: inner}, element


def paths_in(value: object) -> Iterator[tuple[str, object]]:
    """Walk every single value in a record with its path; nothing in a list or object is None."""
    left: list[tuple[str, object]] = [("", value)]
    while left:
        path, each = left.pop()
        if isinstance(each, Mapping) and each:
            left += [
                (f"{path}.{key}" if path else str(key), inner)
                for key, inner in reversed(list(each.items()))
            ]
        elif isinstance(each, list) and each:
            left += [(path, inner) for inner in reversed(each)]
        else:
            yield path, None if isinstance(each, list | Mapping) else each
