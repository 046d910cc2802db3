"""The orders in which a list can stand, as a table: the columns of every list have one each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from db.records import Kind

Ties = Literal["name", "date"]


class Sort(NamedTuple):
    """One order of a list."""

    words: str
    """What comes first, in a few words."""
    value: str
    """What is compared; see `db.library.making.orders`."""
    ties: Ties = "name"
    """What decides between equals."""
    is_falling: bool = False
    """Whether the largest comes first, as with counts."""


_NAME = Sort("by name", "name")
_DATE = Sort("by date, undated last", "date", "date")
_EVENTS = Sort("most events first", "events", is_falling=True)
_SOURCES = Sort("most sources first", "sources", is_falling=True)
_DISPUTES = Sort("most disputes first", "disputes", is_falling=True)
_QUOTES = Sort("most quotes first", "quotes", is_falling=True)

SORTS: Mapping[Kind, Mapping[str, Sort]] = {
    "person": {
        "events": _EVENTS,
        "name": _NAME,
        "sources": _SOURCES,
        "disputes": _DISPUTES,
    },
    "company": {
        "events": _EVENTS,
        "name": _NAME,
        "kind": Sort("by kind", "form"),
        "sources": _SOURCES,
        "disputes": _DISPUTES,
    },
    "event": {
        "date": _DATE,
        "name": _NAME,
        "type": Sort("by type", "form", "date"),
        "grade": Sort("by grade", "grade", "date"),
        "status": Sort("by status", "status", "date"),
        "sources": _SOURCES,
        "disputes": _DISPUTES,
    },
    "source": {
        "date": _DATE,
        "name": _NAME,
        "publisher": Sort("by publisher", "form"),
        "lang": Sort("by language", "lang"),
        "events": _EVENTS,
        "quotes": _QUOTES,
    },
    "quote": {"source": Sort("as they stand in their sources", "source")},
}
"""The orders of each list; the first is the one a list opens with, in the order of numbers."""
