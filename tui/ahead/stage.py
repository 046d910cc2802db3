"""The terminal between the first frame and the live screen: entered, painted, given back.

Keys that are pressed meanwhile wait in the terminal, unseen, for whoever reads it next; of them
only ctrl+c does something, as at any other moment of a start.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` takes longer than all before a frame
import os
import termios
from contextlib import suppress

from tui.ahead import kept, witness
from tui.ahead.asked import Asked
from tui.leaving.front import Front

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import Any, Final, Self

    from tui.cli.direct import Line
    from tui.terminal.frame import Standing

ENTER: Final = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[20l\x1b[?6l\x1b[r"
"""What a terminal is sent before a frame: the second screen, no cursor, no wrapping of lines.

Nor line feeds that return, nor margins, such as others may have left.
"""

LEAVE: Final = "\x1b[m\x1b[?7h\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h"
"""What takes `ENTER` back; a terminal without a second screen is left empty."""

_READ, _DRAWN = 0, 2  # Textual reads standard input and draws on the standard error
_IFLAG, _LFLAG, _CC = 0, 3, 6  # what termios keeps where


class Stage:
    """The terminal of one start, on which a kept frame may stand."""

    def __init__(self, asked: Asked) -> None:
        """Begin with nothing on it."""
        self.asked = asked
        self.kept: kept.Kept | None = None
        """The frame that stands there."""
        self._attributes: list[Any] | None = None
        self._handlers: dict[int, Any] = {}

    @classmethod
    def of(cls, line: Line, environ: Mapping[str, str]) -> Self | None:
        """Show the frame that was kept for a start, if there is one; None where there is no stage.

        Whatever stands in the way of a frame is none of the reader's business.
        """
        try:
            asked = Asked.of(line, environ)
        except OSError:  # the terminal does not tell its size
            return None
        if asked is None:
            return None
        stage, found = cls(asked), kept.read(asked)
        is_good = found is not None and all(map(witness.is_same, found.witnesses))
        if found is not None and is_good and not Front(_READ).is_elsewhere:
            stage._show(found)
        return stage

    def __enter__(self) -> Self:
        """Use it in a `with`, so that the terminal is given back before anything is told.

        From here on whoever has opened the `with` tells of ctrl+c.
        """
        self._mind_no_signals(_signal.SIGINT)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the terminal back, unless the live screen has taken it over and done so."""
        self.give_back()

    @property
    def standing(self) -> Standing | None:
        """What the live screen has to know to take over; None where no frame stands."""
        if self.kept is None or self._attributes is None:
            return None
        from tui.terminal.frame import Frame, Standing

        try:
            return Standing(Frame.from_json(self.kept.frame), self._attributes)
        except ValueError:  # the frame is of another making; the live screen begins anew
            self.give_back()
            return None

    def give_back(self) -> None:
        """Leave the terminal as it was found."""
        if self.kept is not None:
            self.taken_over()
            with suppress(OSError, termios.error):  # it is gone
                _write(LEAVE)
                termios.tcsetattr(_READ, termios.TCSADRAIN, self._attributes or [])
            self._mind_no_signals()

    def taken_over(self) -> None:
        """Leave the terminal to the live screen, which has given it back by now, or will."""
        self.kept = None

    def handed_on(self) -> list[Any] | None:
        """Leave signals to somebody else, who is told how the terminal was set at first."""
        self._handlers.clear()  # each stands until theirs takes its place
        return None if self.kept is None else self._attributes

    def _show(self, found: kept.Kept) -> None:
        try:
            attributes = termios.tcgetattr(_READ)
            self.kept, self._attributes = found, attributes
            self._mind_signals()
            termios.tcsetattr(_READ, termios.TCSANOW, _quiet(attributes))
            _write(ENTER + found.painted)
        except (OSError, termios.error):
            self.give_back()
        except BaseException:
            self.give_back()
            raise

    def _mind_signals(self) -> None:
        """Give the terminal back before one of the signals ends us that would leave it as it is."""

        def end(number: int, _: object) -> None:
            self.give_back()
            _signal.signal(number, _signal.SIG_DFL)
            os.kill(os.getpid(), number)

        for number in (_signal.SIGINT, _signal.SIGQUIT, _signal.SIGTERM, _signal.SIGHUP):
            usual = _signal.getsignal(number)
            if usual in (_signal.SIG_DFL, _signal.default_int_handler):
                self._handlers[number] = usual
                _signal.signal(number, end)

    def _mind_no_signals(self, *numbers: int) -> None:
        """Take back what was done about some signals, or about all."""
        for number in numbers or tuple(self._handlers):
            if number in self._handlers:
                _signal.signal(number, self._handlers.pop(number))


def _quiet(attributes: list[Any]) -> list[Any]:
    """Return the attributes of a terminal that shows no keys and keeps them as they were pressed.

    Of what a terminal does on keys only the interruption is left.
    """
    quiet = [*attributes[:_CC], list(attributes[_CC])]
    quiet[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    quiet[_IFLAG] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    nothing = bytes([os.fpathconf(_READ, "PC_VDISABLE")])
    for place in (termios.VSUSP, termios.VQUIT):
        quiet[_CC][place] = nothing
    quiet[_CC][termios.VMIN], quiet[_CC][termios.VTIME] = 1, 0
    return quiet


def _write(text: str) -> None:
    data = text.encode()
    while data:
        data = data[os.write(_DRAWN, data) :]
