"""The facets of a list: values with counts, which Enter puts into the query and takes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tui import commands
from tui.views.card import Card
from tui.views.finding import WHOLE, facet_of
from tui.widgets.cards import CardView


class FacetPane(CardView):
    """A card of counts, whose cursor stays on the same value while the counts change."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("facets")

    @dataclass
    class Whole(Message):
        """All values of a facet are asked for."""

        facet: str
        """The heading of the facet."""

    def show(self, card: Card, cursor: str | None = None, top: int = 0) -> None:
        """Take other counts over; where the value is gone, the cursor stays at its height."""
        before, kept = self.cursor, self.top
        super().show(card, cursor, top or kept)
        if before is not None and cursor is not None and self.key != cursor and self.count():
            number = min(before, self.count() - 1)
            found = self.nearest(number, -1)
            self.cursor = self.nearest(number, 1) if found is None else found

    def action_choose(self) -> None:
        """Toggle a value, or ask for the whole table where the rest is only counted."""
        if self.key and self.key.endswith(WHOLE):
            self.post_message(self.Whole(facet_of(self.key)))
        else:
            super().action_choose()

    def action_facet(self, step: int) -> None:
        """Go to the first value of the next facet, or of this one and those before."""
        firsts = list(self._firsts())
        here = -1 if self.cursor is None else self.cursor
        ahead = [number for number in firsts if (number - here) * step > 0]
        if ahead:
            self.cursor = min(ahead) if step > 0 else max(ahead)

    def _firsts(self) -> Iterator[int]:
        """Yield the numbers of the lines that begin a facet."""
        facet = ""
        for number in range(self.count()):
            line = self.line_at(number)
            if line is not None and self.can_land(number) and facet_of(line.name) != facet:
                facet = facet_of(line.name)
                yield number
