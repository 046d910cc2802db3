"""Where one asks: the query, and beside it how many there are, in which order, on which line."""

from __future__ import annotations

from typing import Final

from textual import getters
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from tui import paint
from tui.layout import cut, cut_text
from tui.standins import visible
from tui.views.card import Piece
from tui.widgets.search_bar import SearchBar

LEFT_TO_TYPE: Final = 28
"""The cells that the query keeps, however much there is to count."""

_LEAST_TO_TYPE: Final = 14
"""The cells that it keeps where the bare count is too long."""

_LEAST_TO_COUNT: Final = 6
"""The cells without which nothing is counted."""

_TINY: Final = 8
"""Below so many cells all of them are for what is typed."""

_BETWEEN: Final = " · "


class CountLine(Widget):
    """The count always; the order, then the line that the cursor is on, where there is room.

    The number of the line stands last and is drawn alone, so that a move costs a few bytes.
    """

    DEFAULT_CSS = "CountLine { height: 1; width: 0; background: $background; }"

    def __init__(self, *, id: str) -> None:
        """Begin empty."""
        super().__init__(id=id)
        self._summary, self._order = "", ""
        self._total, self._at = 0, 0
        self._words, self._has_place = "", False

    def show(self, summary: str, order: str, total: int) -> None:
        """Take over what is counted, its order, and how many lines there are."""
        self._summary, self._order, self._total = visible(summary), visible(order), total
        self.fit()

    def move(self, at: int | None) -> None:
        """Tell the line that the cursor is on."""
        self._at = 0 if at is None else at + 1
        if self._has_place:
            self.refresh(Region(len(self._words) + 1, 0, self._place_width, 1))

    def fit(self) -> None:
        """Say as much as the width of the screen has room for."""
        room = self.screen.size.width - LEFT_TO_TYPE
        with_order = _BETWEEN.join(filter(None, (self._summary, self._order)))
        left = self.screen.size.width - _LEAST_TO_TYPE
        short = self._summary if left >= _LEAST_TO_COUNT else ""
        self._words = with_order if len(with_order) < room else cut_text(short, left)
        self._has_place = (
            self._total > 0
            and self._words == with_order
            and len(self._words) + self._place_width < room
        )
        has_words = bool(self._words)
        self.styles.width = has_words + len(self._words) + self._place_width * self._has_place
        self.refresh()

    @property
    def _place_width(self) -> int:
        return len(f"{_BETWEEN}line {self._total:,}")

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw it, in one ink."""
        place = f"{_BETWEEN}line {self._at:,}" if self._has_place and self._at else ""
        pieces = cut((Piece(f" {self._words}{place}", "dim"),), self.size.width)
        theme = self.app.current_theme
        return paint.strip(pieces, self.size.width, paint.inks(theme), self.rich_style)


class AskBar(Horizontal):
    """The query and the count side by side, which share the width."""

    DEFAULT_CSS = """
    AskBar { height: 1; padding: 0 1; }
    AskBar > #slash { width: 2; color: $ink-accent; }
    AskBar.-tiny { padding: 0; & > #slash { display: none; } }
    """

    count_line = getters.query_one(CountLine)

    def __init__(self, bar: SearchBar) -> None:
        """Take the line to type in."""
        super().__init__()
        self._bar = bar

    def compose(self) -> ComposeResult:
        """Lay the line out."""
        yield Static("/ ", id="slash")
        yield self._bar
        yield CountLine(id="count")

    def on_resize(self) -> None:
        """Tell as much as there is room for."""
        self.set_class(self.size.width < _TINY, "-tiny")
        self.count_line.fit()
