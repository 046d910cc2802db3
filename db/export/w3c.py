"""W3C Web Annotations: each quote as an annotation of its page, with what the claims on it say.

One page of JSON-LD that tools of annotation read. What their model has no word for, such as who
speaks, stands under names of ours, so that an import of the same page brings every quote back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from db.cite import CONTEXT, as_annotation
from db.codec import encode
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.records import Quote

_HEAD: Final = {
    "@context": [CONTEXT, {"wherefrom": "urn:wherefrom:"}],
    "id": "urn:wherefrom:annotations",
    "type": "AnnotationPage",
}
_SAID: Final = frozenset({"id", "summary", "quotes"})
"""What an annotation says of an event."""

_OWN: Final = ("source", "lang", "speech", "speaker", "translation")
"""What of a quote stands under a name of ours."""


def write(selection: Selection, left: LeftOut) -> Iterator[str]:
    """Yield the page: its sources first, then the annotations in the order of the texts."""
    records = selection.records
    left.tables(records, "person", "company")
    for event in records.events.values():
        left.rest("event", event, _SAID)
    sources = [encode(source) for source in records.sources.values()]
    head = msgspec.json.encode({**_HEAD, "wherefrom:sources": sources}).decode()
    yield f'{head[:-1]},"items":['
    between = "\n"
    for source in records.sources:
        for quote in selection.quotes_in(source):
            yield between + msgspec.json.encode(_item(selection, quote)).decode()
            between = ",\n"
    yield "\n]}\n"


def _item(selection: Selection, quote: Quote) -> dict[str, object]:
    """Return one annotation."""
    source = selection.records.sources[quote.source]
    item = as_annotation(source, quote)
    del item["@context"]
    translated = item.pop("body", None)
    told = [
        {
            "id": f"urn:wherefrom:event:{event.id}",
            "type": "TextualBody",
            "value": event.summary,
            "format": "text/plain",
            "language": "en",
            "purpose": "describing",
        }
        for event in selection.events_citing(quote.id)
    ]
    bodies = [*told, *([translated] if translated else [])]
    own = {key: value for key, value in encode(quote).items() if key in _OWN}
    return {
        **item,
        **({"motivation": "describing", "body": bodies} if bodies else {}),
        "document": {"title": [source.title]},
        "wherefrom:quote": own,
    }
