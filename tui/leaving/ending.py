"""What ends a session from outside: a signal, a terminal that is gone; and that it does end.

A thread of its own waits for either, so that it hears of them while the screen waits for a
terminal that has stopped reading, or a worker for the disk. The explorer is asked to end in order
and has a moment for it; after that the terminal is given back and the process is gone.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Final, Self

from db.errors import WherefromError
from tui.leaving.tty import WAKING, Tty

GRACE: Final = 1.0
"""Seconds that a session has to end in order."""

GIVING_BACK: Final = 0.4
"""Seconds more that a terminal has to take what brings it back."""

LOOK_EVERY: Final = 1.0
"""Seconds between two looks at the terminal, on a system that does not tell when it is gone."""

SIGNALS: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
"""What ends a session."""

_JOB_CONTROL: Final = (signal.SIGTSTP, signal.SIGCONT)
_STOPPING: Final = (signal.SIGTTIN, signal.SIGTTOU)
_WOKEN: Final = bytes((255,))

Duty = Callable[[], None]
"""What is done in the last moment, in a thread of its own, and may fail or hang."""


class Ending:
    """Sees to it that a session ends; used in a `with`, in the main thread, while it lasts."""

    def __init__(self, tty: Tty) -> None:
        """Watch a terminal."""
        self._tty = tty
        self.signal: int | None = None
        """The signal that ends this session; SIGHUP also where the terminal is gone without one."""
        self.ask: Callable[[], object] | None = None
        """Asks the explorer, from any thread, to end in order."""
        self.has_left = False
        """Whether the screen was left in order, to the last byte."""
        self.words = ""
        """What is told where an end that was begun inside takes too long."""
        self._duties: list[Duty] = []
        self._doing: list[threading.Thread] = []
        self._until: float | None = None
        self._code = 0
        self._turn = threading.Lock()
        self._is_over = False

    def __enter__(self) -> Self:
        """Begin to listen; a signal that whoever started us has turned off stays so."""
        self._hears, self._tells = os.pipe()
        os.set_blocking(self._hears, False)
        os.set_blocking(self._tells, False)
        self._wakeup = signal.set_wakeup_fd(self._tells, warn_on_full_buffer=False)
        self._handlers = {
            each: signal.signal(each, self._hear)
            for each in SIGNALS
            if signal.getsignal(each) is not signal.SIG_IGN
        }
        self._handlers[WAKING] = signal.signal(WAKING, _nothing)
        self._thread = threading.Thread(target=self._listen, name="ending", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        """End the process where it was to end; else go on as if nothing had been."""
        if self.signal is None:
            self._tty.retitle()
        with self._turn:
            self._is_over = True
        if self.signal is not None:
            for doing in self._doing:
                doing.join(max((self._until or 0) - time.monotonic(), 0))
            self._leave()
        self._wake()
        self._thread.join()
        signal.set_wakeup_fd(self._wakeup)
        for each, handler in self._handlers.items():
            signal.signal(each, handler)
        os.close(self._hears)
        os.close(self._tells)

    def at_last(self, duty: Duty) -> None:
        """Have something done when the session is ended from outside."""
        self._duties.append(duty)

    def limit(self, code: int = 0) -> None:
        """Let what goes on now, which is the end, take a moment and no longer."""
        if self.signal is None:
            self._code = code
            self._until = time.monotonic() + GRACE
            self._wake()

    def _hear(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Take a signal, in the main thread; the thread that listens has heard it already.

        One that ends a job in the background comes with SIGCONT, and going back to the screen
        there would stop us before the end.
        """
        for each in _JOB_CONTROL:
            signal.signal(each, _nothing)
        for each in _STOPPING:
            signal.signal(each, signal.SIG_IGN)

    def _wake(self) -> None:
        with contextlib.suppress(BlockingIOError):  # full of what it has not heard yet
            os.write(self._tells, _WOKEN)

    def _listen(self) -> None:
        """Wait for signals, for the terminal to go, and for the moment to be over."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
        news = select.poll()
        news.register(self._hears, select.POLLIN)
        news.register(self._tty.keys, 0)  # of no interest but that it is gone
        looks: float | None = None
        while not self._is_over:
            if looks is not None and not self._tty.is_there:
                self._begin(signal.SIGHUP)
            left = looks if self._until is None else self._until - time.monotonic()
            if left is not None and left <= 0:
                with self._turn:
                    if not self._is_over:
                        self._leave()
                return
            for handle, what in news.poll(left and left * 1000):
                if handle == self._hears:
                    self._take(os.read(self._hears, 512))
                    continue
                news.unregister(handle)
                if what & select.POLLNVAL:  # it cannot be asked that way here
                    looks = LOOK_EVERY
                else:
                    self._begin(signal.SIGHUP)

    def _take(self, numbers: bytes) -> None:
        for number in numbers:
            if number in SIGNALS:
                self._begin(number)

    def _begin(self, number: int) -> None:
        """Begin to end, unless that was begun."""
        if self.signal is not None:
            return
        # In the background an end in order would touch the terminal, and be stopped for it.
        ask = None if self._tty.is_elsewhere else self.ask
        for duty in self._duties:
            self._doing.append(threading.Thread(target=_done, args=(duty,), daemon=True))
            self._doing[-1].start()
        self._code = 128 + number
        self._until = time.monotonic() + (GRACE if ask else GIVING_BACK)
        self.signal = number
        if ask is not None:
            with contextlib.suppress(RuntimeError):  # it has ended, and is on its way out
                ask()

    def _leave(self) -> None:
        """Give the terminal back, and be gone; nobody waits for threads that hang."""
        self._tty.give_back(GIVING_BACK, self._told(), whole=not self.has_left)
        os._exit(self._code)

    def _told(self) -> str:
        if self.signal is None:
            return self.words
        if self.signal == signal.SIGHUP:
            return ""
        if self.signal == signal.SIGINT:
            return "Interrupted."
        return f"wherefrom was ended ({signal.Signals(self.signal or 0).name})."


def _done(duty: Duty) -> None:
    """Do what can be done; there is nobody to tell what cannot."""
    with contextlib.suppress(OSError, RuntimeError, WherefromError):
        duty()


def _nothing(number: int, frame: FrameType | None) -> None:
    """Do nothing about a signal."""
