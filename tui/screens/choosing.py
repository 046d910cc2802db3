"""What a list asks its reader, and what follows: an order, a wider query.

They are free functions of the main screen in a room of their own, so that it keeps what crosses
its panes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui import ordering
from tui.messages import Say

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

    def take(letter: str | None) -> None:
        if letter and (chosen := ordering.chosen(kind, orders, now, letter)):
            _reorder(page, chosen)

    offered = []
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
