"""An app that is drawn as its terminal allows: with its colours and signs, in its height."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import App
from textual.filter import ANSIToTruecolor, LineFilter

BROAD: Final = 12
"""From so many columns on a window has a frame."""

HEIGHTS: Final = [(0, "-line"), (2, "-flat"), (4, "-low"), (7, "-short"), (12, "-tall")]
"""What a screen is called by its lines. A short one shows one pane at a time, a low one leaves out
the line at the top and the rules, a flat one all but the focus and the keys."""


class FittedApp(App[int]):
    """What the explorer has of it."""

    VERTICAL_BREAKPOINTS = HEIGHTS
    HORIZONTAL_BREAKPOINTS = [(0, "-thin"), (BROAD, "-broad")]  # noqa: RUF012 — the type is Textual's

    lenses: Sequence[LineFilter] = ()
    """What drawn lines pass on their way out."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what lines pass; what Textual does for NO_COLOR is done by a lens of ours."""
        stock = super().get_line_filters()
        return (*(each for each in stock if isinstance(each, ANSIToTruecolor)), *self.lenses)
