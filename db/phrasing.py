"""A query in English: "hires to Meta, reported, after June 2025"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from db.dates import FIRST_DAY, LAST_DAY, DaySpan, parse_span, precision_of
from db.fields import BY_NAME, COMPARED, LANGUAGES, TYPES, Field, Standing, Takes
from db.library import Library
from db.terms import Query, Term

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

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

Called = Callable[[Field, str], str]
"""Names what the value of a field means."""


def describe(query: Query, library: Library | None = None, noun: str = "events") -> str:
    """Return what a query asks for, in English; see `db.query.describe`."""
    if query.is_empty:
        return "everything"
    called = _called(library)
    heads = [each for each in query.terms if _standing(each) == "head"]
    ways = [each for each in query.terms if _standing(each) == "way"]
    words = [each for each in query.words if not each.is_not]
    others = [each for each in query.terms if each not in (*heads, *ways, *words)]
    head = ", ".join(_told(each, called) for each in heads)
    if words:
        told = " and ".join(f"“{each.text}”" for each in words)
        head = f"{head} with {told}" if head else told
    if not head:
        head = noun if ways or any(each.field for each in others) else "everything"
    lead = " ".join([head, *(_told(each, called) for each in ways)])
    return ", ".join([lead, *(_clause(each, called) for each in others)])


def _standing(term: Term) -> Standing | None:
    """Return where a term is told; one that is turned round always comes after a comma."""
    if term.field is None:
        return None
    return "clause" if term.is_not else BY_NAME[term.field].standing


def _called(library: Library | None) -> Called:
    """Return the way to name what a value means."""

    def called(field: Field, value: str) -> str:
        found, is_exact = library.index.named(value, field.kinds) if library else ((), False)
        if library and is_exact:
            return library.name_of(found[0])
        return value.title() if value.islower() and value.isascii() else value

    return called


def _clause(term: Term, called: Called) -> str:
    """Return one term that stands after a comma."""
    words = f"“{term.text}”" if term.field is None else _told(term, called)
    return f"not {words}" if term.is_not else words


def _told(term: Term, called: Called) -> str:
    """Return what a field term asks for, before it is turned round."""
    field = BY_NAME[term.field or ""]
    value = _VALUES[field.takes](field, term.text, called)
    alone = " itself" if term.is_exact and field.takes == "name" else ""
    article = "an" if value[:1] in "aeiou" else "a"
    return field.english.format(value=f"{value}{alone}", article=article)


def _plural(type_name: str) -> str:
    """Return what many events of a type are called."""
    if type_name in _PLURALS or type_name in TYPES:
        return _PLURALS.get(type_name, f"{type_name.replace('-', ' ')}s")
    return f"events of type “{type_name}”"


def _amount(value: str) -> str:
    """Return an amount in words."""
    value = value.replace("≥", ">=").replace("≤", "<=")
    for sign, words in COMPARED.items():
        if value.startswith(sign):
            return f"{words}{value.removeprefix(sign).strip()}"
    low, dots, high = value.partition("..")
    if not dots:
        return value
    if not high:
        return f"at least {low}"
    return f"{low} to {high}" if low else f"at most {high}"


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


_VALUES: Mapping[Takes, Callable[[Field, str, Called], str]] = {
    "choice": lambda _, value, __: value,
    "type": lambda _, value, __: _plural(value),
    "name": lambda field, value, called: called(field, value),
    "lang": lambda _, value, __: LANGUAGES.get(value, value),
    "date": lambda _, value, __: _days(value),
    "amount": lambda _, value, __: _amount(value),
}
"""How a value is told, by what the field takes."""
