"""The list: the results of a search, one record a line, of any of the four kinds."""

from __future__ import annotations

from db.library import Library
from db.search import Results
from tui.layout import Pieces, lay_row
from tui.views import rows
from tui.views.card import Row
from tui.widgets.lines import Lines


class ResultList(Lines):
    """Draws results; each row is made when it comes into view."""

    def __init__(self, *, id: str) -> None:
        """Begin empty; `show` brings the first results."""
        super().__init__(id=id)
        self.library: Library | None = None
        """The state of the database that the results are of."""
        self._results: Results | None = None
        self._rows: dict[int, Row] = {}

    def show(
        self, library: Library, results: Results, cursor: str | None = None, top: int = 0
    ) -> None:
        """Take results over, with the cursor on the record `cursor`, else on the first."""
        self.library, self._results, self._rows = library, results, {}
        place = self._place_of(cursor.partition("/")[2]) if cursor else 0
        self.renew(cursor=place if results.hits else None, top=top)
        if results.hits:
            self.keep_in_view(place)

    def _place_of(self, identifier: str) -> int:
        hits = self._results.hits if self._results else ()
        return next((number for number, hit in enumerate(hits) if hit.id == identifier), 0)

    @property
    def view(self) -> str | None:
        """Where the line that the cursor is on leads: to its record."""
        return self.key

    @property
    def key(self) -> str | None:
        """The view of the record that the cursor is on."""
        if self._results is None or self.cursor is None:
            return None
        return f"{self._results.kind}/{self._results.hits[self.cursor].id}"

    def count(self) -> int:
        """Return how many results there are."""
        return len(self._results.hits) if self._results else 0

    def pieces(self, number: int, width: int) -> Pieces:
        """Lay one row out."""
        return lay_row(self._row(number), width)

    def _row(self, number: int) -> Row:
        if self.library is None or self._results is None:
            raise LookupError(number)
        if number not in self._rows:
            self._rows[number] = rows.row(
                self.library, self._results.hits[number], self._results.kind
            )
        return self._rows[number]
