"""Web Annotations for tests, in the shapes in which tools write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from db import storage
from db.intake import ImportReport, Options, import_files
from db.intake.outside import OutsideFile, from_bytes
from db.records import Quote
from db.texts import Texts
from tests import small

Json = dict[str, Any]
PAGE = "https://gazette.example/who-went-where"
LEFT = "left Acme for Globex"
MODEL = "http://www.w3.org/ns/anno.jsonld"


def quote(exact: str = LEFT, *, more: int = 32, **fields: Any) -> Json:
    """A selector that quotes the small article."""
    start = small.TEXT.find(exact)
    known = start >= 0
    before = small.TEXT[max(0, start - more) : start] if known else ""
    after = small.TEXT[start + len(exact) :][:more] if known else ""
    words = {"exact": exact, "prefix": before, "suffix": after}
    return {"type": "TextQuoteSelector", **words, **fields}


def position(start: int, end: int) -> Json:
    return {"type": "TextPositionSelector", "start": start, "end": end}


def annotation(*selectors: Json, page: str = PAGE, **fields: Any) -> Json:
    """An annotation as the model has it."""
    return {
        "@context": MODEL,
        "id": "https://tool.example/a/one",
        "type": "Annotation",
        "target": {"source": page, "selector": list(selectors or (quote(),))},
        **fields,
    }


def said(words: str, **fields: Any) -> Json:
    return {"type": "TextualBody", "value": words, **fields}


def row(**fields: Any) -> Json:
    """An annotation as the API and the export of Hypothesis have it."""
    return {
        "id": "X77zqjsVEeynpYdCSxwsag",
        "created": "2024-06-03T08:15:00.123456+00:00",
        "updated": "2024-06-04T08:15:00.123456+00:00",
        "user": "acct:jane@hypothes.is",
        "user_info": {"display_name": "Jane Roe"},
        "uri": PAGE,
        "text": "Which May?\n\nAsk her.",
        "tags": ["to check", "moves"],
        "group": "__world__",
        "document": {"title": ["Who went where"], "link": [{"href": PAGE}]},
        "target": [
            {
                "source": PAGE,
                "selector": [
                    {
                        "type": "RangeSelector",
                        "startContainer": "/div[1]/p[1]",
                        "startOffset": 8,
                        "endContainer": "/div[1]/p[1]",
                        "endOffset": 28,
                    },
                    position(1208, 1228),
                    quote(),
                ],
            }
        ],
        **fields,
    }


def file(content: object, name: str = "notes.jsonld") -> OutsideFile:
    """A file of annotations."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return from_bytes(data, name, name)


def bring(base: Path, *content: object, update: bool = False) -> ImportReport:
    """Import annotations into a base."""
    files = [file(each) for each in content]
    options = Options(form="w3c", update=update)
    return import_files(base, files, Texts.for_database(base), options)


def new_quotes(base: Path) -> list[Quote]:
    """The quotes that the small base did not have."""
    every = storage.read(base).quotes.values()
    return [quote for quote in every if quote.id not in ("left-acme", "never-came")]


def small_base(folder: Path) -> Path:
    """The small base, whose article has an address; written as we write."""
    content = small.documents()
    content["sources"]["1"]["url"] = f"{PAGE}?utm_source=mail"
    path = small.write(folder / "base.json", content)
    storage.write(path, storage.read(path))
    return path


def empty_base(folder: Path) -> Path:
    """A base without any records."""
    path = folder / "empty.json"
    storage.init(path, empty=True)
    return path
