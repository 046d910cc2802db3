"""A frequency table as rows: value, count, share, and a bar as long as the count is large."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from db.facets import FacetValue
from db.frequency import Frequency
from tui.views import labels
from tui.views.card import Cell, Entry, ListColumn, Piece

_FULL: Final = "█"
_PARTS: Final = " ▏▎▍▌▋▊▉"
"""A cell of a bar by eighths."""

_NONE: Final = "none"

BY_COUNT: Final = "-count"
"""The order with the most frequent value first."""

BY_VALUE: Final = "value"
"""The order that the values have of their own."""


def columns(frequency: Frequency) -> tuple[ListColumn, ...]:
    """Return the columns of a table."""
    return (
        ListColumn("value", frequency.column.label, share=3, least=16, most=60),
        ListColumn("count", "count", width=9, align="right"),
        ListColumn("share", "share", width=7, keep=3, align="right"),
        ListColumn("bar", "", share=2, least=10, keep=2),
    )


def ordered(frequency: Frequency, order: str) -> Sequence[FacetValue]:
    """Return the values in an order; equal counts stand in the order of their own."""
    if order == BY_VALUE:
        return frequency.values
    return sorted(frequency.values, key=lambda each: -each.count)


def entries(
    frequency: Frequency, value: FacetValue, most: int, bar: int
) -> tuple[Entry, Entry, Entry, Entry]:
    """Return one row, its bar at most `bar` cells long, which is that of the count `most`."""
    sign = (Piece("✓ ", "accent"),) if value.is_active else ()
    words = _label(frequency, value)
    share = f"{100 * value.count / max(frequency.rows, 1):.1f} %"
    return (
        Entry(Cell((*sign, Piece(words, "strong" if value.is_active else "plain")))),
        Entry(Cell.of(f"{value.count:,}")),
        Entry(Cell.of(share, "dim")),
        Entry(Cell.of(_bar(bar * value.count / max(most, 1)), "bar")),
    )


def heading(frequency: Frequency, order: str) -> str:
    """Say of what the table is, in which order, and whether Enter can do anything."""
    many = labels.counted(len(frequency.values), "value")
    rows = labels.counted(frequency.rows, "row")
    first = "most frequent first" if order == BY_COUNT else "in their own order"
    told = labels.joined(f"{frequency.column.label}: {many} in {rows}", first)
    return told if frequency.column.field else f"{told}. No term asks for these; they only count."


def _label(frequency: Frequency, value: FacetValue) -> str:
    if not value.label:
        return labels.UNDATED if frequency.column.name == "published" else _NONE
    return _WORDS.get(frequency.column.name, str)(value.label)


_WORDS: Mapping[str, Callable[[str], str]] = {"type": labels.type_label}


def _bar(length: float) -> str:
    """Draw a bar; the least there is still shows."""
    eighths = max(round(length * 8), 1)
    return _FULL * (eighths // 8) + _PARTS[eighths % 8].strip()
