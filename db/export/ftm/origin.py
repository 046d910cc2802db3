"""What the file of an imported event called it: read again from the words that the event quotes.

Records keep no id and no schema of an event, and of its sources only what the whole file cites. All
of that stands in its quotes, which are the entity or its statements, word for word.
"""

from __future__ import annotations

from db.errors import BadFile
from db.export.selection import Selection
from db.intake.ftm.gathering import Entity, gather
from db.intake.ftm.schemata import RELATIONS
from db.intake.outside import from_bytes
from db.records import Event, Quote
from db.rules.passages import is_data


class Origins:
    """Reads what events quote."""

    def __init__(self, selection: Selection) -> None:
        """Read the quotes of a selection, each when it is asked for, once."""
        self._selection = selection
        self._read: dict[str, tuple[Entity, ...]] = {}

    def of(self, event: Event) -> Entity | None:
        """Return the entity that an event was, where the words that it quotes are one.

        The statements of one entity may stand in several quotes.
        """
        quoted = self.quoted(event)
        if not quoted or not _fits(quoted[0], event):
            return None
        first = quoted[0]
        for each in quoted[1:]:
            if each.id == first.id:
                for name, values in each.values.items():
                    first.values[name] = first.values.get(name, {}) | values
        return first

    def says(self, event: Event, name: str, value: str) -> bool:
        """Whether an event quotes an entity with this value of a property."""
        return any(value in each.values.get(name, ()) for each in self.quoted(event))

    def quoted(self, event: Event) -> list[Entity]:
        """Return all entities in the quotes of an event."""
        return [
            each for quote in self._selection.quotes_of(event) for each in self._entities(quote)
        ]

    def _entities(self, quote: Quote) -> tuple[Entity, ...]:
        if quote.id not in self._read:
            source = self._selection.records.sources.get(quote.source)
            is_row = source is not None and is_data(source)
            self._read[quote.id] = _entities(quote.exact) if is_row else ()
        return self._read[quote.id]


def _fits(entity: Entity, event: Event) -> bool:
    row = RELATIONS.get(entity.schema)
    return row is not None and event.type in (row.type, entity.schema.lower())


def _entities(words: str) -> tuple[Entity, ...]:
    """Read the entities in the words of a quote, or the one property that it quotes of one."""
    if words.startswith('"') and not words.startswith('""'):
        wrapped = f'{{"schema": "Thing", "properties": {{{words}}}}}'
        found = _gathered(wrapped)
        if found:
            return found
    return _gathered(words)


def _gathered(words: str) -> tuple[Entity, ...]:
    try:
        file = from_bytes(words.encode("utf-8", "replace"), "quote", "quote")
        return tuple(gather(file).entities.values())
    except BadFile:
        return ()
