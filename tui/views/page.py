"""A source as one reads it: its whole text, or the excerpts that its quotes keep.

Both come as a `Page` of `tui.views.text`, so that raw and repaired readings, overlapping quotes and
the quote in focus are drawn in one way. A quote that the text does not have is listed as such;
nothing else is ever marked in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, Literal

from db.anchor import Anchoring
from db.library import Library
from db.records import UNKNOWN_LANGUAGE, Quote, Source
from db.texts import HeldText
from tui.address import Address
from tui.views import labels, marking
from tui.views.card import Card, Cell, Column, Line, Piece, Section
from tui.views.text import FOUND, Page, around, page, repaired

if TYPE_CHECKING:
    from db.repair import Reading

Mode = Literal["raw", "repaired", "translated"]
"""How a source is read: letter for letter, with its damage repaired, or our translations."""

_QUOTES: Final = 200
"""How many translated quotes are shown on either side of the one in focus."""

_PAIR_COLUMNS: Final = (Column(), Column(share=1, wraps=True))


def article(
    library: Library,
    source_id: str,
    held: HeldText | None = None,
    *,
    mode: Mode = "raw",
    focus: str | None = None,
    reading: Reading | None = None,
) -> Card:
    """Return a source to be read, one line a paragraph, with its quotes marked.

    `reading` is the repaired reading of `text_of` the source; it is made where it is needed and
    not given.

    Raises:
        NotFound: there is no source of this id.
    """
    source = library.source(source_id)
    quotes = library.quotes_in(source_id)
    shown = page(source, quotes, held)
    notes = list(_notes(source, shown, held))
    if mode == "repaired":
        reading = reading or _read(shown.text)
        notes.append(reading.how and f"Repaired reading: the text is {reading.how}.")
        notes.append("" if reading.is_repaired else "Nothing here needs repair.")
        shown = repaired(shown, reading)
    if mode == "translated":
        body, only = _translated(quotes, focus)
    else:
        body, only = _marked(source, shown, focus)
    notes.append(only)
    told = tuple(Line((Cell.of(note, "dim"),)) for note in notes if note)
    sections = (Section(told), body, Section(tuple(_lost(source, shown)), "not as quoted"))
    lang, state = labels.language(source.lang), _state_of(focus, shown, held)
    return Card(
        source.title,
        labels.joined(mode, labels.counted(len(quotes), "quote"), lang, state),
        tuple(section for section in sections if section.lines),
        view=str(Address("source", source_id)),
    )


def text_of(library: Library, source_id: str, held: HeldText | None = None) -> str:
    """Return what is read of a source: its text, or the excerpts joined line by line.

    Raises:
        NotFound: there is no source of this id.
    """
    return page(library.source(source_id), library.quotes_in(source_id), held).text


def how_to_attach(source: Source) -> str:
    """Say how the text of a source is brought to hand, in full."""
    if source.is_unseen:
        return f"Give it the text: wherefrom source attach {source.id} FILE."
    return f"Attach the text: wherefrom source attach {source.id} FILE, or start with --texts DIR."


def _read(text: str) -> Reading:
    from db import repair  # heavy, and only damaged texts need it

    return repair.read(text)


def _notes(source: Source, shown: Page, held: HeldText | None) -> Iterator[str]:
    if held is None:
        yield "The text is not at hand: these are the quotes, with the words around them."
        yield how_to_attach(source)
        return
    states = [at.state for _, at in shown.places]
    if held.is_changed or any(state != "exact" for state in states):
        counts = {state: states.count(state) for state in dict.fromkeys(states)}
        told = ", ".join(f"{count} {state}" for state, count in counts.items())
        differs = "The file at hand is not the one that was quoted; its" if held.is_changed else ""
        yield f"{differs or 'The'} quotes were looked for again: {told or 'none'}."


def _state_of(focus: str | None, shown: Page, held: HeldText | None) -> str:
    """Say how the quote in focus stands in the text; what is made of excerpts is no text."""
    if held is None:
        return labels.state_label("no-text")
    return next(
        (labels.state_label(at.state) for quote, at in shown.places if quote.id == focus), ""
    )


def _lines(source: Source, shown: Page, focus: str | None) -> Iterator[Line]:
    places = [(quote, at) for quote, at in shown.places if at.state in FOUND]
    marks: list[marking.Mark] = [(start, end, "guess") for start, end in shown.guesses]
    for quote, at in places:
        marks.append((at.start, at.end, "focus" if quote.id == focus else "quote"))
    breaks = list(shown.breaks)
    touching = _Touching(places)
    for paragraph in marking.paragraphs(shown.text, marks, "words"):
        if breaks and breaks[0][0] <= paragraph.start:
            yield _gap(breaks.pop(0)[1])
        first = touching.of(paragraph, focus)
        view = str(Address("source", source.id, part=first)) if first else None
        yield Line((Cell(paragraph.pieces),), view, quote=first)
    for _, size in breaks:
        yield _gap(size)


def _marked(source: Source, shown: Page, focus: str | None) -> tuple[Section, str]:
    """Return the text with its quotes marked, and what is said where it is a part."""
    part = around(shown, focus)
    only = _only(len(part.text), len(shown.text), "character")
    return Section(tuple(_lines(source, part, focus)), indent=1), only


def _translated(quotes: Sequence[Quote], focus: str | None) -> tuple[Section, str]:
    """Return the quotes with our translations, and what is said where they are not all."""
    near = _near(quotes, focus)
    section = Section(tuple(_translations(near, focus)), columns=_PAIR_COLUMNS)
    return section, _only(len(near), len(quotes), "quote")


def _only(shown: int, whole: int, noun: str) -> str:
    """Say that a part is shown, where it is one."""
    if shown == whole:
        return ""
    words = f"{shown:,} of {labels.counted(whole, noun)} are shown, around the quote that is marked"
    return f"{words}; the next quote brings its own."


def _near(quotes: Sequence[Quote], focus: str | None) -> Sequence[Quote]:
    """Return the quotes around the one in focus, where there are more than anybody reads."""
    names = [quote.id for quote in quotes]
    at = names.index(focus) if focus in names else 0
    left = max(0, at - _QUOTES)
    return quotes[left : at + _QUOTES + 1]


class _Touching:
    """Tells which quote a paragraph belongs to, paragraph after paragraph from the first on."""

    def __init__(self, places: Sequence[tuple[Quote, Anchoring]]) -> None:
        """Take the quotes with their places, in the order in which one of several is chosen."""
        ordered = [
            (at.start, number, at.end, quote.id) for number, (quote, at) in enumerate(places)
        ]
        self._waiting = sorted(ordered, reverse=True)
        self._open: list[tuple[int, int, str]] = []

    def of(self, paragraph: marking.Paragraph, focus: str | None) -> str | None:
        """Return the quote in focus if it touches the paragraph, else the first that does."""
        while self._waiting and self._waiting[-1][0] < paragraph.end:
            _, number, end, name = self._waiting.pop()
            self._open.append((number, end, name))
        self._open = [each for each in self._open if each[1] > paragraph.start]
        names = {name: number for number, _, name in self._open}
        return focus if focus in names else min(names, key=names.__getitem__, default=None)


def _gap(size: int) -> Line:
    return Line((Cell.of(f"… {labels.counted(size, 'character')} not held …", "dim"),))


def _translations(quotes: Sequence[Quote], focus: str | None) -> Iterator[Line]:
    for quote in quotes:
        ink: Literal["focus", "quote"] = "focus" if quote.id == focus else "quote"
        view = str(Address("source", quote.source, part=quote.id))
        words = (Piece("“"), Piece(quote.exact, ink), Piece("”"))
        lang = Cell.of(labels.language(quote.lang), "dim")
        yield Line((lang, Cell(words)), view, quote=quote.id)
        english = quote.lang.partition("-")[0] in ("en", UNKNOWN_LANGUAGE)
        ours = quote.translation or ("" if english else "not translated")
        if ours:
            label = "ours" if quote.translation else ""
            yield Line((Cell.of(label, "dim"), Cell.of(ours, "plain" if label else "dim")))
        yield Line((Cell(),))


def _lost(source: Source, shown: Page) -> Iterator[Line]:
    """Yield the quotes that this text has otherwise, or not at all."""
    for quote, at in shown.places:
        if at.state in FOUND:
            continue
        view = str(Address("source", source.id, part=quote.id))
        state = Piece(f"{labels.state_label(at.state)}  ", "warn")
        words = (state, Piece("“"), Piece(quote.exact, "words"), Piece("”"))
        yield Line((Cell(words),), view, quote=quote.id)
        if at.state == "altered":
            now = shown.text[at.start : at.end].replace("\n", " ")
            has = (
                Piece("the text at hand has: “", "dim"),
                Piece(now, "context"),
                Piece("”", "dim"),
            )
            yield Line((Cell(has),))
