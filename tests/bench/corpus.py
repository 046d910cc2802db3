"""`python -m tests.bench.corpus 1000`: a database of any size, the same every time.

The figures of a newsroom: for 100,000 people 5,000 companies, 300,000 events and as many quotes,
20,000 sources. Tables are written as they are made, so that a million people need no more memory
than their names. The file is what plain TinyDB writes, one document a line.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import IO, Final

import msgspec
from platformdirs import user_cache_path

from db.records import SCHEMA, TABLES
from tests.bench import parties, stories
from tests.bench.names import Document
from tests.bench.parties import Cast, Party

VERSION: Final = 1
"""Raised whenever the generator makes something else; older files are then made anew."""

STEP: Final = 20
"""A number of people is a multiple of this, so that the others are whole numbers."""

FOLDER: Final = user_cache_path("wherefrom") / "corpora"
"""Where files are kept unless another folder is named."""


def corpus(folder: Path, people: int) -> Path:
    """Return the file for so many people, made if it is not there or from an older version."""
    if people < STEP or people % STEP:
        raise ValueError(f"{people} is no multiple of {STEP}: give as many people as 1000.")
    path = folder / f"people-{people}.json"
    mark = _mark(people)
    if not path.is_file() or _head(path, len(mark)) != mark:
        folder.mkdir(parents=True, exist_ok=True)
        _write(path, people)
    return path


def documents(path: Path, table: str) -> Iterator[Document]:
    """Read one table of a corpus document by document, without the rest of the file."""
    wanted = f'"{table}":{{\n'.encode()
    with path.open("rb") as file:
        for line in file:
            if line == wanted:
                break
        for line in file:
            if line.startswith(b"}"):
                return
            document: Document = msgspec.json.decode(line.rstrip(b",\n").partition(b":")[2])
            yield document


def _write(path: Path, people: int) -> None:
    """Write the tables side by side, then one after another; the file appears when it is whole."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        parts = {name: Path(folder) / name for name in TABLES.values()}
        with contextlib.ExitStack() as stack:
            tables = {
                name: _Table(stack.enter_context(part.open("wb"))) for name, part in parts.items()
            }
            _fill(tables, people)
        whole = Path(folder) / path.name
        with whole.open("wb") as file:
            file.write(_mark(people))
            for name, part in parts.items():
                file.write(b',\n"%s":{' % name.encode())
                with part.open("rb") as table:
                    shutil.copyfileobj(table, file, 1 << 20)
                file.write(b"\n}")
            file.write(b"}\n")
        whole.replace(path)


def _fill(tables: Mapping[str, _Table], people: int) -> None:
    """Make everyone, then everything that sources tell of them."""
    rng = Random(f"corpus {VERSION} of {people}")  # the same lots every time
    everyone, companies, outlets = list[Party](), list[Party](), list[Party]()
    for person, document in parties.people(rng, people):
        tables["people"].add(document)
        everyone.append(person)
    for company, document in parties.companies(rng, people // 20):
        tables["companies"].add(document)
        companies.append(company)
        if document["kind"] == "outlet":
            outlets.append(company)
    for told in stories.tell(rng, Cast(everyone, companies, outlets), people // 5):
        tables["sources"].add(told.source)
        for event in told.events:
            tables["events"].add(event)
        for quote in told.quotes:
            tables["quotes"].add(quote)


class _Table:
    """One table on its way to the disk, as documents by number."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._count = file, 0

    def add(self, document: Document) -> None:
        """Write a document under the next number."""
        self._count += 1
        comma = b"," if self._count > 1 else b""
        self._file.write(b'%s\n"%d":' % (comma, self._count) + msgspec.json.encode(document))


def _mark(people: int) -> bytes:
    """Return how a file begins: with its schema, and which generator made it for how many."""
    name = f"people-{people}, version {VERSION}"
    meta = {"1": {"schema": SCHEMA, "corpus": name}}
    return b'{"meta":' + msgspec.json.encode(meta)


def _head(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def main() -> None:
    """Make the sizes that are asked for, and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.corpus", description=__doc__)
    parser.add_argument("people", type=int, nargs="+", help="how many people, such as 1000")
    parser.add_argument("--corpora", type=Path, default=FOLDER, help=f"where (default: {FOLDER})")
    asked = parser.parse_args()
    for people in asked.people:
        print(corpus(asked.corpora, people))


if __name__ == "__main__":
    main()
