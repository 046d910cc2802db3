"""What tells a file from what it was, and a touched one from a changed one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from db.library import fingerprint
from db.library.fingerprint import END, Fingerprint, sha256_of_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "base.json"
    path.write_bytes(b"a" * (END * 3))
    return path


def test_a_file_left_alone_is_the_same(file: Path) -> None:
    assert Fingerprint.of(file).is_same(Fingerprint.of(file))


def test_a_touched_file_is_alike_and_not_the_same(file: Path) -> None:
    before = Fingerprint.of(file)
    os.utime(file, ns=(1, 1))
    after = Fingerprint.of(file)
    assert not after.is_same(before)
    assert after.is_alike(before)


def test_a_copy_in_its_place_is_alike_and_not_the_same(file: Path, tmp_path: Path) -> None:
    before = Fingerprint.of(file)
    copy = tmp_path / "copy"
    copy.write_bytes(file.read_bytes())
    os.utime(copy, ns=(before.modified, before.modified))
    copy.replace(file)
    assert not Fingerprint.of(file).is_same(before)
    assert Fingerprint.of(file).is_alike(before)


@pytest.mark.parametrize("place", [0, END * 3 - 1], ids=["head", "tail"])
def test_another_letter_at_either_end_is_another_file(file: Path, place: int) -> None:
    before = Fingerprint.of(file)
    with file.open("r+b") as stream:
        stream.seek(place)
        stream.write(b"b")
    os.utime(file, ns=(before.modified, before.modified))
    assert not Fingerprint.of(file).is_alike(before)


def test_another_letter_in_the_middle_shows_in_the_times_that_nobody_can_set(file: Path) -> None:
    before, sha256 = Fingerprint.of(file), sha256_of_file(file)
    with file.open("r+b") as stream:
        stream.seek(END + 5)
        stream.write(b"b")
    os.utime(file, ns=(before.modified, before.modified))
    after = Fingerprint.of(file)
    assert not after.is_same(before)
    assert after.is_alike(before)
    assert sha256_of_file(file) != sha256


def test_a_file_changed_just_now_may_be_changed_again_unseen(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not Fingerprint.of(file).is_settled
    monkeypatch.setattr(fingerprint, "SETTLED", -1)
    assert Fingerprint.of(file).is_settled


def test_a_short_file_is_hashed_too(tmp_path: Path) -> None:
    path = tmp_path / "short"
    path.write_bytes(b"")
    assert Fingerprint.of(path).size == 0
