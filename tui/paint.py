"""The one place that turns pieces into styled strips and Content.

Pieces name inks, themes give inks their colours (`tui.themes`), and here the two meet. Text is
never read as markup. State is never told by colour alone: each ink that matters also carries a
text style or stands beside a word or sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.content import Content
from textual.strip import Strip
from textual.theme import Theme

from tui.standins import visible
from tui.views.card import QUOTED, Ink, Piece

Inks = Mapping[Ink, Style]


class Look(NamedTuple):
    """How an ink looks, whatever the theme."""

    colour: str = ""
    """The theme's variable for the letters, without `ink-`; empty for those of the screen."""
    style: str = ""
    """Text styles, which say the same without colours."""
    ground: str = ""
    """The theme's variable for what is behind them."""


LOOKS: Final[Mapping[Ink, Look]] = {
    "plain": Look(),
    "strong": Look(style="bold"),
    "dim": Look("dim"),
    "head": Look("accent", "bold"),
    "accent": Look("accent"),
    "link": Look("link"),
    "match": Look("match", "bold underline"),
    "quote": Look("quote", "underline"),
    "focus": Look("focus", "bold", "focus-ground"),
    "context": Look("dim"),
    "words": Look(),
    "guess": Look("warn", "bold italic"),
    "warn": Look("warn", "bold"),
    "soft": Look("soft"),
    "denied": Look("warn"),
    "bar": Look("bar"),
    "rule": Look("rule"),
}
"""Every ink once, for strips and Content alike."""

_IS_QUOTED: Final = Style(meta={"quoted": True})


def inks(theme: Theme) -> Inks:
    """Return the styles of all inks in a theme."""
    return _inks(theme.name, tuple(theme.variables.items()))


def cursor_ground(theme: Theme) -> Style:
    """Return the style of the line that the keys move."""
    return _style(theme.variables, Look("cursor-text", ground="cursor"))


@lru_cache(maxsize=16)
def _inks(_: str, variables: tuple[tuple[str, str], ...]) -> Inks:
    named = dict(variables)
    styles = {ink: _style(named, look) for ink, look in LOOKS.items()}
    return styles | {ink: styles[ink] + _IS_QUOTED for ink in QUOTED}


@lru_cache(maxsize=1024)
def is_quoted(style: Style) -> bool:
    """Whether what is drawn in a style are words of a source."""
    return "quoted" in style.meta


def _style(variables: Mapping[str, str], look: Look) -> Style:
    def colour(name: str) -> RichColor | None:
        return Color.parse(variables[f"ink-{name}"]).rich_color if name else None

    style = Style.parse(look.style) if look.style else Style()
    return style + Style(color=colour(look.colour), bgcolor=colour(look.ground))


def strip(pieces: Iterable[Piece], width: int, styles: Inks, ground: Style) -> Strip:
    """Draw laid-out pieces as one screen line of exactly `width` cells over `ground`.

    Blanks take the style of what stands before them where that does not show, so that a line is
    sent to the terminal in few runs.
    """
    segments: list[Segment] = []
    text, style, room = "", ground, width
    for piece in pieces:
        room -= cell_len(piece.text)
        own = ground + styles[piece.ink]
        if own == style or (piece.text.isspace() and not _shows_on_blanks(style, ground)):
            text += piece.text
            continue
        if text.isspace() and not _shows_on_blanks(own, ground):
            text += piece.text
        else:
            segments.append(Segment(text, style))
            text = piece.text
        style = own
    if room > 0 and not _shows_on_blanks(style, ground):
        text += " " * room
    segments.append(Segment(text, style))
    return Strip(segment for segment in segments if segment.text).adjust_cell_length(width, ground)


def _shows_on_blanks(style: Style, ground: Style) -> bool:
    return bool(style.underline or style.reverse or style.bgcolor != ground.bgcolor)


def content(pieces: Iterable[Piece]) -> Content:
    """Build Content for a widget that is not made of lines; the inks are theme variables."""
    return Content.assemble(*((visible(piece.text), _MARKS[piece.ink]) for piece in pieces))


def _mark(look: Look) -> str:
    words = [look.style, f"$ink-{look.colour}" if look.colour else ""]
    words.append(f"on $ink-{look.ground}" if look.ground else "")
    return " ".join(word for word in words if word)


_MARKS: Final[Mapping[Ink, str]] = {ink: _mark(look) for ink, look in LOOKS.items()}
