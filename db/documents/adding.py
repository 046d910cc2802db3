"""Documents into sources: their bytes and texts among the texts, their records in the database.

All of them come in or none. The texts are written first, so that no source stands there without
the text that it promises, and are taken away again where the database is not written. A document
whose bytes are there already changes nothing, whatever would be made of it today: quotes count in
the text that was derived when it was added.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Literal

from db import storage
from db.documents.apart import derive_apart
from db.documents.derived import Derived
from db.documents.media import SUFFIXES
from db.documents.offered import Offered
from db.documents.report import AddedReport, AddedSource
from db.documents.told import Told, address_of, date_of, language_of
from db.errors import AlreadyThere, Refused
from db.hashes import sha256_of
from db.records import ID_PATTERN, Original, Records, Source
from db.texts import Texts
from db.words import fold, unique_slug, words

UNKNOWN_LANGUAGE = "und"
"""The BCP 47 tag of a language that nobody has told."""

_SHOWN_HASH = 8


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says of a document, before what it says of itself."""

    told: Told = field(default_factory=Told)
    """Title, author, date, language, publisher, address."""
    id: str | None = None
    """The id that its source is to have."""
    media: str | None = None
    """What kind of document it is."""
    encoding: str | None = None
    """Which encoding its bytes are in."""

    def checked(self) -> Given:
        """Return the same, its date and language as they are written; raises `Refused`."""
        told = self.told
        published = _read(told.published, date_of, "no date", "Write 2025, 2025-07 or 2025-07-31.")
        lang = _read(told.lang, language_of, "no tag of a language", "Write one such as fr, pt-BR.")
        url = _read(told.url, address_of, "no web address", "It begins with https:// or http://.")
        if self.id is not None and not ID_PATTERN.fullmatch(self.id):
            raise Refused(f"“{self.id}” is no id. An id is made of a-z, 0-9 and single hyphens.")
        said = Told(told.title, told.author, published, lang, told.publisher, url)
        return Given(said, self.id, self.media, self.encoding)


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that is read and not yet added."""

    offered: Offered
    """Its bytes, and its name."""
    derived: Derived
    """Its text."""
    told: Told
    """What is known of it: what somebody says, and else what it says of itself."""
    id: str | None = None
    """The id that its source is to have; None lets its title decide."""

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes."""
        return sha256_of(self.offered.data)


def read_document(offered: Offered, given: Given | None = None) -> ReadDocument:
    """Read a document without adding it; raises `Refused`."""
    said = (given or Given()).checked()
    derived = derive_apart(offered, said.media, said.encoding)
    return ReadDocument(offered, derived, said.told.or_else(derived.told), said.id)


def add_document(database: Path, offered: Offered, given: Given, texts: Texts) -> AddedReport:
    """Read one document and add it as a source; raises `Refused` with everything as it was."""
    return add_documents(database, [read_document(offered, given)], texts)


def add_documents(database: Path, documents: Sequence[ReadDocument], texts: Texts) -> AddedReport:
    """Add documents as sources, all of them or none; raises `Refused`."""
    kept: list[Path] = []
    items: list[AddedSource] = []

    def joined(existing: Records) -> Records:
        sources = dict(existing.sources)
        for document in documents:
            items.append(_added(document, sources, texts, kept.append))
        return dataclasses.replace(existing, sources=sources)

    is_done = False
    try:
        storage.update(database, joined, what=_what(documents))
        is_done = True
    finally:
        if not is_done:
            texts.forget(kept)
    return AddedReport(tuple(items))


def _what(documents: Sequence[ReadDocument]) -> str:
    """Say in a few words what is written, for whoever takes it back later."""
    first, *others = (each.offered.file or each.offered.name for each in documents)
    return f"add {first}{f' and {len(others)} more' if others else ''}"


def _read(
    said: str | None, read: Callable[[str | None], str | None], problem: str, remedy: str
) -> str | None:
    """Return what somebody says as it is written; raises `Refused` where it cannot be read."""
    if said is None:
        return None
    found = read(said)
    if found is None:
        raise Refused(f"“{said}” is {problem}. {remedy}")
    return found


def _added(
    document: ReadDocument,
    sources: dict[str, Source],
    texts: Texts,
    keep: Callable[[Path], None],
) -> AddedSource:
    """Add one document to the sources, unless its bytes are among them."""
    known = _with_bytes(document.sha256, sources.values())
    if known is None:
        source = _source(document, sources)
        sources[source.id] = source
    state: Literal["added", "unchanged"] = "unchanged" if known else "added"
    source = known or source
    for name, data in _files(document, source):
        path, is_new = texts.put(name, data)
        if is_new:
            keep(path)
    return AddedSource(source, document.offered.name, state, _count(document.derived.text))


def _with_bytes(sha256: str, sources: Iterable[Source]) -> Source | None:
    """Return the source that these bytes are, or were the origin of."""
    for source in sources:
        if sha256 in (source.sha256, source.original.sha256 if source.original else None):
            return source
    return None


def _source(document: ReadDocument, sources: dict[str, Source]) -> Source:
    derived, told = document.derived, document.told
    stem = PurePath(document.offered.file).stem
    title = told.title or f"[{stem or 'untitled'}]"
    if document.id is not None and document.id in sources:
        remedy = "Choose another --id, or leave it out."
        raise AlreadyThere(f"There is a source/{document.id} already. {remedy}")
    identifier = document.id or unique_slug(told.title or stem or "untitled", sources)
    text = derived.text.encode("utf-8")
    sha256 = sha256_of(text)
    original = Original(
        document.sha256,
        _name(identifier, document.sha256, SUFFIXES[derived.media]),
        derived.media,
        derived.by,
    )
    suffix = ".txt" if derived.by else SUFFIXES[derived.media]
    return Source(
        id=identifier,
        title=title,
        lang=told.lang or UNKNOWN_LANGUAGE,
        sha256=sha256,
        length=len(derived.text),
        author=told.author,
        publisher=told.publisher,
        url=told.url,
        file=_name(identifier, sha256, suffix),
        published=told.published,
        note=" ".join(derived.notes) or None,
        original=original if derived.by else None,
    )


def _files(document: ReadDocument, source: Source) -> list[tuple[str, bytes]]:
    """Return what is kept among the texts: the text that the source knows, and its original."""
    text = document.derived.text.encode("utf-8")
    files = [(source.file or f"{source.id}.txt", text)] if sha256_of(text) == source.sha256 else []
    if source.original is not None:
        files.append((source.original.file, document.offered.data))
    return files


def _name(identifier: str, sha256: str, suffix: str) -> str:
    """Return the name of a file that no other has, and that every system takes."""
    return f"{identifier}-{sha256[:_SHOWN_HASH]}{suffix}"


def _count(text: str) -> int:
    """Count the words of a text; of scripts without spaces, the characters."""
    return len(words(fold(text)))
