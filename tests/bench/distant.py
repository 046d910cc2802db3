"""What a reader far away waits for: a session of a real sshd, through a thin line."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

from db.storage import BUILT_IN
from tests.bench.figures import Figure, Line, Missing, Row
from tests.bench.plan import WHEREFROM, Plan
from tests.bench.starts import first_name
from tests.ssh.line import RATE, ROUND_TRIP
from tests.ssh.line import Line as Thin
from tests.ssh.server import Client, Server, missing

LETTERS: Final = ("shengjia z", "openai met", "reinforcem")
"""What is typed, ten letters each."""

_QUIET: Final = 0.6  # seconds without a byte, where a packet may be a tenth of one on its way
_WHERE: Final = f"at {ROUND_TRIP * 1000:.0f} ms and {RATE * 8 // 1000} kbit/s"


def measure(plan: Plan) -> Iterator[Line]:
    """Start, move, type and open in a session, plain and compressed."""
    if reason := missing():
        yield Missing("a session over ssh", reason)
        return
    folder = plan.home / "sshd"
    folder.mkdir()
    with Server(folder, plan.home) as server:
        for name, options in (("ssh", ()), ("ssh -C", ("Compression=yes",))):
            with (
                Thin(server.port) as line,
                Client(server, *WHEREFROM, port=line.port, options=options) as client,
            ):
                yield from _session(client, line, max(2, plan.rounds // 5), name)


def _session(client: Client, line: Thin, rounds: int, name: str) -> Iterator[Row]:
    client.see(first_name(BUILT_IN))
    whole = client.settle(_QUIET) - client.started
    yield Row.of(f"{name} {_WHERE}: call and first screen", Figure.of([whole]), "s")
    yield Row.of("  bytes on the line", Figure.of([line.down]), "bytes")
    moves = [_pressed(client, line, "j") for _ in range(rounds)]
    yield from _rows(f"{name}: a cursor move", moves)
    _pressed(client, line, "/")
    typed = [_typed(client, line, letters) for _ in range(rounds) for letters in LETTERS]
    yield from _rows(f"{name}: ten typed letters", typed, ROUND_TRIP + 1)
    _pressed(client, line, "escape")
    _pressed(client, line, "escape")
    opened = []
    for _ in range(rounds):
        opened.append(_pressed(client, line, "enter"))
        _pressed(client, line, "backspace")
    yield from _rows(f"{name}: opening a person", opened)


def _rows(what: str, taken: list[tuple[float, int]], aim: float | None = None) -> Iterator[Row]:
    times, sizes = zip(*taken, strict=True)
    most = None if aim is None else aim * 1000
    yield Row.of(f"{what}, till the last byte", Figure.of(times), "ms", most)
    yield Row.of("  bytes on the line", Figure.of(sizes), "bytes")


def _pressed(client: Client, line: Thin, *keys: str) -> tuple[float, int]:
    """Press keys and wait for silence; return the time till the last byte, and how many came."""
    before, pressed = line.down, time.perf_counter()
    client.press(*keys)
    return max(0.0, client.settle(_QUIET) - pressed), line.down - before


def _typed(client: Client, line: Thin, letters: str) -> tuple[float, int]:
    """Type in one breath and take it back."""
    taken = _pressed(client, line, *letters)
    if f"/ {letters}" not in client.text:
        raise SystemExit(f"“{letters}” did not come:\n{client.text}")
    _pressed(client, line, *["backspace"] * len(letters))
    return taken
