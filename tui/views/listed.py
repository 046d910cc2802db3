"""A hit in columns: which columns each list has, and what stands in them.

How wide a column is follows from its kind alone, never from the rows, so that nothing jumps while
one scrolls. Where there is no room for a column, what matters of it stands beside the name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from db.library import Library
from db.records import Kind
from tui.views import labels, telling
from tui.views.card import Cell, Entry, ListColumn, Piece
from tui.views.rows import TYPO, matched

if TYPE_CHECKING:
    from db.search import Hit

_count = partial(ListColumn, align="right", is_most_first=True)
_EVENTS: Final = _count("events", "events", "e", width=7)
_SOURCES: Final = _count("sources", "sources", "o", width=8, keep=3)
_DISPUTES: Final = _count("disputes", "disputes", "i", width=9, keep=2, stands="after")
_PARTY: Final = ListColumn("name", "name", "n", share=2, least=20, most=36)
_WORDS: Final = ListColumn("words", "", share=3, least=30, keep=1, stands="after")

COLUMNS: Final[Mapping[Kind, tuple[ListColumn, ...]]] = {
    "person": (_PARTY, _WORDS, _EVENTS, _SOURCES, _DISPUTES),
    "company": (
        _PARTY,
        ListColumn("kind", "kind", "k", width=12, keep=4, stands="after"),
        _WORDS,
        _EVENTS,
        _SOURCES,
        _DISPUTES,
    ),
    "event": (
        ListColumn("date", "date", "d", width=14),
        ListColumn("type", "type", "t", width=12, keep=5, stands="before"),
        ListColumn("name", "what happened", "n", share=3, least=24),
        _WORDS._replace(share=2, least=40, keep=0),
        ListColumn("grade", "grade", "g", width=8, keep=4, stands="after"),
        ListColumn("status", "status", "u", width=9, keep=3, stands="before"),
        _SOURCES._replace(keep=1),
        _DISPUTES,
    ),
    "source": (
        ListColumn("name", "title", "n", share=3, least=30, most=72),
        _WORDS._replace(share=2, least=40, keep=0),
        ListColumn("publisher", "publisher", "p", width=16, keep=4),
        ListColumn("lang", "lang", "l", width=6, keep=3),
        ListColumn("date", "published", "d", width=10, keep=5),
        _count("quotes", "quotes", "q", width=7),
        _EVENTS._replace(keep=2),
    ),
}
"""The columns of each list, in their order. The order that a column gives has its name."""


def listed(library: Library, hit: Hit, kind: Kind) -> tuple[Entry, ...]:
    """Return what stands in each of the columns of a list for one hit."""
    found = {"name": _name(hit), "words": _words(hit), **_TOLD[kind](library, hit)}
    return tuple(found[column.name] for column in COLUMNS[kind])


def _name(hit: Hit) -> Entry:
    sign = Cell.of(TYPO, "warn") if hit.is_typo else None
    return Entry(Cell(matched(hit.name, hit.spans)), sign)


def _words(hit: Hit) -> Entry:
    """Return the words in which the match lies, where it is not in the name alone."""
    return Entry(Cell(matched(hit.snippet, hit.snippet_spans)))


def _number(count: int) -> Entry:
    return Entry(Cell.of(f"{count:,}" if count else "", "dim"))


def _disputes(hit: Hit, sign: str) -> Entry:
    words = f"{labels.DISPUTED} {hit.disputes:,}" if hit.disputes else ""
    return Entry(Cell.of(words, "warn"), Cell.of(sign, "warn"))


def _person(_: Library, hit: Hit) -> dict[str, Entry]:
    return {
        "events": Entry(Cell.of(f"{hit.count:,}", "dim")),
        "sources": _number(hit.sources),
        "disputes": _disputes(hit, labels.DISPUTED if hit.disputes else ""),
    }


def _company(library: Library, hit: Hit) -> dict[str, Entry]:
    kind = Cell.of(library.company(hit.id).kind, "dim")
    return {"kind": Entry(kind), **_person(library, hit)}


def _event(library: Library, hit: Hit) -> dict[str, Entry]:
    """Return an event; its summary is shown only where it says best what happened."""
    event = library.event(hit.id)
    words = telling.happening(library, event)
    is_summary = words == (Piece(event.summary),) and event.summary == hit.name
    told = matched(hit.name, hit.spans) if is_summary else words
    where: tuple[Piece, ...] = matched(hit.snippet, hit.snippet_spans)
    if hit.spans and not is_summary:
        where = (*matched(hit.name, hit.spans), Piece("  "), *where)
    ink, grade = labels.grade_ink(event.claim.grade), event.claim.grade
    is_done = event.status == "done"
    status = Cell.of("" if is_done else event.status, "soft")
    when = labels.date_label(event)
    return {
        "date": Entry(Cell.of(when, "dim" if when == labels.UNDATED else "plain")),
        "type": Entry(Cell.of(labels.type_label(event.type), "dim")),
        "name": Entry(Cell(told), _name(hit).short),
        "words": Entry(Cell(where), Cell(where if hit.spans or hit.snippet_spans else ())),
        "grade": Entry(Cell.of(grade, ink), Cell.of(labels.grade_sign(grade), ink)),
        "status": Entry(status, Cell.of("" if is_done else f"{event.status}:", "soft")),
        "sources": _number(hit.sources),
        "disputes": _disputes(hit, labels.disputed(hit.disputes)),
    }


def _source(library: Library, hit: Hit) -> dict[str, Entry]:
    source = library.source(hit.id)
    where = matched(hit.snippet, hit.snippet_spans) if hit.snippet_spans else ()
    return {
        "words": Entry(Cell(where)),
        "publisher": Entry(Cell.of(source.publisher or source.author or "", "dim")),
        "lang": Entry(Cell.of(labels.language(source.lang), "dim")),
        "date": Entry(Cell.of(source.published or labels.UNDATED, "dim")),
        "quotes": Entry(Cell.of(f"{hit.quotes:,}", "dim")),
        "events": _number(hit.count),
    }


_TOLD: Final[Mapping[Kind, Callable[[Library, Hit], dict[str, Entry]]]] = {
    "person": _person,
    "company": _company,
    "event": _event,
    "source": _source,
}
