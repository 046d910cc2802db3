"""A text beside its repaired reading, and the way from a place in one to the place in the other.

Damage swallows and multiplies characters, so that the two texts differ in length. The map is a
row of pieces, the stretches that differ; between them both texts are the same, letter for letter.
All offsets are code points.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the raw text and what it reads as; neither side is ever empty."""

    raw_start: int
    """Where it begins in the raw text."""
    raw_end: int
    """Where it ends there, exclusive."""
    start: int
    """Where its repaired form begins in the repaired text."""
    end: int
    """Where that ends, exclusive."""
    is_guess: bool = False
    """Whether bytes were lost, so that the form was chosen by what stands around it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a damaged text was before; of a sound text, the text itself."""

    raw: str
    """The text as it is on disk."""
    text: str
    """The text as it reads once repaired."""
    pieces: tuple[Piece, ...] = ()
    """The stretches in which the two differ, in order, never overlapping."""
    encoding: str | None = None
    """What the UTF-8 was mistaken for, as "ISO 8859-16"; None if sound or of several kinds."""

    @property
    def is_repaired(self) -> bool:
        """Whether anything was changed."""
        return bool(self.pieces)

    @property
    def guesses(self) -> tuple[tuple[int, int], ...]:
        """The spans of the repaired text that were chosen rather than read."""
        return tuple((piece.start, piece.end) for piece in self.pieces if piece.is_guess)

    @property
    def how(self) -> str:
        """What happened to the text, as a phrase; empty for a sound one."""
        if not self.is_repaired:
            return ""
        count = len(self.guesses)
        guessed = f"; {count} {'guess is' if count == 1 else 'guesses are'} marked" if count else ""
        return f"UTF-8 read as {self.encoding or 'other encodings'}{guessed}"

    def to_text(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest span of the repaired text that holds a span of the raw one."""
        start, end = _clamped(start, end, len(self.raw))
        return self._start_in_text(start), self._end_in_text(end)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """Return the smallest span of the raw text that holds a span of the repaired one."""
        start, end = _clamped(start, end, len(self.text))
        return self._start_in_raw(start), self._end_in_raw(end)

    def _start_in_text(self, place: int) -> int:
        index = bisect_right(self.pieces, place, key=lambda piece: piece.raw_start) - 1
        if index < 0:
            return place
        piece = self.pieces[index]
        return piece.start if place < piece.raw_end else place - piece.raw_end + piece.end

    def _end_in_text(self, place: int) -> int:
        index = bisect_left(self.pieces, place, key=lambda piece: piece.raw_start) - 1
        if index < 0:
            return place
        piece = self.pieces[index]
        return piece.end if place < piece.raw_end else place - piece.raw_end + piece.end

    def _start_in_raw(self, place: int) -> int:
        index = bisect_right(self.pieces, place, key=lambda piece: piece.start) - 1
        if index < 0:
            return place
        piece = self.pieces[index]
        return piece.raw_start if place < piece.end else place - piece.end + piece.raw_end

    def _end_in_raw(self, place: int) -> int:
        index = bisect_left(self.pieces, place, key=lambda piece: piece.start) - 1
        if index < 0:
            return place
        piece = self.pieces[index]
        return piece.raw_end if place < piece.end else place - piece.end + piece.raw_end


def _clamped(start: int, end: int, length: int) -> tuple[int, int]:
    start = min(max(start, 0), length)
    return start, min(max(end, start), length)
