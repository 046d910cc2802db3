"""A list in words, row by row: what it is called, what there is of it, and where the match lies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from db.library import Library
from db.records import Kind
from db.search import Hit, Results
from tui.plain import deeds
from tui.plain.lazy import Lazy
from tui.plain.wording import cell, disputed, listed, when
from tui.views import labels, telling
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
    told_by = telling.fold(library, (event,))[0].events
    quotes = {each.id for one in told_by for each in library.quotes_of(one)}
    return listed(
        deeds.deed(library, event),
        event.claim.grade,
        when(labels.date_label(event)),
        labels.counted(len(quotes), "quote"),
        _entry("sources", told["sources"], hit),
        disputed(hit.disputes),
        _entry("words", told["words"], hit),
    )


def rows(library: Library, results: Results) -> Lazy[str]:
    """Say the rows of a list, each with its number before it."""

    def said(at: int) -> str:
        return f"{at + 1}. {row(library, results.hits[at], results.kind)}"

    return Lazy(results.total, said)


def targets(results: Results) -> Lazy[Line]:
    """Return where the rows of a list lead."""
    return Lazy(results.total, lambda at: Line(view=results.hits[at].view))
