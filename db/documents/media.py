"""Which kind of document some bytes are: text, Markdown, a web page, a PDF, or none of these.

What the bytes show comes first, then the name. Pictures, archives, office files and pointers to
files kept elsewhere are refused by name, so that nobody quotes their bytes as words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Final

from db.documents.offered import Offered
from db.errors import Refused

TEXT: Final = "text/plain"
"""Words and nothing else."""

MARKDOWN: Final = "text/markdown"
"""Words with light marks, which stay in the text."""

HTML: Final = "text/html"
"""A web page; its main text is taken."""

PDF: Final = "application/pdf"
"""Printed pages; the words of each are taken."""

SUFFIXES: Final[Mapping[str, str]] = {
    TEXT: ".txt",
    MARKDOWN: ".md",
    HTML: ".html",
    PDF: ".pdf",
}
"""Every kind that can be read, with the suffix that its file is kept under."""

_BY_SUFFIX: Final[Mapping[str, str]] = {
    ".htm": HTML,
    ".html": HTML,
    ".xhtml": HTML,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".pdf": PDF,
}
_SAVE: Final = "Save it as text, HTML or PDF."
_NAMED: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"version https://git-lfs.github.com/spec/", "a Git LFS pointer", "Fetch it: git lfs pull."),
    (b"PK\x03\x04", "an office file or another archive", _SAVE),
    (b"\xd0\xcf\x11\xe0", "an old office file", _SAVE),
    (b"{\\rtf", "an RTF file", _SAVE),
    (b"%!PS", "a PostScript file", _SAVE),
    (b"\x89PNG", "a picture", "Give a document with words in it."),
    (b"\xff\xd8\xff", "a picture", "Give a document with words in it."),
    (b"GIF8", "a picture", "Give a document with words in it."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
    (b"BZh", "a compressed file", "Unpack it first."),
    (b"\xfd7zXZ", "a compressed file", "Unpack it first."),
    (b"(\xb5/\xfd", "a compressed file", "Unpack it first."),
    (b"SQLite format 3", "an SQLite database", "Give a document with words in it."),
)
"""How the files begin that are often taken for documents, what they are, and what to do."""

_PAGE: Final = re.compile(rb"(?is)\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype html|html)\b")
_PDF_WITHIN: Final = 1024
_LOOKED_AT: Final = 4096


def media_of(offered: Offered, asked: str | None = None) -> str:
    """Return the kind of a document; raises `BadFile` where it is none that can be read."""
    head = offered.data[:_LOOKED_AT]
    named = next(((words, do) for mark, words, do in _NAMED if head.startswith(mark)), None)
    if named is not None:
        raise offered.refused(f"it is {named[0]}, not a document of words", named[1])
    if asked is not None:
        return known(asked)
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return PDF
    by_name = _BY_SUFFIX.get(PurePath(offered.file).suffix.lower())
    if by_name == PDF:
        raise offered.refused("it is no PDF, whatever its name says", "Give the PDF itself.")
    is_page = _PAGE.match(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe"))
    return by_name or (HTML if is_page else TEXT)


def known(asked: str) -> str:
    """Return a kind by its media type or its suffix: `text/html`, `html`; raises `Refused`."""
    words = asked.strip().lower()
    names = {suffix.removeprefix("."): media for media, suffix in SUFFIXES.items()}
    short = {**names, "htm": HTML, "text": TEXT, "markdown": MARKDOWN, "xhtml": HTML}
    if words in SUFFIXES or words in short:
        return short.get(words, words)
    raise Refused(f"“{asked}” is no kind of document that can be read: {', '.join(names)}.")
