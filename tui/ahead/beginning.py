"""How the live screen begins: nothing special, unless a first frame stands or is to be kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.app import Explorer
    from tui.terminal.frame import Standing


class Beginning:
    """A beginning without a first frame; `tui.ahead.keeping` has one with it."""

    standing: Standing | None = None
    """The frame that stands on the screen, for the live one to take over."""

    def begin(self, app: Explorer) -> None:
        """Hear that the first place is about to be shown."""

    def follow(self, app: Explorer, then: Callable[[], None]) -> None:  # noqa: ARG002
        """Say what there is to say, as the first place is shown by now."""
        then()

    def stop(self) -> None:
        """Hear that the reader goes on."""


PLAIN: Final = Beginning()
"""The beginning of every screen that has no first frame."""
