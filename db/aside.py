"""Verify a large database in a process of its own, so that the screen never waits for it.

A thread would hold the interpreter while it reads the file. The process says in lines of JSON how
far it is, and at last what it found; whoever waits no more ends it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from db.checks import Problem
from db.difference import Change
from db.errors import Outdated, WherefromError
from db.storage import read_raw
from db.texts import Texts
from db.verify import Report, verify

_START: Final = (
    "import sys; sys.path[:] = {path!r}; from db.aside import main; sys.exit(main({words!r}))"
)
"""An interpreter of its own that finds what this one finds, and heeds nobody's settings."""

_STEP: Final = 0.01
"""How much more has to be done until it is told again."""


def verify_aside(path: Path, texts: Texts, tell: Callable[[float], None]) -> Report:
    """Verify a file as `db.verify` does; what `tell` raises ends the work.

    Raises `WherefromError` where the file cannot be read, `Outdated` where the process ends early.
    """
    with subprocess.Popen(  # noqa: S603 — this interpreter, our own code
        command(path, texts),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # ctrl+c is the reader's word to us, and we end the process
    ) as process:
        try:
            for line in process.stdout or ():
                said = json.loads(line)
                if "share" in said:
                    tell(said["share"])
                elif "refused" in said:
                    raise WherefromError(said["refused"])
                else:
                    return _report(said)
        finally:
            process.kill()
    raise Outdated(path)


def command(path: Path, texts: Texts) -> list[str]:
    """Return the command line of the process."""
    words = [str(path), str(texts.cache or ""), *map(str, texts.folders)]
    return [sys.executable, "-I", "-c", _START.format(path=sys.path, words=words)]


def main(words: list[str]) -> int:
    """Verify what is named, and write lines of JSON."""
    path, cache, *folders = words
    texts = Texts(tuple(map(Path, folders)), Path(cache) if cache else None)
    told = -1.0

    def tell(share: float) -> None:
        nonlocal told
        if share >= told + _STEP or share == 1:
            told = share
            print(json.dumps({"share": share}), flush=True)

    try:
        report = verify(read_raw(Path(path)), texts, tell)
    except WherefromError as problem:
        print(json.dumps({"refused": str(problem)}), flush=True)
    else:
        print(json.dumps(report.as_json()), flush=True)
    return 0


def _report(told: Mapping[str, list[dict[str, object]]]) -> Report:
    """Read a report back from its JSON."""
    problems, warnings = (tuple(map(_problem, told[name])) for name in ("problems", "warnings"))
    return Report(told["quotes"], problems, warnings, told["texts"])  # type: ignore[arg-type]


def _problem(told: Mapping[str, object]) -> Problem:
    rule, table, identifier, field, message = (str(told[name]) for name in Problem._fields[:5])
    start, end, changes = told.get("start"), told.get("end"), told.get("diff")
    span = (start, end) if isinstance(start, int) and isinstance(end, int) else None
    diff = tuple(Change(**each) for each in changes) if isinstance(changes, list) else ()
    return Problem(rule, table, identifier, field, message, span, diff)
