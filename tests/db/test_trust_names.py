"""Ids and names never become paths: whatever stands in a database, files stay where they belong."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from db import restoring, storage
from db.errors import BadFile, WherefromError
from db.texts import Texts
from tests.bases import left_behind
from tests.make import make_source
from tests.trust import state, state_of

TEXT = b"Ada left Acme."
SHA256 = hashlib.sha256(TEXT).hexdigest()

NAMES = [
    *("../outside.txt", "../../etc/passwd", "/etc/passwd", "/dev/zero", "/dev/stdin", "a/../../b"),
    *("..", ".", "", " ", "/", "a\0b", "a\nb.txt", "x" * 300, "é" * 200, "~/x", "$HOME/x", "a\\b"),
    *("CON", "nul.txt", "-rf", ".hidden", "\u202etxt.exe", "a\x1b[2J", "\udcff", "x/" * 200),
]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of texts, and a file that is offered; another lies where no text may come from."""
    texts = tmp_path / "place" / "texts"
    texts.mkdir(parents=True)
    (tmp_path / "place" / "outside.txt").write_bytes(b"nobody's business")
    offered = tmp_path / "offered.txt"
    offered.write_bytes(TEXT)
    return texts, offered


@pytest.mark.parametrize("name", NAMES)
def test_a_source_reads_no_file_outside_its_folder(folders: tuple[Path, Path], name: str) -> None:
    texts = Texts(folders[:1])
    assert texts.named(name) is None
    assert texts.held(make_source("s", file=name, sha256=SHA256)) is None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("identifier", ["s", "x" * 300])
def test_an_attached_text_stays_in_its_folder_and_is_found_again(
    folders: tuple[Path, Path], tmp_path: Path, name: str, identifier: str
) -> None:
    folder, offered = folders
    outside = {str(each) for each in tmp_path.rglob("*")}
    source = make_source(identifier, file=name, sha256=SHA256)
    target = Texts((folder,)).attach(source, offered)
    assert target.parent == folder
    assert {str(each) for each in tmp_path.rglob("*")} == outside | {str(target)}
    held = Texts((folder,)).held(source)
    assert held is not None
    assert (held.text, held.is_changed) == (TEXT.decode(), False)


@pytest.mark.parametrize(
    "name", ["a\nb.json", " ", "-rf", "é.json", "\u202e.json", "a\x1b[2J.json", "[red].json", "%s"]
)
def test_a_database_of_any_name_keeps_its_states_beside_it(tmp_path: Path, name: str) -> None:
    base = tmp_path / name
    storage.write(base, state(0), create=True)
    storage.write(base, state(1), what="../../x")
    assert left_behind(tmp_path) == {name, f"{name}.kept"}
    assert restoring.undo(base).what == "../../x"
    assert state_of(base) == 0


@pytest.mark.parametrize("length", [100, 240, 241, 242, 250, 251, 255])
def test_a_name_too_long_for_what_stands_beside_it_is_refused_before_anything_is_lost(
    tmp_path: Path, length: int
) -> None:
    base = tmp_path / ("x" * length)
    other = tmp_path / "other.json"
    storage.write(other, state(0), create=True)
    other.rename(base)
    if length <= 241:  # a temporary file has a name of 14 letters more
        storage.write(base, state(1))
        restoring.undo(base)
        assert left_behind(tmp_path) == {base.name, f"{base.name}.kept"}
    else:
        with pytest.raises(BadFile, match="file name too long"):
            storage.write(base, state(1))
        assert left_behind(tmp_path) == {base.name}
    assert state_of(base) == 0


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("/")])
def test_a_name_that_no_file_can_have_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    base = tmp_path / "a" / "b" / name
    for attempt in (restoring.kept, restoring.undo, lambda path: restoring.restore(path, 1)):
        with pytest.raises(WherefromError, match=r"\.$"):
            attempt(base)
