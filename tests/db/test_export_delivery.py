"""Documents reach a file, a folder or a zip whole or not at all, and never the wrong place."""

from __future__ import annotations

import errno
import io
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from db import generations
from db.errors import AlreadyThere, BadFile
from db.export import delivery
from db.export.formats import Document, Format

ONE = Format("one", "one document", ".one", "nowhere")
MANY = Format("many", "several documents", ".many.zip", "nowhere", is_several=True)


def documents(*names: str) -> list[Document]:
    return [Document(name, [name, " ", "é\r\n"]) for name in names]


def nothing(_: BinaryIO) -> None:
    """Leave the file empty."""


def failing() -> Iterator[Document]:
    yield from documents("a.txt")
    raise KeyboardInterrupt


def zipped(*names: str, huge: int = 0) -> bytes:
    stream = io.BytesIO()
    delivery.to_stream(stream, MANY, documents(*names), huge=huge)
    return stream.getvalue()


def names_in(folder: Path) -> set[str]:
    return {str(each.relative_to(folder)) for each in folder.rglob("*")}


def to_folder(path: Path, *names: str, force: bool = False) -> int:
    told: list[int] = []
    delivery.to_folder(path, documents(*names), mark=False, force=force, tell=told.append)
    return sum(told)


def test_one_document_is_written_as_it_is() -> None:
    stream = io.BytesIO()
    delivery.to_stream(stream, ONE, documents("a"), mark=True)
    assert stream.getvalue() == "\ufeffa é\r\n".encode()


def test_a_long_document_comes_in_large_pieces() -> None:
    pieces = list(delivery.encoded(["x" * 1000] * 200))
    assert len(pieces) == 4
    assert b"".join(pieces) == b"x" * 200_000
    assert list(delivery.encoded([])) == []


def test_several_documents_make_a_zip_that_is_whole_and_always_the_same() -> None:
    data = zipped("a.txt", "people/Ünï.md")
    assert data == zipped("a.txt", "people/Ünï.md")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a.txt", "people/Ünï.md"]
        assert archive.read("a.txt") == "a.txt é\r\n".encode()
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_zip_of_very_many_records_may_be_larger_than_a_plain_one() -> None:
    data = zipped("a.txt", huge=10**7)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("a.txt") == "a.txt é\r\n".encode()
    after_name = 30 + int.from_bytes(data[26:28], "little")
    assert data[after_name : after_name + 2] == b"\x01\x00"  # the field that holds large sizes


@pytest.mark.parametrize("name", ["../a", "/etc/a", "a/../../b", "", "a\0b"])
def test_a_document_cannot_leave_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no name of a document"):
        to_folder(tmp_path / "out", name)
    with pytest.raises(ValueError, match="no name of a document"):
        zipped(name)
    assert names_in(tmp_path) == set()


def test_a_new_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.one"
    delivery.to_file(path, nothing, force=False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names_in(tmp_path) == {"out.one"}


def test_a_file_that_is_written_over_keeps_its_permissions(tmp_path: Path) -> None:
    path, link = tmp_path / "out.one", tmp_path / "link.one"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    delivery.to_file(link, lambda file: print(file.write(b"new")), force=True)
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new", 0o640)
    assert link.is_symlink()
    delivery.to_file(tmp_path / "fresh.one", nothing, force=True)


@pytest.mark.parametrize("force", [True, False])
def test_an_interruption_leaves_no_half_file(tmp_path: Path, force: bool) -> None:
    def write(file: BinaryIO) -> None:
        delivery.to_stream(file, ONE, failing())

    path = tmp_path / "out.one"
    if force:
        path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        delivery.to_file(path, write, force=force)
    assert names_in(tmp_path) == ({"out.one"} if force else set())
    assert not force or path.read_text() == "old"


def test_an_interruption_leaves_no_half_folder(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        delivery.to_folder(path, failing(), mark=False, force=False, tell=lambda _: None)
    assert names_in(tmp_path) == set()


def test_a_file_that_came_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.one"
    with pytest.raises(AlreadyThere):
        delivery.to_file(path, lambda _: print(path.write_text("theirs")), force=False)
    assert (path.read_text(), names_in(tmp_path)) == ("theirs", {"out.one"})


def test_a_file_takes_its_place_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    delivery.to_file(tmp_path / "out.one", nothing, force=False)
    assert names_in(tmp_path) == {"out.one"}


def test_what_the_system_refuses_is_told_of_the_file_that_was_asked_for(tmp_path: Path) -> None:
    def fill(_: BinaryIO) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def failing() -> Iterator[Document]:
        yield from documents("a.txt")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "some.tmp")

    out = tmp_path / "out"
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as refused:
        delivery.to_file(out, fill, force=False)
    assert refused.value.filename == str(out)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as refused:
        delivery.to_folder(out, failing(), mark=False, force=False, tell=lambda _: None)
    assert refused.value.filename == str(out)
    assert not list(tmp_path.iterdir())


def test_a_new_folder_has_every_document(tmp_path: Path) -> None:
    assert to_folder(tmp_path / "out", "a.txt", "people/b.md") == len("a.txt é.people/b.md é.") + 4
    assert names_in(tmp_path / "out") == {"a.txt", "people", "people/b.md"}
    assert stat.S_IMODE((tmp_path / "out" / "a.txt").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert (tmp_path / "out" / "a.txt").read_bytes() == "a.txt é\r\n".encode()


def test_a_folder_that_is_written_into_keeps_what_else_is_in_it(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    to_folder(out, "a.txt")
    (out / "mine.txt").write_text("mine")
    (out / "a.txt").chmod(0o644)
    with pytest.raises(AlreadyThere):
        to_folder(out, "a.txt")
    to_folder(out, "a.txt", "people/b.md", force=True)
    assert names_in(out) == {"a.txt", "mine.txt", "people", "people/b.md"}
    assert stat.S_IMODE((out / "a.txt").stat().st_mode) == 0o644
    assert names_in(tmp_path) >= {"out"}
    assert not [each for each in tmp_path.iterdir() if each.name != "out"]


def check(path: Path, form: Format = ONE, *, force: bool = False, base: Path | None = None) -> str:
    """What is said against a place; nothing where it is right."""
    try:
        delivery.check(path, form, force=force, database=base)
    except (AlreadyThere, BadFile) as refusal:
        return str(refusal)
    return ""


def test_a_place_is_judged_before_any_work(tmp_path: Path) -> None:
    file, folder, full = tmp_path / "file", tmp_path / "folder", tmp_path / "full"
    file.write_text("x")
    folder.mkdir()
    full.mkdir()
    (full / "x").touch()
    lost = tmp_path / "lost"
    lost.symlink_to(tmp_path / "nowhere")
    assert check(tmp_path / "new.one") == check(tmp_path / "new", MANY) == ""
    assert check(folder, MANY) == check(full, MANY, force=True) == check(file, force=True) == ""
    assert "exists already" in check(file)
    assert "exists already" in check(lost)
    assert "exists already" in check(full, MANY)
    assert "it is a folder" in check(folder, force=True)
    assert "several files" in check(file, MANY, force=True)
    assert "folder does not exist" in check(tmp_path / "no" / "new")
    assert "no path of a file" in check(Path("a\0b"))
    assert "no regular file" in check(Path("/dev/null"), force=True)
    assert "the database itself" in check(file, force=True, base=file)
    assert "the database itself" not in check(file, force=True, base=folder)
    kept = generations.folder_of(file)
    kept.mkdir()
    assert "among the kept states" in check(kept / "1.json", force=True, base=file)
    assert delivery.is_folder(Path("out.zip"), MANY) is False


def test_how_much_is_written_is_told() -> None:
    told: list[int] = []
    telling = delivery.Telling(io.BytesIO(), told.append)
    telling.write(b"abc")
    assert told == [3]


def test_a_very_long_name_leaves_room_for_the_temporary_one(tmp_path: Path) -> None:
    name = "é" * 120 + ".one"
    delivery.to_file(tmp_path / name, nothing, force=False)
    assert names_in(tmp_path) == {name}
