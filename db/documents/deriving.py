"""A document into its text: chooses who reads its kind, and lets large work be done apart.

Web pages and PDFs are read by libraries in a process of its own, with so much time and memory and
no more: neither a page made to exhaust a machine nor a long PDF stops what else is going on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from db.documents import markdown, plain
from db.documents.derived import Derived
from db.documents.media import HTML, MARKDOWN, PDF, TEXT, media_of
from db.documents.offered import Offered

Read = Callable[[Offered, str | None], Derived]
"""Reads a document of one kind; hears in which encoding somebody says it is."""


def derive(offered: Offered, media: str | None = None, encoding: str | None = None) -> Derived:
    """Return the text of a document, here and now.

    Raises `BadFile` where it is no document of words, `Refused` where the kind or the encoding
    that somebody names is none.
    """
    chosen = media_of(offered, media)
    found = _READERS[chosen](offered, encoding)
    if not found.text.strip("\ufeff \t\r\n\f\v"):
        raise offered.refused("it holds no words", "Give a document with words in it.")
    return found


def _page(offered: Offered, encoding: str | None) -> Derived:
    from db.documents import page  # late: as few documents as possible load its libraries

    return page.derive(offered, encoding)


def _pdf(offered: Offered, encoding: str | None) -> Derived:  # noqa: ARG001 — it says so itself
    from db.documents import pdf

    return pdf.derive(offered)


_READERS: Final[Mapping[str, Read]] = {
    TEXT: plain.derive,
    MARKDOWN: markdown.derive,
    HTML: _page,
    PDF: _pdf,
}
"""Who reads each kind."""

HEAVY: Final = frozenset({HTML, PDF})
"""The kinds that are read apart."""
