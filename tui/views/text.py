"""The text of a source with places in it: whole, repaired, or the part around a quote.

A quote that the text does not have keeps its place in words only; nothing else is marked there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from db.anchor import Anchoring, anchor
from db.records import Quote, Source
from db.texts import HeldText
from tui.views.excerpts import Excerpts, excerpts

if TYPE_CHECKING:
    from db.repair import Reading

FOUND: Final = ("exact", "moved")
"""States in which the text has the very words of the quote."""

WHOLE: Final = 200_000
"""Up to so many characters a text is shown whole: a long book chapter, not a register."""

REACH: Final = 50_000
"""How many characters of a longer one are shown on either side of a quote."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text, and where quotes stand in it."""

    text: str
    """What is read."""
    places: tuple[tuple[Quote, Anchoring], ...]
    """Every quote, and where this text has it."""
    breaks: tuple[tuple[int, int], ...] = ()
    """Offsets before which so many characters are not held."""
    guesses: tuple[tuple[int, int], ...] = ()
    """Spans that a repair guessed."""


def page(source: Source, quotes: Sequence[Quote], held: HeldText | None) -> Page:
    """Return the text that can be shown of a source, and where it has each quote."""
    if held is not None:
        return Page(held.text, tuple((quote, anchor(quote, held.text)) for quote in quotes))
    known = excerpts(quotes)
    places = tuple((quote, _placed(quote, known)) for quote in quotes)
    return Page(known.text, places, tuple(_breaks(source, known)))


def repaired(shown: Page, reading: Reading) -> Page:
    """Return the same page in its repaired reading, every place carried over."""
    return Page(
        reading.text,
        tuple((quote, _carried(at, reading)) for quote, at in shown.places),
        tuple((reading.to_text(at, at)[0], size) for at, size in shown.breaks),
        reading.guesses,
    )


def around(shown: Page, focus: str | None) -> Page:
    """Return the part of a long text around the quote in focus, cut at the ends of lines.

    A data file may have millions of characters, and nobody waits for all of them to read one row.
    """
    text = shown.text
    if len(text) <= WHOLE:
        return shown
    here = next((at for quote, at in shown.places if quote.id == focus), None)
    first, last = (here.start, here.end) if here and here.state in FOUND else (0, 0)
    left, right = max(0, first - REACH), min(len(text), last + REACH)
    left = max(text.rfind("\n", 0, left) + 1, left - REACH, 0)
    right = min(text.find("\n", right) % (len(text) + 1), right + REACH, len(text))
    return Page(
        text[left:right],
        tuple(
            (quote, replace(at, start=at.start - left, end=at.end - left))
            for quote, at in shown.places
            if at.start < right and at.end > left
        ),
        tuple((at - left, size) for at, size in shown.breaks if left <= at <= right),
        tuple((start - left, end - left) for start, end in shown.guesses if left < end <= right),
    )


def _placed(quote: Quote, known: Excerpts) -> Anchoring:
    start, end = known.place(quote.start, quote.start + len(quote.exact))
    state: Literal["exact", "missing"] = (
        "exact" if known.text[start:end] == quote.exact else "missing"
    )
    return Anchoring(state, start, end, 1.0)


def _carried(at: Anchoring, reading: Reading) -> Anchoring:
    start, end = reading.to_text(at.start, at.end)
    return replace(at, start=start, end=end)


def _breaks(source: Source, known: Excerpts) -> Iterator[tuple[int, int]]:
    if source.is_unseen:
        return  # nobody knows what stands between them
    reached = 0
    for part, at in zip(known.parts, known.starts, strict=True):
        if part.start > reached:
            yield at, part.start - reached
        reached = part.end
    if source.length > reached:
        yield len(known.text) + 1, source.length - reached
