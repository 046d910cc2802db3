"""A company as tables: who came from where, who left for where, and what was offered and said.

Moves of its teams and labs count with it; everything else on the page is its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from db.library import Library
from db.records import Company, Event
from tui.address import Address
from tui.views import flows, telling
from tui.views.card import Card, Cell, Column, Line, Section
from tui.views.flows import Family, Flows
from tui.views.person import is_speaker, merged, naming, registers, tally, told
from tui.views.telling import Telling

_HEADINGS: Final = (
    ("offers", "offers"),
    ("company", "stakes, launches, reorganisations, pay"),
    ("said", "what it said"),
    ("about", "what was said of it"),
    ("relayed", "what it told or relayed"),
    ("other", "other events"),
)


def company_card(library: Library, identifier: str) -> Card:
    """Return the page of a company.

    Raises:
        NotFound: there is no company of this id.
    """
    company = library.company(identifier)
    family = family_of(library, company)
    own = library.events_about(family.head)
    moves = [event for event in own if _is_move(event, family.head)]
    rest = telling.fold(library, (event for event in own if not _is_move(event, family.head)))
    moves = _in_date_order([*moves, *_moves_of_parts(library, family)])
    parted = flows.flows(telling.fold(library, moves), family)
    tables = (
        _header(library, company),
        flows.table(library, parted.came, family, outwards=False),
        flows.table(library, parted.left, family, outwards=True),
        *(flows.movers(library, part, family, heading) for part, heading in _listed(parted)),
        *_rest(library, rest, family.head),
        _parts(library, company),
        registers(company),
    )
    return Card(
        company.name,
        tally(library, family.head),
        tuple(section for section in tables if section.lines),
        view=str(Address("company", company.id)),
    )


def _listed(parted: Flows) -> Iterator[tuple[Sequence[Telling], str]]:
    yield parted.inside, "moved within"
    yield parted.undone, "not done: agreed, announced, planned, tried, refused or denied"
    yield parted.posts, "posts and foundings"
    yield parted.named, "other moves that name it"


def family_of(library: Library, company: Company) -> Family:
    """Return a company with all its parts."""
    members = (f"company/{each}" for each in library.family_of(company.id))
    head = f"company/{company.id}"
    return Family(head, frozenset(members) - {head})


def _header(library: Library, company: Company) -> Section:
    kind = Line((Cell.of("kind", "dim"), Cell.of(company.kind)))
    parent = company.parent and f"company/{company.parent}"
    above = [_link("part of", library.name_of(parent), parent)] if parent else []
    about = naming(company, *above, *merged(library, f"company/{company.id}"))
    return Section((kind, *about.lines), columns=about.columns)


def _link(label: str, name: str, view: str) -> Line:
    return Line((Cell.of(label, "dim"), Cell.of(name, "link")), view)


def _parts(library: Library, company: Company) -> Section:
    """List teams, products and the like, last: a large firm has more of them than a screen."""
    lines = (
        Line((Cell.of(child.name, "link"), Cell.of(child.kind, "dim")), f"company/{child.id}")
        for child in library.children(company.id)
    )
    return Section(tuple(lines), "its parts", (Column(), Column(share=1)))


def _is_move(event: Event, reference: str) -> bool:
    """Whether a company takes part in a move, rather than telling of it."""
    return event.family == "moves" and any(role.reference == reference for role in event.roles)


def _moves_of_parts(library: Library, family: Family) -> Iterator[Event]:
    for part in sorted(family.parts):
        for event in library.events_about(part):
            ends = event.in_role("from", *flows.JOINING)
            if event.family == "moves" and any(end.reference == part for end in ends):
                yield event


def _in_date_order(moves: Sequence[Event]) -> list[Event]:
    """Return events, each once, by date, undated last."""
    once = {event.id: event for event in moves}
    return sorted(once.values(), key=_when)


def _when(event: Event) -> tuple[bool, str, str]:
    placed = [date for date in (event.date, event.until) if date and date.is_placed]
    return placed[0].sort_key if placed else (True, "", "")


def _rest(library: Library, tellings: Sequence[Telling], reference: str) -> Iterator[Section]:
    parts: dict[str, list[Telling]] = {name: [] for name, _ in _HEADINGS}
    for each in tellings:
        parts[_part(each.event, reference)].append(each)
    for name, heading in _HEADINGS:
        yield told(library, parts[name], heading, reference)


def _part(event: Event, reference: str) -> str:
    if all(role.reference != reference for role in event.roles):
        return "said" if is_speaker(event, reference) else "relayed"
    if event.family in ("offers", "company"):
        return event.family
    if event.family == "speech":
        return "said" if is_speaker(event, reference) else "about"
    return "other"
