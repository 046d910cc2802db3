"""What a library holds from the start, and what it fills when it is first asked for."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence

import pytest

from db.library import Library, read
from db.library.build import write
from db.library.match import Needle
from db.library.numbered import Numbered
from db.library.parts import PARTS, Part
from db.query import parse
from db.records import Records
from db.search import search
from tests import newsroom
from tests.make import make_event, make_person, make_records


def _small() -> Records:
    return make_records(make_person("zoe", "Zoë"), make_event(roles={"person": "person/zoe"}))


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[Part]:
    """The parts that were filled, in order, each as often as it was."""
    filled: list[Part] = []

    def note(part: Part, connection: sqlite3.Connection, given: Numbered) -> None:
        filled.append(part)
        write(part, connection, given)

    monkeypatch.setattr(read, "write", note)
    return filled


@pytest.mark.parametrize(
    ("query", "needed"),
    [
        ("", ["records"]),
        ("zoe", ["records", "words"]),
        ("grade:stated", ["records", "terms"]),
        ("zoe grade:stated", ["records", "words", "terms"]),
    ],
)
def test_a_query_fills_what_it_asks_for_and_no_more(
    filled: list[Part], query: str, needed: Sequence[Part]
) -> None:
    library = Library.of(_small(), "small")
    for _ in range(2):
        search(library, parse(query), "person")
    assert filled == needed


def test_a_part_is_filled_once_by_whoever_of_several_threads_comes_first(
    filled: list[Part],
) -> None:
    library = Library.of(_small(), "small")
    gate = threading.Barrier(4)
    found: list[int] = []

    def ask() -> None:
        gate.wait()
        found.append(len(library.index.tiers("person", Needle.of("zoe"))))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert filled == ["records", "words"]
    assert found == [found[0]] * 4
    assert found[0]


def test_a_part_that_could_not_be_filled_leaves_nothing_and_can_be_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = Library.of(_small(), "small")

    def fail(given: object, record: object) -> None:
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("db.library.making.words.told_of", fail)
        with pytest.raises(sqlite3.OperationalError):
            _ = library.index.vocabulary
    assert "zoe" in library.index.vocabulary


def test_a_part_that_has_no_room_leaves_nothing_behind() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA max_page_count = 3")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        write("records", connection, Numbered(newsroom.records()))
    assert not connection.in_transaction
    assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize("part", PARTS)
def test_filling_a_part_tells_how_far_it_is(part: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.library.making.words._TELL_EVERY", 1)
    monkeypatch.setattr("db.library.making.terms._TELL_EVERY", 1)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    told: list[float] = []
    write(part, connection, Numbered(newsroom.records()), told.append)
    assert told == sorted(told)
    assert told[-1] == 1
    assert min(told) >= 0
    connection.close()


def test_an_empty_library_has_no_words() -> None:
    assert len(Library.of(Records(), "empty").index.vocabulary) == 0
