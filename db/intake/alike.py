"""What makes records of two databases the same: a text, a span of it, a claim, an id.

Each kind has its mark; of several with one mark each has its like once, so that it does not matter
which of two databases comes first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import fields
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

from db.records import OWN_SCHEME, Company, Event, Kind, Person, Quote, Record, Records, Source

_Party = TypeVar("_Party", Person, Company)
_Any = TypeVar("_Any", Person, Company, Event, Quote, Source)


def _but(cls: type, *left_out: str) -> Callable[[Any], Hashable]:
    """Return what takes the values of all fields but these, without making a record anew."""
    names = (field.name for field in fields(cls))
    return attrgetter(*(name for name in names if name not in ("id", *left_out)))


_SAID: Final[Mapping[type, Callable[[Any], Hashable]]] = {
    Person: _but(Person, "identifiers"),
    Company: _but(Company, "identifiers"),
    Event: _but(Event, "disputes", "same_as"),
    Quote: _but(Quote),
    Source: _but(Source),
}
_CLAIMED: Final = _but(Event, "disputes", "same_as", "extracted_by", "reviewed_by")


class Evidence:
    """What two databases tell of someone that both have under one id."""

    def __init__(self, here: Records, there: Records) -> None:
        """Note whom an event names that both have."""
        self._here, self._there = here, there
        self._shared = set(named_in_both(here, there))

    def is_shared(self, reference: str) -> bool:
        """Whether an event that both have names this one, under the same id in both."""
        return reference in self._shared

    def is_open(self, there: str, here: str) -> bool:
        """Whether two of one name may be one: on the same words, or nothing is told of either."""
        theirs, mine = self._words_there.get(there), self._words_here.get(here)
        return not theirs or not mine or not theirs.isdisjoint(mine)

    @cached_property
    def _words_here(self) -> Mapping[str, set[Hashable]]:
        return _words_about(self._here)

    @cached_property
    def _words_there(self) -> Mapping[str, set[Hashable]]:
        return _words_about(self._there)


class Known(Generic[_Party]):
    """The people or companies that are here, by every id that they go by."""

    def __init__(self, kind: Kind, mine: Mapping[str, _Party], evidence: Evidence) -> None:
        """Note who is here."""
        self._kind = kind
        self._mine: Mapping[str, _Party] = mine
        self._evidence = evidence
        self.claimed = set[str]()
        """Those here that were found to be somebody there."""
        self._called: dict[str, list[str]] = defaultdict(list)
        for name, each in mine.items():
            for own in _own_ids(each):
                self._called[own].append(name)

    def is_same(self, party: _Party) -> bool:
        """Whether one of the same id is the same: it says so, or an event does that both have."""
        if party.id not in self._mine:
            return False
        is_shared = self._evidence.is_shared(f"{self._kind}/{party.id}")
        return is_shared or self._says_the_same(party, party.id)

    def like(self, party: _Party) -> str | None:
        """Return one that says the same and went by the same id in some database."""
        names = (name for own in _own_ids(party) for name in self._called[own])
        free = (name for name in names if name not in self.claimed)
        return next((name for name in free if self._says_the_same(party, name)), None)

    def _says_the_same(self, party: _Party, name: str) -> bool:
        """Whether one here says what somebody there does, and that is more than a name.

        An id is made from a name: two bare names of one id are no more than two of one name. They
        are one where both are named on the same words, or where nothing is told of one of them.
        """
        if content_of(self._mine[name]) != content_of(party):
            return False
        there, here = f"{self._kind}/{party.id}", f"{self._kind}/{name}"
        return _says_more(party) or self._evidence.is_open(there, here)


def likes(
    theirs: Mapping[str, _Any], mine: Mapping[str, _Any], mark_of: Callable[[_Any], Hashable]
) -> dict[str, str]:
    """Find for each record there its like here, each once; those of one id first."""
    marks = {name: mark_of(each) for name, each in theirs.items()}
    like: dict[Hashable, dict[str, None]] = defaultdict(dict)
    for name, each in mine.items():
        like[mark_of(each)][name] = None
    found = {name: name for name, mark in marks.items() if name in like[mark]}
    for name in found:
        del like[marks[name]][name]
    for name, mark in marks.items():
        if name not in found and like[mark]:
            found[name] = next(iter(like[mark]))
            del like[mark][found[name]]
    return found


def text_of(source: Source) -> Hashable:
    """Return what makes a source itself: its text, or all of it while nobody has given that."""
    return content_of(source) if source.is_unseen else source.sha256


def span_of(quote: Quote) -> Hashable:
    """Return what makes a quote itself: where it stands, in a source as it is called here."""
    return quote.source, quote.start, quote.end, quote.exact


def claim_of(event: Event) -> Hashable:
    """Return what an event says on which quotes, whoever recorded it and however it is tied."""
    return _CLAIMED(event)


def content_of(record: Record) -> Hashable:
    """Return what a record says, whatever its id and its ties."""
    said = _SAID[type(record)](record)
    if not isinstance(record, Person | Company):
        return said
    return said, tuple(each for each in record.identifiers if each.scheme != OWN_SCHEME)


def _own_ids(party: Person | Company) -> list[str]:
    """Return the ids that somebody has in databases of ours."""
    return [party.id, *(each.value for each in party.identifiers if each.scheme == OWN_SCHEME)]


def _says_more(party: Person | Company) -> bool:
    """Whether a record says more of somebody than names."""
    registers = any(each.scheme != OWN_SCHEME for each in party.identifiers)
    parent = party.parent if isinstance(party, Company) else None
    return bool(party.description or party.links or registers or parent)


def _words_about(records: Records) -> Mapping[str, set[Hashable]]:
    """Return on which words of which texts a database names someone, or has them speak."""
    spans = {
        name: (text_of(records.sources[quote.source]), quote.start, quote.exact)
        for name, quote in records.quotes.items()
    }
    found: dict[str, set[Hashable]] = defaultdict(set)
    for event in records.events.values():
        for reference in event.references:
            found[reference].update(map(spans.__getitem__, event.quotes))
    for name, quote in records.quotes.items():
        if quote.speaker:
            found[quote.speaker].add(spans[name])
    return found


def named_in_both(here: Records, there: Records) -> Iterator[str]:
    """Walk whom an event names that both databases have, on the same words of the same text."""
    for name, event in there.events.items():
        mine = here.events.get(name)
        if mine is None or claim_of(mine) != claim_of(event):
            continue
        evidence = [_evidence(event, records) for records in (here, there)]
        if evidence[0] and evidence[0] == evidence[1]:
            yield from event.references


def _evidence(event: Event, records: Records) -> list[Hashable]:
    """Return the words that an event stands on; none where a text of them is not known."""
    quotes = [records.quotes[each] for each in event.quotes]
    sources = [records.sources[quote.source] for quote in quotes]
    if any(source.is_unseen for source in sources):
        return []
    pairs = zip(quotes, sources, strict=True)
    return [(source.sha256, quote.start, quote.exact) for quote, source in pairs]
