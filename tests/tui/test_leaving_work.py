"""Work in a window while the session is ended from outside: given up, and nobody waits for it."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

from db.errors import Cancelled
from tests.tui.explorer import explorer
from tui.leaving.ending import Ending
from tui.leaving.tty import Tty
from tui.screens.working import Tell, Working
from tui.views.working import Work


async def test_work_ends_with_a_session_that_is_ended_from_outside(own_home: Path) -> None:
    begins, ended = threading.Event(), threading.Event()
    told: list[object] = []

    def job(tell: Tell) -> None:
        begins.wait(60)
        try:
            tell(Work("reading"))
        except Cancelled:
            ended.set()
            raise

    async with explorer(own_home) as seat:
        seat.app.ending = Ending(Tty())
        seat.app.push_screen(Working("Reading", job), told.append)
        await seat.pilot.pause()
        seat.app.ending.signal = signal.SIGTERM
        begins.set()
        await seat.until(ended.is_set)
        await seat.settle()
        assert isinstance(seat.app.screen, Working)  # nobody waits for what it brings
        assert told == []
