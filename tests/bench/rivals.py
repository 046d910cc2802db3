"""What else finds a name among as many: fzf, ripgrep, rapidfuzz, TinyDB's own Query."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

from tests.bench.corpus import documents
from tests.bench.figures import Figure, Line, Missing, Row
from tests.bench.plan import Plan

LARGEST: Final = 100_000
"""The most people for which rivals that read the whole file each time are asked."""

_ASKED: Final = 12
_HINTS: Final = {
    "fzf": "(apt install fzf, brew install fzf)",
    "rg": "(apt install ripgrep, brew install ripgrep)",
}


def beside(plan: Plan, people: int, ours: Figure) -> Iterator[Line]:
    """Ask the rivals for parts of names, one after another in turns."""
    database = plan.database(people)
    lines = lines_of(database)
    names = [str(each["name"]) for each in documents(database, "people")]
    rng = Random(people)  # the same names every time
    asked = [rng.choice(names).split()[-1][:6].lower() for _ in range(min(_ASKED, plan.rounds))]
    clocks: dict[str, Callable[[str], object]] = {
        "fzf --filter, names and quotes": lambda text: _filtered("fzf", ["--filter", text], lines),
        "rg, names and quotes": lambda text: _filtered("rg", ["-i", "-F", "--", text], lines),
        "rapidfuzz over all names": lambda text: _nearest(text, names),
    }
    if people <= LARGEST:
        clocks["TinyDB's Query, names"] = lambda text: _tinydb(text, database)
    for name, clock in clocks.items():
        if (program := name.split()[0]) in _HINTS and shutil.which(program) is None:
            yield Missing(name, _HINTS[program])
            continue
        is_slow = name.startswith("TinyDB")
        figure = Figure.of([_clocked(clock, text) for text in asked[: 2 if is_slow else _ASKED]])
        yield Row.of(f"  {name}", figure, "ms", people=people)
        yield Row.ratio(f"  {name}, against ours (p50)", figure, ours, people=people)


def lines_of(database: Path) -> Path:
    """Return a file with a line for each name and each quote, made beside the database."""
    path = database.with_suffix(".lines")
    if not path.exists() or path.stat().st_mtime < database.stat().st_mtime:
        with path.open("w", encoding="utf-8") as file:
            file.writelines(f"{each['name']}\n" for each in documents(database, "people"))
            file.writelines(f"{each['exact']}\n" for each in documents(database, "quotes"))
    return path


def _filtered(program: str, options: Sequence[str], lines: Path) -> None:
    """Run a filter over all lines; that nothing is found is no failure."""
    with lines.open("rb") as file:
        subprocess.run([program, *options], stdin=file, stdout=subprocess.DEVNULL, check=False)


def _nearest(text: str, names: Sequence[str]) -> None:
    from rapidfuzz import fuzz, process

    process.extract(text, names, scorer=fuzz.partial_ratio, limit=50)


def _tinydb(text: str, database: Path) -> None:
    from tinydb import Query, TinyDB

    with TinyDB(database, access_mode="r", encoding="utf-8") as opened:
        opened.table("people").search(Query().name.test(lambda name: text in name.lower()))


def _clocked(clock: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    clock(text)
    return time.perf_counter() - began
