"""Which screen shows what: lists and records on one, a source to be read and problems on others.

Browse lies at the bottom of all, with the list that one came from; a room of its own stands over
it, and gives way when one goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.widget import AwaitMount

from tui.address import PROBLEMS, Address
from tui.screens.page import Page
from tui.state import Place

if TYPE_CHECKING:
    from tui.app import Explorer
    from tui.desk import Desk
    from tui.screens.browse import Browse

Room = Literal["browse", "reader", "problems"]
"""The screens that have addresses, by the names of their commands."""


def room_of(address: Address) -> Room:
    """Return which screen shows a view."""
    if address.page == PROBLEMS:
        return "problems"
    return "reader" if address.kind == "source" and address.is_record else "browse"


def first(app: Explorer, start: Place) -> Browse:
    """Return the screen with the list that lies behind all else."""
    from tui.screens.browse import Browse

    own = room_of(start.address) != "browse"
    return Browse(app.desk, Place(Address(start.address.kind)) if own else start)


async def begin(app: Explorer, start: Place) -> None:
    """Show the first place, with the list behind it that Esc leads to; keys wait till it stands."""
    if not isinstance(app.screen, Page):
        app.push_screen(first(app, start))
    await AwaitMount(app.screen, [app.screen])
    if room_of(start.address) != "browse":  # both say where one is, the one in front last
        app.push_screen(_made(app.desk, start))


def can_show(app: Explorer, address: Address) -> bool:
    """Whether a view can be shown now: a room gives way only where no window stands over it."""
    page = app.page
    return app.screen is page or room_of(page.here.address) == room_of(address)


def show(app: Explorer, place: Place) -> None:
    """Show a place in its room."""
    here, wanted = room_of(app.page.here.address), room_of(place.address)
    if here == wanted:
        app.page.show(place)
        return
    if here != "browse":
        app.pop_screen()
    if wanted == "browse":
        app.page.show(place)
    else:
        app.push_screen(_made(app.desk, place))


def _made(desk: Desk, place: Place) -> Page:
    if room_of(place.address) == "problems":
        from tui.screens.problems import Problems

        return Problems(desk, place)
    from tui.screens.reader import Reader

    return Reader(desk, place)
