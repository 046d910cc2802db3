"""tmux and GNU screen for tests: a server of one's own with one program in it, ended afterwards."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Windows:
    """How a program is started in a multiplexer, and how the multiplexer is told to end."""

    start: Sequence[str]
    """What stands before the program and its words."""
    stop: Sequence[str]
    """What ends the multiplexer, whatever runs in it."""


@contextmanager
def windows(name: str, settings: str = "") -> Iterator[Windows]:
    """Prepare a multiplexer that shares nothing with others; skip where it is not installed."""
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    with tempfile.TemporaryDirectory() as folder:  # a socket's path must be short
        file = Path(folder) / "settings"
        file.write_text(settings, encoding="utf-8")
        made = _tmux(folder, file) if name == "tmux" else _screen(folder, file)
        try:
            yield made
        finally:
            subprocess.run(
                made.stop, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
            )


def _tmux(folder: str, file: Path) -> Windows:
    base = ("tmux", "-S", f"{folder}/socket", "-f", str(file))
    return Windows((*base, "new-session"), (*base, "kill-server"))


def _screen(folder: str, file: Path) -> Windows:
    sockets = Path(folder) / "sockets"
    sockets.mkdir(mode=0o700)
    base = ("env", f"SCREENDIR={sockets}", "screen", "-c", str(file), "-S", "here")
    return Windows(base, (*base, "-X", "quit"))
