"""Every screen and window of the explorer, and the keys that lead there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from textual import events

from db.library.preparing import Progress
from tests.tui.explorer import Seat
from tui.screens.opening import OpeningPage
from tui.screens.picking import Pick
from tui.screens.sheet import Sheet
from tui.screens.working import Working
from tui.views.card import Card, Cell, Line, Section
from tui.views.working import Work

Enter = Callable[[Seat], Awaitable[None]]
"""Leads to a screen or window from the list of events, where an explorer begins."""


def by_keys(*keys: str) -> Enter:
    """Go there by pressing keys."""

    async def enter(seat: Seat) -> None:
        await seat.press(*keys)

    return enter


async def _opening(seat: Seat) -> None:
    page = OpeningPage("newsroom.json", 117_000_000)
    seat.app.push_screen(page)
    await seat.pilot.pause()
    page.progress = Progress("reading", {"reading": 0.4}, 9)
    await seat.pilot.pause()


class _AtWork(Working):
    """The window, with work that is always as far."""

    def on_mount(self, event: events.Mount) -> None:  # type: ignore[override]
        """Begin nothing."""
        event.prevent_default()
        self._meter.work = Work("reading the file", 0.4, 1200)
        self._meter._began += 1000  # no time passes, so that nothing is told of it


async def _working(seat: Seat) -> None:
    seat.app.push_screen(_AtWork("Importing people.json", lambda _: None))
    await seat.settle()


async def _sheet(seat: Seat) -> None:
    lines = tuple(Line((Cell.of(f"{number} facts of a file came in"),)) for number in range(40))
    seat.app.push_screen(Sheet(Card("What came in", "40 files", (Section(lines, "files"),))))
    await seat.settle()


async def _picking(seat: Seat) -> None:
    seat.app.push_screen(Pick("a file of data to import; tab completes"))
    await seat.settle()
    await seat.press("slash")


ROOMS: Final[Mapping[str, Enter]] = {
    "browse": by_keys(),
    "searching": by_keys("slash", *"type:hi"),
    "facets": by_keys("f", "down"),
    "record": by_keys("enter", "down"),
    "passage": by_keys("tab", "tab"),
    "reader": by_keys("o", "n"),
    "facts": by_keys("o", "tab"),
    "help": by_keys("question_mark", "down"),
    "palette": by_keys("colon", "e", "down"),
    "choosing": by_keys("S", "down", "down"),
    "frequency": by_keys("F", "g", "down"),
    "naming": by_keys("slash", *"meta", "enter", "w"),
    "marking": by_keys("m"),
    "problems": by_keys("P"),
    "nothing": by_keys("slash", *"zzqq", "enter"),
    "picking": _picking,
    "sheet": _sheet,
    "opening": _opening,
    "working": _working,
}
"""All of them by name."""
