"""The process that prepares a database: ended at any point, one of several, without room."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db import storage
from db.errors import (
    BadFile,
    BadRecord,
    Cancelled,
    NewerSchema,
    Outdated,
    Refused,
    Unprepared,
)
from db.library import Library, cache, preparing
from db.library.cache import Place
from db.library.opening import Opening
from db.library.parts import PARTS
from db.library.preparing import Preparation, Progress
from db.library.telling import Step
from tests import many, small
from tests.stopping import PATIENCE, builders_that_get, wait_until_stopped

pytestmark = pytest.mark.usefixtures("every_file_is_large")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return many.write(tmp_path / "base.json", 300)


@pytest.fixture
def place(base: Path) -> Place:
    folder = cache.folder()
    assert folder is not None
    return Place(folder, base)


def left_over(place: Place) -> list[str]:
    """What is in the cache and belongs to nothing whole."""
    found = [str(file) for file in place.folder.rglob("*.tmp")]
    return found + [str(each) for each in place.builds() if not each.stamp()]


def killed_at(step: Step, place: Place) -> Preparation:
    """A builder that is killed as soon as it has told of a step."""
    with builders_that_get(signal.SIGKILL, step):
        return Preparation(place)


def stopped_at(step: Step, place: Place) -> Preparation:
    """A builder that has told of a step, and stands still."""
    with builders_that_get(signal.SIGSTOP, step):
        preparation = Preparation(place)
    wait_until_stopped(preparation)
    return preparation


def waiting_beside(place: Place) -> Preparation:
    """A builder that waits for another one."""
    reached = threading.Event()

    def hear(progress: Progress) -> None:
        if progress.step == "waiting":
            reached.set()

    preparation = Preparation(place, hear)
    assert reached.wait(PATIENCE)
    return preparation


def test_a_preparation_tells_how_far_it_is_and_ends_whole(place: Place) -> None:
    heard: list[Progress] = []
    preparation = Preparation(place, heard.append)
    builds = {preparation.wait(part) for part in PARTS}
    preparation.join()
    assert len(builds) == 1
    assert not preparation.is_waited_for("words")
    assert heard[-1].share(PARTS) == 1
    assert heard[-1].left(PARTS) == 0
    shares = [each.share(["records"]) for each in heard]
    assert shares == sorted(shares)
    assert {"reading", "records", "words"} <= {each.step for each in heard}
    assert left_over(place) == []


@pytest.mark.parametrize("step", ["reading", "records", "words", "terms"])
def test_a_builder_that_is_killed_leaves_nothing_half(place: Place, base: Path, step: Step) -> None:
    preparation = killed_at(step, place)
    preparation.join()
    assert preparation._process.poll() == -signal.SIGKILL
    assert left_over(place) == []
    assert Library.open(base).count("person") == 302
    assert [build.missing for build in place.builds()] == [()]


def test_a_builder_killed_before_the_records_are_there_is_named_and_memory_is_used(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    killed: list[Progress] = []

    def kill(progress: Progress) -> None:
        if progress.step == "reading" and open_now.preparation and not killed:
            killed.append(progress)
            os.killpg(open_now.preparation.number, signal.SIGKILL)

    open_now = Opening(base, kill, told.append)
    assert open_now.library().count("person") == 302
    assert len(told) <= 1  # it may have been quicker
    assert all("base.json is held in memory this time" in words for words in told)


def test_how_a_process_ended_is_told_in_words(place: Place) -> None:
    preparation = killed_at("reading", place)
    with pytest.raises(Unprepared, match=r"was ended \(SIGKILL\)"):
        preparation.wait("terms")
    assert "(exit code 3)" in preparing._ending(3)
    assert "was ended" not in preparing._ending(-500)


def test_a_cancelled_preparation_leaves_nothing_behind(place: Place) -> None:
    preparation = stopped_at("records", place)
    preparation.cancel()
    preparation.cancel()
    with pytest.raises(Cancelled):
        preparation.wait("records")
    assert left_over(place) == []
    assert preparation._process.poll() == -signal.SIGKILL


def test_an_opening_that_was_cancelled_starts_nothing(base: Path) -> None:
    with Opening(base) as opened:
        opened.cancel()
        with pytest.raises(Cancelled):
            opened.library()
    assert opened.preparation is None


def test_of_two_one_builds_and_the_other_waits_for_its_parts(place: Place) -> None:
    building = stopped_at("records", place)
    waiting = waiting_beside(place)
    os.killpg(building.number, signal.SIGCONT)
    assert building.wait("terms") == waiting.wait("terms")
    assert "reading" not in waiting.progress.done or waiting.progress.done["reading"] == 1
    building.join()
    waiting.join()
    assert len(list(place.builds())) == 1


def test_whoever_waits_takes_over_when_the_builder_dies(place: Place) -> None:
    building = stopped_at("records", place)
    waiting = waiting_beside(place)
    building.cancel()
    (build,) = {waiting.wait(part) for part in PARTS}
    waiting.join()
    assert build.missing == ()
    assert left_over(place) == []


def test_what_is_missing_of_a_build_is_added_to_it(place: Place, base: Path) -> None:
    Library.open(base)
    (build,) = place.builds()
    (build.folder / "words.seal").unlink()
    opened = Opening(base)
    library = opened.at_once()
    assert library is not None
    assert library.index.vocabulary
    assert opened.preparation is not None
    opened.preparation.join()
    assert list(place.builds()) == [build]
    assert build.missing == ()


# A database that is refused


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"{", BadFile),
        (b"[]", BadFile),
        (b"   ", BadFile),
        (json.dumps({"meta": {"1": {"schema": 99}}}).encode(), NewerSchema),
        (
            json.dumps(
                small.documents() | {"people": {"1": {"id": "zoe-ada", "name": 5}}}
            ).encode(),
            BadRecord,
        ),
    ],
    ids=["torn", "list", "blank", "newer", "record"],
)
def test_a_refusal_comes_back_word_for_word(
    base: Path, content: bytes, kind: type[Refused]
) -> None:
    base.write_bytes(content)
    with pytest.raises(kind) as here:
        storage.read(base)
    with pytest.raises(kind) as there:
        Opening(base).library()
    assert str(there.value) == str(here.value)
    assert vars(there.value) == vars(here.value)


def test_a_file_that_is_not_there_is_refused_as_ever(tmp_path: Path, place: Place) -> None:
    with pytest.raises(BadFile, match="there is no such file"):
        Opening(tmp_path / "none.json").library()
    place.database.unlink()
    with pytest.raises(BadFile, match="there is no such file"):
        Preparation(place).wait("records")


# No room, no permission


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file become larger, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("size", [0, 500, 60_000])
def test_on_a_full_disk_a_database_is_held_in_memory_and_one_line_says_so(
    base: Path, place: Place, size: int
) -> None:
    told: list[str] = []
    with largest_file(size):
        library = Opening(base, say=told.append).library()
    assert library.count("person") == 302
    assert library.index.vocabulary
    assert len(told) == 1
    assert "base.json is held in memory this time" in told[0]
    assert left_over(place) == []


def test_where_the_words_have_no_room_they_are_held_in_memory(base: Path, place: Place) -> None:
    Library.open(base)
    (build,) = place.builds()
    for part in PARTS[1:]:
        (build.folder / f"{part}.seal").unlink()
        (build.folder / f"{part}.sqlite").unlink()
    told: list[str] = []
    with largest_file(500):
        library = Opening(base, say=told.append).library(whole=True)
        assert library.index.vocabulary
        assert library.index.values("type")
    assert len(told) == 1
    assert "A part of base.json is held in memory" in told[0]


def test_without_a_folder_to_write_in_memory_is_used(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("WHEREFROM_CACHE", str(tmp_path / "file"))
    told: list[str] = []
    assert Opening(base, say=told.append).library().count("person") == 302
    assert len(told) == 1
    assert "not a directory" in told[0]


def test_where_no_process_can_be_started_memory_is_used(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    told: list[str] = []
    assert Opening(base, say=told.append).library().count("person") == 302
    assert "no process could be started" in told[0]


def test_a_part_that_is_lost_after_the_file_has_changed_is_told_in_a_sentence(
    base: Path, place: Place
) -> None:
    library = Library.open(base)
    (build,) = place.builds()
    (build.folder / "words.sqlite").write_bytes(b"")
    many.write(base, 5)
    for _ in range(2):
        with pytest.raises(Outdated, match="it has changed since it was opened"):
            assert library.index.vocabulary
    assert library.person("zoe-ada").name == "Zoë Ada"
