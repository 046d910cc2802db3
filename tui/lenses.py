"""What every drawn line passes on its way out: fewer colours, no signs, the letters that there are.

They work on lines that are whole, borders and fields included, so that no widget can forget them.
A terminal that has everything has no lens before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from tui import drawing
from tui.looks import Depth, Looks
from tui.paint import is_quoted

_BLACK, _WHITE, _BRIGHT = 0, 7, 8
_DARK: Final = (0, 1, 4, 5, 8)
"""The numbers of colours that light letters stand out from."""

REVERSED: Final = Style(reverse=True)
UPRIGHT: Final = Style(reverse=False)


def lenses(looks: Looks) -> tuple[LineFilter, ...]:
    """Return what lines have to pass for a terminal."""
    out: list[LineFilter] = []
    if looks.depth == "none":
        out.append(Colourless())
    elif looks.depth != "256":
        out.append(Fewer(looks.depth))
    if looks.is_ascii or not looks.has_all_letters:
        out.append(Signs(looks))
    return tuple(out)


class Colourless(LineFilter):
    """Takes all colours away; what had a ground of its own is reversed.

    Only what the oldest terminals have is left: bold, underline, reverse. What is slanted is
    underlined instead.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Draw a line without colours."""
        ground = background.rich_color
        return [
            Segment(text, style and _colourless(style, ground), c) for text, style, c in segments
        ]


@lru_cache(maxsize=1024)
def _colourless(style: Style, ground: RichColor) -> Style:
    stands_out = style.bgcolor is not None and not _is_same(style.bgcolor, ground)
    plain = Style(
        bold=style.bold or None,
        underline=style.underline or style.italic or None,
        reverse=style.reverse or stands_out or None,
    )
    return plain + Style(meta=style.meta) if style.meta else plain


def _is_same(one: RichColor, other: RichColor) -> bool:
    return one == other or (
        one.get_truecolor() == other.get_truecolor() and one.is_default == other.is_default
    )


class Fewer(LineFilter):
    """Names only colours of the terminal's own palette, sixteen or eight of them."""

    def __init__(self, depth: Depth) -> None:
        """Say how many colours there are."""
        super().__init__()
        self._is_bright = depth == "16"

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Draw a line in fewer colours."""
        return [
            Segment(text, style and _fewer(style, is_bright=self._is_bright), control)
            for text, style, control in segments
        ]


@lru_cache(maxsize=1024)
def _fewer(style: Style, *, is_bright: bool) -> Style:
    letters, ground = (_own(colour, is_bright=is_bright) for colour in (style.color, style.bgcolor))
    if letters is not None and ground is not None and _are_alike(letters, ground):
        letters = RichColor.from_ansi(_WHITE if ground.number in _DARK else _BLACK)
    return style + Style(color=letters, bgcolor=ground)


def _are_alike(letters: RichColor, ground: RichColor) -> bool:
    """Whether letters are lost on their ground: the same colour, or grey on one."""
    is_grey = letters.number == _BRIGHT
    return not ground.is_default and (letters == ground or (is_grey and ground.number != _BLACK))


def _own(colour: RichColor | None, *, is_bright: bool) -> RichColor | None:
    """Return the colour of the palette that is nearest; the eight have no grey but black."""
    if colour is None or colour.is_default:
        return colour
    number = colour.downgrade(ColorSystem.STANDARD).number or 0
    return RichColor.from_ansi(number if is_bright or number < _BRIGHT else number - _BRIGHT)


class Signs(LineFilter):
    """Draws signs in ASCII, and reverses what stands in for letters that the encoding lacks."""

    def __init__(self, looks: Looks) -> None:
        """Say what can be drawn."""
        super().__init__()
        self._is_ascii = looks.is_ascii
        self._encoding = None if looks.has_all_letters else looks.encoding

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Draw a line with what there is."""
        return [each for segment in segments for each in self._drawn(segment)]

    def _drawn(self, segment: Segment) -> Iterator[Segment]:
        text, style, control = segment
        if text.isascii() or control:
            yield segment
            return
        if self._is_ascii:
            text = drawing.in_ascii(text, is_quoted=style is not None and is_quoted(style))
        if self._encoding is None:
            yield Segment(text, style)
            return
        for run, is_exact in drawing.held(text, self._encoding):
            yield Segment(run, style if is_exact else _turned(style or Style.null()))


def _turned(style: Style) -> Style:
    """Return a style that stands out from itself, reversed lines included."""
    return style + (UPRIGHT if style.reverse else REVERSED)
