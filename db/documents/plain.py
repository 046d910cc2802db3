"""Plain text: in UTF-8 it is its own text, in any other encoding the text is derived from it."""

from __future__ import annotations

from typing import Final

from db.documents.decoding import damage_of, decoded
from db.documents.derived import Derived
from db.documents.media import TEXT
from db.documents.offered import Offered

_VERSION: Final = 1


def derive(offered: Offered, encoding: str | None = None) -> Derived:
    """Return a plain text; raises `BadFile` where it holds no words.

    A mark at the beginning of UTF-8 stays, so that the bytes are the text letter for letter.
    """
    found = decoded(offered, encoding)
    is_itself = found.encoding == "utf-8" and found.text.encode("utf-8") == offered.data
    by = "" if is_itself else f"text {_VERSION}, {found.encoding}"
    damage = damage_of(found.text)
    notes = (*found.notes, damage) if damage else found.notes
    return Derived(found.text, TEXT, by, notes=notes)
