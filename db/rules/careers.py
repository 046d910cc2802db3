"""Rules about careers: claims that cannot all be right, though each of them may be well sourced.

Only what is certain counts: one interval must end before the other begins. Plans, denials and
claims that somebody disputes already are left aside, and so are two jobs at one time, which many
people have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from db.dates import PartialDate, is_day
from db.material import Finding, Material
from db.records import Event
from db.words import fold

_ARRIVALS: Final = ("hire", "move", "founding", "return", "appointment", "position")
_BEGINNINGS: Final = ("hire", "move", "founding")
_CLOSINGS: Final = ("dissolution", "closure")
_ONCE: Final = ("birth", "death", "founding", *_CLOSINGS)
_LEAST_DAYS: Final[Mapping[str, int]] = {"years": 365, "months": 28, "weeks": 7, "days": 1}
_MOST_DAYS: Final[Mapping[str, int]] = {"years": 366, "months": 31, "weeks": 7, "days": 1}
_NEVER: Final = "9999-99-99"
_CHECK: Final = (
    "Check both against their quotes; where both stand there, name each in “disputes” of the other."
)

Subject = tuple[str, str]
"""Kind and id of a person or company."""


class _Dated(NamedTuple):
    """An event and the days it may have happened on."""

    event: Event
    first: str
    """The first of them; empty where that side is open."""
    last: str
    """The last of them; behind every day where that side is open."""


def lifetimes_kept(material: Material) -> Iterator[Finding]:
    """Find people who come somewhere before their birth or after their death."""
    born, died = _by_subject(material, ("birth",)), _by_subject(material, ("death",))
    for told in _told(material, _ARRIVALS):
        for subject in _subjects(told.event, "person"):
            yield from _outside(told, born.get(subject, ()), died.get(subject, ()), subject)


def companies_there(material: Material) -> Iterator[Finding]:
    """Find people who come to or leave a company before it is founded or after it has closed."""
    founded, closed = _by_subject(material, ("founding",)), _by_subject(material, _CLOSINGS)
    for told in _told(material, (*_ARRIVALS, "departure")):
        if told.event.type == "founding":
            continue
        is_arrival = told.event.type != "departure"
        for subject in _subjects(told.event, "to", "from"):
            ends = closed.get(subject, ()) if is_arrival and _is_to(told.event, subject) else ()
            yield from _outside(told, founded.get(subject, ()), ends, subject)


def lengths_fit(material: Material) -> Iterator[Finding]:
    """Find lengths of time that the beginning and the end leave no room for, or too much."""
    for event in material.decided_events:
        length, began, ended = event.duration, _days(event.date), _days(event.until)
        if length is None or length.unit not in _LEAST_DAYS or not began or not ended:
            continue
        at_most, at_least = _between(began[0], ended[1]), _between(began[1], ended[0])
        least = (length.min or 0) * _LEAST_DAYS[length.unit]
        if at_most is not None and least > at_most + 1:
            yield _length(event, f"{began[0]} to {ended[1]} is shorter")
        most = None if length.max is None else (length.max + 1) * _MOST_DAYS[length.unit]
        if at_least is not None and most is not None and most < at_least:
            yield _length(event, f"{began[1]} to {ended[0]} is longer")


def arrivals_first(material: Material) -> Iterator[Finding]:
    """Find people who leave a company before the only time that they are known to come to it."""
    came: dict[tuple[Subject, Subject], list[_Dated]] = defaultdict(list)
    for told in _told(material, _ARRIVALS):
        for pair in _pairs(told.event, "to"):
            came[pair].append(told)
    for told in _told(material, ("departure",)):
        for pair in _pairs(told.event, "from"):
            first = min(came.get(pair, ()), key=lambda each: each.first, default=None)
            if first and first.event.type in _BEGINNINGS and told.last < first.first:
                problem = (
                    f"“{told.event.id}” leaves {_named(pair[1])} by {told.last}, and this is the "
                    f"first time of coming there, no earlier than {first.first}"
                )
                yield _at(first.event, "date", problem)


def once_only(material: Material) -> Iterator[Finding]:
    """Find two dates of what happens once: a birth, a death, a founding, one event told twice."""
    for kind in _ONCE:
        for subject, several in _by_subject(material, (kind,)).items():
            yield from _apart(several, f"the {kind} of {_named(subject)}")
    twice = {each.id for each in material.decided_events if each.same_as}
    known = {told.event.id: told for told in _told(material) if told.event.id in twice}
    for one in known.values():
        for name in one.event.same_as:
            if name > one.event.id and name in known:
                yield from _apart((one, known[name]), "the same happening")


def posts_apart(material: Material) -> Iterator[Finding]:
    """Find two spells of one person in one post of which one begins inside the other."""
    posts: dict[object, list[_Dated]] = defaultdict(list)
    for told in _told(material, ("position",)):
        if told.event.title and told.first and told.event.until and _days(told.event.until):
            for pair in _pairs(told.event, "to"):
                posts[pair, fold(told.event.title)].append(told)
    for spells in posts.values():
        longest: _Dated | None = None
        for told in sorted(spells, key=lambda each: (each.first, each.last)):
            if longest and longest.last < told.first and told.last < _end(longest):
                problem = (
                    f"it begins by {told.last}, while “{longest.event.id}” has the same post "
                    f"from {longest.last} to {_end(longest)}"
                )
                yield _at(told.event, "date", problem)
            longest = max(longest or told, told, key=_end)


def _told(material: Material, types: tuple[str, ...] = ()) -> Iterator[_Dated]:
    """Walk what is claimed to be done, and neither denied nor disputed; of some types or all."""
    for event in material.decided_events:
        if types and event.type not in types:
            continue
        if event.status == "done" and event.claim.grade != "denied" and not event.disputes:
            first, last = _days(event.date) or ("", "")
            yield _Dated(event, first, last or _NEVER)


def _by_subject(material: Material, types: tuple[str, ...]) -> dict[Subject, list[_Dated]]:
    """Gather what happens once by whom it happens to."""
    found: dict[Subject, list[_Dated]] = defaultdict(list)
    for told in _told(material, types):
        roles = ("person",) if told.event.type in ("birth", "death") else ("to",)
        subjects = _subjects(told.event, *roles) or _subjects(told.event, "about", "company")
        for subject in subjects:
            found[subject].append(told)
    return found


def _outside(
    told: _Dated, begins: Iterable[_Dated], ends: Iterable[_Dated], subject: Subject
) -> Iterator[Finding]:
    """Find an event that lies before every beginning or after every end.

    Where several are told they cannot all be right, which is a finding of its own.
    """
    begin = min(begins, key=lambda each: each.first, default=None)
    end = max(ends, key=lambda each: each.last, default=None)
    if begin and told.last < begin.first:
        what = f"before the {begin.event.type} of {_named(subject)}, no earlier than {begin.first}"
        yield _at(told.event, "date", f"it is by {told.last}, {what} (“{begin.event.id}”)")
    if end and end.last < told.first:
        what = f"after the {end.event.type} of {_named(subject)}, by {end.last}"
        yield _at(
            told.event, "date", f"it is no earlier than {told.first}, {what} (“{end.event.id}”)"
        )


def _apart(told: Iterable[_Dated], what: str) -> Iterator[Finding]:
    """Find the first and the last of several dates of one thing, where they lie apart."""
    several = list(told)
    early = min(several, key=lambda each: each.last)
    late = max(several, key=lambda each: each.first)
    if early.last < late.first:
        there = f"by {early.last} in “{early.event.id}”"
        problem = f"{what} is no earlier than {late.first} here, and {there}"
        yield _at(late.event, "date", problem)


def _subjects(event: Event, *roles: str) -> list[Subject]:
    return [(each.kind, each.id) for each in event.in_role(*roles) if each.id]


def _pairs(event: Event, role: str) -> Iterator[tuple[Subject, Subject]]:
    """Walk who is in an event together with where they come to or leave."""
    for person in _subjects(event, "person"):
        for company in _subjects(event, role):
            yield person, company


def _is_to(event: Event, subject: Subject) -> bool:
    return subject in _subjects(event, "to")


def _days(when: PartialDate | None) -> tuple[str, str] | None:
    """Return the first and the last day of a sound date, empty where that side is open."""
    if when is None or not when.is_placed:
        return None
    days = when.earliest or "", when.latest or ""
    return days if all(not day or is_day(day) for day in days) else None


def _end(told: _Dated) -> str:
    """Return the first day on which a spell may have ended; empty where nobody knows."""
    return (_days(told.event.until) or ("", ""))[0]


def _between(first: str, last: str) -> int | None:
    if not first or not last:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _length(event: Event, room: str) -> Finding:
    words = event.duration.text if event.duration else ""
    return _at(event, "duration", f"it lasted “{words}”, and {room}")


def _named(subject: Subject) -> str:
    return "/".join(subject)


def _at(event: Event, field: str, problem: str) -> Finding:
    return Finding("events", event.id, field, problem, _CHECK)
