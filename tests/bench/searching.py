"""How long searches take as one types, how many mistyped names are found, how long facets take."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final, NamedTuple

from db.errors import BadQuery
from db.facets import facets
from db.library import Library
from db.query import parse
from db.records import Kind
from db.search import Results, search
from db.words import fold
from tests.bench.figures import Figure, Line, Row
from tests.bench.plan import Plan
from tests.bench.rivals import beside
from tests.bench.workload import Asked, Sample, in_latin, mistyped, queries

SHOWN: Final = 40
"""How many rows a screen shows."""

FOUND: Final = 50
"""How far down a mistyped name is looked for."""

_P50: Final = {100_000: 0.3}
_P99: Final = {100_000: 6.0, 1_000_000: 30.0}
_RECALL: Final = 95.0
_FACETS: Final = {100_000: 30.0}
_TRIED: Final = 200


class _Timed(NamedTuple):
    """Seconds until a query was answered, and until the rows of a screen were made."""

    found: float
    shown: float


def measure(plan: Plan) -> Iterator[Line]:
    """Type every query of the workload at every size, and name the rivals' times beside."""
    for people in plan.sizes:
        library = Library.open(plan.database(people))
        first = _ask(library, Asked("a", "person")).found
        yield Row.of("the first search after opening", Figure.of([first]), "ms", people=people)
        _round(library, -1)
        rounds = [_round(library, turn) for turn in range(plan.rounds)]
        for group in rounds[0]:
            timed = [each[group] for each in rounds]
            yield _row(f"  found, {group}: p50", timed, 0.5, people)
            yield _row(f"  found, {group}: p99", timed, 0.99, people)
        whole = [[timed for group in each.values() for timed in group] for each in rounds]
        yield _row("search, found: p50", whole, 0.5, people, _P50.get(people))
        yield _row("search, found: p99", whole, 0.99, people, _P99.get(people))
        shown = [[timed.shown for timed in each] for each in whole]
        for share in (0.5, 0.99):
            what = f"search, found and {SHOWN} rows made: p{share * 100:.0f}"
            yield Row.of(what, Figure.shares(shown, share), "ms", people=people)
        aim = _RECALL if people >= 100_000 else None
        recalled = Figure.of([_recall(library, turn) for turn in range(plan.fewer(3))])
        yield Row.of(f"mistyped names among the first {FOUND}", recalled, "%", aim, people)
        library.close()
        yield from beside(plan, people, Figure.shares([[t.found for t in e] for e in whole], 0.5))


def measure_facets(plan: Plan) -> Iterator[Line]:
    """Count the facets of whole results at every size, each in a library just opened."""
    for people in plan.sizes:
        taken: dict[str, list[float]] = {}
        for turn in range(plan.fewer(5)):
            library = Library.open(plan.database(people))
            search(library, parse("warm type:hire"), "person")
            facets(library, search(library, parse("warm"), "person"))
            for name, results in _wholes(library, turn):
                began = time.perf_counter()
                facets(library, results)
                taken.setdefault(name, []).append(time.perf_counter() - began)
            library.close()
        for name, values in taken.items():
            figure = Figure.of(values)
            yield Row.of(f"facets of {name}", figure, "ms", _FACETS.get(people), people)


def _wholes(library: Library, turn: int) -> Iterator[tuple[str, Results]]:
    """Return large results, and what each is in the words of the table."""
    sample = Sample(library, turn)
    letter, year = sample.rng.choice("aemst"), sample.rng.randint(2000, 2015)
    most = library.ids("company")[turn % 5]
    asked = {
        "all": "",
        "a letter": letter,
        "type:hire": "type:hire",
        "to:COMPANY": f"to:{most}",
        "date:YEAR..YEAR": f"date:{year}..{year + 4}",
    }
    kinds: tuple[Kind, ...] = ("person", "event")
    for kind in kinds:
        for name, text in asked.items():
            yield f"{name} ({kind})", search(library, parse(text), kind)


def _round(library: Library, turn: int) -> dict[str, list[_Timed]]:
    """Ask every query of a round once, the groups mixed as they come at a desk."""
    groups = queries(library, turn)
    mixed = [(group, asked) for group, each in groups.items() for asked in each]
    Random(turn).shuffle(mixed)  # the same order every time
    timed: dict[str, list[_Timed]] = {group: [] for group in groups}
    for group, asked in mixed:
        timed[group].append(_ask(library, asked))
    return timed


def _ask(library: Library, asked: Asked) -> _Timed:
    """Parse and search as a key does; a text that cannot be read costs what that takes."""
    began = time.perf_counter()
    try:
        results = search(library, parse(asked.text), asked.kind)
    except BadQuery:
        found = time.perf_counter() - began
        return _Timed(found, found)
    _ = results.total
    found = time.perf_counter() - began
    _ = results.hits[:SHOWN]
    return _Timed(found, time.perf_counter() - began)


def _recall(library: Library, turn: int) -> float:
    """Return of how many people a mistyped family name still finds them."""
    sample = Sample(library, turn)
    tried = found = 0
    for _ in range(_TRIED * 20):
        person = library.person(sample.person())
        family = fold(person.name.split()[-1])
        is_word = in_latin(person.name) and family.isalpha() and len(family) >= 4
        if not is_word or not _is_found(library, family, person.id):
            continue
        tried += 1
        found += _is_found(library, mistyped(sample.rng, family), person.id)
        if tried == _TRIED:
            break
    return found / max(tried, 1)


def _is_found(library: Library, text: str, identifier: str) -> bool:
    hits = search(library, parse(text), "person").hits[:FOUND]
    return any(hit.id == identifier for hit in hits)


def _row(
    what: str,
    rounds: Sequence[Sequence[_Timed]],
    share: float,
    people: int,
    aim: float | None = None,
) -> Row:
    found = [[timed.found for timed in each] for each in rounds]
    return Row.of(what, Figure.shares(found, share), "ms", aim, people)
