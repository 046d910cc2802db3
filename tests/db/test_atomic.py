"""A file replaced in one step, whatever an interrupt, a thread or a refusing system does to it."""

from __future__ import annotations

import errno
import os
import signal
import threading
from pathlib import Path

import pytest

from db import atomic
from db.errors import BadFile
from tests.bases import left_behind


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that says old."""
    path = tmp_path / "file"
    path.write_bytes(b"old")
    return path


def interrupted(file: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """Write while ctrl+c is pressed just before a step."""
    real = getattr(Path, step)

    def press(path: Path, *words: Path, **more: bool) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        return real(path, *words, **more)

    monkeypatch.setattr(Path, step, press)
    with atomic.locked(file):
        atomic.replace(file, b"new")


def test_an_interrupt_before_the_name_changes_hands_ends_the_write(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted(file, monkeypatch, "read_bytes")
    monkeypatch.undo()
    assert file.read_bytes() == b"old"
    assert left_behind(file.parent) == {"file"}


@pytest.mark.parametrize("step", ["replace", "unlink"])
def test_an_interrupt_after_that_comes_too_late(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    interrupted(file, monkeypatch, step)
    assert file.read_bytes() == b"new"
    assert left_behind(file.parent) == {"file"}
    monkeypatch.undo()
    with pytest.raises(KeyboardInterrupt):
        interrupted(file, monkeypatch, "exists")  # the next write can be interrupted again


@pytest.mark.parametrize("hear", [signal.SIG_IGN, signal.SIG_DFL])
def test_whoever_does_not_hear_interrupts_goes_on_not_hearing_them(
    file: Path, hear: signal.Handlers
) -> None:
    before = signal.signal(signal.SIGINT, hear)
    try:
        with atomic.locked(file):
            atomic.replace(file, b"new")
        assert signal.getsignal(signal.SIGINT) == hear
    finally:
        signal.signal(signal.SIGINT, before)


def test_a_thread_writes_without_touching_what_hears_interrupts(file: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    seen = []

    def write() -> None:
        with atomic.locked(file):
            seen.append(signal.getsignal(signal.SIGINT))
            atomic.replace(file, b"new")

    writer = threading.Thread(target=write)
    writer.start()
    writer.join()
    assert seen == [before]
    assert file.read_bytes() == b"new"


def test_the_same_contents_leave_the_file_as_it_is(file: Path) -> None:
    inode = file.stat().st_ino
    atomic.replace(file, b"old")
    assert file.stat().st_ino == inode


def test_a_system_that_refuses_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EDQUOT, "Disk quota exceeded")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BadFile, match=r"\(disk quota exceeded\)\. Make room on the disk"):
        atomic.replace(file, b"new")
    assert file.read_bytes() == b"old"
    assert left_behind(file.parent) == {"file"}


def test_a_name_that_the_disk_does_not_confirm_is_said(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(atomic, "sync_folder", refuse)
    with pytest.raises(BadFile, match=r"it was written, and the disk did not confirm it"):
        atomic.replace(file, b"new")
    assert file.read_bytes() == b"new"


def test_what_cannot_be_removed_does_no_harm(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leftover = file.with_name(".file.abcd_123.tmp")
    leftover.mkdir()
    atomic.replace(file, b"new")
    assert file.read_bytes() == b"new"
    assert leftover.is_dir()
