"""Ways from one cell to another, of which the shortest is gone.

Sequences: ECMA-48 for steps and places, VT100 for the step up.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

NOWHERE: Final = -1
"""A line or a column that is not known."""


class Place(NamedTuple):
    """Where the cursor is."""

    line: int = NOWHERE
    column: int = NOWHERE
    is_sure: bool = True
    """Whether every terminal takes it to be in that column, as after letters of ASCII.

    Where some do not, the mistake is not to be carried on to other lines.
    """


class Moves(NamedTuple):
    """Which moves beyond the common ones can be made."""

    can_go_to_column: bool
    can_feed: bool
    """Whether a line feed goes straight down."""


@lru_cache(maxsize=32768)
def way(start: Place, line: int, column: int, moves: Moves) -> str:
    """Return the shortest way to a cell, lines and columns counted from 0."""
    if start.line == line and start.column == column:
        return ""
    place = f"{line + 1}" if not column else f"{line + 1 if line else ''};{column + 1}"
    best = f"\x1b[{place if line or column else ''}H"
    if start.line == NOWHERE:
        return best
    down = line - start.line
    known = start.column if start.is_sure or not down else NOWHERE
    ways = [best, _down(down, moves) + _along(known, column, moves)]
    if down == 1 and not moves.can_feed:
        ways.append("\r\n" + _right(column))
    return min(ways, key=len)


@lru_cache(maxsize=1024)
def _down(lines: int, moves: Moves) -> str:
    """Return the way so many lines down, or up if they are negative, in the same column."""
    if not lines:
        return ""
    steps = by(lines, "B", "A")
    short = "\x1bM" * -lines if lines < 0 else "\n" * lines if moves.can_feed else steps
    return min(steps, short, key=len)


@lru_cache(maxsize=32768)
def _along(start: int, column: int, moves: Moves) -> str:
    """Return the way to a column of the same line, from one that may not be known."""
    if start == column:
        return ""
    ways = ["\r" + _right(column)]
    if moves.can_go_to_column:
        ways.append(f"\x1b[{column + 1}G")
    if start != NOWHERE:
        step = column - start
        ways.append("\b" * -step if -5 < step < 0 else by(step, "C", "D"))
    return min(ways, key=len)


def by(count: int, ahead: str, back: str) -> str:
    """Return a sequence that does something so many times, or its opposite."""
    number = abs(count)
    return f"\x1b[{number if number > 1 else ''}{ahead if count > 0 else back}"


def _right(columns: int) -> str:
    return by(columns, "C", "D") if columns else ""
