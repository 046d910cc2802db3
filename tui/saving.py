"""Saved queries: lists with a query and an order, under a name, beside the four lists."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from db.errors import WherefromError
from db.records import TABLES
from tui.address import parse as parse_address
from tui.messages import Open
from tui.naming import plain_name, suggested_name
from tui.screens.ask import Name
from tui.widgets.status import HeadLine

if TYPE_CHECKING:
    from tui.app import Explorer


def save(app: Explorer) -> None:
    """Ask for a name, and save the list that is shown under it."""
    address = app.page.here.address
    if not address.is_list:
        key = app.session.key_of("app.mark")
        app.say(f"Only a list can be saved; {key} marks a record.")
        return
    if not (address.query.strip() or address.sort):
        key = app.session.key_of("app.search")
        app.say(f"There is no query here to save; {key} begins one.")
        return
    try:
        suggested = suggested_name(app.desk.library, address, app.desk.named_library)
    except WherefromError as problem:
        app.say(f"This cannot be saved: {problem}", is_problem=True)
        return

    def keep(typed: str | None) -> None:
        if typed is not None and (name := plain_name(typed)):
            app.say(app.session.save(name, str(address)))
            show_saved(app)

    app.push_screen(Name(f"A name for {TABLES[address.kind]} {address.query}", suggested), keep)


def open_numbered(app: Explorer, number: int) -> None:
    """Go to one of the saved queries that have a key."""
    names = tuple(app.session.saved)
    if number <= len(names):
        open_named(app, names[number - 1])
        return
    key = app.session.key_of("app.save")
    many = f"only {len(names)}" if names else "no"
    verb = "query is" if len(names) == 1 else "queries are"
    app.say(f"{many[:1].upper()}{many[1:]} {verb} saved here; {key} saves the list you see.")


def open_named(app: Explorer, name: str) -> None:
    """Go to a saved query, or say that it cannot be read any more."""
    try:
        address = parse_address(app.session.saved[name])
    except WherefromError as problem:
        key = app.session.key_of("app.palette")
        words = f"The saved query “{name}” cannot be read: {problem} {key} and “forget” removes it."
        app.say(words, is_problem=True)
    else:
        app.visit(Open(address))


def forget(app: Explorer, name: str) -> None:
    """Take a saved query out."""
    app.say(app.session.forget(name))
    show_saved(app)


def show_saved(app: Explorer) -> None:
    """Show in the line at the top which queries are saved now."""
    for head in app.page.query(HeadLine):
        head.whereabouts = replace(head.whereabouts, saved=tuple(app.session.saved))
