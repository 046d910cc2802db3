"""What every window that one answers has in common: it closes once."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

_Answer = TypeVar("_Answer")


class Window(ModalScreen[_Answer]):
    """A window that hands back one answer.

    A key held down, or a slow network, brings a second answer before the window is gone; Textual
    would take that for the answer to whatever stands below, and close it.
    """

    def dismiss(self, result: _Answer | None = None) -> AwaitComplete:
        """Close with an answer, unless it is closed already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
