"""A query in English: "hires to Meta, reported, after June 2025"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from db.dates import FIRST_DAY, LAST_DAY, DaySpan, parse_span, precision_of
from db.fields import LANGUAGES, TYPES
from db.library import Library
from db.records import Kind
from db.terms import Query, Term

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

_NAMED: tuple[Kind, ...] = ("company", "person", "source")

_PLURALS: Mapping[str, str] = {
    "offer-declined": "declined offers",
    "threat-to-leave": "threats to leave",
    "recruitment-campaign": "recruitment campaigns",
    "launch": "launches",
    "pay": "pay",
    "staff-change": "staff changes",
    "criticism": "criticism",
    "moves": "moves of any kind",
    "offers": "offers of any kind",
    "company": "company events",
    "speech": "speech",
    "other": "other events",
}
"""What many events of a type, or of a family, are called, where it is not the type and an s."""

_COMPARED: Sequence[tuple[str, str]] = (
    (">=", "at least "), ("≥", "at least "), ("<=", "at most "), ("≤", "at most "),
    (">", "over "), ("<", "under "), ("=", ""),
)  # fmt: skip
"""The signs of an amount, the longer ones first, in words."""


def describe(query: Query, library: Library | None = None) -> str:
    """Return what a query asks for, in English; with a library, by the names it has for ids."""
    if query.is_empty:
        return "everything"
    called = _called(library)
    types = [each for each in query.fielded if each.field == "type" and not each.is_not]
    words = [f"“{each.text}”" for each in query.words if not each.is_not]
    rest = [each for each in query.terms if each not in types and f"“{each.text}”" not in words]
    head = ", ".join(_plural(each.text) for each in types)
    if words:
        told = " and ".join(words)
        head = f"{head} with {told}" if head else told
    ways = [each for each in rest if each.field in ("from", "to") and not each.is_not]
    others = [each for each in rest if each not in ways]
    if not head and (ways or any(each.field for each in others)):
        head = "events"
    lead = " ".join([head or "everything", *(f"{each.field} {called(each.text)}" for each in ways)])
    return ", ".join([lead, *(_clause(each, called) for each in others)])


def _called(library: Library | None) -> Callable[[str], str]:
    """Return the way to name what a value means."""

    def called(value: str) -> str:
        found, is_exact = library.index.named(value, _NAMED) if library else ((), False)
        if library and is_exact:
            return library.name_of(found[0])
        return value.title() if value.islower() and value.isascii() else value

    return called


def _clause(term: Term, called: Callable[[str], str]) -> str:
    """Return one term that stands after a comma."""
    return ("not " if term.is_not else "") + _plain_clause(term, called)


def _plain_clause(term: Term, called: Callable[[str], str]) -> str:
    """Return what one term asks for, before it is turned round."""
    value = term.text
    written: Mapping[str | None, Callable[[], str]] = {
        None: lambda: f"“{value}”",
        "type": lambda: _plural(value),
        "from": lambda: f"from {called(value)}",
        "to": lambda: f"to {called(value)}",
        "person": lambda: f"about {called(value)}",
        "company": lambda: f"about {called(value)}",
        "source": lambda: f"in {called(value)}",
        "speaker": lambda: f"said by {called(value)}",
        "lang": lambda: f"in {LANGUAGES.get(value, value)}",
        "has": lambda: f"with {'an' if value[0] in 'aeiou' else 'a'} {value}",
        "date": lambda: _days(value),
        "amount": lambda: _amount(value),
    }
    return written.get(term.field, lambda: value)()


def _plural(type_name: str) -> str:
    """Return what many events of a type are called."""
    if type_name in _PLURALS or type_name in TYPES:
        return _PLURALS.get(type_name, f"{type_name.replace('-', ' ')}s")
    return f"events of type “{type_name}”"


def _amount(value: str) -> str:
    """Return an amount in words."""
    for sign, words in _COMPARED:
        if value.startswith(sign):
            return f"amount {words}{value.removeprefix(sign).strip()}"
    low, dots, high = value.partition("..")
    if not dots:
        return f"amount {value}"
    if not high:
        return f"amount at least {low}"
    return f"amount {low} to {high}" if low else f"amount at most {high}"


def _days(value: str) -> str:
    """Return a span of days in words; an open one by what it lies after or before."""
    before, dots, after = value.partition("..")
    if dots and before and after:
        return f"from {_day(before)} to {_day(after)}"
    if dots and before:
        return f"after {_beyond(before, -1)}"
    if dots:
        return f"before {_beyond(after, 1)}"
    return f"{'on' if precision_of(parse_span(value)) == 'day' else 'in'} {_day(value)}"


def _beyond(value: str, step: int) -> str:
    """Return the day, month or year that comes just before or after one."""
    span: DaySpan = parse_span(value)
    edge = (span.first if step < 0 else span.last) or ""
    if edge in (FIRST_DAY, LAST_DAY):
        return "the calendar"
    return _day((date.fromisoformat(edge) + timedelta(days=step)).isoformat()[: len(value)])


def _day(value: str) -> str:
    """Return an ISO day, month or year in words."""
    parts = value.split("-")
    words = [str(int(part)) for part in parts[2:]]
    words += [_MONTHS[int(part) - 1] for part in parts[1:2]]
    return " ".join([*words, parts[0]])
