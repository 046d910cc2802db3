"""A file of any shape, with a mapping -> drafts: what the format `csv`, `json` or `jsonl` does."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Final, cast

from db.errors import BadFile, Refused
from db.intake.drafts import Draft, Unheld
from db.intake.formats import Look, shape_of
from db.intake.mapped.drafting import Drafter
from db.intake.mapped.entries import nearest
from db.intake.mapped.mapping import FileMap
from db.intake.mapped.parsing import load
from db.intake.mapped.rows import Form, Row, columns_of, records
from db.intake.mapped.templates import paths_in
from db.intake.outside import OutsideFile
from db.words import fold

if TYPE_CHECKING:
    from db.intake.importing import Options

_URL: Final = re.compile(r"https?://[^\s\"'<>{}|\\^`]+")
_AFTER_URL: Final = ".,;:!?)]"
_PAIRS: Final = {")": "(", "]": "["}
_NAMED: Final = 20
_SHOWN: Final = 40
_LONGEST: Final = 100


def drafts(file: OutsideFile, options: Options, tell: Callable[[float], None]) -> Iterator[Draft]:
    """Walk what a file says by its mapping.

    Raises:
        Refused: there is no mapping, it is none, or the file does not fit it.
    """
    if options.mapping is None:
        raise Refused(
            f"{file.name}: it needs a mapping, which says what its columns are. Write a first one "
            "with wherefrom import --suggest, and give it with --map."
        )
    mapping = load(options.mapping)
    form = cast("Form", options.form or shape_of(Look(file)))
    if form == "csv":
        _require(mapping, file, columns_of(file, mapping.shape))
    drafter = Drafter(mapping)
    seen: dict[str, None] = {}
    cited: dict[str, None] = {}
    for found in records(file, form, mapping.shape, tell):
        if not isinstance(found, Row):
            yield found
            continue
        for path, value in paths_in(found.record):
            seen[path] = None
            if value is None or value == "":
                continue
            urls = addresses(value)
            cited |= dict.fromkeys(urls)
            if path not in mapping.columns and urls != [value]:
                yield Unheld(path[:_LONGEST], found.place.words)
        yield from drafter.drafts(found)
    if form != "csv":
        _require(mapping, file, tuple(seen))
    yield dataclasses.replace(mapping.about, cites=tuple(cited))


def addresses(value: object) -> list[str]:
    """Return the web addresses in a value, without the signs that end a sentence."""
    if not isinstance(value, str) or "://" not in value:
        return []
    return [_ended(each) for each in _URL.findall(value)]


def _ended(url: str) -> str:
    """Return an address without the signs after it; a bracket that it opened is its own."""
    bare = url.rstrip(_AFTER_URL)
    is_open = {close: bare.count(_PAIRS[close]) - bare.count(close) for close in _PAIRS}
    end = len(bare)
    while end < len(url) and is_open.get(url[end], 0) > 0:
        is_open[url[end]] -= 1
        end += 1
    return url[:end]


def _require(mapping: FileMap, file: OutsideFile, known: Collection[str]) -> None:
    """Refuse a mapping that takes what a file does not have, or a column for plain words."""
    by_fold = {fold(name): name for name in known}
    for use in mapping.uses:
        if fold(use.words) in by_fold and use.words:
            name = by_fold[fold(use.words)]
            problem = f"{use.where}: “{use.words}” would be the same words for every record"
            raise BadFile(mapping.path, problem, f'Write "{{{name}}}" for what the column says.')
        for column in use.columns:
            if column.is_optional or any(each in known for each in column.names):
                continue
            near = nearest(column.name, known)
            some = ", ".join(name[:_SHOWN] for name in list(known)[:_NAMED])
            remedy = f"Did you mean {{{near}}}?" if near else f"It has: {some}."
            problem = f"{use.where}: {file.name} has no “{column.name}”"
            raise BadFile(mapping.path, problem, remedy)
