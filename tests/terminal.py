"""A terminal in memory with a real pseudo-terminal behind it: start a program, press, read.

For end-to-end tests and for the benchmark. Waiting is for something to be seen, or for the program
to be quiet; never for a fixed time.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pyte

PATIENCE: Final = 60.0
"""Seconds after which what was waited for is taken not to come."""

QUIET: Final = 0.12
"""Seconds without a byte after which a program is taken to be quiet."""

KEYS: Final[Mapping[str, str]] = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pagedown": "\x1b[6~",
}
"""What a terminal sends for keys that have no letter."""


class NotSeenError(AssertionError):
    """What was waited for did not come; the message holds the screen as it is."""


class Terminal:
    """A program running in a pseudo-terminal of a given size."""

    def __init__(
        self, command: Sequence[str], *, size: tuple[int, int], environ: Mapping[str, str]
    ) -> None:
        """Start the program; the size is columns by rows."""
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.received = bytearray()
        self._fd, theirs = pty.openpty()
        self._tell_size(columns, rows)
        self.started = self.heard = self.answered = time.perf_counter()
        self._is_awaited = False
        self._process = subprocess.Popen(
            list(command),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=dict(environ),
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        """Use it in a `with`, so that the program is gone afterwards."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program and close the pseudo-terminal."""
        self._process.kill()
        self._process.wait()
        os.close(self._fd)

    @property
    def number(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def pid(self) -> int:
        """The number of the program's process."""
        return self._process.pid

    @property
    def attributes(self) -> list[object]:
        """How the terminal is set, as `termios` tells: whether it echoes, what keys do."""
        return termios.tcgetattr(self._fd)

    def press(self, *keys: str) -> None:
        """Send keys, named or as they are; `answered` is when the first byte after that came."""
        self._is_awaited = True
        for key in keys:
            os.write(self._fd, KEYS.get(key, key).encode())

    def send(self, data: bytes) -> None:
        """Send bytes that are no key, as a terminal does that answers or has another encoding."""
        os.write(self._fd, data)

    def show(self, sequence: str) -> None:
        """Show what another program writes to the same terminal."""
        self._stream.feed(sequence.encode())

    def take_letters_as(self, encoding: str) -> None:
        """Show bytes as letters of another encoding than UTF-8; call it before any is read."""
        self._stream.use_utf8 = encoding == "utf-8"

    def resize(self, columns: int, rows: int) -> None:
        """Make the terminal larger or smaller, and tell the program."""
        self.screen.resize(rows, columns)
        self._tell_size(columns, rows)
        os.kill(self.pid, signal.SIGWINCH)  # no kernel does: the terminal is nobody's own

    def see(self, wanted: str | Callable[[str], bool], patience: float = PATIENCE) -> str:
        """Read until something is on the screen; raises `NotSeenError`."""
        test = wanted if callable(wanted) else lambda text: wanted in text
        until = time.monotonic() + patience
        while not test(self.text):
            if not self._read(until - time.monotonic()):
                raise NotSeenError(f"{wanted!r} did not come. The screen:\n{self.text}")
        return self.text

    def settle(self, quiet: float = QUIET, patience: float = PATIENCE) -> float:
        """Read until nothing comes for a while; return when the last byte came."""
        until = time.monotonic() + patience
        while time.monotonic() < until and self._read(quiet):
            pass
        return self.heard

    def end(self, patience: float = PATIENCE) -> int:
        """Read until the program has ended, and return its exit code."""
        until = time.monotonic() + patience
        while self._read(until - time.monotonic()):
            pass
        return self._process.wait(max(until - time.monotonic(), 1))

    def _tell_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self, seconds: float) -> bool:
        """Take in what has come; whether anything has, before the time was over."""
        ready, _, _ = select.select([self._fd], [], [], max(seconds, 0))
        if not ready:
            return False
        try:
            block = os.read(self._fd, 65536)
        except OSError:  # Linux says EIO at the end of a pseudo-terminal
            return False
        self.heard = time.perf_counter()  # before the screen in memory takes its time
        if self._is_awaited:
            self.answered, self._is_awaited = self.heard, False
        self.received += block
        self._stream.feed(block)
        return bool(block)


def children_of(number: int) -> list[int]:
    """Return the processes that a process has started, whichever of its threads, ended or not."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended since it was listed
            told = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(told[1]) == number:
                found.append(int(entry.name))
    return found


def see_the_same(one: Terminal, other: Terminal, patience: float = PATIENCE) -> None:
    """Read two terminals until they show the same; raises `NotSeenError`."""
    until = time.monotonic() + patience
    while one.text != other.text:
        if time.monotonic() > until:
            raise NotSeenError(f"One screen:\n{one.text}\nThe other:\n{other.text}")
        one.settle()
        other.settle()


def environment(home: str, **more: str) -> dict[str, str]:
    """Return a newcomer's environment: an empty home and nothing that is not named here."""
    return {
        "HOME": home,
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    } | more
