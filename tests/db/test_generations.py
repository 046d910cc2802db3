"""Earlier states: numbered, noted, thinned, and proven to be what they were."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import atomic, generations, storage
from db.errors import BadFile
from db.generations import LATEST, MOST_BYTES, SPAN, STEP, Counts, folder_of, listed, spared
from tests.bases import left_behind
from tests.make import make_person, make_records


def add(path: Path, name: str, what: str = "") -> None:
    """Add one person."""
    storage.update(
        path,
        lambda old: make_records(*[record for _, record in old], make_person(name)),
        what=what,
    )


def no_links(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


def test_every_write_keeps_the_state_before_and_says_what_it_was(path: Path) -> None:
    first = path.read_bytes()
    add(path, "eve", "import facts.jsonl")
    second = path.read_bytes()
    add(path, "bob")
    later, earlier = listed(path)
    assert (later.number, earlier.number) == (2, 1)
    assert (later.path.read_bytes(), earlier.path.read_bytes()) == (second, first)
    assert earlier.note is not None
    assert later.note is not None
    assert (earlier.note.what, later.note.what) == ("import facts.jsonl", "")
    assert earlier.note.before.sha256 == hashlib.sha256(first).hexdigest()
    assert earlier.note.after == later.note.before
    assert later.note.before.size == len(second)
    assert earlier.note.before.counts == Counts(1, 1, 1)
    assert earlier.note.after.counts == Counts(2, 1, 1)
    assert earlier.is_whole


def test_a_state_is_copied_where_the_disk_has_no_hard_links(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = path.read_bytes()
    monkeypatch.setattr(os, "link", no_links)
    add(path, "eve")
    assert listed(path)[0].path.read_bytes() == first


def test_a_state_that_cannot_be_kept_refuses_the_write(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = path.read_bytes()
    folder_of(path).write_bytes(b"a file of somebody's")
    with pytest.raises(BadFile, match=r"base\.json\.kept: it cannot be written"):
        add(path, "eve")
    folder_of(path).unlink()
    monkeypatch.setattr(os, "link", no_links)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda each: read(each) if each != path else no_links())
    with pytest.raises(BadFile, match=r"it cannot be (read|written) \(operation not permitted\)"):
        generations.replace(path, b"{}", generations.Write())
    monkeypatch.undo()
    assert path.read_bytes() == first
    assert left_behind(folder_of(path)) == set()


def test_a_present_state_that_cannot_be_read_is_kept_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "sha256_of", lambda _: "")
    assert generations.replace(path, b"{}", generations.Write()) == 1
    assert listed(path)[0].is_whole is None


def test_kept_states_are_no_more_open_to_others_than_the_file(path: Path) -> None:
    add(path, "eve")
    modes = {each.name: each.stat().st_mode & 0o777 for each in folder_of(path).iterdir()}
    assert modes == {"1.json": 0o600, "1.note.json": 0o600}
    assert folder_of(path).stat().st_mode & 0o777 == 0o700
    path.chmod(0o664)
    add(path, "bob")
    assert folder_of(path).stat().st_mode & 0o777 == 0o775
    path.chmod(0o600)
    add(path, "zoe")
    assert folder_of(path).stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("now", [-1e12, 0.0, 1e10, 1e12, 1e300])
def test_a_clock_that_jumps_changes_no_number(
    path: Path, monkeypatch: pytest.MonkeyPatch, now: float
) -> None:
    add(path, "eve")
    monkeypatch.setattr(time, "time", lambda: now)
    add(path, "bob")
    monkeypatch.undo()
    add(path, "zoe")
    assert [each.number for each in listed(path)] == [3, 2, 1]
    assert all(each.is_whole for each in listed(path))


SIZES = st.lists(st.integers(0, MOST_BYTES), max_size=300)


@given(sizes=SIZES, gaps=st.lists(st.integers(1, 9), min_size=300, max_size=300))
def test_the_latest_always_stays_and_the_rest_never_takes_more_than_its_room(
    sizes: list[int], gaps: list[int]
) -> None:
    numbers = [sum(gaps[: place + 1]) for place in range(len(sizes))][::-1]
    both = list(zip(numbers, sizes, strict=True))
    stay = spared(both)
    assert stay <= set(numbers)
    assert stay >= set(numbers[:1])
    taken = sum(size for number, size in both if number in stay)
    assert taken <= MOST_BYTES or stay == set(numbers[:1])
    assert len(stay) <= LATEST + SPAN // STEP
    assert spared([each for each in both if each[0] in stay]) == stay


def test_the_last_ten_and_every_tenth_of_the_hundred_before_are_kept() -> None:
    stay = spared([(number, 1) for number in range(257, 0, -1)])
    assert sorted(stay) == [*range(150, 250, 10), *range(248, 258)]


def test_after_many_writes_the_earlier_states_are_thinned(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "LATEST", 2)
    monkeypatch.setattr(generations, "SPAN", 5)
    monkeypatch.setattr(generations, "STEP", 3)
    for number in range(9):
        add(path, f"p{number}")
    assert [each.number for each in listed(path)] == [9, 8, 6, 3]
    assert len(left_behind(folder_of(path))) == 8


def test_a_large_database_keeps_its_latest_state_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "MOST_BYTES", 1)
    add(path, "eve")
    add(path, "bob")
    assert [each.number for each in listed(path)] == [2]


def test_what_cannot_be_thinned_is_no_reason_to_refuse_a_write(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "spared", no_links)
    add(path, "eve")
    assert "eve" in storage.read(path).people


@pytest.mark.parametrize("what", ["import \ud800\udcff.jsonl", "a\0b\nc\x1b[31m", "x" * 10_000])
def test_a_note_takes_any_words(path: Path, what: str) -> None:
    add(path, "eve", what)
    note = listed(path)[0].note
    assert note is not None
    assert note.what == what.encode("utf-8", "replace").decode()[:500]


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 60_000, b"\xff", b'{"what": 1}', b"x" * 70_000])
def test_a_note_that_is_spoilt_leaves_its_state_unproven(path: Path, data: bytes) -> None:
    add(path, "eve")
    (folder_of(path) / "1.note.json").write_bytes(data)
    (found,) = listed(path)
    assert found.note is None
    assert found.is_whole is None
    add(path, "bob")
    assert [each.number for each in listed(path)] == [2, 1]


def test_a_cut_or_changed_state_is_recognised(path: Path) -> None:
    add(path, "eve")
    (kept,) = listed(path)
    kept.path.write_bytes(kept.path.read_bytes()[:-1])
    assert kept.is_whole is False
    kept.path.unlink()
    assert kept.is_whole is False


def test_what_is_no_state_is_not_listed(path: Path) -> None:
    add(path, "eve")
    folder = folder_of(path)
    for name in ("0.json", "01.json", "x.json", "2.txt", f"{'9' * 40}.json", "3.json.tmp"):
        (folder / name).write_bytes(b"{}")
    (folder / "4.json").symlink_to("/etc/passwd")
    (folder / "5.json").mkdir()
    os.mkfifo(folder / "6.json")
    (folder / "1.note.json").unlink()
    (folder / "1.note.json").symlink_to("/dev/zero")
    assert [(each.number, each.note) for each in listed(path)] == [(1, None)]


def test_a_copy_that_an_earlier_version_kept_is_listed_last_and_never_removed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = path.with_name("base.json.bak")
    backup.write_bytes(path.read_bytes())
    monkeypatch.setattr(generations, "LATEST", 1)
    add(path, "eve")
    add(path, "bob")
    assert [(each.number, each.path.name) for each in listed(path)] == [
        (2, "2.json"),
        (0, "base.json.bak"),
    ]


def test_a_kept_state_can_be_read_and_is_never_written(path: Path) -> None:
    add(path, "eve")
    (kept,) = listed(path)
    assert list(storage.read(kept.path).people) == ["ada"]
    with pytest.raises(BadFile, match="it is a kept state, which is never written"):
        add(kept.path, "bob")


def test_a_state_left_by_a_write_that_did_not_happen_gives_its_number_to_the_next(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(path, "eve")
    refuse = Path.replace

    def killed(source: Path, target: Path) -> Path:
        if target == path:
            source.unlink()  # as after a crash: nothing cleans up
            raise KeyboardInterrupt
        return refuse(source, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        add(path, "bob", "the write that did not happen")
    monkeypatch.undo()
    assert [each.number for each in listed(path)] == [2, 1]
    assert listed(path)[0].is_state(path, "")
    add(path, "zoe", "the write that did")
    assert [each.note and each.note.what for each in listed(path)] == ["the write that did", ""]
    assert all(each.is_whole for each in listed(path))


def test_a_damaged_state_never_passes_for_the_present_one(path: Path) -> None:
    add(path, "eve")
    (kept,) = listed(path)
    path.write_bytes(kept.path.read_bytes())  # taken back by hand
    first = path.read_bytes()
    kept.path.write_bytes(b" " * len(first))
    add(path, "bob")
    assert [each.path.read_bytes() for each in listed(path)] == [first, b" " * len(first)]


def test_a_note_without_a_state_takes_no_place_for_long(path: Path) -> None:
    add(path, "eve")
    note = folder_of(path) / "2.note.json"
    note.write_bytes(b"{}")
    assert [each.number for each in listed(path)] == [1]
    add(path, "bob")
    assert [each.number for each in listed(path)] == [3, 1]
    assert not note.exists()


def test_a_state_kept_for_a_write_that_was_refused_is_removed_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "commit", no_links)
    with pytest.raises(BadFile, match="nothing was changed"):
        add(path, "eve")
    assert listed(path) == ()
    assert left_behind(folder_of(path)) == set()
