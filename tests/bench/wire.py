"""What a key sends over the line: bytes and time, beside Textual's own output, VisiData and fzf.

Beside the bytes stands what they tell: the text of the cells that look other than before. What
moves of names that scroll is text that changed, though a terminal can be told to move it.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.corpus import documents
from tests.bench.figures import Figure, Line, Missing, Row
from tests.bench.keys import SIZES
from tests.bench.plan import WHEREFROM, Plan
from tests.bench.starts import PATIENCE, first_name
from tests.terminal import Terminal

PEOPLE: Final = 1000
"""How many people are scrolled through."""

TELLING: Final = 1.6
"""The most bytes for each byte of text that changed, where panes follow."""

_STEADY: Final = 0.3  # seconds of silence that say it is drawn, with the panes that follow
_TYPED: Final = "mark"


@dataclass(frozen=True, slots=True)
class Sent:
    """What came between a key and the silence after it."""

    size: int
    """Bytes."""
    seconds: float
    """When the last of them came."""
    text: int
    """Bytes of text in the cells that look other than before."""


def measure(plan: Plan) -> Iterator[Line]:
    """Press the same keys in each program, at each size of terminal."""
    database = plan.database(PEOPLE)
    names = plan.home / "names.csv"
    people = documents(database, "people")
    names.write_text("name\n" + "\n".join(str(each["name"]) for each in people), encoding="utf-8")
    for size in SIZES:
        yield from _ours(plan, database, size)
        yield from _rivals(plan, names, size)


def _ours(plan: Plan, database: Path, size: tuple[int, int]) -> Iterator[Row]:
    """Measure the explorer as it is, and as Textual would write it."""
    is_small = size == SIZES[0]
    aims: Mapping[str, float] = {
        "a start": 5000 if is_small else 9000,
        "a cursor move, list alone": 250 if is_small else 550,
        "a scroll by one, list alone": 400 if is_small else 600,
        "opening a person": 4000 if is_small else 7000,
        "idle for two seconds": 0,
    }
    stock = plan.surroundings("whole", WHEREFROM_OUTPUT="whole")
    for environ, by in ((plan.environ, ""), (stock, " (Textual's own output)")):
        with Terminal([*WHEREFROM, "--db", str(database)], size=size, environ=environ) as terminal:
            terminal.see(first_name(database), PATIENCE)
            terminal.settle(quiet=1.0)
            begun = len(terminal.received)
            found = dict(_journey(plan, terminal, size))
            yield Row.of(
                f"a start at {_at(size)}{by}",
                Figure.of([begun]),
                "bytes",
                None if by else aims["a start"],
            )
            for what, sent in found.items():
                yield from _rows(
                    f"{what} at {_at(size)}{by}",
                    sent,
                    None if by else aims.get(what),
                    is_ours=not by,
                )


def _journey(
    plan: Plan, terminal: Terminal, size: tuple[int, int]
) -> Iterator[tuple[str, list[Sent]]]:
    """Move, scroll, type and open; first with the panes that follow, then with the list alone."""
    room = size[1] - 8
    yield "a cursor move, panes follow", _each(terminal, "j" * plan.fewer(15))
    _each(terminal, "j" * max(room - plan.fewer(15), 0))
    _each(terminal, "j" * 8)
    yield "a scroll by one, panes follow", _each(terminal, "j" * plan.fewer(15))
    before = len(terminal.received)
    terminal.settle(quiet=2.0)
    yield "idle for two seconds", [Sent(len(terminal.received) - before, 0, 0)]
    _each(terminal, "/")
    typed = [sent for _ in range(plan.fewer(3)) for sent in _typed(terminal)]
    yield "a typed letter", typed
    _each(terminal, ["enter"])
    yield "opening a person", [_opened(terminal) for _ in range(plan.fewer(9))]
    _each(terminal, ["escape", "g", "z"])
    yield "a cursor move, list alone", _each(terminal, "j" * plan.fewer(15))
    _each(terminal, "j" * (room + 8 - plan.fewer(15)))
    yield "a scroll by one, list alone", _each(terminal, "j" * plan.fewer(15))


def _rivals(plan: Plan, names: Path, size: tuple[int, int]) -> Iterator[Line]:
    """Move, scroll and type in VisiData and fzf, on the same names."""
    commands = {"vd": ["vd", str(names)], "fzf": ["sh", "-c", f"fzf --no-mouse < '{names}'"]}
    for program, command in commands.items():
        if shutil.which(program) is None:
            yield Missing(f"{program} at {_at(size)}", f"(apt install {program})")
            continue
        down = "j" if program == "vd" else "up"
        with ExitStack() as stack:
            terminal = stack.enter_context(Terminal(command, size=size, environ=plan.environ))
            terminal.see(first_name_of(names), PATIENCE)
            terminal.settle(quiet=1.0)
            moves = _each(terminal, [down] * plan.fewer(12))
            _each(terminal, [down] * size[1])
            scrolls = _each(terminal, [down] * plan.fewer(12))
            yield from _rows(f"  {program}: a cursor move at {_at(size)}", moves)
            yield from _rows(f"  {program}: a scroll by one at {_at(size)}", scrolls)
            if program == "fzf":
                yield from _rows(f"  {program}: a typed letter at {_at(size)}", _typed(terminal))


def first_name_of(names: Path) -> str:
    """Return the name on the first line below the heading."""
    return names.read_text(encoding="utf-8").split("\n")[1]


def _each(terminal: Terminal, keys: Sequence[str]) -> list[Sent]:
    return [_sent(terminal, key) for key in keys]


def _typed(terminal: Terminal) -> list[Sent]:
    """Type a word letter by letter, and take it back."""
    typed = _each(terminal, _TYPED)
    _each(terminal, ["backspace"] * len(_TYPED))
    return typed


def _opened(terminal: Terminal) -> Sent:
    """Open the person under the cursor, go back, and move on to the next."""
    sent = _sent(terminal, "enter")
    _each(terminal, ["backspace", "j"])
    return sent


def _sent(terminal: Terminal, key: str) -> Sent:
    """Press a key, wait for silence, and see what looks other than before."""
    before, begun = _cells(terminal), len(terminal.received)
    pressed = time.perf_counter()
    terminal.press(key)
    heard = terminal.settle(quiet=_STEADY)
    after = _cells(terminal)
    text = sum(len(new[0].encode()) for old, new in zip(before, after, strict=True) if old != new)
    return Sent(len(terminal.received) - begun, max(0.0, heard - pressed), text)


def _cells(terminal: Terminal) -> list[tuple[str, ...]]:
    screen = terminal.screen
    return [
        (cell.data, cell.fg, cell.bg, str(cell.bold), str(cell.reverse), str(cell.underscore))
        for line in range(screen.lines)
        for cell in (screen.buffer[line][column] for column in range(screen.columns))
    ]


def _rows(
    what: str, sent: Sequence[Sent], most: float | None = None, *, is_ours: bool = False
) -> Iterator[Row]:
    sizes = Figure.of([each.size for each in sent])
    yield Row.of(what, sizes, "bytes", most)
    told = [each.size / each.text for each in sent if each.text]
    if told:
        is_aim = is_ours and most is None
        aim = TELLING if is_aim else None
        yield Row.of(f"  {what}, for each byte of text", Figure.of(told), "×", aim)
        times = Figure.of([each.seconds for each in sent])
        yield Row.of(f"  {what}, time", times, "ms")


def _at(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"
