"""A card, line by line, in words: headings before lists, numbers first, one fact a line.

Everything that the pieces of a card hold is said. What a screen tells by place, as the two sides of
a dispute or the labels of a column, is told by order and by words; what it draws, as the bar of a
spell, is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from db.library import Library
from tui.plain import deeds
from tui.plain.wording import cell, listed, marked, said, sentence, when, worded
from tui.views import flows, labels, source, telling, timeline
from tui.views.card import Card, Cell, Column, Ink, Line, Piece, Section

_LABELS: Final[Mapping[str, str]] = {
    "also": "also called",
    "en, ours": "our translation into English",
    "ours": "our translation into English",
    "says": "says so",
    "in": "in the source",
}
"""Labels that are too short to be said alone."""


_OF_DATA: Final = ("author", "publisher", "cites", "note", "title")
"""Labels of words that are data alone: no sign in them is ours."""

_AGAINST: Final = "Cannot be right together with this claim"


class Spoken(NamedTuple):
    """One line of an answer."""

    words: str
    """What is said; the number of the line comes before it."""
    line: Line | None = None
    """What its number leads to; None for a line without one."""
    is_heading: bool = False
    """Whether it is the heading of what follows."""


def spoken(
    library: Library, card: Card, seen_from: str | None = None, *, is_text: bool = False
) -> Iterator[Spoken]:
    """Yield the lines of a card; a text has its quotes marked, as they stand among other words."""
    yield Spoken(_title(card), is_heading=True)
    if card.aside:
        yield Spoken(f"{worded(card.aside)}.")
    disputes = [each for each in card.sections if each.heading.startswith(labels.DISPUTED)]
    for section in card.sections:
        if section.is_foil:  # this side of a dispute is what the whole page tells
            continue
        if section in disputes and len(disputes) > 1:
            at = disputes.index(section) + 1
            yield Spoken(f"{_AGAINST}, {at} of {len(disputes)}:", is_heading=True)
        elif heading := _heading(section):
            yield Spoken(heading, is_heading=True)
        heads: Sequence[str] = ()
        label = Cell()
        for line in section.lines:
            if not heads and _is_header(line):
                heads = [each.text for each in line.cells]
                continue
            if _goes_on(line):
                line = line._replace(cells=(label, *line.cells[1:]))
            label = line.cells[0]
            words = _words(library, section, line, seen_from, heads, is_text=is_text)
            if words:
                yield Spoken(words, line if line.can_be_landed_on else None)


def _title(card: Card) -> str:
    is_ours = card.view.startswith("event/")
    return worded(card.title) if is_ours else card.title


def _heading(section: Section) -> str:
    """Return the heading of a section with how much stands below it; "" where it has none."""
    if section.columns == timeline.SPELL_COLUMNS:
        return f"Spells, {labels.counted(len(section.lines), 'stay')}:"
    if section.heading.startswith(labels.DISPUTED):
        return f"{_AGAINST}:"
    if not section.heading:
        return ""
    events = sum(line.event is not None and line.quote is None for line in section.lines)
    quotes = sum(line.quote is not None for line in section.lines)
    many = labels.counted(events, "event") if events and not quotes else ""
    return f"{sentence(listed(worded(section.heading), many)).removesuffix('.')}:"


def _is_header(line: Line) -> bool:
    """Whether a line only names the columns of those below it."""
    cells = [each.text for each in line.cells]
    return len(cells) > 2 and not cells[0] and all(cells[1:]) and not line.can_be_landed_on


def _goes_on(line: Line) -> bool:
    """Whether a line stands under the label of the one above it, which a screen leaves out."""
    pieces = line.cells[0].pieces
    return len(line.cells) == 2 and bool(pieces) and not line.cells[0].text


def _words(
    library: Library,
    section: Section,
    line: Line,
    seen_from: str | None,
    heads: Sequence[str],
    *,
    is_text: bool,
) -> str:
    """Return one line in words."""
    if heads:
        return _tabled(line, heads)
    if section.columns == telling.COLUMNS and line.event:
        return deeds.fact(library, line, seen_from)
    if section.columns == source.QUOTE_COLUMNS and line.event:
        return deeds.short_fact(library, library.event(line.event))
    if section.columns == flows.COLUMNS and line.event:
        return _mover(library, line)
    if section.columns == timeline.SPELL_COLUMNS:
        return _spell(line)
    if section.columns == source.QUOTE_COLUMNS and line.quote:
        return f"quote {line.cells[0].text}: {said(line.cells[1].pieces)}"
    if is_text and len(line.cells) == 1:
        pieces = line.cells[0].pieces
        return cell(line.cells[0]) if pieces and pieces[0].ink == "dim" else marked(pieces)
    return _labelled(section.columns, line)


def _mover(library: Library, line: Line) -> str:
    """Say a move as a company's page tells it: who, from where to where, through which part."""
    who, date, way, grade, _, evidence, against = line.cells
    event = library.event(line.event or "")
    return listed(
        cell(who),
        cell(way),
        grade.text,
        when(date.text or labels.date_label(event)),
        cell(evidence),
        cell(against),
    )


def _labelled(columns: Sequence[Column], line: Line) -> str:
    """Say the cells of a line; a label of ours, or a place, stands before a colon."""
    cells = [each for at, each in enumerate(line.cells) if columns[at].instead_of is None]
    words = [cell(each) for each in cells]
    if words[0] == "…" and line.view:  # what a key does on a screen a number does here
        return words[-1].replace("; Enter lists ", "; opening this number lists ")
    if words[0] in _OF_DATA and len(cells) == 2:
        return f"{words[0]}: {cells[1].text}"
    if len(cells) == 2 and all(words):
        first, second = cells[0].pieces[0].ink, cells[1].pieces[0].ink
        if first == "dim" or second != "dim":
            return f"{_LABELS.get(words[0], words[0])}: {words[1]}"
    return listed(*words)


def _tabled(line: Line, heads: Sequence[str]) -> str:
    """Say a line of a table with the names of its columns: "people: 3 added, 0 changed"."""
    first, *rest = (each.text for each in line.cells)
    told = [
        f"{words} {head}".strip() for words, head in zip(rest, heads[1:], strict=False) if words
    ]
    return f"{first}: {', '.join(told)}"


def _spell(line: Line) -> str:
    """Say where somebody was and when; the ends that a bar leaves open are told."""
    company, bar, time, grade, disputed = (cell(each) for each in line.cells)
    words = when(time)
    return listed(company, words, *_open_ends(bar, words), grade, disputed)


def _open_ends(bar: str, words: str) -> Iterator[str]:
    if bar.startswith("?") and not words.startswith(("start unknown", "dates unknown")):
        yield "start not known"
    if bar.endswith("?") and "unknown" not in words:
        yield "end not known"
    if bar.endswith("›"):
        yield "no end told"


def numbered(lines: Iterable[Spoken]) -> tuple[list[str], list[Line]]:
    """Put a number before each line that leads somewhere; return the words and where each leads."""
    words: list[str] = []
    targets: list[Line] = []
    for each in lines:
        if each.line is not None:
            targets.append(each.line)
            words.append(f"{len(targets)}. {each.words}")
        else:
            words.append(each.words)
    return words, targets


def passage(card: Card) -> Iterator[str]:
    """Yield a passage: which quote of which source, what stands before it, itself, what after."""
    if not card.title:
        yield "Nothing is quoted here."
        return
    yield f"{sentence(worded(card.aside))}."
    yield f"In: {card.title.replace(' · ', ', ')}"
    body, *below = card.sections
    for words, pieces in zip(("Before", "Quote", "After"), _parted(body), strict=True):
        if told := _stretch(words, pieces):
            yield told
    for section in below:
        for line in section.lines:
            yield sentence(_labelled(section.columns, line))


def _stretch(words: str, pieces: Sequence[Piece]) -> str:
    """Say a stretch of a text, and whether it is cut out of a longer one."""
    cut = ", cut off" if any(text.strip() == "…" and ink == "dim" for text, ink in pieces) else ""
    text = marked(Piece(text, _unmarked(ink)) for text, ink in pieces if ink != "dim")
    return f"{words}{cut}: {text}" if text else ""


def _unmarked(ink: Ink) -> Ink:
    return "guess" if ink == "guess" else "context"


def _parted(body: Section) -> tuple[Sequence[Piece], ...]:
    """Part a passage into what stands before the quote, the quote, and what stands after it.

    A guess at the edge of the quote belongs to it, unless it ends a word that began outside.
    """
    pieces = [piece for line in body.lines for each in line.cells for piece in each.pieces]
    at = [number for number, piece in enumerate(pieces) if piece.ink == "quote"]
    if not at:
        return pieces, (), ()
    first, last = at[0], at[-1]
    while first and pieces[first - 1].ink == "guess" and _is_edge(pieces, first - 2, -1):
        first -= 1
    while (
        pieces[last + 1 : last + 2]
        and pieces[last + 1].ink == "guess"
        and _is_edge(pieces, last + 2, 0)
    ):
        last += 1
    return pieces[:first], pieces[first : last + 1], pieces[last + 1 :]


def _is_edge(pieces: Sequence[Piece], at: int, letter: int) -> bool:
    """Whether a word ends at the near end of a piece, or there is none."""
    if not 0 <= at < len(pieces) or not pieces[at].text:
        return True
    return not pieces[at].text[letter].isalnum()
