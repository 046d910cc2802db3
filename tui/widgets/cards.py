"""A card, laid out: a record, a passage, an article, a page of help.

The lines are those of `tui.layout` for the width at hand. When another card comes, only the lines
that differ are drawn again; when the width changes, the cursor stays on what it was on.
"""

from __future__ import annotations

from tui.layout import Laid, Pieces, lay, lay_title
from tui.views.card import Card, Ink, Line
from tui.widgets.lines import Lines


class CardView(Lines):
    """Draws one card, with its title and aside as the first line."""

    def __init__(self, *, id: str, lands: bool = True, tight: bool = False) -> None:
        """Begin empty.

        Without `lands` there is no cursor and the arrows scroll; with `tight` the title takes one
        line and no blank one after it.
        """
        super().__init__(id=id)
        self._lands = lands
        self._tight = tight
        self._wanted: tuple[str | None, int] = (None, 0)
        self._revealed: Ink | None = None
        self.card = Card("")
        self._laid: tuple[Laid, ...] = ()
        self._laid_for = self._laid_lines = 0
        self._is_unseen = True

    def show(self, card: Card, cursor: str | None = None, top: int = 0) -> None:
        """Take a card over, with the cursor on the line keyed `cursor`, else on the first.

        In a pane that is hidden it is laid out as it was last seen, for what follows the cursor.
        """
        self.card = card
        self._wanted = (cursor, top)
        self._revealed = None
        self._is_unseen = not self.size.width
        if self._is_unseen and not self._laid_for:
            return
        self._lay()
        number = self._numbered(cursor)
        if number is None:
            number = self._first_fact()
        self.renew(cursor=number, top=top)
        if number is not None and cursor is not None:
            self.keep_in_view(number)

    def reveal(self, ink: Ink) -> None:
        """Scroll so that the first line with that ink stands in the upper part of the pane.

        Before there is room to lay the card out, and when its size changes, it is done then.
        """
        self._revealed = ink
        for number, laid in enumerate(self._laid):
            if any(piece.ink == ink for piece in laid.pieces):
                top = max(0, number - self.height // 3)
                self.scroll_lines_to(top)
                return

    def _scroll_by(self, lines: int) -> None:
        """Scroll as the reader asks, who has seen what was revealed."""
        self._revealed = None
        super()._scroll_by(lines)

    @property
    def line(self) -> Line | None:
        """The line that the cursor is on."""
        return None if self.cursor is None else self.line_at(self.cursor)

    def line_at(self, number: int) -> Line | None:
        """Return the line that a screen line belongs to, if any."""
        return self._laid[number].line if number < len(self._laid) else None

    @property
    def view(self) -> str | None:
        """Where the line that the cursor is on leads."""
        return self.line.view if self.line else None

    @property
    def key(self) -> str | None:
        """What names the line that the cursor is on."""
        return key_of(self.line) if self.line else None

    def count(self) -> int:
        """Return how many screen lines the card takes."""
        return len(self._laid)

    def pieces(self, number: int, width: int) -> Pieces:  # noqa: ARG002
        """Return one screen line; it was laid out for this width already."""
        return self._laid[number].pieces

    def can_land(self, number: int) -> bool:
        """Stop on the first screen line of what leads somewhere."""
        laid = self._laid[number]
        return (
            self._lands and laid.is_first and laid.line is not None and laid.line.can_be_landed_on
        )

    def on_resize(self) -> None:
        """Lay out again for another width, and stay where the reader was.

        What came while the pane was hidden is laid out as if it came now, unless it fits as it is.
        """
        if not self.size.width:
            return
        revealed, wished = self._revealed, self._wished
        is_laid = (self.room, self.height) == (self._laid_for, self._laid_lines)
        if self._is_unseen and not is_laid:
            cursor, wished = self._wanted
            self.show(self.card, cursor, wished)
            self._wished = wished
            self.post_message(self.Moved(self))
        elif self.room != self._laid_for:
            self.show(self.card, self.key, wished)
            self._wished = wished
        self._is_unseen = False
        if revealed is not None:
            self.reveal(revealed)

    def _lay(self) -> None:
        if self.size.width:
            self._laid_for, self._laid_lines = self.room, self.height
        title = lay_title(self.card, self._laid_for, tight=self._tight)
        self._laid = (*title, *lay(self.card, self._laid_for))

    def _first_fact(self) -> int | None:
        """Return the first line with words behind it that is in view, else the first to land on."""
        facts = (
            number
            for number, laid in enumerate(self._laid[: self._laid_lines])
            if self.can_land(number) and laid.line and (laid.line.event or laid.line.quote)
        )
        return next(facts, self.nearest(0, 1))

    def _numbered(self, key: str | None) -> int | None:
        if key is None:
            return None
        return next(
            (
                number
                for number, laid in enumerate(self._laid)
                if laid.is_first and laid.line is not None and key_of(laid.line) == key
            ),
            None,
        )


def key_of(line: Line) -> str | None:
    """Return what names a line when a place is remembered."""
    return line.name or line.quote or line.event or line.view
