"""Records -> a Popolo document, table by table and row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from db.export.left_out import LeftOut
from db.export.popolo.happened import event_row, life, post_row
from db.export.popolo.members import is_membership, memberships
from db.export.popolo.naming import Ids, identifiers
from db.export.popolo.quoted import Rows
from db.export.selection import Selection
from db.intake.popolo.parties import KIND
from db.intake.popolo.relations import POST
from db.records import Company, Event, Link, Person

Row = Mapping[str, object]
_EVENT = ("id", "type", "summary", "status", "claim", "quotes", "roles", "date", "until", "title")


@dataclass(slots=True)
class _Sorted:
    """The events of a selection by what Popolo makes of them."""

    members: list[Event] = field(default_factory=list)
    posts: list[Event] = field(default_factory=list)
    others: list[Event] = field(default_factory=list)
    lives: dict[str, dict[str, object]] = field(default_factory=dict)
    cites: dict[str, list[Row]] = field(default_factory=dict)

    def take(self, event: Event, rows: Rows, left: LeftOut) -> None:
        """Sort an event."""
        if told := life(event, self.lives, left):
            self.lives.setdefault(told.reference, {})[told.field] = told.date
            cited = self.cites.setdefault(told.reference, [])
            cited += [each for each in rows.sources(event) if each not in cited]
        elif is_membership(event):
            self.members.append(event)
        else:
            (self.posts if event.type == POST else self.others).append(event)

    def life_of(self, reference: str) -> Row:
        """Return the dates of somebody's life, and where it says so."""
        return {**self.lives.get(reference, {}), "sources": self.cites.get(reference)}


def write(selection: Selection, left: LeftOut) -> Iterator[str]:
    """Yield the document, a row a line."""
    ids, rows, by_kind = Ids(selection.records), Rows(selection), _Sorted()
    people, companies = selection.records.people.values(), selection.records.companies.values()
    for event in selection.records.events.values():
        _note(event, left)
        by_kind.take(event, rows, left)
    rows.know("posts", by_kind.posts)
    rows.know("events", by_kind.others)
    tables: dict[str, Iterable[Row]] = {
        "persons": (_person(each, ids, by_kind, left) for each in people),
        "organizations": (_organization(each, ids, by_kind, left) for each in companies),
        "posts": (post_row(each, ids, rows, left) for each in by_kind.posts),
        "memberships": (
            row for each in by_kind.members for row in memberships(each, ids, rows, left)
        ),
        "events": (event_row(each, ids, rows, left) for each in by_kind.others),
    }
    yield "{"
    for name, table in tables.items():
        yield f'\n"{name}": ['
        between = "\n"
        for row in table:
            said = {key: value for key, value in row.items() if value not in (None, [], {})}
            yield f"{between}  {json.dumps(said, ensure_ascii=False)}"
            between = ",\n"
        yield "],"
    yield f'\n"meta": {json.dumps(_meta(selection, left), ensure_ascii=False)}\n}}\n'


def _person(person: Person, ids: Ids, by_kind: _Sorted, left: LeftOut) -> Row:
    return {
        "id": ids.of(f"person/{person.id}"),
        "name": person.name,
        "other_names": [{"name": each} for each in person.aliases],
        "summary": person.description,
        **by_kind.life_of(f"person/{person.id}"),
        "identifiers": identifiers("person", person, ids, left),
        "links": list(map(_link, person.links)),
    }


def _organization(company: Company, ids: Ids, by_kind: _Sorted, left: LeftOut) -> Row:
    return {
        "id": ids.of(f"company/{company.id}"),
        "name": company.name,
        "other_names": [{"name": each} for each in company.aliases],
        "classification": None if company.kind in (KIND, "unknown") else company.kind,
        "parent_id": ids.of(f"company/{company.parent}") if company.parent else None,
        "description": company.description,
        **by_kind.life_of(f"company/{company.id}"),
        "identifiers": identifiers("company", company, ids, left),
        "links": list(map(_link, company.links)),
    }


def _link(link: Link) -> Row:
    return {"url": link.url, **({"note": link.note} if link.note else {})}


def _meta(selection: Selection, left: LeftOut) -> Row:
    """Say what the sources cite; count what is not said of sources and quotes."""
    cites: dict[str, None] = {}
    for source in selection.records.sources.values():
        cites |= dict.fromkeys(source.cites)
        left.rest("source", source, ("id", "title", "url", "cites"))
    for quote in selection.records.quotes.values():
        left.rest("quote", quote, ("id", "source", "exact"))
    return {"sources": list(cites)}


def _note(event: Event, left: LeftOut) -> None:
    """Count what no row of Popolo says of an event."""
    left.rest("event", event, _EVENT)
    claim = event.claim
    left.note("events", "claim.grade", claim.grade != "stated")
    left.note("events", "claim.by", bool(claim.by or claim.by_id))
    left.note("events", "claim.via", bool(claim.via))
    left.note("events", "claim.said", bool(claim.said))
