"""A text is found by what it is, never outside its folder, and never changed by reading it."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import pytest

from db import hashes, texts
from db.errors import BadFile, TextMismatch
from db.records import Source
from db.texts import Texts
from tests.make import make_source

ARTICLE = "Ada joined Acme.\r\nShe left — in 2024.\u2028"


def source_of(text: str, file: str | None = "article.txt") -> Source:
    data = text.encode()
    return make_source(sha256=sha256(data).hexdigest(), length=len(text), file=file)


def write(folder: Path, name: str, text: str, *, age: int = 60) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode())
    moment = path.stat().st_mtime_ns - age * 10**9
    os.utime(path, ns=(moment, moment))
    return path


def test_a_text_keeps_its_line_ends_and_its_mark(tmp_path: Path) -> None:
    text = "\ufeffone\r\ntwo\rthree\n"
    write(tmp_path, "article.txt", text)
    held = Texts((tmp_path,)).held(source_of(text))
    assert held is not None
    assert (held.text, held.is_changed) == (text, False)


def test_a_text_is_found_by_its_hash_whatever_it_is_called(tmp_path: Path) -> None:
    write(tmp_path, "other.txt", "Something else.")
    path = write(tmp_path, "renamed.md", ARTICLE)
    held = Texts((tmp_path,)).held(source_of(ARTICLE, file=None))
    assert held is not None
    assert (held.path, held.is_changed) == (path, False)


def test_the_hash_goes_before_the_name(tmp_path: Path) -> None:
    write(tmp_path, "article.txt", "Ada joined Acme. Corrected.")
    write(tmp_path, "old.txt", ARTICLE)
    held = Texts((tmp_path,)).held(source_of(ARTICLE))
    assert held is not None
    assert (held.text, held.is_changed) == (ARTICLE, False)


def test_a_text_found_by_its_name_alone_is_a_changed_one(tmp_path: Path) -> None:
    write(tmp_path, "article.txt", "Ada joined Acme. Corrected.")
    held = Texts((tmp_path,)).held(source_of(ARTICLE))
    assert held is not None
    assert (held.text, held.is_changed) == ("Ada joined Acme. Corrected.", True)


def test_a_text_that_no_folder_has_is_not_held(tmp_path: Path) -> None:
    folders = (tmp_path, tmp_path / "nowhere")
    assert Texts(folders).held(source_of(ARTICLE)) is None
    assert Texts(()).held(source_of(ARTICLE)) is None


def test_a_text_that_arrives_or_changes_later_is_seen(tmp_path: Path) -> None:
    held_texts, source = Texts((tmp_path,)), source_of(ARTICLE, file=None)
    assert held_texts.held(source) is None
    path = write(tmp_path, "later.txt", ARTICLE)
    assert held_texts.held(source) is not None
    path.write_text("Rewritten in place.", encoding="utf-8")
    assert held_texts.held(source) is None


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/hostname", "link.txt", "a\0b", "", "."])
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    write(tmp_path, "secret.txt", ARTICLE)
    folder = tmp_path / "texts"
    write(folder, "other.txt", "Something else.")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert Texts((folder,)).named(name) is None
    assert Texts((folder,)).held(source_of(ARTICLE, file=name)) is None


def test_a_link_inside_the_folder_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "real.txt", ARTICLE)
    (tmp_path / "link.txt").symlink_to("real.txt")
    held = Texts((tmp_path,)).named("link.txt")
    assert held is not None
    assert held.text == ARTICLE


def test_a_pipe_and_a_folder_are_no_texts(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    held_texts = Texts((tmp_path,))
    assert held_texts.named("pipe.txt") is None
    assert held_texts.named("folder.txt") is None
    assert held_texts.held(source_of(ARTICLE, file="pipe.txt")) is None


def test_a_text_that_is_not_utf_8_is_refused_with_the_byte(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_bytes(b"No\xebl")
    with pytest.raises(BadFile, match=r"article\.txt: byte 2 is not UTF-8\."):
        Texts((tmp_path,)).held(source_of(ARTICLE))


def test_a_text_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "LARGEST_TEXT", 10)
    write(tmp_path, "article.txt", ARTICLE)
    with pytest.raises(BadFile, match="at most 64 MiB"):
        Texts((tmp_path,)).held(source_of(ARTICLE))
    assert Texts((tmp_path,)).held(source_of(ARTICLE, file=None)) is None


def test_the_folder_that_was_given_is_the_only_one(tmp_path: Path) -> None:
    database = tmp_path / "base.json"
    assert Texts.for_database(database, tmp_path / "given").folders == (tmp_path / "given",)


def test_a_database_has_its_own_folder_and_then_the_users(tmp_path: Path, own_home: Path) -> None:
    folders = Texts.for_database(tmp_path / "base.json").folders
    assert folders == (tmp_path / "base.json.texts", own_home / "data" / "wherefrom" / "texts")


def test_a_link_to_a_database_leads_to_the_texts_of_the_file_itself(
    tmp_path: Path, own_home: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    base, link = tmp_path / "base.json", tmp_path / "elsewhere" / "link.json"
    link.symlink_to(base)
    folders = Texts.for_database(link).folders
    assert folders[0] == Texts.for_database(base).folders[0] == tmp_path / "base.json.texts"
    assert folders[1] == tmp_path / "elsewhere" / "link.json.texts"


def test_the_shipped_database_has_no_folder_beside_it(own_home: Path) -> None:
    shipped = Path(texts.__file__).parent / "data" / "talent-war.json"
    assert Texts.for_database(shipped).folders == (own_home / "data" / "wherefrom" / "texts",)


def test_attaching_copies_the_text_into_the_first_folder(tmp_path: Path) -> None:
    file = write(tmp_path / "downloads", "page (1).txt", ARTICLE)
    held_texts = Texts((tmp_path / "base.json.texts", tmp_path / "shared"))
    target = held_texts.attach(source_of(ARTICLE), file)
    assert target == tmp_path / "base.json.texts" / "article.txt"
    assert target.read_bytes() == ARTICLE.encode()
    assert [path.name for path in target.parent.iterdir()] == ["article.txt"]
    held = held_texts.held(source_of(ARTICLE))
    assert held is not None
    assert held.path == target
    assert held_texts.attach(source_of(ARTICLE), file) == target


def test_attaching_keeps_what_was_proven_though_the_file_changes_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, "page.txt", ARTICLE)

    def changed(self: Path) -> bytes:
        data = read(self)
        if self == file:
            file.write_bytes(b"another")
        return data

    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", changed)
    target = Texts((tmp_path / "texts",)).attach(source_of(ARTICLE), file)
    assert read(target) == ARTICLE.encode()


def test_a_text_is_kept_under_a_name_that_is_looked_for(tmp_path: Path) -> None:
    kept, is_new = Texts((tmp_path / "texts",)).put(".hidden.json", b"[]")
    assert (kept.name, is_new) == ("hidden.json", True)
    assert Texts((tmp_path / "texts",)).put(".hidden.json", b"[]") == (kept, False)


def test_what_is_forgotten_takes_its_own_folders_along_and_no_others(tmp_path: Path) -> None:
    empty = tmp_path / "made by the reader"
    empty.mkdir()
    Texts((empty,)).forget([])
    assert empty.is_dir()
    here = Texts((empty / "deep" / "texts",))
    here.forget([here.put("a.txt", b"a")[0]])
    assert list(empty.iterdir()) == []
    kept, _ = here.put("a.txt", b"a")
    here.forget([here.put("b.txt", b"b")[0]])
    assert kept.read_bytes() == b"a"


def test_attaching_another_text_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    file = write(tmp_path, "page.txt", "Something else.")
    with pytest.raises(TextMismatch, match=r"sources/s1, field “sha256”: .*page\.txt has the SHA"):
        Texts((tmp_path / "texts",)).attach(source_of(ARTICLE), file)
    assert not (tmp_path / "texts").exists()


def test_attaching_leaves_another_text_of_that_name_alone(tmp_path: Path) -> None:
    other = write(tmp_path / "texts", "article.txt", "Another source's article.")
    source = source_of(ARTICLE)
    target = Texts((tmp_path / "texts",)).attach(source, write(tmp_path, "page.txt", ARTICLE))
    assert target.name == f"s1-{source.sha256[:12]}.txt"
    assert other.read_text(encoding="utf-8") == "Another source's article."


@pytest.mark.parametrize(
    ("file", "name"), [("../../up.txt", "up.txt"), (None, "s1.txt"), ("..", "s1.txt")]
)
def test_attaching_never_writes_outside_the_folder(
    tmp_path: Path, file: str | None, name: str
) -> None:
    page = write(tmp_path, "page.txt", ARTICLE)
    target = Texts((tmp_path / "a" / "b",)).attach(source_of(ARTICLE, file=file), page)
    assert target == tmp_path / "a" / "b" / name


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_attaching_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadFile):
        Texts((tmp_path / "texts",)).attach(source_of(ARTICLE), tmp_path / name)


def test_attaching_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    page = write(tmp_path, "page.txt", ARTICLE)
    with pytest.raises(BadFile, match=r"page\.txt.*cannot be copied here.*Give --texts DIR\."):
        Texts((page / "texts",)).attach(source_of(ARTICLE), page)


def test_hashes_are_remembered_between_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = tmp_path / "texts", tmp_path / "cache" / "hashes.json"
    write(folder, "renamed.txt", ARTICLE)
    assert Texts((folder,), cache).held(source_of(ARTICLE)) is not None

    def refuse(path: Path) -> str:
        raise AssertionError(path)

    monkeypatch.setattr(hashes, "_digest", refuse)
    assert Texts((folder,), cache).held(source_of(ARTICLE)) is not None


def test_a_file_written_a_moment_ago_is_not_remembered(tmp_path: Path) -> None:
    folder, cache = tmp_path / "texts", tmp_path / "hashes.json"
    write(folder, "settled.txt", "Something else.")
    write(folder, "fresh.txt", ARTICLE, age=-60)
    Texts((folder,), cache).held(source_of(ARTICLE))
    assert list(json.loads(cache.read_text())) == [str(folder / "settled.txt")]


def test_what_has_gone_from_a_folder_is_forgotten(tmp_path: Path) -> None:
    folder, cache = tmp_path / "texts", tmp_path / "hashes.json"
    write(folder, "gone.txt", "Something else.")
    write(tmp_path / "elsewhere", "kept.txt", "Kept.")
    Texts((folder, tmp_path / "elsewhere"), cache).held(source_of(ARTICLE))
    (folder / "gone.txt").unlink()
    write(folder, "new.txt", "New.")
    Texts((folder,), cache).held(source_of(ARTICLE))
    names = {Path(name).name for name in json.loads(cache.read_text())}
    assert names == {"kept.txt", "new.txt"}


def test_a_memory_that_lies_costs_time_and_never_truth(tmp_path: Path) -> None:
    folder, cache = tmp_path / "texts", tmp_path / "hashes.json"
    path = write(folder, "renamed.txt", "Something else.")
    about, source = path.stat(), source_of(ARTICLE)
    cache.write_text(json.dumps({str(path): [about.st_size, about.st_mtime_ns, source.sha256]}))
    assert Texts((folder,), cache).held(source) is None


@pytest.mark.parametrize("content", ["", "[1]", "{", '{"a": 1, "b": [1, 2]}', '{"a": ["x", 1, 2]}'])
def test_a_damaged_memory_is_begun_anew(tmp_path: Path, content: str) -> None:
    folder, cache = tmp_path / "texts", tmp_path / "hashes.json"
    cache.write_text(content)
    path = write(folder, "renamed.txt", ARTICLE)
    assert Texts((folder,), cache).held(source_of(ARTICLE)) is not None
    assert list(json.loads(cache.read_text())) == [str(path)]


def test_a_memory_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    path = write(folder, "renamed.txt", ARTICLE)
    assert Texts((folder,), path / "hashes.json").held(source_of(ARTICLE)) is not None
