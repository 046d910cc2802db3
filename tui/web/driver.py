"""Textual's web driver as an explorer in a browser has it.

It ends when the server does, however that came; and it leaves the mouse to the browser, so that
text is selected and copied there as on any page.
"""

from __future__ import annotations

import contextlib
import os
import threading
from typing import Final

from textual import messages
from textual.drivers.web_driver import WebDriver

SECONDS: Final = 1.5
"""How long the explorer may take to end by itself once the server is gone."""

_MOUSE: Final = frozenset(f"\x1b[?{mode}h" for mode in (1000, 1003, 1006, 1015))
"""What would take the mouse away from the browser."""


class BrowserDriver(WebDriver):
    """Hands frames to the server and keys to the explorer, as long as there is a server."""

    def write(self, data: str) -> None:
        """Write what the terminal in the page is to show."""
        if data not in _MOUSE:
            with contextlib.suppress(BrokenPipeError):  # `run_input_thread` hears of the end
                super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        """Write what the server is to know."""
        with contextlib.suppress(BrokenPipeError):
            super().write_meta(data)

    def run_input_thread(self) -> None:
        """Read keys until there are no more; where it is the server that is gone, end.

        The stock driver would stay for ever, as a program without anybody to see or stop it.
        """
        super().run_input_thread()
        if self.exit_event.is_set():
            return
        watchdog = threading.Timer(SECONDS, os._exit, (1,))
        watchdog.daemon = True
        watchdog.start()
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself meanwhile
            self.send_message(messages.ExitApp())
