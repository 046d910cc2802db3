"""An event as a claim: what is said, by whom, on which words, and what stands against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from db.anchor import State
from db.library import Library
from db.records import Event, Quote
from tui.address import Address
from tui.views import labels, telling
from tui.views.card import Card, Cell, Column, Ink, Line, Piece, Section

FACT_COLUMNS: Final = (Column(), Column(share=1, wraps=True))
"""A label of ours, and what the claim says to it."""

StateOf = Callable[[Quote], State | None]
"""Says how a quote stands in its text; None where nobody has looked."""

_UNNAMED: Final = "the source itself"


def _unknown(_: Quote) -> None:
    """Say that nobody has looked."""


def event_card(library: Library, identifier: str, state_of: StateOf = _unknown) -> Card:
    """Return the page of an event; `state_of` says how a quote stands in its text.

    Raises:
        NotFound: there is no event of this id.
    """
    event = library.event(identifier)
    others = library.same_as(event)
    everything = telling.gathered(library, event, *others)
    sections = (
        Section((Line((Cell.of(event.summary, "strong"),)),)),
        Section(tuple(quote_lines(library, event, state_of)), "in these words"),
        *_disputes(library, event, state_of),
        Section(tuple(_facts(event)), "the claim", FACT_COLUMNS),
        Section(tuple(_sayers(library, event)), "who says so", FACT_COLUMNS, beside=True),
        Section(tuple(_participants(library, event)), "who takes part", FACT_COLUMNS, beside=True),
        Section(tuple(_tellings(library, others)), "told elsewhere too", telling.COLUMNS),
        Section(tuple(_keeping(event)), "record", FACT_COLUMNS),
    )
    return Card(
        headline(library, event),
        labels.joined(
            event.claim.grade,
            telling.evidence(library, everything),
            labels.disputed(everything.disputes),
        ),
        tuple(section for section in sections if section.lines),
        view=str(Address("event", identifier)),
    )


def headline(library: Library, event: Event) -> str:
    """Return an event in a few words: its type, and who takes part."""
    people = telling.names(library, event, "person") or telling.names(library, event, "by")
    return labels.joined(labels.type_label(event.type), people)


def quote_lines(library: Library, event: Event, state_of: StateOf = _unknown) -> Iterator[Line]:
    """Yield each quote as a line to land on, and below it our translation, speaker and state."""
    for quote in library.quotes_of(event):
        view = str(Address("source", quote.source, part=quote.id))
        words = Cell((Piece("“"), Piece(labels.in_line(quote.exact), "quote"), Piece("”")))
        yield Line((words,), view, event.id, quote.id)
        if quote.translation:
            yield Line((Cell.of(f"our translation: {quote.translation}"),))
        yield Line((Cell(tuple(_about_quote(library, quote, state_of(quote)))),))


def _about_quote(library: Library, quote: Quote, state: State | None) -> Iterator[Piece]:
    speaker = library.name_of(quote.speaker) if quote.speaker else ""
    source = library.name_of(f"source/{quote.source}")
    yield Piece(
        labels.joined(speaker, labels.speech_label(quote), source, labels.language(quote.lang)),
        "dim",
    )
    if state is not None:
        yield Piece(" · ", "dim")
        yield Piece(labels.state_label(state), labels.state_ink(state))


def _fact(label: str, words: str, ink: Ink = "plain") -> Line:
    return Line((Cell.of(label, "dim"), Cell.of(words, ink)))


def _facts(event: Event) -> Iterator[Line]:
    grade = event.claim.grade
    yield _fact("type", labels.type_label(event.type))
    yield _fact("grade", f"{grade}: {labels.GRADES.get(grade, grade)}", labels.grade_ink(grade))
    yield _fact("status", event.status, "plain" if event.status == "done" else "soft")
    yield _fact("date", labels.date_words(event.date) if event.date else labels.UNDATED)
    if event.until:
        yield _fact("until", labels.date_words(event.until))
    if event.duration:
        own = f"“{event.duration.text}”"
        yield _fact("lasted", _beside(labels.duration_words(event.duration), own))
    if event.title:
        yield _fact("title", event.title)
    if event.amount:
        own = f"“{event.amount.text}”"
        yield _fact("amount", _beside(labels.amount_words(event.amount), own))


def _beside(words: str, own: str) -> str:
    """Put the source's own words beside ours, unless they are the same."""
    return words if words == own else labels.joined(words, own)


def _sayers(library: Library, event: Event) -> Iterator[Line]:
    claim = event.claim
    by = library.name_of(claim.by_id) if claim.by_id else ""
    if by and claim.by and claim.by != by:
        by = f"{by} ({claim.by})"
    yield _linked("says", by or claim.by or _UNNAMED, claim.by_id)
    for reference in reversed(claim.via):
        yield _linked("relayed by", library.name_of(reference), reference)
    if claim.said:
        yield _fact("said", labels.date_words(claim.said))
    for source in dict.fromkeys(quote.source for quote in library.quotes_of(event)):
        reference = f"source/{source}"
        yield _linked("in", library.name_of(reference), reference)


def _linked(label: str, words: str, reference: str | None) -> Line:
    ink: Ink = "link" if reference else "plain"
    return Line((Cell.of(label, "dim"), Cell.of(words, ink)), view=reference)


def _participants(library: Library, event: Event) -> Iterator[Line]:
    for role in event.roles:
        name = telling.name(library, role)
        named = f" ({role.text})" if role.reference and role.text and role.text != name else ""
        yield _linked(labels.role_label(role.role), f"{name}{named}", role.reference)


def _disputes(library: Library, event: Event, state_of: StateOf) -> Iterator[Section]:
    """Yield each dispute as two sections: this claim, and beside it the one against it."""
    heading = f"{labels.DISPUTED} cannot be right together with it"
    for other in library.disputes_of(event):
        yield Section(
            tuple(_side(library, event, state_of, is_here=True)), "this claim", is_foil=True
        )
        yield Section(tuple(_side(library, other, state_of, is_here=False)), heading, beside=True)


def _side(library: Library, event: Event, state_of: StateOf, *, is_here: bool) -> Iterator[Line]:
    """Yield one side of a dispute; only the other side's lines lead anywhere."""
    view, shown = (None, None) if is_here else (str(Address("event", event.id)), event.id)
    yield Line((Cell.of(event.summary, "plain" if is_here else "link"),), view, shown)
    claim = event.claim
    by = library.name_of(claim.by_id) if claim.by_id else claim.by or _UNNAMED
    status = "" if event.status == "done" else event.status
    said = labels.joined(claim.grade, status, f"says {by}", labels.date_label(event))
    yield Line((Cell.of(said, labels.grade_ink(claim.grade)),))
    for line in quote_lines(library, event, state_of):
        yield Line(line.cells) if is_here else line


def _tellings(library: Library, others: tuple[Event, ...]) -> Iterator[Line]:
    for other in others:
        yield telling.line(library, telling.gathered(library, other))
        sources = dict.fromkeys(quote.source for quote in library.quotes_of(other))
        titles = tuple(library.name_of(f"source/{source}") for source in sources)
        yield Line((Cell(), Cell(), Cell.of(f"in {labels.listed(titles)}", "dim")))


def _keeping(event: Event) -> Iterator[Line]:
    yield _fact("id", event.id, "dim")
    if event.extracted_by:
        yield _fact("recorded by", event.extracted_by, "dim")
    yield _fact("checked by", event.reviewed_by or "nobody yet", "dim")
