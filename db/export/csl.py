"""CSL-JSON: the sources as one list, for Zotero, Pandoc and whatever else cites."""

from __future__ import annotations

import json
from collections.abc import Iterator

from db.cite import as_csl
from db.export.left_out import LeftOut
from db.export.selection import Selection

SAID = ("id", "title", "lang", "author", "publisher", "url", "published", "note")
"""The fields of a source that a bibliography tells."""


def write(selection: Selection, left: LeftOut) -> Iterator[str]:
    """Yield the list, an item a line."""
    left.tables(selection.records, "person", "company", "event", "quote")
    between = "[\n"
    for source in selection.records.sources.values():
        left.rest("source", source, SAID)
        item = as_csl(source) | ({"note": source.note} if source.note else {})
        yield f"{between}  {json.dumps(item, ensure_ascii=False)}"
        between = ",\n"
    yield "\n]\n" if between == ",\n" else "[]\n"
