"""How an explorer knows that a browser shows it: by the driver that Textual is told to take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

DRIVER: Final = "tui.web.driver:BrowserDriver"
"""What draws for a browser, as Textual is told it."""

DRIVER_VARIABLE: Final = "TEXTUAL_DRIVER"
"""Where Textual is told it."""


def is_browser(environ: Mapping[str, str]) -> bool:
    """Whether a browser shows this process, by its environment."""
    return environ.get(DRIVER_VARIABLE) == DRIVER
