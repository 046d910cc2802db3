"""`python -m tests.bench`: speed as ratios measured in one run, with the aims and whether met.

Every program runs in a real pseudo-terminal with a home of its own. A figure is the median of
several runs; beside it stands where the middle half of them lies. Times of one machine say little
about another; ratios do. What is not installed here is named as missing.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.bench import builds, distant, keys, memory, searching, starts, together, verifying, wire
from tests.bench.corpus import FOLDER, STEP
from tests.bench.figures import HEAD, Line, Row, save
from tests.bench.plan import Plan

PARTS: Final[Mapping[str, Callable[[Plan], Iterator[Line]]]] = {
    "start": starts.measure,
    "keys": keys.measure,
    "bytes": wire.measure,
    "search": searching.measure,
    "facets": searching.measure_facets,
    "memory": memory.measure,
    "together": together.measure,
    "build": builds.measure,
    "verify": verifying.measure,
    "ssh": distant.measure,
}
"""What can be measured, in the order in which it is."""

SIZES: Final = "1000,10000,100000"
"""The sizes that are measured unless others are named."""


def main() -> None:
    """Measure what is asked for and print the table."""
    asked = arguments().parse_args()
    with tempfile.TemporaryDirectory() as home:
        plan = Plan(asked.sizes, max(2, asked.rounds), asked.corpora, Path(home))
        os.environ["XDG_CACHE_HOME"] = plan.environ["XDG_CACHE_HOME"]  # nothing of one's own
        for people in plan.sizes:
            plan.database(people)
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the first figure\n")
        print(f"{HEAD}\n{'—' * len(HEAD)}", flush=True)
        rows = []
        for part in asked.only:
            for line in PARTS[part](plan):
                print(line, flush=True)
                if isinstance(line, Row):
                    rows.append(line)
            if asked.save:
                save(asked.save, rows)
        missed = sum(row.is_met is False for row in rows)
        aims = sum(row.aim is not None for row in rows)
        print(f"{aims - missed} of {aims} aims met")


def arguments() -> argparse.ArgumentParser:
    """Return what reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    every = ",".join(PARTS)
    parser.add_argument("--only", type=_parts, default=tuple(PARTS), help=f"some of: {every}")
    parser.add_argument("--sizes", type=_sizes, default=_sizes(SIZES), help=f"people ({SIZES})")
    parser.add_argument("--rounds", type=int, default=15, help="runs of each (15)")
    parser.add_argument("--corpora", type=Path, default=FOLDER, help=f"databases ({FOLDER})")
    parser.add_argument("--save", type=Path, help="a JSON file of the figures, for the picture")
    return parser


def _parts(text: str) -> tuple[str, ...]:
    parts = tuple(text.split(","))
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        raise argparse.ArgumentTypeError(f"no part “{unknown[0]}”; there are {', '.join(PARTS)}")
    return parts


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(sorted(int(each.replace("_", "")) for each in text.split(",")))
    if any(size < STEP or size % STEP for size in sizes):
        raise argparse.ArgumentTypeError(f"give multiples of {STEP}, such as 1000,10000")
    return sizes


if __name__ == "__main__":
    main()
