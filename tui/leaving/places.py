"""Where sessions are at work, kept on the disk, so that one that breaks off can be gone back to.

    sessions/ID.json      the database, the view, the cursor of one session
    sessions/ID.lock      held by that session as long as it lives

A file whose lock nobody holds is left from a session that broke off. Whoever offers it holds that
lock from then on, so that no two offer the same. None of this is worth an error: where it cannot be
written or locked, nothing is offered.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from db.errors import BadView
from tui.address import parse
from tui.state import FOCUSABLE, Place

MOST: Final = 12
"""How many places of sessions that broke off are kept, of all databases together."""

LARGEST: Final = 20_000
"""The bytes that a place may take; a longer query is not worth keeping."""


class Left(NamedTuple):
    """A place where a session broke off."""

    place: Place
    """Where it was."""
    file: Path
    """What keeps it."""
    lock: int
    """The handle that keeps others from offering it."""


class Places:
    """The place of this session, and those of sessions that broke off, in one folder."""

    def __init__(self, folder: Path, database: str) -> None:
        """Follow a session on a database; nothing is written before there is a place to keep."""
        self._folder, self._database = folder, database
        self._name = f"{os.getpid()}-{os.urandom(4).hex()}"
        self._lock: int | None = None
        self._newest: bytes | None = None
        self._has_news = False
        self._news = threading.Condition()
        self._writing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_over = False

    def note(self, place: Place) -> None:
        """Keep where the reader is; a thread writes it, the newest where several wait."""
        data = _encoded(self._database, place)
        with self._news:
            if self._is_over or data == self._newest or len(data) > LARGEST:
                return
            self._newest, self._has_news = data, True
            self._news.notify()
            if self._thread is None:
                self._thread = threading.Thread(target=self._follow, name="places", daemon=True)
                self._thread.start()

    def write(self) -> None:
        """Write the newest place now, from any thread."""
        with self._writing:
            with self._news:
                data, self._has_news = self._newest, False
            if data is not None and not self._is_over:
                with contextlib.suppress(OSError):
                    self._replace(data)

    def forget(self) -> None:
        """Take the place away, as the session ends in order."""
        with self._news:
            self._is_over = True
            self._news.notify()
        with self._writing:
            if self._lock is not None:
                _remove(self._file, self._lock)
                self._lock = None

    def left(self) -> Left | None:
        """Return the newest place in this database where a session broke off, to be offered here.

        It is ours until it is settled or this session ends. What is too much is removed.
        """
        found: Left | None = None
        kept = 0
        for file in _newest_first(self._folder):
            lock = _taken(file.with_suffix(".lock"))
            if lock is None:
                continue
            database, place = _read(file)
            kept += 1
            if place is None or kept > MOST:
                _remove(file, lock)
            elif found is None and database == self._database:
                found = Left(place, file, lock)
            else:
                os.close(lock)
        return found

    @property
    def _file(self) -> Path:
        return self._folder / f"{self._name}.json"

    def _follow(self) -> None:
        """Write what is noted, in a thread that ends with the process."""
        while True:
            with self._news:
                self._news.wait_for(lambda: self._is_over or self._has_news)
                if self._is_over:
                    return
            self.write()

    def _replace(self, data: bytes) -> None:
        """Give the file new contents, whole; they need not outlive the machine."""
        if self._lock is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = _taken(self._file.with_suffix(".lock"))
        if self._lock is None:
            return
        temporary = self._folder / f"{self._name}.tmp"
        temporary.write_bytes(data)
        temporary.chmod(0o600)
        temporary.replace(self._file)


def settle(left: Left) -> None:
    """Forget a place that was gone back to, or that nobody wanted to go back to."""
    _remove(left.file, left.lock)


def _newest_first(folder: Path) -> Iterator[Path]:
    """Walk the places of all sessions; what has no place by now is the oldest."""
    aged: list[tuple[int, Path]] = []
    with contextlib.suppress(OSError):
        for lock in folder.glob("*.lock"):
            age, file = 0, lock.with_suffix(".json")
            with contextlib.suppress(OSError):
                age = file.stat().st_mtime_ns
            aged.append((age, file))
    return (file for _, file in sorted(aged, reverse=True))


def _taken(path: Path) -> int | None:
    """Return a handle that holds a lock; None where somebody holds it, or nobody can."""
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        except OSError:
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        except FileNotFoundError:  # removed by whoever held it before us
            pass
        except OSError:
            os.close(handle)
            return None
        os.close(handle)


def _remove(file: Path, lock: int) -> None:
    """Remove what one session has left, its lock last."""
    with contextlib.suppress(OSError):
        for suffix in (".json", ".tmp", ".lock"):
            file.with_suffix(suffix).unlink(missing_ok=True)
    os.close(lock)


def _encoded(database: str, place: Place) -> bytes:
    return json.dumps(
        {
            "database": database,
            "view": str(place.address),
            "cursor": place.cursor,
            "top": place.top,
            "pane": place.pane,
        }
    ).encode()


def _read(file: Path) -> tuple[str, Place | None]:
    """Return a database and a place in it; no place where the file says none."""
    try:
        if file.stat().st_size > LARGEST:
            return "", None
        found = json.loads(file.read_bytes())
        database, cursor, top = found["database"], found["cursor"], found["top"]
        pane = {each: each for each in FOCUSABLE}[found["pane"]]
        address = parse(found["view"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, BadView):
        return "", None
    if not isinstance(cursor, str | None) or type(top) is not int or not isinstance(database, str):
        return "", None
    return database, Place(address, cursor, max(top, 0), pane)
