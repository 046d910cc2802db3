"""Our own signs in ASCII where a printed view is wanted so; those of data stay as they are.

A line says both in one: `Shengjia Zhao  OpenAI → Meta`. So the signs of what records say are put
aside before the line is laid out, as letters of private use, and put back in the end.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from tui import looks
from tui.cli import output
from tui.cli.chosen import Chosen

if TYPE_CHECKING:
    import click

    from db.library import Library
    from db.search import Hit
    from tui.address import Address
    from tui.views.card import Card, Cell, Piece, Row, Section

_ASIDE: Final = 0x10FF00
"""Where signs are put: at the end of the last plane of private use."""

_REFERENCE: Final = re.compile(r"(?:person|company|event|source|quote)/[a-z0-9-]+")


class Signs:
    """How the lines of one command are printed."""

    def __init__(self, *, is_ascii: bool) -> None:
        """Say whether our own signs are to be ASCII."""
        self.is_ascii = is_ascii
        if is_ascii:
            from tui.drawing import SIGNS

            self._away = {ord(sign): _ASIDE + at for at, sign in enumerate(SIGNS)}
            self._back = {aside: sign for sign, aside in self._away.items()}

    @classmethod
    def of(cls, context: click.Context) -> Signs:
        """Return those of a command line: as was asked for, else as the locale has letters."""
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        wanted = Chosen.of(context).looks.is_ascii
        return cls(is_ascii=looks.draws_in_ascii(wanted, os.environ, encoding))

    def line(self, text: str) -> None:
        """Write one line of a view."""
        output.line(self._drawn(text))

    def say(self, text: str) -> None:
        """Write one line of narration."""
        output.say(self._drawn(text))

    def _drawn(self, text: str) -> str:
        if not self.is_ascii or text.isascii():
            return text
        from tui.drawing import in_ascii

        return in_ascii(text).translate(self._back)

    def data(self, text: str) -> str:
        """Return a text of which every sign is kept."""
        return text.translate(self._away) if self.is_ascii else text

    def row(self, library: Library, hit: Hit, row: Row) -> Row:
        """Return a line of a list that keeps the signs of its record."""
        if not self.is_ascii:
            return row
        from db.codec import encode

        record = encode(library.record(hit.kind, hit.id))
        kept = self._kept([hit.name, hit.snippet, *_said(library, record)])
        return row._replace(
            title=self._cell(row.title, kept), snippet=self._cell(row.snippet, kept)
        )

    def card(self, library: Library, address: Address, card: Card) -> Card:
        """Return a card that keeps the signs of its records, and of the words of sources."""
        if not self.is_ascii:
            return card
        from tui.documents import of_record

        told = [_said(library, of_record(library, address))]
        told += [_said(library, [line.view, f"event/{line.event}"]) for line in card.lines]
        kept = self._kept(text for each in told for text in each)

        def of(section: Section) -> Section:
            return section._replace(
                lines=tuple(
                    line._replace(cells=tuple(self._cell(cell, kept) for cell in line.cells))
                    for line in section.lines
                )
            )

        title = kept.sub(lambda found: self.data(found[0]), card.title)
        return card._replace(title=title, sections=tuple(map(of, card.sections)))

    def _kept(self, said: Iterable[str]) -> re.Pattern[str]:
        """Return a pattern of what records say with signs of ours in it, the longest first."""
        texts = {text for text in said if any(map(str.isalnum, text)) and self.data(text) != text}
        words = map(re.escape, sorted(texts, key=len, reverse=True))
        return re.compile("|".join(words) or r"(?!)")

    def _cell(self, cell: Cell, kept: re.Pattern[str]) -> Cell:
        """Put aside what data says in a cell, whose words may stand in several inks."""
        text, at = kept.sub(lambda found: self.data(found[0]), cell.text), 0
        pieces: list[Piece] = []
        for piece in cell.pieces:
            run = text[at : at + len(piece.text)]
            pieces.append(piece._replace(text=self.data(run) if piece.is_quoted else run))
            at += len(piece.text)
        return cell._replace(pieces=tuple(pieces))


def _said(library: Library, document: object) -> Iterator[str]:
    """Walk what a document says, and how the records are called that it names."""
    if isinstance(document, dict):
        if {"kind", "id"} <= document.keys():
            yield library.name_of(f"{document['kind']}/{document['id']}")
        document = [*document.values()]
    if isinstance(document, list):
        for each in document:
            yield from _said(library, each)
    elif isinstance(document, str):
        yield document
        if found := _REFERENCE.match(document):
            yield library.name_of(found[0])
