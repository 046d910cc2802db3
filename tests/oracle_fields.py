"""What the field terms of a query mean, event by event."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from db.amounts import parse_amount
from db.dates import DaySpan, parse_span, span_of_iso
from db.errors import BadTerm
from db.records import FAMILIES, Amount, Event, Kind, Quote, Records, Source
from db.terms import Term
from db.words import fold

Called = Callable[[Kind, str, int], list[str]]
"""Returns the ids of those whose names hold a text best in this place."""

KINDS: dict[str, tuple[Kind, ...]] = {
    "from": ("company", "person"),
    "to": ("company", "person"),
    "person": ("person",),
    "company": ("company",),
    "source": ("source",),
    "speaker": ("person", "company"),
}


class Meaning:
    """Says of which events a field term holds."""

    def __init__(self, records: Records, called: Called) -> None:
        self.records, self.called = records, called

    def holds(self, term: Term, item: Event | Source) -> bool:
        """Whether a field term, not turned round, holds of an event or of a source alone."""
        if term.field in KINDS:
            return self.has_name(term, item)
        if isinstance(item, Source):
            return self.holds_of_source(term, item)
        match term.field:
            case "type":
                own = {item.type} if term.is_exact else {item.type, family_of(item.type)}
                return bool(own & self.types(term))
            case "status":
                return item.status == term.text
            case "grade":
                return item.claim.grade == term.text
            case "lang":
                return any(is_language(each.lang, term.text) for each in self.quotes_of(item))
            case "has":
                return self.has(item, term.text)
            case "is":
                return self.is_so(item, term.text)
            case "date":
                return overlap(days_of(item), parse_span(term.text))
            case _:
                return is_sized(item.amount, term.text)

    def holds_of_source(self, term: Term, source: Source) -> bool:
        """A source without facts is found by its language and its date."""
        if term.field == "lang":
            return is_language(source.lang, term.text)
        days = days_published(source)
        return term.field == "date" and overlap(days, parse_span(term.text))

    # Names

    def has_name(self, term: Term, item: Event | Source) -> bool:
        """Whether a name means one of those that an event has in a field."""
        meant, is_exact = self.named(term)
        if isinstance(item, Source):
            return term.field == "source" and f"source/{item.id}" in meant
        references = set(self.references(term.field or "", item))
        if not term.is_exact and term.field in ("from", "to", "person", "company"):
            references |= {above for each in references for above in self.above(each)}
        if references & meant:
            return True
        if is_exact or term.is_exact or term.field == "source":
            return False
        wanted = f" {fold(term.text).strip()}"
        return any(wanted in f" {fold(text)}" for text in self.unnamed(term.field or "", item))

    def named(self, term: Term) -> tuple[set[str], bool]:
        """Return whom a name means: an id that one alone, a name all who have it, else a part."""
        kind, slash, identifier = term.text.partition("/")
        kinds = [each for each in KINDS[term.field or ""] if not slash or each == kind]
        wanted = identifier if slash else term.text
        for each in kinds:
            if wanted in self.records.table(each):
                return {f"{each}/{wanted}"}, True
        exact, *parts = (
            {f"{each}/{name}" for each in kinds for name in self.called(each, term.text, place)}
            for place in range(3)
        )
        if exact:
            return exact, True
        return set() if term.is_exact else set().union(*parts), False

    def references(self, field: str, event: Event) -> Iterator[str]:
        """Return those with a record that an event has in a field."""
        quotes = self.quotes_of(event)
        if field == "source":
            yield from (f"source/{quote.source}" for quote in quotes)
        elif field == "speaker":
            yield event.claim.by_id or ""
            yield from (quote.speaker or "" for quote in quotes)
        elif field in ("from", "to"):
            yield from (each.reference or "" for each in event.in_role(field))
        else:
            yield from (each for each in event.references if each.startswith(f"{field}/"))

    def unnamed(self, field: str, event: Event) -> Iterator[str]:
        """Return the words for those without a record that an event has in a field."""
        if field == "speaker":
            yield from [event.claim.by] if event.claim.by and not event.claim.by_id else []
            return
        for role in event.roles:
            is_way = field in ("from", "to") and field == role.role
            if role.id is None and (is_way or field == role.kind):
                yield role.text or ""

    def above(self, reference: str) -> Iterator[str]:
        """Return the parents of a company and theirs."""
        seen = set()
        kind, _, identifier = reference.partition("/")
        company = self.records.companies.get(identifier) if kind == "company" else None
        while company and company.parent and company.parent not in seen:
            seen.add(company.parent)
            yield f"company/{company.parent}"
            company = self.records.companies.get(company.parent)

    # Others

    def types(self, term: Term) -> set[str]:
        """Return the types and families that a term means: the one called so, else those begun."""
        known = {each for event in self.records.events.values() for each in types_of(event.type)}
        same = {each for each in known if fold(each) == term.text}
        return same or {
            each for each in known if fold(each).startswith(term.text) and not term.is_exact
        }

    def quotes_of(self, event: Event) -> list[Quote]:
        return [self.records.quotes[each] for each in event.quotes if each in self.records.quotes]

    def has(self, event: Event, what: str) -> bool:
        speakers = (event.claim.by_id, event.claim.by, *(q.speaker for q in self.quotes_of(event)))
        match what:
            case "date":
                return event.date is not None and event.date.is_placed
            case "translation":
                return any(quote.translation for quote in self.quotes_of(event))
            case "speaker":
                return any(speakers)
            case "relay":
                return bool(event.claim.via)
            case "from" | "to":
                return any(role.role == what for role in event.roles)
            case _:
                return getattr(event, what) is not None

    def is_so(self, event: Event, what: str) -> bool:
        match what:
            case "disputed" | "undisputed":
                return self.is_disputed(event) == (what == "disputed")
            case "dated" | "undated":
                return self.has(event, "date") == (what == "dated")
            case "denied":
                return event.claim.grade == "denied"
            case "unnamed":
                return any(role.id is None for role in event.roles)
            case "retold":
                return len(self.telling_the_same(event.id)) > 1
            case "spoken":
                return any(quote.speech == "direct" for quote in self.quotes_of(event))
            case _:
                return (event.reviewed_by is not None) == (what == "reviewed")

    def is_disputed(self, event: Event) -> bool:
        """Either side may say it."""
        others = [each for each in self.records.events.values() if event.id in each.disputes]
        return bool(event.disputes or others)

    def telling_the_same(self, identifier: str) -> set[str]:
        """Return the group of an event, whichever of them says so, itself included."""
        group = {identifier}
        while True:
            events = self.records.events.values()
            more = {one for each in events for one in each.same_as if each.id in group}
            more |= {each.id for each in events if group & set(each.same_as)}
            more &= self.records.events.keys()
            if more <= group:
                return group
            group |= more


def types_of(name: str) -> set[str]:
    return {name, family_of(name)}


def family_of(name: str) -> str:
    return next((family for family, types in FAMILIES.items() if name in types), "other")


def is_language(tag: str, wanted: str) -> bool:
    return fold(tag) == wanted or fold(tag).startswith(f"{wanted}-")


def days_of(event: Event) -> DaySpan | None:
    """Return the days that an event can be of, to the end of a tenure; not to one before it."""
    begun = event.date.span if event.date else None
    ended = event.until.span if event.until else None
    if begun is None or ended is None:
        return begun or ended
    if (begun.first or "0") > (ended.last or "9"):
        return begun
    return DaySpan(begun.first, ended.last)


def days_published(source: Source) -> DaySpan | None:
    try:
        return span_of_iso(source.published) if source.published else None
    except BadTerm:
        return None


def overlap(days: DaySpan | None, wanted: DaySpan) -> bool:
    return days is not None and days.overlaps(wanted)


def is_sized(amount: Amount | None, wanted: str) -> bool:
    """Whether the figures that are named reach into a range; shares are compared as percent."""
    span = parse_amount(wanted)
    if amount is None:
        return False
    figures = [each for each in (amount.min, amount.max) if each is not None]
    unit, times = amount.unit, 1.0
    if unit in ("percent", "fraction"):
        unit, times = "percent", 100.0 if unit == "fraction" else 1.0
    if not figures or (span.units and unit not in span.units):
        return False
    low, high = figures[0] * times, figures[-1] * times
    return (span.low is None or high >= span.low) and (span.high is None or low <= span.high)
