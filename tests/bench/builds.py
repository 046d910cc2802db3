"""What building the read model costs, once for each file, beside TinyDB's own first read of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from typing import Final

from tests.bench import processes
from tests.bench.figures import Figure, Line, Missing, Row
from tests.bench.plan import Plan
from tests.bench.processes import Ran

LARGEST: Final = 100_000
"""The most people that TinyDB is asked to read."""

_TIMES: Final = 1.5
_OURS: Final = """
import sys, time
from db.facets import facets
from db.library import Library
from db.query import parse
from db.search import search
began = time.perf_counter()
library = Library.open(sys.argv[1])
print(time.perf_counter() - began)
results = search(library, parse("a"), "person")
results.total
print(time.perf_counter() - began)
facets(library, search(library, parse("type:hire"), "person"))
print(time.perf_counter() - began)
library.close()
"""
_ONE_TABLE: Final = """
import sys, time
from tinydb import TinyDB
began = time.perf_counter()
TinyDB(sys.argv[1], access_mode="r", encoding="utf-8").table("people").all()
print(time.perf_counter() - began)
"""
_ALL_TABLES: Final = """
import sys, time
from tinydb import TinyDB
began = time.perf_counter()
database = TinyDB(sys.argv[1], access_mode="r", encoding="utf-8")
held = [database.table(name).all() for name in database.tables()]
print(time.perf_counter() - began)
"""
_JSON: Final = """
import json, sys, time
began = time.perf_counter()
with open(sys.argv[1], encoding="utf-8") as file:
    held = json.load(file)
print(time.perf_counter() - began)
"""


def measure(plan: Plan) -> Iterator[Line]:
    """Build at every size with an empty cache, in turns with the readers it is compared with."""
    fresh = count()
    for people in plan.sizes:
        database = str(plan.database(people))

        def ours(database: str = database) -> Ran:
            environ = plan.surroundings(f"build-{next(fresh)}")
            ran = processes.run(_OURS, database, environ=environ)
            shutil.rmtree(environ["HOME"])
            return ran

        clocks: dict[str, Callable[[], Ran]] = {"ours": ours}
        if people <= LARGEST:
            clocks |= {
                name: lambda code=code, database=database: processes.run(  # type: ignore[misc]
                    code, database, environ=plan.environ
                )
                for name, code in (("one", _ONE_TABLE), ("all", _ALL_TABLES), ("json", _JSON))
            }
        taken: dict[str, list[Ran]] = {name: [] for name in clocks}
        for _ in range(plan.fewer(3)):
            for name, clock in clocks.items():
                taken[name].append(clock())
        yield from _rows(taken, people)


def _rows(taken: dict[str, list[Ran]], people: int) -> Iterator[Line]:
    is_large = people == LARGEST
    whole = _seconds(taken["ours"], -1)
    yield Row.of("build, until the library is open", _seconds(taken["ours"], 0), "s", people=people)
    yield Row.of("build, until a search answers", _seconds(taken["ours"], 1), "s", people=people)
    yield Row.of("build, until facets answer too", whole, "s", people=people)
    if "one" in taken:
        one, every = _seconds(taken["one"], 0), _seconds(taken["all"], 0)
        yield Row.of("  TinyDB's first read, one table", one, "s", people=people)
        yield Row.of("  TinyDB's first read, all tables", every, "s", people=people)
        aim = _aim(_TIMES, is_large)
        yield Row.ratio("  build against TinyDB, one table", whole, one, aim, people)
        yield Row.ratio("  build against TinyDB, all tables", whole, every, aim, people)
    if not processes.can_be_told():
        yield Missing("  memory of a build", "(only Linux tells it, in /proc)")
        return
    peak = Figure.of([ran.peak for ran in taken["ours"]])
    yield Row.of("build, most memory at one time", peak, "MB", people=people)
    if "json" in taken:
        json = Figure.of([ran.peak for ran in taken["json"]])
        yield Row.of("  json.load, most memory at one time", json, "MB", people=people)
        yield Row.ratio(
            "  build against json.load, memory", peak, json, _aim(1.0, is_large), people
        )


def _seconds(runs: list[Ran], line: int) -> Figure:
    """Take one of the lines that each run said, as seconds."""
    return Figure.of([float(ran.said[line]) for ran in runs])


def _aim(most: float, is_large: bool) -> float | None:
    return most if is_large else None
