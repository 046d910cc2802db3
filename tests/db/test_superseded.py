"""A search that nobody waits for any more ends where it is, and leaves nothing behind."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from db.errors import Superseded
from db.library.parts import Part
from db.library.store import Store
from db.query import parse
from db.search import search
from tests import newsroom

LONG = """
WITH RECURSIVE number (value) AS (SELECT begun() UNION ALL SELECT value + 1 FROM number LIMIT 3e8)
SELECT count(*) FROM number
"""
"""A query that would take a minute, and says when it has begun."""


class Seat:
    """A store, and a thread that asks it something long."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self.store = Store(self.connection, lambda *_: None)
        self.begun = threading.Event()
        self.is_stale = threading.Event()
        self.ended: list[str] = []
        self.connection.create_function("begun", 0, self._begin)

    def _begin(self) -> int:
        self.begun.set()
        return 0

    def ask(self, sql: str = LONG) -> None:
        """Ask as a search does, and note how it ended."""
        try:
            with self.store.giving_way(self.is_stale.is_set):
                self.store.rows(sql)
        except Superseded:
            self.ended.append("superseded")
        else:
            self.ended.append("answered")


@pytest.fixture
def seat() -> Iterator[Seat]:
    seat = Seat()
    yield seat
    seat.store.close()


@contextmanager
def running(run: Callable[[], None]) -> Iterator[threading.Thread]:
    """Run something aside, and wait for its end."""
    thread = threading.Thread(target=run)
    thread.start()
    yield thread
    thread.join()


def test_a_long_search_ends_as_soon_as_a_later_one_is_typed(seat: Seat) -> None:
    with running(seat.ask):
        seat.begun.wait()
        seat.is_stale.set()
        seat.store.interrupt()
    assert seat.ended == ["superseded"]


def test_the_later_search_is_answered_and_nothing_is_left_of_the_first(seat: Seat) -> None:
    with running(seat.ask):
        seat.begun.wait()
        seat.is_stale.set()
        seat.store.interrupt()
        with seat.store.giving_way(lambda: False):
            assert seat.store.rows("SELECT 1") == [(1,)]
    assert seat.store.rows("SELECT 2") == [(2,)]
    assert not seat.connection.in_transaction


def test_a_search_that_is_stale_before_it_asks_does_not_begin(seat: Seat) -> None:
    seat.is_stale.set()
    seat.ask()
    assert seat.ended == ["superseded"]
    assert not seat.begun.is_set()


def test_a_search_that_is_still_wanted_begins_again_where_it_was_stopped_by_mistake(
    seat: Seat,
) -> None:
    asked: list[int] = []

    def stop_once() -> int:
        asked.append(1)
        if len(asked) == 1:
            seat.store.interrupt()
        return len(asked)

    seat.connection.create_function("stop", 0, stop_once)
    rows = "WITH RECURSIVE n (v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM n LIMIT 9999)"
    assert seat.store.rows(f"{rows} SELECT count(*), stop() FROM n") == [(9999, 2)]


def test_what_is_wrong_with_a_query_is_not_taken_for_an_interruption(seat: Seat) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        seat.store.rows("SELECT 1 FROM nowhere")


def test_half_a_character_is_in_no_table(seat: Seat) -> None:
    assert seat.store.rows("SELECT ?", "\udcff") == []


def test_a_part_that_is_being_filled_is_filled_to_its_end_for_the_search_after_it() -> None:
    filled: list[int] = []

    def fill(connection: sqlite3.Connection, part: Part) -> None:
        def stop() -> int:
            store.interrupt()
            return 1

        connection.create_function("stop", 0, stop)
        rows = "WITH RECURSIVE n (v) AS (SELECT stop() UNION ALL SELECT v + 1 FROM n LIMIT 99999)"
        filled.extend(connection.execute(f"{rows} SELECT count(*) FROM n").fetchone())

    store = Store(sqlite3.connect(":memory:", check_same_thread=False), fill)
    with store.giving_way(lambda: True):
        store.need("words")
        with pytest.raises(Superseded):
            store.rows("SELECT 1")
    assert filled == [99999]
    assert store.rows("SELECT 1") == [(1,)]
    store.close()


def test_a_library_is_searched_again_after_a_search_was_given_up() -> None:
    library = newsroom.library()
    for text in ("zhao", "type:hire", "zuckreberg"):
        with pytest.raises(Superseded), library.index.giving_way(lambda: True):
            search(library, parse(text), "person")
        library.index.interrupt()
        assert search(library, parse(text), "person").total
