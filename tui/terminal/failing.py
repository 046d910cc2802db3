"""An app that ends on a mistake without a word on the screen; whoever runs it tells what it was.

Textual prints the calls that led there, with what every variable held: two hundred lines, paths
and the insides of the database among them, to whoever sits before the terminal.
"""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console
from textual.app import App


class EndedInThread(Exception):
    """A thread of the driver has failed; the message is all that Textual tells of it."""


class FailingApp(App[int]):
    """What an app has of it."""

    def failed(self, problem: BaseException) -> bool:  # noqa: ARG002
        """Hear by what the app would end; return whether that is seen to, in another way."""
        return False

    def _handle_exception(self, error: Exception) -> None:
        """Ask first; a worker wraps what it met."""
        if not self.failed(getattr(error, "error", error)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without printing anything."""
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        """End without printing what can print itself; what a thread met is heard of here first."""
        if self._exception is None:
            console = Console(file=io.StringIO(), width=100)
            with console.capture() as captured:
                console.print(*renderables)
            self._handle_exception(EndedInThread(captured.get()))
        self._close_messages_no_wait()
