"""What Textual wants shown, as pieces of text in places.

Textual's compositor makes two kinds of update: the whole screen, line by line, and stretches of
lines that changed, in which other widgets may stand between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from tui.terminal.cells import CONTROLS, Piece
from tui.terminal.rendition import LINK, canonical

Update = LayoutUpdate | ChopsUpdate
"""The updates that are understood."""


def covers(update: CompositorUpdate) -> tuple[int, int] | None:
    """Return the size of the screen where an update is all of it."""
    if isinstance(update, LayoutUpdate) and not update.region.offset:
        return update.region.size
    return None


def pieces(update: Update, colours: ColorSystem) -> Iterator[Piece]:
    """Return an update piece by piece, as many colours as the terminal has."""
    placed = _of_screen(update) if isinstance(update, LayoutUpdate) else _of_stretches(update)
    for line, column, strip in placed:
        at = column
        for segment in strip:
            yield Piece(line, at, segment.text, _rendition(segment.style, colours))
            at += segment.cell_length


def _of_screen(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    for line, strips in enumerate(update.strips, update.region.y):
        column = update.region.x
        for strip in _each(strips):
            yield line, column, strip
            column += strip.cell_length


def _of_stretches(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Return what Textual would send of its stretches: each strip that a stretch touches."""
    for line, start, stop in update.spans:
        for end, (column, strip) in zip(
            update.chop_ends[line], update.chops[line].items(), strict=False
        ):
            if strip is None or column > stop or end <= start:
                continue
            is_whole = start <= column < stop and end <= stop
            yield line, column, strip if is_whole else strip.crop(0, min(end, stop) - column)


def _each(strips: Iterable[Strip | None]) -> Iterator[Strip]:
    """Return the strips that were rendered; nothing at all is shown where none was."""
    return (strip for strip in strips if strip is not None)


def _rendition(style: Style | None, colours: ColorSystem) -> str:
    """Return a style as codes, which Rich keeps with the style once they are made."""
    if style is None:
        return ""
    codes = style._ansi if style._ansi is not None else Strip.render_ansi(style, colours)
    codes = canonical(codes)
    address = CONTROLS.sub("", style.link) if style.link else ""
    return f"{codes}{LINK}{address}" if address else codes
