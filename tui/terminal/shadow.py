"""A copy of the screen as the terminal shows it, and what is to be sent so that it shows another.

Everything that is shown goes through `update`. After anything that may have changed the terminal
behind our back, `doubt` makes every cell unknown, and the next update draws all that was shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tui.terminal.abilities import Abilities
from tui.terminal.cells import UNKNOWN, Piece, Row
from tui.terminal.drawing import differences, draw
from tui.terminal.frame import Frame
from tui.terminal.moving import Move, moved
from tui.terminal.pen import PLAIN, Pen
from tui.terminal.rendition import on_blank
from tui.terminal.strokes import Stroke


class Shadow:
    """What the terminal shows, cell by cell."""

    def __init__(self, abilities: Abilities, size: tuple[int, int] = (0, 0)) -> None:
        """Begin with a screen of which nothing is known, so many columns and lines large."""
        self._abilities = abilities
        self._width, self._rows = 0, list[Row]()
        self._is_fresh, self._is_doubted = True, False
        self._rendition = ""
        self.resize(*size)

    @property
    def size(self) -> tuple[int, int]:
        """How many columns and lines it has."""
        return self._width, len(self._rows)

    @property
    def is_known(self) -> bool:
        """Whether it is known of every cell what it shows."""
        return not self._is_doubted and all(UNKNOWN not in row.texts for row in self._rows)

    @property
    def is_doubted(self) -> bool:
        """Whether the next update sends everything again."""
        return self._is_doubted

    def feed_lines(self, *, can_feed: bool) -> None:
        """Know whether a line feed goes straight down from here on."""
        self._abilities = replace(self._abilities, can_feed=can_feed)

    def resize(self, width: int, height: int) -> None:
        """Take another size; what a terminal does with its cells then, nobody knows."""
        self._width = width
        self._rows = [Row.filled(width) for _ in range(height)]

    def doubt(self, *, is_fresh: bool = False) -> None:
        """Trust no cell any more: the next update sends everything again.

        A fresh screen is one that was just entered; it is cleared as well.
        """
        self._is_doubted = True
        self._is_fresh |= is_fresh

    def adopt(self, frame: Frame) -> None:
        """Take for shown what was put on the screen before us."""
        self._width, self._rows = frame.width, frame.to_rows()
        self._is_fresh = self._is_doubted = False
        self._rendition = ""

    def frame(self) -> Frame:
        """Return the whole screen as data."""
        return Frame.of_rows(self._width, self._rows)

    def update(self, pieces: Iterable[Piece]) -> str:
        """Return what makes the terminal show these pieces, and take them for shown."""
        pen = Pen(self._abilities, self._width, self._rendition)
        wanted = {}
        if self._is_doubted:
            pen.begin_anew()
            wanted = self._all()
        placed = list(pieces)
        if self._is_fresh and (placed or wanted):
            self._clear(pen, placed)
        for line, column, text, rendition in placed:
            if line < len(self._rows):
                row = wanted.get(line) or wanted.setdefault(line, self._rows[line].copy())
                row.put(column, text, rendition)
        return self._show(pen, wanted)

    def resend(self) -> str:
        """Return what makes the terminal show all of it again, whatever it shows now."""
        self.doubt()
        return self.update(())

    def paint(self, frame: Frame) -> str:
        """Return what makes a terminal that was just entered show a frame, and write plainly."""
        self.resize(*frame.size)
        self.doubt(is_fresh=True)
        sequence, self._rendition = self.update(frame.pieces()), ""
        return sequence + PLAIN

    def _all(self) -> dict[int, Row]:
        """Return every row as far as it is known, and know none any more."""
        rows = dict(enumerate(self._rows))
        self.resize(*self.size)
        self._is_doubted = False
        return rows

    def _show(self, pen: Pen, wanted: dict[int, Row]) -> str:
        wanted = {line: row for line, row in wanted.items() if row != self._rows[line]}
        if self._abilities.can_scroll_part and (move := moved(self._rows, wanted)):
            self._move(pen, move, wanted)
        found: list[Stroke] = []
        for line in sorted(wanted):
            found += differences(pen, line, self._rows[line], wanted[line])
            self._rows[line] = wanted[line]
        draw(pen, found)
        sequence, self._rendition = pen.rest(), pen.rendition
        return sequence

    def _move(self, pen: Pen, move: Move, wanted: dict[int, Row]) -> None:
        """Let the terminal move lines, and note which of them differ afterwards."""
        pen.scroll(*move)
        top, bottom, lines = move
        before = self._rows[top : bottom + 1]
        blank = Row.filled(self._width, " ", UNKNOWN)  # on what ground, terminals disagree
        for line in range(top, bottom + 1):
            target = wanted.pop(line, before[line - top])
            came_from = line + lines
            is_inside = top <= came_from <= bottom
            self._rows[line] = before[came_from - top] if is_inside else blank
            if target != self._rows[line]:
                wanted[line] = target

    def _clear(self, pen: Pen, pieces: Sequence[Piece]) -> None:
        """Clear a screen that was just entered, to the ground that most of it will have."""
        self._is_fresh = False
        blanks: Counter[str] = Counter()
        for piece in pieces:
            blanks[on_blank(piece.rendition)] += piece.text.count(" ")
        ground = blanks.most_common(1)[0][0] if blanks else ""
        ground = ground if pen.can_erase_to(ground) else ""
        pen.clear(ground)
        self._rows = [Row.filled(self._width, " ", ground) for _ in self._rows]
