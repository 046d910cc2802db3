"""GraphML: who moved from where to where, as a graph for Gephi, yEd and networkx.

Nodes are companies and people. A move from one company to another is an edge between the two that
names the person; where one end is not told, or has no record, the person is that end. Only moves
with at least one edge are here, and only the nodes that edges need.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from itertools import product
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.records import FAMILIES, TABLES, Company, Event, Kind, Person, Role

_FORBIDDEN: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold in any form."""

NODE: Final = {
    "label": "string", "view": "string", "type": "string", "kind": "string", "parent": "string",
}  # fmt: skip
"""What is told of a node, with the type of each."""

EDGE: Final = {
    "label": "string", "event": "string", "person": "string", "name": "string", "date": "string",
    "earliest": "string", "latest": "string", "status": "string", "grade": "string",
    "disputed": "boolean", "title": "string", "summary": "string", "quotes": "int",
    "sources": "int",
}  # fmt: skip
"""What is told of an edge, with the type of each."""

_SAID: Final = ("id", "type", "summary", "claim", "quotes", "roles", "status", "date", "title",
                "disputes")  # fmt: skip
_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


class Edge(NamedTuple):
    """One line of the graph."""

    source: str
    """Where it begins, as `kind/id`."""
    target: str
    """Where it ends, as `kind/id`."""
    person: Role | None
    """Who moved."""
    event: Event
    """The move."""


def write(selection: Selection, left: LeftOut) -> Iterator[str]:
    """Yield the keys, the nodes that have an edge, and the edges."""
    used: dict[str, None] = {}
    named: set[str | None] = set()
    for event in selection.events_by_date():
        found = list(edges(event))
        used |= dict.fromkeys(end for each in found for end in (each.source, each.target))
        named |= {each.person.reference for each in found if each.person}
        _note(event, found, left)
    _note_rest(selection, {*used, *named}, left)
    yield _HEAD
    for domain, names in (("node", NODE), ("edge", EDGE)):
        for name, kind in names.items():
            key = f'id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="{kind}"'
            yield f"  <key {key}/>\n"
    yield '  <graph id="moves" edgedefault="directed">\n'
    for reference in sorted(used):
        yield _element("node", f'id="{_token(reference)}"', _of_node(selection, reference))
    for event in selection.events_by_date():
        for number, each in enumerate(edges(event), start=1):
            ends = f'source="{_token(each.source)}" target="{_token(each.target)}"'
            name = f'id="event:{event.id}:{number}" {ends}'
            yield _element("edge", name, _of_edge(selection, each))
    yield "  </graph>\n</graphml>\n"


def edges(event: Event) -> Iterator[Edge]:
    """Return the edges of a move: every way from where it began to where it ended."""
    if event.type not in FAMILIES["moves"]:
        return
    people: list[Role | None] = [*event.in_role("person")]
    starts, ends = ([each.reference for each in event.in_role(name)] for name in ("from", "to"))
    for person in people or [None]:
        who = person.reference if person else None
        for start, end in product(_known(starts) or [who], _known(ends) or [who]):
            if start and end and (start, end) != (who, who):
                yield Edge(start, end, person, event)


def _known(references: list[str | None]) -> list[str | None]:
    return [*dict.fromkeys(each for each in references if each)]


def _of_node(selection: Selection, reference: str) -> Mapping[str, object]:
    kind, _, identifier = reference.partition("/")
    company = selection.records.companies.get(identifier) if kind == "company" else None
    parent = f"company/{company.parent}" if company and company.parent else None
    return {
        "label": selection.name_of(reference),
        "view": reference,
        "type": kind,
        "kind": company.kind if company else None,
        "parent": parent,
    }


def _of_edge(selection: Selection, edge: Edge) -> Mapping[str, object]:
    event, person = edge.event, edge.person
    name = None
    if person:
        name = selection.name_of(person.reference) if person.reference else person.text
    quotes = selection.quotes_of(event)
    date = event.date
    return {
        "label": f"{event.type}: {name}" if name else event.type,
        "event": event.id,
        "person": person.reference if person else None,
        "name": name,
        "date": (date.label or date.text) if date else None,
        "earliest": date.earliest if date else None,
        "latest": date.latest if date else None,
        "status": event.status,
        "grade": event.claim.grade,
        "disputed": str(event.is_disputed).lower(),
        "title": event.title,
        "summary": event.summary,
        "quotes": len(quotes),
        "sources": len({each.source for each in quotes}),
    }


def _element(name: str, attributes: str, told: Mapping[str, object]) -> str:
    """Return a node or an edge with what is told of it."""
    data = "".join(
        f'      <data key="{name}-{key}">{escape(_clean(str(value)))}</data>\n'
        for key, value in told.items()
        if value is not None
    )
    return f"    <{name} {attributes}>\n{data}    </{name}>\n"


def _token(reference: str) -> str:
    """Return a `kind/id` as XML allows an id to be."""
    return reference.replace("/", ":")


def _clean(text: str) -> str:
    """Replace what XML forbids by the sign for what cannot be shown; keep line ends."""
    return _FORBIDDEN.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")


def _note(event: Event, found: list[Edge], left: LeftOut) -> None:
    """Count what the graph does not say of an event."""
    if not found:
        is_move = event.type in FAMILIES["moves"]
        left.note("events", "moves with one end alone" if is_move else "other than moves")
        return
    left.rest("event", event, _SAID)
    claim = event.claim
    left.note("events", "claim.by", bool(claim.by or claim.by_id))
    left.note("events", "claim.via", bool(claim.via))
    left.note("events", "claim.said", bool(claim.said))
    others = [each for each in event.roles if each.role not in ("person", "from", "to")]
    left.note("events", "other roles", len(others))


def _note_rest(selection: Selection, told: Container[str | None], left: LeftOut) -> None:
    """Count what the graph does not say of everyone, and who has no part in it."""
    records = selection.records
    parties: list[Person | Company] = [*records.people.values(), *records.companies.values()]
    for each in parties:
        kind: Kind = "person" if isinstance(each, Person) else "company"
        if f"{kind}/{each.id}" in told:
            left.rest(kind, each, ("id", "name", "kind", "parent"))
        else:
            left.note(TABLES[kind], "those without a move")
    left.tables(records, "quote", "source")
