"""From a database file to an explorer on the screen, and from there to an exit code.

What is small or prepared is opened before the screen is taken over, so that what is wrong with it
is told as on any command line. What takes a while is opened behind a page that says how far it is.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

from db.library.opening import Opening
from db.texts import Texts
from tui.address import Address, parse
from tui.app import Explorer
from tui.leaving.ending import Ending
from tui.leaving.tty import Tty
from tui.looks import UNASKED, Wanted
from tui.session import Session


def run(
    database: Path,
    texts: Path | None,
    view: str | None,
    wanted: Wanted = UNASKED,
    *,
    restricted: bool = False,
) -> int:
    """Open the explorer on a database, at a view, and return the exit code.

    Raises what reading the database or the settings raises, while the screen is not taken over or
    after it was given back. The mouse is left to the terminal, so that text can be marked there as
    everywhere else.
    """
    address = parse(view) if view else Address()
    found = Texts.for_database(database, texts)
    begin = Session.of_reading_room if restricted else Session.of_user
    session = begin(database, found, wanted)
    tty = Tty(has_title=session.has_title)
    with Ending(tty) as ending, Opening(database) as opening:
        ending.at_last(session.write_down)
        ending.at_last(opening.cancel)
        app = Explorer(opening.at_once(), found, address, session, opening)  # no one else keeps it
        app.ending = ending
        ending.at_last(app.watch_file.stop)
        asyncio.run(_shown(app, ending))
        if app.problem is not None:
            raise app.problem
        return app.return_code or 0


async def _shown(app: Explorer, ending: Ending) -> None:
    """Show the explorer until it ends; threads that it has started may go on after that."""
    await app.run_async(mouse=False)
    ending.has_left = True
