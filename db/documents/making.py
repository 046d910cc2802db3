"""A document into the record of its source, and the files that stand for it among the texts."""

from __future__ import annotations

import dataclasses
from collections.abc import Container
from pathlib import PurePath
from typing import Final

from db.documents.media import SUFFIXES
from db.documents.reading import ReadDocument
from db.hashes import sha256_of
from db.records import UNKNOWN_LANGUAGE, Original, Source
from db.words import unique_slug

_SHOWN_HASH: Final = 8


def source_of(document: ReadDocument, taken: Container[str]) -> Source:
    """Return a new source for a document; its id is the given one, or else follows its title."""
    told = document.told
    stem = PurePath(document.offered.file).stem
    new = Source(
        id=document.id or unique_slug(told.title or stem or "untitled", taken),
        title=told.title or f"[{stem or 'untitled'}]",
        lang=told.lang or UNKNOWN_LANGUAGE,
        sha256="",
        length=0,
        author=told.author,
        publisher=told.publisher,
        url=told.url,
        published=told.published,
    )
    return with_text(new, document)


def with_text(source: Source, document: ReadDocument) -> Source:
    """Return a source with the text of a document, and how that was read."""
    derived = document.derived
    sha256 = sha256_of(derived.text.encode("utf-8"))
    suffix = SUFFIXES[derived.media]
    original = Original(
        document.sha256,
        _name(source.id, document.sha256, suffix),
        derived.media,
        derived.by,
    )
    notes = filter(None, [source.note, *derived.notes])
    return dataclasses.replace(
        source,
        sha256=sha256,
        length=len(derived.text),
        file=_name(source.id, sha256, ".txt" if derived.by else suffix),
        note=" ".join(notes) or None,
        original=original if derived.by else None,
    )


def with_told(source: Source, document: ReadDocument) -> Source:
    """Return a source with what a document says and was not known before."""
    told = document.told
    is_named = not source.title.startswith("[")
    return dataclasses.replace(
        source,
        title=source.title if is_named or not told.title else told.title,
        lang=told.lang if told.lang and source.lang == UNKNOWN_LANGUAGE else source.lang,
        author=source.author or told.author,
        publisher=source.publisher or told.publisher,
        url=source.url or told.url,
        published=source.published or told.published,
    )


def files_of(document: ReadDocument, source: Source) -> list[tuple[str, bytes]]:
    """Return what is kept of a document: the text that its source knows, and its original."""
    text = document.derived.text.encode("utf-8")
    files = [(source.file or f"{source.id}.txt", text)] if sha256_of(text) == source.sha256 else []
    if source.original is not None and source.original.sha256 == document.sha256:
        files.append((source.original.file, document.offered.data))
    return [(PurePath(name).name, data) for name, data in files]


def _name(identifier: str, sha256: str, suffix: str) -> str:
    """Return the name of a file that no other has, and that every system takes."""
    return f"{identifier}-{sha256[:_SHOWN_HASH]}{suffix}"
