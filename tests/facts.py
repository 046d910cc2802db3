"""A small article and facts about it, for tests of the intake."""

from __future__ import annotations

import json

from db.intake import FactsFile, Intake, read_facts
from db.records import Records
from db.texts import Texts

ARTICLE = (
    "Ada Lovelace left Acme in May.\r\n"
    "“I left for Babbage & Sons,” she said. 🦙 A spokesperson denied that she had left Acme."
)
Fact = dict[str, object]

SOURCE: Fact = {"table": "sources", "id": "news", "title": "News", "lang": "en", "file": "news.txt"}
ADA: Fact = {"table": "people", "id": "ada", "name": "Ada Lovelace"}
ACME: Fact = {"table": "companies", "id": "acme", "name": "Acme", "kind": "firm"}
QUOTE: Fact = {
    "table": "quotes",
    "id": "q1",
    "source": "news",
    "exact": "Ada Lovelace left Acme in May",
}
EVENT: Fact = {
    "table": "events",
    "id": "ada-leaves-acme",
    "type": "departure",
    "summary": "Ada Lovelace left Acme in May.",
    "claim": {"grade": "stated"},
    "quotes": ["q1"],
    "roles": [
        {"role": "person", "kind": "person", "id": "ada"},
        {"role": "from", "kind": "company", "id": "acme"},
    ],
}
DENIED: Fact = {
    "table": "quotes",
    "id": "q2",
    "source": "news",
    "exact": "denied that she had left Acme",
}
DENIAL: Fact = {
    "table": "events",
    "id": "acme-denies",
    "type": "denial",
    "summary": "A spokesperson denies that Ada Lovelace left Acme.",
    "claim": {"grade": "denied"},
    "quotes": ["q2"],
    "roles": EVENT["roles"],
    "disputes": ["ada-leaves-acme"],
}
ALL: tuple[Fact, ...] = (SOURCE, ADA, ACME, QUOTE, EVENT)


def changed(fact: Fact, **fields: object) -> Fact:
    """The fact with other fields; None takes a field away."""
    return {key: value for key, value in {**fact, **fields}.items() if value is not None}


def lines(*facts: Fact | str, name: str = "facts.jsonl") -> FactsFile:
    return FactsFile(name, [each if isinstance(each, str) else json.dumps(each) for each in facts])


def read(texts: Texts, *facts: Fact | str, existing: Records | None = None) -> Intake:
    return read_facts([lines(*facts)], texts, existing)
