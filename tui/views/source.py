"""A source as a document: what it is, which words of it are quoted, and for which facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from db.library import Library
from db.records import Quote, Source
from db.texts import HeldText
from tui.address import Address
from tui.views import labels, telling
from tui.views.card import Card, Cell, Column, Line, Piece, Section
from tui.views.page import Mode, article, how_to_attach
from tui.views.telling import Telling

__all__ = ["Mode", "article", "facts_of_quote", "heading", "source_card"]

FACT_COLUMNS: Final = (Column(), Column(share=1, wraps=True))
"""A label of ours, and what there is to it."""

QUOTE_COLUMNS: Final = (Column(align="right"), Column(share=1, wraps=True))
"""The number of a quote, and its words with the facts below."""

_CITES: Final = 20
"""How many of what a source refers to are named; a file of data may refer to thousands."""
_QUOTES: Final = 200
"""How many quotes are listed; the reader and the list of events have all of them."""
_HASH: Final = 12


def source_card(library: Library, identifier: str, held: HeldText | None = None) -> Card:
    """Return the page of a source: its data, then each quote with the facts it supports.

    Raises:
        NotFound: there is no source of this id.
    """
    source = library.source(identifier)
    quotes = library.quotes_in(identifier)
    listed = quotes[:_QUOTES]
    facts = {event.id for quote in listed for event in library.events_citing(quote.id)}
    lines = (*_quotes(library, listed), *_more(identifier, len(quotes) - len(listed)))
    sections = (
        Section(tuple(_about(source, held)), columns=FACT_COLUMNS),
        Section(lines, "quotes, in the order of the text", QUOTE_COLUMNS),
    )
    return Card(
        source.title,
        labels.joined(
            labels.counted(len(quotes), "quote"),
            labels.counted(len(facts), "event") if len(listed) == len(quotes) else "",
            "text at hand" if held else "excerpts",
        ),
        tuple(section for section in sections if section.lines),
        view=str(Address("source", identifier)),
    )


def facts_of_quote(library: Library, quote_id: str) -> Card:
    """Return the facts that a quote supports.

    Raises:
        NotFound: there is no quote of this id.
    """
    quote = library.quote(quote_id)
    events = library.events_citing(quote_id)
    lines = tuple(telling.line(library, telling.gathered(library, event)) for event in events)
    return Card(
        "what this quote supports",
        labels.counted(len(events), "event"),
        (Section(lines, columns=telling.COLUMNS),) if lines else (),
        view=str(Address("source", quote.source, part=quote_id)),
    )


def heading(source: Source) -> str:
    """Return a source in one line: "L'exode des talents · Gate · fr · undated"."""
    by = source.publisher or source.author
    lang = labels.language(source.lang)
    return labels.joined(source.title, by, lang, source.published or labels.UNDATED)


def _about(source: Source, held: HeldText | None) -> Iterator[Line]:
    more = len(source.cites) - _CITES
    rows = [
        ("author", source.author),
        ("publisher", source.publisher),
        ("published", source.published or labels.UNDATED),
        ("language", labels.language(source.lang) or "not known"),
        ("address", source.url),
        *(("cites", cited) for cited in source.cites[:_CITES]),
        ("cites", f"… and {more:,} more" if more > 0 else ""),
        ("note", source.note),
        ("text", _text(source, held)),
        ("", "" if held else how_to_attach(source)),
        ("original", _original(source)),
        ("SHA-256", f"{source.sha256[:_HASH]}…" if source.sha256 else ""),
        ("id", source.id),
    ]
    before = ""
    for label, words in rows:
        if words:
            shown = (Piece("" if label == before else label, "dim"),) if label else ()
            yield Line((Cell(shown), Cell.of(words)))
            before = label


def _text(source: Source, held: HeldText | None) -> str:
    if source.is_unseen:
        return "not given yet, so that the places of its quotes are not known"
    length = labels.counted(source.length, "character")
    if held is None:
        return f"{length}; not at hand, only the quotes are"
    if held.is_changed:
        return f"{length} when quoted; the file at hand differs: {held.path}"
    return f"{length}; at hand: {held.path}"


def _original(source: Source) -> str:
    """Tell what the text was derived from, where it is not the document itself."""
    if source.original is None:
        return ""
    return labels.joined(source.original.media, source.original.by, source.original.file)


def _quotes(library: Library, quotes: Sequence[Quote]) -> Iterator[Line]:
    """Yield each quote to land on, and below it the facts that rest on it."""
    for number, quote in enumerate(quotes, start=1):
        view = str(Address("source", quote.source, part=quote.id))
        words = Cell((Piece("“"), Piece(quote.exact, "quote"), Piece("”")))
        if number > 1:
            yield Line((Cell(),))
        yield Line((Cell.of(str(number), "dim"), words), view, quote=quote.id)
        for event in library.events_citing(quote.id):
            yield _fact(library, telling.gathered(library, event))


def _more(identifier: str, left: int) -> Iterator[Line]:
    """Lead to the events of the quotes that are not listed."""
    if left > 0:
        view = str(Address("event", query=f"source:={identifier}"))
        words = f"{labels.counted(left, 'quote')} more; Enter lists all events of this source"
        yield Line((Cell(),))
        yield Line((Cell.of("…", "dim"), Cell.of(words, "link")), view)


def _fact(library: Library, told: Telling) -> Line:
    """Return a fact in a line of prose, below the quote that supports it."""
    event, grade = told.event, told.event.claim.grade
    pieces = (
        Piece(f"{labels.type_label(event.type)}  ", "dim"),
        *telling.status(event),
        *telling.happening(library, event),
        Piece(f"  {grade}", labels.grade_ink(grade)),
        Piece(f"  {labels.disputed(told.disputes)}" if told.disputes else "", "warn"),
    )
    view = str(Address("event", event.id))
    return Line((Cell(), Cell(pieces)), view, event=event.id)
