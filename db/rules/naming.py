"""Rules about ids and names: how they look, that they are unique, what belongs to what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from db.material import Finding, Material
from db.records import ID_PATTERN, TABLES, Company, Event, Person, Record, Source

_SHOWN = {Person: "name", Company: "name", Event: "summary", Source: "title"}


def id_form(material: Material) -> Iterator[Finding]:
    """Find ids that are no readable slugs."""
    for table, record in material.documents:
        if not ID_PATTERN.fullmatch(record.id):
            problem = f"“{record.id}” is no id"
            remedy = "Write a-z, 0-9 and single hyphens between them, such as jason-wei."
            yield Finding(table, record.id, "id", problem, remedy)


def id_unique(material: Material) -> Iterator[Finding]:
    """Find ids that stand twice in a table."""
    seen: dict[str, set[str]] = defaultdict(set)
    for table, record in material.documents:
        if record.id in seen[table]:
            problem = "another record of the table has this id"
            remedy = f"Remove one of the two, or call one {record.id}-2."
            yield Finding(table, record.id, "id", problem, remedy)
        seen[table].add(record.id)


def name_given(material: Material) -> Iterator[Finding]:
    """Find records whose name, title or summary is blank."""
    for kind, record in material:
        field = _SHOWN.get(type(record))
        if field and not _shown(record, field).strip():
            remedy = "Write what a reader should see in a list."
            yield Finding(TABLES[kind], record.id, field, "it is blank", remedy)


def parents_end(material: Material) -> Iterator[Finding]:
    """Find companies that are part of themselves, at any distance."""
    parents = {each.id: each.parent for each in material.companies if each.parent}
    for start in parents:
        chain = {start: None}
        above = parents.get(start)
        while above and above not in chain:
            chain[above] = None
            above = parents.get(above)
        if above == start:
            way = " in ".join([*chain, start])
            remedy = "Remove the parent of one of them."
            yield Finding("companies", start, "parent", f"it is part of itself ({way})", remedy)


def _shown(record: Record, field: str) -> str:
    """Return the text that a list shows."""
    return str(getattr(record, field))
