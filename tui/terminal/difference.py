"""An update of Textual's that renders as what differs from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import CompositorUpdate

from tui.terminal.driver import ThriftyDriver
from tui.terminal.pen import PLAIN
from tui.terminal.updates import Update

if TYPE_CHECKING:
    from tui.terminal.thrift import ThriftyApp

_BROKEN: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What comes of insides that are not as they were."""


class Difference(CompositorUpdate):
    """What an app is to show now, on a terminal that shows most of it."""

    def __init__(self, app: ThriftyApp, driver: ThriftyDriver, update: Update) -> None:
        """Take an update as Textual made it."""
        self._app, self._driver, self._update = app, driver, update

    def render_segments(self, console: Console) -> str:
        """Return the difference; where the update is not what we take it for, all of it."""
        try:
            colours = console._color_system or ColorSystem.TRUECOLOR
            sequence = self._app.difference(self._update, colours)
        except _BROKEN:
            self._app.give_up_thrift()
            return PLAIN + self._update.render_segments(console)
        self._driver.expect(sequence)
        return sequence
