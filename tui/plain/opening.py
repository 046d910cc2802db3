"""From a database file to a session of plain mode, and from there to an exit code."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from db.library.opening import Opening
from db.texts import Texts
from tui.address import Address, parse
from tui.desk import begun_at
from tui.plain.console import Console
from tui.plain.keeping import forget_place, offer
from tui.plain.progress import preparing
from tui.plain.sitting import Sitting
from tui.session import Session
from tui.shelf import Shelf
from tui.state import Place

FAILED = 1
"""The exit code where a line of a pipe asked for what cannot be."""

HOW = "type words to search, a number to open, quote and a number for the words, or help."
"""What a newcomer needs to know."""


def run(database: Path, texts: Path | None, view: str | None, *, restricted: bool = False) -> int:
    """Hold a session on a database, beginning at a view, and return the exit code.

    Raises what reading the database or the settings raises. In a pipe only a view that was asked
    for is said by itself, so that a script gets the answers to its questions and nothing before.
    """
    address = parse(view) if view else Address()
    found = Texts.for_database(database, texts)
    begin = Session.of_reading_room if restricted else Session.of_user
    session, console = begin(database, found), Console(os.environ)
    if not console.has_editing:  # no clipboard is asked for by a sequence that nobody may be sent
        session.environ = {**session.environ, "TERM": "dumb"}
    if restricted:  # there is no shell behind such a session to go to
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    sitting = _sitting(console, session, address)
    _greet(sitting, sitting.here.address, is_said=view is not None)
    sitting.run()
    forget_place(sitting)
    return FAILED if console.has_failed and not console.is_asked else 0


def _sitting(console: Console, session: Session, address: Address) -> Sitting:
    """Open the database at a place, and say what the reader should know of it."""
    told: list[str] = []
    with Opening(session.database, say=told.append) as opening:
        opening.hear = preparing(console, session.database.name)
        library = opening.library(whole=True)
    shelf = Shelf(session.texts, console.narrate)
    desk = begun_at(address, library, shelf, session, reading_key="repaired")
    sitting = Sitting(console, desk, session, Place(address))
    shown, notice = sitting.led(address)
    for words in filter(None, (*told, notice)):
        console.narrate(words)
    sitting.here = Place(shown)
    return sitting


def _greet(sitting: Sitting, address: Address, *, is_said: bool) -> None:
    """Greet a person, and say the first page."""
    console = sitting.console
    if console.has_editing:
        from tui.plain.completing import begin

        begin(sitting)
    if console.is_asked:
        name = sitting.desk.library.name
        console.tell(f"wherefrom, plain mode, database {name}.")
        if words := offer(sitting) or sitting.session.greeting(sitting.desk.library, HOW):
            console.tell(words)
    if console.is_asked or is_said:
        sitting.begin(address)
    else:
        sitting.settle(address)
    console.finish()
