"""A table as text, such as CSV -> its rows, each with the span of text that it stands in.

The standard library's reader does not say where a row begins and ends, and a fact has to quote its
row. This one reads what that one reads, in the same way: quoted cells with line ends and doubled
quotation marks in them, any line end, any delimiter of one character. It is told apart from it by
one thing: a quotation mark that never closes is refused, as it would swallow the rest of the file.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from db.intake.located import Span
from db.intake.outside import OutsideFile

DELIMITERS: Final = (",", ";", "\t", "|")
"""What parts the cells of a row, where nothing else is said."""

_LOOKED_AT: Final = 40
_LOOKED_INTO: Final = 200_000
_LINE: Final = re.compile(r"[^\r\n]*+")


class TableRow(NamedTuple):
    """One row of a table."""

    line: int
    """The line on which it begins, from 1."""
    span: Span
    """Where it stands, without the end of its line."""
    cells: list[str]
    """What its cells say, as it stands there, without the quotation marks around them."""


def read_rows(file: OutsideFile, delimiter: str = ",", quote: str = '"') -> Iterator[TableRow]:
    """Walk the rows of a table; blank lines are none.

    An empty `quote` says that quotation marks are letters like others.

    Raises:
        BadFile: a quotation mark opens a cell and none closes it.
    """
    text = file.text
    at, line = (1 if text.startswith("\ufeff") else 0), 1
    while at < len(text):
        end = _LINE.match(text, at).end()  # type: ignore[union-attr]
        if quote and text.find(quote, at, end) >= 0:
            cells, end = _quoted(file, at, line, delimiter, quote)
        else:
            cells = text[at:end].split(delimiter)
        if any(cells) or len(cells) > 1:
            yield TableRow(line, Span(at, end), cells)
        line += _line_ends(text, at, end)
        if end < len(text):
            line += 1
            end += 2 if text.startswith("\r\n", end) else 1
        at = end


def sniffed(file: OutsideFile, header: int = 1) -> str:
    """Return the delimiter that parts the first rows of a table most evenly."""
    if file.suffix == ".tsv":
        return "\t"
    return max(DELIMITERS, key=lambda each: _evenness(file, each, header))


def _evenness(file: OutsideFile, delimiter: str, header: int) -> tuple[int, int]:
    """Judge a delimiter: how many rows have as many cells as most, and how many that is."""
    sizes: Counter[int] = Counter()
    head = OutsideFile(file.name, file.file, b"", file.text[: _beginning(file.text)])
    for row in _leniently(head, delimiter):
        if row.line >= header:
            sizes[len(row.cells)] += 1
    size, count = max(sizes.items(), key=lambda each: (each[0] > 1, each[1]), default=(0, 0))
    return (count, size) if size > 1 and count > sizes[1] else (0, 0)


def _leniently(head: OutsideFile, delimiter: str) -> Iterator[TableRow]:
    """Walk the rows of a beginning, which may end inside a cell."""
    from db.errors import BadFile

    try:
        yield from read_rows(head, delimiter)
    except BadFile:
        return


def _beginning(text: str) -> int:
    """Return where the first lines of a text end."""
    at = 0
    for _ in range(_LOOKED_AT):
        at = text.find("\n", at) + 1
        if at == 0:
            at = len(text)
            break
    return min(at, _LOOKED_INTO)


def _quoted(
    file: OutsideFile, at: int, line: int, delimiter: str, quote: str
) -> tuple[list[str], int]:
    """Read a row that has quotation marks, cell by cell; return its end too."""
    text, start, cells = file.text, at, []
    pattern = _cell(delimiter, quote)
    while True:
        found = pattern.match(text, at)
        assert found is not None  # it matches nothing too  # noqa: S101
        if found["open"] is not None:
            here = line + _line_ends(text, start, at)
            remedy = 'Close it; or write quote = "" under [file] in the mapping: they are letters.'
            raise file.refused(f"line {here:,}: {quote} opens a cell and none closes it", remedy)
        inside = found["inside"]
        cells.append(
            found["plain"] if inside is None else inside.replace(quote * 2, quote) + found["after"]
        )
        at = found.end()
        if not text.startswith(delimiter, at):
            return cells, at
        at += len(delimiter)


@functools.lru_cache(maxsize=16)
def _cell(delimiter: str, quote: str) -> re.Pattern[str]:
    """Return the pattern of one cell: quoted, quoted and never closed, or plain."""
    q, d = re.escape(quote), re.escape(delimiter)
    inside = rf"[^{q}]*+(?:{q}{q}[^{q}]*+)*+"
    return re.compile(
        rf"{q}(?P<inside>{inside}){q}(?P<after>[^{d}\r\n]*+)"
        rf"|(?P<open>{q}){inside}\Z|(?P<plain>[^{d}\r\n]*+)"
    )


def _line_ends(text: str, start: int, end: int) -> int:
    """Count the line ends inside a span: in cells that go over several lines."""
    ends = text.count("\n", start, end) + text.count("\r", start, end)
    return ends - text.count("\r\n", start, end)
