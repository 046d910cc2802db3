"""Where typed words are found: in names, at word starts, within words, in quotes.

Candidates come back with the best place they were found in and in no order; what is better than
what is decided in `db.search`.
"""

# ruff: noqa: S608 — what is joined into SQL are names and clauses of ours, never a value

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import NamedTuple

from db.library.schema import PARTS
from db.library.store import Store
from db.records import Kind
from db.words import fold, words

_LAST_CHARACTER = "\U0010ffff"
_PROSE_LETTERS = 3
_WORDS_WITHIN = 500
_VOICES = (PARTS["role"], PARTS["says"], PARTS["speaks"])


class Place(IntEnum):
    """Where a needle was found in a record."""

    EXACT = 0
    """It is a whole name."""
    PREFIX = 1
    """A name begins with it."""
    WORD = 2
    """A word of a name begins with it."""
    WITHIN = 3
    """It stands inside a name."""
    PROSE = 4
    """A word of the record's events, quotes or translations begins with it."""
    PROSE_WITHIN = 5
    """It stands inside a word there."""


class Needle(NamedTuple):
    """Typed words as they are looked for."""

    text: str
    """The words, folded."""
    words: tuple[str, ...]
    """Their tokens."""
    is_whole: bool
    """Whether the last word must be whole, as in a quoted phrase."""

    @classmethod
    def of(cls, typed: str, *, is_whole: bool = False) -> Needle:
        """Fold what was typed; a lone letter beside signs ("C++") is a whole word."""
        text = fold(typed).strip()
        cut = tuple(words(text))
        return cls(text, cut, is_whole or (len("".join(cut)) == 1 < len(text)))

    @property
    def expression(self) -> str:
        """The needle in the language of FTS5."""
        return f'"{" ".join(self.words)}"' + ("" if self.is_whole else " *")


class Span(NamedTuple):
    """The numbers of one kind, which are consecutive."""

    first: int
    """The smallest."""
    last: int
    """The largest; smaller than `first` where there are none."""

    @property
    def size(self) -> int:
        """How many there are."""
        return self.last - self.first + 1


def matches(
    store: Store,
    spans: dict[Kind, Span],
    kind: Kind,
    needle: Needle,
    within: Callable[[str], Sequence[str]],
) -> dict[int, Place]:
    """Return every record of a kind in which a needle is found, and the best place it is in.

    `within` is `words_with` of the store, or what remembers its answers.
    """
    found: dict[int, Place] = {}
    span = spans[kind]
    if not needle.text:
        return found
    store.need("words")
    for place, numbers in _named(store, span, needle):
        _add(found, place, numbers)
    if not needle.words:
        return found
    _add(found, Place.PROSE, _told(store, spans, kind, needle.expression))
    if not needle.is_whole and len(needle.words) == 1:
        inside = within(needle.words[0])
        if inside:
            expression = " OR ".join(f'"{word}"' for word in inside)
            _add(found, Place.PROSE_WITHIN, _told(store, spans, kind, expression))
    return found


def words_with(store: Store, part: str) -> Sequence[str]:
    """Return the words of the vocabulary that hold a part inside; none for very short parts."""
    if len(part) < _PROSE_LETTERS:
        return ()
    rows = store.rows(
        "SELECT DISTINCT term FROM vocabulary WHERE instr(term, ?) > 1 LIMIT ?",
        part,
        _WORDS_WITHIN,
    )
    return tuple(row[0] for row in rows)


def _add(found: dict[int, Place], place: Place, numbers: Iterable[int]) -> None:
    """Note a place for whatever has no better one yet."""
    for number in numbers:
        found.setdefault(number, place)


def _named(store: Store, span: Span, needle: Needle) -> Iterable[tuple[Place, list[int]]]:
    """Find a needle in the names of one kind, best places first."""
    of_kind = "seq BETWEEN ? AND ?"
    ends = (span.first, span.last)
    text = needle.text
    yield (
        Place.EXACT,
        store.numbers(f"SELECT seq FROM named WHERE key = ? AND {of_kind}", text, *ends),
    )
    if not needle.is_whole:
        yield (
            Place.PREFIX,
            store.numbers(
                f"SELECT seq FROM named WHERE key >= ? AND key < ? AND {of_kind}",
                text,
                text + _LAST_CHARACTER,
                *ends,
            ),
        )
    if needle.words:
        yield Place.WORD, _full_text(store, f"names : {needle.expression}", span)
    if not (needle.is_whole and needle.words):
        yield (
            Place.WITHIN,
            store.numbers(
                f"SELECT seq FROM named WHERE instr(key, ?) > 0 AND {of_kind}",
                text,
                *ends,
            ),
        )


def _full_text(store: Store, expression: str, span: Span) -> list[int]:
    """Return the records of one kind whose words match."""
    return store.numbers(
        "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?",
        expression,
        span.first,
        span.last,
    )


def _told(store: Store, spans: dict[Kind, Span], kind: Kind, expression: str) -> list[int]:
    """Find words in what is told: of an event in its quotes, of others in their events."""
    if kind == "event":
        return _full_text(store, f"prose : ({expression})", spans[kind])
    own = _full_text(store, f"prose : ({expression})", spans[kind])
    events = "SELECT rowid FROM words WHERE words MATCH ? AND rowid BETWEEN ? AND ?"
    bounds = (expression, spans["event"].first, spans["event"].last)
    if kind == "source":
        return own + store.numbers(
            f"SELECT DISTINCT source FROM cite WHERE source NOT NULL AND event IN ({events})",
            *bounds,
        )
    marks = ", ".join(map(str, _VOICES))
    return own + store.numbers(
        f"SELECT DISTINCT party FROM link WHERE part IN ({marks})"
        f" AND party BETWEEN ? AND ? AND event IN ({events})",
        spans[kind].first,
        spans[kind].last,
        *bounds,
    )
