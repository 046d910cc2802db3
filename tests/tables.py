"""Files of any shape brought in by a mapping, for tests that look at what came of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from db import storage
from db.intake import ImportReport, Options, import_files
from db.intake.outside import from_bytes
from db.records import Event, Records
from db.texts import Texts

MOVES = """\
Name,Company,Role,From,To
Ada Lovelace,Acme,CEO,24/03/2012,01/04/2015
Bob Stone,Globex,,13/05/2019,
"""
"""A small table of moves, whose days are told by one that is no month."""

MAP = """\
[file]
dates = "%d/%m/%Y"

[[event]]
type = "position"
person = "{Name}"
to = "{Company}"
title = "{Role}"
date = "{From}"
until = "{To}"
"""
"""A mapping of it."""


EVENT = '[[event]]\ntype = "position"\nperson = "{Name}"\nto = "{Company}"\n'
"""A mapping of two of its columns."""


class Sheet(NamedTuple):
    """What an import made."""

    report: ImportReport
    """What it says."""
    records: Records
    """What the database has afterwards."""


def bring(
    folder: Path,
    data: str | bytes = MOVES,
    mapping: str = MAP,
    *,
    name: str = "moves.csv",
    update: bool = False,
    encoding: str | None = None,
) -> Sheet:
    """Import a file by a mapping into the database of a folder, made where there is none."""
    path = folder / "own.json"
    if not path.exists():
        storage.write(path, Records(), create=True)
    (folder / "map.toml").write_text(mapping, encoding="utf-8")
    bytes_ = data if isinstance(data, bytes) else data.encode("utf-8")
    file = from_bytes(bytes_, name, name, encoding)
    options = Options(mapping=folder / "map.toml", update=update)
    report = import_files(path, [file], Texts((folder / "own.json.texts",)), options)
    return Sheet(report, storage.read(path))


def bring_json(folder: Path, value: object, mapping: str, name: str = "a.json") -> Sheet:
    """Import a document of JSON by a mapping."""
    return bring(folder, json.dumps(value, ensure_ascii=False), mapping, name=name)


def roles(event: Event) -> list[tuple[str, str | None]]:
    """Return who takes part in an event, and how."""
    return [(role.role, role.reference or role.text) for role in event.roles]


def only(brought: Sheet) -> Event:
    """Return the one event of an import."""
    (event,) = brought.records.events.values()
    return event
