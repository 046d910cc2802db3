"""A sound database as a file, and what tests of the storage do to such files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)

SOUND = make_records(make_person(), make_company(), make_event(), make_quote(), make_source())


def root_of(path: Path) -> dict[str, Any]:
    """The whole document of a file."""
    root: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return root


def store(path: Path, root: object) -> None:
    """Write a document as it is, past every check."""
    path.write_text(json.dumps(root), "utf-8")


def left_behind(folder: Path) -> set[str]:
    """The names of all files in a folder."""
    return {each.name for each in folder.iterdir()}
