"""All of a selection as entities, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from db.export.ftm.entity import Ids
from db.export.ftm.events import Writing
from db.export.ftm.origin import Origins
from db.export.ftm.papers import papers
from db.export.ftm.parties import parties
from db.export.left_out import LeftOut
from db.export.selection import Selection


def write(selection: Selection, left: LeftOut) -> Iterator[str]:
    """Yield a line for each entity: people and companies, events, articles with their quotes."""
    ids = Ids()
    everyone = parties(selection, ids, left)
    writing = Writing(selection, everyone, ids, left, Origins(selection), {})
    told = [each for event in selection.records.events.values() for each in writing.entities(event)]
    for built in everyone.values():
        yield built.line
    for built in told:
        yield built.line
    for built in papers(selection, everyone, ids, left):
        yield built.line
