"""What is remembered comes back, and a file that cannot be used costs a line and no more."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BadFile
from tui import remembered
from tui.remembered import Remembered

FULL = Remembered(
    "light",
    2,
    {"/a.json": {"a": "person/zoe-ada", "b": "events?q=type:hire"}},
    {"/a.json": ("zhao", "type:hire")},
    {"/a.json": {"hires": "events?q=type:hire"}},
)


def save(path: Path, memory: Remembered) -> None:
    assert remembered.update(path, [lambda _: memory]) == memory


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "state.json"


def test_what_is_saved_comes_back(path: Path) -> None:
    save(path, FULL)
    assert remembered.load(path) == (FULL, "")


def test_before_the_first_session_nothing_is_remembered_and_nothing_is_said(path: Path) -> None:
    assert remembered.load(path) == (Remembered(), "")
    assert not path.parent.exists()


def test_the_file_is_its_owners_alone(path: Path) -> None:
    save(path, FULL)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_mark_belongs_to_one_database() -> None:
    marked = Remembered().with_mark("/a.json", "x", "people").with_mark("/b.json", "x", "events")
    assert marked.marks_of("/a.json") == {"x": "people"}
    assert marked.marks_of("/b.json") == {"x": "events"}
    assert marked.marks_of("/c.json") == {}


def test_a_mark_set_again_leads_to_the_new_place_and_the_old_value_is_unchanged() -> None:
    before = Remembered().with_mark("/a.json", "x", "people")
    after = before.with_mark("/a.json", "x", "events").with_mark("/a.json", "b", "sources")
    assert list(after.marks_of("/a.json").items()) == [("b", "sources"), ("x", "events")]
    assert before.marks_of("/a.json") == {"x": "people"}


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"state"',
        b"\xff\xfe",
        b'{"theme": 3}',
        b'{"starts": "2"}',
        b'{"starts": null}',
        b'{"starts": true}',
        b'{"starts": 1.5}',
        b'{"marks": []}',
        b'{"marks": null}',
        b'{"marks": {"/a.json": 3}}',
        b'{"marks": {"/a.json": null}}',
        b'{"marks": {"/a.json": ["x"]}}',
        b'{"marks": {"/a.json": {"x": 3}}}',
        b'{"marks": {"/a.json": {"x": null}}}',
        b'{"history": []}',
        b'{"history": {"/a.json": null}}',
        b'{"history": {"/a.json": "zhao"}}',
        b'{"history": {"/a.json": ["zhao", 3]}}',
        b'{"saved": null}',
        b'{"saved": {"/a.json": ["x"]}}',
        b'{"saved": {"/a.json": {"x": ["people"]}}}',
        b"[" * 100_000,
        b" " * (remembered.LARGEST + 1),
        b'{"starts": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_damaged_file_is_set_aside_whole_and_the_reader_is_told(
    path: Path, contents: bytes
) -> None:
    path.parent.mkdir()
    path.write_bytes(contents)
    found, notice = remembered.load(path)
    aside = path.with_name("state.json.damaged")
    assert found == Remembered()
    assert (
        notice
        == f"Marks and saved queries are not at hand: the file was damaged and is now {aside}."
    )
    assert aside.read_bytes() == contents
    assert not path.exists()
    assert remembered.load(path) == (Remembered(), "")


def test_a_file_that_lacks_a_part_says_nothing_of_it(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"marks": {"/a.json": {"x": "people"}}, "later": 1}')
    assert remembered.load(path) == (Remembered(marks={"/a.json": {"x": "people"}}), "")


def test_a_damaged_file_that_cannot_be_set_aside_is_left_and_named(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("{")
    path.with_name("state.json.damaged").mkdir()  # in the way
    found, notice = remembered.load(path)
    assert found == Remembered()
    assert notice == f"Marks and saved queries are not at hand: {path} is damaged."
    assert path.read_text() == "{"


def test_a_file_that_cannot_be_read_is_left_and_named(path: Path) -> None:
    path.mkdir(parents=True)
    found, notice = remembered.load(path)
    assert found == Remembered()
    assert (
        notice
        == f"Marks and saved queries are not at hand: {path} cannot be read (is a directory)."
    )


def test_a_folder_that_cannot_be_made_is_refused_in_one_sentence_or_two(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, not a folder")
    with pytest.raises(BadFile) as refused:
        save(tmp_path / "state" / "state.json", FULL)
    assert "state.json: it cannot be written" in str(refused.value)
    assert "This is remembered until you quit." in str(refused.value)


def test_a_query_is_remembered_once_in_a_row_and_only_so_many_are() -> None:
    memory = Remembered()
    for query in ("zhao", "zhao", "wei", "zhao"):
        memory = memory.with_query("/a.json", query)
    assert memory.history_of("/a.json") == ("zhao", "wei", "zhao")
    assert memory.history_of("/b.json") == ()
    assert memory.with_query("/a.json", "x" * (remembered.LONGEST_QUERY + 1)) is memory
    for number in range(remembered.MOST_QUERIES):
        memory = memory.with_query("/a.json", str(number))
    assert memory.history_of("/a.json")[0] == "0"
    assert len(memory.history_of("/a.json")) == remembered.MOST_QUERIES


def test_a_history_that_was_made_too_long_by_hand_is_cut(path: Path) -> None:
    path.parent.mkdir()
    history = [*(str(number) for number in range(1000)), "x" * 5000]
    saved = {str(number): "people" for number in range(1000)}
    path.write_text(json.dumps({"history": {"/a": history}, "saved": {"/a": saved}}))
    memory, notice = remembered.load(path)
    assert notice == ""
    assert memory.history_of("/a") == tuple(map(str, range(800, 1000)))
    assert len(memory.saved_of("/a")) == remembered.MOST_SAVED


def test_a_saved_query_is_kept_replaced_and_forgotten() -> None:
    memory = Remembered().with_saved("/a", "x", "people").with_saved("/a", "y", "events")
    memory = memory.with_saved("/a", "x", "sources")
    assert list(memory.saved_of("/a").items()) == [("x", "sources"), ("y", "events")]
    assert memory.saved_of("/b") == {}
    assert memory.without_saved("/a", "x").saved_of("/a") == {"y": "events"}
    assert memory.without_saved("/a", "z") == memory


def test_two_sessions_keep_each_others_queries(path: Path) -> None:
    remembered.update(path, [lambda memory: memory.with_query("/a", "zhao")])
    remembered.update(path, [lambda memory: memory.with_query("/a", "wei")])
    remembered.update(path, [lambda memory: memory.with_saved("/a", "x", "people")])
    memory, _ = remembered.load(path)
    assert memory.history_of("/a") == ("zhao", "wei")
    assert memory.saved_of("/a") == {"x": "people"}


def test_what_another_session_wrote_meanwhile_is_kept(path: Path) -> None:
    save(path, FULL)
    changed = remembered.update(path, [lambda memory: memory.with_mark("/b.json", "x", "people")])
    assert changed == FULL.with_mark("/b.json", "x", "people")
    assert remembered.load(path) == (changed, "")


def test_a_database_whose_name_is_not_utf_8_can_be_remembered(path: Path) -> None:
    memory = Remembered().with_mark("/zo\udceb.json", "x", "person/zoë")
    save(path, memory)
    assert remembered.load(path) == (memory, "")


@given(
    st.builds(
        Remembered,
        st.none() | st.text(st.characters(exclude_categories=["Cs"])),
        st.integers(0, 9),
        st.dictionaries(st.text(), st.dictionaries(st.text(max_size=1), st.text())),
        st.dictionaries(st.text(), st.lists(st.text()).map(tuple)),
        st.dictionaries(st.text(), st.dictionaries(st.text(), st.text())),
    )
)
def test_whatever_is_remembered_survives_the_file(
    tmp_path_factory: pytest.TempPathFactory, memory: Remembered
) -> None:
    path = tmp_path_factory.mktemp("state") / "state.json"
    save(path, memory)
    assert remembered.load(path) == (memory, "")
    assert isinstance(json.loads(path.read_text(encoding="utf-8")), dict)
