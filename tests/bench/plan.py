"""What to measure, how often, on which files, and in which surroundings."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from tests.bench import corpus
from tests.terminal import environment

ROOT: Final = Path(__file__).resolve().parents[2]
"""The folder of the program that is measured."""

WHEREFROM: Final = (sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())")
"""What the installed script does."""


@dataclass(frozen=True)
class Plan:
    """One run of the benchmark."""

    sizes: Sequence[int]
    """How many people the databases have, in order."""
    rounds: int
    """How often each thing is measured."""
    corpora: Path
    """Where the databases are kept."""
    home: Path
    """An empty folder, for what the measured programs keep."""

    def database(self, people: int) -> Path:
        """Return the database of a size, made if need be."""
        return corpus.corpus(self.corpora, people)

    @cached_property
    def environ(self) -> Mapping[str, str]:
        """A newcomer's surroundings, whose cache fills as one works."""
        return self.surroundings("home")

    def surroundings(self, name: str, **more: str) -> dict[str, str]:
        """Return surroundings with a home of this name, which keep nothing of any other."""
        home = self.home / name
        home.mkdir(exist_ok=True)
        cache = str(home / "cache")
        words = {"COLORTERM": "truecolor", "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": cache}
        return environment(str(home), **words, **more)

    def fewer(self, most: int) -> int:
        """Return the rounds for what takes long."""
        return min(self.rounds, most)
