"""What is drawn where a terminal has no lines and signs, or lacks the letters of a text.

Every sign of ours that is not ASCII has one stand-in of the same width here, so that nothing moves.
The words of sources keep their own signs: a quotation is never made to say something else in
silence. What a terminal's encoding lacks is drawn as the nearest letter, and marked as one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

from db.words import fold

SIGNS: Final = {
    "─": "-", "━": "#", "│": "|", "┃": "|", "├": "|", "┤": "|", "┬": "+", "┴": "+", "┼": "+",
    "┌": "+", "┐": "+", "└": "+", "┘": "+", "█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": ">",
    "▍": ":", "▎": ":", "▏": ":", "▕": "#", "▐": "<", "→": ">", "←": "<", "↑": "^", "↓": "v",
    "›": ">", "▲": "^", "▼": "v", "≠": "!", "≈": "~", "✗": "x", "✓": "*", "…": "~", "·": "-",
    "–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "×": "x", "≤": "<", "≥": ">",
}  # fmt: skip
"""The signs with which we draw and write, and what stands in for each; both take one cell."""

UNSEEN: Final = {chr(code): "?" for code in range(0x2400, 0x2422)} | {
    "␦": "?", "⇄": "?", "↵": "?", "\ufffd": "?",
}  # fmt: skip
"""The signs of `tui.standins` for what a terminal must not be sent; in quoted words too."""

LACKING: Final = "?"
"""Stands where no letter comes near."""

_IN_QUOTED: Final = str.maketrans(UNSEEN)
_IN_OURS: Final = str.maketrans(SIGNS | UNSEEN)


def in_ascii(text: str, *, is_quoted: bool = False) -> str:
    """Return a text as it is drawn without signs; of quoted words only what we put there."""
    return text if text.isascii() else text.translate(_IN_QUOTED if is_quoted else _IN_OURS)


def can_hold(encoding: str, text: str) -> bool:
    """Whether an encoding has all letters of a text."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def held(text: str, encoding: str) -> Iterator[tuple[str, bool]]:
    """Yield runs of a text as an encoding can hold it, and whether each is what the text says.

    A run that is not stands in for letters that are lacking; it takes as many cells as they do.
    """
    run, is_exact = "", True
    for letter, marks in _letters(text):
        fits = can_hold(encoding, letter + marks)
        drawn = letter + marks if fits else _nearest(letter, encoding)
        if fits != is_exact and run:
            yield run, is_exact
            run = ""
        run, is_exact = run + drawn, fits
    if run:
        yield run, is_exact


def _letters(text: str) -> Iterator[tuple[str, str]]:
    """Yield each letter with what combines with it."""
    letter, marks = "", ""
    for each in text:
        if letter and not cell_len(each):
            marks += each
            continue
        if letter:
            yield letter, marks
        letter, marks = each, ""
    if letter:
        yield letter, marks


@lru_cache(maxsize=4096)
def _nearest(letter: str, encoding: str) -> str:
    """Return what is drawn for a letter that is lacking: its base, where that can be had."""
    width, folded = cell_len(letter), fold(letter)
    base = unicodedata.normalize("NFKD", letter)[:1]
    for near in (base, SIGNS.get(letter, ""), folded.upper() if letter.isupper() else folded):
        if near and cell_len(near) == width and near.isprintable() and can_hold(encoding, near):
            return near
    return LACKING * width
