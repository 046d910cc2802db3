"""Prepared copies: used only where they are whole, ours and of the file as it is now."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db.library import Library, cache, fingerprint, seal
from db.library.cache import UNUSED_DAYS, Build, Place
from db.library.fingerprint import END, Fingerprint
from db.library.opening import Opening
from db.library.parts import PARTS
from tests import many

pytestmark = pytest.mark.usefixtures("every_file_is_large")

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return many.write(tmp_path / "base.json", 30)


def place_of(base: Path) -> Place:
    folder = cache.folder()
    assert folder is not None
    return Place(folder, base)


def only_build(base: Path) -> Build:
    (build,) = place_of(base).builds()
    return build


def names(library: Library) -> list[str]:
    return sorted(library.ids("person"))


def searched(library: Library) -> int:
    return len(library.index.vocabulary)


@pytest.fixture
def build(base: Path) -> Build:
    """What the first opening leaves."""
    Library.open(base)
    return only_build(base)


def test_a_large_file_is_prepared_once_and_opened_from_then_on(base: Path) -> None:
    assert Opening(base).at_once() is None
    first = Library.open(base)
    again = Opening(base).at_once()
    assert again is not None
    assert names(again) == names(first)
    assert searched(again) == searched(first)
    assert again.person("zoe-ada") == first.person("zoe-ada")
    assert (again.name, again.path) == ("base", base)


def test_a_warm_opening_reads_no_more_of_the_file_than_its_ends(tmp_path: Path) -> None:
    base = many.write(tmp_path / "base.json", 600)
    assert base.stat().st_size > 4 * END
    Library.open(base)
    script = """
import os, sys
from pathlib import Path
from db.library import fingerprint, opening
opening.LARGE, fingerprint.SETTLED = 1, -10**18
opened, read, pread = [], [], os.pread
os.pread = lambda handle, size, at: read.append(size) or pread(handle, size, at)
base = sys.argv[1]
sys.addaudithook(lambda event, given: opened.append(given[0]) if event == "open"
    and os.fspath(given[0]) == base else None)
library = opening.Opening(Path(base)).at_once()
print(len(opened), library.count("person"), library.person("zoe-ada").name)
print(max(read) <= fingerprint.END, "db.storage" in sys.modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", script, str(base)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )
    assert ran.stdout.splitlines() == ["1 602 Zoë Ada", "True False"]


def test_a_cache_is_its_owners_alone(build: Build) -> None:
    for each in (build.folder.parent.parent, build.folder.parent, build.folder):
        assert each.stat().st_mode & 0o077 == 0
    for file in build.folder.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file


def test_a_folder_that_was_open_to_others_is_closed(base: Path) -> None:
    place = place_of(base)
    place.folder.mkdir(parents=True)
    place.library.chmod(0o755)
    place.folder.chmod(0o755)
    Library.open(base)
    assert place.folder.stat().st_mode & 0o077 == 0
    assert place.library.stat().st_mode & 0o077 == 0


def test_a_changed_file_is_prepared_anew_and_the_old_copy_removed(base: Path, build: Build) -> None:
    many.write(base, 31)
    assert Opening(base).at_once() is None
    assert Library.open(base).count("person") == 33
    assert only_build(base) != build


def test_a_touched_file_keeps_its_copy_which_is_stamped_anew(base: Path, build: Build) -> None:
    os.utime(base, ns=(1, 1))
    assert Opening(base).at_once() is None
    assert Opening(base).library().count("person") == 32
    assert only_build(base) == build
    assert Opening(base).at_once() is not None


def test_a_file_copied_over_itself_keeps_its_copy(base: Path, build: Build) -> None:
    copy = base.with_suffix(".copy")
    copy.write_bytes(base.read_bytes())
    copy.replace(base)
    assert Opening(base).library().count("person") == 32
    assert only_build(base) == build


def test_a_file_with_the_same_ends_and_size_is_told_by_its_hash(tmp_path: Path) -> None:
    base = many.write(tmp_path / "base.json", 600)
    Library.open(base)
    data = base.read_bytes()
    at = data.index(b'"person-350-moves", "type": "move"')
    assert END < at < len(data) - END
    there = data[:at] + data[at:].replace(b'"type": "move"', b'"type": "hire"', 1)
    base.write_bytes(there)
    assert len(there) == len(data)
    assert Library.open(base).event("person-350-moves").type == "hire"


def test_a_copy_made_right_after_a_change_is_trusted_only_with_the_hash(
    base: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "SETTLED", 10**18)
    assert Opening(base).at_once() is None
    assert Opening(base).library().count("person") == 32
    assert only_build(base) == build


def test_another_version_of_the_program_prepares_its_own(
    base: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "model", lambda: "0.0.1")
    assert Opening(base).at_once() is None
    assert build.stamp() is None


def cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 100)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[28] ^= 1
    path.write_bytes(data)


def exchange(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE record (seq)")
    connection.close()


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


BREAKS = [cut, flip, exchange, remove, empty]


@pytest.mark.parametrize("damage", BREAKS, ids=lambda each: each.__name__)
@pytest.mark.parametrize("part", PARTS)
def test_a_broken_part_is_not_used_and_made_again(
    base: Path, build: Build, part: str, damage: Callable[[Path], None]
) -> None:
    damage(build.folder / f"{part}.sqlite")
    library = Library.open(base)
    assert library.count("person") == 32
    assert searched(library)
    assert not only_build(base).missing


@pytest.mark.parametrize("name", ["stamp.json", "records.seal", "words.seal"])
@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1"])
def test_a_broken_seal_or_stamp_is_none(
    base: Path, build: Build, name: str, content: bytes
) -> None:
    (build.folder / name).write_bytes(content)
    assert searched(Library.open(base))
    assert not only_build(base).missing


def test_a_part_of_another_build_is_not_used(base: Path, build: Build, tmp_path: Path) -> None:
    other = many.write(tmp_path / "other.json", 5)
    Library.open(other)
    for ending in ("sqlite", "seal"):
        file = only_build(other).folder / f"words.{ending}"
        (build.folder / f"words.{ending}").write_bytes(file.read_bytes())
    assert not build.has("words")


def test_a_part_of_somebody_else_is_not_used(
    base: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: -1)
    assert not build.has("records")


def test_a_sound_head_with_a_broken_body_is_noticed_when_it_is_read(
    base: Path, build: Build
) -> None:
    told: list[str] = []
    file = build.folder / "records.sqlite"
    data = file.read_bytes()
    file.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    library = Opening(base, say=told.append).library()
    assert library.count("person") == 32
    assert library.person("zoe-ada").name == "Zoë Ada"
    assert told == ["The prepared copy of base.json was damaged and is made anew."]


def test_a_part_that_is_cut_off_while_it_is_open_is_made_anew(base: Path, build: Build) -> None:
    library = Opening(base).library()
    with (build.folder / "records.sqlite").open("r+b") as file:
        file.truncate(4096)
    assert library.person("person-120").name == "Reader Number 120"
    assert library.person("zoe-ada").name == "Zoë Ada"


def test_a_cache_that_is_deleted_while_it_is_open_is_not_missed(base: Path, build: Build) -> None:
    library = Opening(base).library()
    for file in build.folder.iterdir():
        file.unlink()
    assert library.person("zoe-ada").name == "Zoë Ada"
    assert searched(library)
    assert Library.open(base).count("person") == 32


def test_a_copy_that_an_explorer_has_open_is_not_removed(base: Path, build: Build) -> None:
    library = Opening(base).library()
    many.write(base, 31)
    Library.open(base)
    assert build in place_of(base).builds()
    assert library.count("person") == 32
    library.close()
    del library
    assert Library.open(base).count("person") == 33
    assert build not in place_of(base).builds()


def test_one_process_at_a_time_builds(base: Path) -> None:
    place = place_of(base)
    place.make()
    with place.locked() as first, place.locked() as second:
        assert (first, second) == (True, False)


def test_a_place_is_made_for_its_owner_alone(base: Path) -> None:
    place = place_of(base)
    place.folder.mkdir(parents=True)
    place.folder.chmod(0o755)
    place.make()
    assert place.folder.stat().st_mode & 0o777 == 0o700


def test_a_copy_that_is_gone_is_held_by_nobody(tmp_path: Path) -> None:
    assert Build(tmp_path / "gone").hold() == -1


def test_what_nobody_finished_is_swept_away(base: Path, build: Build) -> None:
    (build.folder / f"words.1{seal.TEMPORARY}").write_bytes(b"half")
    dead = place_of(base).folder / "dead"
    dead.mkdir()
    many.write(base, 31)
    Library.open(base)
    assert not dead.exists()
    assert only_build(base).folder.exists()


def test_a_place_that_nobody_used_for_long_is_removed(
    base: Path, build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = many.write(tmp_path / "other.json", 5)
    long_ago = Fingerprint.of(base).taken / 1e9 - (UNUSED_DAYS + 1) * 86_400
    for each in (build.folder / "in-use", build.folder.parent):
        os.utime(each, (long_ago, long_ago))
    place = place_of(other)
    place.make()
    place.keep_only(place.new())
    assert not build.folder.parent.exists()


def test_what_somebody_else_keeps_beside_it_stays(base: Path, build: Build) -> None:
    place = place_of(base)
    books = place.library / "books"
    (books / "in-use").mkdir(parents=True)
    long_ago = Fingerprint.of(base).taken / 1e9 - (UNUSED_DAYS + 1) * 86_400
    for each in (books / "in-use", books):
        os.utime(each, (long_ago, long_ago))
    place.keep_only(build)
    assert books.is_dir()


def test_opening_is_a_use(base: Path, build: Build) -> None:
    long_ago = Fingerprint.of(base).taken / 1e9 - (UNUSED_DAYS + 1) * 86_400
    os.utime(build.folder / "in-use", (long_ago, long_ago))
    Library.open(base)
    assert (build.folder / "in-use").stat().st_mtime > long_ago + 86_400


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"WHEREFROM_CACHE": "none"}, None),
        ({"WHEREFROM_CACHE": "off"}, None),
        ({"WHEREFROM_CACHE": "/somewhere"}, Path("/somewhere/library")),
    ],
)
def test_the_environment_moves_the_cache_or_does_without(
    environ: dict[str, str], expected: Path | None
) -> None:
    assert cache.folder(environ) == expected


def test_the_cache_is_in_the_users_cache_folder(own_home: Path) -> None:
    assert cache.folder({}) == own_home / "cache" / "wherefrom" / "library"


def test_a_database_with_a_strange_name_has_a_place(tmp_path: Path) -> None:
    base = many.write(tmp_path / "wér ist\n?#%41'\".json", 3)
    assert Library.open(base).count("person") == 5
    again = Opening(base).at_once()
    assert again is not None
    assert searched(again)


def test_without_a_cache_a_file_is_read_into_memory(
    base: Path, monkeypatch: pytest.MonkeyPatch, own_home: Path
) -> None:
    monkeypatch.setenv("WHEREFROM_CACHE", "none")
    told: list[str] = []
    assert Opening(base, say=told.append).library().count("person") == 32
    assert told == []
    assert not (own_home / "cache").exists()
