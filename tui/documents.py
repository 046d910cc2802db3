"""JSON documents of a view: what `--json` prints, whose names and shapes are a promise.

Each function returns plain mappings, ready for an encoder; a record is written with the fields that
it has in the database file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from db.codec import encode
from db.library import Library
from db.reasons import reasons
from db.records import Event, Kind, Quote, Record
from db.search import Hit
from db.terms import Query
from tui.address import Address

Document = Mapping[str, object]

_TOLD: Final = ("history", "events", "event", "quotes", "quote", "disputes", "same_as")
"""The keys under which records are told."""


def of_hits(
    view: str | None, query: str, total: int, hits: Iterable[Hit], explained: Query | None = None
) -> Document:
    """Return the document of a list or a search: what was asked, how many there are, the hits.

    With the query as it was read, each hit says what it answers to.
    """
    items = [{**_item(hit), **_why(hit, explained)} for hit in hits]
    return {
        "view": view,
        "query": query,
        "total": total,
        "returned": len(items),
        "items": items,
    }


def of_record(library: Library, address: Address) -> Document:
    """Return the document of one record and of what is told about it.

    Raises `NotFound` where the address names nothing.
    """
    record = library.record(address.kind, address.id or "")
    here = address.led_to(f"{address.kind}/{record.id}")
    head: Document = {
        "view": str(here),
        "kind": address.kind,
        address.kind: encode(record),
    }
    return {**head, **_merged(library, here), **_about(library, address.kind, record)}


def _merged(library: Library, address: Address) -> Document:
    """Write who was merged into a record, where anyone was."""
    found = [
        {"view": each.gone, "name": each.name, "decision": encode(each.decision)}
        for each in library.merged_into(address.reference)
    ]
    return {"merged_from": found} if found else {}


def _about(library: Library, kind: Kind, record: Record) -> Document:
    if isinstance(record, Event):
        others = {"disputes": library.disputes_of(record), "same_as": library.same_as(record)}
        told = {
            name: [_told(library, event) for event in events] for name, events in others.items()
        }
        return {"quotes": [_quote(library, each) for each in library.quotes_of(record)]} | told
    if isinstance(record, Quote):
        return {"source": encode(library.source(record.source)), **_cited(library, record)}
    if kind == "source":
        quotes = library.quotes_in(record.id)
        return {"quotes": [{**_quote(library, each), **_cited(library, each)} for each in quotes]}
    name = "history" if kind == "person" else "events"
    return {name: [_told(library, each) for each in library.events_about(f"{kind}/{record.id}")]}


def _item(hit: Hit) -> Document:
    return {
        "view": f"{hit.kind}/{hit.id}",
        "kind": hit.kind,
        "id": hit.id,
        "name": hit.name,
        "snippet": hit.snippet,
        "score": hit.score,
    }


def _why(hit: Hit, explained: Query | None) -> Document:
    return {"why": list(reasons(hit, explained))} if explained else {}


def _told(library: Library, event: Event) -> Document:
    """Write an event with the words that say so."""
    quotes = [_quote(library, each) for each in library.quotes_of(event)]
    return {"event": encode(event), "quotes": quotes}


def _quote(library: Library, quote: Quote) -> Document:
    """Write a quote with the title of its source, so that it can be read on its own."""
    return encode(quote) | {"source_title": library.name_of(f"source/{quote.source}")}


def _cited(library: Library, quote: Quote) -> Document:
    """Write the events that a quote supports."""
    return {"events": [_told(library, each) for each in library.events_citing(quote.id)]}


def names(document: object, part: str) -> bool:
    """Whether a document has a part of a view: a key such as `history`, or the id of a record."""
    if isinstance(document, Mapping):
        told = {key: document[key] for key in _TOLD if key in document}
        is_it = part in told or part == document.get("id")
        return is_it or any(names(each, part) for each in told.values())
    return isinstance(document, list) and any(names(each, part) for each in document)
