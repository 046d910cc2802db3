"""JSON lines: a record a line with its `table`, in the shape in which facts are written by hand.

Whoever imports the lines as facts has the same records again. The line of a source says how much
around its quotes is kept, where that is less than usual, so that they come back as they were.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from db.anchor import CONTEXT
from db.codec import encode
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.records import TABLES, Kind

_ORDER: tuple[Kind, ...] = ("source", "quote", "person", "company", "event")
"""What is referred to comes before what refers to it."""


def write(selection: Selection, left: LeftOut) -> Iterator[str]:  # noqa: ARG001 — all is said
    """Yield a line for each record."""
    for kind in _ORDER:
        for identifier, record in selection.records.table(kind).items():
            document = {"table": TABLES[kind], **encode(record)}
            if kind == "source":
                document |= _context(selection, identifier)
            yield f"{msgspec.json.encode(document).decode()}\n"


def _context(selection: Selection, source: str) -> dict[str, object]:
    quotes = selection.quotes_in(source)
    width = max((max(len(each.prefix), len(each.suffix)) for each in quotes), default=CONTEXT)
    return {"context": width} if width < CONTEXT else {}
