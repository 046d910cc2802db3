"""Disks that are full, read-only, slow or failing: a refused write leaves all as it was."""

from __future__ import annotations

import errno
import fcntl
import os
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import restoring, storage
from db.errors import BadFile
from db.generations import folder_of
from tests.bases import left_behind
from tests.trust import ROOT, Nursery, assert_kept, state, state_of

NOBODY = 65534


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A database in state 1, which has been in state 0."""
    path = tmp_path / "base.json"
    storage.write(path, state(0), create=True)
    storage.write(path, state(1))
    return path


def snapshot(folder: Path) -> dict[str, bytes | None]:
    """Every file below a folder, to the letter."""
    return {str(each): each.read_bytes() if each.is_file() else None for each in folder.rglob("*")}


# Full


@pytest.mark.parametrize("room", [0, 1, 100, 1000])
def test_a_limit_on_the_size_of_files_refuses_the_write(
    nursery: Nursery, base: Path, room: int
) -> None:
    before = snapshot(base.parent)
    fate = nursery.fate(base, state=2, bytes=room)
    assert fate.startswith(f"refused: {base}")
    assert "it cannot be written (file too large)" in fate
    assert fate.endswith("nothing was changed. end 0")
    assert snapshot(base.parent) == before


FILL = """
from pathlib import Path
from db.errors import BadFile
from db import restoring, storage
from tests.trust import assert_kept, state, state_of
path = Path("{disk}") / "base.json"
storage.write(path, state(0), create=True)
refused = 0
for number in range(1, 400):
    before = state_of(path)
    try:
        storage.write(path, state(number))
    except BadFile as error:
        refused += 1
        words = str(error)
        assert "no space left on device" in words and "nothing was changed" in words, words
        assert state_of(path) == before
        names = {{each.name for each in path.parent.iterdir()}}
        assert names - {{"filler"}} == {{"base.json", "base.json.kept"}}, names
    assert_kept(path)
    if number % 7 == 3:
        with (path.parent / "filler").open("ab") as filler:
            try:
                filler.write(b"x" * 16_384)
                filler.flush()
            except OSError:
                filler.truncate(0)
assert refused > 20, refused
(path.parent / "filler").unlink()
*_, last, older = restoring.kept(path)
for each in path.parent.glob(f"base.json.kept/{{older.number}}.*"):
    each.unlink()
restoring.restore(path, last.number)
assert path.read_bytes() == last.path.read_bytes()
print("refused", refused)
"""


def own_mounts(script: str) -> str:
    """Run a shell script that mounts, where only it sees that; return what it says, or skip."""
    words = ["unshare", "--mount", "--map-root-user", "sh", "-ec", script]
    if not shutil.which("unshare") or subprocess.run([*words[:3], "true"], check=False).returncode:
        pytest.skip("this system lets nobody mount a disk of their own")
    ran = subprocess.run(
        words,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    if "mount:" in ran.stderr:
        pytest.skip(f"no disk can be mounted here: {ran.stderr.strip()}")
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def python(code: str) -> str:
    return f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}"


@pytest.mark.parametrize("limit", ["size=100k", "size=10m,nr_inodes=30"])
def test_a_disk_that_fills_up_refuses_writes_and_loses_nothing(tmp_path: Path, limit: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o {limit} tmpfs {shlex.quote(str(disk))}"
    assert own_mounts(f"{mount}\n{python(FILL.format(disk=disk))}").startswith("refused ")


# Read-only


@pytest.fixture
def locked_base(base: Path) -> Iterator[Path]:
    """The database in a folder that its user may read and not write."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    try:
        shutil.copytree(base.parent, folder, dirs_exist_ok=True)
        path = folder / base.name
        for each in (folder, folder_of(path)):
            each.chmod(0o555)
        for each in (path, *folder_of(path).iterdir()):
            each.chmod(0o666)
        yield path
    finally:
        for each in (folder, folder_of(path)):
            each.chmod(0o755)
        shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written_refuses_the_write(
    nursery: Nursery, locked_base: Path
) -> None:
    before = snapshot(locked_base.parent)
    somebody = {"user": NOBODY} if os.geteuid() == 0 else {}
    fate = nursery.fate(locked_base, state=2, **somebody)
    assert "it cannot be written (permission denied)" in fate
    assert fate.endswith("nothing was changed. end 0")
    assert snapshot(locked_base.parent) == before


REFUSED = """
from pathlib import Path
from db.errors import BadFile
from db import restoring, storage
from tests.trust import state, state_of
path = Path("{path}")
for attempt in (
    lambda: storage.write(path, state(2)),
    lambda: restoring.undo(path),
    lambda: restoring.restore(path, 1),
    lambda: storage.init(path.with_name("new.json"), empty=True),
):
    try:
        attempt()
    except BadFile as error:
        print(str(error).partition("it ")[2])
assert state_of(path) == 1
print(len(restoring.kept(path)), "kept")
"""


def test_a_read_only_disk_refuses_every_write(base: Path) -> None:
    before = snapshot(base.parent)
    folder = shlex.quote(str(base.parent))
    script = f"mount --bind {folder} {folder}\nmount -o remount,bind,ro {folder}"
    said = own_mounts(f"{script}\n{python(REFUSED.format(path=base))}").splitlines()
    assert said[-1] == "1 kept" or "protected" in said[-1]
    assert len(said) == 5
    assert all("protected against writing" in line or "read-only" in line for line in said[:4])
    assert snapshot(base.parent) == before


# Slow, and failing

Refuse = Callable[..., int]


def refusing(number: int) -> Callable[..., int]:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    return refuse


def test_a_disk_that_takes_little_at_a_time_gets_all_of_it(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:7]))
    storage.write(base, state(2))
    assert state_of(base) == 2
    assert_kept(base)


def test_a_write_that_signals_interrupt_again_and_again_is_whole(base: Path) -> None:
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, _: rung.append(number))
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    try:
        for number in range(2, 40):
            storage.write(base, state(number))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert rung
    assert state_of(base) == 39
    assert_kept(base)


@pytest.mark.parametrize("step", ["write", "fsync", "fchmod"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.ESTALE])
@pytest.mark.parametrize("calls", [1, 2])
def test_a_disk_that_fails_refuses_the_write_and_the_old_file_is_whole(
    base: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, calls: int
) -> None:
    before = snapshot(base.parent)
    real, left = getattr(os, step), [calls]

    def fail(*words: object) -> object:
        left[0] -= 1
        return refusing(number)() if left[0] == 0 else real(*words)

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(BadFile, match="nothing was changed") as refused:
        storage.write(base, state(2))
    monkeypatch.undo()
    assert os.strerror(number).lower() in str(refused.value)
    assert snapshot(base.parent) == before
    storage.write(base, state(3))
    assert state_of(base) == 3


def failing_for_folders(number: int, spare: int) -> Callable[[int], None]:
    """Make a sync of folders fail, but for the first few."""
    sync, left = os.fsync, [spare]

    def fail(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            left[0] -= 1
            if left[0] < 0:
                refusing(number)()
        sync(handle)

    return fail


@pytest.mark.parametrize("spare", [0, 1])
def test_a_name_that_the_disk_does_not_confirm_is_taken_back(
    base: Path, monkeypatch: pytest.MonkeyPatch, spare: int
) -> None:
    before = snapshot(base.parent)
    monkeypatch.setattr(os, "fsync", failing_for_folders(errno.EIO, spare))
    with pytest.raises(BadFile, match=r"\(input/output error\).*nothing was changed"):
        storage.write(base, state(2))
    monkeypatch.undo()
    assert snapshot(base.parent) == before
    storage.write(base, state(3))
    assert [each.number for each in restoring.kept(base)] == [2, 1]


def test_a_new_file_that_the_disk_does_not_confirm_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", failing_for_folders(errno.EIO, spare=0))
    with pytest.raises(BadFile, match="nothing was changed"):
        storage.write(tmp_path / "base.json", state(2), create=True)
    assert snapshot(tmp_path) == {}


def test_what_can_be_neither_confirmed_nor_taken_back_is_said(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def once(source: Path, target: Path) -> Path:
        return replace(source, target) if source.suffix == ".tmp" else refusing(errno.EIO)()  # type: ignore[return-value]

    monkeypatch.setattr(os, "fsync", failing_for_folders(errno.EIO, spare=1))
    monkeypatch.setattr(Path, "replace", once)
    with pytest.raises(BadFile, match=r"it was written, and the disk did not confirm it \(input"):
        storage.write(base, state(2))
    monkeypatch.undo()
    assert state_of(base) == 2
    assert_kept(base)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EBADF, errno.ENOTSUP])
def test_a_disk_that_cannot_sync_folders_is_good_enough(
    base: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(os, "fsync", failing_for_folders(number, spare=0))
    storage.write(base, state(2))
    assert state_of(base) == 2


def test_a_folder_that_may_not_be_listed_can_be_written(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def refuse(path: str | Path, flags: int, *words: int) -> int:
        if flags & os.O_ACCMODE == os.O_RDONLY and Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, *words)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "listdir", refusing(errno.EACCES))
    storage.write(base, state(2))
    assert state_of(base) == 2


def test_a_folder_of_kept_states_that_cannot_be_looked_into_is_said_and_refuses_writes(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(base.parent)
    monkeypatch.setattr(os, "scandir", refusing(errno.EACCES))
    attempts = (
        *(restoring.kept, restoring.undo, lambda path: restoring.restore(path, 1)),
        lambda path: storage.write(path, state(2)),
    )
    for attempt in attempts:
        with pytest.raises(BadFile, match=r"base\.json\.kept: it cannot be looked into"):
            attempt(base)
    base.write_bytes(b"{")
    with pytest.raises(BadFile, match="Restore it from a copy"):
        storage.read(base)
    monkeypatch.undo()
    assert snapshot(base.parent) == {**before, str(base): b"{"}


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EIO])
def test_a_disk_without_locks_is_refused_in_a_sentence(
    base: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    before = snapshot(base.parent)
    monkeypatch.setattr(fcntl, "flock", refusing(number))
    with pytest.raises(BadFile, match="nothing was changed"):
        storage.write(base, state(2))
    monkeypatch.undo()
    assert {**before, str(base.with_name(".base.json.lock")): b""} == snapshot(base.parent)


def test_a_slow_disk_makes_others_wait_and_readers_do_not(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, seen = os.fsync, []

    def slowly(handle: int) -> None:
        seen.append(state_of(base))  # what a reader sees at this very moment
        sync(handle)

    monkeypatch.setattr(os, "fsync", slowly)
    storage.write(base, state(2))
    assert seen == [1] * (len(seen) - 1) + [2]
    assert left_behind(base.parent) == {"base.json", "base.json.kept"}
