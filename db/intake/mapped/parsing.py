"""A mapping file, TOML, as text -> what it says, or one sentence about what is wrong with it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from db.errors import BadFile
from db.intake.drafts import About
from db.intake.mapped.entries import Entry
from db.intake.mapped.mapping import FileMap, Shape
from db.intake.mapped.saying import date_forms, events, folded, parties
from db.intake.mapped.templates import column

_TOP: Final = ("file", "source", "person", "company", "event")
_FILE: Final = (
    "encoding", "delimiter", "quote", "header", "columns", "records", "dates", "blank", "skip",
)  # fmt: skip
_SOURCE: Final = ("title", "author", "publisher", "url", "published", "lang")
_LARGEST: Final = 1024 * 1024
_REMEDY: Final = "wherefrom import --suggest FILE writes a first mapping of FILE."


def load(path: Path) -> FileMap:
    """Read a mapping file; raises `BadFile` with the place of what is wrong."""
    return parse(path, _document(path))


def encoding_of(path: Path) -> str | None:
    """Return what a mapping says its files are written in, if it does; raises `BadFile`."""
    return load(path).shape.encoding


def parse(path: Path, document: dict[str, object]) -> FileMap:
    """Make a mapping of a document of TOML; raises `BadFile`."""
    top = Entry(path, "", document)
    top.allow(_TOP)
    shape, dates = _shape(_only(top, "file"))
    about = _about(_only(top, "source"))
    declared = (
        *parties("person", top.tables("person")),
        *parties("company", top.tables("company")),
    )
    happenings = tuple(events(top.tables("event"), declared, dates))
    if not declared and not happenings:
        problem = "it makes neither people nor companies nor events"
        raise BadFile(path, problem, "Add [[event]], [[person]] or [[company]].")
    if not any(use.columns for use in top.uses):
        problem = "it takes nothing from the file"
        raise BadFile(path, problem, 'Write "{Column}", in braces, for what a column says.')
    return FileMap(
        path,
        shape,
        about,
        declared,
        happenings,
        tuple(top.uses),
    )


def _about(entry: Entry) -> About:
    """Read what the mapping says of the file."""
    entry.allow(_SOURCE)
    title, author, publisher, url, published, lang = map(entry.words, _SOURCE)
    return About(title, author, publisher, url, published, lang)


def _document(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error).lower()
        raise BadFile(path, f"the mapping cannot be read ({reason})", "Check the path.") from error
    if len(data) > _LARGEST:
        raise BadFile(path, "it is too large for a mapping", _REMEDY)
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no TOML, or no UTF-8
        problem = str(error) or "it is nested too deeply"
        raise BadFile(path, f"it is no TOML: {problem}", _REMEDY) from error


def _only(top: Entry, key: str) -> Entry:
    """Return the one table of a name; an empty one where there is none."""
    found = list(top.tables(key))
    if len(found) > 1:
        raise BadFile(top.path, f"it has [{key}] twice", "Join the two.")
    return found[0] if found else Entry(top.path, f"[{key}]", {}, top.uses)


def _shape(entry: Entry) -> tuple[Shape, tuple[str, ...]]:
    """Read how the file is to be read, and the formats of its dates."""
    entry.allow(_FILE)
    delimiter, quote = entry.words("delimiter"), entry.words("quote")
    delimiter = "\t" if delimiter == "tab" else delimiter
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '\r\n"'):
        raise entry.wrong("delimiter", "it is not one sign", 'Write delimiter = ";", or "tab".')
    if quote is not None and (len(quote) > 1 or quote in ("\r", "\n", delimiter or ",")):
        raise entry.wrong("quote", "it is not one sign", 'Write quote = "\'", or "" for none.')
    columns = entry.many("columns")
    header = entry.table.get("header", 0 if columns else 1)
    if isinstance(header, bool) or not isinstance(header, int) or header < 0:
        raise entry.wrong("header", "it is no line", "Write header = 3, or 0 where there is none.")
    if not header and not columns:
        raise entry.wrong("header", "0 leaves the columns without names", 'Add columns = ["…"].')
    if len(set(columns)) < len(columns):
        raise entry.wrong("columns", "two have one name", "Give each a name of its own.")
    shape = Shape(
        encoding=entry.words("encoding"),
        delimiter=delimiter,
        quote='"' if quote is None else quote,
        header=header,
        columns=columns,
        records=column(entry.words("records") or "").path,
        blank=folded(entry.many("blank")),
        skip=entry.conditions("skip"),
    )
    return shape, date_forms(entry, "dates")
