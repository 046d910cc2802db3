"""BibTeX: the sources as entries that LaTeX, biber and reference managers read.

Letters stay as they are, in UTF-8; what LaTeX reads as its own is escaped so that braces balance.
Names and titles stand in double braces: no program is to take them apart or change their case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote as percent_encoded

from db.dates import span_of_iso
from db.errors import BadTerm
from db.export.csl import SAID
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.records import Source

_SPECIAL: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{each: f"\\{each}" for each in "#$%&_"},
}
_TABLE: Final = str.maketrans(_SPECIAL)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_URL_SAFE: Final = "!#$%&'()*+,/:;=?@[]~"
"""What an address keeps as it is: no brace, no backslash, no blank."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun",
                  "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip


def write(selection: Selection, left: LeftOut) -> Iterator[str]:
    """Yield an entry for each source; its key is the source's id."""
    left.tables(selection.records, "person", "company", "event", "quote")
    between = ""
    for source in selection.records.sources.values():
        left.rest("source", source, SAID)
        yield f"{between}{entry(source)}"
        between = "\n"


def entry(source: Source) -> str:
    """Return one source as an entry of type `misc`, which every style knows."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(source))
    return f"@misc{{{source.id},\n{fields}}}\n"


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    if source.author:
        yield "author", f"{{{{{escaped(source.author)}}}}}"
    yield "title", f"{{{{{escaped(source.title)}}}}}"
    yield from _date(source.published)
    if source.publisher:
        yield "publisher", f"{{{{{escaped(source.publisher)}}}}}"
    if source.url:
        is_web = re.match(r"https?://", source.url, re.IGNORECASE)
        yield ("url", _address(source.url)) if is_web else ("howpublished", _value(source.url))
    yield "language", _value(source.lang)
    if source.note:
        yield "note", _value(source.note)


def _date(published: str | None) -> Iterator[tuple[str, str]]:
    """Yield as much of a date as is known; one that is none as its words."""
    if not published:
        return
    try:
        span_of_iso(published)
    except BadTerm:
        yield "year", _value(published)
        return
    year, *rest = published.split("-")
    yield "year", f"{{{year}}}"
    if rest:
        yield "month", _MONTHS[int(rest[0]) - 1]
    if rest[1:]:
        yield "day", f"{{{int(rest[1])}}}"


def _value(text: str) -> str:
    return f"{{{escaped(text)}}}"


def _address(url: str) -> str:
    return f"{{{percent_encoded(url.strip(), safe=_URL_SAFE, errors='replace')}}}"


def escaped(text: str) -> str:
    """Return a text that LaTeX sets letter for letter, in one line.

    A control character, which LaTeX stops at, becomes the sign for what cannot be shown.
    """
    line = " ".join(text.split())
    return _CONTROL.sub("\ufffd", line).translate(_TABLE)
