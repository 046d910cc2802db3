"""Two databases of ours as one: what is the same in both, what collides, and what follows.

The same text is the same source, the same span of it the same quote, and an event that says the
same on the same quotes the same event, whatever their ids are. People and companies are never the
same by name: they have to have one id and say the same, more than a name or on the same words of
one text, or stand in an event that both databases have, as two copies of one database do. Anyone
else of an id that is taken gets another one, keeps the old one as an identifier, so that the next
import knows them again, and all that refers to them follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from db.decisions import DECISIONS, Decision
from db.errors import BadDecision
from db.intake.alike import (
    Evidence,
    Known,
    claim_of,
    content_of,
    likes,
    span_of,
    text_of,
)
from db.intake.report import Skipped
from db.merging import merged, parted
from db.records import (
    OWN_SCHEME,
    TABLES,
    Company,
    Event,
    Identifier,
    Kind,
    Person,
    Quote,
    Record,
    Records,
    Role,
    Source,
)
from db.words import unique_slug

_Party = TypeVar("_Party", Person, Company)
_Any = TypeVar("_Any", Person, Company, Event, Quote, Source)
_Made = TypeVar("_Made")
_Ids = dict[str, str]


@dataclass(frozen=True, slots=True)
class Union:
    """What comes of joining one database with another."""

    records: Records
    """Everything: what was here, with what came from there."""
    read: Records
    """All that the other has, under the ids that it has here."""
    ids: Mapping[Kind, Mapping[str, str]]
    """The id here of everything there, by kind."""
    kept: tuple[str, ...]
    """Records that say something else here than there, and were kept so, as `kind/id`."""
    skipped: tuple[Skipped, ...]
    """What was left out."""


def united(here: Records, there: Records, *, update: bool = False) -> Union:
    """Join another database with this one; what is in both stays as it is here.

    With `update` it becomes what it is there.
    """
    joining = _Joining(here, there, update=update)
    joining.sources()
    joining.parties()
    joining.quotes()
    joining.events()
    joining.decisions()
    return joining.union()


@dataclass(slots=True)
class _Joining:
    """Finds for everything there its place here, kind by kind."""

    here: Records
    there: Records
    update: bool
    ids: dict[Kind, _Ids] = field(default_factory=lambda: {kind: {} for kind in TABLES})
    read: dict[Kind, dict[str, Record]] = field(
        default_factory=lambda: {kind: {} for kind in TABLES}
    )
    kept: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    decided: dict[str, Decision] = field(default_factory=dict)
    read_decisions: dict[str, Decision] = field(default_factory=dict)

    def sources(self) -> None:
        """Know the sources again by their texts."""
        self._settle("source", self.there.sources, self.here.sources, text_of)

    def parties(self) -> None:
        """Know people and companies again, parents before their parts."""
        evidence = Evidence(self.here, self.there)
        people = {name: self._party(each) for name, each in self.there.people.items()}
        self._name("person", people, Known("person", self.here.people, evidence))
        known = Known("company", self.here.companies, evidence)
        for generation in _generations(self.there.companies):
            self._name("company", {each.id: self._company(each) for each in generation}, known)
        ids, read = self.ids["company"], self.read["company"]
        self.read["company"] = {ids[name]: read[ids[name]] for name in self.there.companies}

    def quotes(self) -> None:
        """Know quotes again by where they stand."""
        moved = {name: self._quote(quote) for name, quote in self.there.quotes.items()}
        self._settle("quote", moved, self.here.quotes, span_of)

    def events(self) -> None:
        """Know events again by what they say on which quotes, and let their ties follow."""
        moved = {name: self._event(event) for name, event in self.there.events.items()}
        found = likes(moved, self.here.events, claim_of)
        self._name_others("event", found, moved)
        ids = self.ids["event"]
        for name, event in moved.items():
            disputes, same_as = (
                tuple(map(ids.__getitem__, ties)) for ties in (event.disputes, event.same_as)
            )
            self._add("event", name, _with(event, disputes=disputes, same_as=same_as))

    def decisions(self) -> None:
        """Take over what was decided there, where it does not go against what was decided here."""
        self.decided = dict(self.here.decisions)
        known = {_judgement(each): each for each in self.decided.values()}
        whole = self._records()
        for decision in self.there.decisions.values():
            ids = self.ids[decision.kind]
            moved = replace(decision, keep=ids[decision.keep], other=ids[decision.other])
            same = known.get(_judgement(moved))
            if same is None:
                try:
                    self._check(whole, moved)
                except BadDecision as problem:
                    self.skipped.append(Skipped(DECISIONS, decision.id, str(problem)))
                    continue
                same = replace(moved, id=unique_slug(moved.id, self.decided))
                self.decided[same.id] = known[_judgement(same)] = same
            self.read_decisions[same.id] = same

    def _check(self, whole: Records, decision: Decision) -> None:
        """Raise `BadDecision` where a decision does not go with those that were made here."""
        if self.here.decisions:  # those from there go together
            check = merged if decision.action == "merge" else parted
            check(replace(whole, decisions=self.decided), decision.kept, decision.gone)

    def union(self) -> Union:
        """Return all of it."""
        read = _records_of(self.read, self.read_decisions)
        records = replace(self._records(), decisions=self.decided)
        return Union(records, read, self.ids, tuple(self.kept), tuple(self.skipped))

    # Within

    def _records(self) -> Records:
        """Return the records of both, those from here first."""
        both = {kind: {**self.here.table(kind), **self.read[kind]} for kind in TABLES}
        return _records_of(both, self.here.decisions)

    def _settle(
        self,
        kind: Kind,
        theirs: Mapping[str, _Any],
        mine: Mapping[str, _Any],
        mark_of: Callable[[_Any], Hashable],
    ) -> None:
        """Know records again by a mark, name the others, and put all in their places."""
        self._name_others(kind, likes(theirs, mine, mark_of), theirs)
        for name, each in theirs.items():
            self._add(kind, name, each)

    def _name(
        self,
        kind: Literal["person", "company"],
        theirs: Mapping[str, _Party],
        known: Known[_Party],
    ) -> None:
        """Know people or companies again, name the others, and put all in their places."""
        found = {name: name for name, each in theirs.items() if known.is_same(each)}
        known.claimed |= found.keys()
        for name, each in theirs.items():
            if name not in found and (like := known.like(each)):
                found[name] = like
                known.claimed.add(like)
        self._name_others(kind, found, theirs)
        for name, each in theirs.items():
            self._add(kind, name, each)

    def _name_others(self, kind: Kind, found: _Ids, theirs: Iterable[str]) -> None:
        """Name those that are not here: by their own ids where these are free."""
        taken = _Taken(self.here.table(kind), self.there.table(kind), set(self.ids[kind].values()))
        for name in theirs:
            if name not in found:
                is_free = name not in self.here.table(kind) and name not in taken.given
                found[name] = name if is_free else unique_slug(name, taken)
            taken.given.add(found[name])
        self.ids[kind].update(found)

    def _add(self, kind: Kind, name: str, record: Record) -> None:
        """Put a record in its place; where there is one it stays, and ties come to it."""
        identifier = self.ids[kind][name]
        moved = _with(record, id=identifier)
        known = self.here.table(kind).get(identifier)
        if known is None:
            self.read[kind][identifier] = moved if identifier == name else _marked(moved, name)
            return
        differs = content_of(known) != content_of(moved)
        if differs and not self.update:
            self.kept.append(f"{kind}/{identifier}")
        stays, adds = (moved, known) if differs and self.update else (known, moved)
        self.read[kind][identifier] = _with_ties(stays, adds)

    def _party(self, party: _Party) -> _Party:
        """Let the identifiers that a data file gave follow that file."""
        sources = self.ids["source"]
        moved = tuple(
            _with(each, scheme=sources.get(each.scheme, each.scheme)) for each in party.identifiers
        )
        return _with(party, identifiers=moved)

    def _company(self, company: Company) -> Company:
        parent = self.ids["company"][company.parent] if company.parent else None
        return _with(self._party(company), parent=parent)

    def _quote(self, quote: Quote) -> Quote:
        speaker = self._reference(quote.speaker) if quote.speaker else None
        return _with(quote, source=self.ids["source"][quote.source], speaker=speaker)

    def _event(self, event: Event) -> Event:
        by_id = self._reference(event.claim.by_id) if event.claim.by_id else None
        via = tuple(map(self._reference, event.claim.via))
        return _with(
            event,
            claim=_with(event.claim, by_id=by_id, via=via),
            quotes=tuple(self.ids["quote"][each] for each in event.quotes),
            roles=tuple(map(self._role, event.roles)),
        )

    def _role(self, role: Role) -> Role:
        return _with(role, id=self.ids[role.kind][role.id]) if role.id else role

    def _reference(self, reference: str) -> str:
        kind, _, name = reference.partition("/")
        return f"{kind}/{self.ids['person' if kind == 'person' else 'company'][name]}"


def _with(item: _Made, **values: object) -> _Made:
    """Return a record, or a part of one, with these values; itself where it has them already."""
    if all(getattr(item, name) == value for name, value in values.items()):
        return item
    return replace(item, **values)  # type: ignore[type-var]


class _Taken:
    """The ids that no newcomer may get."""

    def __init__(self, mine: Container[str], theirs: Container[str], given: set[str]) -> None:
        self._mine, self._theirs, self.given = mine, theirs, given

    def __contains__(self, name: object) -> bool:
        return name in self._mine or name in self._theirs or name in self.given


def _marked(record: Record, name: str) -> Record:
    """Return somebody who got another id with the one that they had."""
    mark = Identifier(OWN_SCHEME, name)
    if not isinstance(record, Person | Company) or mark in record.identifiers:
        return record
    return replace(record, identifiers=(*record.identifiers, mark))


def _with_ties(record: Record, other: Record) -> Record:
    """Return a record with what ties its like to others: disputes and tellings, or own ids."""
    if isinstance(record, Event) and isinstance(other, Event):
        disputes = tuple(dict.fromkeys((*record.disputes, *other.disputes)))
        same_as = tuple(dict.fromkeys((*record.same_as, *other.same_as)))
        return _with(record, disputes=disputes, same_as=same_as)
    if isinstance(record, Person | Company) and isinstance(other, Person | Company):
        own = (each for each in other.identifiers if each.scheme == OWN_SCHEME)
        return _with(record, identifiers=tuple(dict.fromkeys((*record.identifiers, *own))))
    return record


def _generations(companies: Mapping[str, Company]) -> Iterator[list[Company]]:
    """Walk companies so that each comes after the one that it is part of."""
    parts: dict[str | None, list[Company]] = defaultdict(list)
    for company in companies.values():
        parts[company.parent].append(company)
    generation = parts[None]
    while generation:
        yield generation
        generation = [part for each in generation for part in parts[each.id]]


def _judgement(decision: Decision) -> Hashable:
    """Return what is decided: of two that are different it does not matter which is named first."""
    return decision.pair if decision.action == "distinct" else (decision.kept, decision.gone)


def _records_of(
    tables: Mapping[Kind, Mapping[str, Record]], decisions: Mapping[str, Decision]
) -> Records:
    named = {TABLES[kind]: table for kind, table in tables.items()}
    return Records(**named, decisions=decisions)  # type: ignore[arg-type]
