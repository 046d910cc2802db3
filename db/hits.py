"""A row of results: what it is called, where the match is, and the passage that shows it.

A row is made when it is looked at, so that a result of any size costs a list of numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from db.library import Library
from db.library.making.wording import names_of
from db.marks import Spans, is_in, passage, spans_of
from db.ranking import Match
from db.reasons import Reason
from db.records import Company, Event, Kind, Person, Record, Source
from db.rows import Rows

_EVENTS_LOOKED_AT = 200
_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Hit:
    """One row of results."""

    kind: Kind
    """What it is."""
    id: str
    """Its id."""
    score: float
    """How good the match is, 100 at most; 0 where no words were asked for."""
    name: str
    """Its name, title or summary."""
    spans: Spans
    """Where the match stands in the name."""
    snippet: str
    """One line that shows the rest of the match, or tells more about it; may be empty."""
    snippet_spans: Spans
    """Where the match stands in the snippet."""
    is_typo: bool
    """Whether a word was found only by supposing a typing error."""
    count: int
    """The events about it; of an event, how often the happening is told."""
    sources: int
    """How many sources tell them."""
    disputes: int
    """How many disputes there are among them."""
    quotes: int = 0
    """The quotes of an event or source."""
    why: tuple[Reason, ...] = ()
    """How it holds each word of the query."""

    @property
    def view(self) -> str:
        """The view that shows it: `person/jason-wei`."""
        return f"{self.kind}/{self.id}"


class Hits(Sequence[Hit]):
    """Rows of one kind, best first, each made when it is looked at; the last ones are kept."""

    def __init__(self, library: Library, kind: Kind, rows: Rows, matches: Sequence[Match]) -> None:
        """Keep the numbers of the records and what was found for each word."""
        self._library, self._kind, self._rows, self._matches = library, kind, rows, matches
        self._made: dict[int, Hit] = {}

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Hit: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Hit, ...]: ...

    def __getitem__(self, place: int | slice) -> Hit | tuple[Hit, ...]:
        """Make one row, or several."""
        if isinstance(place, slice):
            return tuple(self._hit(number) for number in self._rows[place])
        return self._hit(self._rows[place])

    def __iter__(self) -> Iterator[Hit]:
        """Make every row in turn."""
        return map(self._hit, self._rows)

    def numbers(self) -> Iterator[int]:
        """Walk the numbers of the records, without making the rows."""
        return iter(self._rows)

    def place_of(self, kind: Kind, identifier: str) -> int | None:
        """Return where a record stands among the rows; None where it does not."""
        number = self._library.index.number(kind, identifier) if kind == self._kind else None
        return None if number is None else self._rows.place_of(number)

    def score(self, place: int) -> float:
        """Say how good a match the row at a place is, without making it."""
        return self._rows.score(self._rows[place])

    def _hit(self, number: int) -> Hit:
        """Make the row of a record."""
        if number not in self._made:
            if len(self._made) >= _KEPT:
                self._made.clear()
            self._made[number] = self._new_hit(number)
        return self._made[number]

    def _new_hit(self, number: int) -> Hit:
        """Mark the name, and find the passage that shows what the name does not."""
        found = self._library.index.summary(number)
        needles = [needle for match in self._matches for needle in match.needles]
        left = [
            match
            for match in self._matches
            if not any(is_in(found.name, needle) for needle in match.needles)
        ]
        snippet, spans = self._snippet(found.kind, found.id, left)
        return Hit(
            kind=found.kind,
            id=found.id,
            score=self._rows.score(number),
            name=found.name,
            spans=spans_of(found.name, needles),
            snippet=snippet,
            snippet_spans=spans,
            is_typo=any(match.is_typo for match in self._matches),
            count=found.events,
            sources=found.sources,
            disputes=found.disputes,
            quotes=found.quotes,
            why=tuple(self._why(number)),
        )

    def _why(self, number: int) -> Iterator[Reason]:
        """Say how a record holds each word."""
        for match in self._matches:
            tier = match.tier_of(number)
            read_as = tuple(dict.fromkeys(needle.text for needle in match.needles))
            yield Reason(match.term.text, tier.place, tier.score, tier.edits, read_as)

    def _snippet(self, kind: Kind, identifier: str, left: Sequence[Match]) -> tuple[str, Spans]:
        """Return the text that holds most of the words that are not in the name."""
        record = self._library.record(kind, identifier)
        if not left:
            return passage(_usual(self._library, record), ())
        needles = [needle for match in left for needle in match.needles]
        best, most = "", 0
        for text in self._texts(record):
            held = sum(any(is_in(text, each) for each in match.needles) for match in left)
            if held > most:
                best, most = text, held
            if most == len(left):
                break
        return passage(best, spans_of(best, needles))

    def _texts(self, record: Record) -> Iterator[str]:
        """Return what a record is found by besides its name, the shorter texts first."""
        yield from names_of(record)[1:]
        if isinstance(record, Event):
            yield from _texts_of(self._library, record)
            return
        if isinstance(record, Person | Company) and record.description:
            yield record.description
        if isinstance(record, Source) and record.note:
            yield record.note
        for event in self._events(record):
            yield event.summary
            yield from _texts_of(self._library, event)

    def _events(self, record: Record) -> Iterator[Event]:
        """Return the events that tell of a record; those in which it only speaks come last."""
        library = self._library
        if isinstance(record, Source):
            yield from library.events_in(record.id)[:_EVENTS_LOOKED_AT]
            return
        reference = f"{'person' if isinstance(record, Person) else 'company'}/{record.id}"
        yield from library.events_about(reference)[:_EVENTS_LOOKED_AT]
        yield from library.events_spoken_in(reference)[:_EVENTS_LOOKED_AT]


def _texts_of(library: Library, event: Event) -> Iterator[str]:
    """Return the texts of an event besides its summary."""
    for quote in library.quotes_of(event):
        yield _in_line(quote.exact)
        if quote.translation:
            yield quote.translation
    if event.title:
        yield event.title
    if event.claim.by:
        yield event.claim.by
    yield from (each.text for each in (event.date, event.until, event.amount) if each)
    yield ", ".join(
        library.name_of(role.reference) if role.reference else role.text or ""
        for role in event.roles
    )
    yield event.type
    for role in event.roles:
        if role.reference and library.has(role.reference):
            name, *others = names_of(library.record(role.kind, role.id or ""))
            yield f"{name} ({', '.join(others)})" if others else name


def _in_line(words: str) -> str:
    """Return words without the line ends and the indentation of a file of data."""
    return " ".join(words.split()) if "\n" in words else words


def _usual(library: Library, record: Record) -> str:
    """Return what a row tells where the name says all that was asked for."""
    if isinstance(record, Event):
        quotes = library.quotes_of(record)
        return _in_line(quotes[0].exact) if quotes else ""
    if isinstance(record, Source):
        return " · ".join(each for each in (record.publisher, record.published) if each)
    return record.description or "" if isinstance(record, Person | Company) else ""
