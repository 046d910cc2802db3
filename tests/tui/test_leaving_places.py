"""Places of sessions on the disk: whose they are, how long, and what is no place."""

from __future__ import annotations

import fcntl
import json
import os
import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.address import Address
from tui.leaving import places
from tui.leaving.places import Left, Places, settle
from tui.state import FOCUSABLE, Place

BASE = "/base.json"
JASON = Place(Address("person", "jason-wei"), "event-1", 3, "card")


def kept(folder: Path, place: Place = JASON, database: str = BASE) -> Places:
    """A session that is at a place."""
    session = Places(folder, database)
    session._thread = threading.Thread()  # which would write it a second time, at any moment
    session.note(place)
    session.write()
    return session


def broken_off(folder: Path, place: Place = JASON, database: str = BASE) -> Path:
    """The file of a session that was there and is dead."""
    session = kept(folder, place, database)
    assert session._lock is not None
    os.close(session._lock)  # as the system does
    return session._file


def offered(folder: Path, database: str = BASE) -> Left:
    """What a new session on a database is offered."""
    left = Places(folder, database).left()
    assert left is not None
    return left


def age(file: Path, seconds: int) -> None:
    os.utime(file, ns=(seconds * 10**9, seconds * 10**9))


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


class Hasty(Places):
    """A session that moves on at the very moment at which its place is taken to be written."""

    def __init__(self, folder: Path, database: str, then: Place) -> None:
        self._first: bytes | None = None
        self.moving = threading.Thread(target=lambda: self.note(then), daemon=True)
        super().__init__(folder, database)

    @property
    def _newest(self) -> bytes | None:
        found = self._first
        if threading.current_thread().name == "writes" and self.moving.ident is None:
            self.moving.start()
            self.moving.join(0.1)  # it has moved, or waits till the place is taken
        return found

    @_newest.setter
    def _newest(self, data: bytes | None) -> None:
        self._first = data


def test_a_move_while_a_place_is_taken_to_be_written_is_written_too(tmp_path: Path) -> None:
    session = Hasty(tmp_path, BASE, JASON)
    session._newest, session._thread = b"{}", threading.Thread()  # the one that writes is busy
    writing = threading.Thread(target=session.write, name="writes")
    writing.start()
    writing.join()
    session.moving.join()
    assert session._has_news


def test_a_session_that_broke_off_is_offered_to_the_next(tmp_path: Path) -> None:
    broken_off(tmp_path)
    assert offered(tmp_path).place == JASON


@given(
    query=st.text(max_size=40),
    cursor=st.none() | st.text(max_size=20),
    top=st.integers(0, 10**6),
    pane=st.sampled_from(FOCUSABLE),
)
def test_a_place_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, query: str, cursor: str | None, top: int, pane: Any
) -> None:
    folder = tmp_path_factory.mktemp("sessions")
    place = Place(Address("event", query=query, sort="name"), cursor, top, pane)
    broken_off(folder, place)
    left = offered(folder)
    assert left.place == place
    settle(left)
    assert names(folder) == []


def test_a_session_that_lives_is_not_offered(tmp_path: Path) -> None:
    kept(tmp_path)
    assert Places(tmp_path, BASE).left() is None


def test_what_one_offers_nobody_else_does(tmp_path: Path) -> None:
    broken_off(tmp_path)
    left = offered(tmp_path)
    assert Places(tmp_path, BASE).left() is None
    os.close(left.lock)  # it broke off as well, before anyone went back
    assert offered(tmp_path).place == JASON


def test_the_newest_of_ones_own_database_is_offered(tmp_path: Path) -> None:
    age(broken_off(tmp_path, Place(Address("event", "old"))), 100)
    age(broken_off(tmp_path), 200)
    age(broken_off(tmp_path, Place(Address("event", "other")), "/other.json"), 300)
    assert offered(tmp_path).place == JASON
    assert offered(tmp_path).place.address.id == "old"
    assert offered(tmp_path, "/other.json").place.address.id == "other"


def test_what_is_settled_is_gone(tmp_path: Path) -> None:
    broken_off(tmp_path)
    settle(offered(tmp_path))
    assert names(tmp_path) == []


def test_a_session_that_ends_in_order_leaves_nothing(tmp_path: Path) -> None:
    session = kept(tmp_path)
    session.forget()
    session.note(Place())
    session.write()
    assert names(tmp_path) == []


def test_a_thread_writes_what_is_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Places(tmp_path, BASE)
    written = threading.Event()
    write = session.write

    def heard() -> None:
        write()
        written.set()

    monkeypatch.setattr(session, "write", heard)
    session.note(JASON)
    assert written.wait(60)
    assert json.loads(session._file.read_bytes())["view"] == "person/jason-wei"
    thread = session._thread
    session.forget()
    assert thread is not None
    thread.join(60)
    assert not thread.is_alive()


def test_a_place_is_its_readers_alone(tmp_path: Path) -> None:
    kept(tmp_path / "sessions")
    for each in (tmp_path / "sessions", *(tmp_path / "sessions").iterdir()):
        assert stat.S_IMODE(each.stat().st_mode) & 0o077 == 0


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    for number in range(places.MOST + 3):
        age(broken_off(tmp_path, Place(Address("event", f"e-{number}"))), 100 + number)
    assert offered(tmp_path).place.address.id == f"e-{places.MOST + 2}"
    assert len(names(tmp_path)) == 2 * places.MOST


def test_a_very_long_query_is_not_kept(tmp_path: Path) -> None:
    session = kept(tmp_path)
    session.note(Place(Address(query="x" * places.LARGEST)))
    session.write()
    assert json.loads(session._file.read_bytes())["view"] == "person/jason-wei"


SOUND = {"database": BASE, "view": "people", "cursor": None, "top": 0, "pane": "list"}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        json.dumps(SOUND | {"view": "nothing/at/all"}),
        json.dumps(SOUND | {"view": 7}),
        json.dumps(SOUND | {"cursor": 7}),
        json.dumps(SOUND | {"top": "7"}),
        json.dumps(SOUND | {"top": True}),
        json.dumps(SOUND | {"pane": "kitchen"}),
        json.dumps(SOUND | {"pane": []}),
        json.dumps(SOUND | {"database": 7}),
        json.dumps({"database": BASE}),
        "\udcff",
    ],
)
def test_what_is_no_place_is_removed(tmp_path: Path, content: str) -> None:
    broken_off(tmp_path).write_bytes(content.encode("utf-8", "surrogateescape"))
    assert Places(tmp_path, BASE).left() is None
    assert names(tmp_path) == []


def test_a_lock_without_a_place_is_removed(tmp_path: Path) -> None:
    broken_off(tmp_path).unlink()
    assert Places(tmp_path, BASE).left() is None
    assert names(tmp_path) == []


def test_a_lock_that_was_removed_meanwhile_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def lock(handle: int, how: int) -> None:
        calls.append(how)
        if len(calls) == 1:
            next(tmp_path.glob("*.lock")).unlink()

    monkeypatch.setattr(fcntl, "flock", lock)
    session = kept(tmp_path)
    assert len(calls) == 2
    assert session._file.exists()


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "sessions").write_text("a file")
    session = kept(tmp_path / "sessions")
    assert session.left() is None
    session.forget()
    assert names(tmp_path) == ["sessions"]


def test_where_nothing_can_be_locked_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(handle: int, how: int) -> None:
        raise OSError("no locks here")

    monkeypatch.setattr(fcntl, "flock", refuse)
    session = kept(tmp_path)
    assert session.left() is None
    assert not session._file.exists()
