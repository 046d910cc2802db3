"""A quote in its place: the words before it, itself, the words after it, and how sure that is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from db.anchor import Anchoring, anchor
from db.library import Library
from db.records import Quote, Source
from db.texts import HeldText
from tui.address import Address
from tui.views import labels, marking
from tui.views.card import Card, Cell, Column, Ink, Line, Passage, Piece, Section
from tui.views.source import heading
from tui.views.text import FOUND

if TYPE_CHECKING:
    from db.repair import Reading

REACH: Final = 200
"""The most characters of the text that are shown on either side of a quote."""

CUT: Final = "…"
"""The sign that the text goes on."""

NOTE_COLUMNS: Final = (Column(), Column(share=1, wraps=True))
"""A label of ours, and what there is to say below a passage."""

_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’»)\]]*\s+|[。！？]")


def passage(
    library: Library,
    quote_id: str,
    *,
    position: tuple[int, int] = (1, 1),
    held: HeldText | None = None,
    reading: Reading | None = None,
    translated: bool = True,
    hint: str = "",
) -> Passage:
    """Return a quote with its surroundings, from the text at hand or else as stored with it.

    `reading` is the repaired reading of the text at hand, or without one of any text that has the
    quote with its stored surroundings: `known_words`, or `page.text_of` its source. A `hint` of
    what else can be done comes first among the notes.

    Raises:
        NotFound: there is no quote of this id.
    """
    quote = library.quote(quote_id)
    source = library.source(quote.source)
    at = anchor(quote, held.text if held else None)
    body, is_repaired = _body(quote, source, held, at, reading)
    speaker = library.name_of(quote.speaker) if quote.speaker else ""
    return Passage(
        heading=heading(source),
        state=labels.state_label(at.state),
        place=f"quote {position[0]} of {position[1]}",
        body=body,
        translation=(quote.translation or "") if translated else "",
        speaker=", ".join(part for part in (speaker, labels.speech_label(quote)) if part),
        source_view=str(Address("source", source.id, part=quote.id)),
        quote=quote.id,
        note=f"{hint} {_note(source, held, at, reading if is_repaired else None)}".strip(),
    )


def passage_card(shown: Passage) -> Card:
    """Return a passage as a card: the source, the words in their place, translation, notes."""
    words = Line((Cell(shown.body),), view=shown.source_view, quote=shown.quote)
    below = (
        _told("said by", shown.speaker),
        _told("en, ours", shown.translation),
        _told("", shown.note, "dim"),
    )
    sections = (
        Section((words,), indent=1),
        Section(tuple(line for line in below if line), columns=NOTE_COLUMNS, indent=1),
    )
    return Card(
        shown.heading,
        labels.joined(shown.place, shown.state),
        tuple(section for section in sections if section.lines),
        view=shown.source_view,
    )


def _told(label: str, words: str, ink: Ink = "plain") -> Line | None:
    return Line((Cell.of(label, "dim"), Cell.of(words, ink))) if words else None


def known_words(quote: Quote) -> str:
    """Return what is stored of a quote's text: the words and what stands around them."""
    return f"{quote.prefix}{quote.exact}{quote.suffix}"


def _body(
    quote: Quote,
    source: Source,
    held: HeldText | None,
    at: Anchoring,
    reading: Reading | None,
) -> tuple[tuple[Piece, ...], bool]:
    """Return the runs of a passage, and whether they are a repaired reading."""
    if held is not None and at.state in FOUND:
        text, place = held.text, at
        opens, closes = place.start == 0, place.end == len(text)
    else:
        text, start = known_words(quote), len(quote.prefix)
        place = replace(at, start=start, end=start + len(quote.exact))
        opens = quote.start <= len(quote.prefix) and not source.is_unseen
        closes = quote.end + len(quote.suffix) >= source.length and not source.is_unseen
    if reading is None:
        return _around(text, place.start, place.end, (opens, closes), ()), False
    offset = 0 if reading.raw == text else reading.raw.find(text)
    if offset < 0:
        return _around(text, place.start, place.end, (opens, closes), ()), False
    start, end = reading.to_text(offset + place.start, offset + place.end)
    first, last = reading.to_text(offset, offset + len(text))
    guesses = tuple((left - first, right - first) for left, right in reading.guesses)
    words = reading.text[first:last]
    return _around(words, start - first, end - first, (opens, closes), guesses), True


def _around(
    text: str,
    start: int,
    end: int,
    whole: tuple[bool, bool],
    guesses: tuple[tuple[int, int], ...],
) -> tuple[Piece, ...]:
    """Return a span with its surroundings, cut at sentences; `whole` if the text ends there."""
    first, is_cut_before = _first(text, start)
    last, is_cut_after = _last(text, end)
    if first == 0 and not whole[0]:
        is_cut_before = True
    if last == len(text) and not whole[1]:
        is_cut_after = True
    marks: list[marking.Mark] = [(start - first, end - first, "quote")]
    marks += [(left - first, right - first, "guess") for left, right in guesses]
    runs = marking.marked(text[first:last], marks, "context")
    body = (Piece(labels.in_line(run.text), run.ink) for run in runs)
    before = (Piece(f"{CUT} ", "dim"),) if is_cut_before else ()
    after = (Piece(f" {CUT}", "dim"),) if is_cut_after else ()
    return (*before, *body, *after)


def _first(text: str, start: int) -> tuple[int, bool]:
    """Return where the surroundings begin, and whether their paragraph begins before that."""
    paragraph = text.rfind("\n", 0, start) + 1
    if start - paragraph <= REACH:
        return paragraph, False
    window = start - REACH
    sentence = _SENTENCE_END.search(text, window, start)
    if sentence:
        return sentence.end(), True
    blank = text.find(" ", window, start)
    return (blank + 1 if blank >= 0 else window), True


def _last(text: str, end: int) -> tuple[int, bool]:
    """Return where the surroundings end, and whether their paragraph goes on after that."""
    line_end = text.find("\n", end)
    paragraph = line_end if line_end >= 0 else len(text)
    if paragraph - end <= REACH:
        return paragraph, False
    window = end + REACH
    sentences = [found.end() for found in _SENTENCE_END.finditer(text, end, window)]
    if sentences:
        return end + len(text[end : sentences[-1]].rstrip()), True
    blank = text.rfind(" ", end, window)
    return (blank if blank >= 0 else window), True


def _note(source: Source, held: HeldText | None, at: Anchoring, reading: Reading | None) -> str:
    """Say what a reader must know besides: a changed text, a repair, a text not at hand."""
    notes = []
    if held is None:
        notes.append(f"The whole text: wherefrom source attach {source.id} FILE")
    elif at.state == "moved":
        notes.append("The words stand elsewhere in the text at hand than when they were quoted.")
    elif at.state == "altered":
        now = held.text[at.start : at.end].replace("\n", " ")
        notes.append(f"As it was quoted; the text at hand now has: “{now}”.")
    elif at.state == "missing":
        notes.append("As it was quoted; the text at hand does not have these words.")
    elif held.is_changed:
        notes.append("The file at hand is not the one that was quoted, but has the same words.")
    if reading is not None and reading.is_repaired:
        notes.append(f"Repaired reading: the text is {reading.how}.")
    return " ".join(notes)
