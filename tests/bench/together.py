"""Ten readers at once in a reading room: how soon each has the list, how much memory each holds.

Memory is told twice: all that a process has in memory, and its share of it, where what several
have in common, as the prepared copy and the interpreter's own code, is divided among them.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from tests.bench import processes
from tests.bench.figures import Figure, Line, Missing, Row
from tests.bench.plan import WHEREFROM, Plan
from tests.bench.starts import PATIENCE, SIZE
from tests.terminal import Terminal

READERS: Final = 10
"""How many there are."""

PEOPLE: Final = 20_000
"""How many people their database has; no prepared copy is there when they come."""


def measure(plan: Plan) -> Iterator[Line]:
    """Let one reader in after the other, and then all of them at once."""
    database, people = plan.database(PEOPLE), PEOPLE
    words = [*WHEREFROM, "--restricted", "--db", str(database)]
    sign = f"{PEOPLE:,}"  # which the line above the list says
    environ = plan.surroundings("room")
    del environ["XDG_CACHE_HOME"]  # a restricted session heeds none
    cold, _, _ = _together(words, sign, environ)
    builds = [*Path(environ["HOME"]).rglob("records.sqlite")]
    alone = Figure.of([_together(words, sign, environ, 1)[0][0] for _ in range(plan.fewer(5))])
    warm, whole, shares = _together(words, sign, environ)
    said = f"{READERS} restricted sessions at once"
    yield Row.of(f"{said}, no copy yet: list seen", Figure.of(cold), "s", people=people)
    yield Row.of("  copies that were made", Figure.of([len(builds)]), "×", 1, people)
    yield Row.of("one restricted session: list seen", alone, "s", people=people)
    yield Row.of(f"{said}: list seen", Figure.of(warm), "s", people=people)
    yield Row.ratio("  each against one alone", Figure.of(warm), alone, people=people)
    if not processes.can_be_told():
        yield Missing("memory of the sessions", "(only Linux tells it, in /proc)")
        return
    yield Row.of("  memory of each", Figure.of(whole), "MB", people=people)
    yield Row.of("  memory of each, its share of what is common", Figure.of(shares), "MB")
    yield Row.of("  memory of all, each share once", Figure.of([sum(shares)]), "MB")


def _together(
    words: list[str], sign: str, environ: dict[str, str], readers: int = READERS
) -> tuple[list[float], list[float], list[float]]:
    """Let readers in at once; return when each saw the list, and what each holds when at rest."""
    with ExitStack() as doors:
        rooms = [
            doors.enter_context(Terminal(words, size=SIZE, environ=environ)) for _ in range(readers)
        ]
        seen: dict[int, float] = {}
        until = time.monotonic() + PATIENCE
        while len(seen) < readers and time.monotonic() < until:
            for number, room in enumerate(rooms):
                if number not in seen:
                    room.settle(quiet=0.001, patience=0.01)
                    if sign in room.text:
                        seen[number] = room.heard - room.started
        for room in rooms:
            room.settle(quiet=1.0, patience=PATIENCE)
        whole = [processes.resident(room.pid) for room in rooms]
        shares = [_share(room.pid) for room in rooms]
        for room in rooms:
            room.press("q")
        for room in rooms:
            room.end(PATIENCE)
    return list(seen.values()), whole, shares


def _share(pid: int) -> float:
    """Return the bytes that a process holds, its part of what it has in common with others."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024.0
    return 0.0
