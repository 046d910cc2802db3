"""What a query means, said as plainly as it can be: loops over records, and nothing kept between.

The tests hold the search against this. It is slow, it knows nothing of SQL or of sets of numbers,
and where it and the program disagree one of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from db.records import Company, Event, Kind, Person, Quote, Record, Records, Source
from db.terms import Query, Term
from db.words import fold, is_unspaced, runs, words
from tests.oracle_fields import Meaning, days_published

NAMES, SUMMARIES, TITLES = (
    (100, 90, 80, 60, 40, 30),
    (70, 70, 70, 50, 40, 30),
    (78, 76, 74, 60, 40, 30),
)
EXACT, PREFIX, WORD, WITHIN, PROSE, PROSE_WITHIN = range(6)
WORTH: dict[Kind, Sequence[float]] = {
    "person": NAMES,
    "company": NAMES,
    "event": (70, 70, 70, 50, 40, 30),
    "source": (78, 76, 74, 60, 40, 30),
}

Near = Callable[[str, int], Sequence[str]]
"""Returns the known words that are so many edits from a typed one."""


class Row(NamedTuple):
    """One row of a list."""

    id: str
    score: float


class Typed(NamedTuple):
    """A typed word or phrase."""

    text: str
    cut: list[str]
    is_whole: bool


def typed(text: str, *, is_phrase: bool = False) -> Typed:
    """Fold it; a lone letter beside signs ("C++") is a whole word."""
    folded = fold(text).strip()
    letters = "".join(words(folded))
    return Typed(folded, runs(folded), is_phrase or len(letters) == 1 < len(folded))


class Oracle:
    """Answers queries by looking at every record."""

    def __init__(self, records: Records, near: Near) -> None:
        self.records, self.near = records, near
        self.meaning = Meaning(records, lambda kind, text, place: self.called(kind, text, place))

    # What is asked

    def rows(self, query: Query, kind: Kind) -> list[Row]:
        """Return the rows of a list, best first, equals in its usual order."""
        found = self.members(query, kind)
        scored = [Row(each.id, self.score(query, kind, each)) for each in found]
        scored.sort(key=lambda row: -row.score)
        return self.told_once(scored) if kind == "event" else scored

    def members(self, query: Query, kind: Kind) -> list[Record]:
        """Return the records of a list that match, in its usual order."""
        return [
            record
            for record in self.in_order(kind)
            if all((self.place(kind, record, term) is None) == term.is_not for term in query.words)
            and self.fields_hold(query.fielded, kind, record)
        ]

    def told_once(self, rows: Iterable[Row]) -> list[Row]:
        """Keep the first of those events that tell the same."""
        seen: set[str] = set()
        kept = []
        for row in rows:
            if row.id not in seen:
                kept.append(row)
                seen |= self.meaning.telling_the_same(row.id)
        return kept

    def fields_hold(self, terms: Sequence[Term], kind: Kind, record: Record) -> bool:
        """Whether one event has it all; where all terms are turned round, whether none has any."""
        items = self.items(kind, record)
        if all(term.is_not for term in terms):
            return not any(self.meaning.holds(term, item) for term in terms for item in items)
        return any(
            all(self.meaning.holds(term, item) != term.is_not for term in terms) for item in items
        )

    def items(self, kind: Kind, record: Record) -> list[Event | Source]:
        """Return the events that a record stands in a list for; a source is one more of its own."""
        if isinstance(record, Event):
            return [record]
        if isinstance(record, Source):
            return [record, *(each for each in self.events if record.id in self.tellers(each))]
        return [
            each
            for each in self.events
            if any((role.kind, role.id) == (kind, record.id) for role in each.roles)
        ]

    @property
    def events(self) -> list[Event]:
        return list(self.records.events.values())

    def quotes_of(self, event: Event) -> list[Quote]:
        return [self.records.quotes[each] for each in event.quotes if each in self.records.quotes]

    def tellers(self, event: Event) -> set[str]:
        return {quote.source for quote in self.quotes_of(event)}

    # The order of lists

    def in_order(self, kind: Kind) -> list[Record]:
        """Return a list as it usually stands."""
        table = list(self.records.table(kind).values())
        if kind in ("person", "company"):
            return sorted(table, key=lambda each: (-self.told_of(kind, each), *by_name(each)))
        return sorted(table, key=by_date)

    def told_of(self, kind: Kind, record: Record) -> int:
        return sum(f"{kind}/{record.id}" in event.references for event in self.events)

    def in_sort(self, query: Query, kind: Kind, sort: str) -> list[Row]:
        """Return the rows of a list by one of its columns; what has no value comes last."""
        column, is_turned = sort.removeprefix("-"), sort.startswith("-")
        found = self.members(query, kind)
        if column not in ("date", "type", "grade", "status"):  # whose equals stand by date
            found.sort(key=by_name)
        values = {each.id: self.value(kind, each, column) for each in found}
        placed = [each for each in found if values[each.id]]
        is_falling = (column in ("events", "sources", "disputes", "quotes")) != is_turned
        placed.sort(key=lambda each: values[each.id] or (), reverse=is_falling)
        rest = [each for each in found if not values[each.id]]
        return self.told_once(
            Row(each.id, self.score(query, kind, each)) for each in (*placed, *rest)
        )

    def value(self, kind: Kind, record: Record, column: str) -> tuple[int | str, ...] | None:
        """Return what is compared in a column; None where there is nothing."""
        if column == "name":
            return by_name(record)
        if column == "date":
            is_undated, *days = by_date(record)
            return None if is_undated else tuple(days)
        if column in ("kind", "type", "status", "lang"):
            return (str(getattr(record, column)),)
        if isinstance(record, Event) and column == "grade":
            return (record.claim.grade,)
        if column == "publisher":
            publisher = fold(getattr(record, column) or "")
            return (publisher,) if publisher else None
        return (self.count(kind, record, column),)

    def count(self, kind: Kind, record: Record, column: str) -> int:
        """Count the events about a record, who tells them, the disputes among them, its quotes."""
        if column == "quotes":
            return sum(quote.source == record.id for quote in self.records.quotes.values())
        if isinstance(record, Source):
            return sum(record.id in self.tellers(event) for event in self.events)
        about = [each for each in self.events if f"{kind}/{record.id}" in each.references]
        if isinstance(record, Event):
            about = [record]
        if column == "disputes":
            pairs = {frozenset((one.id, two.id)) for one in about for two in self.against(one)}
            return len(pairs)
        if isinstance(record, Event):
            same = self.meaning.telling_the_same(record.id)
            about = [each for each in self.events if each.id in same]
        tellers = {source for each in about for source in self.tellers(each)}
        return len(about) if column == "events" else len(tellers & self.records.sources.keys())

    def against(self, event: Event) -> list[Event]:
        """Return the other events that cannot be right together with one."""
        return [
            each
            for each in self.events
            if each != event and (each.id in event.disputes or event.id in each.disputes)
        ]

    # Words

    def score(self, query: Query, kind: Kind, record: Record) -> float:
        """Say how good a match is: the name as a whole, else the words on average."""
        wanted = [term for term in query.words if not term.is_not]
        if not wanted:
            return 0.0
        if len(wanted) > 1 and kind != "event":
            whole = typed(" ".join(term.text for term in wanted))
            keys = [fold(name) for name in names_of(record)]
            if whole.text in keys:
                return WORTH[kind][EXACT]
            if any(key.startswith(whole.text) for key in keys):
                return WORTH[kind][PREFIX]
        scores = [self.place(kind, record, term) for term in wanted]
        return round(sum(each for each in scores if each is not None) / len(scores), 1)

    def place(self, kind: Kind, record: Record, term: Term) -> float | None:
        """Say what it is worth how a record holds a word; None where it does not."""
        asked = typed(term.text, is_phrase=term.is_phrase)
        if self.holds_any(kind, asked) or term.is_not or not may_be_mistyped(term, asked):
            return self.worth(kind, record, asked)
        for edits in (1, 2):
            meant = [typed(word, is_phrase=True) for word in self.near(asked.text, edits)]
            if any(self.holds_any(kind, each) for each in meant):
                scores = [self.worth(kind, record, each) for each in meant]
                best = max((each for each in scores if each is not None), default=None)
                return None if best is None else round(best * 0.2 - 4 * (edits - 1), 1)
        return None

    def holds_any(self, kind: Kind, asked: Typed) -> bool:
        """Whether anything of a list holds a word as it is."""
        table = self.records.table(kind).values()
        return any(self.worth(kind, record, asked) is not None for record in table)

    def worth(self, kind: Kind, record: Record, asked: Typed) -> float | None:
        """Say what the best place is worth where a record holds just this."""
        held = [place for place in range(6) if self.is_at(kind, record, asked, place)]
        return WORTH[kind][held[0]] if held else None

    def called(self, kind: Kind, text: str, place: int) -> list[str]:
        """Return whose best place for a name is this one."""
        asked, worth = typed(text), WORTH[kind][place]
        return [each.id for each in self.in_order(kind) if self.worth(kind, each, asked) == worth]

    def is_at(self, kind: Kind, record: Record, asked: Typed, place: int) -> bool:
        """Whether a record holds this in one of the places."""
        names = names_of(record)
        if not asked.text:
            return False
        if place in (EXACT, PREFIX):
            keys = [fold(name) for name in names] if kind != "event" else []
            begun = not asked.is_whole and any(key.startswith(asked.text) for key in keys)
            return asked.text in keys if place == EXACT else begun
        if not asked.cut:  # signs alone stand in names only
            in_name = any(asked.text in fold(name) for name in names)
            return place == WITHIN and kind != "event" and in_name
        if place == WORD:
            return any(has_words(name, asked) for name in names)
        if place == WITHIN:
            return any(has_inside(name, asked) for name in names)
        has = has_words if place == PROSE else has_told_inside
        return any(has(text, asked) for text in self.told(record))

    def told(self, record: Record) -> Iterator[str]:
        """Return the texts that tell of a record besides its names."""
        if isinstance(record, Event):
            yield from self.told_by(record)
            return
        text = record.note if isinstance(record, Source) else getattr(record, "description", None)
        yield text or ""
        for event in self.events:
            if self.voices(event, record):
                yield event.summary
                yield from self.told_by(event)

    def voices(self, event: Event, record: Record) -> bool:
        """Whether someone takes part, answers for it or speaks in it; whether a source tells it."""
        if isinstance(record, Source):
            return record.id in self.tellers(event)
        reference = f"{'person' if isinstance(record, Person) else 'company'}/{record.id}"
        spoken = [quote.speaker for quote in self.quotes_of(event)]
        return reference in (*(each.reference for each in event.roles), event.claim.by_id, *spoken)

    def told_by(self, event: Event) -> Iterator[str]:
        """Return the texts of an event besides its summary."""
        for quote in self.quotes_of(event):
            yield quote.exact
            yield quote.translation or ""
        yield event.type
        yield event.title or ""
        yield event.claim.by or ""
        yield from (each.text for each in (event.date, event.until, event.amount) if each)
        for role in event.roles:
            yield role.text or ""
            table = self.records.people if role.kind == "person" else self.records.companies
            party = table.get(role.id or "")
            yield from names_of(party) if party else ()


def names_of(record: Record) -> list[str]:
    """Return what a record is called; of an event the summary stands for a name."""
    if isinstance(record, Person | Company):
        return [record.name, *record.aliases]
    if isinstance(record, Source):
        return [each for each in (record.title, record.publisher, record.author) if each]
    return [record.summary] if isinstance(record, Event) else []


def by_name(record: Record) -> tuple[str, str]:
    name = names_of(record)[0]
    return fold(name), name


def by_date(record: Record) -> tuple[bool, str, str]:
    """Order by the first day, then the last; what is undated comes last."""
    if isinstance(record, Event):
        return record.date.sort_key if record.date and record.date.is_placed else (True, "", "")
    days = days_published(record) if isinstance(record, Source) else None
    return (False, days.first or "", days.last or "") if days else (True, "", "")


def has_words(text: str, asked: Typed) -> bool:
    """Whether words follow one another in a text, the last perhaps only begun.

    A run of a script without spaces is found anywhere in a run: alone it counts as the beginning
    of a word only where it begins one, or where it stands beside others.
    """
    found = runs(fold(text))
    first, last, size = asked.cut[0], asked.cut[-1], len(asked.cut)
    if size == 1:
        is_whole = asked.is_whole and not is_unspaced(first)
        return any(word == first if is_whole else word.startswith(first) for word in found)
    for start in range(len(found) - size + 1):
        here = found[start : start + size]
        begins = here[0].endswith(first) if is_unspaced(first) else here[0] == first
        is_whole = asked.is_whole and not is_unspaced(last)
        ends = here[-1] == last if is_whole else here[-1].startswith(last)
        if begins and ends and here[1:-1] == asked.cut[1:-1]:
            return True
    return False


def has_inside(text: str, asked: Typed) -> bool:
    """Whether a word stands inside another, beyond its first letter."""
    part = asked.cut[0]
    if len(asked.cut) > 1 or (asked.is_whole and not is_unspaced(part)):
        return False
    return any(part in word[1:] for word in runs(fold(text)))


def has_told_inside(text: str, asked: Typed) -> bool:
    """Whether the same holds in what is told, where a few letters are too few."""
    return has_inside(text, asked) and says_enough(asked.cut[0])


def says_enough(part: str) -> bool:
    """Three letters do; of Hangul and scripts without spaces two; of Han and kana one."""
    if len(part) >= 3:
        return True
    if len(part) == 1:
        return is_unspaced(part) and part >= "\u2e80"
    return is_unspaced(part) or all("가" <= sign <= "힣" for sign in part)


def may_be_mistyped(term: Term, asked: Typed) -> bool:
    """Whether a word is long enough for a typing error, and nothing but a word."""
    is_word = words(asked.text) == [asked.text]
    return is_word and not term.is_phrase and sum(map(str.isalpha, asked.text)) >= 4
