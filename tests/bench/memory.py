"""How much memory the explorer holds when one has browsed for a while, beside TinyDB's own load."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.words import fold
from tests.bench import processes
from tests.bench.corpus import documents
from tests.bench.figures import Figure, Line, Missing, Row
from tests.bench.plan import WHEREFROM, Plan
from tests.bench.starts import PATIENCE, SIZE, first_name
from tests.terminal import Terminal

LARGEST: Final = 100_000
"""The most people that TinyDB is asked to load."""

_MOST: Final = {100_000: 100.0}
_QUIET: Final = 1.0
_LOAD: Final = """
import sys
from pathlib import Path
from tinydb import TinyDB
database = TinyDB(sys.argv[1], access_mode="r", encoding="utf-8")
held = [database.table(name).all() for name in database.tables()]
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))
"""


def measure(plan: Plan) -> Iterator[Line]:
    """Browse at every size, and look at what is held when all is quiet."""
    if not processes.can_be_told():
        yield Missing("memory of the explorer", "(only Linux tells it, in /proc)")
        return
    for people in plan.sizes:
        held = Figure.of([_browsed(plan, people) for _ in range(plan.fewer(3))])
        what = "memory of the explorer, idle after browsing"
        yield Row.of(what, held, "MB", _MOST.get(people), people)
        if people <= LARGEST:
            database = str(plan.database(people))
            ran = processes.run(_LOAD, database, environ=plan.environ)
            loaded = Figure.of([int(ran.said[0]) * 1024])
            yield Row.of("  TinyDB with all its tables loaded", loaded, "MB", people=people)
            yield Row.ratio("  the explorer against it", held, loaded, people=people)


def _browsed(plan: Plan, people: int) -> float:
    """Move, search, open a person, a company, a source and the facets; return what is held."""
    database = plan.database(people)
    family = _family(plan, people)
    command = [*WHEREFROM, "--db", str(database)]
    with Terminal(command, size=SIZE, environ=plan.environ) as terminal:
        terminal.see(first_name(database), PATIENCE)
        for keys in (
            ("j",) * 30,
            ("pagedown",) * 10,
            ("/", *family, "enter", "enter", "backspace", "escape", "escape"),
            ("/", "t", "y", "p", "e", ":", "h", "i", "r", "e", "enter", "f"),
            ("escape", "2", "j", "enter", "backspace"),
            ("3", "j", "enter", "backspace"),
            ("4", "j", "enter", "j", "backspace"),
            ("1", "G", "g"),
        ):
            for key in keys:
                terminal.press(key)
                terminal.settle(patience=PATIENCE)
            terminal.settle(quiet=_QUIET, patience=PATIENCE)
        return processes.resident(terminal.pid)


def _family(plan: Plan, people: int) -> str:
    """Return a family name that can be typed on any keyboard."""
    names = (str(each["name"]) for each in documents(plan.database(people), "people"))
    families = (fold(name.split()[-1]) for name in names)
    return next(each for each in families if each.isascii() and each.isalpha())
