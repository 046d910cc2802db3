"""What a reader sees while a large database is prepared: a few quiet lines, a bar among them."""

from __future__ import annotations

from typing import Final

from db.library.preparing import Progress
from tui.views.card import Piece

Pieces = tuple[Piece, ...]

WIDEST: Final = 60
"""The most cells that the bar takes."""

DOING: Final = {
    "waiting": "another wherefrom is preparing it",
    "reading": "reading and checking the file",
    "records": "writing the lists",
    "words": "preparing the search",
    "terms": "preparing the fields",
    "orders": "preparing the orders",
}
"""What each step is called."""

_MINUTE: Final = 60
_NEARLY: Final = 2
"""Seconds from which on it is nearly done, and counting them would only be noise."""


def page(name: str, size: int, progress: Progress | None, width: int) -> tuple[Pieces, ...]:
    """Return the lines of the page, for so many cells."""
    room = max(min(width - 8, WIDEST), 1)
    share = progress.share(["records"]) if progress else 0.0
    full = int(room * share)
    return (
        (Piece("Opening ", "dim"), Piece(name, "strong"), Piece(f" · {megabytes(size)}", "dim")),
        (),
        (Piece("━" * full, "accent"), Piece("─" * (room - full), "rule"), Piece(f" {share:4.0%}")),
        (Piece(words(progress), "dim"),),
        (),
        (Piece("It is prepared once; from then on it opens at once.", "dim"),),
        (Piece("esc", "strong"), Piece(" leaves it", "dim")),
    )


def words(progress: Progress | None) -> str:
    """Say what is being done, and how long it will take as far as that is known."""
    if progress is None:
        return "looking at the file"
    left = progress.left(["records"]) if progress.step != "waiting" else None
    return f"{DOING[progress.step]}{'' if left is None else f' · {spoken(left)}'}"


def spoken(seconds: float) -> str:
    """Say how long something will take still."""
    if seconds < _NEARLY:
        return "nearly done"
    if seconds < _MINUTE:
        return f"about {seconds:.0f} s left"
    return f"about {seconds / _MINUTE:.0f} min left"


def megabytes(size: int) -> str:
    """Say how large a file is."""
    return f"{size / 1e6:,.0f} MB" if size >= 1e6 else f"{size / 1e3:,.0f} kB"
