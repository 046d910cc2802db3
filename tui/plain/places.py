"""Moving about: what stands at a number, the parts of a page, the way back, the end."""

from __future__ import annotations

from tui.address import LISTS, Address
from tui.address import parse as parse_address
from tui.plain.sitting import Leave, Sitting, Unsayable, number_in
from tui.plain.wording import listed, sentence
from tui.state import Trail
from tui.views import labels
from tui.views.card import Card, Line


def open_number(sitting: Sitting, words: str) -> None:
    """Open what stands at a number, or a view."""
    if words.isdecimal():
        sitting.line(words)
        sitting.open_number(int(words))
    elif any(sign in words for sign in "/?#") or words in ("people", "companies", "events"):
        go(sitting, words)
    else:
        raise Unsayable(f"“open” needs a number. To search for words: search {words}")


def go(sitting: Sitting, words: str) -> None:
    """Go to a view, or to a mark by its letter."""
    marked = sitting.session.marks.get(words) if len(words) == 1 else None
    sitting.visit(parse_address(marked or words))


def back(sitting: Sitting, _: str) -> None:
    """Go back; from the first place, to its list."""
    here = sitting.here
    if sitting.trail.behind or here.address.is_list:
        nowhere = "This is where you began; there is nothing to go back to."
        sitting.walk(sitting.trail.back, nowhere)
        return
    ahead = (*sitting.trail.ahead, here)
    sitting.settle(Address(here.address.kind))
    sitting.trail = Trail((), ahead)
    sitting.announce()


def forward(sitting: Sitting, _: str) -> None:
    """Go forward again."""
    sitting.walk(sitting.trail.forward, "There is nothing to go forward to.")


def repeat(sitting: Sitting, _: str) -> None:
    """Say the page again; what is wrong is looked up again where the file has changed."""
    if sitting.here.address.page and sitting.desk.report is None:
        sitting.settle(sitting.here.address)
    sitting.announce()


def more(sitting: Sitting, _: str) -> None:
    """Go on with an answer."""
    sitting.go_on()


def rest(sitting: Sitting, _: str) -> None:
    """Say all that is left of an answer."""
    sitting.go_on(whole=True)


def leave(_: Sitting, __: str) -> None:
    """Leave."""
    raise Leave


def where(sitting: Sitting, _: str) -> None:
    """Say where one is."""
    desk, trail = sitting.desk, sitting.trail
    sizes = listed(*(labels.counted(desk.library.count(each), each) for each in LISTS))
    lines = [
        f"You are at {sitting.here.address}: {sitting.page.name}.",
        f"Database {desk.library.name}: {sizes}.",
        _numbers(sitting),
        f"Behind you: {labels.counted(len(trail.behind), 'place')}; "
        f"ahead: {labels.counted(len(trail.ahead), 'place')}.",
    ]
    if quote := sitting.quotes.shown:
        many = len(sitting.quotes.ids)
        lines.append(f"The quote is {quote}, {sitting.quotes.number + 1} of {many}.")
    lines.append(f"Texts are read {reading(sitting)}.")
    if sitting.is_restricted:
        lines.append("This session only reads.")
    sitting.say(lines)


def _numbers(sitting: Sitting) -> str:
    many = len(sitting.numbered)
    if not many:
        return "Nothing has a number here."
    to = f"The numbers 1 to {many:,} are" if many > 1 else "The number 1 is"
    return f"{to} of {sitting.numbers_of}."


def reading(sitting: Sitting) -> str:
    """Say how texts are read."""
    how = "repaired, with guesses marked" if sitting.desk.repaired else "as they are on disk"
    with_or = "with" if sitting.desk.translated else "without"
    return f"{how}, {with_or} our translations"


def headings(sitting: Sitting, words: str) -> None:
    """List the headings of a page, or read what stands below one of them."""
    found = sitting.page.headings
    if not found:
        raise Unsayable("This page has no headings.")
    if not words:
        sitting.say(
            [
                f"Headings of {sitting.page.name}; headings N reads one.",
                *(f"{number}. {each}" for number, (_, each) in enumerate(found, start=1)),
            ]
        )
        return
    number = number_in(words, len(found))
    if number is None:
        raise Unsayable(f"There is no heading {words}. They go from 1 to {len(found)}.")
    _part(sitting, number - 1, number)


def _part(sitting: Sitting, first: int, last: int) -> None:
    """Say the parts of a page from one heading up to another; the numbers stay the page's."""
    starts = [*(at for at, _ in sitting.page.headings), len(sitting.page.lines)]
    sitting.take_numbers()
    sitting.say(sitting.page.lines[starts[first] : starts[last]])


_HISTORY = ("spells", "history", labels.UNDATED)
_FLOWS = (
    *("came from where", "left for where", "moved within", "not done"),
    *("posts and foundings", "other moves"),
)


def history(sitting: Sitting, words: str) -> None:
    """Say a career, or who came and left."""
    if words:
        line = sitting.line(words)
        if line.view is None:
            raise Unsayable(f"Number {words} leads to no record.")
        _at_record(sitting, parse_address(line.view), words)
    address, page = sitting.here.address, sitting.page
    if not address.is_record or address.kind not in ("person", "company"):
        raise Unsayable("Only people and companies have a history; open one first.")
    wanted = _HISTORY if address.kind == "person" else _FLOWS
    heads = [
        number
        for number, (_, each) in enumerate(page.headings)
        if number and each.casefold().startswith(wanted)
    ]
    if not heads:
        raise Unsayable(f"No move of {page.name} is told; repeat says what is.")
    sitting.take_numbers()
    starts = [*(at for at, _ in page.headings), len(page.lines)]
    told = [line for head in heads for line in page.lines[starts[head] : starts[head + 1]]]
    sitting.say([f"{page.name}.", *told])


def _at_record(sitting: Sitting, address: Address, number: str) -> None:
    """Be at a record, without saying all of it."""
    if address.kind not in ("person", "company") or not address.is_record:
        raise Unsayable("Only people and companies have a history.")
    shown, _ = sitting.led(address)
    here, trail = sitting.left_at(int(number)), sitting.trail
    sitting.settle(shown)
    sitting.trail = trail.leave(here)


def links(sitting: Sitting, _: str) -> None:
    """List the records that a page leads to, with those that take part in its events."""
    library = sitting.desk.library
    views: dict[str, None] = {}
    lines = sitting.page.targets
    for line in lines[:_MOST]:
        address = parse_address(line.view) if line.view else None
        if address is not None and address.is_record and address.kind in LISTS:
            views[address.reference] = None
        if line.event:
            roles = library.event(line.event).roles
            views.update(dict.fromkeys(each.reference for each in roles if each.reference))
    views.pop(sitting.here.address.reference, None)
    named = [each for each in views if library.has(each)]
    if not named:
        raise Unsayable("This page leads to no record.")
    sitting.number([Line(view=each) for each in named], f"the links of {sitting.page.name}")
    cut = f", those of the first {_MOST:,} numbers of {len(lines):,}" if len(lines) > _MOST else ""
    kinds = (each.partition("/")[0] for each in named)
    rows = zip(kinds, (library.name_of(each) for each in named), strict=True)
    sitting.say(
        [
            f"Links of {sitting.page.name}, {labels.counted(len(named), 'record')}{cut}:",
            *(f"{number}. {kind}: {name}" for number, (kind, name) in enumerate(rows, start=1)),
        ]
    )


_MOST = 1000
"""From how many lines of a page links are gathered."""


def say_card(sitting: Sitting, card: Card, *, is_text: bool = False) -> None:
    """Say a card that is no place: the numbers become its own."""
    from tui.plain import pages

    page = pages.of_card(sitting.desk, card, is_text=is_text)
    sitting.number(page.targets, sentence(card.title))
    sitting.say(page.lines)
