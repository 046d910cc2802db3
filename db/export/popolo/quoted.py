"""What the row that an event quotes says of itself: its id, its kind, its own sources.

An event from a file of data quotes its row, letter for letter, so that what no record holds can
still be read there. An event from prose has its quotes as the notes of its sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import msgspec

from db.export.popolo.naming import unique
from db.export.selection import Selection
from db.intake.popolo.rows import text_of
from db.records import Event, Source
from db.rules.passages import is_data

LIVES: Final = {
    "birth": ("person", "birth_date"), "death": ("person", "death_date"),
    "founding": ("company", "founding_date"), "dissolution": ("company", "dissolution_date"),
}  # fmt: skip
"""Whose life a type of event tells of, and the field for its date."""


class Told(NamedTuple):
    """What a row says of itself."""

    id: str | None = None
    """Its id."""
    classification: str | None = None
    """What it calls itself."""
    sources: tuple[Mapping[str, object], ...] = ()
    """What it gives as its sources."""


class Rows:
    """The rows that events quote, and which of them stand for another row."""

    def __init__(self, selection: Selection) -> None:
        """Look into the quotes of a selection."""
        self._selection = selection
        self._ids: dict[str, str] = {}
        self._taken: dict[str, set[str]] = {}
        self._known: dict[str, dict[str, Event]] = {}

    def know(self, table: str, events: Iterable[Event]) -> None:
        """Remember which quote is the row of which event, for those that cite it beside theirs."""
        known = self._known.setdefault(table, {})
        for event in events:
            self.id(table, event)
            if event.quotes and self._is_data(event.quotes[0]):
                known.setdefault(event.quotes[0], event)

    def id(self, table: str, event: Event) -> str:
        """Return the id of the row of an event: its own where it is unique; always the same."""
        if event.id not in self._ids:
            self._ids[event.id] = self.new_id(table, event)
        return self._ids[event.id]

    def new_id(self, table: str, event: Event) -> str:
        """Return an id for one more row of an event."""
        taken = self._taken.setdefault(table, set())
        own = None if event.type in LIVES else self.told(event).id
        return unique(event.id if own is None or own in taken else own, taken)

    def cited(self, table: str, event: Event) -> Event | None:
        """Return the event of a table whose row an event cites beside its own."""
        known = self._known.get(table, {})
        return next((known[each] for each in event.quotes[1:] if each in known), None)

    def told(self, event: Event) -> Told:
        """Return what the row of an event says of itself; nothing where it quotes prose."""
        if not event.quotes or not self._is_data(event.quotes[0]):
            return Told()
        try:
            row = msgspec.json.decode(self._selection.records.quotes[event.quotes[0]].exact)
        except (msgspec.DecodeError, RecursionError):
            return Told()
        if not isinstance(row, dict):
            return Told()
        sources = row.get("sources")
        return Told(
            text_of(row.get("id")),
            text_of(row.get("classification")),
            tuple(_sources(sources if isinstance(sources, list) else [sources])),
        )

    def sources(self, event: Event) -> list[Mapping[str, object]]:
        """Return where it says so: the row's own sources, or the article with its words."""
        found: list[Mapping[str, object]] = [*self.told(event).sources]
        for quote in self._selection.quotes_of(event):
            source = self._selection.records.sources[quote.source]
            url = {"url": source.url} if source.url else {}
            if not is_data(source):
                found.append({**url, "note": f"{source.title}: “{quote.exact}”"})
            elif url and {**url, "note": source.title} not in found:
                found.append({**url, "note": source.title})
        return found

    def _is_data(self, quote: str) -> bool:
        found = self._selection.records.quotes.get(quote)
        source: Source | None = found and self._selection.records.sources.get(found.source)  # type: ignore[assignment]
        return source is not None and is_data(source)


def _sources(values: Iterable[object]) -> Iterator[Mapping[str, object]]:
    for each in values:
        url = text_of(each.get("url")) if isinstance(each, dict) else text_of(each)
        note = text_of(each.get("note")) if isinstance(each, dict) else None
        if url:
            yield {"url": url, **({"note": note} if note else {})}
