"""A library lets go of its files with its last reader, whatever it remembers."""

from __future__ import annotations

import gc
import sqlite3
from pathlib import Path

import pytest

from db.facets import facets
from db.library import Library, opening
from db.query import parse
from db.search import search
from tests import many


@pytest.mark.parametrize("large", [1, 1_000_000], ids=["prepared", "in memory"])
def test_a_library_that_nobody_has_any_more_closes_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(opening, "LARGE", large)
    library = Library.open(many.write(tmp_path / "base.json", 30))
    facets(library, search(library, parse("reader numbxr type:hire from:acme"), "person"))
    connections = [library._store._connection, library._searching._connection]
    gc.collect()
    gc.disable()
    try:
        del library
    finally:
        gc.enable()
    for each in connections:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            each.execute("SELECT 1")


def test_a_library_that_was_closed_brings_nothing_any_more(tmp_path: Path) -> None:
    library = Library.open(many.write(tmp_path / "base.json", 30))
    library.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        library.index.values("type")
