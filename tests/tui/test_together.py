"""Ten readers at once on one database that needs a prepared copy: it is prepared once, for all."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from db.library.opening import LARGE
from tests.bench.corpus import corpus
from tests.bench.starts import first_name
from tests.terminal import Terminal, environment

READERS = 10
PEOPLE = 2_000
PATIENCE = 240


def identities(cache: Path) -> dict[str, tuple[int, int]]:
    """Return which files are there: a part that was made anew is another one."""
    return {
        str(path): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in cache.rglob("*")
        if path.suffix in (".sqlite", ".seal", ".json")
    }


def test_ten_readers_at_once_have_one_copy_made(tmp_path: Path) -> None:
    base = corpus(tmp_path, PEOPLE)
    assert base.stat().st_size > LARGE
    name, home = first_name(base), tmp_path / "home"
    home.mkdir()
    program = [sys.executable, "-m", "tui", "--restricted", "--db", str(base)]
    cache = home / ".cache" / "wherefrom"
    with ExitStack() as open_ones:
        readers = [
            open_ones.enter_context(
                Terminal(program, size=(100, 30), environ=environment(str(home)))
            )
            for _ in range(READERS)
        ]
        readers[0].see(name, PATIENCE)
        (build,) = {path.parent for path in (cache / "library").rglob("records.sqlite")}
        first = identities(build)
        for reader in readers:
            reader.see(name, PATIENCE)
            reader.press("/")
            reader.press(*"type:hire")
            reader.see("of 2,000 people", PATIENCE)
        for reader in readers:
            reader.settle(patience=PATIENCE)
            reader.press("\x11")
            assert reader.end(PATIENCE) == 0
    assert [path.parent for path in cache.rglob("records.sqlite")] == [build]
    left = identities(build)
    assert {name: left[name] for name in first} == first
    assert {path.stem for path in build.glob("*.sqlite")} >= {"records", "words", "terms"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes to every folder")
def test_a_copy_that_is_read_only_serves_all_the_same(tmp_path: Path) -> None:
    base = corpus(tmp_path, PEOPLE)
    name, home = first_name(base), tmp_path / "home"
    home.mkdir()
    program = [sys.executable, "-m", "tui", "--restricted", "--db", str(base)]
    environ = environment(str(home))
    with Terminal([*program, "search", "ada"], size=(100, 30), environ=environ) as terminal:
        terminal.end(PATIENCE)
    cache = home / ".cache" / "wherefrom"
    before = identities(cache)
    assert before
    folders = [cache, *(path for path in cache.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o500)
    try:
        with Terminal(program, size=(100, 30), environ=environ) as terminal:
            terminal.see(name, PATIENCE)
            terminal.press("q")
            assert terminal.end() == 0
    finally:
        for folder in folders:
            folder.chmod(0o700)
    assert identities(cache) == before
