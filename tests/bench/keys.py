"""What a key costs: time and bytes until the terminal is quiet, at two sizes."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.bench.figures import Figure, Row
from tests.bench.starts import WHEREFROM, Environment
from tests.terminal import Terminal

SIZES: Final = ((80, 24), (200, 50))
"""The terminals, in columns and lines."""

BYTES: Final[Mapping[tuple[int, int], float]] = {(80, 24): 2000}
"""The most bytes that a cursor move should write, by terminal."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What a program wrote between a key and the silence after it."""

    seconds: float
    """When the last byte came, after the key."""
    size: int
    """How many bytes came."""


def measure(environment: Environment, name: str, rounds: int) -> Iterator[Row]:
    """Move, type and open in the list of people, at every size."""
    for size in SIZES:
        with Terminal(
            [sys.executable, "-c", WHEREFROM], size=size, environ=environment
        ) as terminal:
            terminal.see(name)
            terminal.settle()
            place = f"at {size[0]}x{size[1]}"
            moves = [_press(terminal, key) for key in "j" * rounds + "k" * rounds]
            yield from _rows(f"a cursor move {place}", moves, 20, BYTES.get(size))
            _press(terminal, "/")
            typed = [burst for _ in range(rounds // 4 + 1) for burst in _type(terminal, "meta")]
            yield from _rows(f"a typed letter {place}", typed)
            _press(terminal, "enter")
            opened = [_open(terminal) for _ in range(rounds)]
            terminal.press("q")
            if code := terminal.end():
                raise SystemExit(f"The explorer broke {place}, exit {code}:\n{terminal.text}")
            yield from _rows(f"opening a person {place}", opened)


def _press(terminal: Terminal, key: str) -> Burst:
    """Press a key and wait for silence."""
    before, pressed = len(terminal.received), time.perf_counter()
    terminal.press(key)
    heard = terminal.settle()
    return Burst(max(0.0, heard - pressed), len(terminal.received) - before)


def _type(terminal: Terminal, word: str) -> list[Burst]:
    """Type a word letter by letter, and take it back."""
    typed = [_press(terminal, letter) for letter in word]
    for _ in word:
        _press(terminal, "backspace")
    return typed


def _open(terminal: Terminal) -> Burst:
    """Open the person under the cursor, go back, and move on to the next."""
    burst = _press(terminal, "enter")
    _press(terminal, "backspace")
    _press(terminal, "j")
    return burst


def _rows(
    what: str, bursts: Sequence[Burst], most_ms: float | None = None, most: float | None = None
) -> Iterator[Row]:
    yield Row.of(what, Figure.of([burst.seconds for burst in bursts]), "ms", most_ms)
    yield Row.of(f"  {what}", Figure.of([burst.size for burst in bursts]), "bytes", most)
