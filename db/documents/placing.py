"""The text of a source that nobody had yet: given to it, and its quotes found in it.

Until then the places of its quotes are no more than an order. Words that the text does not have
stay as they are, for `verify` to name; a text that has none of them is another one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from db.anchor import anchor, context
from db.documents.offered import Offered
from db.errors import TextMismatch
from db.records import Quote, Source

_SHOWN = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """What became of the quotes of a source when its text was given."""

    quotes: Mapping[str, Quote]
    """Those that were found, with their places, by id."""
    lost: tuple[str, ...]
    """The ids of those whose words the text does not have."""

    def as_text(self) -> str:
        """Return it in words; "" where there were no quotes."""
        total = len(self.quotes) + len(self.lost)
        if not total:
            return ""
        if not self.lost:
            return f"{total:,} quote{' was' if total == 1 else 's were'} found in it"
        return f"{len(self.quotes):,} of {total:,} quotes were found in it"


def place(quotes: Sequence[Quote], text: str) -> Placed:
    """Find the quotes of a source in its text."""
    found: dict[str, Quote] = {}
    lost: list[str] = []
    for quote in quotes:
        at = anchor(quote, text)
        if at.state not in ("exact", "moved"):
            lost.append(quote.id)
            continue
        prefix, suffix = context(text, at.start, at.end)
        found[quote.id] = dataclasses.replace(
            quote, start=at.start, end=at.end, prefix=prefix, suffix=suffix
        )
    return Placed(found, tuple(lost))


def refused(source: Source, offered: Offered, placed: Placed) -> TextMismatch | None:
    """Return why a text is not the one that was quoted: it has none of the words; else None."""
    if placed.quotes or not placed.lost:
        return None
    shown = ", ".join(f"quote/{name}" for name in placed.lost[:_SHOWN])
    more = ", …" if len(placed.lost) > _SHOWN else ""
    return TextMismatch(
        f"{offered.name}: it has none of the words that are quoted from source/{source.id} "
        f"({shown}{more}). Give the text that was quoted; nothing was changed."
    )
