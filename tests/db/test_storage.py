"""Reading the file: strict, and with one clear sentence for every kind of damage."""

from __future__ import annotations

import errno
import gc
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import duplicates, storage
from db.errors import BadFile, BadRecord, NewerSchema, Refused
from tests.bases import SOUND, left_behind, root_of, store
from tests.make import (
    make_person,
    make_records,
)

META = b'{"meta": {"1": {"schema": 1}}'


def test_what_is_written_is_read_again(path: Path) -> None:
    assert storage.read(path) == SOUND


DAMAGED = [
    (b"", "it is empty"),
    (b" \n\t", "it is empty"),
    (b'{\n "people": {\n  "1": {"id": "ad', "it breaks off at line 3, column 18"),
    (b'{\n "people": {', "it breaks off at line 2, column 13"),
    (b'{"people": {}', "it breaks off at line 1, column 14"),
    ('{\n"people": "é'.encode()[:-1], "it breaks off at line 2, column 12"),
    (b'{\n "people": oops}', "it is no JSON at line 2, column 12"),
    (b'{"people": {}} more', "it is no JSON at line 1, column 16"),
    (b"\x89PNG\r\n\x1a\n", "it is no UTF-8 text (line 1, column 1)"),
    (b'{\n"people": "\xff"}', "it is no UTF-8 text (line 2, column 12)"),
    (b"\xff\xfe{\x00", "it is no UTF-8 text"),
    (b"\xef\xbb\xbf{}", "byte order mark"),
    (b'{\n"people": "\x00"}', "it holds a NUL character (line 2, column 12)"),
    (b"[" * 200_000, "nested too deeply"),
    (b'{"a": ' * 200_000, "nested too deeply"),
    (b"[" * 3_000 + b"nope", "nested too deeply"),
    (b'{"a":\n NaN}', "it holds NaN, which is no number in JSON (line 2, column 2)"),
    (b'{"a": [1, Infinity]}', "it holds Infinity"),
    (b'{"a": -Infinity}', "it holds -Infinity"),
    (b'{"a": 1e999}', "it holds 1e999, which is too large a number (line 1, column 7)"),
    (b'{"a": ' + b"1" * 5000 + b"}", "it holds a number that is too long"),
    (b'{"a":\n"x\\ud800"}', r"it holds \ud800, half of a character (line 2, column 3)"),
    (b'{"a": "\\udc00y"}', r"it holds \udc00, half of a character (line 1, column 8)"),
    (b"[]", "it is no TinyDB database"),
    (b"5", "it is no TinyDB database"),
    (b"{}", "it has no schema number"),
    (b'{"_default": {"1": {"a": 1}}}', "it has no schema number"),
    (b'{"meta": []}', "it has no schema number"),
    (b'{"meta": {"1": 5}}', "it has no schema number"),
    (b'{"meta": {"1": {"schema": "1"}}}', "it has schema '1'"),
    (b'{"meta": {"1": {"schema": true}}}', "it has schema True"),
    (b'{"meta": {"1": {"schema": 0}}}', "it has schema 0"),
    (b'{"meta": {"1": {"schema": 2}}}', "it has schema 2 and this program knows 1"),
    (META + b', "people": []}', "table “people”: the table is no object of documents"),
    (META + b', "people": {"a": {}}}', "people/#a: “a” is not the number of a document"),
    (META + b', "people": {"01": {}}}', "people/#01: “01” is not the number of a document"),
    (META + b', "people": {"1": "ada"}}', "people/#1: it should be an object and is text"),
    (META + b', "people": {"1": {"name": "Ada"}}}', "people/#1, field “id”: it is missing"),
]


@pytest.mark.parametrize(("data", "words"), DAMAGED, ids=[words for _, words in DAMAGED])
def test_a_damaged_file_gets_one_sentence_and_is_never_overwritten(
    tmp_path: Path, data: bytes, words: str
) -> None:
    path = tmp_path / "base.json"
    path.write_bytes(data)
    for attempt in (
        lambda: storage.read(path),
        lambda: storage.write(path, SOUND),
        lambda: storage.write(path, SOUND, create=True),
    ):
        with pytest.raises(Refused) as caught:
            attempt()
        assert words in str(caught.value)
        assert str(caught.value).startswith(f"{path}: ")
        assert str(caught.value).endswith(".")
        assert "\n" not in str(caught.value)
    assert path.read_bytes() == data
    assert left_behind(tmp_path) == {"base.json"}


BROKEN: list[tuple[str, dict[str, object], str]] = [
    ("events", {"quotes": ["q9"]}, "events/ada-hire, field “quotes[0]”: there is no quote “q9”"),
    ("events", {"quotes": []}, "events/ada-hire, field “quotes”: no quote supports it"),
    (
        "events",
        {"date": {"text": "x", "earliest": "2024-13-01", "basis": "quote"}},
        "events/ada-hire, field “date.earliest”: “2024-13-01” is no date",
    ),
    ("quotes", {"end": 3}, "quotes/q1, field “end”: end - start is 3"),
    ("sources", {"length": "long"}, "sources/s1, field “length”: it should be a whole number"),
]


@pytest.mark.parametrize(("table", "change", "words"), BROKEN)
def test_a_broken_record_is_refused_by_name(
    path: Path, table: str, change: dict[str, object], words: str
) -> None:
    root = root_of(path)
    root[table]["1"] |= change
    store(path, root)
    before = path.read_bytes()
    with pytest.raises(BadRecord) as caught:
        storage.read(path)
    assert str(caught.value).startswith(f"{path}: {words}")
    with pytest.raises(BadRecord):
        storage.write(path, SOUND)
    assert path.read_bytes() == before


def test_two_records_with_one_id_are_refused(path: Path) -> None:
    root = root_of(path)
    root["people"]["2"] = root["people"]["1"]
    store(path, root)
    with pytest.raises(BadRecord, match="people/ada, field “id”: another record"):
        storage.read(path)


ADA = '{"id": "ada", "name": "Ada"}'
TWICE = [
    (f'"people": {{"1": {ADA}, "1": {ADA}}}', "people/#1: the number “1” stands there twice."),
    (f'"people": {{"1": {ADA}}}, "people": {{}}', "table “people”: the table stands there twice."),
    ('"x": {"1": {"a": 1, "a": 2}}', "x/#1, field “a”: the field stands there twice."),
    ('"x": {"1": {"a": [0, {"b": 1, "b": 1.5}]}}', "x/#1, field “a[1].b”: the field stands"),
    ('"x": [{"y": {"z": 1, "z": 1}}]', "x/#[0], field “y.z”: the field stands there twice."),
    ('"meta": {"1": {"schema": 1}}', "table “meta”: the table stands there twice."),
]


@pytest.mark.parametrize(("part", "words"), TWICE, ids=[words for _, words in TWICE])
def test_a_key_that_stands_twice_is_refused_before_a_record_is_lost(
    tmp_path: Path, part: str, words: str
) -> None:
    path = tmp_path / "base.json"
    path.write_text(f'{{"meta": {{"1": {{"schema": 1}}}}, {part}}}', "utf-8")
    before = path.read_bytes()
    for attempt in (lambda: storage.read(path), lambda: storage.write(path, SOUND)):
        with pytest.raises(BadRecord) as caught:
            attempt()
        assert str(caught.value).startswith(f"{path}: {words}")
        assert "remove it" in str(caught.value)
    assert path.read_bytes() == before


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=4),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=4), inside, max_size=3)
    ),
    max_leaves=8,
)


@given(
    root=st.dictionaries(st.text(max_size=4), JSON.filter(lambda each: "nan" not in repr(each))),
    indent=st.sampled_from([None, 0, 2]),
    is_plain=st.booleans(),
)
def test_a_key_that_stands_once_is_found_in_no_spelling_of_the_file(
    root: dict[str, Any], indent: int | None, is_plain: bool
) -> None:
    data = json.dumps(root, indent=indent, ensure_ascii=is_plain).encode("utf-8")
    data = data.replace(b"-Infinity", b"-1").replace(b"Infinity", b"1E+0")
    assert duplicates.findings(data, msgspec.json.decode(data)) == ()


def test_what_wherefrom_wrote_is_not_read_twice(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json, "loads", None)
    assert storage.read(path) == SOUND
    assert storage.read(storage.BUILT_IN).people


def test_a_newer_schema_says_to_upgrade(path: Path) -> None:
    store(path, root_of(path) | {"meta": {"1": {"schema": 7}}})
    with pytest.raises(NewerSchema, match="Upgrade"):
        storage.read(path)


@pytest.mark.parametrize("data", [b"{", b"", None])
def test_the_way_back_is_named_where_an_earlier_state_is_kept(
    path: Path, data: bytes | None
) -> None:
    storage.write(path, make_records(make_person("eve")))
    path.unlink() if data is None else path.write_bytes(data)
    with pytest.raises(BadFile, match="wherefrom restore brings an earlier state of it back"):
        storage.read(path)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    for attempt in (storage.read, lambda path: storage.write(path, SOUND)):
        with pytest.raises(BadFile, match=r"there is no such file\. .*wherefrom init PATH"):
            attempt(tmp_path / "none.json")
    assert left_behind(tmp_path) == set()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for attempt in (storage.read, lambda path: storage.write(path, SOUND, create=True)):
        with pytest.raises(BadFile, match="it is a folder"):
            attempt(folder)
    assert left_behind(tmp_path) == {"folder"}


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no device files on this system")
def test_a_device_is_no_database() -> None:
    with pytest.raises(BadFile, match="it is no regular file"):
        storage.read(Path("/dev/null"))


def test_an_unreadable_file_says_why(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(BadFile, match=r"it cannot be read \(permission denied\)"):
        storage.read(path)


@pytest.mark.parametrize("name", ["a\0b", "x" * 300])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    for attempt in (storage.read, lambda path: storage.write(path, SOUND, create=True)):
        with pytest.raises(BadFile, match="Check the path"):
            attempt(tmp_path / name)


def test_an_error_of_the_system_without_words_is_still_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise BlockingIOError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(BadFile, match=r"\(blockingioerror\)"):
        storage.read(path)


def test_reading_pulls_in_nothing_that_only_writing_needs() -> None:
    code = (
        "import sys, db.storage\n"
        "heavy = {'tinydb', 'filelock', 'platformdirs', 'rapidfuzz', 'ftfy', 'json', 'tempfile'}\n"
        "print(', '.join(sorted(heavy & set(sys.modules))))"
    )
    folder = Path(storage.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "\n", "")


def test_a_file_too_deep_for_the_slow_reader_alone_is_too_deep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RecursionError

    path = tmp_path / "base.json"
    path.write_bytes(b"[[[nope")
    monkeypatch.setattr(json, "loads", refuse)
    with pytest.raises(BadFile, match="nested too deeply"):
        storage.read(path)


@pytest.mark.parametrize("is_enabled", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(path: Path, is_enabled: bool) -> None:
    was_enabled = gc.isenabled()
    try:
        (gc.enable if is_enabled else gc.disable)()
        storage.read(path)
        with pytest.raises(BadFile):
            storage.read(path.with_name("none.json"))
        assert gc.isenabled() == is_enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()
