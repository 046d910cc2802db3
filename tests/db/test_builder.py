"""The builder in the same process: what it tells, and what it does when something is wrong."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from db import storage
from db.errors import BadFile, BadRecord
from db.library import build as building
from db.library import builder, cache, fingerprint
from db.library.cache import Place
from db.library.numbered import Numbered
from db.library.parts import PARTS, Part
from db.library.telling import At, Failure, Line, Refusal, Voice, Whole
from db.records import Records
from tests import many


@pytest.fixture(autouse=True)
def process_of_its_own() -> Iterator[None]:
    """A builder takes the process for its own: garbage lies, and files are for one alone."""
    mask = os.umask(0o077)
    yield
    os.umask(mask)
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    folder = cache.folder()
    assert folder is not None
    return Place(folder, many.write(tmp_path / "base.json", 300))


class Lines:
    """The other end of a builder's pipe."""

    def __init__(self) -> None:
        self.reads, self.writes = os.pipe()

    def all(self) -> list[Line]:
        os.close(self.writes)
        with os.fdopen(self.reads, "rb") as stream:
            return [msgspec.json.decode(line, type=Line) for line in stream]


def test_a_builder_tells_of_every_part_as_it_stands(place: Place) -> None:
    lines = Lines()
    assert builder.main([str(place.database), str(place.library)], lines.writes) == 0
    told = lines.all()
    assert next(each.part for each in told if isinstance(each, Whole)) == "records"
    assert {each.part for each in told if isinstance(each, Whole)} == set(PARTS)
    again = Lines()
    assert builder.main([str(place.database), str(place.library)], again.writes) == 0
    assert {each.part for each in again.all() if isinstance(each, Whole)} == set(PARTS)


def test_a_builder_tells_that_a_file_is_refused(place: Place) -> None:
    place.database.write_bytes(b"{")
    lines = Lines()
    assert builder.main([str(place.database), str(place.library)], lines.writes) == 0
    assert [each.name for each in lines.all() if isinstance(each, Refusal)] == ["BadFile"]


def test_a_builder_tells_that_there_is_no_file(place: Place) -> None:
    place.database.unlink()
    lines = Lines()
    assert builder.main([str(place.database), str(place.library)], lines.writes) == 0
    (told,) = (each for each in lines.all() if isinstance(each, Refusal))
    assert "there is no such file" in told.words


def test_a_builder_waits_while_another_one_builds(place: Place) -> None:
    place.make()
    lines = Lines()
    words = [str(place.database), str(place.library)]
    with place.locked() as is_ours:
        assert is_ours
        waiting = threading.Thread(target=builder.main, args=(words, lines.writes))
        waiting.start()
        with os.fdopen(os.dup(lines.reads), "rb", buffering=0) as stream:
            assert msgspec.json.decode(stream.readline(), type=Line) == At("waiting", 0)
    waiting.join()
    assert {each.part for each in lines.all() if isinstance(each, Whole)} == set(PARTS)


@pytest.mark.parametrize(
    "problem", [OSError(28, "No space left"), BrokenPipeError(), MemoryError()]
)
def test_a_part_that_cannot_be_written_is_told_and_costs_no_other(
    place: Place, monkeypatch: pytest.MonkeyPatch, problem: BaseException
) -> None:
    def failing(*_: object) -> None:
        raise problem

    place.make()
    build = place.new()
    monkeypatch.setattr(building, "write", failing)
    lines = Lines()
    given = Numbered(Records())
    assert builder._written(build, "words", given, Voice(lines.writes)) == 1
    told = lines.all()
    assert isinstance(told[-1], Failure) == (not isinstance(problem, BrokenPipeError))
    assert list(build.folder.iterdir()) == []


def test_where_nothing_is_missing_nothing_is_written(place: Place) -> None:
    words, lines = [str(place.database), str(place.library)], Lines()
    builder.main(words, lines.writes)
    lines.all()
    (build,) = place.builds()
    again = Lines()
    builder._write_side_by_side(build, Numbered(Records()), Voice(again.writes))
    assert again.all() == []


def test_a_builder_whom_nobody_hears_stops(place: Place) -> None:
    lines = Lines()
    os.close(lines.reads)
    assert builder.main([str(place.database), str(place.library)], lines.writes) == 1
    assert not list(place.folder.rglob("*.tmp"))
    assert list(place.builds()) == []


@pytest.mark.parametrize("is_broken_first", [True, False])
def test_a_file_that_is_written_while_it_is_read_is_read_again(
    place: Place, monkeypatch: pytest.MonkeyPatch, is_broken_first: bool
) -> None:
    calls: list[Path] = []
    read = storage.read

    def reading(path: Path, *given: object) -> Records:
        calls.append(path)
        if len(calls) > 1:
            return read(path)
        if is_broken_first:
            path.write_bytes(b"{")
            many.write(path, 7)
            raise BadFile(path, "torn", "Wait.")
        found = read(path)
        many.write(path, 7)
        return found

    monkeypatch.setattr(storage, "read", reading)
    lines = Lines()
    records, found, sha256 = builder._read(place.database, Voice(lines.writes))
    lines.all()
    assert len(calls) == 2
    assert len(records.people) == 9
    assert sha256 == fingerprint.sha256_of_file(place.database)
    assert found.is_same(fingerprint.Fingerprint.of(place.database))


def test_a_file_that_is_written_all_the_time_cannot_be_prepared(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = storage.read

    def reading(path: Path, *given: object) -> Records:
        found = read(path)
        many.write(path, 7)
        return found

    monkeypatch.setattr(storage, "read", reading)
    lines = Lines()
    assert builder.main([str(place.database), str(place.library)], lines.writes) == 0
    assert Failure("it is being written all the time") in lines.all()


def test_memory_that_runs_out_is_told_in_words(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_much(*given: object) -> Records:
        raise MemoryError

    monkeypatch.setattr(storage, "read", too_much)
    lines = Lines()
    assert builder.main([str(place.database), str(place.library)], lines.writes) == 0
    assert Failure("there is not enough memory") in lines.all()


def test_a_fork_that_dies_fails_its_part_alone(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = building.write

    def dying(part: Part, *given: Any) -> None:
        if part == "words":
            os.kill(os.getpid(), signal.SIGKILL)
        write(part, *given)

    monkeypatch.setattr(building, "write", dying)
    lines = Lines()
    assert builder.main([str(place.database), str(place.library)], lines.writes) == 0
    told = lines.all()
    assert Failure("a part of it could not be written") in told
    (made,) = place.builds()
    assert made.missing == ("words",)


def test_what_was_told_but_now_is_not_told_again() -> None:
    lines = Lines()
    voice = Voice(lines.writes)
    for done in (0, 0.001, 0.002, 0.5, 0.2):
        voice.at("reading", done)
    assert lines.all() == [At("reading", 0), At("reading", 0.5), At("reading", 0.2)]


def test_a_refusal_keeps_what_it_knows() -> None:
    error = BadRecord("people", "ada", "name", "it is wrong", "Correct it.", Path("base.json"))
    again = Refusal.of(error).error()
    assert isinstance(again, BadRecord)
    assert (str(again), vars(again)) == (str(error), vars(error))


def test_a_builder_reads_no_settings_of_python(place: Place, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')")
    script = (
        "import sys; from pathlib import Path; from db.library.cache import Place;"
        "from db.library.preparing import Preparation;"
        "print(Preparation(Place(Path(sys.argv[1]), Path(sys.argv[2]))).wait('records').missing)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "cache"), str(place.database)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, "PYTHONSTARTUP": str(tmp_path / "json.py")},
        check=True,
    )
    assert ran.stdout


def test_a_builder_ends_as_soon_as_nobody_reads_what_it_tells() -> None:
    reads, writes = os.pipe()
    gone = threading.Event()
    thread = builder.end_with_reader(writes, gone.set)
    assert not gone.is_set()
    os.close(reads)
    assert gone.wait(60)
    thread.join(60)
    os.close(writes)
