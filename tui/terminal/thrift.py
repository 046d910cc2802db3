"""An app whose screen reaches the terminal as differences.

Textual hands each update to `_display`. Here the update is wrapped, so that when Textual asks for
its sequence, it gets the difference from what the terminal shows; all else of `_display` is
Textual's own. In a browser or without a terminal nothing is wrapped.

What stands on insides of Textual is imported late, once it is known that they are there.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from rich.color import ColorSystem
from textual import events
from textual.driver import Driver
from textual.geometry import Size
from textual.screen import Screen

from tui.leaving import front
from tui.terminal import known
from tui.terminal.abilities import Abilities
from tui.terminal.failing import FailingApp
from tui.terminal.frame import Frame, Standing
from tui.terminal.shadow import Shadow

if TYPE_CHECKING:
    from tui.terminal.driver import ThriftyDriver
    from tui.terminal.updates import Update

_IN_ONE_GO: Final = 512
"""Bytes up to which an update reaches the screen at once without being held together."""

LARGEST: Final = Size(1000, 500)
"""The most columns and rows that are drawn. No screen has more, but anybody can claim it has, to
whom the server then would give all of its memory."""

_HOLD: Final = "\x1b[?2026h"
_SHOW: Final = "\x1b[?2026l"


class ThriftyApp(FailingApp):
    """A Textual app that sends the cells that changed, and no others."""

    def __init__(
        self,
        abilities: Abilities,
        standing: Standing | None = None,
        *,
        is_thrifty: bool = True,
        **given: Any,
    ) -> None:
        """Take a terminal's abilities, and the screen that stands on it already.

        Without thrift the app writes as Textual does.
        """
        self.abilities = abilities
        self.standing = standing
        self._is_thrifty = is_thrifty and not known.unknown()
        self._shadow = Shadow(abilities)
        if standing is not None:
            self._shadow.adopt(standing.frame)
        super().__init__(**given)

    @property
    def is_thrifty(self) -> bool:
        """Whether differences are sent, wherever the driver allows for it."""
        return self._is_thrifty

    def get_driver_class(self) -> type[Driver]:
        """Return our driver where Textual would take the one that it extends."""
        chosen = super().get_driver_class()
        if not self._is_thrifty:
            return chosen
        from textual.drivers.linux_driver import LinuxDriver

        from tui.terminal.driver import ThriftyDriver

        return ThriftyDriver if chosen is LinuxDriver else chosen

    @property
    def thrifty_driver(self) -> ThriftyDriver | None:
        """The driver, where it is ours and the layer is at work."""
        if not self._is_thrifty:
            return None
        from tui.terminal.driver import ThriftyDriver

        return self._driver if isinstance(self._driver, ThriftyDriver) else None

    @property
    def size(self) -> Size:
        """How much of the terminal is drawn on."""
        return _sane(super().size)

    def shown(self) -> Frame | None:
        """Return what the terminal shows, where that is known."""
        is_known = self.thrifty_driver is not None and self._shadow.is_known
        return self._shadow.frame() if is_known else None

    @property
    def is_typed_into(self) -> bool:
        """Whether the cursor is to stand where letters are typed."""
        return getattr(self.focused, "cursor_screen_offset", None) is not None

    def entered(self, *, is_fresh: bool, can_feed: bool) -> None:
        """Draw on a screen that is ours now, and again when we come back to it."""
        self._shadow.feed_lines(can_feed=can_feed)
        if is_fresh:
            is_back = self._shadow.size != (0, 0)
            self._shadow.doubt(is_fresh=True)
            if is_back:
                self.call_later(self.send_again)

    def disturbed(self) -> None:
        """Draw the screen again after something unknown was written to it."""
        self._shadow.doubt()
        if self.thrifty_driver is not None:
            self.call_later(self._heal)

    def _heal(self) -> None:
        """Send the whole screen, unless an update has done so meanwhile."""
        if self._shadow.is_doubted:
            self.send_again()

    def send_again(self) -> None:
        """Send the whole screen, whatever the terminal shows by now."""
        if (driver := self.thrifty_driver) is None:
            self.refresh(layout=True)
            self.screen.refresh(layout=True)
            return
        driver.send(self._shadow.resend())

    def redraw(self) -> None:
        """Set the terminal anew and send the whole screen, after something has reset it."""
        if (driver := self.thrifty_driver) is not None:
            driver.enter_again()
        self.send_again()

    def action_suspend_process(self) -> None:
        """Go to the shell, and come back from it."""
        if self.thrifty_driver is None:
            super().action_suspend_process()
        else:
            self._give_way(front.stop_job)

    def sent_away(self) -> None:
        """Stop as somebody else wants it, alone, if this session may be stopped at all."""
        if self.check_action("suspend_process", ()):
            self._give_way(front.stop)

    def _give_way(self, stop: Callable[[], None]) -> None:
        """Leave the terminal, stop, and enter it again; stay where we are about to end."""
        if (driver := self.thrifty_driver) is None or driver.is_away:
            return
        self.app_suspend_signal.publish(self)
        driver.suspend_application_mode()
        if not driver.is_ending:
            stop()
        driver.resume_application_mode()
        self.app_resume_signal.publish(self)

    def let_go_on(self) -> None:
        """Set the terminal anew, on which a shell may have written while we were stopped."""
        if (driver := self.thrifty_driver) is not None and not driver.is_away:
            driver.wait_for_front()
            signal.raise_signal(signal.SIGWINCH)  # which only the job in front is sent
            self.redraw()

    async def on_event(self, event: events.Event) -> None:
        """Trust nothing on a screen whose size changed, even if it has changed back."""
        if isinstance(event, events.Resize):
            size = _sane(event.size)
            event = events.Resize(size, size, pixel_size=event.pixel_size)
        if isinstance(event, events.Resize) and (driver := self.thrifty_driver) is not None:
            is_same = self._shadow.size == event.size
            if not driver.is_size_awaited():
                self._shadow.doubt()
                if is_same:  # Textual has nothing to draw then
                    self.call_later(self.send_again)
        await super().on_event(event)

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        """Hand an update on to be sent as a difference."""
        if (driver := self.thrifty_driver) is not None:
            from tui.terminal.difference import Difference
            from tui.terminal.updates import Update

            if isinstance(renderable, Update):
                renderable = Difference(self, driver, renderable)
        super()._display(screen, renderable)

    def _begin_update(self) -> None:
        """Leave it to the difference whether it is worth holding together."""
        if self.thrifty_driver is None:
            super()._begin_update()

    def _end_update(self) -> None:
        """Leave it to the difference whether it is worth holding together."""
        if self.thrifty_driver is None:
            super()._end_update()

    def difference(self, update: Update, colours: ColorSystem) -> str:
        """Return the sequence that makes the terminal show an update."""
        from tui.terminal import updates

        size = updates.covers(update) or tuple(self.size)
        if size != self._shadow.size:
            self._shadow.resize(*size)
        sequence = self._shadow.update(updates.pieces(update, colours))
        if self._sync_available and len(sequence) > _IN_ONE_GO:
            return f"{_HOLD}{sequence}{_SHOW}"
        return sequence

    def give_up_thrift(self) -> None:
        """Write as Textual does from here on, beginning with the whole screen."""
        self._is_thrifty = False
        self.call_later(self.send_again)


def _sane(size: Size) -> Size:
    """Return a size as far as it can be that of a screen."""
    return Size(*map(min, size, LARGEST))
