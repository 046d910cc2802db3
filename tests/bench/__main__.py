"""`python -m tests.bench`: speed as ratios measured in one run, with the aims and whether met.

Every program runs in a real pseudo-terminal with a home of its own. A figure is the median of
several runs; beside it stands where the middle half of them lies. Times of one machine say little
about another; ratios do.
"""

from __future__ import annotations

import argparse
import tempfile
from itertools import chain
from pathlib import Path

from db.library import Library
from db.storage import BUILT_IN
from tests.bench import keys, starts
from tests.bench.figures import HEAD
from tests.terminal import environment

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="runs of each (default: 15)")
    rounds = max(2, parser.parse_args().rounds)
    library = Library.open(BUILT_IN)
    first = library.person(library.ids("person")[0]).name
    print(f"{HEAD}\n{'—' * len(HEAD)}", flush=True)
    with tempfile.TemporaryDirectory() as home:
        environ = environment(home, COLORTERM="truecolor", PYTHONPATH=str(ROOT))
        for row in chain(
            starts.measure(environ, first, rounds), keys.measure(environ, first, rounds)
        ):
            print(row, flush=True)


if __name__ == "__main__":
    main()
