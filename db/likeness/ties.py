"""What else two records share, or tell apart: registers, links, companies, colleagues, sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from db.dates import PartialDate
from db.records import OWN_SCHEME, Company, Event, Person, Records
from db.words import fold, words

_CROWDED: Final = 100
"""From so many events on it says less that two people have to do with the same company."""

_BORN: Final = re.compile(r"\b(?:born|b\.|née?|\*)\s*(?:in\s*)?(\d{4})")
_WEB: Final = re.compile(r"^(?:[a-z]+:)?//(?:www\.)?|[/?#]+$")
_NAMED: Final = 3
_DATES: Final = 50
"""So many dates of two with the same company are compared: more of them say no more."""


class Reason(NamedTuple):
    """Something that speaks for, or against, two records being one."""

    score: int
    """How much, of 100; below zero it speaks against."""
    words: str
    """The same in words."""


class Profile(NamedTuple):
    """What the events of a database tell of one person or company."""

    companies: Mapping[str, Sequence[PartialDate]]
    """The companies it has to do with, and when."""
    people: frozenset[str]
    """The people it has to do with."""
    events: frozenset[str]
    """The events it takes part in."""
    sources: frozenset[str]
    """The sources that tell them."""
    births: Sequence[PartialDate]
    """When it was born."""


class Ties:
    """The ties of all people and companies of a database, looked up when they are asked for."""

    def __init__(self, records: Records) -> None:
        """Note who takes part in which event."""
        self._records = records
        self._events: dict[str, list[Event]] = defaultdict(list)
        self._profiles: dict[str, Profile] = {}
        for event in records.events.values():
            for reference in {role.reference for role in event.roles if role.id}:
                self._events[reference or ""].append(event)

    def told(self, reference: str) -> int:
        """Count the events that someone takes part in."""
        return len(self._events.get(reference, ()))

    def shared(self, reference: str) -> Iterator[str]:
        """Return what may tie a record to another one of the same name."""
        record = self.record(reference)
        profile = self.profile(reference)
        yield from profile.companies
        yield from profile.people
        yield from marks(record)

    def record(self, reference: str) -> Person | Company:
        """Return the person or company that a `kind/id` names."""
        kind, _, identifier = reference.partition("/")
        table = self._records.people if kind == "person" else self._records.companies
        return table[identifier]

    def profile(self, reference: str) -> Profile:
        """Return what the events tell of someone."""
        if reference not in self._profiles:
            self._profiles[reference] = self._profile(reference)
        return self._profiles[reference]

    def _profile(self, reference: str) -> Profile:
        companies: dict[str, list[PartialDate]] = defaultdict(list)
        people, births, sources = set[str](), list[PartialDate](), set[str]()
        events = self._events.get(reference, ())
        for event in events:
            for other in {role.reference for role in event.roles if role.reference} - {reference}:
                if other.startswith("company/"):
                    companies[other] += [event.date] if event.date else []
                else:
                    people.add(other)
            if event.type == "birth" and event.date:
                births.append(event.date)
            quotes = (self._records.quotes.get(each) for each in event.quotes)
            sources.update(quote.source for quote in quotes if quote)
        ids = frozenset(event.id for event in events)
        return Profile(companies, frozenset(people), ids, frozenset(sources), births)

    def reasons(self, one: str, other: str) -> Iterator[Reason]:
        """Return all that speaks for, or against, two records being one, names aside."""
        first, second = self.record(one), self.record(other)
        yield from _registers(first, second, self._sources)
        yield from _links(first, second)
        yield from self._company(one, other)
        yield from self._colleagues(one, other)
        yield from self._apart(one, other)
        yield from _described(first, second)
        if isinstance(first, Company) and isinstance(second, Company):
            yield from self._structure(first, second)

    @cached_property
    def _sources(self) -> frozenset[str]:
        return frozenset(self._records.sources)

    def _company(self, one: str, other: str) -> Iterator[Reason]:
        """Find companies that both have to do with, and whether at the same time."""
        mine, theirs = self.profile(one).companies, self.profile(other).companies
        both = sorted(mine.keys() & theirs.keys() - {one, other})
        both.sort(key=self.told)
        if not both:
            return
        score = 12 if self.told(both[0]) < _CROWDED else 6
        score += min(4 * (len(both) - 1), 12)
        when = any(
            _overlap(here, there)
            for each in both
            for here in mine[each][:_DATES]
            for there in theirs[each][:_DATES]
        )
        words = f"both have to do with {self._names(both)}"
        yield Reason(score + 6 * when, f"{words}{', at the same time' if when else ''}")

    def _colleagues(self, one: str, other: str) -> Iterator[Reason]:
        """Find people that both have to do with."""
        both = sorted(self.profile(one).people & self.profile(other).people - {one, other})
        if both:
            yield Reason(min(4 + 4 * len(both), 16), f"both have to do with {self._names(both)}")

    def _apart(self, one: str, other: str) -> Iterator[Reason]:
        """Find what tells of both as of two."""
        first, second = self.profile(one), self.profile(other)
        if event := min(first.events & second.events, default=None):
            yield Reason(-40, f"one event has both, {event}")
        elif source := min(first.sources & second.sources, default=None):
            title = self._records.sources[source].title if source in self._sources else source
            yield Reason(-12, f"one source tells of both, {title}")
        if (
            first.births
            and second.births
            and not any(_overlap(here, there) for here in first.births for there in second.births)
        ):
            born = f"{first.births[0].text} and {second.births[0].text}"
            yield Reason(-50, f"born on different days, {born}")

    def _structure(self, one: Company, other: Company) -> Iterator[Reason]:
        """Find that one company is part of the other, or of another kind."""
        if other.id in self._above(one) or one.id in self._above(other):
            yield Reason(-40, "one is part of the other")
        elif fold(one.kind) != fold(other.kind):
            yield Reason(-6, f"of different kinds, {one.kind} and {other.kind}")

    def _above(self, company: Company) -> set[str]:
        found = set[str]()
        above = company.parent
        while above and above not in found:
            found.add(above)
            parent = self._records.companies.get(above)
            above = parent.parent if parent else None
        return found

    def _names(self, references: Sequence[str]) -> str:
        """Name some of those that two have in common."""
        some = ", ".join(self.record(each).name for each in references[:_NAMED])
        more = len(references) - _NAMED
        return f"{some} and {more} more" if more > 0 else some


def marks(record: Person | Company) -> set[str]:
    """Return what names a record beyond doubt: what registers call it, pages about it."""
    registers = {
        f"{scheme} {value}" for scheme, values in _by_scheme(record).items() for value in values
    }
    return registers | {address(link.url) for link in record.links}


def address(url: str) -> str:
    """Return the part of a web address by which two are compared."""
    plain = url.strip()
    host, slash, path = _WEB.sub("", plain.casefold()[: len(plain)]).partition("/")
    return f"{host}{slash}{path}"


def _registers(
    one: Person | Company, other: Person | Company, own: frozenset[str]
) -> Iterator[Reason]:
    """Compare what registers call two records; what a data file calls them is of that file."""
    mine, theirs = (_by_scheme(each) for each in (one, other))
    for scheme in sorted(mine.keys() & theirs.keys()):
        if both := sorted(mine[scheme] & theirs[scheme]):
            yield Reason(60, f"the same {scheme}, {both[0]}")
        elif scheme in own:
            yield Reason(-30, f"{scheme} lists them as two")
        else:
            pair = f"{min(mine[scheme])} and {min(theirs[scheme])}"
            yield Reason(-35, f"different ids in {scheme}, {pair}")


def _by_scheme(record: Person | Company) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for each in record.identifiers:
        if each.scheme != OWN_SCHEME:
            found[each.scheme.casefold()].add(each.value.strip().casefold())
    return found


def _links(one: Person | Company, other: Person | Company) -> Iterator[Reason]:
    """Find a page that is about both."""
    mine, theirs = ({address(link.url): link.url for link in each.links} for each in (one, other))
    if both := sorted(mine.keys() & theirs.keys()):
        yield Reason(25, f"the same page, {mine[both[0]]}")


def _described(one: Person | Company, other: Person | Company) -> Iterator[Reason]:
    """Compare descriptions, and the years of birth in them."""
    if not one.description or not other.description:
        return
    years = [set(_BORN.findall(each.casefold())) for each in (one.description, other.description)]
    if years[0] and years[1] and not years[0] & years[1]:
        yield Reason(-50, f"born in different years, {min(years[0])} and {min(years[1])}")
    mine, theirs = (set(words(fold(each))) for each in (one.description, other.description))
    if mine == theirs:
        yield Reason(10, f"the same description, {one.description}")
    elif not mine & theirs:
        yield Reason(-5, "descriptions with no word in common")


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates can be the same, as far as they are known."""
    span = other.span
    return span is not None and one.is_placed and one.overlaps(span)
