"""From a database file to an explorer on the screen, and from there to an exit code.

What is small or prepared is opened before the screen is taken over, so that what is wrong with it
is told as on any command line. What takes a while is opened behind a page that says how far it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from db.library.opening import Opening
from db.texts import Texts
from tui.address import Address, parse
from tui.ahead.beginning import PLAIN, Beginning
from tui.app import Explorer
from tui.cli.ending import to_told_fault
from tui.leaving.ending import Ending
from tui.leaving.tty import Tty
from tui.looks import UNASKED, Wanted
from tui.session import SETTINGS, STATE, Session, user_folders

if TYPE_CHECKING:
    from tui.ahead.keeping import Place
    from tui.ahead.stage import Stage


def run(
    database: Path,
    texts: Path | None,
    view: str | None,
    wanted: Wanted = UNASKED,
    *,
    restricted: bool = False,
    stage: Stage | None = None,
) -> int:
    """Open the explorer on a database, at a view, and return the exit code.

    Raises what reading the database or the settings raises, while the screen is not taken over or
    after it was given back. The mouse is left to the terminal, so that text can be marked there as
    everywhere else.
    """
    address = parse(view) if view else Address()
    found = Texts.for_database(database, texts)
    keeping = _keeping(stage, database, found, restricted=restricted)
    begin = Session.of_reading_room if restricted else Session.of_user
    session = begin(database, found, wanted)
    before = stage.handed_on() if stage is not None else None
    tty = Tty(has_title=session.has_title, before=before)
    with Ending(tty) as ending, Opening(database) as opening:
        ending.at_last(session.write_down)
        ending.at_last(opening.cancel)
        library = opening.at_once()
        app = Explorer(library, found, address, session, opening, keeping)
        del library  # no one else keeps it
        app.ending = ending
        ending.at_last(app.watch_file.stop)
        if stage is not None and not app.is_thrifty:
            stage.give_back()  # Textual's own output begins on an empty screen
        try:
            asyncio.run(_shown(app, ending, stage))
        finally:
            if ending.signal is not None:  # the end in order has told where the reader was
                session.write_down()
        if app.problem is not None:
            raise app.problem
    return to_told_fault(fault) if (fault := app.comeback.fault) else app.return_code or 0


async def _shown(app: Explorer, ending: Ending, stage: Stage | None) -> None:
    """Show the explorer until it ends; threads that it has started may go on after that."""
    try:
        await app.run_async(mouse=False)
    finally:
        if stage is not None and app.standing is None:
            stage.taken_over()
    ending.has_left = True


def _keeping(stage: Stage | None, database: Path, texts: Texts, *, restricted: bool) -> Beginning:
    """Return what keeps the first frame, where there is a stage for one."""
    if stage is None:
        return PLAIN
    from tui.ahead.keeping import Keeping, places

    def where() -> Iterable[Place]:
        if restricted:
            return places(database, texts.folders, None, None)
        folder, state = user_folders()
        return places(database, texts.folders, folder / SETTINGS, state / STATE)

    return Keeping(stage, where)
