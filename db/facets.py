"""Counts for a set of results: each value of a field, and how many rows it would leave.

A facet row is the query that toggles it: the count is what the list would show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db.fields import LANGUAGES
from db.library import Library
from db.library.schema import UNNAMED
from db.members import events_held, members
from db.search import Results


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

_STATES = ("disputed", "undisputed", "undated")
_IN_ORDER = ("year", "month")


def facets(library: Library, results: Results) -> tuple[Facet, ...]:
    """Return the facets of some results that have at least one value."""
    index, query, kind = library.index, results.query, results.kind
    worded = members(index, query, kind).worded if query.words else None
    events = events_held(index, query, kind) if query.fielded else None
    counted: dict[str, dict[str, int]] = {}
    for field, value, count in index.tally(kind, worded, events):
        if not value.startswith(UNNAMED) and (field != "is" or value in _STATES):
            counted.setdefault(field, {})[value] = count
    return tuple(
        _facet(library, results, each, counted[each[0]]) for each in FACETS if each[0] in counted
    )


def _facet(
    library: Library, results: Results, row: tuple[str, str, str], counts: Mapping[str, int]
) -> Facet:
    """Return one facet with its values in order."""
    name, field, heading = row
    values = []
    for value, count in counts.items():
        toggled = _TOGGLED.get(name, str)(value)
        is_active = results.query.finds(field, toggled) is not None
        label = _LABELS.get(name, _plain_label)(library, value)
        values.append(FacetValue(toggled, label, count, is_active))
    if name in _IN_ORDER:
        values.sort(key=lambda each: each.value)
    else:
        values.sort(key=lambda each: (-each.count, each.label))
    return Facet(field, heading, tuple(values))


def _plain_label(library: Library, value: str) -> str:  # noqa: ARG001 — one of a table of these
    return value


def _language(library: Library, value: str) -> str:  # noqa: ARG001
    return LANGUAGES.get(value.partition("-")[0].lower(), value)


def _party(library: Library, value: str) -> str:
    return library.name_of(value)


def _source(library: Library, value: str) -> str:
    return library.name_of(f"source/{value}")


_LABELS: Mapping[str, Callable[[Library, str], str]] = {
    "from": _party,
    "to": _party,
    "speaker": _party,
    "source": _source,
    "lang": _language,
}
_TOGGLED: Mapping[str, Callable[[str], str]] = {
    "from": lambda value: value.removeprefix("company/"),
    "to": lambda value: value.removeprefix("company/"),
}
