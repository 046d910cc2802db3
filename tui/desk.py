"""What a screen asks for: cards and passages of the open library, with the texts at hand.

The desk is where a library, its texts and the reader's choices (translation shown or not) lie side
by side, so that a screen says what it wants to show and not how it comes about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain, dropwhile
from typing import TYPE_CHECKING, Final

from db.anchor import State, anchor
from db.errors import BadQuery
from db.library import Library
from db.library.parts import Part
from db.query import parse
from db.records import TABLES, Kind, Quote
from db.search import Results, require_order, search
from db.texts import HeldText
from tui import ordering, views
from tui.address import LISTS, Address
from tui.shelf import Shelf
from tui.views.card import Card, Cell, Line, Section

if TYPE_CHECKING:
    from db.checks import Problem
    from db.completion import Completion
    from db.frequency import Column, Frequency
    from db.repair import Reading
    from db.verify import Report
    from tui.arrival import Arrival
    from tui.session import Session


FEW: Final = 5000
"""Up to so many records a search is quicker than handing it to another thread."""

NO_WORDS: Final = Section(
    (
        Line(
            (
                Cell.of(
                    "Nothing is quoted here. On a fact, its words are shown in this place.", "dim"
                ),
            )
        ),
    )
)
"""What the passage pane says where there is no fact."""


class Desk:
    """Answers the screens."""

    def __init__(
        self, library: Library, shelf: Shelf, *, translated: bool = True, reading_key: str = "r"
    ) -> None:
        """Lay the open library and its texts out."""
        self.library = library
        self.shelf = shelf
        self.translated = translated
        self._reading_key = reading_key
        self.earlier: Callable[[], Sequence[str]] = tuple
        """Returns the queries that were used before, the oldest first."""
        self.saved: Callable[[], Iterable[str]] = tuple
        """Returns the names of the saved queries."""
        self.repaired = False
        """Whether damaged texts are shown in their repaired reading."""
        self.arrival: Arrival | None = None
        """What is still on its way of a database that is being prepared."""
        self.report: Report | None = None
        """What verifying has found, once somebody has asked for it."""

    def whereabouts(self, address: Address) -> tuple[Address, str]:
        """Return where an address leads by now, and a line for the reader where that is new.

        A record that was merged leads to the one that it is shown as, one that is gone to its list.
        """
        if not address.is_record:
            return address, ""
        if not self.library.has(address.reference):
            words = f"{address.reference} is in this database no longer."
            return Address(address.kind), words
        shown = address.led_to(self.library.leads_to(address.reference))
        is_same = shown == address
        return shown, "" if is_same else f"{address.reference} is merged into {shown.reference}."

    def verified(self, tell: Callable[[float], None]) -> Report:
        """Verify the database as it is now; raises `WherefromError` where it cannot be read."""
        from tui.findings import report_of  # late: most sessions verify nothing

        return report_of(self.library, self.shelf.texts, tell)

    def lead_of(self, problem: Problem) -> str | None:
        """Return where the record that a problem is about is to be seen; None for nowhere."""
        from tui.findings import lead_of  # late: as above

        return lead_of(self.library, problem)

    def tabs(self, here: Kind | None) -> tuple[tuple[str, int, bool], ...]:
        """Return the four lists with their sizes, and which one a kind belongs to."""
        return tuple(
            (TABLES[kind].capitalize(), self.library.count(kind), kind == here) for kind in LISTS
        )

    def is_quick(self, address: Address, *, with_facets: bool = False) -> bool:
        """Whether a list is searched sooner than it is handed to another thread."""
        is_short = self.library.count(address.kind) <= FEW
        return is_short and self.has_for(address, with_facets=with_facets)

    def has_for(self, address: Address, *, with_facets: bool = False) -> bool:
        """Whether what a list needs is there; it always is, unless it is being prepared."""
        return self.arrival is None or self.arrival.is_here(_parts_for(address, with_facets))

    def wait_for(
        self, address: Address, is_wanted: Callable[[], bool], *, with_facets: bool = False
    ) -> bool:
        """Wait for what a list needs; say whether it has come before it was wanted no more."""
        parts = _parts_for(address, with_facets)
        return self.arrival is None or self.arrival.wait(parts, is_wanted)

    def search(self, address: Address) -> Results | BadQuery:
        """Return what the query of a list finds, or what is wrong with the query."""
        try:
            query = parse(address.query)
            return search(self.library, query, address.kind, self._sort_of(address))
        except BadQuery as problem:
            return problem

    @property
    def named_library(self) -> Library | None:
        """The library to ask for names and values at once; None while they are being prepared."""
        is_here = self.arrival is None or self.arrival.is_here(("words", "terms"))
        return self.library if is_here else None

    def complete(self, text: str, cursor: int) -> Completion | None:
        """Return what a half-typed term of a query may become."""
        from db.completion import complete  # with the first letter typed, not before

        return complete(text, cursor, self.named_library)

    def again(self, listing: Address, before: Results | None) -> Results:
        """Return what was found before, or a whole list, for want of a query that can be read."""
        query = before.query if before is not None else parse("")
        return search(self.library, query, listing.kind, self._sort_of(listing))

    def _sort_of(self, listing: Address) -> str | None:
        """Return the order that a list asks for, if it has such an order."""
        is_known = (listing.sort or "").removeprefix("-") in self.library.sorts(listing.kind)
        return listing.sort if is_known else None

    def order(self, listing: Address, answer: Results) -> tuple[str | None, str]:
        """Return the order that a list stands in, and what it is in words."""
        orders = self.library.sorts(listing.kind)
        known = (listing.sort or "").removeprefix("-") in orders
        if not known and ordering.has_words(answer.query):
            return None, ordering.BEST_FIRST
        sort = listing.sort if listing.sort and known else next(iter(orders))
        return sort, ordering.in_words(orders, sort)

    def reordered(self, listing: Address) -> Address:
        """Return a list in the next of its orders."""
        names = list(self.library.sorts(listing.kind))
        sort = (listing.sort or "").removeprefix("-")
        at = names.index(sort) if sort in names else 0
        return replace(listing, sort=names[(at + 1) % len(names)])

    def widened(self, listing: Address) -> Address | None:
        """Return a list without the last term of its query; None where there is none."""
        try:
            query = parse(listing.query)
        except BadQuery:
            return listing.narrowed("")
        if query.is_empty:
            return None
        return listing.narrowed(listing.query[: query.terms[-1].start].rstrip())

    def card(self, address: Address) -> Card:
        """Return the card of a record; raises `NotFound`."""
        identifier = address.id or ""
        match address.kind:
            case "person":
                return views.person_card(self.library, identifier)
            case "company":
                return views.company_card(self.library, identifier)
            case "event":
                return views.event_card(self.library, identifier, self.state_of)
            case "quote":
                return views.facts_of_quote(self.library, identifier)
            case "source":
                source = self.library.source(identifier)
                return views.source_card(self.library, identifier, self.shelf.held(source))

    def state_of(self, quote: Quote) -> State:
        """Return how a quote stands in the text at hand."""
        held = self.shelf.held(self.library.source(quote.source))
        return anchor(quote, held.text if held else None).state

    def facets(self, listing: Address, answer: Results) -> Card:
        """Return the counts of some results."""
        from db.facets import facets

        return views.facets_card(listing, facets(self.library, answer), answer)

    def countable(self, kind: Kind) -> tuple[Column, ...]:
        """Return of what a list has a frequency table."""
        from db.frequency import columns

        return columns(kind)

    def frequency(
        self, answer: Results, column: str, is_stale: Callable[[], bool] = lambda: False
    ) -> Frequency:
        """Count the values of a column; raises `Superseded` as soon as nobody waits for it."""
        from db.frequency import frequency

        with self.library.index.giving_way(is_stale):
            return frequency(self.library, answer, column, is_stale)

    def nothing_found(self, listing: Address, answer: Results) -> Card:
        """Return what to do when a search found nothing."""
        return views.nothing_card(listing, answer)

    def quotes_of(self, line: Line | None, card: Card) -> tuple[str, ...]:
        """Return the quotes behind a line, or behind the first fact after a line without one.

        All of an event's page is one fact. Links below the last fact of another have no words.
        """
        rest = card.lines
        if line is not None and not card.view.startswith("event/"):
            rest = dropwhile(lambda each: each is not line, rest)
        for each in chain((line,), rest):
            if each is not None and each.quote:
                return (each.quote,)
            if each is not None and (event := each.event or each.words):
                return self.library.event(event).quotes
        return ()

    def passage(self, quotes: tuple[str, ...], number: int) -> Card:
        """Return one of the quotes of a fact in its place."""
        if not quotes:
            return Card("", sections=(NO_WORDS,))
        quote = self.library.quote(quotes[number])
        held = self.shelf.held(self.library.source(quote.source))
        passage = views.passage(
            self.library,
            quote.id,
            position=(number + 1, len(quotes)),
            held=held,
            reading=self._reading_of(quote, held) if self.repaired else None,
            translated=self.translated,
            hint=self.damage_hint(quote.source),
        )
        return views.passage_card(passage)

    def damage_hint(self, source: str) -> str:
        """Say how to read a damaged text, while it is shown as it is on disk."""

        def text() -> str:
            return views.text_of(self.library, source, self.shelf.held(self.library.source(source)))

        if self.repaired or not self.shelf.is_damaged(source, text):
            return ""
        return f"The text looks damaged; {self._reading_key} shows it repaired."

    def article(self, address: Address, *, translated: bool) -> Card:
        """Return a source to be read, with the quote that the address names in focus."""
        identifier = address.id or ""
        held = self.shelf.held(self.library.source(identifier))
        reading = None
        if self.repaired and not translated:
            reading = self.shelf.reading(views.text_of(self.library, identifier, held))
        return views.article(
            self.library,
            identifier,
            held,
            mode="translated" if translated else "repaired" if self.repaired else "raw",
            focus=address.part,
            reading=reading,
        )

    def facts_of(self, quote: str) -> Card:
        """Return the facts that a quote supports."""
        return views.facts_of_quote(self.library, quote)

    def _reading_of(self, quote: Quote, held: HeldText | None) -> Reading:
        return self.shelf.reading(views.text_of(self.library, quote.source, held))


def _parts_for(address: Address, has_facets: bool) -> tuple[Part, ...]:  # noqa: FBT001
    """Return the parts that a list needs besides its records."""
    query: tuple[Part, ...] = ("words", "terms") if address.query.strip() else ()
    facets: tuple[Part, ...] = ("terms",) if has_facets and not query else ()
    return (*query, *facets, *(("orders",) if address.sort else ()))


def begun_at(
    address: Address, library: Library, shelf: Shelf, session: Session, *, reading_key: str
) -> Desk:
    """Lay a library out for a reader who begins at an address.

    Raises `NotFound` or `BadTerm` where the library has no such place.
    """
    if address.id:
        library.record(address.kind, address.id)
    else:
        require_order(library, address.kind, address.sort)
    desk = Desk(library, shelf, translated=session.config.translation, reading_key=reading_key)
    desk.earlier, desk.saved = lambda: session.queries, lambda: session.saved
    return desk
