"""Everything that is wrong with the database, by rule; Enter leads to the record or the quote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from db.errors import Superseded, WherefromError
from db.verify import Report
from tui import commands
from tui.address import PROBLEMS, Address
from tui.address import parse as parse_address
from tui.desk import Desk
from tui.messages import Open, Say
from tui.screens.page import Page
from tui.state import Place
from tui.views import problems as views
from tui.widgets.ask_bar import AskBar, CountLine
from tui.widgets.cards import CardView
from tui.widgets.lines import Lines
from tui.widgets.search_bar import SearchBar
from tui.widgets.status import HeadLine, KeyLine, Whereabouts


class Problems(Page):
    """A line to type words in, and below it what is wrong, as far as it has these words."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("problems")
    DEFAULT_CSS = """
    Problems {
        & > #problems { height: 1fr; border-top: solid $ink-rule; }
        &.-low > #problems, &.-flat > #problems, &.-line > #problems { border-top: none; }
        &.-line.-on-search > #problems { display: none; }
    }
    """
    head = getters.query_one(HeadLine)
    search_bar = getters.query_one(SearchBar)
    count_line = getters.query_one(CountLine)
    found = getters.query_one("#problems", CardView)

    @dataclass
    class Told(Message):
        """So much has been looked up."""

        share: float
        """From 0 to 1."""
        number: int
        """Which verifying it was; only the last one is shown."""

    @dataclass
    class Verified(Message):
        """The verifying came to its end."""

        outcome: Report | WherefromError
        """What it found, or why it could not go on."""
        number: int
        """As above."""

    def __init__(self, desk: Desk, place: Place) -> None:
        """Begin at a place among the problems."""
        super().__init__()
        self.desk = desk
        self.address = place.address
        self._place = place
        self._number = 0

    def compose(self) -> ComposeResult:
        """Lay the line and the list out."""
        yield HeadLine()
        hint = "type a rule, an id, a word"
        yield AskBar(
            SearchBar(id="search", complete=lambda _text, _cursor: None, earlier=tuple, hint=hint)
        )
        yield CardView(id="problems")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first place."""
        self.show(self._place)

    @property
    def here(self) -> Place:
        """The place that is shown, whole."""
        if self.desk.report is None:  # it is where it was till it is there
            return Place(self.address, self._place.cursor, self._place.top, self._place.pane)
        pane = "search" if self.search_bar.has_focus else "list"
        return Place(self.address, self.found.key, self.found.top, pane)  # type: ignore[arg-type]

    @property
    def quote_shown(self) -> str | None:
        """The quote that the cursor is on, if it is on one."""
        return self.found.line.quote if self.found.line else None

    def show(self, place: Place) -> None:
        """Show a place as it was left; verify first where that has not been done."""
        self.address, self._place = place.address, place
        self.search_bar.fill(place.address.query)
        self._say_where()
        if self.desk.report is None:
            self._begin()
        else:
            self._draw(self.desk.report, place.cursor, place.top)
        self._focus(self.search_bar if place.pane == "search" else self.found)

    def _focus(self, widget: Widget) -> None:
        """Give the words or the list the focus, shown first where there is room for one only."""
        self.set_class(widget is self.search_bar, "-on-search")
        if widget.focusable:
            self.set_focus(widget, scroll_visible=False)
        else:
            widget.focus(scroll_visible=False)

    def renew(self) -> None:
        """Show the same again."""
        if self.desk.report is not None:
            self._draw(self.desk.report, self.found.key, self.found.top)

    def translate(self) -> None:
        """Say that there is nothing to translate."""
        self.post_message(Say("There is nothing here to translate; enter leads to the quote."))

    def action_again(self) -> None:
        """Verify again, as texts may have been attached meanwhile."""
        self._place, self.desk.report = self.here, None
        self.desk.shelf.forget()
        self._begin()

    async def action_close(self) -> None:
        """Clear the words, then go back."""
        if self.address.query:
            self.search_bar.fill("")
            self._narrow("")
            self._focus(self.found)
        else:
            await self.run_action("app.back")

    def _say_where(self) -> None:
        self.head.whereabouts = Whereabouts(
            self.desk.tabs(None), self.desk.library.name, tuple(self.desk.saved())
        )
        self.app.title = str(self.address)
        self.refresh_bindings()

    def _begin(self) -> None:
        self._number += 1
        self.found.show(views.waiting_card(0))
        self.count_line.show("", "", 0)
        self._verify(self._number)

    @work(thread=True, exclusive=True, group="verify")
    def _verify(self, number: int) -> None:
        """Verify until it is done or nobody waits for it any more."""
        worker, told = get_current_worker(), 0.0

        def tell(share: float) -> None:
            nonlocal told
            if worker.is_cancelled:
                raise Superseded
            if share >= told + 0.01:
                told = share
                self.post_message(self.Told(share, number))

        outcome: Report | WherefromError
        try:
            outcome = self.desk.verified(tell)
        except Superseded:
            return
        except WherefromError as problem:
            outcome = problem
        self.post_message(self.Verified(outcome, number))

    @on(Told)
    def _tell(self, told: Told) -> None:
        """Show how far it is."""
        if told.number == self._number and self.desk.report is None:
            self.found.show(views.waiting_card(told.share))

    @on(Verified)
    def _take(self, verified: Verified) -> None:
        """Show what was found, unless the file was written since."""
        if verified.number != self._number:
            return
        if isinstance(verified.outcome, WherefromError):
            self.found.show(views.failed_card(str(verified.outcome)))
        else:
            self.desk.report = verified.outcome
            self._draw(verified.outcome, self._place.cursor, self._place.top)

    def _draw(self, report: Report, cursor: str | None = None, top: int = 0) -> None:
        query = self.address.query
        self.found.show(views.problems_card(report, query, self.desk.lead_of), cursor, top)
        left = views.narrowed(report, query) if query else report
        self.count_line.show(views.counts(left), "", 0)

    @on(SearchBar.Edited)
    def narrow(self, edited: SearchBar.Edited) -> None:
        """Show what has the words that were typed."""
        self._narrow(edited.text)

    def _narrow(self, words: str) -> None:
        self.address = Address(page=PROBLEMS, query=words)
        self._say_where()
        if self.desk.report is not None:
            self._draw(self.desk.report)

    @on(SearchBar.Left)
    def leave_search(self) -> None:
        """Go on to what was found."""
        self._focus(self.found)

    @on(Lines.Chosen)
    def follow(self, chosen: Lines.Chosen) -> None:
        """Go to the record that a problem is about."""
        if chosen.lines.view:
            self.post_message(Open(parse_address(chosen.lines.view)))
        elif self.found.line is not None:
            self.post_message(Say("This record cannot be shown; the message says where it is."))
