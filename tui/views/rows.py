"""A hit as one line of a list: what it is called, why it is there, and how much there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from db.library import Library
from db.records import Kind
from tui.address import Address
from tui.views import labels, marking, telling
from tui.views.card import Cell, Piece, Row

if TYPE_CHECKING:
    from db.search import Hit

TYPO: Final = "~"
"""The mark of a name that was found by a likely typo."""

_GAP: Final = Piece("  ")


def row(library: Library, hit: Hit, kind: Kind) -> Row:
    """Return a hit as a line of the list of its kind."""
    return _ROWS[kind](library, hit)


def matched(text: str, spans: Iterable[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return a text with the letters that the query found in their own ink."""
    return marking.marked(text, [(start, end, "match") for start, end in spans])


def _badges(hit: Hit, *marks: str) -> str:
    return " ".join(mark for mark in (*marks, TYPO if hit.is_typo else "") if mark)


def _snippet(hit: Hit, *before: Piece) -> Cell:
    """Return where the match lies, if it is not in the name, after what is always told."""
    is_told = bool(hit.snippet_spans) or not before
    found = matched(hit.snippet, hit.snippet_spans) if is_told else ()
    return Cell((*before, *((_GAP,) if before and found else ()), *found))


def _person(_: Library, hit: Hit) -> Row:
    return Row(
        str(Address("person", hit.id)),
        Cell(matched(hit.name, hit.spans)),
        f"{hit.count:,}",
        _badges(hit, labels.DISPUTED if hit.disputes else ""),
        _snippet(hit),
    )


def _company(library: Library, hit: Hit) -> Row:
    kind = library.company(hit.id).kind
    return Row(
        str(Address("company", hit.id)),
        Cell((*matched(hit.name, hit.spans), _GAP, Piece(kind, "dim"))),
        f"{hit.count:,}",
        _badges(hit, labels.DISPUTED if hit.disputes else ""),
        _snippet(hit),
    )


def _event(library: Library, hit: Hit) -> Row:
    """Return an event; how sure it is stands as a sign where there is no room for the word."""
    told = telling.fold(library, (library.event(hit.id),))[0]
    event, grade = told.event, told.event.claim.grade
    words = telling.happening(library, event)
    is_summary = words == (Piece(event.summary),) and event.summary == hit.name
    sources = telling.sources(library, told)
    sure = Piece(
        labels.joined(grade, labels.counted(sources, "source") if sources > 1 else None),
        labels.grade_ink(grade),
    )
    title = (
        Piece(labels.type_label(event.type), "dim"),
        _GAP,
        *telling.status(event),
        *(matched(hit.name, hit.spans) if is_summary else words),
    )
    summary = matched(hit.name, hit.spans) if hit.spans and not is_summary else ()
    return Row(
        str(Address("event", hit.id)),
        Cell(title),
        labels.date_label(event),
        _badges(hit, labels.grade_sign(grade), labels.disputed(told.disputes)),
        _snippet(hit, sure, *((_GAP, *summary) if summary else ())),
    )


def _source(library: Library, hit: Hit) -> Row:
    source = library.source(hit.id)
    about = labels.joined(
        source.publisher or source.author,
        labels.language(source.lang),
        source.published or labels.UNDATED,
    )
    return Row(
        str(Address("source", hit.id)),
        Cell(matched(hit.name, hit.spans)),
        labels.counted(len(library.quotes_in(hit.id)), "quote"),
        _badges(hit),
        _snippet(hit, Piece(about, "dim")),
    )


_ROWS: Final[Mapping[Kind, Callable[[Library, Hit], Row]]] = {
    "person": _person,
    "company": _company,
    "event": _event,
    "source": _source,
}
