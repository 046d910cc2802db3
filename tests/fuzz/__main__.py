"""Give many damaged files to the command line: `python -m tests.fuzz [COUNT] [--from NUMBER]`.

Cases run in processes of their own, of which each may work five seconds a case, take a minute for
it on a busy machine, and have a gigabyte of memory. A case that breaks a promise, hangs or swells
is named by its number, which makes it again: `python -m tests.fuzz 1 --from NUMBER`.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

SECONDS: Final = 5.0
"""How long the processor may work at one case."""

PATIENCE: Final = 60
"""Seconds after which a case is taken to hang."""

MEMORY: Final = 1024**3
"""How many bytes a process may take beside what it begins with."""

_BATCH: Final = 250


def main(words: Sequence[str] | None = None) -> int:
    """Run cases; return how many broke something, at most 100."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--batch", type=int, default=_BATCH, help=argparse.SUPPRESS)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(words)
    if asked.inside:
        return _inside(asked.first, asked.count)
    began = time.monotonic()
    broken = run(asked.first, asked.count, asked.batch)
    seconds = time.monotonic() - began
    for line in broken:
        print(line)
    print(f"{asked.count:,} cases, {len(broken)} broken, {seconds:.0f} s")
    return min(len(broken), 100)


def run(first: int, count: int, batch: int = _BATCH, jobs: int | None = None) -> list[str]:
    """Run so many cases from a number on, in batches side by side; return what broke."""
    left = [(at, min(batch, first + count - at)) for at in range(first, first + count, batch)]
    left.reverse()
    working: list[tuple[subprocess.Popen[str], int, int]] = []
    broken: list[str] = []
    while left or working:
        while left and len(working) < (jobs or os.cpu_count() or 1):
            at, size = left.pop()
            working.append((_started(at, size), at, size))
        process, at, size = working.pop(0)
        out, err = process.communicate()
        lines = out.splitlines()
        broken += [line for line in lines if line.startswith("case ")]
        done = max((int(line) for line in lines if line.isdigit()), default=at - 1)
        if done < at + size - 1:  # it hung, swelled or was ended: name the case, go on after it
            broken.append(f"case {done + 1} ended its process: {err[-3000:]}")
            if done + 2 < at + size:
                left.append((done + 2, at + size - done - 2))
    return broken


def _started(first: int, count: int) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.fuzz", str(count), "--from", str(first), "--inside"]
    pipe = subprocess.PIPE
    return subprocess.Popen(words, stdout=pipe, stderr=pipe, text=True, errors="replace")


def _inside(first: int, count: int) -> int:
    """Run cases in this process, with an end to its time and memory."""
    from tests.fuzz.case import Broken, Case

    home = tempfile.mkdtemp(prefix="wherefrom-fuzz-")
    os.environ.update({"HOME": home, "WHEREFROM_CACHE": "none"})
    os.environ.update({f"XDG_{name}_HOME": home for name in ("CONFIG", "DATA", "CACHE", "STATE")})
    for name in ("WHEREFROM_DB", "WHEREFROM_TEXTS"):
        os.environ.pop(name, None)
    _limit()
    try:
        for number in range(first, first + count):
            folder = Path(tempfile.mkdtemp(dir=home))
            faulthandler.dump_traceback_later(PATIENCE, exit=True)
            began = time.process_time()
            try:
                Case.of(number).run(folder)
                if (spent := time.process_time() - began) > SECONDS:
                    _print(f"case {number} is worked at for {spent:.1f} s")
            except Broken as error:
                _print(str(error))
            except Exception as error:  # noqa: BLE001 — whatever comes out is what is looked for
                _print(f"case {number}: {type(error).__name__}: {str(error)[:500]}")
            faulthandler.cancel_dump_traceback_later()
            shutil.rmtree(folder, ignore_errors=True)
            print(number, flush=True)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return 0


def _limit() -> None:
    """Take a gigabyte more than there is by now, and no more."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    size = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _print(words: str) -> None:
    print(" ".join(words.split()), flush=True)


if __name__ == "__main__":
    sys.exit(main())
