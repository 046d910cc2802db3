"""A column of lines with a cursor, of which only those in view are ever drawn.

Lists, records, passages and articles are all this: lines of pieces by number, some of which the
cursor may land on. It is a line-API widget, so that a hundred thousand lines open in the time of
fifty, and it redraws a line only when that line has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui import commands, paint
from tui.views.card import Ink, Piece

MARKER = "▌"
"""Stands at the left of the line that the cursor is on; a thin one where another pane has focus."""
FAINT_MARKER = "▏"


class Lines(ScrollView, can_focus=True, inherit_bindings=False):
    """What every column of lines has in common; the lines themselves come from a subclass."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*paint.COMPONENTS, "lines--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("lines")
    DEFAULT_CSS = (
        "Lines { scrollbar-size: 1 1; scrollbar-gutter: stable; overflow-x: hidden;"
        " background: $background; scrollbar-background: $background;"
        " scrollbar-color: $ink-rule; scrollbar-color-hover: $ink-dim;"
        " scrollbar-background-hover: $background; scrollbar-background-active: $background;"
        " scrollbar-color-active: $ink-dim;"
        " & .lines--cursor { background: $ink-cursor; color: $ink-cursor-text; }"
        f" {paint.INK_CSS} }}"
    )

    cursor: reactive[int | None] = reactive(None, repaint=False, init=False)
    """The number of the line that the cursor is on; None where there is none to land on."""

    def __init__(self, *, id: str | None = None) -> None:
        """Begin without lines."""
        super().__init__(id=id)
        self._styles_of_inks: dict[Ink, Style] = {}

    @dataclass
    class Moved(Message):
        """The cursor came to another line."""

        lines: Lines
        """Where."""

        @property
        def control(self) -> Lines:
            """The widget, for `@on` selectors."""
            return self.lines

    @dataclass
    class Chosen(Message):
        """Enter was pressed on the line that the cursor is on."""

        lines: Lines
        """Where."""

        @property
        def control(self) -> Lines:
            """The widget, for `@on` selectors."""
            return self.lines

    def count(self) -> int:
        """Return how many lines there are."""
        return 0

    def pieces(self, number: int, width: int) -> tuple[Piece, ...]:  # noqa: ARG002
        """Return one line, laid out for `width` cells."""
        return ()

    def can_land(self, number: int) -> bool:  # noqa: ARG002
        """Whether the cursor may stop on a line."""
        return True

    @property
    def room(self) -> int:
        """The cells that a line has, beside the marker."""
        return max(self.scrollable_content_region.width - 2, 1)

    def renew(
        self, *, cursor: int | None = None, scroll: int = 0, before: Sequence[object] | None = None
    ) -> None:
        """Take new lines over: their number, the cursor's place and the scroll position.

        Where the lines `before` are given and the place is the same, only those that differ are
        drawn again.
        """
        count, old_cursor, old_top = self.count(), self.cursor, self.scroll_offset.y
        self.virtual_size = Size(self.scrollable_content_region.width, count)
        self.set_reactive(Lines.cursor, cursor)
        self.scroll_to(y=scroll, animate=False, force=True, immediate=True)
        if before is None or self.scroll_offset.y != old_top:
            self.refresh()
            return
        for number in range(old_top, old_top + self.scrollable_content_region.height):
            if number in (cursor, old_cursor) or self.differs(number, before):
                self.refresh_line(number)

    def differs(self, number: int, before: Sequence[object]) -> bool:  # noqa: ARG002
        """Whether a line looks other than it did among the lines `before`."""
        return True

    def render_line(self, y: int) -> Strip:
        """Draw one line of those in view."""
        number = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        ground = self.rich_style
        if number >= self.count():
            return Strip.blank(width, ground)
        here = number == self.cursor
        if here and self.has_focus:
            ground = self.get_component_rich_style("lines--cursor")
        sign = (MARKER if self.has_focus else FAINT_MARKER) if here else " "
        drawn = (Piece(sign, "accent"), Piece(" "), *self.pieces(number, width - 2))
        return paint.strip(drawn, width, self._ink, ground)

    def _ink(self, ink: Ink) -> Style:
        style = self._styles_of_inks.get(ink)
        if style is None:
            style = self.get_component_rich_style(f"ink--{ink}", partial=True)
            self._styles_of_inks[ink] = style
        return style

    def notify_style_update(self) -> None:
        """Forget the looks of the inks when the theme changes."""
        self._styles_of_inks = {}
        super().notify_style_update()

    def on_focus(self) -> None:
        """Show the marker as the one that keys move."""
        self._redraw(self.cursor)

    def on_blur(self) -> None:
        """Show the marker as one that waits."""
        self._redraw(self.cursor)

    def watch_cursor(self, before: int | None, after: int | None) -> None:
        """Redraw the two lines that changed, keep the cursor in view, and tell."""
        self._redraw(before)
        self._redraw(after)
        if after is not None:
            self.keep_in_view(after)
        self.post_message(self.Moved(self))

    def keep_in_view(self, number: int) -> None:
        """Scroll as little as needed for a line to be seen."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if number < top:
            target = 0 if not any(map(self.can_land, range(number))) else number
        elif height and number >= top + height:
            target = number - height + 1
        else:
            return
        self.scroll_to(y=target, animate=False, force=True, immediate=True)

    def _redraw(self, number: int | None) -> None:
        if number is not None:
            self.refresh_line(number)

    def nearest(self, number: int, step: int) -> int | None:
        """Return the first line from `number` on, going by `step`, that takes the cursor."""
        while 0 <= number < self.count():
            if self.can_land(number):
                return number
            number += step
        return None

    def land(self, wanted: int, step: int) -> None:
        """Put the cursor on the nearest line that way; where there is none, only scroll."""
        found = self.nearest(wanted, step)
        if found is None:
            self._scroll_by(step)
        else:
            self.cursor = found

    def _scroll_by(self, lines: int) -> None:
        """Scroll without moving the cursor, so that lines it cannot land on can be read."""
        top = max(0, min(self.scroll_offset.y + lines, self.max_scroll_y))
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def action_down(self) -> None:
        """Go one line down."""
        self.land(self.scroll_offset.y if self.cursor is None else self.cursor + 1, 1)

    def action_up(self) -> None:
        """Go one line up."""
        self.land(-1 if self.cursor is None else self.cursor - 1, -1)

    def action_page_down(self) -> None:
        """Go one screen down."""
        self._leap(max(self.scrollable_content_region.height - 1, 1))

    def action_page_up(self) -> None:
        """Go one screen up."""
        self._leap(-max(self.scrollable_content_region.height - 1, 1))

    def _leap(self, by: int) -> None:
        self._scroll_by(by)
        if self.cursor is None:
            return
        target = max(0, min(self.cursor + by, self.count() - 1))
        step = 1 if by > 0 else -1
        found = self.nearest(target, step)
        self.cursor = self.nearest(target, -step) if found is None else found

    def action_first(self) -> None:
        """Go to the first line."""
        self._scroll_by(-self.count())
        self.land(0, 1)

    def action_last(self) -> None:
        """Go to the last line."""
        self._scroll_by(self.count())
        self.land(self.count() - 1, -1)

    def action_choose(self) -> None:
        """Choose the line that the cursor is on."""
        if self.cursor is not None:
            self.post_message(self.Chosen(self))
