"""How typographic marks sit among letters, to choose the one that a few lost bytes may have been.

Quotation marks, dashes and apostrophes share their first byte or two in UTF-8, and these are often
all that is left. What stands on either side tells most of them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from db.repair.letters import Languages

Shape = Literal["within", "range", "opening", "closing", "apart"]
"""Between letters; between figures; before a word; after one; between spaces."""

_LOW_OPENING = frozenset({"de", "cs", "sk", "sl", "hr", "bg", "is", "et", "lt"})
"""Languages that write „so“."""
_LOW_HIGH = frozenset({"pl", "hu", "ro", "nl"})
"""Languages that write „so”."""
_HIGH_HIGH = frozenset({"sv", "fi", "da", "nb"})
"""Languages that write ”so”."""

FITS: Mapping[str, Mapping[Shape, float]] = {
    "’": {"within": 100, "closing": 4, "opening": 0.5, "range": 0.5},
    "‘": {"opening": 2},
    "“": {"opening": 20, "closing": 20},
    "”": {"opening": 20, "closing": 20},
    "„": {"opening": 20},
    "‚": {"opening": 0.2},
    "–": {"apart": 10, "range": 20, "within": 0.1, "opening": 0.2, "closing": 0.1},
    "—": {"apart": 6, "within": 0.1, "opening": 0.1, "closing": 0.1},
    "‐": {"within": 0.1, "range": 0.1},
    "‑": {"within": 0.5, "range": 0.5},
    "…": {"apart": 5, "closing": 5, "within": 5, "opening": 5, "range": 5},
    "•": {"apart": 5, "opening": 1},
    "™": {"closing": 5},
    "€": {"apart": 5, "closing": 5, "opening": 5},
    "→": {"apart": 2},
    "−": {"apart": 0.5, "opening": 0.2},
    "‹": {"opening": 1, "closing": 0.2},
    "›": {"closing": 1, "opening": 0.2},
    "«": {"opening": 5, "closing": 1, "apart": 5},
    "»": {"closing": 5, "opening": 1, "apart": 5},
    "°": {"closing": 5, "apart": 1, "within": 1},
    "\u00a0": {"within": 5, "range": 5, "opening": 5, "closing": 5, "apart": 5},
    "\u202f": {"within": 5, "range": 5, "opening": 5, "closing": 5, "apart": 5},
}
"""How often each mark is met in each place; only the ratios matter."""


def shape_of(before: str, after: str) -> Shape:
    """Say how a place sits between what stands before it in its line and after it."""
    last, following = before[-1:], after[:1]
    if last.isdigit() and following.isdigit():
        return "range"
    if last.isalnum() and following.isalpha():
        return "within"
    is_open = not last or last.isspace() or last in "([{«“„‘—–-/"
    is_end = not following or following.isspace()
    if is_open:
        return "apart" if is_end else "opening"
    return "closing"


def weights(
    marks: Iterable[str], before: str, after: str, languages: Languages
) -> dict[str, float]:
    """Say how well marks fit between what stands before them in their line and after."""
    shape = shape_of(before, after)
    usage = _usage(shape, before, languages) if shape in {"opening", "closing"} else {}
    return {mark: FITS[mark].get(shape, 0.0) * usage.get(mark, 1.0) for mark in marks}


def _usage(shape: Shape, before: str, languages: Languages) -> dict[str, float]:
    """How far the likely languages use each double quote on this side of a word."""
    low = languages.likelihood(_LOW_OPENING)
    low_high = languages.likelihood(_LOW_HIGH)
    high_high = languages.likelihood(_HIGH_HIGH)
    english = max(0.0, 1.0 - low - low_high - high_high)
    if shape == "opening":
        return {"“": english, "„": low + low_high, "”": high_high}
    open_now = 1.0 if _is_open(before) else 0.05
    return {"“": low * open_now, "”": (1 - low) * open_now, "„": 0.0}


def _is_open(before: str) -> bool:
    """Whether a double quote that was opened in this line is still open."""
    return sum(before.count(mark) for mark in "“”„") % 2 == 1
