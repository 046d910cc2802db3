"""What tests share: a home of their own, and the five articles where they are at hand."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import as_found

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")  # a busy machine is no mistake

as_found.hear_signals()

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"


@pytest.fixture(autouse=True)
def whole_process() -> Iterator[None]:
    """Fail the test that leaves the process in another state than it found it in.

    An explorer that has started freezes what is there, which one of many in a process would keep
    for ever: a thousand tests take gigabytes.
    """
    before, threads = as_found.state(), frozenset(threading.enumerate())
    yield
    gc.unfreeze()
    changes = as_found.changes(before, threads)
    (gc.enable if before["whether garbage is collected"] else gc.disable)()
    os.umask(before["the mask of new files"])
    assert not changes, "\n".join(changes)


@pytest.fixture(autouse=True)
def own_home(
    whole_process: None, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Every test has an empty home: no reader's settings, texts or caches reach it."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("DB", "TEXTS", "CACHE", "BY"):
        monkeypatch.delenv(f"WHEREFROM_{name}", raising=False)
    return home


@pytest.fixture(autouse=True)
def hooks(whole_process: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """A restricted session in this process keeps its wall and its environment to itself.

    A wall that is up stays up; here it is only listed, and walls are tried in other processes.
    """
    walls: list[object] = []
    monkeypatch.setattr("sys.addaudithook", walls.append)
    monkeypatch.setattr("sys.dont_write_bytecode", sys.dont_write_bytecode)
    before = dict(os.environ)
    yield walls
    if os.environ != before:
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(autouse=True)
def mistakes_are_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of ours fails the test that meets it in this process, and is no exit code."""

    def fail(fault: Exception, **_: object) -> None:
        raise fault

    monkeypatch.setattr("tui.cli.ending.to_fault", fail)


@pytest.fixture
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every file for one that is prepared, and its times for settled."""
    monkeypatch.setattr("db.library.opening.LARGE", 1)
    monkeypatch.setattr("db.library.fingerprint.SETTLED", -(10**18))


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five articles behind the built-in database, or a skip that says why."""
    folder = Path(os.environ.get("WHEREFROM_TEXTS") or SEEDS)
    if not any(folder.glob("*.txt")):
        pytest.skip(f"the five articles are not in {folder}; name their folder in WHEREFROM_TEXTS")
    return folder
