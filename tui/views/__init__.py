"""What will be seen, as frozen data: records and results -> rows, cards, passages.

Pure functions of a library and ids; nothing here knows a width, a colour or a key. `card` is the
vocabulary, `labels` the English, `telling` one event as one line; the rest is one page each, and
is read in when that page is shown first.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tui.views.company import company_card
    from tui.views.event import event_card
    from tui.views.finding import facets_card, nothing_card
    from tui.views.page import article, text_of
    from tui.views.person import person_card
    from tui.views.quote import known_words, passage, passage_card
    from tui.views.rows import row
    from tui.views.source import facts_of_quote, source_card

__all__ = [
    "article",
    "company_card",
    "event_card",
    "facets_card",
    "facts_of_quote",
    "known_words",
    "nothing_card",
    "passage",
    "passage_card",
    "person_card",
    "row",
    "source_card",
    "text_of",
]

_ROOMS: Final = {
    "article": "page",
    "company_card": "company",
    "event_card": "event",
    "facets_card": "finding",
    "facts_of_quote": "source",
    "known_words": "quote",
    "nothing_card": "finding",
    "passage": "quote",
    "passage_card": "quote",
    "person_card": "person",
    "row": "rows",
    "source_card": "source",
    "text_of": "page",
}
"""Which room keeps each name."""

if not TYPE_CHECKING:  # a type checker would take it for a promise of any name at all

    def __getattr__(name: str) -> object:
        """Fetch a name from the room that keeps it."""
        if name not in _ROOMS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"tui.views.{_ROOMS[name]}"), name)
