"""Looks at the database file of an open explorer, and reads it again when another program wrote it.

A large file is prepared by a process of its own, in the background; the old state stays on the
screen and works until the new one only has to take its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.errors import Cancelled, WherefromError
from db.library.opening import Opening
from tui.messages import Say

if TYPE_CHECKING:
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
                self._app.call_from_thread(self._app.take_over, library, words)
