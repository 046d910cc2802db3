"""The way back to where the last session broke off, and the trail that the next one will find.

Where the reader is gets kept a moment after a key, at most a few times a second; how, is the
matter of `tui.leaving.places`. A restricted session keeps nothing, and offers nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial
from typing import TYPE_CHECKING, Final

from textual.css.query import QueryError

from tui.address import Address
from tui.leaving.places import Left, settle
from tui.leaving.tty import POP_TITLE, PUSH_TITLE
from tui.screens.page import Page

if TYPE_CHECKING:
    from tui.app import Explorer
    from tui.leaving.ending import Ending
    from tui.state import Place

MOMENT: Final = 0.25
"""Seconds between a key and the look at where it has led."""

WORK: Final = "work"
"""The group of the workers that write."""


class Comeback:
    """Follows one explorer, and leads back to where an earlier one was."""

    def __init__(self, app: Explorer) -> None:
        """Begin without an offer."""
        self._app, self._places = app, app.session.places
        self._soon: asyncio.TimerHandle | None = None
        self._has_moved = False
        self._left: Left | None = None
        self._ending: Ending | None = None
        self.fault = ""
        """What is told of a mistake of ours that ends the session."""

    @property
    def is_offered(self) -> bool:
        """Whether there is somewhere to go back to."""
        return self._left is not None

    def begin(self) -> str:
        """Keep the first place, and return the line that offers the way back, if any."""
        if self._places is None or (here := self._here) is None:
            return ""
        self.keep()
        self._left = self._places.left()
        if self._left is not None and not self._is_worth_it(self._left.place, here):
            self._settle()
        if self._left is None:
            return ""
        self._app.screen.refresh_bindings()
        key = self._app.session.key_of("app.resume")
        return f"Your last session broke off at {self._left.place.address}: {key} goes back there."

    def _is_worth_it(self, place: Place, here: Place) -> bool:
        """Whether a place is there, and another one than where the reader begins."""
        address = place.address
        is_there = not address.id or self._app.desk.library.has(address.reference)
        return is_there and address != here.address

    def go(self) -> None:
        """Go back there, to the very line."""
        if self._left is None:
            self._app.say("No session broke off here; there is nowhere to go back to.")
            return
        place = self._left.place
        self._settle()
        self._app.go(place)

    def follow(self) -> None:
        """Keep in a moment where the key that was pressed has led."""
        self._has_moved = True
        if self._places is not None and self._soon is None:
            self._soon = asyncio.get_running_loop().call_later(MOMENT, self._keep)

    def keep(self) -> None:
        """Keep where the reader is now; where everybody begins is not worth it."""
        here = self._here
        if self._places is None or here is None:
            return
        if self._has_moved or here.address != Address():
            self._places.note(here)

    def heed(self, ending: Ending | None) -> None:
        """Let the session end in order where something from outside ends it."""
        self._ending = ending
        if ending is not None:
            loop = asyncio.get_running_loop()
            ending.ask = partial(loop.call_soon_threadsafe, self._end)
        if self._app.session.has_title:
            self._app.app_suspend_signal.subscribe(self._app, self._leave_title, immediate=True)
            self._app.app_resume_signal.subscribe(self._app, self._set_title)

    def _leave_title(self, _: object) -> None:
        """Give the window its title back for as long as a shell is in front."""
        self._write(POP_TITLE)

    def _set_title(self, _: object) -> None:
        """Have the shell's title kept again, and say where one is."""
        self._write(PUSH_TITLE)
        self._app.watch_title(self._app.title)

    def _write(self, sequence: bytes) -> None:
        if (driver := self._app.thrifty_driver) is not None:
            driver.write(sequence.decode())

    def _end(self) -> None:
        self.keep()
        self._app.exit()

    def leave(self) -> None:
        """Forget all of it, as the reader leaves: what was offered was not wanted.

        From here on there is a moment to end in, whatever hangs; a write is waited for.
        """
        self._limit()
        if self._places is not None:
            self._places.forget()
        self._settle()

    def break_off(self, fault: BaseException) -> None:
        """Let a session that ends by a mistake of ours do so soon; what was kept of it stays."""
        if self._app.ending is not None and not self.fault:
            from tui import faults
            from tui.cli.ending import FAULT

            self.fault = faults.told(fault, is_restricted=self._app.session.restricted)
            self._app.ending.words = self.fault
            self._limit(FAULT)

    def _limit(self, code: int = 0) -> None:
        at_work = any(each.group == WORK and not each.is_finished for each in self._app.workers)
        if self._ending is not None and not at_work:
            self._ending.limit(code)

    def stop(self) -> None:
        """Look no more."""
        if self._soon is not None:
            self._soon.cancel()

    def _keep(self) -> None:
        self._soon = None
        self.keep()

    def _settle(self) -> None:
        if self._left is not None:
            settle(self._left)
            self._left = None
            self._app.screen.refresh_bindings()

    @property
    def _here(self) -> Place | None:
        """Where the reader is; None where no list stands there yet, or none any more."""
        stack = self._app.screen_stack if self._app.is_running else ()
        page = next((each for each in reversed(stack) if isinstance(each, Page)), None)
        with contextlib.suppress(QueryError):
            return page.here if page is not None and page.is_mounted else None
        return None
