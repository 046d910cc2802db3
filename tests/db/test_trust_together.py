"""Writers and readers at once: one writes, others wait, nobody sees anything but whole states."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from db import atomic, restoring, storage
from db.errors import BadFile, Locked
from db.generations import folder_of
from tests.bases import left_behind
from tests.make import make_person
from tests.trust import ROOT, Nursery, assert_kept, state, state_of

HOLD = """
import sys
from pathlib import Path
from db import atomic
path = Path(sys.argv[1])
with atomic.locked(path), atomic.staged(path, b"half done"):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def holder(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Have another process hold the lock, in the middle of a write."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A database in state 0."""
    path = tmp_path / "base.json"
    storage.write(path, state(0), create=True)
    return path


def test_a_second_writer_gives_up_in_a_sentence_and_touches_nothing(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "LOCK_SECONDS", 0.05)
    attempts = (
        lambda: storage.write(base, state(1)),
        lambda: restoring.restore(base, 1),
        lambda: restoring.undo(base),
    )
    with holder(base):
        before = left_behind(base.parent)
        assert any(name.endswith(".tmp") for name in before)
        for attempt in attempts:
            with pytest.raises(Locked, match=r"^[^.]*\.json is being written by another process"):
                attempt()
        assert left_behind(base.parent) == before  # the live writer's temporary file too
        assert state_of(base) == 0
    assert left_behind(base.parent) == {"base.json"}
    storage.write(base, state(1))
    assert state_of(base) == 1


def test_a_writer_that_waits_gets_its_turn(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "LOCK_SECONDS", 60.0)
    tried = threading.Event()
    sleep = time.sleep

    def waiting(seconds: float) -> None:
        tried.set()
        sleep(seconds)

    monkeypatch.setattr(time, "sleep", waiting)
    with holder(base) as process:
        writer = threading.Thread(target=storage.write, args=(base, state(1)))
        writer.start()
        assert tried.wait(30)
        assert state_of(base) == 0
        process.kill()  # the lock of a dead writer is nobody's
        writer.join()
    assert state_of(base) == 1
    assert left_behind(base.parent) == {"base.json", "base.json.kept"}


def test_writers_that_take_turns_lose_nothing_of_each_other(base: Path) -> None:
    names, times = ("a", "b", "c", "d"), 25
    nurseries = [Nursery() for _ in names]
    for nursery, name in zip(nurseries, names, strict=True):
        nursery.order(base, name=name, times=times, patience=60.0)
    for nursery in nurseries:
        with nursery:
            assert list(nursery.heard())[-1] == "end 0"
    wanted = {f"{name}-{number}" for name in names for number in range(times)}
    assert wanted <= set(storage.read(base).people)
    assert restoring.kept(base)[0].number == len(wanted)
    assert_kept(base)
    assert left_behind(base.parent) == {"base.json", "base.json.kept"}


def test_a_reader_in_a_loop_sees_whole_states_in_their_order(base: Path) -> None:
    with Nursery() as nursery:
        nursery.order(base, state=1, times=150)
        heard = nursery.heard()
        seen = [state_of(base)]
        for _ in heard:
            seen.append(state_of(base))
            seen.append(state_of(base))
    assert seen == sorted(seen)
    assert seen[-1] == 150
    assert len(set(seen)) > 2


def test_a_list_of_kept_states_can_be_read_while_they_come_and_go(base: Path) -> None:
    with Nursery() as nursery:
        nursery.order(base, state=1, times=150)
        for _ in nursery.heard():
            assert {each.condition for each in restoring.kept(base)} <= {"whole"}
    assert_kept(base)


def test_what_a_dead_writer_left_is_cleared_and_nothing_else(base: Path) -> None:
    storage.write(base, state(1))
    dead = [".base.json.abcd_123.tmp", ".base.json.lock"]
    others = [
        *(".base.json.x.abcd_123.tmp", ".other.json.abcd_123.tmp", "base.json.abcd_123.tmp"),
        *(".base.json.abcd_1234.tmp", ".base.json.ABCD_123.tmp", ".basexjson.abcd_123.tmp"),
        *(".base.json.tmp", ".base.json.abcd_123", ".base.json.x.lock"),
    ]
    for name in (*dead, *others):
        (base.parent / name).write_bytes(b"{")
    kept = folder_of(base)
    for name in (".1.json.abcd_123.tmp", ".7.note.json.abcd_123.tmp", "notes of mine.txt"):
        (kept / name).write_bytes(b"{")
    storage.write(base, state(2))
    assert left_behind(base.parent) == {"base.json", "base.json.kept", *others}
    assert {name for name in left_behind(kept) if name[0] not in "12"} == {"notes of mine.txt"}


def test_a_refused_write_leaves_nothing_where_nothing_was(base: Path) -> None:
    def refuse(_: object) -> None:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        storage.update(base, refuse)  # type: ignore[arg-type]
    assert left_behind(base.parent) == {"base.json"}


def test_a_chain_of_links_leads_to_one_lock_and_one_place_for_what_is_kept(
    base: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("links")
    (folder / "far.json").symlink_to(base)
    (folder / "near.json").symlink_to("far.json")
    monkeypatch.chdir(folder)
    near = Path("near.json")
    storage.write(near, state(1))
    assert restoring.undo(near).is_change
    assert (near.is_symlink(), (folder / "far.json").is_symlink()) == (True, True)
    assert [each.number for each in restoring.kept(near)] == [2, 1]
    assert left_behind(folder) == {"far.json", "near.json"}
    assert state_of(base) == 0
    monkeypatch.setattr(atomic, "LOCK_SECONDS", 0.05)
    with holder(base), pytest.raises(Locked):
        storage.write(near, state(1))
    base.unlink()
    restoring.restore(near, 2)
    assert state_of(near) == 1


def test_a_lock_is_no_way_into_another_file(base: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    base.with_name(".base.json.lock").symlink_to(other)
    with pytest.raises(BadFile, match="cannot be written"):
        storage.write(base, state(1))
    assert not other.exists()
    assert state_of(base) == 0


def test_a_writer_never_takes_the_lock_of_a_name_that_is_gone(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bears, asked = atomic._bears, []

    def late(handle: int, beside: Path) -> bool:
        asked.append(handle)
        if len(asked) == 1:
            beside.unlink()  # as the writer does that held it before
        if len(asked) == 2:
            beside.unlink()
            beside.touch()  # and a third one was faster
        return bears(handle, beside)

    monkeypatch.setattr(atomic, "_bears", late)
    storage.update(base, lambda old: replace(old, people={**old.people, "x": make_person("x")}))
    assert len(asked) == 3
    assert "x" in storage.read(base).people
