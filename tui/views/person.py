"""A person as a career: spells as bars, moves and offers in order, then what was said.

Every event that the person takes part in stands on exactly one line, folded with those that tell
the same elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from db.library import Library
from db.records import Company, Event, Person
from tui.address import Address
from tui.views import labels, telling, timeline
from tui.views.card import Card, Cell, Column, Line, Section
from tui.views.telling import Telling

NAMING_COLUMNS: Final = (Column(), Column(share=1, wraps=True))
"""What it is called, in dim words of ours, and the names or links."""

_DONE_BY: Final = ("person", "by", "from", "to", "at")
_HEADINGS: Final = ("", "said", "said of", "told or relayed")


def person_card(library: Library, identifier: str) -> Card:
    """Return the history view of a person.

    Raises:
        NotFound: there is no person of this id.
    """
    person = library.person(identifier)
    reference = f"person/{person.id}"
    events = library.events_about(reference)
    parts = _parted(telling.fold(library, events), reference)
    spells = timeline.spells(library, (each for each in events if _is_mover(each, reference)))
    sections = [
        naming(person, *merged(library, reference)),
        *([spells] if spells else []),
        *timeline.history(library, parts[0], reference),
        *(told(library, part, heading, reference) for heading, part in _later(parts)),
        registers(person),
    ]
    return Card(
        person.name,
        tally(library, reference),
        tuple(section for section in sections if section.lines),
        view=str(Address("person", person.id)),
    )


def naming(record: Person | Company, *more: Line) -> Section:
    """Return what a record is besides its name: aliases and description."""
    rows = (("also", labels.joined(*record.aliases)), ("", record.description or ""))
    return Section((*_named(rows), *more), columns=NAMING_COLUMNS)


def registers(record: Person | Company) -> Section:
    """Return a record's links and its numbers in registers, which stand last.

    A parliament's file has thirty of them for one person, and who reads wants the career first.
    """
    links = (("link", labels.joined(link.url, link.note)) for link in record.links)
    called = (record.name, *record.aliases)  # which is what a table without ids goes by
    numbers = ((each.scheme, each.value) for each in record.identifiers if each.value not in called)
    return Section(tuple(_named((*links, *numbers))), "links and registers", NAMING_COLUMNS)


def _named(rows: Iterable[tuple[str, str]]) -> Iterator[Line]:
    for label, words in rows:
        if words:
            yield Line((Cell.of(label, "dim"), Cell.of(words, "dim" if label else "plain")))


def merged(library: Library, reference: str) -> Iterator[Line]:
    """Yield who was merged into a record, and how that is taken back."""
    for each in library.merged_into(reference):
        made = each.decision
        signed = labels.joined(made.by and f"by {made.by}", made.at.partition("T")[0], made.reason)
        words = f"{each.name} ({each.gone}), {signed}; to undo: wherefrom unmerge {each.gone}"
        yield Line((Cell.of("merged from", "dim"), Cell.of(words, "dim")))


def tally(library: Library, reference: str) -> str:
    """Count what there is about a record: "5 events · 1 source · 1 dispute"."""
    counts = library.counts_of(reference)
    return labels.joined(
        labels.counted(counts.events, "event"),
        labels.counted(counts.sources, "source"),
        labels.counted(counts.disputes, "dispute") if counts.disputes else None,
    )


def told(library: Library, tellings: Sequence[Telling], heading: str, reference: str) -> Section:
    """Return the first tellings under a heading, and a way to all of them.

    The undated ones say so, or where all are, the heading.
    """
    dated = any(each.is_placed for each in tellings)
    first = tellings[: telling.MOST]
    lines = tuple(telling.line(library, each, reference, dated=dated) for each in first)
    lines += telling.more(reference, len(tellings) - len(first))
    return Section(lines, heading if dated else labels.all_undated(heading), telling.COLUMNS)


def is_speaker(event: Event, reference: str) -> bool:
    """Whether an event of the speech family is somebody's own words."""
    if event.family != "speech":
        return False
    spoke = any(role.reference == reference for role in event.in_role("person", "by"))
    return spoke or event.claim.by_id == reference


def _is_mover(event: Event, reference: str) -> bool:
    founder = ("by",) if event.type == "founding" else ()
    return any(role.reference == reference for role in event.in_role("person", *founder))


def _parted(tellings: Sequence[Telling], reference: str) -> tuple[list[Telling], ...]:
    """Part tellings into history, said, said of, and those the person only answers for."""
    parts: tuple[list[Telling], ...] = ([], [], [], [])
    for each in tellings:
        parts[_part(each.event, reference)].append(each)
    return parts


def _part(event: Event, reference: str) -> int:
    own = {role.role for role in event.roles if role.reference == reference}
    if is_speaker(event, reference):
        return 1
    if event.family != "speech" and own & {*_DONE_BY}:
        return 0
    return 2 if own else 3


def _later(parts: tuple[list[Telling], ...]) -> Iterator[tuple[str, list[Telling]]]:
    return ((heading, part) for heading, part in zip(_HEADINGS, parts, strict=True) if heading)
