"""One line to type in, of any width: the cursor is always seen, and a hint is cut with a sign."""

from __future__ import annotations

from rich.cells import cell_len
from textual.geometry import Region
from textual.widgets import Input

from tui.layout import cut_text
from tui.standins import typable


class TypingLine(Input):
    """What the search bar and the fields of windows have in common."""

    hint = ""
    """What stands there while nothing is typed."""

    def validate_value(self, value: str) -> str:
        """Take nothing in that could rule the terminal, wherever it comes from."""
        return typable(value)

    def on_resize(self) -> None:
        """Say the hint as far as there is room, and keep the cursor in view."""
        self.placeholder = cut_text(self.hint, self.size.width)
        at = cell_len(self.value[: self.cursor_position])
        self.scroll_to_region(Region(at, 0, 1, 1), force=True, animate=False)
