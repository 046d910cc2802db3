"""What will be seen, as frozen data: records and results -> rows, cards, passages.

Pure functions of a library and ids; nothing here knows a width, a colour or a key. `card` is the
vocabulary, `labels` the English, `telling` one event as one line; the rest is one page each.
"""

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
