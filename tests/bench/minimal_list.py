"""The smallest line-API list with a cursor: what moving and scrolling are compared with.

`python tests/bench/minimal_list.py FILE` lists the lines of a file.
"""

import sys
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Names(ScrollView, can_focus=True):
    """Lines, of which those in view are drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "move(1)"),
        Binding("k,up", "move(-1)"),
        Binding("pagedown", "page(1)"),
        Binding("pageup", "page(-1)"),
    ]

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.cursor = 0
        self.take(lines)

    def take(self, lines: list[str]) -> None:
        """Show other lines."""
        self.lines = lines
        self.virtual_size = Size(self.size.width, len(lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        number = self.scroll_offset.y + y
        text = self.lines[number] if number < len(self.lines) else ""
        style = Style(reverse=True) if number == self.cursor else Style()
        width = self.size.width
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)

    def action_move(self, by: int) -> None:
        """Move the cursor, and redraw two lines."""
        before, self.cursor = self.cursor, max(0, min(self.cursor + by, len(self.lines) - 1))
        top = self.scroll_offset.y
        for number in (before, self.cursor):
            self.refresh(Region(0, number - top, self.size.width, 1))
        if not top <= self.cursor < top + self.size.height:
            self.scroll_to(y=self.cursor, animate=False)

    def action_page(self, by: int) -> None:
        """Move the cursor and the view by a page."""
        by *= self.size.height
        self.cursor = max(0, min(self.cursor + by, len(self.lines) - 1))
        self.scroll_to(y=self.scroll_offset.y + by, animate=False, immediate=True)
        self.refresh()


class MinimalList(App[None]):
    """Nothing but the list."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        yield Names(self._lines)


if __name__ == "__main__":
    MinimalList(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()).run()
