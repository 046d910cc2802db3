"""Who came to a company from where, and who left it for where, grouped and counted.

A move to or from a part of the company counts with the company and says through which part. One
person counts once in a group, however many claims tell of the move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from db.library import Library
from db.records import Event, Role
from tui.address import Address
from tui.views import labels, telling
from tui.views.card import Cell, Column, Ink, Line, Piece, Section
from tui.views.telling import Telling

COLUMNS: Final = (
    Column(most=30),
    Column(),
    Column(share=1, least=16),
    Column(keep=2),
    Column(instead_of=3),
    Column(keep=1),
    Column(),
)
"""Origin or mover, date, what happened, grade in a word, or else in a sign, evidence, disputes."""

_FLOWING: Final = ("hire", "departure", "return", "move")
_POSTS: Final = ("appointment", "position", "founding")
JOINING: Final = ("to", "at")
"""The roles of the company that somebody comes to."""


@dataclass(frozen=True, slots=True)
class Family:
    """A company and all its parts, whose moves count with it."""

    head: str
    """The company's reference."""
    parts: frozenset[str]
    """The references of its parts, and of theirs."""

    def __contains__(self, reference: object) -> bool:
        """Whether a reference is the company or a part of it."""
        return reference == self.head or reference in self.parts


@dataclass(slots=True)
class Flows:
    """The moves of a company, parted; each telling is in one part only."""

    came: list[Telling] = field(default_factory=list)
    """Moves into the company from outside."""
    left: list[Telling] = field(default_factory=list)
    """Moves out of the company."""
    inside: list[Telling] = field(default_factory=list)
    """Moves from one part of the company to another."""
    undone: list[Telling] = field(default_factory=list)
    """Moves that are agreed, planned, tried, refused or denied."""
    posts: list[Telling] = field(default_factory=list)
    """Who held or took which post, and what was founded."""
    named: list[Telling] = field(default_factory=list)
    """Moves between others that name the company."""


def flows(tellings: Sequence[Telling], family: Family) -> Flows:
    """Part the moves among some tellings, as seen from a company and all its parts."""
    parted = Flows()
    for each in tellings:
        if each.event.family == "moves":
            _part(parted, each, family).append(each)
    return parted


def table(
    library: Library, tellings: Sequence[Telling], family: Family, *, outwards: bool
) -> Section:
    """Return the movers grouped by where they came from, or left for, the most first.

    Of thousands the first are listed, and all of them counted.
    """
    groups: dict[tuple[str | None, str], list[Telling]] = {}
    for each in tellings:
        groups.setdefault(_far_end(library, each.event, outwards=outwards), []).append(each)
    ordered = sorted(groups.items(), key=lambda item: (not item[0][1], -_heads(item[1])[0]))
    dated = _is_dated(tellings)
    lines: list[Line] = []
    room = telling.MOST
    for (reference, name), members in ordered:
        if room <= 0:
            break
        lines.append(_group_line(reference, name, members))
        lines += [
            _mover_line(library, each, family, indent="  ", dated=dated) for each in members[:room]
        ]
        room -= len(members)
    lines += telling.more(family.head, len(tellings) - telling.MOST)
    heading = "left for where" if outwards else "came from where"
    return _section(tuple(lines), labels.joined(heading, _counted_heads(tellings)), dated=dated)


def movers(library: Library, tellings: Sequence[Telling], family: Family, heading: str) -> Section:
    """Return the first movers in the order of their moves, one a line, and a way to all."""
    dated = _is_dated(tellings)
    first = tellings[: telling.MOST]
    lines = tuple(_mover_line(library, each, family, dated=dated) for each in first)
    lines += telling.more(family.head, len(tellings) - len(first))
    return _section(lines, heading, dated=dated)


def _section(lines: tuple[Line, ...], heading: str, *, dated: bool) -> Section:
    return Section(lines, heading if dated else labels.all_undated(heading), COLUMNS)


def _is_dated(tellings: Sequence[Telling]) -> bool:
    return any(each.is_placed for each in tellings)


def _group_line(reference: str | None, name: str, members: Sequence[Telling]) -> Line:
    ink: Ink = "link" if reference else "plain" if name else "dim"
    return Line(
        (Cell.of(name or "not told", ink), Cell.of(_counted_heads(members), "dim")), view=reference
    )


def _mover_line(
    library: Library, each: Telling, family: Family, *, indent: str = "", dated: bool
) -> Line:
    """Return one move under its mover's name; without a date column where nothing has one."""
    event, grade = each.event, each.event.claim.grade
    when = labels.date_label(event) if dated else ""
    cells = (
        Cell((Piece(indent), Piece(_mover(library, event), "strong"))),
        Cell.of(when, "dim" if when == labels.UNDATED else "plain"),
        Cell((*telling.status(event), *_way(library, event, family))),
        Cell.of(grade, labels.grade_ink(grade)),
        Cell.of(labels.grade_sign(grade), labels.grade_ink(grade)),
        Cell.of(telling.evidence(library, each), "dim"),
        Cell.of(labels.disputed(each.disputes), "warn"),
    )
    return Line(cells, view=str(Address("event", event.id)), event=event.id)


def _mover(library: Library, event: Event) -> str:
    """Return who moved, in words."""
    return telling.names(library, event, "person", *_founders(event)) or "someone"


def _part(parted: Flows, each: Telling, family: Family) -> list[Telling]:
    event = each.event
    if not each.is_done:
        return parted.undone
    into = any(role.reference in family for role in event.in_role(*JOINING))
    out_of = any(role.reference in family for role in event.in_role("from"))
    is_flow = event.type in _FLOWING or (event.type in _POSTS and bool(event.in_role("from")))
    if event.type == "position" or not is_flow:
        return parted.posts
    if into and out_of:
        return parted.inside
    if into or out_of:
        return parted.came if into else parted.left
    return parted.named


def _far_end(library: Library, event: Event, *, outwards: bool) -> tuple[str | None, str]:
    """Return the company at the other end of a move: its reference and its name."""
    roles = event.in_role(*JOINING) if outwards else event.in_role("from")
    names = tuple(telling.name(library, role) for role in roles)
    reference = roles[0].reference if len(roles) == 1 else None
    return reference, labels.listed(names)


def _counted_heads(tellings: Sequence[Telling]) -> str:
    """Count the people of some moves, those without a name or a record apart."""
    known, unnamed = _heads(tellings)
    return labels.joined(
        labels.counted(known, "person") if known else None,
        f"{unnamed} unnamed" if unnamed else None,
    )


def _heads(tellings: Sequence[Telling]) -> tuple[int, int]:
    """Count the people with a record, each once, and the moves of people without one."""
    people: set[str] = set()
    unnamed = 0
    for each in tellings:
        roles = each.event.in_role("person", *_founders(each.event))
        people.update(role.reference for role in roles if role.reference)
        unnamed += not roles or any(role.reference is None for role in roles)
    return len(people), unnamed


def _founders(event: Event) -> tuple[str, ...]:
    """Return the roles in which somebody moves by founding."""
    return ("by",) if event.type == "founding" else ()


def _way(library: Library, event: Event, family: Family) -> Iterator[Piece]:
    """Say what kind of move, from where to where, and through which part of the company."""
    yield Piece(labels.type_label(event.type), "dim")
    left = _end(library, event.in_role("from"), family)
    joined = _end(library, event.in_role(*JOINING), family)
    end = left or joined
    if left and joined:
        end = f"{left} {labels.ARROW} {joined}"
    elif event.type not in _POSTS:
        end = f"{'from' if left else 'to'} {end}" if end else ""
    told = (event.title, end) if event.type in _POSTS else (end, event.title)
    yield Piece(f"  {', '.join(part for part in told if part)}")


def _end(library: Library, roles: tuple[Role, ...], family: Family) -> str:
    """Name one end of a move; a part of the company as the company, via that part."""
    head = library.name_of(family.head)
    return labels.listed(
        tuple(
            f"{head} via {telling.name(library, role)}"
            if role.reference in family.parts
            else telling.name(library, role)
            for role in roles
        )
    )
