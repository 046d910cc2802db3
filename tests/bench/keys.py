"""What a key costs: time and bytes until the terminal is quiet, at two sizes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from tests.bench.figures import Figure, Row
from tests.bench.starts import WHEREFROM, Environment
from tests.bench.terminal import Burst, Terminal

SIZES = ((80, 24), (200, 50))
"""The terminals, in columns and lines."""

ENTER, ESCAPE, BACK = "\r", "\x1b", "\x7f"


def measure(environment: Environment, name: str, rounds: int) -> Iterator[Row]:
    """Move, type and open in the list of people, at every size."""
    for columns, lines in SIZES:
        with Terminal([sys.executable, "-c", WHEREFROM], columns, lines, environment) as terminal:
            terminal.until(name)
            terminal.settle()
            place = f"at {columns}x{lines}"
            is_small = (columns, lines) == SIZES[0]
            moves = [terminal.press(key) for key in "j" * rounds + "k" * rounds]
            yield from _rows(f"a cursor move {place}", moves, 20, 2000 if is_small else None)
            terminal.press("/")
            typed = [burst for _ in range(max(1, rounds // 4)) for burst in _type(terminal, "meta")]
            yield from _rows(f"a typed letter {place}", typed)
            terminal.press(ESCAPE)
            opened = []
            for _ in range(rounds):
                opened.append(terminal.press(ENTER))
                terminal.press(BACK)
                terminal.press("j")
            yield from _rows(f"opening a person {place}", opened)


def _type(terminal: Terminal, word: str) -> list[Burst]:
    """Type a word letter by letter, and take it back."""
    typed = [terminal.press(letter) for letter in word]
    for _ in word:
        terminal.press(BACK)
    return typed


def _rows(
    what: str, bursts: Sequence[Burst], most_ms: float | None = None, most: float | None = None
) -> Iterator[Row]:
    yield Row.of(what, Figure.of([burst.seconds for burst in bursts]), "ms", most_ms)
    yield Row.of(f"  {what}", Figure.of([burst.size for burst in bursts]), "bytes", most)
