"""What became of a document: its text, what derived it, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.documents.told import Told


@dataclass(frozen=True, slots=True)
class Derived:
    """The text of a document, in which quotes count their places."""

    text: str
    """The text; it never changes for the same bytes and the same `by`."""
    media: str
    """What the document is, as a media type."""
    by: str = ""
    """What derived the text, with versions; "" where its bytes are the text already."""
    told: Told = field(default_factory=Told)
    """What the document says of itself."""
    notes: tuple[str, ...] = ()
    """What a reader should know of the text, as sentences."""
