"""What is known of a source without its text: its quotes and the words stored around them.

Excerpts that overlap or touch are one; the size of each gap between them is known, because quotes
say where they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.records import Quote


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a source's text, put together from what its quotes store."""

    start: int
    """Where it begins in the source."""
    text: str
    """Its words."""

    @property
    def end(self) -> int:
        """Where it ends in the source, exclusive."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Excerpts:
    """The excerpts of one source, joined line by line into one text."""

    parts: tuple[Excerpt, ...]
    """In the order of the source, never overlapping."""

    @property
    def text(self) -> str:
        """The words of all, one excerpt below the other."""
        return "\n".join(part.text for part in self.parts)

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each excerpt begins in the joined text."""
        starts, at = [], 0
        for part in self.parts:
            starts.append(at)
            at += len(part.text) + 1
        return tuple(starts)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the source stands in the joined text."""
        for part, at in zip(self.parts, self.starts, strict=True):
            if part.start <= start and end <= part.end:
                return at + start - part.start, at + end - part.start
        return 0, 0


def excerpts(quotes: Sequence[Quote]) -> Excerpts:
    """Put together what the quotes of one source tell of its text."""
    groups: list[list[Quote]] = []
    reached = -1
    for quote in sorted(quotes, key=lambda each: max(0, each.start - len(each.prefix))):
        start, end = _reach(quote)
        if groups and start <= reached:
            groups[-1].append(quote)
        else:
            groups.append([quote])
        reached = max(reached, end)
    return Excerpts(tuple(_merged(group) for group in groups))


def _reach(quote: Quote) -> tuple[int, int]:
    """Return the span of a quote with its context."""
    start = max(0, quote.start - len(quote.prefix))
    return start, quote.start + len(quote.exact) + len(quote.suffix)


def _merged(quotes: Sequence[Quote]) -> Excerpt:
    """Lay quotes over each other; the words of a quote win over the context of another."""
    first = min(_reach(quote)[0] for quote in quotes)
    letters = [" "] * (max(_reach(quote)[1] for quote in quotes) - first)
    for quote in quotes:
        start, end = _reach(quote)
        words = quote.prefix[len(quote.prefix) - (quote.start - start) :]
        letters[start - first : end - first] = words + quote.exact + quote.suffix
    for quote in quotes:
        at = quote.start - first
        letters[at : at + len(quote.exact)] = quote.exact
    return Excerpt(first, "".join(letters))
