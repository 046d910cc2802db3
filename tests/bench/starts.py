"""How long starts take: the explorer until its first list, a search, and what they compare with."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.bench.figures import Figure, Row
from tests.terminal import Terminal

WHEREFROM: Final = "import sys; from tui.cli import main; sys.exit(main())"
"""What the installed script does."""

MINIMAL: Final = Path(__file__).with_name("minimal.py")

Environment = Mapping[str, str]


def measure(environment: Environment, name: str, rounds: int) -> Iterator[Row]:
    """Time every start once a round, so that a slow moment of the machine meets all of them."""
    explorer = [sys.executable, "-c", WHEREFROM]
    clocks: dict[str, Callable[[], float]] = {
        "explorer": lambda: _paint(explorer, name, environment),
        "minimal": lambda: _paint([sys.executable, str(MINIMAL)], "useful", environment),
        "textual": lambda: _run(["import textual"], environment),
        "search": lambda: _run([WHEREFROM, "search", "zhao"], environment),
        "nothing": lambda: _run(["pass"], environment),
    }
    taken: dict[str, list[float]] = {key: [] for key in clocks}
    for number in range(rounds + 1):
        for key, clock in clocks.items():
            seconds = clock()
            if number > 0:  # the first round fills the caches of the file system
                taken[key].append(seconds)
    figures = {key: Figure.of(values) for key, values in taken.items()}
    yield from _rows(figures)


def _rows(figures: Mapping[str, Figure]) -> Iterator[Row]:
    explorer, minimal = figures["explorer"], figures["minimal"]
    search, nothing = figures["search"], figures["nothing"]
    yield Row.of("python -c pass", nothing, "ms")
    yield Row.of('python -c "import textual"', figures["textual"], "ms")
    yield Row.of("a minimal Textual app, to its first paint", minimal, "ms")
    yield Row.of("wherefrom, to the first people in its list", explorer, "ms")
    yield Row.ratio("  against the minimal app", explorer, minimal, aim=1.25)
    yield Row.ratio('  against python -c "import textual"', explorer, figures["textual"])
    yield Row.of("wherefrom search zhao", search, "ms")
    yield Row.ratio("  against python -c pass", search, nothing, aim=9)


def _paint(words: list[str], shown: str, environment: Environment) -> float:
    with Terminal(words, size=(120, 36), environ=environment) as terminal:
        terminal.see(shown)
        return terminal.heard - terminal.started


def _run(words: list[str], environment: Environment) -> float:
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", *words],
        stdout=subprocess.DEVNULL,
        env=dict(environment),
        check=True,
    )
    return time.perf_counter() - began
