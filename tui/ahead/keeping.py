"""Keeps the first frame of the live screen, once it stands, for the next start to begin with.

It is kept only if it is what anybody would see who starts in the same way: no key has been
pressed, nothing is on its way any more, and all that it depends on was the same before anything
was read and after it stood. Where a frame stands on the screen already, the live screen is drawn
over it when it is whole, in one go.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.ahead import kept
from tui.ahead.beginning import Beginning
from tui.ahead.stage import Stage
from tui.ahead.witness import Unknowable, is_same, is_settled, look

if TYPE_CHECKING:
    from tui.ahead.witness import Witness
    from tui.app import Explorer
    from tui.terminal.frame import Frame

LONGEST: Final = 2.0
"""Seconds after which the live screen is drawn, whatever is still on its way."""

OFTEN: Final = 0.005
"""Seconds between two looks at whether the live screen is whole."""

STILL: Final = 0.05
"""Seconds that the live screen does not change before it is kept."""

Place = tuple[str, Path, str]
"""Where a frame could change: a kind of look, a path, and what to look for there."""


def places(
    database: Path, folders: Iterable[Path], settings: Path | None, state: Path | None
) -> list[Place]:
    """Return all that the first frame depends on, beside what a start asks for."""
    import rich
    import textual

    import db
    import tui

    ours = [Path(each.__file__ or "").parent for each in (db, tui)]
    found: list[Place] = [("database", database, "")]
    found += [("folder", each, "") for each in folders]
    found += [("code", each, "") for each in ours]
    found += [("file", Path(each.__file__ or ""), "") for each in (rich, textual)]
    if settings is not None:
        found.append(("text", settings, ""))
    if state is not None:
        found.append(("state", state, str(database.resolve())))
    return found


def seen(where: Iterable[Place]) -> list[Witness] | None:
    """Look at all places; None where one of them cannot be vouched for."""
    try:
        return [
            [kind, str(path.absolute()), detail, look(kind, str(path), detail)]
            for kind, path, detail in where
        ]
    except (OSError, ValueError, AttributeError, TypeError, Unknowable):
        return None


class Keeping(Beginning):
    """Follows the first moments of one live screen."""

    def __init__(self, stage: Stage, where: Callable[[], Iterable[Place]]) -> None:
        """Look at what the frame will depend on, before anything is read."""
        self._asked, self._kept = stage.asked, stage.kept
        self.standing = stage.standing
        self._before: Sequence[Witness] | None = (
            self._kept.witnesses if self._kept is not None else seen(where())
        )
        self._looked = time.time_ns()
        self._held = contextlib.ExitStack()
        self._has_ended = False
        self._until = 0.0
        self._last: Frame | None = None
        self._then: Callable[[], None] | None = None

    def begin(self, app: Explorer) -> None:
        """Hold the drawing back till all of it can be drawn, where a frame stands already."""
        if self.standing is not None and app.entry is None:
            self._held.enter_context(app.batch_update())

    def follow(self, app: Explorer, then: Callable[[], None]) -> None:
        """See the live screen become whole, keep it, and say the rest after that."""
        if app.entry is not None or self._has_ended:  # a page tells how far it is, or a key came
            super().follow(app, then)
            return
        self._app, self._then = app, then
        self._until = time.monotonic() + LONGEST
        self._soon(self._wait)

    def stop(self) -> None:
        """Keep nothing: the reader goes on, and so does the screen."""
        self._has_ended = True
        self._held.close()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _soon(self, step: Callable[[], None]) -> None:
        self._app.page.call_after_refresh(step)

    def _wait(self) -> None:
        """Wait until nothing is on its way to the live screen, and let it be drawn."""
        if self._then is None:
            return
        if not self._app.page.is_settled and time.monotonic() < self._until:
            self._app.set_timer(OFTEN, lambda: self._soon(self._wait))
            return
        self._held.close()
        self._soon(self._compare)

    def _compare(self) -> None:
        """Keep the frame if it has stood for a moment."""
        if self._then is None:
            return
        shown, before = self._app.shown(), self._last
        self._last = shown
        if shown is None or time.monotonic() > self._until:
            self.stop()
        elif shown != before or not self._app.page.is_settled:
            self._app.set_timer(STILL, self._compare)
        else:
            self._keep(shown)
            self.stop()

    def _keep(self, frame: Frame) -> None:
        app = self._app
        has_all_letters = app.session.looks.has_all_letters
        if (
            frame.size != self._asked.size
            or not has_all_letters
            or self._before is None
            or self._is_told
        ):
            return
        is_known = self.standing is not None and self.standing.frame == frame
        write = self._used if is_known else lambda: self._write(frame)
        self._app.run_worker(write, thread=True, group="keep", exit_on_error=False)

    @property
    def _is_told(self) -> bool:
        from tui.widgets.status import KeyLine

        return any(line.message for line in self._app.screen.query(KeyLine))

    def _used(self) -> None:
        with contextlib.suppress(OSError):
            os.utime(self._asked.path)  # the frames that are used stay

    def _write(self, frame: Frame) -> None:
        """Write the frame, unless something has changed since the start, or may have."""
        from tui.terminal.shadow import Shadow

        before = self._before or ()
        if not all(is_settled(each, self._looked) and is_same(each) for each in before):
            return
        painted = Shadow(self._app.abilities).paint(frame)
        with contextlib.suppress(OSError, ValueError):  # a full disk, or a letter alone
            kept.write(self._asked, kept.Kept(before, painted, frame.to_json()))
