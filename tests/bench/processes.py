"""How much memory a process and its children hold, as Linux tells it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

_PROC: Final = Path("/proc")
_BETWEEN: Final = 0.01


class Ran(NamedTuple):
    """What a program said, and the most memory that it and its children held at one time."""

    said: list[str]
    """Its lines."""
    peak: float
    """Bytes."""


def can_be_told() -> bool:
    """Whether this system tells how much memory a process holds."""
    return (_PROC / "self" / "status").exists()


def resident(pid: int) -> float:
    """Return the bytes of memory that a process and its children hold."""
    return sum(_resident(each) for each in (pid, *_below(pid)))


def run(code: str, *words: str, environ: Mapping[str, str]) -> Ran:
    """Run Python code on some words to its end, looking at its memory all the while."""
    command: Sequence[str] = [sys.executable, "-c", code, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(environ)) as process:
        peak, is_over = [0.0], threading.Event()

        def watch() -> None:
            while not is_over.wait(_BETWEEN):
                peak[0] = max(peak[0], resident(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        said, _ = process.communicate()
        is_over.set()
        watcher.join()
    if process.returncode:
        raise SystemExit(f"What should be measured broke, exit {process.returncode}.")
    return Ran(said.splitlines(), peak[0])


def _resident(pid: int) -> float:
    try:
        status = (_PROC / str(pid) / "status").read_text()
    except OSError:  # it has ended meanwhile
        return 0.0
    held = next((line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")), "0")
    return int(held) * 1024.0


def _below(pid: int) -> list[int]:
    """Return the processes that one has started, and those that they have."""
    found = []
    for path in _PROC.glob(f"{pid}/task/*/children"):
        try:
            children = path.read_text().split()
        except OSError:  # it has ended meanwhile
            continue
        for child in map(int, children):
            found += [child, *_below(child)]
    return found
