"""Writing the file: whole or not at all, and nothing that was in it is lost."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinydb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import atomic, generations, storage
from db.errors import AlreadyThere, BadFile, BadRecord, Locked
from db.records import Records
from tests.bases import SOUND, left_behind, root_of, store
from tests.make import (
    make_event,
    make_person,
    make_records,
)


def test_plain_tinydb_reads_and_writes_the_file(path: Path) -> None:
    with tinydb.TinyDB(path) as database:
        found = database.table("people").get(tinydb.Query().id == "ada")
        assert found == {"id": "ada", "name": "Ada"}
        database.table("people").insert({"id": "eve", "name": "Ève"})
        assert database.table("meta").all() == [{"schema": 1}]
    assert storage.read(path).people["eve"] == make_person("eve", "Ève")


def test_the_file_is_readable_text_that_compares_line_by_line(path: Path) -> None:
    storage.write(path, make_records(make_person("eve", "Ève [sic] \x1b")))
    text = path.read_text("utf-8")
    assert '\n   "name": "Ève [sic] \\u001b"\n' in text
    assert text.endswith("}\n")
    assert list(json.loads(text)) == [
        *("people", "companies", "events", "quotes", "sources", "decisions", "meta")
    ]


def test_numbers_of_documents_are_kept_and_new_ones_follow(path: Path) -> None:
    root = root_of(path)
    root["people"] = {"7": {"id": "zoe", "name": "Zoe"}, "3": {"id": "ada", "name": "Ada"}}
    store(path, root)
    new = make_records(make_person("eve"), make_person("ada", "Ada L."), make_person("zoe"))
    storage.write(path, new)
    people = root_of(path)["people"]
    assert [(number, each["id"]) for number, each in people.items()] == [
        ("7", "zoe"),
        ("3", "ada"),
        ("8", "eve"),
    ]
    assert people["3"]["name"] == "Ada L."


def test_records_that_are_gone_are_gone_from_the_file(path: Path) -> None:
    storage.write(path, Records())
    assert storage.read(path) == Records()
    assert root_of(path)["people"] == {}


KEYS = st.text(min_size=1, max_size=5).map("x-".__add__)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(KEYS, inside, max_size=3),
    max_leaves=5,
)
EXTRA = st.dictionaries(KEYS, VALUES, max_size=3)


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(tables=EXTRA, field=EXTRA, claim=EXTRA, meta=EXTRA)
def test_unknown_fields_and_tables_survive_a_rewrite(
    path: Path,
    tables: dict[str, Any],
    field: dict[str, Any],
    claim: dict[str, Any],
    meta: dict[str, Any],
) -> None:
    storage.write(path, SOUND)
    root = root_of(path)
    root = {name: root[name] for name in root if not name.startswith("x-")} | tables
    root["meta"] = {"1": {"schema": 1} | meta}
    root["events"] = {"1": {"id": "ada-hire", "type": "hire", "summary": "?", "quotes": ["q1"]}}
    root["events"]["1"] |= {"claim": {"grade": "denied"} | claim} | field
    store(path, root)
    storage.write(path, SOUND)
    after = root_of(path)
    assert {name: after[name] for name in (*tables, "meta")} == {
        **tables,
        "meta": {"1": {"schema": 1} | meta},
    }
    assert after["events"]["1"].items() >= field.items()
    assert after["events"]["1"]["claim"] == {"grade": "stated"} | claim
    assert storage.read(path) == SOUND


def test_the_same_records_leave_file_and_kept_states_as_they_are(path: Path) -> None:
    storage.write(path, make_records(make_person("eve")))
    inode, kept = path.stat().st_ino, generations.listed(path)
    storage.write(path, make_records(make_person("eve")))
    assert path.stat().st_ino == inode
    assert generations.listed(path) == kept


def test_a_record_that_breaks_a_rule_is_never_written(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(BadRecord, match=r"^events/x, field “quotes”: no quote supports it"):
        storage.write(path, make_records(make_event("x", quotes=())))
    assert path.read_bytes() == before


def test_half_a_character_is_refused_before_the_file_is_touched(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(BadFile, match="cannot be written as UTF-8"):
        storage.write(path, make_records(make_person("eve", "\ud800")))
    assert path.read_bytes() == before


@pytest.mark.parametrize(("module", "step"), [(os, "fsync"), (Path, "replace")])
def test_a_full_disk_leaves_the_old_file_whole_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, module: object, step: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = path.read_bytes()
    monkeypatch.setattr(module, step, refuse)
    with pytest.raises(BadFile, match=r"cannot be written \(no space left on device\)"):
        storage.write(path, make_records(make_person("eve")))
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert [each for each in path.parent.rglob("*") if each.is_file()] == [path]
    storage.write(path, make_records(make_person("eve")))
    assert left_behind(path.parent) == {"base.json", "base.json.kept"}


def test_a_write_reaches_the_disk_before_the_name_changes_hands(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    sync, rename = os.fsync, Path.replace

    def note_sync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        sync(handle)

    def note_rename(source: Path, target: Path) -> Path:
        steps.append(f"rename to {Path(target).name}")
        return rename(source, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "replace", note_rename)
    storage.write(path, make_records(make_person("eve")))
    assert steps == [
        *("file", "folder", "file", "rename to 1.note.json", "folder", "rename to base.json"),
        "folder",
    ]


def test_permissions_are_kept_and_a_new_file_is_its_owners_alone(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    storage.write(path, make_records(make_person("eve")))
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link_and_its_target_is_replaced(path: Path, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "mine.json"
    link.symlink_to(path)
    storage.write(link, make_records(make_person("eve")))
    assert link.is_symlink()
    assert list(storage.read(path).people) == ["eve"]
    assert left_behind(link.parent) == {"mine.json"}


def test_a_circle_of_links_is_refused(tmp_path: Path) -> None:
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)
    for attempt in (storage.read, lambda path: storage.write(path, SOUND, create=True)):
        with pytest.raises(BadFile, match="Check the"):
            attempt(loop)


def test_a_protected_file_is_not_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(BadFile, match="protected against writing"):
        storage.write(path, Records())


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="its folder does not exist"):
        storage.write(tmp_path / "no" / "base.json", SOUND, create=True)
    assert left_behind(tmp_path) == set()


def test_a_lock_that_cannot_be_made_is_a_refusal(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(BadFile, match=r"it cannot be written \(permission denied\)"):
        storage.write(path, Records())


def test_a_second_writer_is_told_to_wait(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "LOCK_SECONDS", 0.01)
    before = path.read_bytes()
    with atomic.locked(path), pytest.raises(Locked, match="another process"):
        storage.write(path, Records())
    assert path.read_bytes() == before
    storage.write(path, Records())


def test_changes_of_two_writers_are_both_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "LOCK_SECONDS", 60.0)

    def add(name: str) -> None:
        storage.update(path, lambda old: make_records(*old.people.values(), make_person(name)))

    writers = [threading.Thread(target=add, args=(f"p{number}",)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert set(storage.read(path).people) == {"ada", *(f"p{number}" for number in range(8))}


def test_a_reader_never_sees_half_a_file(path: Path) -> None:
    large = make_records(*(make_person(f"p{number}") for number in range(500)))
    seen: set[int] = set()
    is_done = threading.Event()

    def read() -> None:
        while not is_done.is_set() or not seen:
            seen.add(len(storage.read(path)))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(10):
        storage.write(path, large)
        storage.write(path, SOUND)
    is_done.set()
    reader.join()
    assert seen <= {500, 5}


def test_the_built_in_database_is_never_written(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(storage, "BUILT_IN", path)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    before = path.read_bytes()
    for way in (path, link):
        with pytest.raises(BadFile, match="wherefrom init PATH"):
            storage.write(way, Records())
    assert path.read_bytes() == before


def test_the_built_in_database_has_its_place_in_the_package() -> None:
    assert Path(storage.__file__).with_name("data") / "talent-war.json" == storage.BUILT_IN


def test_an_empty_database_of_ones_own_is_ready_to_be_written(tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    storage.init(mine, empty=True)
    assert storage.read(mine) == Records()
    storage.write(mine, SOUND)
    assert storage.read(mine) == SOUND


def test_a_copy_of_the_built_in_database_is_ones_own(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(storage, "BUILT_IN", path)
    mine = tmp_path / "mine.json"
    storage.init(mine, empty=False)
    assert mine.read_bytes() == path.read_bytes()
    assert mine.stat().st_mode & 0o777 == 0o600
    storage.write(mine, Records())
    assert storage.read(path) == SOUND


@pytest.mark.parametrize("empty", [True, False])
def test_init_never_overwrites(path: Path, empty: bool) -> None:
    before = path.read_bytes()
    dangling = path.with_name("dangling.json")
    dangling.symlink_to(path.with_name("nowhere.json"))
    for there in (path, path.parent, dangling):
        with pytest.raises(AlreadyThere, match="Choose another path"):
            storage.init(there, empty=empty)
    assert path.read_bytes() == before
    assert dangling.is_symlink()


def test_init_that_is_refused_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("there.json").write_bytes(b"mine")
    Path("dangling.json").symlink_to("nowhere.json")
    os.mkfifo("pipe")
    before = {str(each) for each in tmp_path.rglob("*")}
    for there in ("", "folder", "there.json", "dangling.json", "pipe", "folder/../there.json"):
        with pytest.raises(AlreadyThere):
            storage.init(Path(there), empty=True)
    assert {str(each) for each in tmp_path.rglob("*")} == before
    assert not tmp_path.with_name(f".{tmp_path.name}.lock").exists()


def test_init_never_overwrites_what_came_while_it_waited_for_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.json"
    locked = atomic.locked

    @contextlib.contextmanager
    def late(path: Path) -> Iterator[None]:
        with locked(path):
            mine.write_bytes(b"another's")
            yield

    monkeypatch.setattr(atomic, "locked", late)
    with pytest.raises(AlreadyThere):
        storage.init(mine, empty=True)
    assert mine.read_bytes() == b"another's"
