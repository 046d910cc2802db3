"""Textual's web driver as an explorer in a browser has it.

It leaves the mouse to the browser, so that text is selected and copied there as on any page, and
ends in order where the server is gone, which `tui.leaving` hears of.
"""

from __future__ import annotations

import contextlib
from typing import Final

from textual.drivers.web_driver import WebDriver

_MOUSE: Final = frozenset(f"\x1b[?{mode}h" for mode in (1000, 1003, 1006, 1015))
"""What would take the mouse away from the browser."""


class BrowserDriver(WebDriver):
    """Hands frames to the server and keys to the explorer, as long as there is a server."""

    def write(self, data: str) -> None:
        """Write what the terminal in the page is to show."""
        if data not in _MOUSE:
            with contextlib.suppress(BrokenPipeError):  # the end is on its way
                super().write(data)

    def write_meta(self, data: dict[str, object]) -> None:
        """Write what the server is to know."""
        with contextlib.suppress(BrokenPipeError):
            super().write_meta(data)
