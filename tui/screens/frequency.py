"""How often each value of a column occurs in a list, over the whole screen.

It is a window over the list: Enter hands back the list that a value narrows it to, Esc nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from db.errors import Superseded
from db.frequency import Frequency
from db.query import unparse
from db.search import Results
from tui import commands, paint
from tui.address import Address
from tui.desk import Desk
from tui.messages import Say
from tui.screens.window import Window
from tui.views import tally
from tui.views.card import Piece
from tui.widgets.frequency import FrequencyTable
from tui.widgets.lines import Lines
from tui.widgets.status import KeyLine


class FrequencyWindow(Window[Address]):
    """The table of one column, with a line above that says what it is of."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(commands.BY_ID["dialog.dismiss"].binding, key="escape,q,backspace,F")
    ]
    DEFAULT_CSS = """
    FrequencyWindow {
        background: $background;
        & #about { height: auto; padding: 0 2; color: $ink-accent; }
        &.-short #about, &.-low #about {
            height: 1; text-wrap: nowrap; text-overflow: ellipsis;
        }
        &.-flat #about, &.-line #about { display: none; }
        & #table { height: 1fr; }
    }
    """
    table = getters.query_one(FrequencyTable)
    about = getters.query_one("#about", Static)

    @dataclass
    class Counted(Message):
        """A table is whole."""

        frequency: Frequency
        """The table."""

    def __init__(self, desk: Desk, listing: Address, results: Results, column: str) -> None:
        """Say which column is to be counted, of which results, and of which list they are."""
        super().__init__()
        self._desk, self._listing, self._results, self._column = desk, listing, results, column

    def compose(self) -> ComposeResult:
        """Lay the window out: what it is, the table, the keys."""
        yield Static("Counting …", id="about", markup=False)
        yield FrequencyTable(id="table")
        yield KeyLine()

    def on_mount(self) -> None:
        """Count at once where that is quick, else aside."""
        self.table.focus()
        if self._desk.is_quick(self._listing, with_facets=True):
            self.take(self.Counted(self._desk.frequency(self._results, self._column)))
        else:
            self._count()

    @work(thread=True)
    def _count(self) -> None:
        worker = get_current_worker()
        if not self._desk.wait_for(
            self._listing, lambda: not worker.is_cancelled, with_facets=True
        ):
            return
        try:
            found = self._desk.frequency(self._results, self._column, lambda: worker.is_cancelled)
        except Superseded:
            return
        self.post_message(self.Counted(found))

    @on(Counted)
    def take(self, counted: Counted) -> None:
        """Show the table."""
        self.table.show(counted.frequency)
        self._tell()

    def _tell(self) -> None:
        if self.table.frequency is not None:
            words = tally.heading(self.table.frequency, self.table.order)
            self.about.update(paint.content((Piece(words),)))

    @on(FrequencyTable.Reordered)
    def _follow_order(self) -> None:
        self._tell()

    @on(Lines.Chosen)
    def narrow(self) -> None:
        """Hand back the list with the value put into its query, or taken out."""
        frequency, value = self.table.frequency, self.table.value
        if frequency is None or value is None:
            return
        if frequency.column.field is None:
            self.post_message(Say("No term of a query asks for this; it cannot narrow the list."))
            return
        query = self._results.query.with_toggled(frequency.column.field, value.value)
        self.dismiss(self._listing.narrowed(unparse(query)))

    def action_dismiss_dialog(self) -> None:
        """Go back to the list as it was."""
        self.dismiss()
