"""How a database that takes a while gets to the screen: a page that says how far, then the place.

Everything the opening tells comes from threads of its own and is passed on to the screen's.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from db.errors import Cancelled, WherefromError
from tui.arrival import Arrival
from tui.messages import Say
from tui.screens.opening import OpeningPage

if TYPE_CHECKING:
    from db.library.opening import Opening
    from db.library.preparing import Progress
    from tui.app import Explorer

INTERRUPTED = 130
"""The exit code where the reader did not wait."""


class Entry:
    """Brings a library that is being prepared into an explorer."""

    def __init__(self, app: Explorer, opening: Opening) -> None:
        """Listen to what an opening tells."""
        self._app, self._opening = app, opening
        opening.hear = self._hear
        self.arrival = Arrival(opening, lambda words: app.tell_later(Say(words)))
        """What is still on its way once lists stand."""

    def begin(self) -> None:
        """Show how far it is, and wait for the library in a thread."""
        path = self._opening.path
        self._app.push_screen(OpeningPage(path.name, path.stat().st_size))
        self._app.run_worker(self._open, thread=True, group="open")

    def _open(self) -> None:
        """Wait for the library, and go on to the first place."""
        try:
            desk = self._app.desk_of(self._opening.library())
        except Cancelled:
            return
        except WherefromError as problem:
            self._app.call_later(self._app.fail, problem)
        else:
            self._app.call_later(self._app.arrive, desk)

    def give_up(self) -> None:
        """Do not wait any more."""
        self._opening.cancel()
        self._app.exit(return_code=INTERRUPTED)

    def _hear(self, progress: Progress) -> None:
        with contextlib.suppress(RuntimeError):  # the screen is gone, and nobody looks any more
            self._app.call_later(self._show, progress)

    def _show(self, progress: Progress) -> None:
        """Show how far it is, on the page or to whoever waits for a search."""
        if isinstance(self._app.screen, OpeningPage):
            self._app.screen.progress = progress
        else:
            self.arrival.hear(progress)
