"""What holds of an event, as the field terms of a query ask for it.

One event gives rows of field and value: `type hire`, `to company/meta`, `has amount`. A value that
holds through a parent ("to:meta" where the hire was by one of its labs) is marked as not its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from db.dates import DaySpan
from db.library.schema import UNNAMED
from db.records import Amount, Event, Quote
from db.words import fold

Term = tuple[str, str, bool]
"""A field, a value, and whether it is the event's own rather than a parent's."""

HAS: Mapping[str, Callable[[Event, Sequence[Quote]], bool]] = {
    "amount": lambda event, _: event.amount is not None,
    "date": lambda event, _: not event.is_undated,
    "until": lambda event, _: event.until is not None,
    "duration": lambda event, _: event.duration is not None,
    "title": lambda event, _: event.title is not None,
    "translation": lambda _, quotes: any(quote.translation for quote in quotes),
    "speaker": lambda event, quotes: any(True for _ in _speakers(event, quotes)),
    "relay": lambda event, _: bool(event.claim.via),
    "from": lambda event, _: bool(event.in_role("from")),
    "to": lambda event, _: bool(event.in_role("to")),
}
"""What an event can have, for `has:`."""

IS: Mapping[str, Callable[[Event, Sequence[Quote]], bool]] = {
    "disputed": lambda event, _: event.is_disputed,
    "undisputed": lambda event, _: not event.is_disputed,
    "dated": lambda event, _: not event.is_undated,
    "undated": lambda event, _: event.is_undated,
    "denied": lambda event, _: event.claim.grade == "denied",
    "unnamed": lambda event, _: any(role.id is None for role in event.roles),
    "retold": lambda event, _: bool(event.same_as),
    "spoken": lambda _, quotes: any(quote.speech == "direct" for quote in quotes),
    "reviewed": lambda event, _: event.reviewed_by is not None,
    "unreviewed": lambda event, _: event.reviewed_by is None,
}
"""What an event can be, for `is:`. `disputed` and `retold` are settled in the build: either side
may say it."""


def terms_of(
    event: Event, quotes: Sequence[Quote], ancestors: Callable[[str], Sequence[str]]
) -> Iterator[Term]:
    """Return every field and value that holds of an event, repeats included."""
    yield "type", event.type, True
    yield "type", event.family, event.family == event.type
    yield "status", event.status, True
    yield "grade", event.claim.grade, True
    for quote in quotes:
        yield from languages_of(quote.lang)
        yield "source", quote.source, True
    yield from (("has", name, True) for name, holds in HAS.items() if holds(event, quotes))
    yield from (("is", name, True) for name, holds in IS.items() if holds(event, quotes))
    yield from _party_terms(event, ancestors)
    yield from (("speaker", value, True) for value in _speakers(event, quotes))


def languages_of(tag: str) -> Iterator[Term]:
    """Return a language, and those of which it is a variety: of `pt-BR` also `pt`."""
    yield "lang", tag, True
    while "-" in tag:
        tag = tag.rpartition("-")[0]
        yield "lang", tag, False


def _party_terms(event: Event, ancestors: Callable[[str], Sequence[str]]) -> Iterator[Term]:
    """Return who takes part, as person or company and by direction, parents included."""
    for role in event.roles:
        fields = [role.kind, *([role.role] if role.role in ("from", "to") else [])]
        value = role.reference or UNNAMED + fold(role.text or "")
        for field in fields:
            yield field, value, True
            for parent in ancestors(value):
                yield field, parent, False
    for reference in event.references:
        kind = reference.partition("/")[0]
        yield kind, reference, True
        for parent in ancestors(reference):
            yield kind, parent, False


def _speakers(event: Event, quotes: Sequence[Quote]) -> Iterator[str]:
    """Return who answers for the claim and who speaks its quotes."""
    if event.claim.by_id:
        yield event.claim.by_id
    elif event.claim.by:
        yield UNNAMED + fold(event.claim.by)
    yield from (quote.speaker for quote in quotes if quote.speaker)


def days_of(event: Event) -> DaySpan | None:
    """Return the days that an event can fall on, to the end of a tenure; None if undated.

    An end that lies before the beginning, as a source may have it, is left out.
    """
    begun = event.date.span if event.date else None
    ended = event.until.span if event.until else None
    if begun is None or ended is None:
        return begun or ended
    is_backwards = begun.first and ended.last and ended.last < begun.first
    return begun if is_backwards else DaySpan(begun.first, ended.last)


def size_of(amount: Amount) -> tuple[float | None, float | None, str]:
    """Return the smallest and largest figure that a source names, and the unit.

    Shares are percent, so that "a third" and "33 %" can be compared. What is bounded on one side
    counts as the figure named: "up to 100 million" is 100 million.
    """
    low = amount.min if amount.min is not None else amount.max
    high = amount.max if amount.max is not None else amount.min
    if amount.unit not in ("percent", "fraction"):
        return low, high, amount.unit
    times = 100.0 if amount.unit == "fraction" else 1.0
    return (
        None if low is None else low * times,
        None if high is None else high * times,
        "percent",
    )
