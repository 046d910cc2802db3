"""What a record is found by in words: its names, and the texts that tell of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.library.numbered import Numbered
from db.records import Company, Event, Person, Record, Source


def names_of(record: Record) -> Sequence[str]:
    """Return what a record is called, its name first; of a source its publisher and author too."""
    if isinstance(record, Person | Company):
        return tuple(dict.fromkeys((record.name, *record.aliases)))
    if isinstance(record, Event):
        return (record.summary,)
    if isinstance(record, Source):
        names = (record.title, record.publisher, record.author)
        return tuple(dict.fromkeys(each for each in names if each))
    return ()


def told_of(given: Numbered, record: Record) -> Iterator[str]:
    """Return the texts that a record is found by besides its names."""
    if isinstance(record, Event):
        yield from _told(given, record)
    elif isinstance(record, Source):
        if record.note:
            yield record.note
    elif isinstance(record, Person | Company) and record.description:
        yield record.description


def _told(given: Numbered, event: Event) -> Iterator[str]:
    """Return the texts of an event: its quotes, its particulars, the names of who takes part."""
    for quote in given.quotes_of(event):
        yield quote.exact
        if quote.translation:
            yield quote.translation
    yield event.type
    for text in (event.title, event.claim.by):
        if text:
            yield text
    for each in (event.date, event.until, event.amount):
        if each:
            yield each.text
    people, companies = given.records.people, given.records.companies
    for role in event.roles:
        if role.text:
            yield role.text
        party = (people if role.kind == "person" else companies).get(role.id or "")
        if party is not None:
            yield party.name
            yield from party.aliases
