"""The words behind a fact: read in their place, in their source, cited, copied."""

from __future__ import annotations

from db.errors import NotFound
from tui.address import Address
from tui.address import parse as parse_address
from tui.copying import FORMS, VIEW, text_of
from tui.plain import cards, pages
from tui.plain.places import reading
from tui.plain.sitting import Sitting, Unsayable
from tui.state import Quotes
from tui.views.card import Card, Line

NOTHING = "Nothing is quoted here. Open a record, then say quote and the number of a fact."


def quote(sitting: Sitting, words: str) -> None:
    """Read the words behind the fact at a number; without one, the words that are at hand."""
    if words:
        sitting.quotes = _behind(sitting, sitting.line(words))
    elif not sitting.quotes.ids:
        sitting.quotes = _first(sitting)
    if not sitting.quotes.ids:
        raise Unsayable(f"Nothing is quoted at number {words}." if words else NOTHING)
    _read(sitting)


def _behind(sitting: Sitting, line: Line) -> Quotes:
    """Return the quotes behind a line of a page, or behind the first fact of a row of a list."""
    if (card := sitting.numbers_card) is not None:
        return Quotes(sitting.desk.quotes_of(line, card))
    if line.quote or line.event:
        return Quotes((line.quote,) if line.quote else _of_event(sitting, line.event or ""))
    return _of_record(sitting, parse_address(line.view)) if line.view else Quotes()


def _of_record(sitting: Sitting, address: Address) -> Quotes:
    if not address.is_record:
        return Quotes()
    address, _ = sitting.led(address)
    if name := pages.quote_of(sitting.desk, address):
        return Quotes((name,))
    return Quotes(sitting.desk.quotes_of(None, sitting.desk.card(address)))


def _of_event(sitting: Sitting, event: str) -> tuple[str, ...]:
    return sitting.desk.library.event(event).quotes


def _first(sitting: Sitting) -> Quotes:
    """Return the quotes of the first fact of the page."""
    card = sitting.page.card
    return Quotes(sitting.desk.quotes_of(None, card)) if card is not None else Quotes()


def _read(sitting: Sitting) -> None:
    """Read the quote at hand in its place."""
    quotes = sitting.quotes
    lines = list(cards.passage(sitting.desk.passage(quotes.ids, quotes.number)))
    if len(quotes.ids) > 1:
        lines.append("next and previous read the others.")
    sitting.say(lines)


def next_quote(sitting: Sitting, _: str) -> None:
    """Read the next quote."""
    _step(sitting, 1)


def previous_quote(sitting: Sitting, _: str) -> None:
    """Read the quote before."""
    _step(sitting, -1)


def _step(sitting: Sitting, by: int) -> None:
    """Read another quote: of the source, where one is at a quote of it, else of the fact."""
    here = sitting.here.address
    name = pages.quote_of(sitting.desk, here)
    if name and sitting.quotes.shown == name:
        source = sitting.desk.library.quote(name).source
        names = [each.id for each in sitting.desk.library.quotes_in(source)]
        if len(names) == 1:
            raise Unsayable("This source has no other quote.")
        part = names[(names.index(name) + by) % len(names)]
        sitting.settle(Address("source", source, part=part))
        sitting.announce()
        return
    if not sitting.quotes.ids:
        sitting.quotes = _first(sitting)
        if not sitting.quotes.ids:
            raise Unsayable(NOTHING)
    elif len(sitting.quotes.ids) == 1:
        raise Unsayable("This fact has no other quote.")
    else:
        sitting.quotes = sitting.quotes.step(by)
    _read(sitting)


def source(sitting: Sitting, words: str) -> None:
    """Open the source at the words at hand, or at those behind the fact at a number."""
    if words:
        sitting.quotes = _behind(sitting, sitting.line(words))
    elif not sitting.quotes.ids:
        sitting.quotes = _first(sitting)
    name = sitting.quotes.shown
    if name is None:
        raise Unsayable("There is no quote here to open a source for.")
    sitting.visit(Address("source", sitting.desk.library.quote(name).source, part=name))


def text(sitting: Sitting, _: str) -> None:
    """Read all that is held of the source: its text, or its quotes with the gaps between them."""
    here = sitting.here.address
    name = pages.quote_of(sitting.desk, here) or sitting.quotes.shown
    if here.kind == "source" and here.id:
        identifier: str | None = here.id
    else:
        identifier = sitting.desk.library.quote(name).source if name else None
    if identifier is None:
        raise Unsayable("There is no source here; source opens that of a quote.")
    address = Address("source", identifier, part=name)
    card = sitting.desk.article(address, translated=False)
    if hint := sitting.desk.damage_hint(identifier):
        sitting.note(hint)
    _say(sitting, card)


def _say(sitting: Sitting, card: Card) -> None:
    page = pages.of_card(sitting.desk, card, is_text=True)
    sitting.number(page.targets, f"the text of {card.title}")
    sitting.say(page.lines)


def translation(sitting: Sitting, words: str) -> None:
    """Say translations or leave them out; on a source, say them quote by quote."""
    desk = sitting.desk
    desk.translated = _chosen("translation", words, now=desk.translated)
    sitting.note(f"Texts are read {reading(sitting)}.")
    here = sitting.here.address
    if desk.translated and here.kind == "source" and here.id and not sitting.page.results:
        _say(sitting, desk.article(here, translated=True))
    else:
        _renew(sitting)


def repaired(sitting: Sitting, words: str) -> None:
    """Read damaged texts repaired, or as they are."""
    sitting.desk.repaired = _chosen("repaired", words, now=sitting.desk.repaired)
    sitting.note(f"Texts are read {reading(sitting)}.")
    _renew(sitting)


def _renew(sitting: Sitting) -> None:
    """Have the page made anew, and read the quote at hand again, which may read otherwise now."""
    quotes, place = sitting.quotes, sitting.here
    if not place.address.page:
        sitting.settle(place.address)
    sitting.here, sitting.quotes = place, quotes
    if quotes.ids:
        _read(sitting)


def _chosen(name: str, words: str, *, now: bool) -> bool:
    """Return what a switch is set to; without words it is turned."""
    if words.casefold() in ("on", "off"):
        return words.casefold() == "on"
    if words:
        raise Unsayable(f"“{name}” takes on or off, or nothing to change it.")
    return not now


def _form(sitting: Sitting, words: str) -> tuple[str, str]:
    """Return what is taken along, and what it is called."""
    name = words.casefold() or "quote"
    if name not in (*FORMS, VIEW):
        raise Unsayable(f"There is no form “{words}”. There are: {', '.join((*FORMS, VIEW))}.")
    if name != VIEW and not sitting.quotes.ids:
        sitting.quotes = _first(sitting)
    try:
        shown = sitting.quotes.shown
        content = text_of(name, sitting.desk.library, str(sitting.here.address), shown)
    except NotFound as error:
        raise Unsayable(f"{NOTHING} “view” needs none.") from error
    return content, FORMS[name].label if name in FORMS else "the view"


def cite(sitting: Sitting, words: str) -> None:
    """Say a citation; data of several lines is said line by line."""
    content, _ = _form(sitting, words or "plain")
    sitting.say(content.split("\n"))


def copy(sitting: Sitting, words: str) -> None:
    """Copy the quote, or a citation, and say where it went."""
    content, label = _form(sitting, words)
    where = sitting.session.copy(content, sitting.console.send)
    sitting.note(f"{label[:1].upper()}{label[1:]}: {where[:1].lower()}{where[1:]}")


def forms() -> tuple[str, ...]:
    """Return the names of the forms in which a quote is taken along."""
    return (*FORMS, VIEW)
