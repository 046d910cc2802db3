"""Where somebody was, from when to when, as far as claims of moves tell.

Only moves that are done and not denied count. A start or an end that no claim dates stays unknown,
and one that no claim tells of at all stays open: neither is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from db.dates import PartialDate
from db.records import Event
from tui.views import labels


@dataclass(slots=True, eq=False)
class Spell:
    """One stay at one company, gathered claim by claim."""

    company: str
    """The company's reference, or the words for one without a record."""
    starts: list[PartialDate] = field(default_factory=list)
    """When it began; several where claims differ."""
    ends: list[PartialDate] = field(default_factory=list)
    """When it ended; several where claims differ."""
    seen: list[PartialDate] = field(default_factory=list)
    """When somebody was named there, without word of the beginning."""
    is_begun: bool = False
    """Whether a claim tells of the beginning, dated or not."""
    is_ended: bool = False
    """Whether a claim tells of the end, dated or not."""
    length: str = ""
    """How long it lasted, in words, where a claim tells."""
    event: str = ""
    """The id of the first claim that it is gathered from."""
    disputes: set[str] = field(default_factory=set)
    """Ids of claims that cannot be right together with those it is gathered from."""
    grades: list[str] = field(default_factory=list)
    """How the claims that it is gathered from are graded."""

    @property
    def words(self) -> str:
        """When it was, in words; what is not known is said to be unknown."""
        start, end = _either(self.starts), _either(self.ends)
        if start and end:
            when = f"{start} – {end}"
        elif start:
            when = f"from {start}" + (", end unknown" if self.is_ended else "")
        elif end:
            is_before = all(date.precision == "before" for date in self.ends)
            when = f"ended {end}" if is_before else f"until {end}"
        elif seen := _either(self.seen):
            when = f"there in {seen}" if _is_plain(self.seen) else f"there {seen}"
        else:
            when = "dates unknown" if self.is_ended else "start unknown"
        return ", ".join(part for part in (when, self.length) if part)

    @property
    def grade(self) -> str:
        """The grade of the plainest claim behind it."""
        return next((grade for grade in labels.GRADES if grade in self.grades), "")


def gathered(events: Iterable[Event]) -> tuple[Spell, ...]:
    """Gather the spells of one person from the events they take part in, in date order."""
    spells: list[Spell] = []
    for event in events:
        if event.family == "moves" and event.status == "done" and event.claim.grade != "denied":
            _add(spells, event)
    return tuple(spells)


def _add(spells: list[Spell], event: Event) -> None:
    length = labels.duration_words(event.duration) if event.duration else ""
    for company in _companies(event, "from"):
        spell = _left(spells, company, event)
        if spell not in spells:
            spells.insert(_before_arrival(spells, event), spell)
        spell.is_ended = True
        _note(spell.ends, event.date if event.type != "position" else event.until)
        _note(spell.starts, event.date if event.type == "position" and event.until else None)
        _credit(spell, event, length and f"after {length}")
    founded = ("about",) if event.type == "founding" else ()
    for company in _companies(event, "to", "at", *founded):
        spell = _joined(spells, company, event)
        is_inside = event.until is None and _is_inside(event)
        spell.is_begun = spell.is_begun or not is_inside
        _note(spell.seen if is_inside else spell.starts, event.date)
        if event.until:
            spell.is_ended = True
            _note(spell.ends, event.until)
        _credit(spell, event, f"for {length}" if length and event.type == "position" else "")


def _is_inside(event: Event) -> bool:
    """Whether a claim says that someone was there, and not that they came.

    The date of a position is the one it began on, where it has one.
    """
    return event.type == "appointment" or (event.type == "position" and event.is_undated)


def _left(spells: list[Spell], company: str, event: Event) -> Spell:
    """Return the spell that a claim ends: the last one, unless that one had ended before."""
    last = _last(spells, company)
    if last is None or (_is_after(event, last.ends) and not event.disputes):
        return Spell(company)
    return last


def _before_arrival(spells: list[Spell], event: Event) -> int:
    """Return where a spell belongs that a claim ends: before the one that it leads to."""
    arrivals = _companies(event, "to", "at")
    places = [at for at, each in enumerate(spells) if each.company in arrivals and not each.starts]
    return places[0] if event.is_undated and places else len(spells)


def _joined(spells: list[Spell], company: str, event: Event) -> Spell:
    """Return the spell that a claim begins or tells of: a new one after a stay that ended."""
    last = _last(spells, company)
    if last is None or (event.type == "return" and last.is_ended) or _is_after(event, last.ends):
        last = Spell(company)
        spells.append(last)
    return last


def _last(spells: list[Spell], company: str) -> Spell | None:
    return next((each for each in reversed(spells) if each.company == company), None)


def _is_after(event: Event, ends: list[PartialDate]) -> bool:
    """Whether an event certainly comes after these ends, of which there is at least one."""
    first = event.date.earliest if event.date else None
    if first is None or not ends:
        return False
    return all(end.latest is not None and end.latest < first for end in ends)


def _companies(event: Event, *roles: str) -> list[str]:
    found = [each for each in event.in_role(*roles) if each.kind == "company"]
    return [each.reference or each.text or "a company" for each in found]


def _credit(spell: Spell, event: Event, length: str) -> None:
    spell.event = spell.event or event.id
    spell.disputes.update(event.disputes)
    spell.grades.append(event.claim.grade)
    spell.length = spell.length or length


def _note(dates: list[PartialDate], date: PartialDate | None) -> None:
    """Keep a date that is placed and says something new."""
    if date and date.is_placed and date.span not in [each.span for each in dates]:
        dates.append(date)


def _either(dates: list[PartialDate]) -> str:
    return " or ".join(date.label for date in dates)


def _is_plain(dates: list[PartialDate]) -> bool:
    return all(date.precision in ("day", "month", "year", "range") for date in dates)
