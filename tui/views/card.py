"""Card, Section, Line, Cell, Piece: the vocabulary in which every view is said.

A view is frozen data: which words, in which ink, on which line, and what a line leads to. It knows
no width and no colour. `tui.layout` fits it to a width; `tui.paint` gives the inks their colours;
the command line prints the same cards as plain text. They are named tuples, because a screen makes
hundreds of them for every key.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

Ink = Literal[
    "plain",  # what one reads
    "strong",  # a name, a heading's subject
    "dim",  # what is secondary: counts, ids, words of ours
    "head",  # the heading of a section
    "accent",  # the one thing the eye should find
    "link",  # leads to another record
    "match",  # letters that the query found
    "quote",  # the words of a source that are the evidence
    "focus",  # the quote that the cursor is on, among other quotes
    "context",  # the words around the evidence
    "words",  # other words of a source, which one reads
    "guess",  # a repaired character that is a guess
    "warn",  # disputed, altered, missing
    "soft",  # a grade that is not plainly stated: reported, alleged, rumoured, implied, opinion
    "denied",  # denied
    "bar",  # a spell on the timeline
    "rule",  # lines and the sign of where one is in a long pane
]
"""What a piece of text is for; `tui.paint` decides how it looks."""

QUOTED: Final[tuple[Ink, ...]] = ("quote", "focus", "context", "words", "guess")
"""The inks of what a source says, which is drawn sign for sign."""


class Piece(NamedTuple):
    """A run of text in one ink. The text may come from data; it is made visible when laid out."""

    text: str
    """The words."""
    ink: Ink = "plain"
    """What they are for."""

    @property
    def is_quoted(self) -> bool:
        """Whether they are words of a source, which are drawn sign for sign."""
        return self.ink in QUOTED


class Cell(NamedTuple):
    """What stands in one column of a line."""

    pieces: tuple[Piece, ...] = ()
    """The runs, side by side."""

    @classmethod
    def of(cls, text: str, ink: Ink = "plain") -> Cell:
        """Build a cell of a single run."""
        return cls((Piece(text, ink),) if text else ())

    @property
    def text(self) -> str:
        """The words without their inks."""
        return "".join(piece.text for piece in self.pieces)


class Line(NamedTuple):
    """One line of a card: its cells, and what it leads to."""

    cells: tuple[Cell, ...] = ()
    """One for each column of the section."""
    view: str | None = None
    """Where Enter leads, as a view string; a line with a view or an event can be landed on."""
    event: str | None = None
    """The event this line tells, whose passage is shown below."""
    quote: str | None = None
    """The quote this line shows, where it is one of several of its event."""
    name: str = ""
    """What it is known by, where that is neither its quote, nor its event, nor its view."""
    words: str = ""
    """The event whose passage is shown below, where the line does not tell that event alone."""

    @property
    def can_be_landed_on(self) -> bool:
        """Whether the cursor stops here."""
        leads = (self.view, self.event, self.quote)
        return bool(self.name) or any(each is not None for each in leads)


class Column(NamedTuple):
    """How a column of a section behaves when there is more, or less, room than it wants."""

    share: int = 0
    """0: as wide as its widest cell; more: takes that share of the room that is left."""
    most: int | None = None
    """The most cells it may take, where it has no share."""
    least: int = 0
    """The fewest cells at which it is still of use; below that it gives way."""
    keep: int = 9
    """The order in which columns give way when there is no room: the lowest first; 9 never."""
    align: Literal["left", "right"] = "left"
    """Which side the words lean to."""
    wraps: bool = False
    """Whether what does not fit goes on below, instead of being cut with `…`."""
    instead_of: int | None = None
    """The column it stands in for, in short: it is shown only where that one gave way."""


PROSE = (Column(share=1, wraps=True),)
"""A single column of text that wraps."""


class Section(NamedTuple):
    """Lines under one heading, in the same columns."""

    lines: tuple[Line, ...]
    """What it holds."""
    heading: str = ""
    """Its heading; empty for none."""
    columns: tuple[Column, ...] = PROSE
    """How its lines are laid out."""
    indent: int = 2
    """How far its lines stand in, in cells."""
    beside: bool = False
    """Whether it may stand to the right of the section before it, where there is room."""
    is_foil: bool = False
    """Whether it is left out where the sections to its right cannot stand beside it."""


class Card(NamedTuple):
    """Everything that is shown of one record."""

    title: str
    """The record's name."""
    aside: str = ""
    """Counts and the like, in the same line on the right."""
    sections: tuple[Section, ...] = ()
    """What is told, in order."""
    view: str = ""
    """The record's view string."""

    @property
    def lines(self) -> Iterator[Line]:
        """All lines, in reading order."""
        for section in self.sections:
            yield from section.lines


class Row(NamedTuple):
    """One line of a list."""

    view: str
    """The record's view string, which also tells rows apart."""
    title: Cell
    """The name, with the letters that the query found in their own ink."""
    aside: str = ""
    """A count or a date, on the right."""
    badges: str = ""
    """Marks that do not rely on colour: `≠` disputed, `~` found by a likely typo."""
    snippet: Cell = Cell()
    """Where the match lies, when it is not in the name."""


NEVER: Final = 9
"""The rank of a column that does not give way."""


class ListColumn(NamedTuple):
    """A column of a list, and how it behaves when there is less room than it wants."""

    name: str
    """What `sort=` calls it."""
    heading: str
    """What stands above it; empty where it has no name of its own."""
    letter: str = ""
    """The letter that chooses it."""
    width: int = 0
    """Its cells; 0 where it takes a share of what is left."""
    share: int = 0
    """How large a share of what is left it takes."""
    least: int = 0
    """The fewest cells at which a share is still of use."""
    most: int = 0
    """The most cells that a share takes while others want more; 0 for any."""
    keep: int = NEVER
    """The order in which columns give way when there is no room: the lowest first."""
    align: Literal["left", "right"] = "left"
    """Which side the words lean to."""
    is_most_first: bool = False
    """Whether its order begins with the largest."""
    stands: Literal["", "before", "after"] = ""
    """Where what matters of it stands beside the name, when it gave way; empty for nowhere."""

    @property
    def is_name(self) -> bool:
        """Whether it is what a row is called, which never gives way."""
        return self.share > 0 and self.keep == NEVER


class Entry(NamedTuple):
    """What stands in one column of a row of a list."""

    cell: Cell = Cell()
    """The words, in the column."""
    short: Cell | None = None
    """The words beside the name, where the column gave way; None for the same words.

    Of the name itself, signs that stand after it and are never cut off.
    """


class Passage(NamedTuple):
    """A quote in its place: what stands before, the words, what stands after."""

    heading: str
    """The source: title, publisher, language, date."""
    state: str
    """How the quote stands in its text, in words: "exact", "altered", "no text at hand"."""
    place: str
    """Which quote of how many: "quote 1 of 2"."""
    body: tuple[Piece, ...]
    """Context, quote, context."""
    translation: str = ""
    """Our English, where there is one and the reader wants it."""
    speaker: str = ""
    """Whose words these are, in words; empty for prose."""
    source_view: str = ""
    """Where `o` leads."""
    quote: str = ""
    """The id of the quote."""
    note: str = ""
    """What to say instead or besides: how to attach the text, that a reading is repaired."""
