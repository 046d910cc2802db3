"""The one place that turns pieces into styled strips and Content.

Widgets name inks, themes give inks their colours (`tui.themes`), and here the two meet. Text is
never read as markup. State is never told by colour alone: each ink that matters also carries a
text style or stands beside a word or sign.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, get_args

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from tui.standins import visible
from tui.views.card import Ink, Piece

INKS: Final[tuple[Ink, ...]] = get_args(Ink)

INK_CSS: Final = """
    .ink--strong { text-style: bold; }
    .ink--dim { color: $ink-dim; }
    .ink--head { color: $ink-accent; text-style: bold; }
    .ink--accent { color: $ink-accent; }
    .ink--link { color: $ink-link; }
    .ink--match { color: $ink-match; text-style: bold underline; }
    .ink--quote { color: $ink-quote; text-style: underline; }
    .ink--focus { color: $ink-focus; background: $ink-focus-ground; text-style: bold; }
    .ink--context { color: $ink-dim; }
    .ink--guess { color: $ink-warn; text-style: italic; }
    .ink--warn { color: $ink-warn; text-style: bold; }
    .ink--soft { color: $ink-soft; }
    .ink--denied { color: $ink-warn; }
    .ink--bar { color: $ink-bar; }
"""
"""How the inks look; every widget that draws pieces has these among its component classes."""

COMPONENTS: Final = frozenset(f"ink--{ink}" for ink in INKS)

StyleOf = Callable[[Ink], Style]


def strip(pieces: Iterable[Piece], width: int, style_of: StyleOf, ground: Style) -> Strip:
    """Draw laid-out pieces as one screen line of exactly `width` cells over `ground`.

    The ink's own background, where it has one, wins over the ground's.
    """
    segments = [Segment(piece.text, ground + style_of(piece.ink)) for piece in pieces]
    return Strip(segments).simplify().adjust_cell_length(width, ground)


def content(pieces: Iterable[Piece]) -> Content:
    """Build Content for a widget that is not made of lines; the inks are theme variables."""
    return Content.assemble(*((visible(piece.text), _MARKS[piece.ink]) for piece in pieces))


_MARKS: Final[dict[Ink, str]] = {
    "plain": "",
    "strong": "bold",
    "dim": "$ink-dim",
    "head": "bold $ink-accent",
    "accent": "$ink-accent",
    "link": "$ink-link",
    "match": "bold underline $ink-match",
    "quote": "underline $ink-quote",
    "focus": "bold $ink-focus on $ink-focus-ground",
    "context": "$ink-dim",
    "guess": "italic $ink-warn",
    "warn": "bold $ink-warn",
    "soft": "$ink-soft",
    "denied": "$ink-warn",
    "bar": "$ink-bar",
}
"""The same looks for Content, which takes styles and not component classes."""
