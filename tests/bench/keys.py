"""What a key costs: time and bytes until the terminal is quiet, beside the least that could be."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from db.storage import BUILT_IN
from db.words import fold
from tests.bench.corpus import documents
from tests.bench.figures import Figure, Line, Row
from tests.bench.plan import WHEREFROM, Plan
from tests.bench.starts import PATIENCE, first_name
from tests.terminal import Terminal

SIZES: Final = ((80, 24), (200, 50))
"""The terminals, in columns and lines."""

BYTES: Final[Mapping[tuple[int, int], float]] = {(80, 24): 2000}
"""The most bytes that a cursor move should write, by terminal."""

_HERE: Final = Path(__file__).parent
_SMALL: Final = 1000  # people, to tell whether more make a key slower
_LARGE: Final = 100_000  # people, for which there are aims
_LONGEST: Final = 6
_WAKING: Final = 3  # keys of each kind before those that count


@dataclass(frozen=True, slots=True)
class Burst:
    """What a program wrote between a key and the silence after it."""

    first: float
    """When the first byte came, after the key."""
    seconds: float
    """When the last byte came."""
    size: int
    """How many bytes came."""


def measure(plan: Plan) -> Iterator[Line]:
    """Press keys in the built-in database, then in the larger ones beside minimal programs."""
    yield from _built_in(plan)
    for people in plan.sizes:
        yield from _sized(plan, people)


def press(terminal: Terminal, key: str) -> Burst:
    """Press a key and wait for silence."""
    before, pressed = len(terminal.received), time.perf_counter()
    terminal.press(key)
    heard = terminal.settle()
    came = len(terminal.received) - before
    first = terminal.answered - pressed if came else 0.0
    return Burst(first, max(0.0, heard - pressed), came)


def _built_in(plan: Plan) -> Iterator[Row]:
    """Move, type and open in the list of people, at every size of terminal."""
    name = first_name(BUILT_IN)
    for size in SIZES:
        with Terminal(WHEREFROM, size=size, environ=plan.environ) as terminal:
            terminal.see(name)
            terminal.settle()
            place = f"at {size[0]}x{size[1]}"
            moves = [press(terminal, key) for key in "j" * plan.rounds + "k" * plan.rounds]
            yield from _rows(f"a cursor move {place}", moves, 20, BYTES.get(size))
            press(terminal, "/")
            words = ("meta",) * (plan.rounds // 4 + 1)
            typed = [burst for word in words for burst in _typed(terminal, word)]
            yield from _rows(f"a typed letter {place}", typed)
            press(terminal, "enter")
            opened = [_opened(terminal) for _ in range(plan.rounds)]
            terminal.press("q")
            if code := terminal.end():
                raise SystemExit(f"The explorer broke {place}, exit {code}:\n{terminal.text}")
            yield from _rows(f"opening a person {place}", opened)


def _sized(plan: Plan, people: int) -> Iterator[Row]:
    """Press the same keys in turns in the explorer, in a small one, and in minimal programs."""
    database = plan.database(people)
    words = _words(database, plan.rounds)
    names = _names(plan, people)
    with ExitStack() as stack:
        terminals = {
            "list": _opened_on(stack, plan, [str(_HERE / "minimal_list.py"), str(names)]),
            "search": _opened_on(stack, plan, [str(_HERE / "minimal_search.py"), str(names)]),
            "ours": _explorer(stack, plan, database),
            "small": _explorer(stack, plan, plan.database(_SMALL)),
        }
        lists = {name: terminals[name] for name in ("ours", "small", "list")}
        for key, what in (("j", "a cursor move"), ("pagedown", "a page down")):
            taken = _turns(lists, [key] * (plan.rounds + _WAKING))
            yield from _beside(what, taken, people)
        for name in ("ours", "small"):
            press(terminals[name], "/")
        typing = {name: terminals[name] for name in ("ours", "small", "search")}
        taken = _turns(typing, [key for word in words for key in _keys(word)])
        yield from _typing_rows(taken, people)


def _typing_rows(letters: Mapping[str, Sequence[Burst]], people: int) -> Iterator[Row]:
    aim, slowest = (1.2, 60.0) if people == _LARGE else (None, None)
    ours, least = _figure(letters["ours"]), _figure(letters["search"])
    yield Row.of("a typed letter", ours, "ms", people=people)
    yield Row.of("  a typed letter in a minimal search app", least, "ms", people=people)
    yield Row.ratio("  a typed letter, against that app", ours, least, aim, people)
    highest = Figure.shares([ours.values], 0.99)
    yield Row.of("  a typed letter, p99", highest, "ms", slowest, people)


def _beside(what: str, taken: Mapping[str, Sequence[Burst]], people: int) -> Iterator[Row]:
    least_aim, small_aim = (1.2, 1.1) if people == _LARGE else (None, None)  # 1.1: noise of a run
    ours, small, least = (_figure(taken[name]) for name in ("ours", "small", "list"))
    first = Figure.of([burst.first for burst in taken["ours"]])
    yield Row.of(what, ours, "ms", people=people)
    yield Row.of(f"  {what}, until the first byte", first, "ms", people=people)
    yield Row.of(f"  {what} in a minimal list", least, "ms", people=people)
    yield Row.ratio(f"  {what}, against that list", ours, least, least_aim, people)
    if people != _SMALL:
        yield Row.ratio(f"  {what}, against {_SMALL:,} people", ours, small, small_aim, people)


def _turns(terminals: Mapping[str, Terminal], keys: Sequence[str]) -> dict[str, list[Burst]]:
    """Press each key in every terminal, one after another in changing order."""
    rng = Random(len(keys))  # the same order every time
    taken: dict[str, list[Burst]] = {name: [] for name in terminals}
    for number, key in enumerate(keys):
        for name in rng.sample(list(terminals), len(terminals)):
            burst = press(terminals[name], key)
            if number >= _WAKING and key != "backspace":
                taken[name].append(burst)
    return taken


def _keys(word: str) -> list[str]:
    """Return the keys that type a word and take it back."""
    return [*word, *["backspace"] * len(word)]


def _words(database: Path, count: int) -> list[str]:
    """Return family names that can be typed on any keyboard."""
    everyone = documents(database, "people")
    families = (fold(str(each["name"]).split()[-1]) for each in everyone)
    plain = (family[:_LONGEST] for family in families if family.isascii() and family.isalpha())
    return [word for word, _ in zip(plain, range(count), strict=False)]


def _names(plan: Plan, people: int) -> Path:
    """Write the names one a line, for the minimal programs."""
    path = plan.home / f"names-{people}.txt"
    everyone = documents(plan.database(people), "people")
    path.write_text("\n".join(str(each["name"]) for each in everyone), encoding="utf-8")
    return path


def _explorer(stack: ExitStack, plan: Plan, database: Path) -> Terminal:
    """Open the explorer on a database, and wait for its list."""
    command = [*WHEREFROM, "--db", str(database)]
    terminal = stack.enter_context(Terminal(command, size=SIZES[0], environ=plan.environ))
    terminal.see(first_name(database), PATIENCE)
    terminal.settle(quiet=1.0)
    return terminal


def _opened_on(stack: ExitStack, plan: Plan, command: Sequence[str]) -> Terminal:
    """Open a minimal program, and wait for its lines."""
    words = [sys.executable, *command]
    terminal = stack.enter_context(Terminal(words, size=SIZES[0], environ=plan.environ))
    terminal.see(lambda text: len(text.split()) > SIZES[0][1], PATIENCE)
    terminal.settle()
    return terminal


def _typed(terminal: Terminal, word: str) -> list[Burst]:
    """Type a word letter by letter, and take it back."""
    typed = [press(terminal, letter) for letter in word]
    for _ in word:
        press(terminal, "backspace")
    return typed


def _opened(terminal: Terminal) -> Burst:
    """Open the person under the cursor, go back, and move on to the next."""
    burst = press(terminal, "enter")
    press(terminal, "backspace")
    press(terminal, "j")
    return burst


def _figure(bursts: Sequence[Burst]) -> Figure:
    return Figure.of([burst.seconds for burst in bursts])


def _rows(
    what: str, bursts: Sequence[Burst], most_ms: float | None = None, most: float | None = None
) -> Iterator[Row]:
    yield Row.of(what, _figure(bursts), "ms", most_ms)
    yield Row.of(f"  {what}", Figure.of([burst.size for burst in bursts]), "bytes", most)
