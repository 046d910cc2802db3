"""Browse: a list, the record under its cursor, and the words that support it.

One state, two forms: a list with the record beside it, or one record opened over the whole width.
The panes are linked: the list's cursor chooses the record, the record's cursor chooses the
passage. How many panes are seen follows from the width and the focus, in `browse.tcss`. What asks
the reader something first, such as for an order, is in `tui.screens.choosing`.
"""

from __future__ import annotations

from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.reactive import var

from db.errors import BadQuery, WherefromError
from tui import commands
from tui.address import Address
from tui.address import parse as parse_address
from tui.desk import Desk
from tui.messages import Open, Say
from tui.screens import choosing
from tui.screens.forms import BREADTHS, fit, form_of, seen
from tui.screens.searching import AT_ONCE, Searching
from tui.state import FOCUSABLE, Pane, Place, Quotes, panes_of
from tui.views.card import Card
from tui.widgets.ask_bar import AskBar, CountLine
from tui.widgets.cards import CardView
from tui.widgets.facets import FacetPane
from tui.widgets.lines import Lines
from tui.widgets.results import ResultList
from tui.widgets.search_bar import SearchBar
from tui.widgets.status import HeadLine, KeyLine, Whereabouts


class Browse(Searching):
    """The main screen."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("browse")
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = BREADTHS
    head = getters.query_one(HeadLine)
    search_bar = getters.query_one(SearchBar)
    count_line = getters.query_one(CountLine)
    results = getters.query_one("#list", ResultList)
    card = getters.query_one("#card", CardView)
    facets = getters.query_one(FacetPane)
    passage = getters.query_one("#passage", CardView)
    is_alone: var[bool] = var(default=False, toggle_class="-alone")

    def __init__(self, desk: Desk, place: Place) -> None:
        """Begin at a place, on a desk with the open library."""
        super().__init__(desk)
        self.listing = place.address if place.address.is_list else Address(place.address.kind)
        self.opened: Address | None = None
        self.quotes = Quotes()
        self._first = place
        classes = form_of(place) | seen(place.pane) | fit(self.app.size)
        self.update_classes(classes, update=False)  # styled once, and laid out once

    def compose(self) -> ComposeResult:
        """Lay the panes out."""
        yield HeadLine()
        bar = SearchBar(
            id="search", complete=self.desk.complete, earlier=lambda: self.desk.earlier()
        )
        yield AskBar(bar)
        with Horizontal(id="panes"):
            yield ResultList(id="list")
            yield CardView(id="card")
            yield FacetPane(id="facets")
        yield CardView(id="passage", tight=True)
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first place."""
        self.show(self._first)

    @property
    def here(self) -> Place:
        """The place that is shown, whole."""
        focused = (name for name in FOCUSABLE if self.query_one(f"#{name}").has_focus)
        pane: Pane = next(focused, "list")
        if self.opened is not None:
            return Place(self.opened, self.card.key, self.card.top, pane)
        return Place(self.listing, self.results.key, self.results.top, pane)

    def show(self, place: Place) -> None:
        """Show a place as it was left."""
        self.opened = None if place.address.is_list else place.address
        self.update_classes(form_of(place))
        if self.opened is None:
            same = place.address.kind == self.listing.kind
            self.shows_facets = place.pane == "facets" or (self.shows_facets and same)
            self.listing = place.address
            self.search(place)
            self._focus(place.pane)
        else:
            if self.results.library is not self.desk.library:
                self.search(Place(self.listing, self.results.key, self.results.top))
            self._show_record(self.opened, place.cursor or self.opened.part, place.top)
            self._focus("card" if place.pane == "list" else place.pane)
        self._say_where()

    def _focus(self, pane: Pane) -> None:
        """Give a pane the focus, shown first where only one is; an empty list never has it."""
        pane = "card" if pane in ("list", "facets") and self.has_class("-nothing") else pane
        self._show_pane(pane)
        wanted = self.query_one(f"#{pane}")
        if wanted.focusable:  # at once, for the keys that may follow in the same breath
            self.set_focus(wanted, scroll_visible=False)
        else:
            wanted.focus(scroll_visible=False)

    def _show_pane(self, pane: str | None) -> None:
        self.update_classes(seen(pane))

    def _say_where(self) -> None:
        self.search_bar.fill(self.listing.query)
        here = self.opened or self.listing
        self.head.whereabouts = Whereabouts(
            self.desk.tabs(here.kind), self.desk.library.name, tuple(self.desk.saved())
        )
        self.app.title = str(here)
        self.refresh_bindings()

    def take(self, found: Searching.Found) -> None:
        """Show what was found; on a wrong query keep what there is, and mark the place."""
        answer = found.answer
        if found.facets is not None:
            self.facets.show(found.facets, self.facets.key)
        if self.search_bar.mark(answer if isinstance(answer, BadQuery) else None):
            self.post_message(Say(self.search_bar.problem, is_problem=True))
        if isinstance(answer, BadQuery):
            known = self.answer if self.answer and self.answer.kind == self.listing.kind else None
            if known and self.results.library is self.desk.library:
                return
            answer = self.desk.again(self.listing, known)
        self.answer = answer
        self.set_class(not answer.total, "-nothing")
        sort, order = self.desk.order(self.listing, answer)
        self.count_line.show(answer.summary, order, answer.total)
        self.results.show(self.desk.library, answer, found.place.cursor, found.place.top, sort=sort)
        if self.results.has_focus or self.facets.has_focus:
            self._focus("list" if self.results.has_focus else "facets")
        if self.opened is None:
            self.call_after_refresh(self._follow_list)  # the names stand there sooner by a third

    def relist(self, listing: Address) -> None:
        """Show the list in another order or with another query, on the same record."""
        self.listing = listing
        self.search(Place(listing, self.results.key))
        self._say_where()

    @on(SearchBar.Edited)
    def narrow(self, event: SearchBar.Edited) -> None:
        """Search for what was typed."""
        self.listing = self.listing.narrowed(event.text)
        self.search(Place(self.listing, top=0))

    @on(SearchBar.Offers)
    def offer(self, event: SearchBar.Offers) -> None:
        """List what a half-typed term may become."""
        self.query_one(KeyLine).offered = event.offered

    @on(SearchBar.Left)
    def leave_search(self) -> None:
        """Go on to the first hit, or to what to do where there is none."""
        self._focus("list")

    @on(Lines.Moved, "#list")
    def _move(self) -> None:
        """Let the cursor be seen where it is before the record under it is read."""
        self.call_after_refresh(self._follow_list)

    def _follow_list(self) -> None:
        """Show the record under the list's cursor, or what to do when nothing was found."""
        self.count_line.move(self.results.cursor)
        if (hit := self.results.hit) is not None:
            address = parse_address(hit.view)
            if hit.count <= AT_ONCE:
                self._show_record(address)
                return
            if self.card.card.view != hit.view:
                self.card.show(Card(hit.name, "…", view=hit.view))
                self._follow_card()
            self.read_aside(address)
        elif self.answer is not None:
            self.card.show(self.desk.nothing_found(self.listing, self.answer))
            self._follow_card()

    @on(Searching.Read)
    def _take_record(self, read: Searching.Read) -> None:
        """Show a record that was read aside, unless the cursor has gone on since."""
        if self.opened is None and self.results.key == str(read.address):
            self.card.show(read.card, self.card.key, self.card.top)
            self._follow_card()

    def _show_record(self, address: Address, cursor: str | None = None, top: int = 0) -> None:
        try:
            card = self.card_of(address)
        except WherefromError as problem:
            self.post_message(Say(str(problem), is_problem=True))
            return
        self.card.show(card, cursor, top)
        self._follow_card()

    @on(Lines.Moved, "#card")
    def _follow_card(self) -> None:
        """Show the words behind the fact under the record's cursor."""
        self.quotes = Quotes(self.desk.quotes_of(self.card.line, self.card.card))
        self.renew()

    def renew(self) -> None:
        """Show the words again, after a choice that changes which or how."""
        self.passage.show(self.desk.passage(self.quotes.ids, self.quotes.number))

    @property
    def quote_shown(self) -> str | None:
        """The quote in the passage pane."""
        return self.quotes.shown

    @on(Lines.Chosen)
    def follow(self, chosen: Lines.Chosen) -> None:
        """Go where the chosen line leads; a line that is all words leads to their source."""
        if chosen.lines.view:
            pane: Pane = "facets" if chosen.lines is self.facets else "list"
            self.post_message(Open(parse_address(chosen.lines.view), pane))
        else:
            self.action_source()

    @on(FacetPane.Whole)
    def show_whole(self, asked: FacetPane.Whole) -> None:
        """Show all values of a facet."""
        choosing.whole(self, asked.facet)

    def action_source(self) -> None:
        """Open the source at the words that are shown."""
        if self.quote_shown is None:
            self.post_message(Say("There is no quote here to open a source for."))
        else:
            quote = self.desk.library.quote(self.quote_shown)
            self.post_message(Open(Address("source", quote.source, part=quote.id)))

    def action_quote(self, step: int) -> None:
        """Show the next or previous quote of this fact."""
        self.quotes = self.quotes.step(step)
        self.renew()

    def action_pane(self, step: int) -> None:
        """Go to the next pane that there is."""
        panes = panes_of(is_record=self.opened is not None, has_facets=self.shows_facets)
        at = next((n for n, name in enumerate(panes) if self.query_one(f"#{name}").has_focus), -1)
        self._focus(panes[(at + step) % len(panes)])

    def action_ask(self, what: str) -> None:
        """Do what a list can be asked for; say what to do where none is shown."""
        if self.opened is None:
            getattr(choosing, what)(self)
        else:
            self.post_message(Say("That is for lists; esc leads back to one."))

    def action_facets(self) -> None:
        """Show the counts of the results, or the record again; from a record, those of its list."""
        if self.opened is not None:
            self.post_message(Open(self.listing, "facets"))
            return
        here = self.here
        self.shows_facets = not self.shows_facets
        if self.shows_facets:
            self.search(here)
        self._focus("facets" if self.shows_facets else "list")

    async def action_close(self) -> None:
        """Close what is open, then clear the query; never quit."""
        if self.shows_facets:
            self.action_facets()
        elif self.opened is not None:
            await self.run_action("app.back")
        else:
            if self.listing.query:
                self.listing = self.listing.narrowed("")
                self.search_bar.fill("")
                self.search(Place(self.listing, self.results.key))
            self._focus("list")

    def translate(self) -> None:
        """Show or hide our translation below the passage."""
        self.desk.translated = not self.desk.translated
        self.renew()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Tell the style sheet which pane has the focus: narrow screens show that one."""
        self._show_pane(event.widget.id)
