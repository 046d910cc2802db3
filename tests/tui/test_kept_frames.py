"""The files of kept frames, what they depend on, and who may ask for one."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.ahead import kept, witness
from tui.ahead.asked import Asked
from tui.ahead.keeping import Keeping, places, seen
from tui.ahead.kept import Kept
from tui.ahead.stage import Stage
from tui.cli.direct import Line

FRAME = Kept([["file", "/nowhere", "", None]], "\x1b[2Jé", "[1,[]]")


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked("a key \udcff", str(tmp_path / "frames"), (80, 24))


@pytest.fixture
def file(asked: Asked) -> Path:
    kept.write(asked, FRAME)
    return Path(asked.path)


def test_a_frame_is_read_as_it_was_written_and_is_its_owners_alone(
    asked: Asked, file: Path
) -> None:
    found = kept.read(asked)
    assert found is not None
    assert (found.painted, found.frame) == (FRAME.painted, FRAME.frame)
    assert found.witnesses == FRAME.witnesses
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_frame_of_another_start_under_the_same_name_is_not_taken(
    asked: Asked, file: Path
) -> None:
    other = Asked("another key", asked.folder, asked.size)
    file.rename(other.path)
    assert kept.read(other) is None


@given(place=st.integers(min_value=0), value=st.integers(0, 255), is_cut=st.booleans())
def test_a_damaged_file_is_no_frame(
    tmp_path_factory: pytest.TempPathFactory, place: int, value: int, is_cut: bool
) -> None:
    asked = Asked("key", str(tmp_path_factory.getbasetemp() / "damaged"), (80, 24))
    kept.write(asked, FRAME)
    file = Path(asked.path)
    data = bytearray(file.read_bytes())
    place %= len(data)
    sound = bytes(data)
    if is_cut:
        del data[place:]
    else:
        data[place] = value
    file.write_bytes(data)
    assert (kept.read(asked) is not None) == (bytes(data) == sound)


@pytest.mark.parametrize("content", [b"[]", b"5", b'{"a": 1}', b"\xff", b"[" * 100_000])
def test_what_is_whole_but_no_frame_is_none(asked: Asked, file: Path, content: bytes) -> None:
    import zlib

    file.write_bytes(b"%08x\n%b" % (zlib.crc32(content), content))
    assert kept.read(asked) is None


def test_a_file_that_others_could_have_written_is_not_taken(asked: Asked, file: Path) -> None:
    file.chmod(0o620)
    assert kept.read(asked) is None
    file.chmod(0o600)
    assert kept.read(asked) is not None
    aside = file.with_name("aside")
    file.rename(aside)
    file.symlink_to(aside)
    assert kept.read(asked) is None


def test_nothing_is_kept_where_a_key_came_before_the_screen_stood(asked: Asked) -> None:
    told: list[str] = []
    keeping = Keeping(Stage(asked), list)
    keeping.stop()
    app: Any = SimpleNamespace(entry=None)  # it has no screen that could be looked at
    keeping.follow(app, lambda: told.append("the rest"))
    assert told == ["the rest"]


def test_few_frames_are_kept_and_the_last_used_stay(tmp_path: Path) -> None:
    every = [Asked(f"key {n}", str(tmp_path), (80, 24)) for n in range(kept.MOST + 1)]
    for number, asked in enumerate(every[:-1]):
        kept.write(asked, FRAME)
        os.utime(asked.path, (number, number))
    os.utime(every[0].path)
    kept.write(every[-1], FRAME)
    assert len(list(tmp_path.iterdir())) == kept.MOST
    assert kept.read(every[0]) is not None
    assert kept.read(every[1]) is None


def test_a_frame_too_large_to_be_one_is_not_written(asked: Asked) -> None:
    with pytest.raises(ValueError, match="a key"):
        kept.write(asked, Kept([], "x" * kept.LARGEST, ""))
    assert not Path(asked.folder).exists()


def test_nothing_is_left_where_a_frame_cannot_be_written(
    asked: Asked, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="space"):
        kept.write(asked, FRAME)
    assert [each.name for each in file.parent.iterdir()] == [file.name]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "inner" / "b.py").write_text("b")
    return folder


def changes(folder: Path) -> Iterator[str]:
    """Change something each time, and say what."""
    (folder / "a.txt").write_text("c")
    yield "a file written in place"
    (folder / "inner" / "c.txt").write_text("c")
    yield "a file more"
    (folder / "inner" / "c.txt").unlink()
    yield "a file less"
    about = (folder / "a.txt").stat()
    (folder / "a.txt").write_text("d")
    os.utime(folder / "a.txt", ns=(about.st_atime_ns, about.st_mtime_ns))
    yield "a file of the same size and time"
    (folder / "a.txt").rename(folder / "z.txt")
    yield "another name"


def test_a_folder_is_another_one_after_every_change(folder: Path) -> None:
    before = ["folder", str(folder), "", witness.look("folder", str(folder))]
    assert witness.is_same(before)
    for what in changes(folder):
        assert not witness.is_same(before), what
        before[3] = witness.look("folder", str(folder))
        assert witness.is_same(before)


def test_a_folder_of_more_files_than_can_be_looked_at_has_no_frame(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witness, "MOST", 2)
    assert seen([("folder", folder, "")]) is None


def test_code_is_another_one_once_a_file_of_it_is(folder: Path) -> None:
    before = ["code", str(folder), "", witness.look("code", str(folder))]
    (folder / "a.txt").write_text("no code")
    assert witness.is_same(before)
    (folder / "inner" / "b.py").write_text("b + 1")
    assert not witness.is_same(before)


def test_of_the_state_only_what_is_shown_counts(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    state.write_text('{"theme": "dark", "starts": 1, "saved": {"db": {"a": "b"}}}')
    before = ["state", str(state), "db", witness.look("state", str(state), "db")]
    state.write_text('{"theme": "dark", "starts": 3, "saved": {"db": {"a": "b"}, "x": {}}}')
    assert witness.is_same(before)
    state.write_text('{"theme": "light", "starts": 3, "saved": {"db": {"a": "b"}}}')
    assert not witness.is_same(before)
    state.write_text("[]")
    assert not witness.is_same(before)


@pytest.mark.parametrize("found", [[], ["file"], ["no such look", "/", "", 1], 5, None])
def test_what_is_no_witness_vouches_for_nothing(found: object) -> None:
    assert not witness.is_same(found)  # type: ignore[arg-type]


def test_times_too_young_to_tell_a_second_write_are_not_trusted(folder: Path) -> None:
    now = time.time_ns()
    for kind, path in (
        ("file", folder / "a.txt"),
        ("folder", folder),
        ("database", folder / "a.txt"),
    ):
        found = [kind, str(path), "", witness.look(kind, str(path))]
        assert not witness.is_settled(found, now)
        assert witness.is_settled(found, now + 2 * witness.SETTLED)
    assert witness.is_settled(["file", "/nowhere", "", None], now)


def test_a_frame_depends_on_the_database_its_texts_the_settings_the_state_and_all_code(
    tmp_path: Path,
) -> None:
    base, texts = tmp_path / "base.json", tmp_path / "texts"
    found = places(base, [texts], tmp_path / "settings.toml", tmp_path / "state.json")
    assert {(kind, path.name) for kind, path, _ in found} == {
        ("database", "base.json"),
        ("folder", "texts"),
        ("text", "settings.toml"),
        ("state", "state.json"),
        ("code", "db"),
        ("code", "tui"),
        ("file", "__init__.py"),
    }


LINE = Line(database="base.json")
TERMINAL = {"TERM": "xterm-256color", "HOME": "/home/ada"}


@pytest.fixture
def in_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "isatty", lambda _: True)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((80, 24)))


@pytest.mark.usefixtures("in_terminal")
@pytest.mark.parametrize(
    "more",
    [
        *({"TERM": "dumb"}, {"TEXTUAL_DRIVER": "web"}, {"WHEREFROM_CACHE": "none"}),
        *({"WHEREFROM_CACHE": "off"}, {"HOME": "", "XDG_CACHE_HOME": ""}),
    ],
    ids=str,
)
def test_there_is_no_frame_without_a_screen_or_a_place_to_keep_it(more: dict[str, str]) -> None:
    assert Asked.of(LINE, TERMINAL) is not None
    assert Asked.of(LINE, {**TERMINAL, **more}) is None


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_there_is_no_frame_where_a_stream_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, closed: int
) -> None:
    monkeypatch.setattr(os, "isatty", lambda number: number != closed)
    assert Asked.of(LINE, TERMINAL) is None


@pytest.mark.usefixtures("in_terminal")
def test_another_line_size_or_version_asks_for_another_frame(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def key(line: Line = LINE) -> str:
        asked = Asked.of(line, TERMINAL)
        assert asked is not None
        return asked.key

    lines = [LINE, Line(), Line("people"), Line(texts="/"), Line(is_restricted=True)]
    lines += [Line(is_ascii=True), Line(is_ascii=False), Line(colours="16")]
    found = {key(line) for line in lines}
    monkeypatch.setattr(sys, "version", "3.99")
    found.add(key())
    monkeypatch.setattr("tui.ahead.asked.__version__", "99")
    found.add(key())
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((80, 25)))
    found.add(key())
    assert len(found) == len(lines) + 3


@pytest.mark.usefixtures("in_terminal")
def test_frames_lie_in_the_cache_beside_prepared_databases(monkeypatch: pytest.MonkeyPatch) -> None:
    from db.library import cache

    for more in ({}, {"XDG_CACHE_HOME": "/caches"}, {"WHEREFROM_CACHE": "/cache"}):
        for name in ("XDG_CACHE_HOME", "WHEREFROM_CACHE"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {**TERMINAL, **more}.items():
            monkeypatch.setenv(name, value)
        asked, library = Asked.of(LINE, os.environ), cache.folder()
        assert asked is not None
        assert library is not None
        assert Path(asked.folder) == library.with_name("frames")


@pytest.mark.usefixtures("in_terminal")
def test_a_restricted_session_takes_no_frame_from_a_place_that_the_environment_names() -> None:
    line = Line(is_restricted=True)
    for more in ({}, {"XDG_CACHE_HOME": "/evil"}, {"WHEREFROM_CACHE": "/evil"}):
        asked = Asked.of(line, {**TERMINAL, **more})
        assert asked is not None
        assert asked.folder == "/home/ada/.cache/wherefrom/frames"
