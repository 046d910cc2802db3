"""The parts of a mapping that make records: people, companies and events."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from db.intake.drafts import PartyKind
from db.intake.mapped.entries import Entry
from db.intake.mapped.mapping import Chosen, DateSaid, EventSaid, MeasureSaid, PartySaid, Said
from db.intake.mapped.templates import column
from db.intake.measuring import LENGTHS, is_unit
from db.records import GRADES, STATUSES
from db.words import fold

_PARTY: Final = (
    "name", "key", "group", "split", "aliases", "description", "links", "identifiers",
    "when", "unless",
)  # fmt: skip
_COMPANY: Final = (*_PARTY, "kind", "parent")
_EVENT: Final = (
    "type", "person", "from", "to", "roles", "title", "date", "until", "duration", "amount",
    "status", "claim", "summary", "cites", "each", "when", "unless",
)  # fmt: skip
_ROLES: Final[Mapping[str, PartyKind]] = {"person": "person", "from": "company", "to": "company"}
_MEANT: Final = {
    "company": 'Write to = "…" or from = "…"; for another part, roles.about.company = "…".',
    "by": 'Write claim = { by = "…" } for who says so; roles.by.company = "…" for who did it.',
    "grade": 'Write claim = { grade = "…" }.',
    "url": 'Write cites = "…".',
    "source": 'Write cites = "…".',
}
_DAY: Final = datetime(2012, 3, 24, 10, 11, 12)
_YEARS: Final = ("%Y", "%y", "%G", "%x", "%c")


def parties(kind: PartyKind, entries: Iterable[Entry]) -> Iterator[PartySaid]:
    """Read the tables of people or companies."""
    for entry in entries:
        yield dataclasses.replace(_party(kind, entry, has_each=True), is_declared=True)


def events(
    entries: Iterable[Entry], declared: Iterable[PartySaid], dates: tuple[str, ...]
) -> Iterator[EventSaid]:
    """Read the tables of events.

    Whoever is named by the same text as in a table of people or companies is the same, and need not
    be described twice. `dates` are the formats of dates that name none.
    """
    known = {(each.kind, each.name.text.text): each for each in declared if each.name}
    for entry in entries:
        entry.allow(_EVENT, _MEANT)
        if "type" not in entry.table:
            raise entry.wrong("type", "it is missing", 'Add one, such as type = "position".')
        kind, chosen, otherwise = _type(entry)
        claim = entry.inner("claim", entry.table.get("claim", {}))
        claim.allow(("grade", "by"))
        yield EventSaid(
            type=kind,
            chosen=chosen,
            otherwise=otherwise,
            roles=tuple((role, _as_known(each, known)) for role, each in _roles(entry)),
            status=entry.said("status", STATUSES),
            grade=claim.said("grade", GRADES),
            by=claim.said("by"),
            summary=entry.text("summary"),
            title=entry.said("title"),
            date=_date(entry, "date", dates),
            until=_date(entry, "until", dates),
            duration=_duration(entry),
            amount=_amount(entry),
            cites=entry.templates("cites"),
            each=_each(entry),
            given=entry.given(),
        )


def _as_known(said: PartySaid, known: Mapping[tuple[PartyKind, str], PartySaid]) -> PartySaid:
    """Take over what the mapping says elsewhere of whoever is named by the same text."""
    twin = known.get((said.kind, said.name.text.text)) if said.name else None
    if twin is None or said.key or said.group:
        return said
    return dataclasses.replace(
        said, name=twin.name, key=twin.key, group=twin.group, split=said.split or twin.split
    )


def _party(kind: PartyKind, entry: Entry, *, has_each: bool = False) -> PartySaid:
    known = _COMPANY if kind == "company" else _PARTY
    entry.allow((*known, "each") if has_each else known)
    if "name" not in entry.table and "key" not in entry.table:
        raise entry.wrong("name", "it is missing", 'Add name = "{Column}".')
    registers = entry.inner("identifiers", entry.table.get("identifiers", {}))
    return PartySaid(
        kind=kind,
        name=entry.said("name", is_name=True),
        key=entry.text("key", is_name=True),
        group=entry.words("group") or "",
        split=entry.many("split"),
        aliases=entry.said("aliases"),
        description=entry.said("description"),
        links=entry.templates("links"),
        identifiers={
            scheme: registers.template(scheme, text) for scheme, text in registers.table.items()
        },
        sort=entry.said("kind"),
        parent=_one(entry, "parent", "company") if "parent" in entry.table else None,
        each=_each(entry),
        given=entry.given(),
    )


def _one(entry: Entry, key: str, kind: PartyKind) -> PartySaid:
    """Read a person or company in a place that names one: by a text, or a table of its own."""
    value = entry.table[key]
    if isinstance(value, Mapping):
        return _party(kind, entry.inner(key, value))
    return PartySaid(kind, Said(entry.template(key, value, is_name=True)))


def _roles(entry: Entry) -> Iterator[tuple[str, PartySaid]]:
    """Walk who takes part: under a name of its own, or in a table of roles."""
    for role, kind in _ROLES.items():
        if role in entry.table:
            yield role, _one(entry, role, kind)
    roles = entry.inner("roles", entry.table.get("roles", {}))
    for role, value in roles.table.items():
        inside = roles.inner(role, value)
        inside.allow(("person", "company"))
        if not inside.table:
            remedy = f'Write roles.{role}.person = "{{Column}}", or company.'
            raise roles.wrong(role, "it names neither a person nor a company", remedy)
        if "person" in inside.table:
            yield role, _one(inside, "person", "person")
        if "company" in inside.table:
            yield role, _one(inside, "company", "company")


def _type(entry: Entry) -> tuple[Said, Mapping[str, Chosen], Chosen | None]:
    """Read what happened: a text, or what each value of a column stands for."""
    value = entry.table["type"]
    if not isinstance(value, Mapping):
        return Said(entry.template("type", value)), {}, None
    inside = entry.inner("type", value)
    inside.allow(("text", "values", "otherwise"))
    text = inside.need("text")
    has_rest = "otherwise" in inside.table
    return Said(text), inside.meanings(_chosen), _chosen(inside, "otherwise") if has_rest else None


def _chosen(entry: Entry, key: str) -> Chosen:
    """Read what one value stands for: a type, a table with it, or false for leave it out."""
    value = entry.table[key]
    if value is False:
        return {}
    if not isinstance(value, Mapping):
        return {"type": entry.words(key) or ""}
    inside = entry.inner(key, value)
    inside.allow(("type", "status", "grade"))
    found = {name: inside.words(name) or "" for name in inside.table}
    inside.require("status", found.get("status", STATUSES[0]), STATUSES)
    inside.require("grade", found.get("grade", GRADES[0]), GRADES)
    return found


def _date(entry: Entry, key: str, dates: tuple[str, ...]) -> DateSaid | None:
    value = entry.table.get(key)
    if value is None:
        return None
    if not isinstance(value, Mapping):
        return DateSaid(entry.template(key, value, is_name=True), dates)
    inside = entry.inner(key, value)
    inside.allow(("text", "format"))
    return DateSaid(inside.need("text", is_name=True), date_forms(inside, "format") or dates)


def date_forms(entry: Entry, key: str) -> tuple[str, ...]:
    """Read formats of dates; raises `BadFile` for one that is none."""
    for form in entry.many(key):
        try:
            datetime.strptime(_DAY.strftime(form), form)
        except (ValueError, re.error) as error:  # the latter for %m twice
            remedy = "Write it of %d, %m, %b, %B, %Y and %y, such as %d/%m/%Y."
            raise entry.wrong(key, f"“{form}” is no format of dates", remedy) from error
        if not any(each in form for each in _YEARS):
            raise entry.wrong(key, f"“{form}” has no year", "Add %Y, or %y for two digits.")
    return entry.many(key)


def _amount(entry: Entry) -> MeasureSaid | None:
    found = _measure(entry, "amount", ("text", "unit", "per"))
    if found is not None and found.unit is not None and not is_unit(found.unit):
        remedy = "Write percent, fraction, people, or a currency code such as EUR."
        raise entry.wrong("amount, unit", f"“{found.unit}” is no unit", remedy)
    return found


def _duration(entry: Entry) -> MeasureSaid | None:
    found = _measure(entry, "duration", ("text", "unit"))
    if found is not None and found.unit is not None:
        entry.require("duration, unit", found.unit, LENGTHS)
    return found


def _measure(entry: Entry, key: str, known: tuple[str, ...]) -> MeasureSaid | None:
    """Read where a measure comes from, with its unit if that is told apart."""
    value = entry.table.get(key)
    if value is None:
        return None
    if not isinstance(value, Mapping):
        return MeasureSaid(entry.template(key, value))
    inside = entry.inner(key, value)
    inside.allow(known)
    return MeasureSaid(inside.need("text"), inside.words("unit"), inside.words("per"))


def _each(entry: Entry) -> str:
    """Return the path of the list that a table goes through."""
    path = entry.words("each")
    if not path:
        return ""
    return column(path.removeprefix("{").removesuffix("}")).path


def folded(values: Iterable[str]) -> frozenset[str]:
    """Return values as they are compared."""
    return frozenset(fold(each.strip()) for each in values)
