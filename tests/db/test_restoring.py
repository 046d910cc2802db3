"""Bringing back: any kept state, whatever has become of the file, and the way back from that."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import generations, restoring, storage
from db.errors import BadFile, NotFound
from db.generations import Counts, folder_of
from db.records import Records
from tests.bases import SOUND
from tests.make import make_person, make_records


@pytest.fixture
def history(path: Path) -> list[bytes]:
    """Three writes after the sound database; the states in their order, the present one last."""
    states = [path.read_bytes()]
    for number, names in enumerate((["eve"], ["eve", "bob"], [])):
        storage.write(path, make_records(*map(make_person, names)), what=f"write {number}")
        states.append(path.read_bytes())
    return states


def test_kept_states_are_listed_with_the_write_that_followed(
    path: Path, history: list[bytes]
) -> None:
    kept = restoring.kept(path)
    assert [(each.number, each.what, each.condition) for each in kept] == [
        (3, "write 2", "whole"),
        (2, "write 1", "whole"),
        (1, "write 0", "whole"),
    ]
    assert [each.counts for each in kept] == [Counts(2, 0, 0), Counts(1, 0, 0), Counts(1, 1, 1)]
    assert [each.size for each in kept] == [len(state) for state in history[2::-1]]
    assert kept[0].as_json()["people"] == 2
    assert storage.read(kept[2].path) == SOUND


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_kept_state_comes_back_to_the_letter(
    path: Path, history: list[bytes], number: int
) -> None:
    done = restoring.restore(path, number)
    assert path.read_bytes() == history[number - 1]
    assert (done.number, done.what, done.kept_as) == (number, f"write {number - 1}", 4)
    assert done.is_change
    assert restoring.kept(path)[0].path.read_bytes() == history[-1]


def test_undo_takes_the_last_write_back_and_the_next_undo_does_it_again(
    path: Path, history: list[bytes]
) -> None:
    assert restoring.last_write(path) == "write 2"
    assert restoring.undo(path).what == "write 2"
    assert path.read_bytes() == history[2]
    assert restoring.last_write(path) == "undo of write 2"
    assert restoring.undo(path).what == "undo of write 2"
    assert path.read_bytes() == history[3]
    assert restoring.undo(path).what == "redo of write 2"
    assert path.read_bytes() == history[2]
    assert [each.what for each in restoring.kept(path)[:3]] == [
        *("undo of write 2", "redo of write 2", "undo of write 2")
    ]


def test_undo_after_a_restore_takes_the_restore_back(path: Path, history: list[bytes]) -> None:
    restoring.restore(path, 1)
    assert restoring.undo(path).what == "restore 1"
    assert path.read_bytes() == history[-1]


@pytest.mark.parametrize("data", [b"", b"{", b"\0" * 4096, None])
def test_a_state_comes_back_where_the_file_is_damaged_or_gone(
    path: Path, history: list[bytes], data: bytes | None
) -> None:
    path.unlink() if data is None else path.write_bytes(data)
    with pytest.raises(BadFile, match="wherefrom restore"):
        storage.read(path)
    with pytest.raises(BadFile, match=r"it is not as wherefrom left it.*wherefrom restore 3 "):
        restoring.undo(path)
    done = restoring.restore(path, 2)
    assert path.read_bytes() == history[1]
    assert path.stat().st_mode & 0o777 == 0o600
    if data is None:
        assert done.kept_as is None
        return
    back = restoring.undo(path)
    assert path.read_bytes() == data
    assert back.counts is None


def test_the_present_state_is_no_change(path: Path, history: list[bytes]) -> None:
    restoring.restore(path, 2)
    done = restoring.restore(path, 2)
    assert (done.is_change, done.kept_as) == (False, None)


def test_a_number_that_is_not_kept_is_not_found(path: Path, history: list[bytes]) -> None:
    for number in (0, 4, -1, 10**40):
        with pytest.raises(NotFound, match="wherefrom restore lists them"):
            restoring.restore(path, number)
    assert path.read_bytes() == history[-1]


def test_a_damaged_state_is_said_and_never_brought_back(path: Path, history: list[bytes]) -> None:
    (folder_of(path) / "2.json").write_bytes(history[1][:-1])
    assert [each.condition for each in restoring.kept(path)] == ["whole", "damaged", "whole"]
    with pytest.raises(BadFile, match=r"2\.json: this kept state is damaged"):
        restoring.restore(path, 2)
    assert path.read_bytes() == history[-1]


def test_a_state_without_a_note_comes_back_if_it_opens(path: Path, history: list[bytes]) -> None:
    for number in (1, 2):
        (folder_of(path) / f"{number}.note.json").unlink()
    (folder_of(path) / "1.json").write_bytes(b"{")
    assert [each.condition for each in restoring.kept(path)] == ["whole", "unproven", "unproven"]
    with pytest.raises(BadFile, match="it breaks off"):
        restoring.restore(path, 1)
    assert restoring.restore(path, 2).what == "a write"
    assert path.read_bytes() == history[1]


def test_undo_is_refused_where_another_program_has_changed_the_file(
    path: Path, history: list[bytes]
) -> None:
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(BadFile, match="undo would take back more"):
        restoring.undo(path)
    assert path.read_bytes() == history[-1] + b"\n"
    assert restoring.restore(path, 3).kept_as == 4


def test_nothing_kept_is_nothing_to_undo(path: Path) -> None:
    assert restoring.kept(path) == ()
    with pytest.raises(BadFile, match="no earlier state of it is kept"):
        restoring.undo(path)


def test_where_nothing_ever_was_nothing_comes_back(tmp_path: Path) -> None:
    for attempt in (restoring.kept, restoring.undo, lambda path: restoring.restore(path, 1)):
        with pytest.raises(BadFile, match="there is no such file"):
            attempt(tmp_path / "none.json")
    assert list(tmp_path.iterdir()) == []


def test_the_built_in_database_is_never_written(path: Path) -> None:
    for attempt in (restoring.kept, restoring.undo, lambda path: restoring.restore(path, 1)):
        with pytest.raises(BadFile, match="wherefrom init PATH"):
            attempt(storage.BUILT_IN)


def test_a_write_that_did_not_happen_is_neither_listed_nor_undone(
    path: Path, history: list[bytes]
) -> None:
    (folder_of(path) / "4.json").hardlink_to(path)
    (folder_of(path) / "4.note.json").write_bytes((folder_of(path) / "3.note.json").read_bytes())
    assert [each.number for each in restoring.kept(path)] == [3, 2, 1]
    assert restoring.undo(path).what == "write 2"
    assert path.read_bytes() == history[2]


def test_what_an_earlier_version_kept_comes_back(path: Path) -> None:
    before = path.read_bytes()
    path.with_name("base.json.bak").write_bytes(before)
    path.write_bytes(b"{")
    assert [(each.number, each.condition) for each in restoring.kept(path)] == [(0, "unproven")]
    assert restoring.restore(path, 0).number == 0
    assert path.read_bytes() == before


def test_a_state_that_vanishes_while_one_looks_is_no_error(
    path: Path, history: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = generations.listed(path)
    (folder_of(path) / "1.json").unlink()
    monkeypatch.setattr(generations, "listed", lambda _: found)
    assert [each.number for each in restoring.kept(path)] == [3, 2]
    with pytest.raises(BadFile, match="cannot be read"):
        restoring.restore(path, 1)


def test_a_link_stays_a_link_when_a_state_comes_back(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(path)
    storage.write(link, Records())
    path.unlink()
    restoring.restore(link, 1)
    assert link.is_symlink()
    assert storage.read(path) == SOUND


@pytest.mark.parametrize("moment", ["_read_note", "sha256_of"])
def test_a_state_that_a_writer_thins_while_they_are_listed_is_in_no_list(
    path: Path, history: list[bytes], monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    look = getattr(generations, moment)

    def late(file: Path) -> object:
        if file.name.startswith("2."):
            generations._drop(folder_of(path), 2)
        return look(file)

    monkeypatch.setattr(generations, moment, late)
    found = [(each.number, each.condition) for each in restoring.kept(path)]
    assert found == [(3, "whole"), (1, "whole")]
