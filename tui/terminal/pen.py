"""The pen: where the terminal's cursor is and how it writes, moved and changed in the fewest bytes.

Between two updates it stays as coloured as it was, but at an unknown place: the cursor is put where
letters are typed.
Sequences: ECMA-48 for moves and erasures, VT102 for margins and lines put in or taken out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tui.terminal.abilities import Abilities
from tui.terminal.cells import REST, is_disputed
from tui.terminal.rendition import LINK, change, has_ground, is_ground, on_blank
from tui.terminal.strokes import Stroke
from tui.terminal.ways import NOWHERE, Moves, Place, by, way

PLAIN: Final = "\x1b[m"
"""Takes back all colours and text styles."""

_BLANKS: Final = re.compile(r"( {9,})")
"""Blanks that cost more to write than to erase and pass over."""

_LAST_BLANKS: Final = re.compile(r"( {9,}| {5,}\Z)")
"""The same where those at the end need not be passed over."""

_BLANK_END: Final = re.compile(r" {5,}\Z")
"""Those alone."""


class Pen:
    """Writes one update, as pieces that are joined at the end."""

    def __init__(self, abilities: Abilities, width: int, rendition: str = "") -> None:
        """Begin on a screen so many cells wide, with the rendition that the last update left."""
        self._abilities, self._width = abilities, width
        self._moves = Moves(abilities.can_go_to_column, abilities.can_feed)
        self._written: list[str] = []
        self._at = Place()
        self._line = self._column = 0
        self._rendition = rendition
        self._is_over_wide = False

    @property
    def place(self) -> Place:
        """Where the cursor is."""
        return self._at

    @property
    def rendition(self) -> str:
        """How it writes."""
        return self._rendition

    def rest(self) -> str:
        """Return everything that was written; no link is left open."""
        self.use(self._rendition.partition(LINK)[0])
        return "".join(self._written)

    def begin_anew(self) -> None:
        """Write in plain text, whatever others have left set."""
        self._written.append(PLAIN)
        self._rendition = ""

    def use(self, rendition: str) -> None:
        """Write in a rendition from here on."""
        self._written.append(self.step(self._rendition, rendition))
        self._rendition = rendition

    def step(self, before: str, after: str) -> str:
        """Return the shortest sequence from one rendition to another."""
        return change(before, after, can_take_back=self._abilities.can_take_back)

    def way(self, start: Place, line: int, column: int) -> str:
        """Return the shortest way from a place to a cell."""
        return way(start, line, column, self._moves)

    def draw(self, stroke: Stroke) -> None:
        """Write the cells of a stroke, or erase them.

        Over wide characters nothing is erased but to the end of a line: some terminals, when one
        half was erased and the other is written to, clear the first once more, with another ground.
        """
        row, self._line, self._column, stop, can_erase, is_rest = stroke
        if is_rest:
            self._erase_rest(stroke.rendition)
            return
        self._is_over_wide = not can_erase
        begun = self._column
        for column in range(begun, stop):
            wanted, text = row.renditions[column], row.texts[column]
            if wanted == self._rendition or text == REST:
                continue
            if text == " " and on_blank(self._rendition) == wanted:
                continue
            self._put(row.texts[begun:column], _BLANKS)
            begun = column
            self.use(wanted)
        self._put(row.texts[begun:stop], _LAST_BLANKS)

    def after(self, stroke: Stroke) -> Place:
        """Return where the cursor is after a stroke of one rendition."""
        if stroke.is_rest:
            return Place(stroke.line, stroke.start)
        text, column = stroke.text, stroke.stop
        is_erased = stroke.can_erase and self.can_erase(stroke.rendition)
        if is_erased and (blanks := _BLANK_END.search(text)):
            column -= len(blanks[0])
        return Place(stroke.line, column if column < self._width else NOWHERE, text.isascii())

    def _put(self, texts: Sequence[str], blanks: re.Pattern[str]) -> None:
        """Write cells in the rendition that is set, erasing where they are many blanks."""
        begun = 0
        for number, character in enumerate(texts):
            if not character.isascii():
                self._put_narrow("".join(texts[begun:number]), _BLANKS)
                is_wide = number + 1 < len(texts) and texts[number + 1] == REST
                self._put_down(character, 2 if is_wide else 1)
                if is_disputed(character):
                    self._at = self._at._replace(column=NOWHERE)
                begun = number + 1
        self._put_narrow("".join(texts[begun:]), blanks)

    def _put_narrow(self, text: str, blanks: re.Pattern[str]) -> None:
        """Write characters that take one cell each."""
        can_erase = not self._is_over_wide and self.can_erase(self._rendition)
        for number, piece in enumerate(blanks.split(text) if can_erase else [text]):
            if number % 2:
                self._put_down(f"\x1b[{len(piece)}X")
                self._column += len(piece)
            elif piece:
                self._put_down(piece, len(piece))

    def _put_down(self, text: str, width: int = 0) -> None:
        """Go where the next character is to be, write, and follow the cursor.

        After the last column terminals disagree where it is.
        """
        self._written += (self.way(self._at, self._line, self._column), text)
        is_sure = self._at.is_sure or self._line != self._at.line
        self._column += width
        column = self._column if self._column < self._width else NOWHERE
        self._at = Place(self._line, column, is_sure and text.isascii())

    def can_erase(self, rendition: str) -> bool:
        """Whether erasing some cells leaves blanks of a rendition."""
        return self._abilities.can_erase_some and self.can_erase_to(on_blank(rendition))

    def can_erase_to(self, rendition: str) -> bool:
        """Whether blanks of this rendition can be left by erasing."""
        return is_ground(rendition) and (
            self._abilities.is_erased_in_colour or not has_ground(rendition)
        )

    def _erase_rest(self, rendition: str) -> None:
        """Erase to the end of the line."""
        if on_blank(self._rendition) != rendition:
            self.use(rendition)
        self._put_down("\x1b[K")

    def clear(self, rendition: str) -> None:
        """Erase the whole screen."""
        self.use(rendition)
        self._written.append("\x1b[2J")

    def scroll(self, top: int, bottom: int, lines: int) -> None:
        """Move the lines from `top` to `bottom` up, or down if `lines` is negative.

        The lines that come in are to be written anew: terminals disagree what ground they have.
        """
        self._written.append(f"\x1b[{top + 1};{bottom + 1}r")
        self._at = Place()  # some go home on margins, some stay
        self._line, self._column = top, 0
        self._put_down(by(lines, "M", "L"))
        self._written.append("\x1b[r")
        self._at = Place()
