"""The way from a command line that was read to the explorer: on a terminal, or in plain mode."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from db.errors import WherefromError
from tui.cli import output
from tui.cli.chosen import Chosen
from tui.web.sign import is_browser

if TYPE_CHECKING:
    from tui.ahead.stage import Stage


class NoTerminal(WherefromError):
    """There is nothing to draw a screen on."""

    def __init__(self) -> None:
        """Say what can be had without one."""
        super().__init__(
            "There is no terminal that the explorer can be drawn on: use wherefrom --plain, "
            "which needs none, or wherefrom show VIEW."
        )


def explore(
    chosen: Chosen, view: str | None, *, restricted: bool = False, stage: Stage | None = None
) -> int:
    """Open the explorer, if there is a terminal to open it in; raises `NoTerminal` if not."""
    if view is not None:
        from tui.address import parse

        parse(view)
    if not has_terminal():
        raise NoTerminal
    _prepare_textual()
    _come_to_front()
    from tui.opening import run

    chosen.held()
    looks = chosen.looks
    return run(chosen.database, chosen.texts, view, looks, restricted=restricted, stage=stage)


def explore_plainly(chosen: Chosen, view: str | None, *, restricted: bool = False) -> int:
    """Open the explorer line by line, on any terminal or on none; a browser is one to draw on."""
    if is_browser(os.environ):
        return explore(chosen, view, restricted=restricted)
    from tui import plain

    chosen.held()
    return plain.run(chosen.database, chosen.texts, view, restricted=restricted)


def has_terminal() -> bool:
    """Whether a screen can be drawn; a stream that was closed before we started is None."""
    if is_browser(os.environ):
        return True
    streams = (sys.stdin, sys.stdout)
    return os.environ.get("TERM") != "dumb" and all(each and each.isatty() for each in streams)


def _come_to_front() -> None:
    """Wait until no other job is in front, as after `wherefrom &`, and say so."""
    from tui.leaving.front import Front

    front = Front(0)  # as all who come after: a stream may be one that is none of the system's
    if front.is_elsewhere:
        output.say("wherefrom waits in the background: fg brings it to the front.")
        front.wait()


def _prepare_textual() -> None:
    """Tell Textual, which reads its environment on import, how to treat the terminal.

    A quarter of the wait before a change is drawn; and only colours that every terminal has, which
    the themes keep to, because naming others costs twice the bytes. Where there are fewer,
    `tui.looks` says so.
    """
    os.environ.setdefault("TEXTUAL_FPS", "240")
    os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", "256")
