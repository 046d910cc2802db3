"""A program in a real pseudo-terminal: what it writes, when, and until when it is quiet."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import pyte

QUIET: Final = 0.15
"""Seconds without a byte after which a terminal counts as quiet; longer than any debounce."""

PATIENCE: Final = 20.0
"""Seconds after which a program that does not do what is expected is given up."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What a program wrote between a key and the silence after it."""

    chunks: tuple[tuple[float, int], ...]
    """When something was read, in seconds since the key, and how many bytes."""

    @property
    def seconds(self) -> float:
        """When the last byte came."""
        return self.chunks[-1][0] if self.chunks else 0.0

    @property
    def size(self) -> int:
        """How many bytes came."""
        return sum(size for _, size in self.chunks)


class Terminal:
    """One run of a program, from its start to its end."""

    def __init__(
        self, words: Sequence[str], columns: int, lines: int, environment: Mapping[str, str]
    ) -> None:
        """Start the program in a terminal of that many cells."""
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self._since = time.perf_counter()
        self._child, self._terminal = pty.fork()
        if self._child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.execvpe(words[0], list(words), dict(environment))

    def __enter__(self) -> Self:
        """Use the running program."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the program, if it has not ended by itself."""
        os.close(self._terminal)  # it is told that its terminal is gone
        os.waitpid(self._child, 0)

    def press(self, keys: str) -> Burst:
        """Send keys, and return what came of it once the terminal is quiet."""
        self._since = time.perf_counter()
        os.write(self._terminal, keys.encode())
        return self.settle()

    def settle(self) -> Burst:
        """Return what the program writes until it is quiet."""
        chunks = []
        while data := self._read(QUIET):
            chunks.append((time.perf_counter() - self._since, len(data)))
            self._stream.feed(data)
        return Burst(tuple(chunks))

    def until(self, words: str) -> float:
        """Return the seconds from the start until the words stand on the screen."""
        while data := self._read(PATIENCE):
            seconds = time.perf_counter() - self._since
            self._stream.feed(data)
            if any(words in line for line in self.screen.display):
                return seconds
        shown = "\n".join(self.screen.display)
        raise TimeoutError(f"“{words}” did not appear on the screen:\n{shown}")

    def _read(self, patience: float) -> bytes:
        """Return what there is to read, waiting for it as long; nothing at the end."""
        ready, _, _ = select.select([self._terminal], [], [], patience)
        if not ready:
            return b""
        try:
            return os.read(self._terminal, 65536)
        except OSError:  # the program has ended: Linux says EIO
            return b""
