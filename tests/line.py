"""A program on a line of its own, as sshd or a terminal gives it one: it can be hung up.

Unlike a plain `Terminal` it is the controlling terminal of the program, whose modes a test can ask
for, and it reads nothing unless it is told to.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import pyte

from tests.terminal import Terminal, children_of

ALLOWED: Final = 60.0
"""Seconds after which a program is taken not to end; how long it takes is measured elsewhere."""

_LOOK_EVERY: Final = 0.05

_STILL: Final = 0.4
"""Seconds without work after which a program is taken to wait for something."""


class Line(Terminal):
    """A program running on a line."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        environ: Mapping[str, str],
        deaf_to: tuple[int, ...] = (),
    ) -> None:
        """Start the program, which does not hear of some signals."""
        columns, rows = size
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.received = bytearray()
        self._fd, self._theirs = pty.openpty()
        fcntl.ioctl(self._theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = self.modes()
        self.started = self.heard = self.answered = time.perf_counter()
        self._is_awaited = False

        def begin() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            for each in deaf_to:
                signal.signal(each, signal.SIG_IGN)

        self._process = subprocess.Popen(
            list(command),
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            env=dict(environ),
            start_new_session=True,
            preexec_fn=begin,
        )

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the program and close both ends."""
        self._process.kill()
        self._process.wait()
        for handle in (self._fd, self._theirs):
            if handle >= 0:
                os.close(handle)

    def modes(self) -> list[Any]:
        """How the terminal treats what is typed: echo, lines, signals."""
        return termios.tcgetattr(self._theirs)

    def signal(self, number: int) -> None:
        """Send the program a signal, and nobody else."""
        self._process.send_signal(number)

    def hang_up(self) -> None:
        """Be gone, as the client of a broken connection is."""
        os.close(self._fd)
        self._fd = -1

    def gone(self) -> int:
        """Wait until the program is gone, without reading a byte; return its exit code."""
        return self._process.wait(ALLOWED)

    def rest(self) -> None:
        """Read what has come till the end."""
        os.close(self._theirs)
        self._theirs = -1
        while self._read(0):
            pass

    def fill(self, keys: str) -> None:
        """Press keys whose pages nobody reads, until the program waits for the terminal."""
        spent, since = -1.0, time.monotonic()
        while not self.is_full or time.monotonic() - since < _STILL:
            now = self.processor_seconds()
            if now > spent:
                spent, since = now, time.monotonic()
            elif not self.is_full:  # it has done what it was told so far
                os.write(self._fd, keys.encode())
            select.select([], [], [], _LOOK_EVERY)

    @property
    def is_full(self) -> bool:
        """Whether the terminal takes nothing more, as nobody reads."""
        return not select.select([], [self._theirs], [], 0)[1]

    def processor_seconds(self) -> float:
        """How long the program has worked so far."""
        words = Path(f"/proc/{self.number}/stat").read_text().rpartition(")")[2].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def children(self) -> list[int]:
        """The processes that the program has started."""
        return children_of(self.number)


def wait_until_gone(number: int) -> None:
    """Wait for the end of a process that is not ours to wait for."""
    until = time.monotonic() + ALLOWED
    while not _is_gone(number):
        assert time.monotonic() < until, f"process {number} is still there"
        select.select([], [], [], _LOOK_EVERY)


def _is_gone(number: int) -> bool:
    """Whether a process has ended, be it that nobody has asked how."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True
