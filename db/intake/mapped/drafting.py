"""One record and a mapping -> drafts of the people, companies and events that it tells of."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from db.dates import PartialDate
from db.intake.dating import read_date
from db.intake.drafts import Doubt, Draft, Happening, LeftOut, Part
from db.intake.located import Place
from db.intake.mapped.mapping import Chosen, DateSaid, EventSaid, FileMap, MeasureSaid, Said
from db.intake.mapped.naming import Naming
from db.intake.mapped.rows import Row
from db.intake.mapped.telling import sentence
from db.intake.mapped.values import elements, first, holds, is_given, whole
from db.intake.measuring import read_amount, read_duration
from db.records import GRADES, STATUSES, Amount, Duration
from db.words import fold, slug, type_from

_SHOWN: Final = 80

_Record = Mapping[str, Any]


class Drafter:
    """Follows one mapping through the records of one file."""

    def __init__(self, mapping: FileMap) -> None:
        """Begin a file."""
        self._map = mapping
        self._out: list[Draft] = []
        self._naming = Naming(mapping, lambda draft: self._out.append(draft))
        self._told: set[str] = set()

    def drafts(self, row: Row) -> list[Draft]:
        """Return what a record tells, those who take part before what they take part in."""
        self._out = []
        skipped = next((each for each in self._map.shape.skip if holds(each, row.record)), None)
        if skipped is not None:
            words = f"the mapping skips it by its “{skipped.column.name}”"
            return [LeftOut("", row.place.words, words)]
        for party in self._map.parties:
            for places, record in elements(row, party.each):
                self._naming.found(party, record, places[0])
        for event in self._map.events:
            for places, record in elements(row, event.each):
                if is_given(event.given, record):
                    self._event(event, record, places)
        return self._out

    def _event(self, said: EventSaid, record: _Record, places: tuple[Place, ...]) -> None:
        """Draft one event, unless nobody takes part or the mapping leaves it out."""
        at = places[0]
        chosen = self._chosen(said, record, at)
        if chosen is None:
            return
        parts = tuple(
            Part(role, party.kind, member.key, member.name)
            for role, party in said.roles
            for member in self._naming.found(party, record, at)
        )
        if said.roles and not parts:
            self._out.append(LeftOut("events", at.words, "nobody takes part in it: all are blank"))
            return
        date, until = self._dates(said, record, at)
        happening = Happening(
            places,
            chosen["type"],
            " ".join(said.summary.filled(record)) if said.summary else "",
            parts,
            status=self._known(chosen.get("status"), said.status, record, at, STATUSES),
            grade=self._known(chosen.get("grade"), said.grade, record, at, GRADES),
            by=whole(said.by, record),
            date=date,
            until=until,
            duration=self._duration(said.duration, record, at),
            title=whole(said.title, record),
            amount=self._amount(said.amount, record, at),
            cites=tuple(each for cited in said.cites for each in cited.filled(record)),
        )
        self._out.append(_told(happening))

    def _chosen(self, said: EventSaid, record: _Record, at: Place) -> Chosen | None:
        """Return the type of an event with what else its value stands for; None to leave it out."""
        words = first(said.type, record)
        known = said.chosen.get(fold(words)) if words else None
        chosen = known if known is not None else said.otherwise
        if chosen is not None:
            if not chosen:
                reason = f"the mapping leaves out “{_short(words or '')}”"
                self._out.append(LeftOut("events", at.words, reason))
                return None
            return chosen if "type" in chosen else {"type": type_from(words or "event"), **chosen}
        if words is None:
            self._doubt(at, "its type is blank: it was taken as an event")
            return {"type": "event"}
        if said.chosen and fold(words) not in self._told:
            self._told.add(fold(words))
            self._doubt(at, f"the mapping says nothing of “{_short(words)}”: kept as a type")
        return {"type": type_from(words)}

    def _known(
        self,
        chosen: str | None,
        said: Said | None,
        record: _Record,
        at: Place,
        known: tuple[str, ...],
    ) -> str:
        """Return a status or grade: what the type stands for, then what the record has."""
        word = chosen or first(said, record)
        if word is None:
            return known[0]
        if (found := slug(word)) in known:
            return found
        self._doubt(at, f"“{_short(word)}” is none of {', '.join(known)}: taken as {known[0]}")
        return known[0]

    def _dates(
        self, said: EventSaid, record: _Record, at: Place
    ) -> tuple[PartialDate | None, PartialDate | None]:
        date, until = self._date(said.date, record, at), self._date(said.until, record, at)
        if date and until and date.earliest and until.latest and until.latest < date.earliest:
            self._doubt(at, f"it ends “{until.text}” and begins “{date.text}”, which is later")
        return date, until

    def _date(self, said: DateSaid | None, record: _Record, at: Place) -> PartialDate | None:
        found = self._single(said, record, at, "dates")
        if said is None or not found:
            return None
        dated = read_date(found, said.forms)
        if dated is not None and dated.doubt:
            self._doubt(at, dated.doubt)
        return dated.date if dated else None

    def _amount(self, said: MeasureSaid | None, record: _Record, at: Place) -> Amount | None:
        found = self._single(said, record, at, "amounts")
        if said is None or not found:
            return None
        measured = read_amount(found, said.unit, said.per)
        if measured.doubt:
            self._doubt(at, measured.doubt)
        return measured.amount

    def _duration(self, said: MeasureSaid | None, record: _Record, at: Place) -> Duration | None:
        found = self._single(said, record, at, "lengths of time")
        if said is None or not found:
            return None
        duration = read_duration(found, said.unit)
        if duration is None:
            self._doubt(at, f"“{_short(found)}” is no length of time: it was left out")
        return duration

    def _single(
        self, said: DateSaid | MeasureSaid | None, record: _Record, at: Place, what: str
    ) -> str:
        """Return the one text of a place, the first of several; "" for none."""
        found = said.text.filled(record) if said else ()
        if len(found) > 1:
            self._doubt(at, f"it has {len(found)} {what} in one place: the first was taken")
        return found[0] if found else ""

    def _doubt(self, at: Place, words: str) -> None:
        self._out.append(Doubt(at.words, words))


def _told(happening: Happening) -> Happening:
    """Give an event the grade that its type asks for, and a sentence where it has none."""
    if happening.type == "denial":  # one that is only stated would be none
        happening = dataclasses.replace(happening, grade="denied")
    return (
        happening
        if happening.summary
        else dataclasses.replace(happening, summary=sentence(happening))
    )


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
