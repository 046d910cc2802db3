"""Documents into sources: their bytes and texts among the texts, their records in the database.

All of them come in or none. The texts are written first, so that no source stands there without
the text that it promises, and are taken away again where the database is not written. A document
whose bytes are there already changes nothing, whatever would be made of it today: quotes count in
the text that was derived when it was added.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

from db import storage
from db.addresses import same_page
from db.documents.making import files_of, source_of, with_text, with_told
from db.documents.offered import Offered
from db.documents.placing import Placed, place, refused
from db.documents.reading import Given, ReadDocument, read_document
from db.documents.report import AddedReport, AddedSource, State
from db.errors import AlreadyThere, NotFound, TextMismatch
from db.records import Quote, Records, Source
from db.texts import Texts
from db.words import fold, words

_WITH_TEXT = 2
"""How many files stand for a source whose text was derived: its text, and its original."""


def add_document(database: Path, offered: Offered, given: Given, texts: Texts) -> AddedReport:
    """Read one document and add it as a source; raises `Refused` with everything as it was."""
    return add_documents(database, [read_document(offered, given)], texts)


def add_documents(database: Path, documents: Sequence[ReadDocument], texts: Texts) -> AddedReport:
    """Add documents as sources, all of them or none; raises `Refused`.

    One that a source without a text has the address of becomes the text of that source, if it has
    words that were quoted.
    """

    def work(desk: _Desk) -> list[AddedSource]:
        return [desk.add(document) for document in documents]

    return _written(database, texts, work, f"add {_named(documents)}")


def attach_document(
    database: Path, identifier: str, document: ReadDocument, texts: Texts
) -> AddedReport:
    """Give a document as its text to a source that has none yet, and find its quotes in it.

    A source that knows its text takes that document alone, or the one its text was derived from.

    Raises:
        NotFound: there is no such source.
        TextMismatch: its text is another one, or none of its quotes is in this one.
        Refused: the database or the folder of texts cannot be written.
    """

    def work(desk: _Desk) -> list[AddedSource]:
        return [desk.attach(identifier, document)]

    return _written(database, texts, work, f"attach {_named([document])} to source/{identifier}")


class _Desk:
    """The sources and quotes of a database while documents are added to it."""

    def __init__(self, records: Records, texts: Texts, keep: Callable[[Path], None]) -> None:
        """Begin with what the database has."""
        self.records, self.texts, self.keep = records, texts, keep
        self.sources = dict(records.sources)
        self.quotes = dict(records.quotes)

    def add(self, document: ReadDocument) -> AddedSource:
        """Add one document, unless its bytes are among the sources."""
        known = self._with_bytes(document.sha256)
        if known is not None:
            return self._kept(document, known, "unchanged")
        waiting = self._waiting(document)
        if waiting is not None:
            placed = place(self._quotes_of(waiting), document.derived.text)
            if refused(waiting, document.offered, placed) is None:
                return self._given(document, waiting, placed)
        if document.id is not None and document.id in self.sources:
            remedy = "Choose another --id, or leave it out."
            raise AlreadyThere(f"There is a source/{document.id} already. {remedy}")
        source = source_of(document, self.sources)
        self.sources[source.id] = source
        return self._kept(document, source, "added")

    def attach(self, identifier: str, document: ReadDocument) -> AddedSource:
        """Give a document to a source, as its first text or as the one that it knows."""
        source = self.sources.get(identifier)
        if source is None:
            raise NotFound("source", identifier)
        if source.is_unseen:
            placed = place(self._quotes_of(source), document.derived.text)
            refusal = refused(source, document.offered, placed)
            if refusal is not None:
                raise refusal
            return self._given(document, source, placed)
        if document.sha256 != source.sha256 and len(files_of(document, source)) < _WITH_TEXT:
            raise _another(source, document)
        return self._kept(document, source, "unchanged")

    def _given(self, document: ReadDocument, source: Source, placed: Placed) -> AddedSource:
        """Let a source have its first text, and its quotes their places in it."""
        source = with_text(with_told(source, document), document)
        self.sources[source.id] = source
        self.quotes |= placed.quotes
        return self._kept(document, source, "attached", placed)

    def _kept(
        self, document: ReadDocument, source: Source, state: State, placed: Placed | None = None
    ) -> AddedSource:
        """Keep what a source has of a document, and tell what became of it."""
        for name, data in files_of(document, source):
            path, is_new = self.texts.put(name, data)
            if is_new:
                self.keep(path)
        count = len(words(fold(document.derived.text)))
        return AddedSource(source, document.offered.name, state, count, placed)

    def _with_bytes(self, sha256: str) -> Source | None:
        """Return the source that these bytes are, or were the origin of."""
        for source in self.sources.values():
            if sha256 in (source.sha256, source.original.sha256 if source.original else None):
                return source
        return None

    def _waiting(self, document: ReadDocument) -> Source | None:
        """Return the source of this address that has no text yet."""
        if document.told.url is None or document.id is not None:
            return None
        page = same_page(document.told.url)
        unseen = (each for each in self.sources.values() if each.is_unseen and each.url)
        return next((each for each in unseen if same_page(each.url or "") == page), None)

    def _quotes_of(self, source: Source) -> list[Quote]:
        return [quote for quote in self.quotes.values() if quote.source == source.id]


def _written(
    database: Path, texts: Texts, work: Callable[[_Desk], list[AddedSource]], what: str
) -> AddedReport:
    """Do some work on the records and write them; else take away again what was kept for it."""
    kept: list[Path] = []
    items: list[AddedSource] = []

    def change(existing: Records) -> Records:
        desk = _Desk(existing, texts, kept.append)
        items.extend(work(desk))
        return dataclasses.replace(existing, sources=desk.sources, quotes=desk.quotes)

    is_done = False
    try:
        storage.update(database, change, what=what)
        is_done = True
    finally:
        if not is_done:
            texts.forget(kept)
    return AddedReport(tuple(items))


def _named(documents: Sequence[ReadDocument]) -> str:
    """Name documents in a few words, for whoever takes the write back later."""
    first, *others = (each.offered.file or each.offered.name for each in documents)
    return f"{first}{f' and {len(others)} more' if others else ''}"


def _another(source: Source, document: ReadDocument) -> TextMismatch:
    """Say that a source has a text, and that this document does not give it."""
    if source.original is not None and source.original.sha256 == document.sha256:
        return TextMismatch(
            f"sources/{source.id}: {document.offered.name} is its original, and reads otherwise by "
            f"{document.derived.by} than by {source.original.by}. Attach the text file itself."
        )
    return TextMismatch(
        f"sources/{source.id}, field “sha256”: {document.offered.name} has the SHA-256 "
        f"{document.sha256[:12]}… and the source has {source.sha256[:12]}…. "
        "Nothing was attached; a changed article is a source of its own."
    )
