"""What there is to say of a search as a whole: its facets, and what to do when it found nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from db.facets import Facet, FacetValue
from db.query import Query, describe, unparse
from db.records import TABLES
from db.search import Results
from tui.address import Address
from tui.views import labels
from tui.views.card import Card, Cell, Column, Line, Piece, Section

_COLUMNS = (Column(align="right"), Column(), Column(share=1))
_SHOWN = 12
"""How many values of a facet are listed; the rest is counted."""


_EMPTY = (
    "Bring some in: a file of data, or a document as a source. The palette has a command for "
    "each; so has the shell, wherefrom import FILE and wherefrom source add FILE."
)
"""What to do where there is nothing to find yet."""

WHOLE = "…"
"""Ends the name of the line that stands for the values of a facet that are not listed."""


def facet_of(name: str) -> str:
    """Return the heading of the facet that the line with this name belongs to."""
    return name.partition(":")[0]


def facets_card(listing: Address, facets: Sequence[Facet], results: Results) -> Card:
    """Return the counts of some results; each line leads to the query that it toggles."""
    sections = tuple(
        Section(tuple(_values(listing, facet, results.query)), facet.label, _COLUMNS)
        for facet in facets
        if facet.values
    )
    nothing = Section((Line((Cell.of("There is nothing here to count.", "dim"),)),))
    return Card("Facets", results.summary, sections or (nothing,), view=str(listing))


def nothing_card(listing: Address, results: Results) -> Card:
    """Return what to do when nothing was found: which term to drop, and what that would give."""
    kind = TABLES[listing.kind]
    if results.query.is_empty:
        return Card(
            f"No {kind} yet", "", (Section((Line((Cell.of(_EMPTY),)),)),), view=str(listing)
        )
    asked = describe(results.query)
    told = [Line((Cell.of(f"Asked for: {asked}."),))]
    if results.hint:
        without = listing.narrowed(unparse(results.hint.query))
        told.append(Line((Cell.of(f"{results.hint} Enter drops it."),), view=str(without)))
    whole = f"Enter here, or esc, shows all {kind}."
    told.append(Line((Cell.of(whole),), view=str(Address(listing.kind))))
    return Card(f"No {kind} found", "", (Section(tuple(told)),), view=str(listing))


def _values(listing: Address, facet: Facet, query: Query) -> Iterator[Line]:
    """Yield the first values of a facet, those asked for among them, and what is left."""
    active = [value for value in facet.values[_SHOWN:] if value.is_active]
    for value in (*facet.values[:_SHOWN], *active):
        yield _value(listing, facet, value, query)
    left = facet.of - min(_SHOWN, len(facet.values)) - len(active)
    if left > 0:
        words = f"{WHOLE} {labels.counted(left, 'more value')}"
        name = f"{facet.label}:{WHOLE}"
        yield Line((Cell(), Cell(), Cell.of(words, "link")), name=name)


def _value(listing: Address, facet: Facet, value: FacetValue, query: Query) -> Line:
    toggled = query.with_toggled(facet.field, value.value)
    sign = Piece("✓", "accent") if value.is_active else Piece(" ")
    words = labels.type_label(value.label) if facet.field == "type" else value.label
    label = Piece(words, "strong" if value.is_active else "plain")
    cells = (Cell.of(f"{value.count:,}", "dim"), Cell((sign,)), Cell((label,)))
    view = str(listing.narrowed(unparse(toggled)))
    return Line(cells, view=view, name=f"{facet.label}:{value.value}")
