"""A list in words, row by row: what it is called, what there is of it, and where the match lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, overload

from db.library import Library
from db.records import Kind
from db.search import Hit, Results
from tui.plain import deeds
from tui.plain.wording import cell, disputed, listed, when
from tui.views import labels
from tui.views.card import Entry, Line
from tui.views.listed import COLUMNS
from tui.views.listed import listed as entries

_NOUNS: Final[Mapping[str, str]] = {
    "events": "event",
    "sources": "source",
    "disputes": "dispute",
    "quotes": "quote",
}
"""Columns that count something."""


def row(library: Library, hit: Hit, kind: Kind) -> str:
    """Say one hit in a line."""
    told = dict(
        zip((each.name for each in COLUMNS[kind]), entries(library, hit, kind), strict=True)
    )
    if kind == "event":
        words = _event(library, hit, told)
    else:
        words = listed(*(_entry(name, entry, hit) for name, entry in told.items()))
    return listed(words, "found by a likely typo" if hit.is_typo else "")


def _entry(name: str, entry: Entry, hit: Hit) -> str:
    """Say what stands in a column."""
    text = entry.cell.text
    if not text:
        return ""
    if name == "disputes":
        return labels.counted(hit.disputes, "dispute")
    if noun := _NOUNS.get(name):
        return f"{text} {noun if text == '1' else labels.plural(noun)}"
    if name == "lang":
        return f"language {text}"
    if name == "words":
        return f"where it says: {text}"
    if name == "date":
        return when(text)
    return text if name == "name" else cell(entry.cell)


def _event(library: Library, hit: Hit, told: Mapping[str, Entry]) -> str:
    """Say an event as on a card, and the words in which the match lies."""
    event = library.event(hit.id)
    return listed(
        deeds.deed(library, event),
        event.claim.grade,
        when(labels.date_label(event)),
        labels.counted(len({each.id for each in library.quotes_of(event)}), "quote"),
        _entry("sources", told["sources"], hit),
        disputed(hit.disputes),
        _entry("words", told["words"], hit),
    )


class Rows(Sequence[str]):
    """The rows of a list, each said when it is asked for: most of a long list never are."""

    def __init__(self, library: Library, results: Results) -> None:
        """Take what was found."""
        self._library, self._results = library, results

    def __len__(self) -> int:
        """Return how many there are."""
        return self._results.total

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        """Return one row in words, its number before it."""
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        hit = self._results.hits[at]
        return f"{at + 1}. {row(self._library, hit, self._results.kind)}"

    def line(self, number: int) -> Line:
        """Return where a row leads, counted from 1."""
        return Line(view=self._results.hits[number - 1].view)
