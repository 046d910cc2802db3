"""An explorer that a test sits in front of: it presses keys, and reads what the screen shows.

The settings and marks of each are those of its own folder, and what is copied is kept in a list.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Final
from unittest.mock import patch

from rich.cells import cell_len
from textual.color import Color
from textual.pilot import Pilot
from textual.strip import Strip

from db.library import Library
from db.storage import BUILT_IN
from tests.terminal import PATIENCE
from tui.address import parse
from tui.app import Explorer
from tui.looks import FULL, Looks
from tui.screens.browse import Browse
from tui.screens.page import Page
from tui.screens.reader import Reader
from tui.session import Session
from tui.state import Place
from tui.themes import THEMES
from tui.views.card import Ink
from tui.widgets.cards import CardView
from tui.widgets.lines import Lines
from tui.widgets.status import KeyLine

SIZES: Final = ((50, 15), (80, 24), (120, 36), (200, 60))
"""The sizes at which the explorer has to be of use."""

WIDE: Final = (120, 36)

GLANCE: Final = 0.003
"""Seconds after which Textual looks whether it has come to rest. Nothing here is animated, so this
is enough; its own 20 ms, three times a key, would make these tests three times as long."""


UNHURRIED: Final = 20.0
"""Seconds that a key waits for the one before, on a machine with much else to do."""


class Recording(Session):
    """A session whose clipboard is a list."""

    copied: list[str]

    def copy(self, text: str, write: Callable[[str], None]) -> str:  # noqa: ARG002
        """Keep what is copied."""
        self.copied.append(text)
        return "kept by the test"


class Seat:
    """A running explorer, with what a test asks of it."""

    def __init__(self, app: Explorer, pilot: Pilot[int], copied: list[str]) -> None:
        """Sit down; what is copied comes into the list."""
        self.app, self.pilot, self.copied = app, pilot, copied

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until everything that follows has happened."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, words: str) -> None:
        """Press the key of each letter."""
        await self.press(*words)

    async def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal."""
        await self.pilot.resize_terminal(columns, rows)
        await self.settle()

    async def settle(self) -> None:
        """Wait for workers, for what they posted, and for what was to follow a drawing."""
        await self.pilot.pause()
        await self.app.keystrokes.rest()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait for something that is not the answer to a key; give up after a minute."""
        until = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < until, f"It did not happen. The screen:\n{self.text}"
            await self.pilot.pause(0.01)

    @property
    def strips(self) -> Sequence[Strip]:
        """The screen as it is drawn, a strip a line."""
        return self.app.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        """The screen as text, a string a line."""
        return ["".join(part.text for part in strip).rstrip() for strip in self.strips]

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines)

    def inked(self, ink: Ink) -> str:
        """Everything on the screen that stands on the ground of an ink, as one line."""
        ground = Color.parse(THEMES[self.app.theme].variables[f"ink-{ink}-ground"]).rich_color
        found = [
            part.text
            for strip in self.strips
            for part in strip
            if part.style and part.style.bgcolor == ground
        ]
        return " ".join(" ".join(found).split())

    @property
    def page(self) -> Page:
        """The screen below any window."""
        return self.app.page

    @property
    def browse(self) -> Browse:
        """The page, which has to be the main screen."""
        assert isinstance(self.page, Browse)
        return self.page

    @property
    def reader(self) -> Reader:
        """The page, which has to be the source viewer."""
        assert isinstance(self.page, Reader)
        return self.page

    @property
    def here(self) -> Place:
        """Where one is, whole."""
        return self.page.here

    @property
    def view(self) -> str:
        """Where one is, as a string."""
        return str(self.page.here.address)

    @property
    def focus(self) -> str | None:
        """The id of what has the focus."""
        return self.app.focused.id if self.app.focused else None

    @property
    def message(self) -> str:
        """What the line at the bottom says, if it says anything."""
        return "".join(piece.text for piece in self.app.screen.query_one(KeyLine).message)

    @property
    def footer(self) -> dict[str, str]:
        """The keys that the line at the bottom offers, with what they do."""
        return dict(self.app.screen.query_one(KeyLine).keys)

    def shows(self, pane: str) -> bool:
        """Whether a pane can be seen."""
        return bool(self.app.screen.query_one(f"#{pane}").region.area)


def laid(lines: Lines) -> list[str]:
    """Everything that a column of lines holds, in view or not, a string a line."""
    pieces = (lines.pieces(number, lines.room) for number in range(lines.count()))
    return ["".join(piece.text for piece in each).rstrip() for each in pieces]


def words(card: CardView) -> str:
    """Everything that a card holds, in one line, as if it had never been wrapped."""
    return " ".join(" ".join(laid(card)).split())


def assert_every_line_is_as_wide_as_the_screen(seat: Seat) -> None:
    """Count the cells of what is drawn."""
    columns, rows = seat.app.size
    assert len(seat.strips) == rows
    for strip in seat.strips:
        assert sum(cell_len(part.text) for part in strip) == columns, "".join(
            part.text for part in strip
        )


@cache
def built_in() -> Library:
    """The database that ships with the program, opened once for all tests."""
    return Library.open(BUILT_IN)


@asynccontextmanager
async def explorer(
    home: Path,
    view: str = "people",
    *,
    size: tuple[int, int] = WIDE,
    library: Library | None = None,
    texts: Path | None = None,
    theme: str = "dark",
    looks: Looks = FULL,
) -> AsyncIterator[Seat]:
    """Open an explorer on a library, the built-in one unless another is given."""
    library = library or built_in()
    folders = (texts,) if texts else ()
    session = Recording.alone(library.path or home / "none.json", home, theme, *folders)
    session.copied, session.looks = [], looks
    app = Explorer(library, session.texts, parse(view), session)
    glances = patch.multiple("textual._wait", SLEEP_GRANULARITY=GLANCE, SLEEP_IDLE=GLANCE / 6)
    with glances, patch("tui.keystrokes.PATIENCE", UNHURRIED):
        async with app.run_test(size=size) as pilot:
            seat = Seat(app, pilot, session.copied)
            await seat.settle()
            yield seat
