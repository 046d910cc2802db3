"""Events -> relations where they are one, a fact of someone's life, and an Event where not.

A job that was only offered, rumoured or denied is no employment: it is an Event, whose name says
so. What is done and said plainly becomes the relation that it tells of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from db.export.ftm.entity import Built, Ids, date_of
from db.export.ftm.origin import Origins
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.intake.ftm.gathering import Entity
from db.intake.ftm.schemata import CITES, HELD, LIFE, POSITION, RELATIONS, Relation
from db.intake.ftm.sentences import sentence, together
from db.records import Event, Role
from db.rules.passages import is_data

_PLAIN: Final = ("stated", "reported", "implied")
_LIFE: Final = {(type_, kind): name for name, (type_, _, kind) in LIFE.items()}
_BY_TYPE: Final = {row.type: name for name, row in RELATIONS.items() if row.type != "position"}
_PAID: Final = ("Payment", "Debt")
_SAID: Final = {"id", "type", "summary", "status", "claim", "quotes", "roles", "extracted_by"}
_TOLD: Final = {*_SAID, "date", "until", "title", "amount"}


@dataclass(slots=True)
class Writing:
    """Makes the entities of events, of which some are properties of people and companies."""

    selection: Selection
    """What is written."""
    parties: Mapping[str, Built]
    """Everyone by `kind/id`."""
    ids: Ids
    """Gives ids."""
    left: LeftOut
    """Counts what has no place."""
    origins: Origins
    """Knows what events were."""
    posts: dict[tuple[str, ...], Built]
    """The posts that were made, by what they are."""

    def entities(self, event: Event) -> Iterator[Built]:
        """Walk what an event makes."""
        origin = self.origins.of(event)
        schema = origin.schema if origin else _BY_TYPE.get(event.type)
        is_plain = event.status == "done" and event.claim.grade in _PLAIN
        self._note_claim(event, is_told=origin is not None and is_plain)
        if origin is None and is_plain and self._is_property(event):
            self.left.rest("event", event, _TOLD)
        elif schema and is_plain and (origin or self._has_ends(event, RELATIONS[schema])):
            yield from self._relation(event, schema, origin)
        else:
            jobs = list(self._jobs(event)) if is_plain and event.family == "moves" else []
            yield from jobs or [self._event(event)]

    def _is_property(self, event: Event) -> bool:
        """Make an event a property of the only one who takes part, where there is one for it."""
        party = self._party(event.roles[0]) if len(event.roles) == 1 else None
        role = event.roles[0].role if party else ""
        if party is None or event.until or event.amount:
            return False
        name = _LIFE.get((event.type, event.roles[0].kind))
        if name and event.date and not event.title and role in ("person", "about"):
            return self._add_date(event, party, name, (name,))
        if event.type == "position" and event.title and not event.date and role == "person":
            party.add(HELD, event.title)
            return True
        return False

    def _relation(self, event: Event, schema: str, origin: Entity | None) -> Iterator[Built]:
        row = RELATIONS[schema]
        built = Built(self._id(event, origin), schema)
        for role in event.roles:
            yield from self._end(built, row, role, event, origin)
        if row.target == "post" and "post" not in built.values:
            yield from self._post(built, event, None, "", origin)
        if row.title:
            built.add(row.title, event.title)
        elif "post" not in built.values:
            self.left.note("events", "title", event.title is not None)
        self._add_dates(event, built, row.dates)
        self._amount(event, built, origin)
        self._words(event, built, row, origin)
        built.add("publisher", event.claim.by if origin else None)
        self._sources(event, built, origin)
        self.left.rest("event", event, _TOLD)
        yield built

    def _end(
        self, built: Built, row: Relation, role: Role, event: Event, origin: Entity | None
    ) -> Iterator[Built]:
        """Put whoever takes part where they belong."""
        names = dict(zip(row.roles, (row.source, row.target), strict=True))
        name, party = names.get(role.role), self._party(role)
        is_post = bool(party and origin and party.id in origin.values.get("post", ()))
        if name == "post" and not is_post:
            yield from self._post(built, event, party, role.text or "", origin)
        elif name and party:
            built.add(name, party.id)
        elif name and row.is_text and name == row.target:
            built.add(name, role.text)
        else:
            self.left.note("events", "roles")

    def _post(
        self, built: Built, event: Event, party: Built | None, text: str, origin: Entity | None
    ) -> Iterator[Built]:
        """Make the post that somebody holds, once."""
        country = "" if party else text.lower()
        was = next(iter(origin.values.get("post", ())), "") if origin else ""
        key = (was, event.title or "", party.id if party else "", country)
        if not any(key):
            return
        if key not in self.posts:
            name = self.ids.give(was) or self.ids.make(f"{built.id}-post")
            post = self.posts[key] = Built(name, POSITION, event.title or "")
            post.add("name", event.title)
            post.add("organization", party.id if party else None)
            post.add("country", country)
            yield post
        built.add("post", self.posts[key].id)

    def _jobs(self, event: Event) -> Iterator[Built]:
        """Walk the jobs that a move tells of: one that ended, one that began."""
        people = [party for each in event.in_role("person") if (party := self._party(each))]
        joined = event.in_role("to", "at")
        if event.type == "founding":
            joined = joined or event.in_role("about")
        ends = [("to", each) for each in joined] + [
            ("from", each) for each in event.in_role("from")
        ]
        others = [each for each in event.roles if each not in joined]
        pairs = [
            (who, side, company)
            for who in people
            for side, role in ends
            if role.kind == "company" and (company := self._party(role))
        ]
        for person, side, company in pairs:
            built = self._job(event, person, company)
            if side == "from" and event.type != "position":
                self._add_date(event, built, "endDate", ())
                built.add("role", None if joined else event.title)  # of a move it is the new one
                self.left.note("events", "until", bool(event.until) and not joined)
            else:
                built.add("role", event.title or ("founder" if event.type == "founding" else None))
                self._add_dates(event, built, ("startDate",))
            built.add("status", "ended" if side == "from" or event.until else None)
            built.add("summary", event.summary)
            self._sources(event, built, None)
            yield built
        if pairs:
            told = [each for each in others if each.role in ("person", "from") and each.id]
            self.left.note("events", "roles", len(others) - len(told))
            self.left.rest("event", event, _TOLD - {"amount"})

    def _job(self, event: Event, person: Built, company: Built) -> Built:
        if event.type == "founding":
            built = Built(self.ids.make(f"event-{event.id}"), "UnknownLink")
            built.add("subject", person.id)
            built.add("object", company.id)
        else:
            built = Built(self.ids.make(f"event-{event.id}"), "Employment")
            built.add("employee", person.id)
            built.add("employer", company.id)
        return built

    def _event(self, event: Event) -> Built:
        built = Built(self.ids.make(f"event-{event.id}"), "Event", event.summary)
        built.add("name", event.summary)
        for role in event.roles:
            party = self._party(role)
            built.add("involved", party.id if party else None)
            self.left.note("events", "roles", party is None or role.role != "about")
        self._add_dates(event, built, ("startDate" if event.until else "date",))
        self._sources(event, built, None)
        self.left.note("events", "status", event.status != "done")
        self.left.note("events", "type", event.type != "event")
        self.left.rest("event", event, _SAID | {"date", "until"})
        return built

    def _words(self, event: Event, built: Built, row: Relation, origin: Entity | None) -> None:
        """Add the words of an event: the file's own, or a sentence that is not ours."""
        for name in row.words or ("summary", "description"):
            for value in origin.values.get(name, ()) if origin else ():
                if value.rstrip(".") in event.summary:
                    built.add(name, value)
        if row.words and not any(name in built.values for name in row.words):
            built.add(row.words[0], event.summary)
        elif not row.words and not event.summary.startswith(self._ours(event, row, origin)):
            built.add("summary", event.summary)

    def _ours(self, event: Event, row: Relation, origin: Entity | None) -> str:
        """Return the sentence that an import makes of such an event, without its stop."""

        def end(role: str, name: str) -> str:
            roles = event.in_role(role)
            name_of = self.selection.name_of
            names = [name_of(r.reference) if r.reference else r.text or "" for r in roles]
            return together(names, name)

        ends = end(row.roles[0], row.source), end(row.roles[1], row.target)
        dates = (event.date, event.until)
        statuses = origin.values.get("status", ()) if origin else ()
        return sentence(row, ends, event.title, event.amount, dates, statuses).rstrip(".")

    def _amount(self, event: Event, built: Built, origin: Entity | None) -> None:
        """Add an amount as the file had it, or as a figure that is exact."""
        amount = event.amount
        if amount is None:
            return
        was = origin.values if origin else {}
        exact = [f"{amount.min:.15g}"] if amount.min and amount.min == amount.max else []

        def said(name: str) -> list[str]:
            return [each for each in was.get(name, ()) if amount.text == f"{each} {amount.unit}"]

        in_unit = f"amount{amount.unit.capitalize()}"
        if amount.unit == "percent" and built.schema == "Ownership":
            is_own = amount.text in was.get("percentage", ()) or not exact
            built.add("percentage", *([amount.text] if is_own else exact))
        elif amount.unit in was.get("currency", ()) and said("amount"):
            built.add("amount", *said("amount"))
            built.add("currency", amount.unit)
        elif said(in_unit):
            built.add(in_unit, *said(in_unit))
        elif len(amount.unit) == 3 and built.schema in _PAID and exact:
            built.add("amount", *exact)
            built.add("currency", amount.unit)
        else:
            self.left.note("events", "amount")

    def _add_dates(self, event: Event, built: Built, names: tuple[str, ...]) -> None:
        if event.date:
            self._add_date(event, built, names[0], names)
        if event.until:
            text, date = event.until.text, date_of(event.until)
            said = text if self.origins.says(event, "endDate", text) else date
            built.add("endDate", said)
            self.left.note("events", "until", said is None)

    def _add_date(self, event: Event, built: Built, name: str, names: tuple[str, ...]) -> bool:
        """Add when an event was, under the name that the file had for it if any."""
        if event.date is None:
            return True
        text = event.date.text
        own = next((each for each in names if self.origins.says(event, each, text)), None)
        said = text if own else date_of(event.date)
        built.add(own or name, said)
        self.left.note("events", "date", said is None)
        return True

    def _sources(self, event: Event, built: Built, origin: Entity | None) -> None:
        """Add the addresses that an event rests on."""
        for quote in self.selection.quotes_of(event):
            source = self.selection.records.sources.get(quote.source)
            if source is not None and not is_data(source):
                built.add("sourceUrl", source.url)
            elif source is not None and origin:
                for name in CITES:
                    kept = [each for each in origin.values.get(name, ()) if each in source.cites]
                    built.add(name, *kept)

    def _note_claim(self, event: Event, *, is_told: bool) -> None:
        """Count what a claim says of itself; who says so is told of what came from a file."""
        claim = event.claim
        self.left.note("events", "claim.grade", claim.grade != "stated")
        self.left.note("events", "claim.by", bool(claim.by_id or (claim.by and not is_told)))
        self.left.note("events", "claim.via", bool(claim.via))
        self.left.note("events", "claim.said", bool(claim.said))

    def _id(self, event: Event, origin: Entity | None) -> str:
        return (self.ids.give(origin.id) if origin else None) or self.ids.make(f"event-{event.id}")

    def _party(self, role: Role) -> Built | None:
        return self.parties.get(role.reference or "")

    def _has_ends(self, event: Event, row: Relation) -> bool:
        """Whether everyone in an event has a place in a relation, which needs one at each end."""
        has_both = all(event.in_role(role) for role in row.roles if role)
        sides = {each.role for each in event.roles} <= set(row.roles)
        assets = [self._party(each) for each in event.in_role(row.roles[1])]
        is_asset = all(each is not None and each.schema == "Company" for each in assets)
        return has_both and sides and (row.type != "stake" or is_asset)
