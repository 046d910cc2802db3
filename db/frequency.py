"""The frequency table of a column: every value that some results have of it, and how often.

Columns that a query can ask for are counted as facets are. The others, such as the number of
events, are counted record by record; for them there is no term that would narrow a list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from db import facets
from db.errors import Superseded
from db.facets import COUNTABLE, FacetValue
from db.library import Library
from db.library.index import Summary
from db.records import Kind
from db.search import Results
from db.words import fold


class Column(NamedTuple):
    """Something of which a list has values that can be counted."""

    name: str
    """What it is called: the name of an order or of a facet."""
    label: str
    """The same as a heading."""
    field: str | None = None
    """The field of the query language that asks for a value; None where there is none."""

    @property
    def is_in_order(self) -> bool:
        """Whether its values are dates or sizes, which have an order of their own."""
        return self.name in (*_SIZES, *_DATES)


@dataclass(frozen=True, slots=True)
class Frequency:
    """A column and its values among some results."""

    column: Column
    """What was counted."""
    values: tuple[FacetValue, ...]
    """The values in their own order: by name, by size, by date."""
    rows: int
    """How many rows the results have; one row may have several values."""


def _own(library: Library, found: Summary, name: str) -> str:
    """Return what a record itself has in a column."""
    match name:
        case "kind":
            return library.company(found.id).kind
        case "publisher":
            source = library.source(found.id)
            return source.publisher or source.author or ""
        case "published":
            return (library.source(found.id).published or "")[:4]
        case _:
            return str(getattr(found, name))


_NUMBERS = (
    Column("events", "Number of events"),
    Column("sources", "Number of sources"),
    Column("disputes", "Number of disputes"),
)
_FIELDS = tuple(Column(name, label, field) for name, (field, label) in COUNTABLE.items())

_OWN: Mapping[Kind, tuple[Column, ...]] = {
    "person": (Column("name", "Name"), *_NUMBERS),
    "company": (Column("name", "Name"), Column("kind", "Kind"), *_NUMBERS),
    "event": (Column("name", "What happened"), *_NUMBERS[1:]),
    "source": (
        Column("name", "Title"),
        Column("publisher", "Publisher"),
        Column("published", "Published in"),
        Column("quotes", "Number of quotes"),
        _NUMBERS[0],
    ),
}
_DATES = ("year", "month", "published")
_SIZES = ("events", "sources", "disputes", "quotes")


def columns(kind: Kind) -> tuple[Column, ...]:
    """Return what can be counted in a list: its own columns, then what its events have."""
    return (*_OWN[kind], *_FIELDS)


def _nobody_waits() -> bool:
    return False


def frequency(
    library: Library,
    results: Results,
    name: str,
    is_stale: Callable[[], bool] = _nobody_waits,
) -> Frequency:
    """Count the values of one of `columns` among some results.

    Raises `Superseded` as soon as `is_stale`, and `KeyError` for a column that there is not.
    """
    column = next((each for each in columns(results.kind) if each.name == name), None)
    if column is None:
        raise KeyError(name)
    if column.field is None:
        values = tuple(_by_record(library, results, name, is_stale))
    else:
        facet = facets.frequency(library, results, name)
        values = facet.values if facet else ()
    return Frequency(column, tuple(sorted(values, key=_key(name))), results.total)


def _by_record(
    library: Library, results: Results, name: str, is_stale: Callable[[], bool]
) -> Iterator[FacetValue]:
    """Look at every record of the results."""
    counted: Counter[str] = Counter()
    for number in results.hits.numbers():
        if is_stale():
            raise Superseded
        counted[_own(library, library.index.summary(number), name)] += 1
    for value, count in counted.items():
        yield FacetValue(value, value, count, is_active=False)


def _key(name: str) -> Callable[[FacetValue], tuple[object, ...]]:
    """Return by what the values of a column stand in their own order."""
    if name in _SIZES:
        return lambda each: (int(each.value),)
    if name in _DATES:
        return lambda each: (not each.value, each.value)
    return lambda each: (not each.label, fold(each.label), each.label, each.value)
