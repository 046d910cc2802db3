"""One event as one line: when, what kind, what happened, how sure, on how much evidence.

The same happening told elsewhere is another event; lists fold such a group into a `Telling`, which
is shown by its first event and counts them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from db.library import Library
from db.records import Event, Role
from tui.address import Address
from tui.views import labels
from tui.views.card import Cell, Column, Line, Piece

GRADE_AT: Final = 3
"""Which of `COLUMNS` holds the grade."""

COLUMNS: Final = (
    Column(),
    Column(),
    Column(share=1, least=20),
    Column(keep=2),
    Column(instead_of=GRADE_AT),
    Column(keep=1),
    Column(),
)
"""Date, type, what happened, grade in a word, or else in a sign, evidence, dispute."""

MOST: Final = 200
"""How many lines a table of a page lists; the list of events that it leads to has all of them."""

Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One happening, told by one event or by several."""

    event: Event
    """The event that stands for all."""
    others: tuple[Event, ...] = ()
    """The events that tell the same elsewhere."""
    disputes: int = 0
    """How many other claims cannot be right together with one of these."""

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event of the group."""
        return (self.event, *self.others)

    @property
    def is_placed(self) -> bool:
        """Whether a beginning or an end places it in time."""
        event = self.event
        return not event.is_undated or (event.until is not None and event.until.is_placed)

    @property
    def is_done(self) -> bool:
        """Whether it happened as far as its first teller says: not planned, not denied."""
        return self.event.status == "done" and self.event.claim.grade != "denied"


def fold(library: Library, events: Iterable[Event]) -> tuple[Telling, ...]:
    """Gather events that tell the same into one telling each, in the order of the first."""
    seen: set[str] = set()
    tellings = []
    for event in events:
        if event.id not in seen:
            others = library.same_as(event)
            seen.update([event.id, *(other.id for other in others)])
            tellings.append(gathered(library, event, *others))
    return tuple(tellings)


def gathered(library: Library, event: Event, *others: Event) -> Telling:
    """Return a telling by these events, with what stands against any of them counted."""
    against = {each.id for one in (event, *others) for each in library.disputes_of(one)}
    return Telling(event, others, len(against))


def line(
    library: Library, telling: Telling, seen_from: str | None = None, *, dated: bool = True
) -> Line:
    """Return a telling as a line of `COLUMNS`; `seen_from` is the record whose page it is on."""
    event, grade = telling.event, telling.event.claim.grade
    when = labels.date_label(event)
    cells = (
        Cell.of(when if dated else "", "dim" if when == labels.UNDATED else "plain"),
        Cell.of(labels.type_label(event.type), "dim"),
        Cell((*status(event), *happening(library, event, seen_from))),
        Cell.of(grade, labels.grade_ink(grade)),
        Cell.of(labels.grade_sign(grade), labels.grade_ink(grade)),
        Cell.of(evidence(library, telling), "dim"),
        Cell.of(labels.disputed(telling.disputes), "warn"),
    )
    return Line(cells, view=str(Address("event", event.id)), event=event.id)


def more(reference: str, left: int) -> tuple[Line, ...]:
    """Return a line that leads to all events of a record, where a table lists only the first."""
    if left <= 0:
        return ()
    kind, _, identifier = reference.partition("/")
    whose = "this company and its parts" if kind == "company" else "this person"
    words = f"{left:,} more; Enter lists all events of {whose}"
    view = str(Address("event", query=f"{kind}:{identifier}"))
    return (Line((Cell.of("…", "dim"), Cell(), Cell.of(words, "link")), view),)


def evidence(library: Library, telling: Telling) -> str:
    """Count what supports a telling: "1 quote", "2 quotes · 2 sources"."""
    quotes = {quote.id for event in telling.events for quote in library.quotes_of(event)}
    told_in = sources(library, telling)
    told = labels.counted(told_in, "source") if told_in > 1 else None
    return labels.joined(labels.counted(len(quotes), "quote"), told)


def sources(library: Library, telling: Telling) -> int:
    """Count the sources that tell it."""
    quotes = (quote for event in telling.events for quote in library.quotes_of(event))
    return len({quote.source for quote in quotes})


def status(event: Event) -> Pieces:
    """Return how far it has come, where it is not done, to stand before what it is about."""
    return () if event.status == "done" else (Piece(f"{event.status}: ", "soft"),)


def happening(library: Library, event: Event, seen_from: str | None = None) -> Pieces:
    """Return what happened in a few words, leaving out the one whose page this is.

    Moves and offers say who, from where, to where; for the rest the summary says it best.
    """
    words = {"moves": _move, "offers": _offer}.get(event.family)
    told = words(library, event, seen_from) if words else ()
    return told or (Piece(event.summary),)


def name(library: Library, role: Role) -> str:
    """Return the name of a participant, or the words for one without a record."""
    return library.name_of(role.reference) if role.reference else role.text or "someone"


def names(library: Library, event: Event, *roles: str, but: str | None = None) -> str:
    """Write everyone in these roles as a list, except one."""
    found = [each for each in event.in_role(*roles) if but is None or each.reference != but]
    return labels.listed(tuple(dict.fromkeys(name(library, each) for each in found)))


def _move(library: Library, event: Event, seen_from: str | None) -> Pieces:
    who = names(library, event, "person", but=seen_from)
    if who and any(each.reference == seen_from for each in event.in_role("person")):
        who = f"with {who}"
    left, joined = names(library, event, "from"), names(library, event, "to", "at")
    if event.type == "founding":
        joined = joined or names(library, event, "about")
    if left and joined:
        way = f"{left} {labels.ARROW} {joined}"
        way = f"{way}, {event.title}" if event.title else way
    elif event.title:
        way = ", ".join(part for part in (event.title, left or joined) if part)
    else:
        way = f"from {left}" if left else joined and f"to {joined}"
    if event.type in ("position", "founding") and joined and not left and not event.title:
        way = joined
    return _subject(who, way, _until(event)) if way else ()


def _offer(library: Library, event: Event, seen_from: str | None) -> Pieces:
    by, to_whom = (names(library, event, role, but=seen_from) for role in ("by", "person"))
    if event.type == "threat-to-leave":
        left = names(library, event, "from", "about")
        return _subject(to_whom, f"to leave {left}") if left else ()
    left = names(library, event, "from", but=seen_from)
    if left and left not in to_whom:
        to_whom = f"{to_whom} ({left})" if to_whom else f"people at {left}"
    amount = labels.amount_words(event.amount) if event.amount else ""
    if not to_whom and not amount:
        return ()
    by = by or names(library, event, "to", but=seen_from)
    way = " ".join(part for part in (by and f"by {by}", to_whom and f"to {to_whom}") if part)
    return (Piece(", ".join(part for part in (way, event.title, amount) if part)),)


def _subject(who: str, *told: str) -> Pieces:
    """Put who it is about before what is told."""
    words = ", ".join(part for part in told if part)
    return (Piece(who, "strong"), Piece(f"  {words}")) if who else (Piece(words),)


def _until(event: Event) -> str:
    """Return the end of a tenure whose beginning stands in the date column."""
    placed = event.date is not None and event.date.is_placed
    return labels.until_label(event.until) if placed and event.until and event.until.label else ""
