"""How long it takes to look 10,000 quotes up in their texts, of which some have changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import accumulate, cycle
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from tests.bench import processes
from tests.bench.figures import Figure, Line, Row
from tests.bench.names import Document
from tests.bench.plan import Plan
from tests.bench.prose import Language, languages

QUOTES: Final = 10_000
"""How many quotes are looked up."""

SECONDS: Final = 5.0
"""The most that may take."""

_SIZES: Final = (5_000, 10_000, 20_000, 40_000, 100_000)
_CONTEXT: Final = 32
_EVERY: Final = 3
"""Of so many quotes in a changed text one is changed itself."""

_VERIFY: Final = """
import sys, time
from pathlib import Path
from db.storage import read_raw
from db.texts import Texts
from db.verify import verify
began = time.perf_counter()
verify(read_raw(Path(sys.argv[1])), Texts((Path(sys.argv[2]),)))
print(time.perf_counter() - began)
"""
_LOAD: Final = """
import sys, time
from pathlib import Path
from db import storage
from db.hashes import sha256_of
began = time.perf_counter()
storage.read(Path(sys.argv[1]))
for path in Path(sys.argv[2]).iterdir():
    data = path.read_bytes()
    sha256_of(data)
    data.decode()
print(time.perf_counter() - began)
"""


class Base(NamedTuple):
    """A database and its texts."""

    database: Path
    """The file."""
    texts: Path
    """The folder of its texts."""


def measure(plan: Plan) -> Iterator[Line]:
    """Verify as a command does, in turns with reading the same records and texts alone."""
    base = make(plan.home / "verifying", QUOTES)
    words = (str(base.database), str(base.texts))
    ours, alone = [], []
    for _ in range(plan.fewer(5)):
        ours.append(processes.run(_VERIFY, *words, environ=plan.environ))
        alone.append(processes.run(_LOAD, *words, environ=plan.environ))
    verified = Figure.of([float(ran.said[0]) for ran in ours])
    loaded = Figure.of([float(ran.said[0]) for ran in alone])
    yield Row.of(f"verify {QUOTES:,} quotes, half of them moved or changed", verified, "s", SECONDS)
    yield Row.ratio("  against reading the records and the texts", verified, loaded, 30)


def make(folder: Path, quotes: int) -> Base:
    """Write a database of so many quotes in texts of 5 to 100 KB; half of the texts have changed.

    Of every six one has words put before it, one altered sentences, one lost or rewritten ones.
    """
    rng = Random("verify")  # the same every time
    texts = folder / "texts"
    texts.mkdir(parents=True)
    tables: dict[str, list[Document]] = {"people": [], "events": [], "quotes": [], "sources": []}
    changes = cycle(("kept", "moved", "kept", "altered", "kept", "dropped"))
    while len(tables["quotes"]) < quotes:
        number, size = len(tables["sources"]) + 1, rng.choice(_SIZES)
        sentences = _sentences(rng, languages().one(rng), size)
        several = min(size // 500, quotes - len(tables["quotes"]))
        _source(tables, number, sentences, sorted(rng.sample(range(len(sentences)), several)))
        now = _changed(rng, sentences, next(changes))
        (texts / f"s{number}.txt").write_text("".join(now), encoding="utf-8")
    database = folder / "base.json"
    root = {
        name: {str(at): each for at, each in enumerate(table, 1)} for name, table in tables.items()
    }
    database.write_text(json.dumps({**root, "companies": {}, "meta": {"1": {"schema": 1}}}))
    return Base(database, texts)


def _sentences(rng: Random, language: Language, size: int) -> list[str]:
    """Write prose of about so many bytes."""
    found, written = [], 0
    while written < size:
        found.append(
            language.sentence(rng, None, None, "say") + rng.choice((" ", " ", " ", "\n\n"))
        )
        written += len(found[-1].encode())
    return found


def _source(
    tables: dict[str, list[Document]], number: int, sentences: list[str], quoted: list[int]
) -> None:
    """Add a source as it was when it was quoted, and an event for each of its quotes."""
    text, starts = "".join(sentences), [0, *accumulate(map(len, sentences))]
    digest = hashlib.sha256(text.encode()).hexdigest()
    name = f"s{number}"
    tables["sources"].append(
        {"id": name, "title": f"Text {number}", "lang": "und", "file": f"{name}.txt"}
        | {"sha256": digest, "length": len(text)}
    )
    for at in quoted:
        exact, start = sentences[at].rstrip(), starts[at]
        end = start + len(exact)
        around = {"prefix": text[max(0, start - _CONTEXT) : start], "suffix": text[end:][:_CONTEXT]}
        identifier = f"{name}-{at}"
        place = {"start": start, "end": end, "speech": "none", "lang": "und"}
        tables["quotes"].append(
            {"id": identifier, "source": name, "exact": exact, **around, **place}
        )
        tables["events"].append(
            {"id": identifier, "type": "statement", "summary": "Something was said."}
            | {"claim": {"grade": "stated"}, "quotes": [identifier]}
        )


def _changed(rng: Random, sentences: list[str], change: str) -> list[str]:
    """Change a text as editors do: put a sentence before it, reword, leave out, translate anew."""
    if change == "kept":
        return sentences
    now = ["A note by the editors has been added to this text. ", *sentences]
    if change == "moved":
        return now
    for at in range(1, len(now)):
        chance = rng.randrange(_EVERY)
        if chance == 0 and change == "altered":
            now[at] = _reworded(rng, now[at])
        elif chance == 0:
            now[at] = ""
        elif chance == 1 and change == "dropped":
            now[at] = languages().one(rng).sentence(rng, None, None, "go") + " "
    return now


def _reworded(rng: Random, sentence: str) -> str:
    """Put other letters in place of some, somewhere in a sentence."""
    start = rng.randrange(max(1, len(sentence) - 12))
    return sentence[:start] + "quite otherwise" + sentence[start + rng.randint(0, 24) :]
