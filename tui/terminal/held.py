"""A screen that draws nothing while updates are held back.

Textual lays a screen out in the midst of a batch of updates, draws it, and throws the drawing away.
At a start that is the first of all drawings, and the longest.
"""

from __future__ import annotations

from textual.screen import Screen, ScreenResultType


class HeldScreen(Screen[ScreenResultType]):
    """What the explorer's pages are."""

    def _compositor_refresh(self) -> None:
        """Draw, or remember to do so when the batch is over."""
        if getattr(self.app, "_batch_count", 0):  # a Textual without it is one that we do not know
            self.refresh()
        else:
            super()._compositor_refresh()
