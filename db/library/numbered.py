"""The records of one build with the number of each, and which events they tie together.

Numbers run by kind and then in file order, so that each kind is a range of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from db.records import Event, Kind, Quote, Record, Records


class Numbered:
    """A set of records as the tables of the read model see them."""

    def __init__(self, records: Records) -> None:
        """Give all records their numbers."""
        self.records = records
        self.numbers = {
            f"{kind}/{record.id}": seq for seq, (kind, record) in enumerate(records, start=1)
        }
        """The number of each `kind/id`."""
        self.events = [
            (self.numbers[f"event/{event.id}"], event) for event in records.events.values()
        ]
        """Every event with its number."""

    def __iter__(self) -> Iterator[tuple[int, Kind, Record]]:
        """Walk all records with their numbers."""
        for seq, (kind, record) in enumerate(self.records, start=1):
            yield seq, kind, record

    def quotes_of(self, event: Event) -> list[Quote]:
        """Return the quotes that an event cites and that exist."""
        found = (self.records.quotes.get(each) for each in event.quotes)
        return [quote for quote in found if quote]

    def ancestors(self, reference: str) -> list[str]:
        """Return the parents of a company and theirs, as references."""
        found: list[str] = []
        company = self.records.companies.get(reference.removeprefix("company/"))
        while company and company.parent and f"company/{company.parent}" not in found:
            found.append(f"company/{company.parent}")
            company = self.records.companies.get(company.parent)
        return found

    @cached_property
    def disputes(self) -> dict[int, set[int]]:
        """For each event in dispute, the others, whichever side says so."""
        return self._pairs("disputes")

    @cached_property
    def folds(self) -> dict[int, int]:
        """For each event told more than once, the smallest number of those that tell it."""
        return _groups(self._pairs("same_as"))

    def _pairs(self, field: str) -> dict[int, set[int]]:
        """Return which events a field ties together, both ways."""
        pairs: dict[int, set[int]] = defaultdict(set)
        for seq, event in self.events:
            for other in getattr(event, field):
                number = self.numbers.get(f"event/{other}")
                if number and number != seq:
                    pairs[seq].add(number)
                    pairs[number].add(seq)
        return pairs


def _groups(pairs: dict[int, set[int]]) -> dict[int, int]:
    """Return the smallest number of each group that hangs together."""
    groups: dict[int, int] = {}
    for first in sorted(pairs):
        waiting = [first]
        while waiting:
            each = waiting.pop()
            if each not in groups:
                groups[each] = first
                waiting.extend(pairs[each])
    return groups
