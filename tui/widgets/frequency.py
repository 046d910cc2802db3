"""The table of how often each value of a column occurs, drawn as far as it is in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from db.facets import FacetValue
from db.frequency import Frequency
from tui import commands, grid
from tui.layout import Pieces
from tui.views import tally
from tui.widgets.lines import Lines


class FrequencyTable(Lines):
    """Values with counts, shares and bars; any number of them."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("frequency")

    @dataclass
    class Reordered(Message):
        """The values stand in another order."""

    def __init__(self, *, id: str) -> None:
        """Begin empty."""
        super().__init__(id=id)
        self.frequency: Frequency | None = None
        self.order = tally.BY_COUNT
        self._values: Sequence[FacetValue] = ()
        self._most = 0

    def show(self, frequency: Frequency) -> None:
        """Take a table over; columns that have an order of their own begin in it."""
        self.frequency = frequency
        self.order = tally.BY_VALUE if frequency.column.is_in_order else tally.BY_COUNT
        self._most = max((each.count for each in frequency.values), default=0)
        self._stand(None)

    @property
    def value(self) -> FacetValue | None:
        """The value that the cursor is on."""
        return None if self.cursor is None else self._values[self.cursor]

    def action_order(self) -> None:
        """Turn from the order by count to that by value, or back, and stay on the value."""
        is_by_count = self.order == tally.BY_COUNT
        self.order = tally.BY_VALUE if is_by_count else tally.BY_COUNT
        self._stand(self.value)
        self.post_message(self.Reordered())

    def _stand(self, value: FacetValue | None) -> None:
        if self.frequency is not None:
            self._values = tally.ordered(self.frequency, self.order)
        at = self._values.index(value) if value is not None else 0
        self.renew(cursor=at if self._values else None, top=max(at - self.height // 2, 0))

    def count(self) -> int:
        """Return how many values there are."""
        return len(self._values)

    @property
    def heads(self) -> int:
        """The columns have their headings, unless there is hardly a line for a value."""
        return int(self.frequency is not None and self.size.height > 2)

    def heading(self, width: int) -> Pieces:
        """Lay the headings out."""
        if self.frequency is None:
            return ()
        return grid.lay_heading(tally.columns(self.frequency), width, self.order)

    def pieces(self, number: int, width: int) -> Pieces:
        """Lay one value out."""
        if self.frequency is None:
            raise LookupError(number)
        columns = tally.columns(self.frequency)
        bar = grid.widths(columns, width).get(len(columns) - 1, 0)
        row = tally.entries(self.frequency, self._values[number], self._most, bar)
        return grid.lay_entries(columns, row, width)
