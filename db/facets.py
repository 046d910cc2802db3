"""Counts for a set of results: each value of a field, and how many rows it would leave.

A facet row is the query that toggles it: the count is what the list would show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.fields import LANGUAGES
from db.library import Library
from db.members import events_held, members
from db.search import Results

if TYPE_CHECKING:
    from db.library.tally import Tallied


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value and what it would leave."""

    value: str
    """The value, as `Query.with_toggled` takes it."""
    label: str
    """The value as it is shown."""
    count: int
    """How many rows the list would have with it."""
    is_active: bool
    """Whether the query asks for it already."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One field and its values among some results."""

    field: str
    """The field, as `Query.with_toggled` takes it."""
    label: str
    """What the values are, as a heading."""
    values: tuple[FacetValue, ...]
    """The values: most rows first; years and months in their own order."""
    of: int
    """How many values there are, with those that are not listed."""


FACETS: tuple[tuple[str, str, str], ...] = (
    ("type", "type", "Type"),
    ("grade", "grade", "Grade"),
    ("from", "from", "From"),
    ("to", "to", "To"),
    ("speaker", "speaker", "Speaker"),
    ("source", "source", "Source"),
    ("lang", "lang", "Language"),
    ("year", "date", "Year"),
    ("month", "date", "Month"),
    ("is", "is", "State"),
)
"""What is counted, the field that asks for it, and its heading."""

COUNTABLE: Mapping[str, tuple[str, str]] = {
    **{name: (field, heading) for name, field, heading in FACETS},
    "status": ("status", "Status"),
    "person": ("person", "Person"),
    "company": ("company", "Company"),
}
"""What a frequency table can be of: the field that asks for it, and its heading."""

MOST = 24
"""How many values of a facet are named at the most."""

_STATES = ("disputed", "undisputed", "undated")
_IN_ORDER = ("year", "month")


def facets(library: Library, results: Results, most: int = MOST) -> tuple[Facet, ...]:
    """Return the facets of some results that have at least one value, the most frequent listed."""
    return _counted(library, results, [name for name, _, _ in FACETS], most)


def frequency(library: Library, results: Results, name: str) -> Facet | None:
    """Return one facet with all its values, however many; None where there is none.

    `name` is one of `COUNTABLE`.
    """
    return next(iter(_counted(library, results, [name], None)), None)


def _counted(
    library: Library, results: Results, names: Sequence[str], most: int | None
) -> tuple[Facet, ...]:
    """Count some fields among the results, before any of their values is chosen."""
    index, query, kind = library.index, results.query, results.kind
    worded = members(index, query, kind).worded if query.words else None
    events = events_held(index, query, kind) if query.fielded else None
    tallied = index.tally(kind, worded, events, names, most)
    return tuple(facet for each in tallied if (facet := _facet(library, results, each)).values)


def _facet(library: Library, results: Results, tallied: Tallied) -> Facet:
    """Return one facet with its values in order."""
    name, of, counts = tallied
    if name == "is":
        counts = [each for each in counts if each[0] in _STATES]
        of = len(counts)
    field, heading = COUNTABLE[name]
    labels = _labels(library, name, [value for value, _ in counts])
    values = []
    for value, count in counts:
        toggled = value.removeprefix(_KNOWN_KIND.get(name, ""))
        is_active = results.query.finds(field, toggled) is not None
        values.append(FacetValue(toggled, labels.get(value, value), count, is_active))
    if name not in _IN_ORDER:
        values.sort(key=lambda each: (-each.count, each.label))
    return Facet(field, heading, tuple(values), of)


def _labels(library: Library, name: str, values: Sequence[str]) -> Mapping[str, str]:
    """Return how values are shown, where it is not as they are."""
    if name in _NAMED:
        return library.index.names(values)
    if name == "source":
        named = library.index.names(f"source/{value}" for value in values)
        return {reference.partition("/")[2]: words for reference, words in named.items()}
    if name == "lang":
        return {value: _language(value) for value in values}
    return {}


def _language(tag: str) -> str:
    """Return the English name of a language, a variety in brackets: `French (CA)`."""
    language, _, variety = tag.partition("-")
    name = LANGUAGES.get(language.lower())
    if name is None:
        return tag
    return f"{name} ({variety})" if variety else name


_KNOWN_KIND = {"from": "company/", "to": "company/", "person": "person/", "company": "company/"}
_NAMED = (*_KNOWN_KIND, "speaker")
