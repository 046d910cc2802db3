"""What a mapping says: which column of a file, or path in its JSON, is what.

A mapping is TOML that somebody writes by hand; `db.intake.mapped.parsing` reads it, and
`db.intake.mapped.drafting` follows it, record by record. What it can say, and in which words, is
described for its writer by the README and by what `wherefrom import --suggest` writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from db.intake.drafts import About, PartyKind
from db.intake.mapped.templates import Column, Template

Chosen = Mapping[str, str]
"""What a value says beside the type of an event: `type`, `status`, `grade`; empty for leave out."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a column has one of some values."""

    column: Column
    """The column that is looked at."""
    values: frozenset[str]
    """The values that count, folded; "" is a blank, `*` is anything else."""


@dataclass(frozen=True, slots=True)
class Given:
    """When a part of the mapping holds for a record."""

    when: tuple[Condition, ...] = ()
    """All of these must hold."""
    unless: tuple[Condition, ...] = ()
    """None of these may hold."""


@dataclass(frozen=True, slots=True)
class Said:
    """A value, with what is to be made of it."""

    text: Template
    """Where it comes from."""
    values: Mapping[str, str] = field(default_factory=dict)
    """What is taken instead of a value, by the folded value."""
    otherwise: str | None = None
    """What is taken for a blank, and for a value that is not among them; None for nothing else."""


@dataclass(frozen=True, slots=True)
class DateSaid:
    """A date, with how it is written."""

    text: Template
    """Where it comes from."""
    forms: tuple[str, ...] = ()
    """Formats of `strptime`, in the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class MeasureSaid:
    """An amount or a length of time, with what it counts."""

    text: Template
    """Where it comes from."""
    unit: str | None = None
    """The unit of values that name none."""
    per: str | None = None
    """What an amount is counted by: "year"."""


@dataclass(frozen=True, slots=True)
class PartySaid:
    """A person or company: who it is, and in a table of their own what else is told of them."""

    kind: PartyKind
    """Which of the two."""
    name: Said | None = None
    """What it is called."""
    key: Template | None = None
    """The file's own id of it; without, the same name is the same party of this file."""
    group: str = ""
    """Keeps ids or names of one kind apart that mean different things."""
    split: tuple[str, ...] = ()
    """What parts several names in one value."""
    aliases: Said | None = None
    """Other names."""
    description: Said | None = None
    """A few words that tell two of one name apart."""
    links: tuple[Template, ...] = ()
    """Pages about it."""
    identifiers: Mapping[str, Template] = field(default_factory=dict)
    """What registers call it, by register."""
    sort: Said | None = None
    """Of a company its kind: firm, party, committee."""
    parent: PartySaid | None = None
    """The company that a company is part of."""
    each: str = ""
    """The path of a list in a record that has one of them in each element."""
    given: Given = Given()
    """When it holds."""
    is_declared: bool = False
    """Whether it has a table of its own in the mapping."""


@dataclass(frozen=True, slots=True)
class EventSaid:
    """One event that a record tells."""

    type: Said
    """What happened."""
    chosen: Mapping[str, Chosen] = field(default_factory=dict)
    """What a value of the type says instead, by the folded value."""
    otherwise: Chosen | None = None
    """What any other value of the type says; None for the value itself as a type."""
    roles: tuple[tuple[str, PartySaid], ...] = ()
    """Who takes part, and how."""
    status: Said | None = None
    """How far it has come."""
    grade: Said | None = None
    """How the file puts it."""
    by: Said | None = None
    """Who says so, in words."""
    summary: Template | None = None
    """The sentence that tells it; None for one made of the rest."""
    title: Said | None = None
    """The job title."""
    date: DateSaid | None = None
    """When it happened or began."""
    until: DateSaid | None = None
    """When it ended."""
    duration: MeasureSaid | None = None
    """How long it lasted."""
    amount: MeasureSaid | None = None
    """The money, share or head count."""
    cites: tuple[Template, ...] = ()
    """Where the file says it has this from."""
    each: str = ""
    """The path of a list in a record that has one event in each element."""
    given: Given = Given()
    """When it holds."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file is to be read."""

    encoding: str | None = None
    """What it is written in; None for UTF-8, or what its byte order mark says."""
    delimiter: str | None = None
    """What parts the cells of a table; None looks."""
    quote: str = '"'
    """What stands around a cell; "" for nothing."""
    header: int = 1
    """The line that names the columns; 0 for none."""
    columns: tuple[str, ...] = ()
    """Names for the columns, in place of those that the file has."""
    records: str = ""
    """The path of the records in a JSON document; "" for the document itself."""
    blank: frozenset[str] = frozenset()
    """Values that say nothing, folded."""
    skip: tuple[Condition, ...] = ()
    """A record is left out where one of these holds."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a mapping takes what a file says."""

    where: str
    """The place in the mapping: `[[event]] 2, to`."""
    columns: tuple[Column, ...]
    """The columns that it takes."""
    words: str = ""
    """Its words, where they are the same for every record and would be odd as the name of a column;
    else ""."""


@dataclass(frozen=True, slots=True)
class FileMap:
    """A whole mapping."""

    path: Path
    """The file that it was read from."""
    shape: Shape
    """How a file is to be read."""
    about: About
    """What it says of the file."""
    parties: tuple[PartySaid, ...]
    """People and companies that a record tells of."""
    events: tuple[EventSaid, ...]
    """Events that a record tells."""
    uses: tuple[Use, ...]
    """Every place where it takes a column."""

    @property
    def columns(self) -> frozenset[str]:
        """The columns that it takes, by all that a file may call them."""
        return frozenset(
            name for use in self.uses for column in use.columns for name in column.names
        )
