"""What a library holds from the start, and what it fills when it is first asked for."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence

import pytest

from db.library import Library, Needle, build
from db.query import parse
from db.records import Records
from db.search import search
from tests.make import make_event, make_person, make_records


def _small() -> Records:
    return make_records(make_person("zoe", "Zoë"), make_event(roles={"person": "person/zoe"}))


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The parts that were filled, in order, and by how many."""
    filled: list[str] = []
    for name in ("_write_words", "_write_terms"):
        real = getattr(build, name)

        def write(connection: object, given: object, name: str = name, real: object = real) -> None:
            filled.append(name.removeprefix("_write_"))
            assert callable(real)
            real(connection, given)

        monkeypatch.setattr(build, name, write)
    return filled


@pytest.mark.parametrize(
    ("query", "needed"),
    [
        ("", []),
        ("zoe", ["words"]),
        ("grade:stated", ["terms"]),
        ("zoe grade:stated", ["words", "terms"]),
    ],
)
def test_a_query_fills_what_it_asks_for_and_no_more(
    filled: list[str], query: str, needed: Sequence[str]
) -> None:
    library = Library.of(_small(), "small")
    for _ in range(2):
        search(library, parse(query), "person")
    assert filled == needed


def test_a_part_is_filled_once_by_whoever_of_several_threads_comes_first(
    filled: list[str],
) -> None:
    library = Library.of(_small(), "small")
    gate = threading.Barrier(4)
    found: list[int] = []

    def ask() -> None:
        gate.wait()
        found.append(len(library.index.matches("person", Needle.of("zoe"))))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert filled == ["words"]
    assert found == [found[0]] * 4
    assert found[0]


def test_a_part_that_could_not_be_filled_leaves_nothing_and_can_be_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = Library.of(_small(), "small")

    def fail(given: object) -> None:
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("db.library.wording.word_rows", fail)
        with pytest.raises(sqlite3.OperationalError):
            library.index.vocabulary()
    assert "zoe" in library.index.vocabulary()


def test_an_empty_library_has_no_words() -> None:
    assert Library.of(Records(), "empty").index.vocabulary() == ()
