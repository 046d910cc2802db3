"""Small sound files of every kind that wherefrom reads, from which damaged ones are made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tests import small


@dataclass(frozen=True, slots=True)
class Seed:
    """One sound file."""

    name: str
    """What the file is called; its suffix tells what it is."""
    data: bytes
    """What it holds."""
    words: tuple[str, ...] = ()
    """What the command line needs beside it: a format, a mapping."""
    mapping: bytes = b""
    """The mapping that goes with it, written beside it as `map.toml`."""


_POPOLO: Final = {
    "persons": [
        {
            "id": "p1",
            "name": "Ada Ek",
            "other_names": [{"name": "A. Ek", "end_date": "2001"}],
            "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}],
            "birth_date": "1970-01",
            "links": [{"url": "https://x.example/ada", "note": "page"}],
            "memberships": [{"organization_id": "o1", "role": "chair", "start_date": "2012-03"}],
        },
        {"id": 2, "given_name": "Bo", "family_name": "Li"},
    ],
    "organizations": [
        {"id": "o1", "name": "Acme", "parent_id": "o2", "classification": "firm"},
        {"id": "o2", "name": "Globex", "parent_id": "o1"},
    ],
    "posts": [{"id": "j1", "label": "Head", "organization_id": "o2"}],
    "memberships": [
        {"person_id": "2", "post_id": "j1", "end_date": "around 2015"},
        {"person_id": "p9", "organization_id": None, "sources": [{"url": "https://x.example"}]},
    ],
    "events": [{"id": "e1", "name": "Term", "start_date": "2010", "end_date": "2014"}],
    "areas": [{"id": "a1", "name": "North"}],
}

_FTM: Final = (
    {
        "id": "a",
        "schema": "Person",
        "caption": "Ada",
        "properties": {"name": ["Ada"], "country": ["se"]},
    },
    {"id": "b", "schema": "Company", "properties": {"name": ["Acme"], "jurisdiction": ["dk"]}},
    {
        "id": "c",
        "schema": "Directorship",
        "properties": {
            "director": ["a"],
            "organization": ["b"],
            "role": ["chair"],
            "startDate": ["2012-03"],
        },
    },
    {
        "id": "d",
        "schema": "Ownership",
        "properties": {
            "owner": ["a"],
            "asset": [{"id": "e", "schema": "Company", "properties": {"name": ["Sub"]}}],
            "percentage": ["12.5"],
        },
    },
    {
        "id": "f",
        "schema": "Payment",
        "properties": {"payer": ["a"], "amountEur": ["100"], "date": ["2012"]},
    },
)

_W3C: Final = [
    {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://h.example/1",
        "type": "Annotation",
        "creator": "acct:ada@h.example",
        "body": [{"type": "TextualBody", "value": "odd"}],
        "target": {
            "source": "https://x.example/page",
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "left Acme",
                    "prefix": "Ada ",
                    "suffix": " for",
                },
                {"type": "TextPositionSelector", "start": 8, "end": 17},
            ],
        },
    }
]

_STATEMENTS: Final = (
    "canonical_id,entity_id,prop,prop_type,schema,value,dataset\n"
    "a,a,name,name,Person,Ada,x\n"
    'b,b,name,name,Company,"Acme, Inc",x\n'
    "c,c,employee,entity,Employment,a,x\n"
    "c,c,employer,entity,Employment,b,x\n"
    "c,c,startDate,date,Employment,2012,x\n"
)

_FACTS: Final = (
    {"table": "people", "id": "bo", "name": "Bo"},
    {"table": "quotes", "id": "q9", "source": "gazette", "exact": "left Acme"},
    {
        "table": "events",
        "id": "bo-left",
        "type": "departure",
        "summary": "Bo left.",
        "quotes": ["q9"],
        "roles": [{"role": "person", "kind": "person", "id": "bo"}],
        "claim": {"grade": "stated"},
    },
)

_TABLE: Final = (
    "name;employer;role;from;source\n"
    "Ada Ek;Acme;chair;2012-03-04;https://x.example/1\n"
    '"Li; Bo";Globex;"head\nof it";13/03/2012;\n'
    ";;;;\n"
)

_MAPPING: Final = """
[file]
dates = "%d/%m/%Y"
[source]
title = "Who came"
[[event]]
type = { text = "{role}", values = { chair = "appointment" }, otherwise = "position" }
person = { name = "{name}", split = [";"] }
to = "{employer}"
title = "{role}"
date = "{from}"
amount = { text = "{?pay}", unit = "EUR" }
unless = { name = ["", "-"] }
"""

_ROWS: Final = json.dumps(
    {"data": {"items": [{"who": {"name": "Ada", "id": 7}, "jobs": [{"at": "Acme", "pay": "1M"}]}]}}
)

_ROWS_MAPPING: Final = """
[file]
records = "data.items"
[[person]]
name = "{who.name}"
key = "{who.id}"
[[event]]
each = "jobs"
type = "hire"
person = { name = "{who.name}", key = "{who.id}" }
to = "{at}"
amount = { text = "{pay}", unit = "USD" }
"""

_PAGE: Final = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Qui part</title>'
    '<meta name="author" content="Zoé">'
    '<meta property="article:published_time" content="2024-05-01"></head><body>'
    "<article><h1>Qui part</h1><p>Zoé Ada a quitté Acme pour Globex en "
    "mai 2024, selon la Gazette, qui cite deux personnes proches du dossier.</p>"
    "</article></body></html>"
)


def _lines(rows: Iterable[object]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


DATABASE: Final = Seed("base.json", json.dumps(small.documents(), ensure_ascii=False).encode())
"""A sound database."""

DATA: Final = (
    Seed("facts.jsonl", _lines(_FACTS)),
    Seed("popolo.json", json.dumps(_POPOLO).encode()),
    Seed("ftm.jsonl", _lines(_FTM)),
    Seed("pack.csv", _STATEMENTS.encode()),
    Seed("notes.jsonld", json.dumps(_W3C, indent=1).encode()),
    Seed("table.csv", _TABLE.encode(), mapping=_MAPPING.encode()),
    Seed("rows.json", _ROWS.encode(), mapping=_ROWS_MAPPING.encode()),
    Seed("other.json", DATABASE.data, ("--format", "wherefrom")),
)
"""Sound files to import."""

DOCUMENTS: Final = (
    Seed("page.html", _PAGE.encode()),
    Seed(
        "note.md", b"---\ntitle: Who left\ndate: 2024-05-01\n---\n# Who left\n\nAda left *Acme*.\n"
    ),
    Seed("plain.txt", "Zoë left Acme.\nSo they say.\n".encode("cp1252")),
)
"""Sound documents to add."""
