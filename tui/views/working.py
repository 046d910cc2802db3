"""What a reader sees while something long is done: what it is, a bar, how long still."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.views.card import Piece
from tui.views.preparing import WIDEST, spoken

Pieces = tuple[Piece, ...]

_TELLS_TIME = 0.02
_SOON = 1.0
"""Seconds before which no rate is worth telling."""


class Work(NamedTuple):
    """How far something is."""

    doing: str
    """What is being done, in a few words; may hold names from data."""
    share: float | None = None
    """How much of it, from 0 to 1; None where nobody knows."""
    found: int = 0
    """How many records were found so far."""
    can_stop: bool = True
    """Whether it can still be given up."""


def lines(
    title: str, work: Work, seconds: float, width: int, *, is_given_up: bool = False
) -> tuple[Pieces, ...]:
    """Return the lines of the page, for so many cells."""
    return (
        (Piece(title, "strong"),),
        (),
        _bar(work.share, width),
        (Piece(said(work, seconds), "dim"),),
        (),
        _way_out(work, is_given_up=is_given_up),
    )


def _way_out(work: Work, *, is_given_up: bool) -> Pieces:
    if is_given_up:
        return (Piece("It is being given up; nothing will be changed.", "dim"),)
    if work.can_stop:
        return (Piece("esc", "strong"), Piece(" gives it up; nothing is changed by then", "dim"))
    return (Piece("It is being written and ends by itself.", "dim"),)


def fitting(rows: Sequence[Pieces], height: int) -> Sequence[Pieces]:
    """Return what has room of a page with a bar: first the blanks give way, then what is below it.

    The way out is the last line; on a single line there is the bar.
    """
    if len(rows) <= height:
        return rows
    told = [row for row in rows if row]
    return told[1:2] if height <= 1 else [*told[:-1][: height - 1], told[-1]]


def said(work: Work, seconds: float) -> str:
    """Say what is done, how quickly, and how long the rest takes, as far as that is known."""
    words = [work.doing]
    if work.found:
        words.append(f"{work.found:,} found")
    if seconds > _SOON and work.found:
        words.append(f"{work.found / seconds:,.0f} a second")
    if work.share is not None and work.share > _TELLS_TIME and seconds > _SOON:
        words.append(spoken(seconds * (1 - work.share) / work.share))
    return " · ".join(words)


def _bar(share: float | None, width: int) -> Pieces:
    room = max(min(width - 8, WIDEST), 1)
    if share is None:
        return (Piece("─" * room, "rule"),)
    full = int(room * share)
    return (
        Piece("━" * full, "accent"),
        Piece("─" * (room - full), "rule"),
        Piece(f" {share:4.0%}"),
    )
