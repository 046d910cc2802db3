"""The pen: where the terminal's cursor is and how it writes, moved and changed in the fewest bytes.

Between two updates it rests: plain text, at an unknown place, as others write to the terminal too.
Sequences: ECMA-48 for moves and erasures, VT102 for margins and lines put in or taken out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tui.terminal.abilities import Abilities
from tui.terminal.cells import REST, Row
from tui.terminal.rendition import change, has_ground, is_ground, on_blank

_BLANKS: Final = re.compile(r"( {9,})")
"""Blanks that cost more to write than to erase and pass over."""

_NOWHERE: Final = -1


class Pen:
    """Writes one update, as pieces that are joined at the end."""

    def __init__(self, abilities: Abilities, width: int) -> None:
        """Begin at rest, on a screen so many cells wide."""
        self._abilities, self._width = abilities, width
        self._written: list[str] = []
        self._line = self._column = _NOWHERE
        self._rendition = ""
        self._is_over_wide = False

    def copy(self) -> Pen:
        """Return a pen that goes on from the same place, in another way."""
        other = Pen(self._abilities, self._width)
        other._written = self._written[:]
        other._line, other._column = self._line, self._column
        other._rendition = self._rendition
        return other

    def length(self) -> int:
        """Return how many characters it has written."""
        return sum(map(len, self._written))

    def lift(self) -> str:
        """Return to rest, and return everything that was written."""
        self.use("")
        return "".join(self._written)

    def begin_anew(self) -> None:
        """Write in plain text, whatever others have left set."""
        self._written.append("\x1b[m")

    def use(self, rendition: str) -> None:
        """Write in a rendition from here on."""
        if rendition != self._rendition:
            step = change(self._rendition, rendition, can_take_back=self._abilities.can_take_back)
            self._written.append(step)
            self._rendition = rendition

    def go(self, line: int, column: int) -> None:
        """Move to a cell, both counted from 0, by whatever is shortest."""
        if (line, column) != (self._line, self._column):
            self._written.append(min(self._ways(line, column), key=len))
            self._line, self._column = line, column

    def _ways(self, line: int, column: int) -> list[str]:
        """Return all ways to a cell; which can be gone depends on what is known of the place."""
        place = f"{line + 1}" if not column else f"{line + 1 if line else ''};{column + 1}"
        ways = [f"\x1b[{place if line or column else ''}H"]
        if line == self._line:
            ways += self._ways_along(column)
        elif self._line != _NOWHERE and line == self._line + 1:
            ways.append("\r\n" + _right(column))
        if column == self._column != _NOWHERE and self._line != _NOWHERE:
            ways.append(_by(line - self._line, "B", "A"))
        return ways

    def _ways_along(self, column: int) -> list[str]:
        """Return the ways to a cell of the line one is on."""
        ways = ["\r" + _right(column)]
        if self._abilities.can_go_to_column:
            ways.append(f"\x1b[{column + 1}G")
        if self._column != _NOWHERE:
            step = column - self._column
            ways.append(_by(step, "C", "D") if step > 0 or step < -4 else "\b" * -step)
        return ways

    def write(self, row: Row, line: int, start: int, end: int, *, can_erase: bool) -> None:
        """Write the cells of a row from `start` to before `end`.

        Over wide characters nothing is erased: some terminals, when one half was erased and the
        other is written to, clear the first once more, with another ground.
        """
        self._is_over_wide = not can_erase
        self.go(line, start)
        texts, renditions = row.texts, row.renditions
        begun = start
        for column in range(start, end):
            wanted = renditions[column]
            if wanted == self._rendition or texts[column] == REST:
                continue
            if texts[column] == " " and on_blank(self._rendition) == wanted:
                continue
            self._put(texts[begun:column])
            begun = column
            self.go(line, column)
            self.use(wanted)
        self._put(texts[begun:end])

    def _put(self, texts: Sequence[str]) -> None:
        """Write cells in the rendition that is set, erasing where they are many blanks."""
        begun = 0
        for number, character in enumerate(texts):
            if not character.isascii():
                self._put_narrow("".join(texts[begun:number]))
                is_wide = number + 1 < len(texts) and texts[number + 1] == REST
                self._put_cell(character, 2 if is_wide else 1)
                begun = number + 1
        self._put_narrow("".join(texts[begun:]))

    def _put_narrow(self, text: str) -> None:
        """Write characters that take one cell each."""
        pieces = _BLANKS.split(text) if self._can_erase_some() else [text]
        for piece in filter(None, pieces):
            line, column = self._line, self._column
            if len(pieces) > 1 and _BLANKS.fullmatch(piece):
                self._written.append(f"\x1b[{len(piece)}X")
                if column + len(piece) < self._width:
                    self.go(line, column + len(piece))
                continue
            self._written.append(piece)
            self._pass(len(piece))

    def _put_cell(self, character: str, width: int) -> None:
        """Write one character, and go on from where it should have ended."""
        column = self._column
        self._written.append(character)
        self._pass(width)
        if is_disputed(character) and self._column != _NOWHERE:
            self._column = _NOWHERE
            self.go(self._line, column + width)

    def _pass(self, width: int) -> None:
        """Follow the cursor; after the last column terminals disagree where it is."""
        column = self._column + width
        self._column = column if column < self._width else _NOWHERE

    def _can_erase_some(self) -> bool:
        """Whether erasing cells here leaves blanks of the rendition that is set."""
        is_able = self._abilities.can_erase_some and not self._is_over_wide
        return is_able and self.can_erase_to(on_blank(self._rendition))

    def can_erase_to(self, rendition: str) -> bool:
        """Whether blanks of this rendition can be left by erasing."""
        return is_ground(rendition) and (
            self._abilities.is_erased_in_colour or not has_ground(rendition)
        )

    def erase_rest(self, line: int, column: int, rendition: str) -> None:
        """Erase from a cell to the end of its line."""
        self.go(line, column)
        if on_blank(self._rendition) != rendition:
            self.use(rendition)
        self._written.append("\x1b[K")

    def clear(self, rendition: str) -> None:
        """Erase the whole screen."""
        self.use(rendition)
        self._written.append("\x1b[2J")

    def scroll(self, top: int, bottom: int, lines: int) -> None:
        """Move the lines from `top` to `bottom` up, or down if `lines` is negative.

        The lines that come in are to be written anew: terminals disagree what ground they have.
        """
        self.use("")
        self._written.append(f"\x1b[{top + 1};{bottom + 1}r")
        self._line = self._column = _NOWHERE  # some go home on margins, some stay
        self.go(top, 0)
        self._written.append(_by(lines, "M", "L"))
        self._written.append("\x1b[r")
        self._line = self._column = _NOWHERE


def _by(count: int, ahead: str, back: str) -> str:
    """Return a sequence that does something so many times, or its opposite."""
    number = abs(count)
    return f"\x1b[{number if number > 1 else ''}{ahead if count > 0 else back}"


def _right(columns: int) -> str:
    return _by(columns, "C", "D") if columns else ""


def is_disputed(character: str) -> bool:
    """Whether terminals disagree how wide it is: several code points, or half of a flag."""
    return len(character) > 1 or "\U0001f1e6" <= character <= "\U0001f1ff"
