"""A column of lines with a cursor, of which only those in view are ever drawn.

Lists, records, passages and articles are all this: lines of pieces by number, some of which the
cursor may land on. It is a line-API widget, so that a hundred thousand lines open in the time of
fifty, and it redraws a line only when that line has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui import commands, paint
from tui.layout import Pieces, cut, padded
from tui.views.card import Piece

MARKER = "▌"
"""Stands at the left of the line that the cursor is on, where keys move it."""

FAINT_MARKER = "▏"
"""Stands there where another pane has the focus."""

THUMB = "▕"
"""Stands at the right of the lines that show where one is in a pane longer than its room."""

NARROW = 5
"""Up to so many cells there are neither a blank after the marker nor a thumb."""


class Lines(Widget, can_focus=True):
    """What every column of lines has in common; the lines themselves come from a subclass."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("lines")
    DEFAULT_CSS = "Lines { background: $background; }"

    cursor: reactive[int | None] = reactive(None, repaint=False, init=False)
    """The number of the line that the cursor is on; None where there is none to land on."""

    def __init__(self, *, id: str | None = None) -> None:
        """Begin without lines."""
        super().__init__(id=id)
        self.top = 0
        self._wished = 0
        self._marked = range(0)
        self._ground = Style.null()
        self._drawn: dict[int, tuple[Pieces, bool]] = {}

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
        """Enter was pressed on the line that the cursor is on, or where there is no such line."""

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

    def heading(self, width: int) -> tuple[Piece, ...]:  # noqa: ARG002
        """Return the line that stays above the others, where `heads` says that there is one."""
        return ()

    @property
    def heads(self) -> int:
        """How many lines stay above the others: one for headings, or none."""
        return 0

    def can_land(self, number: int) -> bool:  # noqa: ARG002
        """Whether the cursor may stop on a line."""
        return True

    @property
    def view(self) -> str | None:
        """Where the line that the cursor is on leads."""
        return None

    @property
    def room(self) -> int:
        """The cells that a line has, between the marker and the thumb."""
        return _room(self.size.width)

    @property
    def height(self) -> int:
        """How many lines are in view, below the headings."""
        return max(self.size.height - self.heads, 0)

    @property
    def lowest_top(self) -> int:
        """The line that stands at the top when one has scrolled all the way down."""
        return max(self.count() - self.height, 0)

    def renew(self, *, cursor: int | None = None, top: int = 0) -> None:
        """Take new lines over, with the cursor's place and the scroll position."""
        self.set_reactive(Lines.cursor, cursor)
        self._wished = top
        self.top = min(top, self.lowest_top) if self.height else top
        self._redraw_changed()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines in view, over a ground that is looked up once for all."""
        self._ground = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one line of those in view."""
        width, ground = self.size.width, self._ground
        self._drawn[y] = pieces, has_cursor = self._line(y)
        if has_cursor:
            ground += paint.cursor_ground(self.app.current_theme)
        return paint.strip(pieces, width, paint.inks(self.app.current_theme), ground)

    def _line(self, y: int) -> tuple[Pieces, bool]:
        """Return what stands on a line in view, and whether keys move it."""
        heads, width = self.heads, self.size.width  # each of which takes Textual a while
        is_narrow, room = width <= NARROW, _room(width)
        number = y - heads + self.top
        if y < heads:
            blank = Piece(" " if is_narrow else "  ")
            return (blank, *cut(self.heading(room), width - len(blank.text))), False
        if number >= self.count():
            return (), False
        here = number == self.cursor
        sign = (MARKER if self.has_focus else FAINT_MARKER) if here else " "
        words = cut(self.pieces(number, room), width - (1 if is_narrow else 2))
        if is_narrow:
            return (Piece(sign, "accent"), *words), here and self.has_focus
        pieces: Pieces = (Piece(sign, "accent"), Piece(" "), *words)
        if number in self._marked:
            pieces = (*padded(pieces, width - 1), Piece(THUMB, "dim"))
        return pieces, here and self.has_focus

    def _redraw_changed(self) -> None:
        """Draw the lines that look other than they did, each of which costs bytes to send."""
        self._marked = self._thumb()
        width, height = self.size
        for y in range(height):
            if y not in self._drawn or self._drawn[y] != self._line(y):
                self.refresh(Region(0, y, width, 1))

    def _thumb(self) -> range:
        """Return the lines beside which the thumb stands; none where all are in view."""
        height, count = self.height, self.count()
        if not height or count <= height:
            return range(0)
        size = max(height * height // count, 1)
        start = self.top + self.top * (height - size) // max(count - height, 1)
        return range(start, start + size)

    def on_resize(self) -> None:
        """Keep the cursor in view and the last line at the bottom.

        Where it was scrolled to is kept in mind, as small sizes often last a moment only.
        """
        wished = self._wished
        top = max(0, min(wished, self.lowest_top))
        self.scroll_lines_to(top if self.cursor is None else self._top_for(self.cursor, top))
        self._wished = wished

    def scroll_lines_to(self, top: int) -> None:
        """Put a line at the top, or as near to it as there are lines."""
        self.top = self._wished = max(0, min(top, self.lowest_top))
        self._redraw_changed()

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
        top = self._top_for(number, self.top)
        if top != self.top:
            self.scroll_lines_to(top)

    def _top_for(self, number: int, top: int) -> int:
        """Return the line nearest to `top` that can stand at the top for another to be seen."""
        if number < top:
            is_first = number < self.height and self.nearest(0, 1) == number
            return 0 if is_first else number
        if self.height and number >= top + self.height:
            return number - self.height + 1
        return top

    def _redraw(self, number: int | None) -> None:
        if number is not None and self.top <= number < self.top + self.height:
            self.refresh(Region(0, number - self.top + self.heads, self.size.width, 1))

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
        self.scroll_lines_to(self.top + lines)

    def action_down(self) -> None:
        """Go one line down."""
        self.land(self.top if self.cursor is None else self.cursor + 1, 1)

    def action_up(self) -> None:
        """Go one line up."""
        self.land(-1 if self.cursor is None else self.cursor - 1, -1)

    def action_page_down(self) -> None:
        """Go one screen down."""
        self._leap(max(self.height - 1, 1))

    def action_page_up(self) -> None:
        """Go one screen up."""
        self._leap(-max(self.height - 1, 1))

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
        self.cursor = self.nearest(0, 1)

    def action_last(self) -> None:
        """Go to the last line."""
        self._scroll_by(self.count())
        self.cursor = self.nearest(self.count() - 1, -1)

    def action_choose(self) -> None:
        """Choose the line that the cursor is on; where there is none, what is shown."""
        self.post_message(self.Chosen(self))


def _room(width: int) -> int:
    """Return the cells that a line has in a width: without the marker, and a blank and a thumb."""
    return max(width - (1 if width <= NARROW else 3), 1)
