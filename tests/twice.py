"""Random sessions of the explorer, sent twice: whole as Textual does it, and as differences.

Both go to terminals of their own, and after every update the two are compared cell by cell.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final
from unittest.mock import patch

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, LayoutUpdate

from db.library import Library
from tests.emulated import Emulator, differing
from tests.tui.explorer import Seat, explorer
from tui.terminal import updates
from tui.terminal.abilities import of_terminal
from tui.terminal.shadow import Shadow
from tui.terminal.thrift import ThriftyApp

VIEWS: Final = (
    "people",
    "companies?q=meta",
    "events",
    "sources",
    "person/jason-wei",
    "company/meta",
    "source/dk-topfolk",
    "event/zuckerberg-denies-200m-bonuses",
)
"""Where sessions begin in the built-in database."""

SIZES: Final = ((80, 24), (120, 36), (61, 20), (50, 15), (30, 8), (100, 30), (84, 24))

_KEYS: Final = (
    *["j"] * 12, *["k"] * 6, *["down"] * 4, *["pagedown"] * 3, "pageup", "g", "G", "end", "home",
    *["enter"] * 6, *["backspace"] * 5, *["tab"] * 4, "shift+tab", *["escape"] * 5,
    "1", "2", "3", "4", *["slash"] * 4, "f", "F", "question_mark", "colon", "o", "n", "N",
    "r", "t", "T", "plus", "minus", "s", "S", "m", "apostrophe", "w", "y", "ctrl+l",
    *"metazhopn", "space", "left", "right", "ctrl+p", "P",
)  # fmt: skip
"""What is pressed; nothing here writes to a database."""


@dataclass
class Written:
    """What was sent of one session, in every way, and where they first differed."""

    width: int
    height: int
    names: Sequence[str]
    """What the terminals call themselves that are sent differences."""
    updates: list[tuple[str, ...]] = field(default_factory=list)
    """Each update, whole and as the difference for each terminal."""
    sizes: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Sizes that the terminal took before the update of a number."""
    drawn: set[int] = field(default_factory=set)
    """The updates, by number from 0, after which the whole screen stands at its size."""
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin with empty terminals."""
        self.whole = Emulator(self.width, self.height)
        self._thrifty = {
            name: (Emulator(self.width, self.height), Shadow(of_terminal({"TERM": name})))
            for name in self.names
        }
        for name, (_, shadow) in self._thrifty.items():  # some as where ours is not the system
            shadow.feed_lines(can_feed=name != "vt100")
        self._is_drawn = False  # Textual may begin with less than the screen
        self._touched: set[int] = set()

    def take(self, app: ThriftyApp, update: LayoutUpdate | ChopsUpdate) -> None:
        """Send an update every way, and compare what stands there then."""
        console = app.console
        colours = console._color_system or ColorSystem.TRUECOLOR
        sent = [update.render_segments(console)]
        self.whole.feed(sent[0])
        self._touched |= self.whole.touched()
        for emulator, app._shadow in self._thrifty.values():
            sent.append(app.difference(update, colours))
            emulator.feed(sent[-1])
            self._touched |= emulator.touched()
        self.updates.append(tuple(sent))
        screen = self.whole.screen
        self._is_drawn |= updates.covers(update) == (screen.columns, screen.lines)
        if self._is_drawn:
            self.drawn.add(len(self.updates) - 1)
            self._compare()

    def _compare(self) -> None:
        """Compare the lines that were written to since the last time."""
        for line in sorted(self._touched):
            wanted = self.whole.line(line)
            for name, (emulator, _) in self._thrifty.items():
                if found := differing([emulator.line(line)], [wanted]):
                    where = f"{name}, update {len(self.updates)}, line {line}"
                    self.problems.append(f"{where}: {found[:3]} after {self.updates[-1][1]!r}")
        self._touched.clear()

    def resize(self, width: int, height: int) -> None:
        """Let the terminals take another size, as they do before the program hears of it."""
        self.sizes[len(self.updates)] = (width, height)
        self.whole.screen.resize(height, width)
        for emulator, shadow in self._thrifty.values():
            emulator.screen.resize(height, width)
            shadow.doubt()
        self._is_drawn = False


@contextmanager
def written(width: int, height: int, names: Sequence[str]) -> Iterator[Written]:
    """Send what any explorer shows from here on both ways."""
    session = Written(width, height, names)
    as_ever = ThriftyApp._display

    def display(app: ThriftyApp, screen: Any, renderable: Any) -> None:
        is_shown = app._running and not app._closed and not app._batch_count
        if is_shown and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            session.take(app, renderable)
        as_ever(app, screen, renderable)

    with patch.object(ThriftyApp, "_display", display):
        yield session


@asynccontextmanager
async def session(
    home: Path, view: str, library: Library | None, names: Sequence[str]
) -> AsyncIterator[tuple[Seat, Written]]:
    """Run an explorer whose updates are sent every way."""
    with written(*SIZES[0], names) as both:
        more: dict[str, Any] = {"library": library} if library is not None else {}
        async with explorer(home, view, size=SIZES[0], **more) as seat:
            yield seat, both


async def play(seat: Seat, both: Written, rng: Random, count: int) -> Sequence[str]:
    """Press keys and change the size until there were so many updates; return what was done."""
    done: list[str] = []
    while len(both.updates) < count and not both.problems:
        if rng.random() < 0.03:
            size = rng.choice(SIZES)
            done.append(f"{size[0]}x{size[1]}")
            both.resize(*size)
            await seat.pilot.resize_terminal(*size)
        else:
            done.append(rng.choice(_KEYS))
            await seat.pilot.press(done[-1])
        if rng.random() < 0.3:
            await seat.settle()
    await seat.settle()
    return done
