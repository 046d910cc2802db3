"""From a file to a Library: small or large, in the worst moments."""

from __future__ import annotations

import contextlib
import sqlite3
import sys
from pathlib import Path

import msgspec
import pytest

from db.errors import BadFile, Cancelled, Outdated
from db.library import Library, cache, opening, preparing, seal
from db.library.cache import Build, Place
from db.library.fingerprint import Fingerprint
from db.library.opening import Opening
from tests import many

pytestmark = pytest.mark.usefixtures("every_file_is_large")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return many.write(tmp_path / "base.json", 30)


@pytest.fixture
def build(base: Path) -> Build:
    """What the first opening leaves."""
    Library.open(base)
    folder = cache.folder()
    assert folder is not None
    (found,) = Place(folder, base).builds()
    return found


def test_a_small_file_is_read_into_memory_at_once(
    base: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    monkeypatch.setattr(opening, "LARGE", 10**9)
    opened = Opening(base)
    assert opened.is_prepared
    library = opened.at_once()
    assert library is not None
    assert library.count("person") == 32
    assert opened.is_whole
    assert not opened.is_waited_for("words")
    assert not (own_home / "cache").exists()


def test_a_file_is_prepared_when_all_of_its_copy_is_there(base: Path, build: Build) -> None:
    assert Opening(base).is_prepared
    seal.spoil(build.folder, "words")
    assert not Opening(base).is_prepared


def test_a_part_is_waited_for_until_it_is_there(base: Path) -> None:
    with Opening(base) as opened:
        opened.library()
        assert opened.preparation is not None
        assert opened.preparation.is_there("words", 20)
        assert not opened.is_waited_for("words")


def test_a_path_that_no_file_can_have_is_refused_in_a_sentence() -> None:
    with pytest.raises(BadFile):
        Opening(Path("x" * 5000)).library()


def test_a_file_that_cannot_be_looked_at_is_not_taken_for_prepared(
    base: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> Fingerprint:
        raise PermissionError

    monkeypatch.setattr(Fingerprint, "of", fail)
    assert Opening(base).at_once() is None


def test_an_opening_cancelled_while_its_process_starts_ends_it(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Opening(base)

    class Hasty(preparing.Preparation):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            opened.cancel()

    monkeypatch.setattr(preparing, "Preparation", Hasty)
    with pytest.raises(Cancelled):
        opened.library()
    assert opened.preparation is not None
    opened.preparation.join()


def reseal(build: Build, part: str) -> None:
    """Say of a file as it is now that it is whole."""
    found = seal.Seal(part, build.folder.name, *seal._measured(build.folder / f"{part}.sqlite"))
    (build.folder / f"{part}.seal").write_bytes(msgspec.json.encode(found))


def spoil_behind_its_seal(build: Build, part: str) -> None:
    """Let a file be junk from the first byte, with a seal that says that it is whole."""
    (build.folder / f"{part}.sqlite").write_bytes(b"junk" * 5000)
    reseal(build, part)


def test_a_record_that_cannot_be_decoded_is_brought_anew(base: Path, build: Build) -> None:
    file = build.folder / "records.sqlite"
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("UPDATE record SET body = x'c1' WHERE id = 'zoe-ada'")
    reseal(build, "records")
    told: list[str] = []
    library = Opening(base, say=told.append).library()
    assert library.person("zoe-ada").name == "Zoë Ada"
    assert told == ["The prepared copy of base.json was damaged and is made anew."]


def test_a_record_in_memory_that_cannot_be_decoded_is_no_matter_of_the_cache(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "LARGE", 10**9)
    library = Library.open(base)
    library._store.rows("UPDATE record SET body = x'c1' WHERE id = 'zoe-ada'")
    with pytest.raises(msgspec.MsgspecError):
        library.person("zoe-ada")


@pytest.mark.parametrize("part", ["records", "words"])
def test_a_part_that_cannot_even_be_attached_is_made_again(
    base: Path, build: Build, part: str
) -> None:
    spoil_behind_its_seal(build, part)
    library = Opening(base).library()
    assert library.person("zoe-ada").name == "Zoë Ada"
    assert library.index.vocabulary


def test_where_it_cannot_be_made_again_memory_is_used(
    base: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil_behind_its_seal(build, "words")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    told: list[str] = []
    library = Opening(base, say=told.append).library()
    assert library.index.vocabulary
    assert any("is held in memory this time" in words for words in told)


def test_a_part_is_made_again_also_where_the_stamp_is_gone(base: Path, build: Build) -> None:
    library = Opening(base).library()
    (build.folder / "stamp.json").unlink()
    (build.folder / "words.sqlite").write_bytes(b"")
    assert library.index.vocabulary


def test_a_part_of_a_file_that_is_gone_is_told_in_a_sentence(base: Path, build: Build) -> None:
    library = Opening(base).library()
    (build.folder / "words.sqlite").write_bytes(b"")
    base.unlink()
    with pytest.raises(Outdated):
        assert library.index.vocabulary
