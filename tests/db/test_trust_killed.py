"""Writers that are killed: the file is the old or the new state, whole, and others go on."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from db import storage
from db.generations import folder_of
from tests.bases import left_behind
from tests.trust import Nursery, assert_kept, state, state_of

WRITES = 500
KILLS = 20
LONGEST = 0.02
"""Seconds within which a write is sure to be killed; it takes some 5 to 15 ms here."""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A database in state 0."""
    path = tmp_path / "base.json"
    storage.write(path, state(0), create=True)
    return path


def assert_tidy(path: Path) -> None:
    """Fail where anything of a dead writer is left: a lock, a temporary file, a note alone."""
    assert left_behind(path.parent) == {path.name, f"{path.name}.kept"}
    states = {name for name in left_behind(folder_of(path)) if "note" not in name}
    assert left_behind(folder_of(path)) == states | {
        f"{name.removesuffix('.json')}.note.json" for name in states
    }


def test_five_hundred_writes_killed_at_random_moments_leave_the_old_or_the_new_state(
    nursery: Nursery, base: Path
) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # shown where this fails
    chance = random.Random(seed)
    written, kills = 0, 0
    while written < WRITES or kills < KILLS:
        nursery.order(base, state=written + 1, times=10**6)
        heard = nursery.heard()
        pid = int(next(heard).removeprefix("pid "))
        for _ in range(chance.randrange(16)):
            next(heard)
        time.sleep(chance.random() * LONGEST)  # the moment is the point
        os.kill(pid, signal.SIGKILL)
        said = [line for line in heard if line.startswith("wrote ")]
        confirmed = int(said[-1].removeprefix("wrote ")) if said else written
        found = state_of(base)
        assert found >= confirmed, (seed, kills)
        written, kills = found, kills + 1
        assert_kept(base)
    assert nursery.fate(base, state=written + 1) == f"wrote {written + 1} end 0"
    assert_tidy(base)


@pytest.mark.parametrize("links", [True, False])
def test_a_writer_killed_before_any_of_its_lines_leaves_the_old_or_the_new_state(
    nursery: Nursery, base: Path, links: bool
) -> None:
    line, number = 0, 0
    while True:
        line += 1
        before = number
        fate = nursery.fate(base, state=number + 1, line=line, links=links)
        number = state_of(base)
        if fate.endswith("end 0"):
            break
        assert fate == "there end 9"
        assert number in {before, before + 1}
        assert_kept(base)
    assert line > 100
    assert_tidy(base)


@pytest.mark.parametrize(
    ("function", "calls", "is_new"),
    [
        *((name, 1, False) for name in ("_tried", "_fill", "_dress", "_prepare", "_stand")),
        *(("sync_folder", 1, False), ("sync_folder", 2, False), ("commit", 1, False)),
        *(("sync_folder", 3, True), ("_thin", 1, True)),
    ],
)
def test_a_crash_before_the_name_changes_hands_leaves_the_old_state_and_after_it_the_new(
    nursery: Nursery, base: Path, function: str, calls: int, is_new: bool
) -> None:
    assert nursery.fate(base, state=1, function=function, calls=calls) == "there end 9"
    assert state_of(base) == int(is_new)
    assert_kept(base)
    assert nursery.fate(base, state=2) == "wrote 2 end 0"
    assert_tidy(base)


def test_a_writer_interrupted_at_any_of_its_lines_has_written_all_or_nothing_and_says_which(
    nursery: Nursery, base: Path
) -> None:
    line, number, fates = 0, 0, set()
    while True:
        line += 1
        before = number
        fate = nursery.fate(base, state=number + 1, line=line, interrupt=True)
        number = state_of(base)
        fates.add(fate.replace(str(before + 1), "N"))
        assert number == before + ("wrote" in fate)
        assert_kept(base)
        if "there" not in fate:
            break
        if "wrote" in fate:
            assert_tidy(base)
    assert fates == {"there interrupted end 0", "there wrote N end 0", "wrote N end 0"}
    assert line > 100
    assert_tidy(base)
