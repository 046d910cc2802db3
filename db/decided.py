"""The records as decisions make them: whoever was merged is one, and everything leads there.

The rows of a database stay as they are; this is what lists, pages and searches are made of. The
one that is kept goes by the names, links and identifiers of both and has the events of both. The
same happening told of both stays two events.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from db.decisions import Decision, redirects, standing
from db.records import Company, Event, Person, Quote, Records

_Party = TypeVar("_Party", Person, Company)
_Leads = Mapping[str, str]


def decided(records: Records) -> Records:
    """Return the records with those that were merged as one, and with all decisions."""
    leads = redirects(merges(records))
    if not leads:
        return records
    return replace(
        records,
        people=_united("person", records.people, leads),
        companies=_acyclic(_united("company", _moved(records.companies, leads), leads), leads),
        events=_redirected(records.events, leads),
        quotes={name: _said_by(quote, leads) for name, quote in records.quotes.items()},
    )


def merges(records: Records) -> Sequence[Decision]:
    """Return the merges that count, of records that are here."""
    every = records.decisions.values()
    return standing(each for each in every if each.kept in records and each.gone in records)


def _united(kind: str, table: Mapping[str, _Party], leads: _Leads) -> dict[str, _Party]:
    """Return a table without those that were merged, and with all that they bring."""
    groups: dict[str, list[_Party]] = {}
    for gone, kept in leads.items():
        where, _, identifier = gone.partition("/")
        if where == kind:
            keep = kept.partition("/")[2]
            groups.setdefault(keep, [table[keep]]).append(table[identifier])
    joined = {keep: _one(group) for keep, group in groups.items()}
    return {
        name: joined.get(name, each)
        for name, each in table.items()
        if f"{kind}/{name}" not in leads
    }


def _one(every: Sequence[_Party]) -> _Party:
    """Join what is known of several that are one, the one that is kept first."""
    kept = every[0]
    names = dict.fromkeys(chain.from_iterable(map(_names_of, every)))
    joined = replace(
        kept,
        aliases=tuple(name for name in names if name != kept.name),
        description=next((each.description for each in every if each.description), None),
        links=tuple(dict.fromkeys(link for each in every for link in each.links)),
        identifiers=tuple(dict.fromkeys(one for each in every for one in each.identifiers)),
    )
    if isinstance(joined, Company):
        joined = replace(joined, parent=_parent(every))
    return joined


def _names_of(party: Person | Company) -> tuple[str, ...]:
    return (party.name, *party.aliases)


def _parent(every: Sequence[Person | Company]) -> str | None:
    """Return what several companies that are one are part of: the first that is none of them."""
    parents = (each.parent for each in every if isinstance(each, Company))
    return next((parent for parent in parents if parent and parent != every[0].id), None)


def _moved(companies: Mapping[str, Company], leads: _Leads) -> dict[str, Company]:
    """Let everything be part of what its parent leads to."""

    def parent_of(company: Company) -> str | None:
        lead = leads.get(f"company/{company.parent}")
        return lead.partition("/")[2] if lead else company.parent

    return {
        name: each if parent_of(each) == each.parent else replace(each, parent=parent_of(each))
        for name, each in companies.items()
    }


def _acyclic(companies: dict[str, Company], leads: _Leads) -> dict[str, Company]:
    """Part a company from its parent where a merge made it a part of itself."""
    for kept in dict.fromkeys(leads.values()):
        start = kept.partition("/")[2]
        above, seen = start, set[str]()
        while above in companies and above not in seen:
            seen.add(above)
            above = companies[above].parent or ""
        if above == start and kept.startswith("company/"):
            companies[start] = replace(companies[start], parent=None)
    return companies


def _redirected(events: Mapping[str, Event], leads: _Leads) -> dict[str, Event]:
    """Let everyone who takes part, answers for it or relays it be the one that is kept."""
    ids = {gone.partition("/")[2] for gone in leads}
    return {
        name: _retold(event, leads) if _may_name(event, ids, leads) else event
        for name, event in events.items()
    }


def _may_name(event: Event, ids: set[str], leads: _Leads) -> bool:
    """Whether an event can name someone who was merged; most do not, and are not made anew."""
    claim = event.claim
    if claim.by_id in leads or any(each in leads for each in claim.via):
        return True
    return any(role.id in ids for role in event.roles)


def _retold(event: Event, leads: _Leads) -> Event:
    """Return an event with those who were merged as the one that is kept, each once."""
    roles = []
    for role in event.roles:
        lead = leads.get(role.reference or "")
        roles.append(replace(role, id=lead.partition("/")[2]) if lead else role)
    claim = replace(
        event.claim,
        by_id=leads.get(event.claim.by_id or "", event.claim.by_id),
        via=tuple(dict.fromkeys(leads.get(each, each) for each in event.claim.via)),
    )
    return replace(event, roles=tuple(dict.fromkeys(roles)), claim=claim)


def _said_by(quote: Quote, leads: _Leads) -> Quote:
    lead = leads.get(quote.speaker or "")
    return replace(quote, speaker=lead) if lead else quote
