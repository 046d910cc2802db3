"""The list: the results of a search, one record a line in columns, of any of the four kinds."""

from __future__ import annotations

from typing import Final

from db.library import Library
from db.search import Hit, Results
from tui import grid
from tui.layout import Pieces
from tui.views.listed import COLUMNS, listed
from tui.widgets.lines import Lines

ROOM_FOR_HEADINGS: Final = 12
"""From so many lines on, one of them may go to the headings."""

COLUMNS_TO_TELL_APART: Final = 3
"""From so many columns on, a row needs headings to be read."""

_KEPT: Final = 1000
"""How many rows are kept, so that going back and forth does not make them again."""


class ResultList(Lines):
    """Draws results; each row is made when it comes into view."""

    def __init__(self, *, id: str) -> None:
        """Begin empty; `show` brings the first results."""
        super().__init__(id=id)
        self.library: Library | None = None
        """The state of the database that the results are of."""
        self._results: Results | None = None
        self._sort: str | None = None
        self._rows: dict[tuple[int, int], Pieces] = {}

    def show(
        self,
        library: Library,
        results: Results,
        cursor: str | None = None,
        top: int = 0,
        *,
        sort: str | None = None,
    ) -> None:
        """Take results over, with the cursor on the record `cursor`, else on the first.

        Where that record is not among them, the line at the top has the cursor. `sort` is the
        order that they stand in.
        """
        self.library, self._results, self._sort, self._rows = library, results, sort, {}
        place = self._place_of(cursor, top) if results.hits else None
        self.renew(cursor=place, top=top)
        if place is not None:
            self.keep_in_view(place)

    def _place_of(self, cursor: str | None, top: int) -> int:
        if self._results is None or cursor is None:
            return 0
        identifier = cursor.partition("/")[2]
        known = self._results.hits.place_of(self._results.kind, identifier)
        return min(top, self.count() - 1) if known is None else known

    @property
    def view(self) -> str | None:
        """Where the line that the cursor is on leads: to its record."""
        return self.key

    @property
    def key(self) -> str | None:
        """The view of the record that the cursor is on."""
        return self.hit.view if self.hit else None

    @property
    def hit(self) -> Hit | None:
        """The result that the cursor is on."""
        if self._results is None or self.cursor is None:
            return None
        return self._results.hits[self.cursor]

    def count(self) -> int:
        """Return how many results there are."""
        return self._results.total if self._results else 0

    @property
    def heads(self) -> int:
        """One line for headings, where the columns are several and there is room."""
        if self._results is None or self.size.height < ROOM_FOR_HEADINGS:
            return 0
        return int(len(grid.widths(self._columns, self.room)) >= COLUMNS_TO_TELL_APART)

    @property
    def _columns(self) -> grid.Columns:
        return COLUMNS[self._results.kind] if self._results else ()

    def heading(self, width: int) -> Pieces:
        """Lay the headings out, with a sign at that of the order."""
        return grid.lay_heading(self._columns, width, self._sort)

    def pieces(self, number: int, width: int) -> Pieces:
        """Lay one row out."""
        if self.library is None or self._results is None:
            raise LookupError(number)
        if (number, width) not in self._rows:
            if len(self._rows) >= _KEPT:
                self._rows = {}
            entries = listed(self.library, self._results.hits[number], self._results.kind)
            self._rows[number, width] = grid.lay_entries(self._columns, entries, width)
        return self._rows[number, width]
