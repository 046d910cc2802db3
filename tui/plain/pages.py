"""A page: what an address shows, in words, with what its numbers lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from db.errors import BadQuery
from db.query import describe, unparse
from db.records import TABLES
from db.search import Results, require_order
from tui.address import Address
from tui.desk import Desk
from tui.plain import cards
from tui.plain.cards import Spoken
from tui.plain.lazy import Lazy
from tui.plain.rows import rows, targets
from tui.plain.wording import listed, sentence, worded
from tui.views.card import Card, Line


@dataclass(frozen=True, slots=True)
class Page:
    """What is said of a place."""

    name: str
    """What it is, in a few words: "Jason Wei", "the people that have meta"."""
    lines: Sequence[str]
    """Everything that is said, in order."""
    targets: Sequence[Line] = ()
    """What the numbers lead to, from 1 on."""
    card: Card | None = None
    """The card that it says, where it is one."""
    results: Results | None = None
    """What was found, where it is a list."""
    headings: tuple[tuple[int, str], ...] = field(default=())
    """At which line each part begins, and what it is called."""


def page(desk: Desk, address: Address) -> Page:
    """Return what there is to say of an address.

    Raises `NotFound`, `BadQuery` or `BadTerm` where it is none.
    """
    if address.is_list:
        return listing(desk, address)
    if quote := quote_of(desk, address):
        return _quoted(desk, quote)
    return of_card(desk, desk.card(address), address)


def listing(desk: Desk, address: Address) -> Page:
    """Return a list: how many there are and in which order, then the rows."""
    require_order(desk.library, address.kind, address.sort)
    results = desk.search(address)
    if isinstance(results, BadQuery):
        raise results
    noun = TABLES[address.kind]
    name = f"the {noun} that “{address.query}” finds" if address.query.strip() else f"the {noun}"
    if not results.total:
        return _nothing(address, results)
    _, order = desk.order(address, results)
    said = rows(desk.library, results)
    head = f"{sentence(noun)}: {worded(results.summary)}, {order}."
    lines = Lazy(len(said) + 1, lambda at: said[at - 1] if at else head)
    return Page(name, lines, targets(results), results=results)


def _nothing(address: Address, results: Results) -> Page:
    """Return what to do where nothing is found: which term to drop, or what to bring in."""
    noun = TABLES[address.kind]
    if results.query.is_empty:
        lines = [f"No {noun} yet.", "import FILE brings a file of data in, add FILE a document."]
        return Page(f"the {noun}", lines, results=results)
    lines = [f"No {noun} found.", f"Asked for: {describe(results.query)}."]
    leads = []
    if results.hint:
        leads.append(Line(view=str(address.narrowed(unparse(results.hint.query)))))
        lines.append(f"1. {results.hint} Opening this number drops it.")
    leads.append(Line(view=str(Address(address.kind))))
    lines.append(f"{len(leads)}. All {noun}.")
    return Page(f"the {noun} that “{address.query}” finds", lines, leads, results=results)


def of_card(
    desk: Desk,
    card: Card,
    address: Address | None = None,
    *,
    is_text: bool = False,
) -> Page:
    """Return a card in words."""
    seen_from = address.reference if address is not None and address.is_record else None
    title, *rest = cards.spoken(desk.library, card, seen_from, is_text=is_text)
    kind = f"{sentence(address.kind)}: " if seen_from and address is not None else ""
    lines = [title._replace(words=f"{kind}{title.words}"), *rest]
    words, leads = cards.numbered(lines)
    return Page(title.words, words, leads, card, None, tuple(_headings(lines)))


def quote_of(desk: Desk, address: Address) -> str | None:
    """Return the quote that an address leads to, where it is one of a source."""
    if address.kind != "source" or address.part is None or not address.id:
        return None
    has = desk.library.has(f"quote/{address.part}")
    return address.part if has and desk.library.quote(address.part).source == address.id else None


def _quoted(desk: Desk, name: str) -> Page:
    """Return a source at one of its quotes: the passage, then the facts that it supports."""
    quote = desk.library.quote(name)
    names = [each.id for each in desk.library.quotes_in(quote.source)]
    passage = cards.passage(desk.passage(tuple(names), names.index(name)))
    card = desk.facts_of(name)
    words, leads = cards.numbered(_facts(desk, card))
    title = desk.library.name_of(f"source/{quote.source}")
    return Page(f"a quote of {title}", [*passage, *words], leads, card)


def _facts(desk: Desk, card: Card) -> Iterator[Spoken]:
    """Say which facts a quote supports, or that it supports none."""
    title, *rest = cards.spoken(desk.library, card)
    yield Spoken(f"{sentence(listed(title.words, card.aside))}:", is_heading=True)
    yield from rest[1:]


def _headings(lines: Sequence[Spoken]) -> Iterator[tuple[int, str]]:
    for at, each in enumerate(lines):
        if each.is_heading:
            yield at, each.words
