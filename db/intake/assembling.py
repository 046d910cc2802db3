"""Drafts of one file -> records: ids, quotes, and the file itself as their source.

Every format goes through here, so that what holds for one holds for all. The file becomes a source,
and each fact quotes the span of it that says so. A person or company remembers the file's own key
as an identifier whose scheme is that source: the same file read twice finds its own again, the same
key in another file is somebody else, and nothing is ever merged by name. What was changed here
since stays as it is, unless the file's word is asked for.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.anchor import context
from db.dates import span_of_iso
from db.errors import BadTerm
from db.intake.drafts import About, Doubt, Draft, Happening, LeftOut, Part, Party, Unheld
from db.intake.located import Place
from db.intake.merge import collected
from db.intake.outside import OutsideFile
from db.records import (
    UNKNOWN_LANGUAGE,
    Claim,
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
from db.rules.passages import is_data
from db.words import unique_slug

if TYPE_CHECKING:
    from db.intake.drafts import PartyKind

_Key = tuple["PartyKind", str]


@dataclass(slots=True)
class Aside:
    """What a file has beside its records, for the report."""

    left_out: list[LeftOut] = field(default_factory=list)
    """What no record holds."""
    doubts: list[Doubt] = field(default_factory=list)
    """What deserves a look."""
    unheld: Counter[str] = field(default_factory=Counter)
    """Fields that records do not have, with how often they occur."""
    mentioned: list[str] = field(default_factory=list)
    """Who is named in relations and defined nowhere in the file, as `kind/id`."""
    kept: list[str] = field(default_factory=list)
    """Records that differ from what the file says and were kept, as `kind/id`."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """What one file makes."""

    records: Records
    """Every record that the file speaks of, as the file has it."""
    news: Records
    """Those of them that are to be written."""
    source: Source
    """The file as a source."""
    aside: Aside
    """What else there is to tell."""


def assemble(
    file: OutsideFile,
    drafts: Iterable[Draft],
    before: Records,
    *,
    suffix: str = ".json",
    update: bool = False,
) -> Assembled:
    """Make records of a file's drafts, beside what the database has.

    `suffix` marks a file of data whose own name does not. With `update`, records that say something
    else by now are set to what the file says.
    """
    maker = _Maker(file, before)
    for draft in drafts:
        maker.take(draft)
    maker.make(suffix)
    read = collected(maker.found.values())
    kept = set() if update else {key for key in maker.found if maker.is_other(key)}
    maker.aside.kept = [f"{kind}/{identifier}" for kind, identifier in kept]
    news = collected(record for key, record in maker.found.items() if key not in kept)
    return Assembled(read, news, maker.source, maker.aside)


@dataclass(slots=True)
class _Maker:
    """Takes drafts, and makes records of them once all are there."""

    file: OutsideFile
    before: Records
    aside: Aside = field(default_factory=Aside)
    about: About = field(default_factory=About)
    parties: dict[_Key, Party] = field(default_factory=dict)
    happenings: list[Happening] = field(default_factory=list)
    found: dict[tuple[Kind, str], Record] = field(default_factory=dict)
    ids: dict[_Key, str] = field(default_factory=dict)
    quotes: dict[tuple[int, int], str] = field(default_factory=dict)
    source: Source = field(init=False)

    def take(self, draft: Draft) -> None:
        """Keep a draft till all are there."""
        match draft:
            case Party():
                key = (draft.kind, draft.key)
                known = self.parties.get(key)
                self.parties[key] = _joined(known, draft) if known else draft
            case Happening():
                self.happenings.append(draft)
            case LeftOut():
                self.aside.left_out.append(draft)
            case Doubt():
                self.aside.doubts.append(draft)
            case Unheld():
                self.aside.unheld[draft.name] += 1
            case About():
                self.about = draft

    def make(self, suffix: str) -> None:
        """Make every record."""
        self.source = self._source(suffix)
        self.found["source", self.source.id] = self.source
        self._name_all()
        for party in self.parties.values():
            self._add(self._party(party))
        for happening in self.happenings:
            self._add(self._event(happening))

    def is_other(self, key: tuple[Kind, str]) -> bool:
        """Whether the database has this record and it says something else there."""
        known = self.before.table(key[0]).get(key[1])
        return known is not None and known != self.found[key]

    def _add(self, record: Record) -> None:
        kind: Kind = {Person: "person", Company: "company", Event: "event", Quote: "quote"}[
            type(record)
        ]  # type: ignore[assignment]
        self.found[kind, record.id] = record

    def _source(self, suffix: str) -> Source:
        """Return the file as a source: the one that the database has, where it has this text."""
        sha256 = self.file.sha256
        cites = dict.fromkeys(
            [
                *self.about.cites,
                *(each for happening in self.happenings for each in happening.cites),
            ]
        )
        known = next((s for s in self.before.sources.values() if s.sha256 == sha256), None)
        if known is not None:
            return self._retold(known, cites)
        about = self.about
        made = Source(
            id=unique_slug(self.file.stem, self._schemes() | self.before.sources.keys()),
            title=_clean(about.title) or self.file.file,
            lang=_clean(about.lang) or UNKNOWN_LANGUAGE,
            sha256=sha256,
            length=len(self.file.text),
            author=_clean(about.author),
            publisher=_clean(about.publisher),
            url=_clean(about.url),
            file=self.file.file,
            published=self._published(),
            cites=tuple(filter(None, map(_clean, cites))),
            original=self.file.original,
        )
        return made if is_data(made) else dataclasses.replace(made, file=f"{made.file}{suffix}")

    def _schemes(self) -> set[str]:
        """Return the registers that name anybody, as no file may be taken for one: `wikidata`."""
        parties = (*self.parties.values(), *self._everyone())
        return {each.scheme for party in parties for each in party.identifiers}

    def _everyone(self) -> tuple[Person | Company, ...]:
        return (*self.before.people.values(), *self.before.companies.values())

    def _retold(self, known: Source, cites: Iterable[str]) -> Source:
        """Return a source that the database has as the file, or its mapping, tells of it now."""
        names = ("title", "author", "publisher", "url", "lang")
        told = {name: _clean(getattr(self.about, name)) for name in names}
        told["published"] = self._published()
        said = {name: words for name, words in told.items() if words}
        cited = tuple(filter(None, map(_clean, cites)))
        every = tuple(dict.fromkeys([*known.cites, *cited]))
        return dataclasses.replace(known, **said, cites=every)  # type: ignore[arg-type]

    def _published(self) -> str | None:
        said = _clean(self.about.published)
        try:
            return said if said and span_of_iso(said) else None
        except BadTerm as error:
            self.aside.doubts.append(Doubt("the file", f"when it was published: {error}"))
            return None

    def _name_all(self) -> None:
        """Give every party its id, also those that are only mentioned."""
        for happening in self.happenings:
            for part in happening.parts:
                self._mention(part, happening.places[0])
        for party in list(self.parties.values()):
            if party.parent is not None:
                self._mention(Part("", "company", party.parent), party.place)
        self.ids |= self._known()
        kinds: tuple[PartyKind, ...] = ("person", "company")
        for kind in kinds:
            self.ids |= self._new_ids(kind, set(self.before.table(kind)))
        self.aside.mentioned = [
            f"{party.kind}/{self.ids[key]}"
            for key, party in self.parties.items()
            if not party.is_defined
        ]

    def _mention(self, part: Part, place: Place) -> None:
        """Make a party of somebody whom the file names by key and defines nowhere."""
        if part.key is None or (part.kind, part.key) in self.parties:
            return
        names = (part.text or part.key,)
        self.parties[part.kind, part.key] = Party(
            part.kind, part.key, place, names, sort="unknown", is_defined=False
        )

    def _known(self) -> dict[_Key, str]:
        """Return the ids of the file's parties that the database has from it already."""
        found: dict[_Key, str] = {
            ("person" if isinstance(record, Person) else "company", each.value): record.id
            for record in self._everyone()
            for each in record.identifiers
            if each.scheme == self.source.id
        }
        return {key: name for key, name in found.items() if key in self.parties}

    def _new_ids(self, kind: PartyKind, taken: set[str]) -> Iterator[tuple[_Key, str]]:
        for key, party in self.parties.items():
            if party.kind == kind and key not in self.ids:
                identifier = unique_slug(_name_of(party), taken)
                taken.add(identifier)
                yield key, identifier

    def _party(self, party: Party) -> Person | Company:
        identifier = self.ids[party.kind, party.key]
        name = _name_of(party)
        others = dict.fromkeys(filter(None, map(_clean, party.names)))
        described = _clean(party.description)
        if not party.is_defined:
            described = f"Mentioned in {self.source.title}, not described there."
        shared = {
            "id": identifier,
            "name": name,
            "aliases": tuple(each for each in others if each != name),
            "description": described,
            "links": party.links,
            "identifiers": (*party.identifiers, Identifier(self.source.id, party.key)),
        }
        if party.kind == "person":
            return Person(**shared)  # type: ignore[arg-type]
        parent = self._parent(party)
        return Company(**shared, kind=_clean(party.sort) or "firm", parent=parent)  # type: ignore[arg-type]

    def _parent(self, party: Party) -> str | None:
        """Return the company that one is part of, unless that leads back to itself."""
        at, seen = party.parent, {party.key}
        while at is not None:
            if at in seen:
                words = f"“{_name_of(party)}” is part of itself: its parent was left out"
                self.aside.doubts.append(Doubt(party.place.words, words))
                return None
            seen.add(at)
            at = self.parties["company", at].parent
        return self.ids["company", party.parent] if party.parent is not None else None

    def _event(self, happening: Happening) -> Event:
        """Return an event; what no file says stays as somebody said it here: ties, who reviewed."""
        quotes = tuple(dict.fromkeys(self._quote(place) for place in happening.places))
        name = self._event_id(happening, quotes)
        known = self.before.events.get(name)
        roles = tuple(role for part in happening.parts if (role := self._role(part)))
        return Event(
            id=name,
            type=_clean(happening.type) or "event",
            summary=_clean(happening.summary) or happening.type,
            claim=Claim(grade=happening.grade, by=_clean(happening.by)),
            quotes=quotes,
            roles=tuple(dict.fromkeys(roles)),
            status=happening.status,
            date=happening.date,
            until=happening.until,
            duration=happening.duration,
            title=_clean(happening.title),
            amount=happening.amount,
            disputes=known.disputes if known else (),
            same_as=known.same_as if known else (),
            extracted_by="import",
            reviewed_by=known.reviewed_by if known else None,
        )

    def _event_id(self, happening: Happening, quotes: tuple[str, ...]) -> str:
        """Name an event by its place in the file, so that the same place is the same event."""
        base = f"{self.source.id}-{happening.places[0].span.start}"
        number = 1
        while True:
            name = base if number == 1 else f"{base}-{number}"
            known = self.before.events.get(name)
            is_ours = known is None or quotes[0] in known.quotes
            if is_ours and ("event", name) not in self.found:
                return name
            number += 1

    def _quote(self, place: Place) -> str:
        """Return the id of the quote of a span, made where it is new."""
        span = place.span
        if span not in self.quotes:
            start, end = span
            name, number = f"{self.source.id}-{start}-{end}", 1
            while self._is_taken(name, start, end):
                number += 1
                name = f"{self.source.id}-{start}-{end}-{number}"
            prefix, suffix = context(self.file.text, start, end)
            known = self.before.quotes.get(name)
            self._add(
                Quote(
                    id=name,
                    source=self.source.id,
                    exact=self.file.text[start:end],
                    prefix=prefix,
                    suffix=suffix,
                    start=start,
                    end=end,
                    speech="none",
                    lang=self.source.lang,
                    translation=known.translation if known else None,
                )
            )
            self.quotes[span] = name
        return self.quotes[span]

    def _is_taken(self, name: str, start: int, end: int) -> bool:
        """Whether another quote of the database has this id."""
        known = self.before.quotes.get(name)
        here = (self.source.id, start, end)
        return known is not None and (known.source, known.start, known.end) != here

    def _role(self, part: Part) -> Role | None:
        name = _clean(part.role) or "about"
        if part.key is not None:
            return Role(name, part.kind, id=self.ids[part.kind, part.key])
        words = _clean(part.text)
        return Role(name, part.kind, text=words) if words else None


def _name_of(party: Party) -> str:
    """Return what a party is called: its first name, failing that its key."""
    named = next(filter(None, map(_clean, party.names)), None)
    return named or _clean(party.key) or party.kind


def _joined(known: Party, more: Party) -> Party:
    """Join what a file says of one party in two places; the place that defines it leads."""
    first, second = (more, known) if more.is_defined and not known.is_defined else (known, more)
    return dataclasses.replace(
        first,
        names=tuple(dict.fromkeys([*first.names, *second.names])),
        sort=first.sort if first.is_defined else second.sort,
        parent=first.parent or second.parent,
        description=first.description or second.description,
        links=tuple(dict.fromkeys([*first.links, *second.links])),
        identifiers=tuple(dict.fromkeys([*first.identifiers, *second.identifiers])),
        is_defined=known.is_defined or more.is_defined,
    )


def _clean(words: str | None) -> str | None:
    """Return words without blanks around them; None where nothing is left."""
    return (words.strip() or None) if words else None
