"""What a reader of one format makes of a file: drafts of people, companies and events.

A draft goes by the file's own keys and says which span of the file says it. It knows nothing of
the database: `db.intake.assembling` gives ids, quotes and a source to all of them, in one way for
every format. A reader never merges, never invents, and names what it leaves out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from db.dates import PartialDate
from db.intake.located import Place
from db.records import Amount, Duration, Identifier, Link

PartyKind = Literal["person", "company"]
"""Who takes part: a person, or any organisation."""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or company that the file defines, or mentions with a name."""

    kind: PartyKind
    """Which of the two."""
    key: str
    """The file's own id of it; with `kind` it names one party in this file."""
    place: Place
    """Where the file speaks of it."""
    names: tuple[str, ...] = ()
    """What it may be called, the best name first: name, caption, aliases; blanks do not count."""
    sort: str = "firm"
    """Of a company its `kind`: firm, party, committee, what the file says."""
    parent: str | None = None
    """The key of the company that a company is part of."""
    description: str | None = None
    """A few words that tell two of one name apart."""
    links: tuple[Link, ...] = ()
    """Pages about it."""
    identifiers: tuple[Identifier, ...] = ()
    """What registers call it."""
    is_defined: bool = True
    """Whether the file has a record of it; otherwise it is only named in something else."""


@dataclass(frozen=True, slots=True)
class Part:
    """Someone's part in an event: by key, or in words where the file has no key."""

    role: str
    """person, from, to, by, about, or what the file says."""
    kind: PartyKind
    """What the key or the words name."""
    key: str | None = None
    """The file's own id of the party; one that no `Party` has is made a record of that name."""
    text: str | None = None
    """Their name where there is no key, or where the key has no record."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One claim of the file that something happened."""

    places: tuple[Place, ...]
    """The spans that say so, the one that says most first; never empty."""
    type: str
    """`hire`, `position`, … of `records.FAMILIES`, or what the file says as a slug."""
    summary: str
    """One plain English sentence."""
    parts: tuple[Part, ...] = ()
    """Who takes part."""
    status: str = "done"
    """One of `records.STATUSES`."""
    grade: str = "stated"
    """One of `records.GRADES`."""
    by: str | None = None
    """Who says so, in words, where it is not the file itself."""
    date: PartialDate | None = None
    """When it happened or began."""
    until: PartialDate | None = None
    """When it ended."""
    duration: Duration | None = None
    """How long it lasted."""
    title: str | None = None
    """The job title."""
    amount: Amount | None = None
    """The money, share or head count."""
    cites: tuple[str, ...] = ()
    """Addresses that the file gives as its own sources."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something the file has and no record holds; the report names it."""

    table: str
    """The table it would have been for; "" for none."""
    place: str
    """A line or JSON pointer."""
    reason: str
    """Why, in words: what it is and why it has no place."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that was taken as it stands and deserves a look, such as an impossible date."""

    place: str
    """A line or JSON pointer."""
    words: str
    """What is doubtful."""


@dataclass(frozen=True, slots=True)
class Unheld:
    """A field that the file has and records do not; told once for all places, with a count."""

    name: str
    """What the file calls it: `persons.birth_date`."""
    place: str
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself, for its source; a reader may yield one, first or last."""

    title: str | None = None
    """Its title."""
    author: str | None = None
    """Who signs it."""
    publisher: str | None = None
    """Who publishes it."""
    url: str | None = None
    """Where it was found."""
    published: str | None = None
    """The ISO day, month or year of publication."""
    lang: str | None = None
    """The BCP 47 tag of its language."""
    cites: tuple[str, ...] = field(default=())
    """What it refers to as a whole."""


Draft = Party | Happening | LeftOut | Doubt | Unheld | About
"""Anything that a reader may yield, in any order."""
