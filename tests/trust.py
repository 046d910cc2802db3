"""Writers that can be killed: processes of their own, for tests of what a crash leaves behind.

A nursery imports all that writing needs once, and forks a writer for each order that it reads, a
line of JSON on its standard input. `python -m tests.trust` is the nursery; `Nursery` starts one.
"""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self

from db import atomic, generations, restoring, storage
from db.errors import WherefromError
from db.records import Records
from tests.make import make_person, make_records

ROOT = Path(__file__).resolve().parents[1]
WATCHED = {str(atomic.__file__), str(generations.__file__)}
"""The files of which each line is a moment to die at."""

PEOPLE = 30


def state(number: int) -> Records:
    """A state in which every record says its number, so that no mixture of two looks whole."""
    return make_records(*(make_person(f"p{each}", f"state {number}") for each in range(PEOPLE)))


def state_of(path: Path) -> int:
    """Open a database, and return which state it is in; fail where it is not one, whole."""
    people = storage.read(path).people
    assert len(people) == PEOPLE
    (name,) = {person.name for person in people.values()}
    return int(name.removeprefix("state "))


def assert_kept(path: Path) -> None:
    """Fail where a kept state is not what was noted of it, or does not open."""
    for each in restoring.kept(path):
        assert each.condition == "whole", each
        storage.read(each.path)


class Nursery:
    """A process that has writers killed, and lives on."""

    def __init__(self) -> None:
        """Start it; the first order waits until it is ready."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.trust"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def __enter__(self) -> Self:
        """Nothing more is needed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        """Let it end by itself."""
        self._process.communicate(timeout=60)

    def order(self, path: Path, **words: Any) -> None:
        """Have a writer do something."""
        assert self._process.stdin is not None
        print(json.dumps({"path": str(path), **words}), file=self._process.stdin, flush=True)

    def heard(self) -> Iterator[str]:
        """Yield what the writer says, until it has ended; the last word is how."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            yield line.strip()
            if line.startswith("end "):
                return
        raise AssertionError("the nursery died")

    def fate(self, path: Path, **words: Any) -> str:
        """Have a writer do something; return what it said last before its end, and how it ended."""
        self.order(path, **words)
        return " ".join(list(self.heard())[1:])


def _nursery() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _say(f"pid {os.getpid()}")
            _obey(order)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        _say(f"end {-os.waitstatus_to_exitcode(status)}")


def _obey(order: dict[str, Any]) -> None:
    """Write as ordered; say what was refused."""
    path = Path(order["path"])
    atomic.LOCK_SECONDS = order.get("patience", 20.0)
    if not order.get("links", True):
        os.link = _no_links
    if "bytes" in order:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["bytes"],) * 2)
    if "user" in order:
        os.setuid(order["user"])
    if "name" in order:
        _add(path, order["name"], order["times"])
        return
    moment = _Moment(order)
    for number in range(order["state"], order["state"] + order.get("times", 1)):
        sys.settrace(moment.trace if moment.is_set else None)
        try:
            storage.write(path, state(number), create=True, what=f"write {number}")
            _say(f"wrote {number}")
        except WherefromError as error:
            _say(f"refused: {error}")
        except KeyboardInterrupt:
            _say("interrupted")
        finally:
            sys.settrace(None)


def _no_links(*_: object, **__: object) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")


def _add(path: Path, name: str, times: int) -> None:
    """Add people one by one, as two who take turns do."""
    for number in range(times):
        person = make_person(f"{name}-{number}")
        storage.update(path, lambda old, new=person: make_records(*old.people.values(), new))  # type: ignore[misc]


class _Moment:
    """When a writer dies: before the nth line that it comes to, or in a function by name.

    A line counts once for each way that leads to it, so that loops do not make them endless.
    """

    def __init__(self, order: dict[str, Any]) -> None:
        self.line, self.function = order.get("line"), order.get("function")
        self.interrupt = order.get("interrupt", False)
        self.is_set = "line" in order or "function" in order
        self.calls = order.get("calls", 1)
        self.seen: set[tuple[int, ...]] = set()

    def trace(self, frame: FrameType, event: str, _: object) -> Any:
        """Follow the watched files alone."""
        if frame.f_code.co_filename not in WATCHED:
            return None
        if event == "call" and frame.f_code.co_name == self.function:
            self.calls -= 1
            if not self.calls:
                self._die()
        if event == "line" and self.line is not None:
            self.seen.add(_way_to(frame))
            if len(self.seen) == self.line:
                self._die()
        return self.trace

    def _die(self) -> None:
        self.line = None  # once
        _say("there")
        os.kill(os.getpid(), signal.SIGINT if self.interrupt else signal.SIGKILL)


def _way_to(frame: FrameType | None) -> tuple[int, ...]:
    """Return the lines of the watched files that lead to a frame."""
    lines = []
    while frame is not None:
        if frame.f_code.co_filename in WATCHED:
            lines.append(frame.f_lineno)
        frame = frame.f_back
    return tuple(lines)


def _say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


if __name__ == "__main__":
    _nursery()
