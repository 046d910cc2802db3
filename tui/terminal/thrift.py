"""An app whose screen reaches the terminal as differences.

Textual hands each update to `_display`. Here the update is wrapped, so that when Textual asks for
its sequence, it gets the difference from what the terminal shows; all else of `_display` is
Textual's own. In a browser or without a terminal nothing is wrapped.
"""

from __future__ import annotations

from typing import Any, Final

from rich.color import ColorSystem
from rich.console import Console
from textual import events
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.screen import Screen

from tui.terminal import known, updates
from tui.terminal.abilities import Abilities
from tui.terminal.driver import Standing, ThriftyDriver
from tui.terminal.frame import Frame
from tui.terminal.shadow import Shadow

_IN_ONE_GO: Final = 512
"""Bytes up to which an update reaches the screen at once without being held together."""

LARGEST: Final = Size(1000, 500)
"""The most columns and rows that are drawn. No screen has more, but anybody can claim it has, to
whom the server then would give all of its memory."""

_HOLD: Final = "\x1b[?2026h"
_SHOW: Final = "\x1b[?2026l"

_BROKEN: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What comes of insides that are not as they were."""


class ThriftyApp(App[int]):
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

    def get_driver_class(self) -> type[Driver]:
        """Return our driver where Textual would take the one that it extends."""
        chosen = super().get_driver_class()
        return ThriftyDriver if chosen is LinuxDriver and self._is_thrifty else chosen

    @property
    def thrifty_driver(self) -> ThriftyDriver | None:
        """The driver, where it is ours and the layer is at work."""
        driver = self._driver
        return driver if self._is_thrifty and isinstance(driver, ThriftyDriver) else None

    @property
    def size(self) -> Size:
        """How much of the terminal is drawn on."""
        return _sane(super().size)

    def shown(self) -> Frame | None:
        """Return what the terminal shows, where that is known."""
        return self._shadow.frame() if self.thrifty_driver is not None else None

    def entered(self, *, is_fresh: bool) -> None:
        """Draw on a screen that is ours now, and again when we come back to it."""
        if is_fresh:
            is_back = self._shadow.size != (0, 0)
            self._shadow.doubt(is_fresh=True)
            if is_back:
                self.call_later(self.send_again)

    def disturbed(self) -> None:
        """Trust nothing on the screen after something unknown was written to it."""
        self._shadow.doubt()

    def send_again(self) -> None:
        """Send the whole screen, whatever the terminal shows by now."""
        if (driver := self.thrifty_driver) is None:
            self.refresh(layout=True)
            self.screen.refresh(layout=True)
            return
        sequence = self._shadow.resend()
        driver.expect(sequence)
        driver.write(sequence)
        driver.flush()

    def redraw(self) -> None:
        """Set the terminal anew and send the whole screen, after something has reset it."""
        if (driver := self.thrifty_driver) is not None:
            driver.enter_again()
        self.send_again()

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
        driver = self.thrifty_driver
        if driver is not None and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            renderable = _Difference(self, driver, renderable)
        super()._display(screen, renderable)

    def _begin_update(self) -> None:
        """Leave it to the difference whether it is worth holding together."""
        if self.thrifty_driver is None:
            super()._begin_update()

    def _end_update(self) -> None:
        """Leave it to the difference whether it is worth holding together."""
        if self.thrifty_driver is None:
            super()._end_update()

    def difference(self, update: updates.Update, colours: ColorSystem) -> str:
        """Return the sequence that makes the terminal show an update."""
        size = updates.covers(update) or tuple(self.size)
        if size != self._shadow.size:
            self._shadow.resize(*size)
        sequence = self._shadow.update(updates.pieces(update, colours))
        if self._sync_available and len(sequence) > _IN_ONE_GO:
            return f"{_HOLD}{sequence}{_SHOW}"
        return sequence

    def give_up_thrift(self) -> None:
        """Write as Textual does from here on."""
        self._is_thrifty = False


def _sane(size: Size) -> Size:
    """Return a size as far as it can be that of a screen."""
    return Size(*map(min, size, LARGEST))


class _Difference(CompositorUpdate):
    """An update that renders as what differs from the screen."""

    def __init__(self, app: ThriftyApp, driver: ThriftyDriver, update: updates.Update) -> None:
        self._app, self._driver, self._update = app, driver, update

    def render_segments(self, console: Console) -> str:
        """Return the difference; where the update is not what we take it for, all of it."""
        colours = console._color_system or ColorSystem.TRUECOLOR
        try:
            sequence = self._app.difference(self._update, colours)
        except _BROKEN:
            self._app.give_up_thrift()
            return self._update.render_segments(console)
        self._driver.expect(sequence)
        return sequence
