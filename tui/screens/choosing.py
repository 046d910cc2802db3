"""What a list asks its reader, and what follows: an order, a wider query, a table of counts.

They are free functions of the main screen in a room of their own, so that it keeps what crosses
its panes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui import ordering
from tui.address import Address
from tui.messages import Open, Say
from tui.state import Pane

if TYPE_CHECKING:
    from tui.screens.browse import Browse


def sort(page: Browse) -> None:
    """Order the list by the next of its columns."""
    _reorder(page, page.desk.reordered(page.listing).sort)


def order(page: Browse) -> None:
    """Ask for an order by its letter; the letter of the present one turns it round."""
    from tui.screens.ask import Choice, Choose  # not needed for the first list

    if page.answer is None:
        return
    kind, orders = page.listing.kind, page.desk.library.sorts(page.listing.kind)
    now, _ = page.desk.order(page.listing, page.answer)
    has_words = ordering.has_words(page.answer.query)

    def take(letter: str | None) -> None:
        if letter == ordering.BEST_LETTER and has_words:
            _reorder(page, None)
        elif letter and (chosen := ordering.chosen(kind, orders, now, letter)):
            _reorder(page, chosen)

    offered = []
    if has_words:
        offered.append(
            Choice(ordering.BEST_LETTER, ordering.BEST_FIRST, letter=ordering.BEST_LETTER)
        )
    for each in ordering.offered(kind, orders):
        is_now = now is not None and now.removeprefix("-") == each.name
        words = ordering.in_words(orders, now) if is_now and now else each.words
        aside = f"{each.letter} turns it round" if is_now else each.letter.upper()
        offered.append(Choice(each.letter, words, aside, letter=each.letter))
    prompt = "Order the list; a capital turns the order round"
    page.app.push_screen(Choose(prompt, offered, any_letter=True), take)


def _reorder(page: Browse, sort: str | None) -> None:
    """Order the list, and say how."""
    page.relist(replace(page.listing, sort=sort))
    if page.answer is not None:
        _, words = page.desk.order(page.listing, page.answer)
        page.post_message(Say(f"Sorted {words}."))


def widen(page: Browse) -> None:
    """Take the last term of the query out, and say which; where there is none, say so."""
    wider = page.desk.widened(page.listing)
    if wider is None:
        page.post_message(Say("Nothing narrows this list; it is shown whole."))
        return
    dropped = page.listing.query[len(wider.query) :].strip()
    page.relist(wider)
    page.post_message(Say(f"Without {dropped}."))


def alone(page: Browse) -> None:
    """Give the list the whole width while it has the focus, or show the record beside it again."""
    page.is_alone = not page.is_alone
    if page.is_alone and page.results.count():
        page.results.focus(scroll_visible=False)


def column(page: Browse) -> None:
    """Ask for a column by its letter, then show how often each of its values occurs."""
    from tui.screens.ask import Choice, Choose  # not needed for the first list

    kind = page.listing.kind
    letters = ordering.lettered(kind, [each.name for each in page.desk.countable(kind)])
    offered = [
        Choice(each.name, each.label, letter=letters[each.name])
        for each in page.desk.countable(kind)
    ]

    def take(name: str | None) -> None:
        if name:
            frequency(page, name)

    page.app.push_screen(Choose("Count the values of which column?", offered), take)


def whole(page: Browse, label: str) -> None:
    """Show all values of a facet."""
    for each in page.desk.countable(page.listing.kind):
        if each.label == label:
            frequency(page, each.name)


def frequency(page: Browse, name: str) -> None:
    """Show how often each value of a column occurs; the value that is chosen narrows the list."""
    from tui.screens.frequency import FrequencyWindow  # not needed for the first list

    if page.answer is None:
        return

    def take(narrowed: Address | None) -> None:
        if narrowed is not None:
            pane: Pane = "facets" if page.facets.has_focus else "list"
            page.post_message(Open(narrowed, pane))

    page.app.push_screen(FrequencyWindow(page.desk, page.listing, page.answer, name), take)
