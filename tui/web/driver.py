"""Textual's web driver as an explorer in a browser has it.

It leaves the mouse to the browser, so that text is selected and copied there as on any page, ends
in order where the server is gone, which `tui.leaving` hears of, and takes nothing but keys from a
page.
"""

from __future__ import annotations

import contextlib
from typing import Final

from textual import events
from textual.drivers.web_driver import WebDriver
from textual.message import Message

_MOUSE: Final = frozenset(f"\x1b[?{mode}h" for mode in (1000, 1003, 1006, 1015))
"""What would take the mouse away from the browser."""


class BrowserDriver(WebDriver):
    """Hands frames to the server and keys to the explorer, as long as there is a server."""

    def write(self, data: str) -> None:
        """Write what the terminal in the page is to show."""
        if data not in _MOUSE:
            with contextlib.suppress(BrokenPipeError):  # the end is on its way
                super().write(data)

    def process_message(self, message: Message) -> None:
        """Hand on what was typed; a size is none: the server tells it, within what a screen has."""
        if not isinstance(message, events.Resize):
            super().process_message(message)

    def run_input_thread(self) -> None:
        """Read what is typed; after what Textual cannot read it is deaf, so the session ends."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self.on_meta("quit", {})

    def write_meta(self, data: dict[str, object]) -> None:
        """Write what the server is to know."""
        with contextlib.suppress(BrokenPipeError):
            super().write_meta(data)
