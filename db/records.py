"""The five frozen records, their ids, and a set of them with what was decided about them.

A record says what one document of the TinyDB file says, typed and unchangeable; what follows from
it is a property. The shapes are those of the file format, so that `db.codec` translates field by
field. Nothing here reads, checks or draws.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from db.dates import PartialDate
from db.decisions import Decision

SCHEMA = 1
"""The schema number of the files this version reads and writes."""

Kind = Literal["person", "company", "event", "quote", "source"]
"""What a record is, in the singular, as it stands in a view: `person/jason-wei`."""

TABLES: Mapping[Kind, str] = {
    "person": "people",
    "company": "companies",
    "event": "events",
    "quote": "quotes",
    "source": "sources",
}
"""The table of each kind, in the order in which they are written."""

GRADES = ("stated", "reported", "alleged", "rumoured", "denied", "opinion", "implied")
"""How a source puts a claim, from the plainest to the least plain."""

STATUSES = ("done", "announced", "agreed", "planned", "attempted", "refused")
"""How far the thing claimed has come."""

SPEECH = ("direct", "reported", "none")
"""Whether a quote is somebody's own words, a report of them, or the article's prose."""

UNKNOWN_LANGUAGE = "und"
"""The BCP 47 tag of what has no language that is known, such as a table of names."""

UNITS = ("percent", "fraction", "people")
"""The units of an amount that are not an ISO 4217 currency code."""

BOUNDS = ("up_to", "over", "about", "range")
"""How an amount is bounded, where it is not exact."""

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "moves": ("hire", "departure", "return", "move", "appointment", "position", "founding"),
    "offers": ("offer", "offer-declined", "threat-to-leave", "recruitment-campaign"),
    "company": ("stake", "reorganisation", "launch", "pay", "staff-change"),
    "speech": ("statement", "denial", "criticism", "finding", "opinion"),
}
"""The event types of each family; any other type belongs to the family `other`."""

OWN_SCHEME = "wherefrom"
"""The scheme of the id that somebody had in the database from which they came."""

ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""A readable slug: lower-case letters, digits, single hyphens between them."""


@dataclass(frozen=True, slots=True)
class Link:
    """A web page about a person or company."""

    url: str
    """Where the page is."""
    note: str | None = None
    """What the page is, in a few words."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """A name that some register gives a person or company."""

    scheme: str
    """The register: `wikidata`, `lei`, `orcid`."""
    value: str
    """What the register calls it."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as the source gives it: "after nine years"."""

    text: str
    """The source's own words."""
    unit: str
    """What `min` and `max` count: years, months, weeks, days."""
    min: float | None = None
    """The least it can be, where the source bounds it."""
    max: float | None = None
    """The most it can be."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Money, a share or a number of people, as the source bounds it."""

    text: str
    """The source's own words."""
    unit: str
    """An ISO 4217 code, or one of `UNITS`."""
    min: float | None = None
    """The least it can be."""
    max: float | None = None
    """The most it can be."""
    bound: str | None = None
    """One of `BOUNDS`; None where the figure is exact."""
    per: str | None = None
    """What it is counted by: "year", "offer, over several years"."""
    statistic: str | None = None
    """What was computed: "average"."""
    sample: int | None = None
    """How many cases the statistic is taken from."""


@dataclass(frozen=True, slots=True)
class Role:
    """One participant of an event and the part they have in it."""

    role: str
    """person, from, to, by, about, heard-by, or whatever an import brings."""
    kind: Literal["person", "company"]
    """Which table `id` points into."""
    id: str | None = None
    """The participant's record."""
    text: str | None = None
    """Words for someone without a record: "a spokesperson"."""

    @property
    def reference(self) -> str | None:
        """The participant as `kind/id`, where there is a record."""
        return f"{self.kind}/{self.id}" if self.id else None


@dataclass(frozen=True, slots=True)
class Claim:
    """How the source puts it, and who answers for it."""

    grade: str
    """One of `GRADES`."""
    by: str | None = None
    """Who says so, in words."""
    by_id: str | None = None
    """Who says so, as `person/…` or `company/…`."""
    via: tuple[str, ...] = ()
    """Who relays it, outermost first, as `person/…` or `company/…`."""
    said: PartialDate | None = None
    """When it was said, where the source tells."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who takes part in events; jobs and titles are events, not fields."""

    id: str
    """The slug that names this person for ever."""
    name: str
    """The name to show."""
    aliases: tuple[str, ...] = ()
    """Other names that sources use."""
    description: str | None = None
    """A few words that tell two people of one name apart."""
    links: tuple[Link, ...] = ()
    """Pages about them."""
    identifiers: tuple[Identifier, ...] = ()
    """What registers call them."""


@dataclass(frozen=True, slots=True)
class Company:
    """Any organisation: firm, lab, team, product line, outlet."""

    id: str
    """The slug that names this company for ever."""
    name: str
    """The name to show."""
    kind: str
    """firm, lab, team, product, platform, outlet, or what an import brings."""
    aliases: tuple[str, ...] = ()
    """Other names that sources use."""
    parent: str | None = None
    """The id of the company that this one is part of."""
    description: str | None = None
    """A few words that tell two of one name apart."""
    links: tuple[Link, ...] = ()
    """Pages about it."""
    identifiers: tuple[Identifier, ...] = ()
    """What registers call it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One claim, by one claimant in one source, that something happened."""

    id: str
    """The slug that names this claim for ever."""
    type: str
    """What is claimed to have happened; `FAMILIES` lists the known types."""
    summary: str
    """One plain English sentence, hedged as the source hedges."""
    claim: Claim
    """How the source puts it, and who says so."""
    quotes: tuple[str, ...]
    """Ids of the quotes that say so; never empty."""
    roles: tuple[Role, ...] = ()
    """Who takes part."""
    status: str = "done"
    """One of `STATUSES`; spells and flows count `done` alone."""
    date: PartialDate | None = None
    """When it happened or began."""
    until: PartialDate | None = None
    """When it ended, for a tenure told as one `position`."""
    duration: Duration | None = None
    """How long it lasted."""
    title: str | None = None
    """The job title, in the source's words or plain English."""
    amount: Amount | None = None
    """The money, share or head count it is about."""
    disputes: tuple[str, ...] = ()
    """Ids of the events that cannot be right together with this one."""
    same_as: tuple[str, ...] = ()
    """Ids of the events that tell the same happening elsewhere."""
    extracted_by: str | None = None
    """Who or what recorded the claim."""
    reviewed_by: str | None = None
    """Who checked it."""

    @property
    def family(self) -> str:
        """The family of the type: moves, offers, company, speech, other."""
        return next((name for name, types in FAMILIES.items() if self.type in types), "other")

    @property
    def is_disputed(self) -> bool:
        """Whether another event cannot be right together with this one."""
        return bool(self.disputes)

    @property
    def is_undated(self) -> bool:
        """Whether nothing places the event in time."""
        return self.date is None or not self.date.is_placed

    @property
    def references(self) -> tuple[str, ...]:
        """Everyone with a record who takes part, says so or relays it, once each."""
        named = [role.reference for role in self.roles if role.reference]
        said = [self.claim.by_id] if self.claim.by_id else []
        return tuple(dict.fromkeys([*named, *said, *self.claim.via]))

    def in_role(self, *roles: str) -> tuple[Role, ...]:
        """Return the participants that have one of these roles, in the order given there."""
        return tuple(each for each in self.roles if each.role in roles)


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim span of a source."""

    id: str
    """The slug that names this quote for ever."""
    source: str
    """The id of its source."""
    exact: str
    """The span, letter for letter, damage included."""
    prefix: str
    """Up to 32 characters before it (W3C TextQuoteSelector)."""
    suffix: str
    """Up to 32 characters after it."""
    start: int
    """Where it begins, in code points of the source's text."""
    end: int
    """Where it ends, exclusive."""
    speech: str
    """One of `SPEECH`."""
    lang: str
    """The BCP 47 tag of its language."""
    speaker: str | None = None
    """Whose words these are, as `person/…` or `company/…`."""
    translation: str | None = None
    """Our own translation into English; always shown as ours."""


@dataclass(frozen=True, slots=True)
class Original:
    """The document that a source's text was derived from, such as a page or a PDF."""

    sha256: str
    """The SHA-256 of its bytes, in hex."""
    file: str
    """The name of its file among the texts."""
    media: str
    """What it is, as a media type: `text/html`, `application/pdf`."""
    by: str
    """What derived the text, with versions: "html 1, trafilatura 2.3.1"."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document: article, filing, post. Its text lives elsewhere (`db.texts`)."""

    id: str
    """The slug that names this source for ever."""
    title: str
    """Its title, or a bracketed stand-in where it has none."""
    lang: str
    """The BCP 47 tag of its language."""
    sha256: str
    """The SHA-256 of the text's bytes, in hex; empty while nobody has given the text."""
    length: int
    """The length of the text in code points; 0 while nobody has given it."""
    author: str | None = None
    """Who signs it."""
    publisher: str | None = None
    """Who publishes it."""
    url: str | None = None
    """Where it was found."""
    file: str | None = None
    """The name of its text file."""
    published: str | None = None
    """The ISO day, month or year of publication, where the document tells it."""
    cites: tuple[str, ...] = ()
    """What it refers to: addresses, outlets."""
    note: str | None = None
    """What a reader should know of it, such as damage."""
    original: Original | None = None
    """What the text was derived from; None where the document is the text itself."""

    @property
    def is_unseen(self) -> bool:
        """Whether nobody has given its text yet, so that where its quotes stand is not known."""
        return not self.sha256 and not self.length


Record = Person | Company | Event | Quote | Source


@dataclass(frozen=True, slots=True)
class Records:
    """A whole set of records by table and id, in file order."""

    people: Mapping[str, Person] = field(default_factory=dict)
    """Everyone, by id."""
    companies: Mapping[str, Company] = field(default_factory=dict)
    """Every organisation, by id."""
    events: Mapping[str, Event] = field(default_factory=dict)
    """Every claim, by id."""
    quotes: Mapping[str, Quote] = field(default_factory=dict)
    """Every quote, by id."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """Every source, by id."""
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    """What was decided about people and companies, by id; no records themselves."""

    def __len__(self) -> int:
        """Count the records of all tables."""
        return sum(len(self.table(kind)) for kind in TABLES)

    def __iter__(self) -> Iterator[tuple[Kind, Record]]:
        """Walk all records, table by table in the order of `TABLES`."""
        for kind in TABLES:
            for record in self.table(kind).values():
                yield kind, record

    def __contains__(self, reference: object) -> bool:
        """Whether a `kind/id` names a record here."""
        if not isinstance(reference, str):
            return False
        kind, _, identifier = reference.partition("/")
        return any(known == kind and identifier in self.table(known) for known in TABLES)

    def table(self, kind: Kind) -> Mapping[str, Record]:
        """Return one table by its kind."""
        table: Mapping[str, Record] = getattr(self, TABLES[kind])
        return table
