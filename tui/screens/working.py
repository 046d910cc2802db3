"""A window over the screen while something long is done aside, with a bar, and Esc to give it up.

What is done is a function that is handed another one, to be told how far it is. That one raises
`Cancelled` once the reader has given up, which leaves everything as it was. It is told of a write
before anything is written, so that nothing given up till then is ever done.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult, RenderResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from db.errors import Cancelled, WherefromError
from tui import commands, paint
from tui.layout import cut
from tui.leaving.ending import Ending
from tui.screens.ask import DIALOG_CSS
from tui.views import working
from tui.views.working import Work

Tell = Callable[[Work], None]
"""Is told how far the work is; raises `Cancelled` once it is not wanted any more."""

Outcome = object | WherefromError | None
"""What the work returned, why it was refused, or None where it was given up."""

LOOK_EVERY = 0.1
"""Seconds between two drawings of the bar."""


class Meter(Widget):
    """The lines that tell how far it is."""

    DEFAULT_CSS = "Meter { height: 6; max-height: 100%; }"

    def __init__(self, title: str) -> None:
        """Begin the clock."""
        super().__init__()
        self._title, self._began = title, time.monotonic()
        self.work = Work("beginning")
        self.is_given_up = False

    def render(self) -> RenderResult:
        """Draw what is known."""
        (width, height), seconds = self.size, time.monotonic() - self._began
        rows = working.lines(self._title, self.work, seconds, width, is_given_up=self.is_given_up)
        seen = working.fitting(rows, height)
        return Content("\n").join(paint.content(cut(row, width)) for row in seen)


class Working(ModalScreen[Outcome]):
    """Does one thing in a thread, and hands back what came of it."""

    BINDINGS: ClassVar[list[BindingType]] = [commands.BY_ID["dialog.dismiss"].binding]
    DEFAULT_CSS = f"Working {{ {DIALOG_CSS} }}"

    def __init__(self, title: str, job: Callable[[Tell], object]) -> None:
        """Say what is done, and who does it."""
        super().__init__()
        self._job, self._meter = job, Meter(title)
        self._ending: Ending | None = None
        self._turn = threading.Lock()  # what is told and what is given up, one after the other

    @property
    def is_ending(self) -> bool:
        """Whether the session is ended from outside, and with it all work that can be."""
        return self._ending is not None and self._ending.signal is not None

    def compose(self) -> ComposeResult:
        """Lay the window out."""
        from textual.containers import Vertical

        with Vertical():
            yield self._meter

    def on_mount(self) -> None:
        """Begin."""
        self._ending = getattr(self.app, "ending", None)
        self.set_interval(LOOK_EVERY, self._meter.refresh)
        # The explorer's worker and not this window's: those are cancelled when it closes.
        self.app.run_worker(self._do, thread=True, group="work")

    def action_dismiss_dialog(self) -> None:
        """Give it up at the next step that can be."""
        with self._turn:
            self._meter.is_given_up |= self._meter.work.can_stop
        self._meter.refresh()

    def _do(self) -> None:
        """Do it, in a thread, and hand back what came of it."""
        outcome: Outcome
        try:
            outcome = self._job(self._tell)
        except Cancelled:
            outcome = None
        except WherefromError as problem:
            outcome = problem
        if not self.is_ending:
            self.app.call_from_thread(self.dismiss, outcome)

    def _tell(self, progress: Work) -> None:
        """Take down how far it is; the next drawing shows it."""
        with self._turn:
            if self._meter.is_given_up or self.is_ending:
                raise Cancelled("It was given up; nothing was changed.")
            self._meter.work = progress
