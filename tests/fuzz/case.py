"""One damaged file, and the command lines it is given to: what has to hold whatever it holds.

No traceback, an exit code that is promised, one sentence where it is refused, and a database that
is byte for byte as it was unless the command said that it did what it was asked.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db import storage
from tests import small
from tests.fuzz.mutation import mutated
from tests.fuzz.seeds import DATA, DATABASE, DOCUMENTS, Seed
from tui.cli import main

_PROMISED: Final = {0, 1, 2}
_READING: Final = (
    ("show", "people"),
    ("show", "person/zoe-ada", "--json"),
    ("search", "zoe", "acme"),
    ("search", "from:acme", "--explain"),
    ("verify", "--json"),
    ("duplicates",),
    ("export", "--format", "jsonl"),
    ("source", "list"),
)
"""What a damaged database is asked."""


_SPOKEN: Final[tuple[tuple[str, ...], ...]] = ((), ("--json",))
"""How a report may be asked for."""


class Broken(AssertionError):
    """Something did not hold."""


@dataclass(frozen=True, slots=True)
class Case:
    """One damaged file; its number makes it again."""

    number: int
    """What it is made from."""
    seed: Seed
    """What it was before."""
    data: bytes
    """What it is now."""
    mapping: bytes
    """The mapping that goes with it, damaged or not; empty for none."""

    @classmethod
    def of(cls, number: int) -> Case:
        """Make the damaged file of a number."""
        rng = random.Random(number)
        kinds = (DATABASE, DATABASE, *DATA, *DATA, rng.choice(DOCUMENTS))
        seed = rng.choice(kinds)
        data, mapping = mutated(seed.data, rng), seed.mapping
        if mapping and rng.random() < 0.5:
            data, mapping = seed.data, mutated(mapping, rng)
        return cls(number, seed, data, mapping)

    def run(self, folder: Path) -> None:
        """Give it to the commands, in an empty folder; raises `Broken`."""
        rng = random.Random(-self.number)
        if self.seed is DATABASE:
            path = small.write(folder / "base.json")
            path.write_bytes(self.data)
            for words in rng.sample(_READING, 3):
                self._asked(path, *words, "--db", str(path))
            self._written(path, rng)
            return
        base = small.write(folder / "own.json")
        offered = folder / self.seed.name
        offered.write_bytes(self.data)
        if self.seed in DOCUMENTS:
            self._brought(base, "source", "add", str(offered), "--no-ask")
            return
        words = self.seed.words
        if self.mapping:
            self._asked(base, "import", "--suggest", str(offered))
            (folder / "map.toml").write_bytes(self.mapping)
            words = (*words, "--map", str(folder / "map.toml"))
        self._brought(base, "import", str(offered), *words, *rng.choice(_SPOKEN))

    def _written(self, path: Path, rng: random.Random) -> None:
        """Write to the damaged database, which either takes it or stays as it is."""
        facts = path.with_name("one.jsonl")
        facts.write_text(json.dumps({"table": "people", "id": "bo", "name": "Bo"}))
        words: tuple[str, ...] = rng.choice(
            (("import", str(facts)), ("merge", "person/zoe-ada", "person/eve"))
        )
        self._brought(path, *words)

    def _asked(self, path: Path, *words: str) -> None:
        """Run a command that only reads."""
        before = path.read_bytes()
        self._run(*words)
        if path.read_bytes() != before:
            raise Broken(f"{self}: {' '.join(words)} changed the database")

    def _brought(self, path: Path, *words: str) -> None:
        """Run a command that writes; refused, it leaves everything as it was."""
        before, beside = path.read_bytes(), _names(path.parent)
        code = self._run(*words, "--db", str(path))
        if code and path.read_bytes() != before:
            raise Broken(f"{self}: {' '.join(words)} exits {code} and changed the database")
        if code and _names(path.parent) - beside - {f".{path.name}.lock"}:
            raise Broken(f"{self}: left {sorted(_names(path.parent) - beside)} behind")
        if not code:
            storage.read(path)

    def _run(self, *words: str) -> int:
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(list(words))
        said = err.getvalue()
        if code not in _PROMISED or "Traceback" in said or "\x1b" in said:
            raise Broken(f"{self}: {' '.join(words)} exits {code}: {said[-2000:]}")
        if code == 2 and not said.strip():
            raise Broken(f"{self}: {' '.join(words)} is refused without a word")
        return code

    def __str__(self) -> str:
        """Name it so that it can be made again."""
        return f"case {self.number} ({self.seed.name})"


def _names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
