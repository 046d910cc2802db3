"""The terminal as it was found, and given back as it was: modes, screen, cursor, title.

For the last moment of a process, so nothing here may wait: a terminal that has stopped reading
takes what it can until a deadline, and one that is gone or belongs to somebody else is left alone.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import termios
import threading
import time
from typing import Any, Final

from tui.leaving.front import Front

GIVING_BACK: Final = b"".join(
    (
        b"\x1b\\",  # ends what was cut off in the middle, such as a title
        b"\x1b[?2026l",
        b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l",
        b"\x1b[?2048l\x1b[?2004l\x1b[?1004l",
        b"\x1b[<u",  # kitty keeps one state for each screen, so before the other screen is left
        b"\x1b]8;;\x1b\\\x1b[0m\x1b[r\x1b[?7h",
        b"\x1b[H\x1b[2J",  # for a terminal that has no other screen to go back to, after all
        b"\x1b[?1049l\x1b[?25h",
    )
)
"""What takes back everything that a full screen program may have asked of a terminal."""

PUSH_TITLE: Final = b"\x1b[22;2t"
"""Asks a terminal to remember the title of its window; one that cannot does nothing."""

POP_TITLE: Final = b"\x1b[23;2t"
"""Asks for that title back."""

WAKING: Final = signal.SIGURG
"""A signal that nobody sends, and that needs a handler with nothing to do."""

_AGAIN: Final = 0.01
"""Seconds between two tries to write to a terminal that is full."""


class Tty:
    """The terminal on standard input, and on standard error, where the screen is drawn."""

    def __init__(
        self,
        keys: int = 0,
        screen: int = 2,
        *,
        has_title: bool = False,
        before: list[Any] | None = None,
    ) -> None:
        """Take down how it is now, and have it keep the title of its window if it has one.

        `before` is how it was, where somebody has set it already.
        """
        self.keys, self._screen = keys, screen
        self._front = Front(keys)
        has_title &= os.isatty(screen)  # and no pipe to a browser
        self._title = POP_TITLE if has_title else b""
        self._before = before
        with contextlib.suppress(termios.error):
            self._before = before or termios.tcgetattr(keys)
        if has_title:
            self._tell(PUSH_TITLE)

    def retitle(self) -> None:
        """Bring the title of the window back, where all the rest is as it was."""
        if self._title and not self.is_elsewhere:
            self._tell(self._title)

    def _tell(self, data: bytes) -> None:
        with contextlib.suppress(OSError):
            os.write(self._screen, data)

    @property
    def is_there(self) -> bool:
        """Whether nobody has hung up."""
        try:
            termios.tcgetattr(self.keys)
        except termios.error:
            return False
        return True

    @property
    def is_elsewhere(self) -> bool:
        """Whether another job is in front, as a shell that has suspended us; it is theirs then."""
        return self._front.is_elsewhere

    def give_back(self, seconds: float, words: str = "", *, whole: bool = True) -> None:
        """Bring it into the state in which it was found, and tell some words there.

        Unless `whole`, whoever drew the screen has left it already. Takes so many seconds at the
        most, as many where the terminal reads nothing.
        """
        if self.is_elsewhere or not self.is_there:
            return
        last = self._title + (f"{words}\r\n".encode() if words else b"")
        if whole or last:
            self._send(last, time.monotonic() + seconds, whole=whole)
        if self._before is not None:
            with contextlib.suppress(termios.error):
                termios.tcflush(self.keys, termios.TCIFLUSH)  # answers nobody reads any more
                termios.tcsetattr(self.keys, termios.TCSANOW, self._before)

    def _send(self, last: bytes, until: float, *, whole: bool) -> None:
        """Write in one piece; what others still hold back for the screen goes nowhere."""
        try:
            ours = self._opened()
        except OSError:
            return
        if whole:
            _silence(self._screen)
            _silence(sys.__stdout__.fileno() if sys.__stdout__ else self._screen)
            _interrupt()
        data = GIVING_BACK + last if whole else last
        with contextlib.suppress(OSError, termios.error):  # gone in between
            while not _wrote(ours, data) and time.monotonic() < until:
                # It is full, so what nobody has read gives way, be it an earlier end of all this.
                termios.tcflush(ours, termios.TCOFLUSH)
                data = GIVING_BACK + last
                threading.Event().wait(_AGAIN)
        os.close(ours)

    def _opened(self) -> int:
        """Return a handle that never waits, without making those of others so; raises `OSError`."""
        flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            return os.open(os.ttyname(self._screen), flags)
        except OSError:  # a terminal without a name here, as that of a container may be
            return os.open("/dev/tty", flags)


def _wrote(handle: int, data: bytes) -> bool:
    """Write in one piece; whether it was taken whole."""
    try:
        return os.write(handle, data) == len(data)
    except BlockingIOError:  # full, or somebody else is in the middle of a write
        return False


def _interrupt() -> None:
    """Wake whoever waits for a full terminal, so that the rest of what it writes goes nowhere too.

    It holds the terminal meanwhile, and emptying that does not wake it; a signal does.
    """
    for thread in threading.enumerate():
        if thread.ident is not None and thread is not threading.current_thread():
            with contextlib.suppress(ProcessLookupError):  # it has just ended
                signal.pthread_kill(thread.ident, WAKING)


def _silence(handle: int) -> None:
    """Let what is written there from now on go nowhere."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
        os.dup2(nowhere, handle)
        os.close(nowhere)
