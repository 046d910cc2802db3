"""Looks at the database file of an open explorer, and reads it again when another program wrote it.

A large file is prepared by a process of its own, in the background; the old state stays on the
screen and works until the new one only has to take its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import Cancelled, WherefromError
from db.library.opening import Opening
from tui import rooms
from tui.messages import Say

if TYPE_CHECKING:
    from db.library import Library
    from tui.app import Explorer

CHANGED = "The database has changed and was read again."

LOOK_EVERY = 2.0
"""Seconds between two looks."""


class Watch:
    """Follows the file of one explorer."""

    def __init__(self, app: Explorer) -> None:
        """Begin with the file as the session has found it."""
        self._app = app
        self._opening: Opening | None = None

    def begin(self) -> None:
        """Look from time to time."""
        self._app.set_interval(LOOK_EVERY, self.look)

    def look(self, words: str = CHANGED) -> None:
        """Have the file read again if it is another one, and tell it in these words.

        A newer state replaces one that is being read.
        """
        if self._app.session.file_has_changed():
            before, self._opening = self._opening, self._new()
            opening = self._opening
            self._app.run_worker(
                lambda: self._read(before, opening, words),
                thread=True,
                group="read",
                exit_on_error=False,
            )

    def stop(self) -> None:
        """End what is at work."""
        if self._opening is not None:
            self._opening.cancel()

    def _new(self) -> Opening:
        return Opening(self._app.session.database, say=self._tell)

    def _tell(self, words: str) -> None:
        self._app.tell_later(Say(words, is_problem=True))

    def _read(self, before: Opening | None, opening: Opening, words: str) -> None:
        """Read the file, in a thread, and hand it over if nothing newer is wanted by then."""
        if before is not None:
            before.cancel()
        try:
            library = opening.library(whole=True)
        except Cancelled:
            return
        except WherefromError as problem:
            self._tell(str(problem))
        else:
            if opening is self._opening:
                self._app.call_from_thread(self.take_over, library, words)

    def take_over(self, library: Library, words: str = CHANGED) -> None:
        """Show the new state of the database where the reader is, and tell it."""
        desk = self._app.desk
        desk.library = library
        desk.arrival = desk.report = None
        desk.shelf = self._app.new_shelf()
        self._app.say(words)
        self._renew()

    def _renew(self) -> None:
        """Show the page as it is by now; a room that has to give way waits for the window over it.

        A window may be at work, or ask what belongs to where one was.
        """
        here = self._app.page.here
        if rooms.can_show(self._app, self._app.desk.whereabouts(here.address)[0]):
            self._app.show(here)
        else:
            self._app.screen_change_signal.subscribe(self._app, self._renew_below)

    def _renew_below(self, _: object) -> None:
        """Show the page as it is by now, as a window has closed."""
        self._app.screen_change_signal.unsubscribe(self._app)
        self._renew()
