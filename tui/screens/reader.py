"""Read a source: its whole text, or what is held of it, with every quote in its place."""

from __future__ import annotations

from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui import commands
from tui.address import Address
from tui.address import parse as parse_address
from tui.desk import Desk
from tui.messages import Open, Say
from tui.screens.page import Page
from tui.state import Pane, Place
from tui.views.card import Card
from tui.widgets.cards import CardView
from tui.widgets.lines import Lines
from tui.widgets.status import HeadLine, KeyLine, Whereabouts


class Reader(Page):
    """The text above, the facts that the marked quote supports below."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("reader")
    DEFAULT_CSS = """
    Reader {
        & #article { height: 1fr; }
        & #facts { height: 30%; min-height: 4; max-height: 12; border-top: solid $ink-rule; }
        &.-short #facts, &.-low #facts, &.-flat #facts, &.-line #facts {
            display: none; height: 1fr; max-height: 100%; min-height: 1; border-top: none;
        }
        &.-short.-on-facts #facts, &.-low.-on-facts #facts,
        &.-flat.-on-facts #facts, &.-line.-on-facts #facts { display: block; }
        &.-short.-on-facts #article, &.-low.-on-facts #article,
        &.-flat.-on-facts #article, &.-line.-on-facts #article { display: none; }
    }
    """
    head = getters.query_one(HeadLine)
    article = getters.query_one("#article", CardView)
    facts = getters.query_one("#facts", CardView)

    def __init__(self, desk: Desk, place: Place) -> None:
        """Begin at a place in a source."""
        super().__init__()
        self.desk = desk
        self.address = place.address
        self.translated = False
        self._first = place
        self._quotes: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay the text and the facts out."""
        yield HeadLine()
        yield CardView(id="article", lands=False)
        yield CardView(id="facts")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first place."""
        self.show(self._first)

    @property
    def here(self) -> Place:
        """The place that is shown, whole."""
        pane: Pane = "card" if self.facts.has_focus else "passage"
        return Place(self.address, self.facts.key, self.article.top, pane)

    @property
    def quote_shown(self) -> str | None:
        """The quote that is marked."""
        return self.address.part

    def show(self, place: Place) -> None:
        """Show a place as it was left; a source opened anew is marked at its first quote."""
        source = place.address.id or ""
        self._quotes = tuple(quote.id for quote in self.desk.library.quotes_in(source))
        part = place.address.part if place.address.part in self._quotes else None
        address = Address("source", source, part=part or next(iter(self._quotes), None))
        if place.top or place.cursor:
            self._mark(address, place)
        else:
            self._mark(address)
        self._focus(self.facts if place.pane == "card" else self.article)
        if hint := self.desk.damage_hint(source):
            self.post_message(Say(hint))

    def _mark(self, address: Address, place: Place | None = None) -> None:
        """Mark a quote and bring it into view; or show it as it was left at a place."""
        self.address = address
        card = self.desk.article(address, translated=self.translated)
        self.article.show(card, top=place.top if place else self.article.top)
        if place is None:
            self.article.reveal("focus")
        facts = self.desk.facts_of(address.part) if address.part else Card("")
        self.facts.show(facts, place.cursor if place else None)
        self.head.whereabouts = Whereabouts(
            self.desk.tabs("source"), self.desk.library.name, tuple(self.desk.saved())
        )
        self.app.title = str(address)

    def action_quote(self, step: int) -> None:
        """Mark the next or previous quote; after the last comes the first."""
        if not self._quotes:
            self.post_message(Say("No quote of this source is in the database."))
            return
        at = self._quotes.index(self.address.part) if self.address.part in self._quotes else -step
        chosen = self._quotes[(at + step) % len(self._quotes)]
        self._mark(Address("source", self.address.id, part=chosen))

    def action_pane(self) -> None:
        """Go to the facts, or back to the text."""
        self._focus(self.article if self.facts.has_focus else self.facts)

    def _focus(self, pane: CardView) -> None:
        """Give a pane the focus, shown first where there are lines for one only."""
        self.set_class(pane is self.facts, "-on-facts")
        pane.focus(scroll_visible=False)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell the style sheet which pane has the focus: short screens show that one."""
        self.set_class(event.widget is self.facts, "-on-facts")

    def renew(self) -> None:
        """Show the same again, after a choice that changes how it is shown."""
        self._mark(self.address)

    def translate(self) -> None:
        """Show our translations quote by quote, or the text again."""
        self.translated = not self.translated
        self.renew()

    @on(Lines.Chosen)
    def follow(self, chosen: Lines.Chosen) -> None:
        """Open the fact under the cursor, from the text too, which has no cursor of its own."""
        if view := chosen.lines.view or self.facts.view:
            self.post_message(Open(parse_address(view)))
