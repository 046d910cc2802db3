"""Signs and pieces in words: what a screen tells by a mark is said; quoted words stay.

A screen reader passes over `≠` and `→`, or reads out their names. Our own signs are therefore said;
the letters of names and quotes are never touched, because they are evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from tui.views import labels
from tui.views.card import Cell, Ink, Piece

VERBATIM: Final[tuple[Ink, ...]] = (
    "quote",
    "focus",
    "context",
    "words",
    "guess",
    "match",
    "strong",
    "link",
)
"""Inks of words that are data alone: no sign in them is ours."""

_MARKED: Final[tuple[Ink, ...]] = ("quote", "focus")
_DISPUTED: Final = re.compile(rf"^{labels.DISPUTED} ([0-9,]+)$")
_GAP: Final = re.compile(r"^… (.*) …$")
_SIGNS: Final = (
    ("→ ", ""),
    ("≈ ", ""),
    ("✗ ", ""),
    ("✓", "chosen"),
    (f"{labels.DISPUTED} ", ""),
)
"""Signs of ours that stand first, and what is said instead; their word stands behind some."""

_DATES: Final = (
    ("≤ ", "no later than "),
    ("≥ ", "no earlier than "),
    (" – ", " to "),
    ("–", " to "),
)
"""Signs in the label of a date, and what is said instead."""

_ASCII: Final = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "…": "...",
        "\u00a0": " ",
        "\u202f": " ",
        "·": ".",
        "→": "->",
        "↵": "/",
    }
)
"""Signs of print for a stream that has none: a code in their place cannot be listened to."""


def worded(text: str) -> str:
    """Return words of ours without signs, as they stand at the beginning of what a dot parts.

    Further inside only an arrow is ours; other signs there are of a name or a title.
    """
    if gap := _GAP.match(text):
        text = gap[1]
    return ", ".join(map(_part_worded, text.split(" · ")))


def _part_worded(text: str) -> str:
    text = _DISPUTED.sub(_against, text)
    bare = text.lstrip()
    for sign, words in _SIGNS:
        if bare.startswith(sign):
            text = text.replace(sign, words, 1)
            break
    return text.replace(f" {labels.ARROW} ", " to ")


def _against(found: re.Match[str]) -> str:
    return disputed(int(found[1].replace(",", "")))


def when(label: str) -> str:
    """Return the label of a date in words: "no later than 2024-04-05", "2014 to 2020"."""
    for sign, words in _DATES:
        label = label.replace(sign, words)
    return label


def disputed(count: int) -> str:
    """Say how many claims stand against one."""
    return f"disputed by {labels.counted(count, 'other claim')}" if count else ""


def said(pieces: Iterable[Piece]) -> str:
    """Return pieces as one run of words; the columns inside them are parted by commas."""
    words = ""
    for text, ink in pieces:
        own = text if ink in VERBATIM else worded(text)
        if not words:
            own = own.lstrip() if ink not in VERBATIM else own
        elif ink not in VERBATIM and own.startswith("  "):
            words, own = words.rstrip().rstrip(","), f", {own.lstrip()}"
        if own.endswith("  ") and ink not in VERBATIM:
            own = f"{own.rstrip()}, "
        words += own
    return words.strip().removeprefix(", ").removesuffix(",")


def cell(of: Cell) -> str:
    """Return a cell in words."""
    return said(of.pieces)


def listed(*parts: str) -> str:
    """Join what there is of some parts by commas."""
    return ", ".join(part for part in parts if part)


def sentence(words: str) -> str:
    """Return words with a capital at the front, as a heading or a sentence begins."""
    return f"{words[:1].upper()}{words[1:]}"


def in_ascii(text: str) -> str:
    """Return a text with the signs of print that a stream without them has something like."""
    return text if text.isascii() else text.translate(_ASCII)


def marked(pieces: Iterable[Piece]) -> str:
    """Return a line of a text with its quotes marked by words, and its guesses too.

    A guess inside a quote does not end it, and is told behind the word that it stands in.
    """
    words, inside, guessed = "", "", ""
    for text, ink in pieces:
        if ink == "guess":
            words, guessed = words + text, guessed + text
            continue
        if ink != inside and (inside or ink in _MARKED):
            words, guessed = f"{words}{_guesses(guessed)}{_END if inside else ''}", ""
            inside = ink if ink in _MARKED else ""
            if inside:
                is_parted = text.startswith(" ") or words.endswith((_END, ")"))
                blank = " " if is_parted and words[-1:].strip() else ""
                words, text = f"{words}{blank}{_BEGINS[inside]}", text.lstrip(" ")
        end = _LETTERS.match(text).end() if guessed else 0  # type: ignore[union-attr]
        words, text = words + text[:end], text[end:]
        if text:
            words, guessed = f"{words}{_guesses(guessed)}{text}", ""
    return f"{words}{_guesses(guessed)}{_END if inside else ''}".strip()


def _guesses(letters: str) -> str:
    """Say which letters were guessed."""
    return f" (guessed: {letters})" if letters else ""


_LETTERS: Final = re.compile(r"\w*")
_BEGINS: Final[Mapping[str, str]] = {"quote": "(quote:) ", "focus": "(this quote:) "}
_END: Final = " (end of quote)"
