"""What a record is found by in words: its names, and the texts that tell of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from db.library.numbered import Numbered
from db.library.schema import BARRIER
from db.records import Company, Event, Person, Record, Source
from db.words import fold, words

_REMEMBERED = 4096
"""How many texts are kept as they were cut: everyone's names stand with each of their events."""


def name_rows(given: Numbered) -> Iterator[tuple[int, str, str]]:
    """Return the rows of `named`: number, folded name, name; the first is the one shown."""
    for seq, _, record in given:
        for name in _names_of(record):
            yield seq, fold(name), name


def word_rows(given: Numbered) -> Iterator[tuple[int, str, str]]:
    """Return the rows of `words`: number, names, prose."""
    cut = lru_cache(_REMEMBERED)(_cut)
    for seq, kind, record in given:
        if kind != "quote":
            yield seq, _indexed(_names_of(record), cut), _indexed(_prose_of(given, record), cut)


def _names_of(record: Record) -> Sequence[str]:
    """Return what a record is called; of a source its publisher and author too."""
    if isinstance(record, Person | Company):
        return tuple(dict.fromkeys([record.name, *record.aliases]))
    if isinstance(record, Event):
        return (record.summary,)
    if isinstance(record, Source):
        names = (record.title, record.publisher, record.author)
        return tuple(dict.fromkeys(each for each in names if each))
    return ()


def _prose_of(given: Numbered, record: Record) -> Iterable[str | None]:
    """Return the texts that a record is found by besides its names."""
    if isinstance(record, Event):
        return _told(given, record)
    if isinstance(record, Source):
        return (record.note,)
    return (record.description,) if isinstance(record, Person | Company) else ()


def _told(given: Numbered, event: Event) -> Iterator[str | None]:
    """Return the texts of an event: its quotes, its particulars, the names of who takes part."""
    for quote in given.quotes_of(event):
        yield quote.exact
        yield quote.translation
    yield from (event.title, event.type, event.claim.by)
    yield from (each.text for each in (event.date, event.until, event.amount) if each)
    for role in event.roles:
        yield role.text
        table = given.records.people if role.kind == "person" else given.records.companies
        party = table.get(role.id or "")
        if isinstance(party, Person | Company):
            yield party.name
            yield from party.aliases


def _indexed(texts: Iterable[str | None], cut: Callable[[str], str]) -> str:
    """Join texts so that no phrase runs from one into the next."""
    return f" {BARRIER} ".join([cut(text) for text in texts if text])


def _cut(text: str) -> str:
    """Fold a text and part its words by spaces, so that SQLite cuts it where we do.

    It does so by itself where all is ASCII.
    """
    folded = fold(text)
    return folded if folded.isascii() else " ".join(words(folded))
