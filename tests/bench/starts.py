"""How long starts take, to the first useful paint: each in a terminal, in shuffled turns."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

from db.library import Library
from db.storage import BUILT_IN
from tests.bench.corpus import documents
from tests.bench.figures import Figure, Line, Missing, Row
from tests.bench.plan import WHEREFROM, Plan
from tests.bench.workload import in_latin
from tests.terminal import Terminal

PATIENCE: Final = 900.0
"""Seconds that the slowest start may take."""

SIZE: Final = (120, 36)
"""The terminal, in columns and lines."""

_COLDEST: Final = 3  # how often a start without a cache is measured
_MINIMAL: Final = Path(__file__).with_name("minimal.py")
_BUILT_IN: Final = 0  # stands for the size of the database that ships with the program
_VISIDATA: Final = "VisiData opening the same people as CSV"

_Clock = Callable[[], float]


def measure(plan: Plan) -> Iterator[Line]:
    """Start everything once a turn, so that a slow moment of the machine meets all."""
    clocks: dict[tuple[str, int], _Clock] = {**_small(plan), **_sized(plan)}
    taken: dict[tuple[str, int], list[float]] = {key: [] for key in clocks}
    rng = Random(1)  # the same order every time
    for turn in range(plan.rounds + 1):
        for key in rng.sample(list(clocks), len(clocks)):
            seconds = clocks[key]()
            if turn > 0:  # the first turn fills the caches, ours and those of the system
                taken[key].append(seconds)
    figures = {key: Figure.of(values) for key, values in taken.items()}
    yield from _small_rows({name: each for (name, size), each in figures.items() if not size})
    yield from _sized_rows(plan, figures)
    for people in plan.sizes:
        if people > min(plan.sizes) or len(plan.sizes) == 1:
            yield from _cold(plan, people, figures["minimal", _BUILT_IN])


@cache
def first_name(database: Path) -> str:
    """Return a name that the first list shows, in letters that every terminal shows alike."""
    library = Library.open(database)
    names = [library.person(each).name for each in library.ids("person")[:10]]
    library.close()
    return next((name for name in names if in_latin(name)), names[0])


def _small(plan: Plan) -> dict[tuple[str, int], _Clock]:
    """Return what is started without a database of its own."""
    environ, framed = plan.environ, plan.surroundings("framed")
    name = first_name(BUILT_IN)
    keep_frame(WHEREFROM, framed)
    clocks: dict[str, _Clock] = {
        "explorer": lambda: paint(WHEREFROM, name, environ),
        "frame": lambda: paint(WHEREFROM, name, framed),
        "ready": lambda: paint(WHEREFROM, "line 2", framed, "j"),
        "minimal": lambda: paint([sys.executable, str(_MINIMAL)], "useful", environ),
        "textual": lambda: _run([sys.executable, "-c", "import textual"], environ),
        "search": lambda: _run([*WHEREFROM, "search", "zhao"], environ),
        "nothing": lambda: _run([sys.executable, "-c", "pass"], environ),
    }
    return {(key, _BUILT_IN): clock for key, clock in clocks.items()}


def _sized(plan: Plan) -> dict[tuple[str, int], _Clock]:
    """Return what is started on the databases, whose caches are then warm."""
    clocks: dict[tuple[str, int], _Clock] = {}
    visidata = shutil.which("vd") or shutil.which("visidata")
    for people in plan.sizes:
        command = [*WHEREFROM, "--db", str(plan.database(people))]
        name = first_name(plan.database(people))
        clocks["explorer", people] = _painting(command, name, plan.environ)
        if visidata and people <= 100_000:
            sheet, shown = _sheet(plan, people)
            clocks[_VISIDATA, people] = _painting([visidata, sheet], shown, plan.environ)
    return clocks


def _painting(command: Sequence[str], shown: str, environ: Mapping[str, str]) -> _Clock:
    return lambda: paint(command, shown, environ)


def _small_rows(figures: Mapping[str, Figure]) -> Iterator[Row]:
    explorer, minimal = figures["explorer"], figures["minimal"]
    search, nothing = figures["search"], figures["nothing"]
    yield Row.of("python -c pass", nothing, "ms")
    yield Row.of('python -c "import textual"', figures["textual"], "ms")
    yield Row.of("a minimal Textual app, to its first paint", minimal, "ms")
    yield Row.of("wherefrom, to the first people in its list", explorer, "ms")
    yield Row.ratio("  against the minimal app", explorer, minimal, aim=1.25)
    yield Row.ratio('  against python -c "import textual"', explorer, figures["textual"])
    yield Row.of("wherefrom, to the frame that was kept", figures["frame"], "ms")
    yield Row.ratio("  the frame, against the minimal app", figures["frame"], minimal, aim=0.25)
    yield Row.of("wherefrom, to what a key pressed at once does", figures["ready"], "ms")
    yield Row.ratio("  the key, against the minimal app", figures["ready"], minimal, aim=1.15)
    yield Row.of("wherefrom search zhao", search, "ms")
    yield Row.ratio("  against python -c pass", search, nothing, aim=9)


def _sized_rows(plan: Plan, figures: Mapping[tuple[str, int], Figure]) -> Iterator[Line]:
    small, minimal = figures["explorer", _BUILT_IN], figures["minimal", _BUILT_IN]
    for people in plan.sizes:
        start = figures["explorer", people]
        yield Row.of("start, cache warm", start, "ms", people=people)
        yield Row.ratio("  start, against the minimal app", start, minimal, people=people)
        aim = 1.15 if people == 100_000 else None
        yield Row.ratio("  start, against the built-in database", start, small, aim, people)
        if (other := figures.get((_VISIDATA, people))) is not None:
            yield Row.of(f"  {_VISIDATA}", other, "ms", people=people)
            aim = 1.0 if people == 100_000 else None
            yield Row.ratio("  start, against VisiData", start, other, aim, people)
        elif people <= 100_000:
            yield Missing(f"  {_VISIDATA}", "(apt install visidata, pipx install visidata)")


def _cold(plan: Plan, people: int, minimal: Figure) -> Iterator[Row]:
    """Start with an empty cache: until names are seen, and until a typed search has an answer."""
    database = plan.database(people)
    name, wanted = first_name(database), _last_person(database)
    seen, answered = [], []
    for turn in range(plan.fewer(_COLDEST)):
        environ = plan.surroundings(f"cold-{people}-{turn}")
        command = [*WHEREFROM, "--db", str(database)]
        with Terminal(command, size=SIZE, environ=environ) as terminal:
            terminal.see(name, PATIENCE)
            seen.append(terminal.heard - terminal.started)
            terminal.press("/", *wanted)
            terminal.see(lambda text: wanted in text.replace(f"/ {wanted}", ""), PATIENCE)
            answered.append(terminal.heard - terminal.started)
        shutil.rmtree(environ["HOME"], ignore_errors=True)  # what it prepares may still be tidied
    name, first, then = "start, cache empty", Figure.of(seen), Figure.of(answered)
    yield Row.of(name, first, "s", people=people)
    yield Row.ratio(f"  {name}, against the minimal app", first, minimal, people=people)
    yield Row.of(f"  {name}, until a search has its answer", then, "s", people=people)


def _last_person(database: Path) -> str:
    """Return a name that is far down the list, in letters that can be typed plainly."""
    library = Library.open(database)
    names = (library.person(each).name for each in reversed(library.ids("person")))
    name = next(name for name in names if name.isascii())
    library.close()
    return name


def _sheet(plan: Plan, people: int) -> tuple[str, str]:
    """Write the people as CSV; return its path and a name among its first rows."""
    path = plan.database(people).with_suffix(".csv")
    fields = ("id", "name", "aliases", "description")
    first: list[str] = []
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(fields)
        for each in documents(plan.database(people), "people"):
            aliases = "; ".join(each.get("aliases", ()))
            writer.writerow([each["id"], each["name"], aliases, each.get("description", "")])
            if len(first) < 10 and each["name"].isascii():
                first.append(each["name"])
    return str(path), first[0]


def paint(command: Sequence[str], shown: str, environ: Mapping[str, str], *keys: str) -> float:
    """Return the seconds until something is on the screen, with keys pressed at the start."""
    with Terminal(command, size=SIZE, environ=environ) as terminal:
        terminal.press(*keys)
        terminal.see(shown, PATIENCE)
        return terminal.heard - terminal.started


def keep_frame(command: Sequence[str], environ: Mapping[str, str]) -> None:
    """Start once, for as long as it takes to keep the first frame for the starts after that."""
    frames = Path(environ["XDG_CACHE_HOME"]) / "wherefrom" / "frames"
    with Terminal(command, size=SIZE, environ=environ) as terminal:
        until = time.monotonic() + PATIENCE
        while not list(frames.glob("*.frame")) and time.monotonic() < until:
            terminal.settle()


def _run(command: Sequence[str], environ: Mapping[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=dict(environ), check=True)
    return time.perf_counter() - began
