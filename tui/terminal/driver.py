"""How the terminal is entered, written to and left: Textual's own driver, and what it lacks.

Textual asks for a driver class and makes the driver itself, so that what the driver is to know of
the app stands on the app: `Outlet` says what that is.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import Any, Final, Protocol

from textual import events
from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys as Names

from tui.leaving.front import LOOK_EVERY, Front, stop
from tui.terminal.abilities import Abilities
from tui.terminal.answers import Answers
from tui.terminal.frame import Standing

SECOND_SCREEN: Final = "\x1b[?1049h"
"""Enters the screen beside the shell's own, and clears it."""

_POINTER: Final = "\x1b]22;"
"""Says how the pointer of the mouse looks, which is not ours."""

_REST: Final = 0.1
"""Seconds after which an escape that nothing follows is a key, and the end may have come."""

_HARMLESS: Final = re.compile(
    r"(?:\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # a title, a copied text
    r"|\x1bP(?:[^\x1b]|\x1b(?!\\))*\x1b\\"  # the same, wrapped for a program in between
    r"|\x1b\[[?<>=][0-9;]*(?:\$p|[hlu])"  # modes and questions about them
    r"|\x1b\[2[23](?:;[0-9]+)*t"  # a title kept, or brought back
    r"|\x07)*"
)
"""What changes no cell and does not move the cursor."""

_KEYS: Final = re.compile(r"\x1b\[>(\d+)u")
"""Asks for keys in kitty's protocol, and keeps what was asked for before."""

_AS_EVER: Final = "\x1b\\\x1b]8;;\x1b\\\x0f\x1b(B\x1b[m\x1b[4l\x1b[20l\x1b[?6l\x1b[r"
"""Takes back what others may have set: strings, links, letters, insertion, returns that come with
line feeds, origin, margins."""

_OFLAG: Final = 1  # what termios keeps where


class Outlet(Protocol):
    """What the driver knows of its app."""

    standing: Standing | None
    abilities: Abilities

    @property
    def is_thrifty(self) -> bool:
        """Whether differences are sent, so that all else is somebody else's."""

    @property
    def is_typed_into(self) -> bool:
        """Whether the cursor is to stand where letters are typed."""

    def entered(self, *, is_fresh: bool, can_feed: bool) -> None:
        """Hear that the screen is ours, whether it was just cleared, and how lines are fed."""

    def disturbed(self) -> None:
        """Hear that something unknown was written to the terminal."""

    def sent_away(self) -> None:
        """Hear, in the loop, that somebody wants us to stop for a while."""

    def let_go_on(self) -> None:
        """Hear, in the loop, that we were stopped without a word, and that we go on."""


class Keys(XTermParser):
    """Textual's reader of keys, which fails, and the program with it, at a key with a wrong number.

    A terminal says such things where another program has asked it to tell of keys let go too.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:  # noqa: FBT001, FBT002 — Textual's own
        """Return the keys of a sequence; the one that Textual passes over where it is none."""
        try:
            yield from super()._sequence_to_key_events(sequence, alt)
        except (ValueError, OverflowError):
            yield events.Key(Names.Ignore, sequence)


class ThriftyDriver(LinuxDriver):
    """A driver that knows what is already on the screen."""

    _app: Any

    def __init__(self, app: Any, **given: Any) -> None:
        """Take over the screen that stands there, if one does."""
        super().__init__(app, **given)
        self._outlet: Outlet = app
        self._is_inside = False
        self._expected: str | None = None
        self._cursor = self._keys = ""
        self._attributes: list[Any] | None = None
        self._sizes_to_come = 0
        self._has_begun = False
        self._front = Front(self.fileno)
        self.is_away = True
        """Whether the terminal is somebody else's by our own doing, or was not ours yet."""

    def is_size_awaited(self) -> bool:
        """Whether a size that comes now was asked for, and does not tell that one changed."""
        is_awaited = self._sizes_to_come > 0
        self._sizes_to_come -= is_awaited
        return is_awaited

    def _enable_in_band_window_resize(self) -> None:
        """Ask for sizes in the stream; the terminal answers with the one it has."""
        self._sizes_to_come += 1
        super()._enable_in_band_window_resize()

    def send(self, sequence: str) -> None:
        """Write a sequence of ours, and put the cursor back to where it was."""
        self.expect(sequence)
        self.write(sequence + self._cursor)
        self.flush()

    def expect(self, sequence: str) -> None:
        """Know that the next thing written begins with this, and is no one else's."""
        self._expected = sequence

    def write(self, data: str) -> None:
        """Write to the terminal, unless it only moves the cursor to where nobody looks for it.

        Nobody sees the cursor, but where letters are typed, what helps to type them stands by it.
        """
        if data.startswith(_POINTER):
            return
        if self._expected is not None and data.startswith(self._expected):
            move = data[len(self._expected) :]
            if not self._outlet.is_typed_into:
                data, move = self._expected, ""
            elif not self._expected and move == self._cursor:
                data = ""
            self._expected, self._cursor = None, move
            if not data:
                return
        elif data == SECOND_SCREEN and self._is_inside:
            return
        elif asked := _KEYS.fullmatch(data):
            self._keys = f"\x1b[={asked[1]}u"
        elif not _HARMLESS.fullmatch(data) and self._is_inside and self._outlet.is_thrifty:
            self._outlet.disturbed()
            data += _AS_EVER
        super().write(data)

    def run_input_thread(self) -> None:
        """Read what is typed, and pass over what is no letter in the terminal's encoding.

        What the terminal says by itself is taken out, as its letters are no keys.

        Textual's own loop takes all for UTF-8 and ends the program at the first byte that is none,
        and it never rests where nothing more can come.
        """
        parser = Keys(self._debug)
        signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGTTIN,))  # would stop all of us
        decoder = getincrementaldecoder(self._outlet.abilities.encoding)(errors="ignore")
        answers = Answers()
        while not self.exit_event.is_set():
            typed = ""
            if select.select([self.fileno], [], [], _REST)[0]:
                try:
                    read = os.read(self.fileno, 4096)
                except OSError:
                    if self._front.is_elsewhere:  # what is typed is for another job
                        self.exit_event.wait(LOOK_EVERY)
                        continue
                    return  # the terminal is gone; whoever watches for that ends the program
                if not read:
                    return
                typed = answers.without(decoder.decode(read), time.monotonic())
            typed += answers.late(time.monotonic())
            # The parser takes nothing for the end, and half a letter is nothing yet.
            for message in (*(parser.feed(typed) if typed else ()), *parser.tick()):
                self.process_message(message)
        with contextlib.suppress(EOFError, ParseError):
            for _ in parser.feed(""):  # ends what was cut off in the middle
                pass

    def _sigtstp_application(self, *_: object) -> None:
        """Leave the terminal to the shell, from the loop: a handler may run amid anything else."""
        if self.is_away or not self._auto_restart:
            stop()
        else:
            self._loop.call_soon_threadsafe(self._outlet.sent_away)

    def _sigcont_application(self, *_: object) -> None:
        """See to the terminal where we did not leave it; whoever has left it comes back to it."""
        if not self.is_away and self._auto_restart:
            self._loop.call_soon_threadsafe(self._outlet.let_go_on)

    @property
    def is_ending(self) -> bool:
        """Whether a signal ends us; whoever hears it takes our handlers away."""
        return signal.getsignal(signal.SIGTSTP) != self._sigtstp_application

    def wait_for_front(self) -> None:
        """Wait until no other job is in front, and touch nothing till then."""
        self.is_away = True
        self._front.wait()
        self.is_away = False

    def start_application_mode(self) -> None:
        """Enter the terminal, or stay in it where a screen stands already."""
        self.wait_for_front()
        standing, self._outlet.standing = self._outlet.standing, None
        self._is_inside = standing is not None
        self._cursor = ""
        # The driver tells the app its size by itself, and at the very first Textual does so too.
        self._sizes_to_come = 1 if self._has_begun else 2
        self._has_begun = True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if standing is None:
            self.write(_AS_EVER)
        self._is_inside = True
        can_feed = self._feed_straight()
        with contextlib.suppress(termios.error):  # no terminal
            self._attributes = termios.tcgetattr(self.fileno)
        if standing is not None:
            self.attrs_before = standing.attributes
        self._outlet.entered(is_fresh=standing is None, can_feed=can_feed)

    def _feed_straight(self) -> bool:
        """Have the system put no return before a line feed; whether it puts none from here on.

        Keys may come from another terminal than the one that is written to.
        """
        with contextlib.suppress(OSError, ValueError, termios.error):  # no terminal
            attributes = termios.tcgetattr(self.fileno)
            attributes[_OFLAG] &= ~termios.ONLCR
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)
            written_to = self._file.fileno() if self._file is not None else self.fileno
            flags = termios.tcgetattr(written_to)[_OFLAG]
            return not (flags & termios.OPOST and flags & termios.ONLCR)
        return False

    def stop_application_mode(self) -> None:
        """Leave the terminal; one that has no second screen after all is left empty.

        Its name does not tell: GNU screen has one only where `altscreen` is on, and tmux can be
        told to have none.
        """
        self._is_inside = False
        self.write("\x1b[m\x1b[H\x1b[2J")
        super().stop_application_mode()
        self.is_away = True

    def enter_again(self) -> None:
        """Set the terminal as it was set at the start, after something has reset it."""
        self._is_inside = False
        if self._attributes is not None:
            with contextlib.suppress(termios.error):  # it is gone
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._attributes)
        modes = ("\x1b[?25l", "\x1b[?1004h", "\x1b[?2004h", "\x1b[?7l", self._keys)
        for sequence in (_AS_EVER, SECOND_SCREEN, *modes):
            self.write(sequence)
        if self._in_band_window_resize:
            self._enable_in_band_window_resize()
        self._is_inside = True
