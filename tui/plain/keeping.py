"""What is kept for the reader: saved queries, marks, and where a session broke off."""

from __future__ import annotations

from tui.address import Address
from tui.address import parse as parse_address
from tui.leaving.places import settle
from tui.naming import plain_name, suggested_name
from tui.plain.sitting import Sitting, Unsayable, number_in
from tui.plain.wording import listed
from tui.state import Place
from tui.views.card import Line


def saved(sitting: Sitting, words: str) -> None:
    """List the saved queries, or go to one by its number or name."""
    known = dict(sitting.session.saved)
    if not known:
        raise Unsayable("No query is saved here; save keeps the list you are in.")
    if words:
        names = list(known)
        number = number_in(words, len(names))
        name = words if number is None else names[number - 1]
        if name not in known:
            raise Unsayable(f"There is no saved query “{words}”. saved lists them.")
        sitting.visit(parse_address(known[name]))
        return
    sitting.number([Line(view=view) for view in known.values()], "the saved queries")
    rows = (listed(name, view) for name, view in known.items())
    head = f"Saved queries, {len(known)}:"
    sitting.say([head, *(f"{number}. {row}" for number, row in enumerate(rows, start=1))])


def save(sitting: Sitting, words: str) -> None:
    """Save the list under a name, or under what it asks for in English."""
    address, desk = sitting.here.address, sitting.desk
    if not (address.query.strip() or address.sort):
        raise Unsayable("There is no query here to save; search for something first.")
    name = plain_name(words or suggested_name(desk.library, address, desk.named_library))
    sitting.note(sitting.session.save(name, str(address), f"saved {name}"))


def forget(sitting: Sitting, words: str) -> None:
    """Forget a saved query."""
    if words not in sitting.session.saved:
        raise Unsayable(f"There is no saved query “{words}”. saved lists them.")
    sitting.note(sitting.session.forget(words))


def marks(sitting: Sitting, _: str) -> None:
    """List the marks."""
    known = dict(sitting.session.marks)
    if not known:
        raise Unsayable("There are no marks yet; mark and a letter sets one.")
    sitting.number([Line(view=view) for view in known.values()], "the marks")
    head = f"Marks, {len(known)}; go and a letter leads to one:"
    rows = enumerate(known.items(), start=1)
    sitting.say([head, *(f"{number}. {letter}: {view}" for number, (letter, view) in rows)])


def mark(sitting: Sitting, words: str) -> None:
    """Mark the view with a letter or digit."""
    if len(words) != 1 or not words.isalnum():
        raise Unsayable("A mark is one letter or digit, such as: mark a")
    view = str(sitting.here.address)
    sitting.note(sitting.session.mark(words, view, f"go {words}"))


def offer(sitting: Sitting) -> str:
    """Return the line that offers the way back to where the last session broke off, if one did."""
    if sitting.session.places is None or not sitting.console.is_asked:
        return ""
    left = sitting.session.places.left()
    if left is None:
        return ""
    address = left.place.address
    is_there = not address.id or sitting.desk.library.has(address.reference)
    if not is_there or address == sitting.here.address:
        settle(left)
        return ""
    sitting.left = left
    return f"Your last session broke off at {address}: resume goes back there."


def resume(sitting: Sitting, _: str) -> None:
    """Go back to where the last session broke off."""
    left, sitting.left = sitting.left, None
    if left is None:
        raise Unsayable("No session broke off here; there is nowhere to go back to.")
    settle(left)
    sitting.visit(left.place.address)


def follow(sitting: Sitting, _: str = "") -> None:
    """Keep where a person is; where everybody begins is not worth it."""
    places = sitting.session.places
    if places is not None and sitting.console.is_asked and sitting.here.address != Address():
        places.note(Place(sitting.here.address))


def forget_place(sitting: Sitting) -> None:
    """Forget where the reader was, who has left in order; what was offered was not wanted."""
    if sitting.session.places is not None:
        sitting.session.places.forget()
    if sitting.left is not None:
        settle(sitting.left)
        sitting.left = None
