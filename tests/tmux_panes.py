"""Two panes of a private tmux that show what is written to them, to be compared cell by cell."""

from __future__ import annotations

import os
import re
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from tests.emulated import Emulator, Look

PATIENCE: Final = 60.0
"""Seconds after which tmux is taken not to come so far."""

_FLAGS: Final = re.compile("[\U0001f1e6-\U0001f1ff]")
_ENTER: Final = "\x1b[?1049h\x1b[?7l"


class Pane:
    """A pane of tmux, one column wider than the screen in it.

    tmux tells nothing of cells that were erased at the end of a line. So that it does, the column
    beyond the screen is written to before it is asked.
    """

    def __init__(self, folder: Path, name: str, width: int, height: int) -> None:
        """Start a tmux whose one pane shows what comes through a pipe."""
        self._tmux = ["tmux", "-u", "-S", str(folder / f"{name}.socket"), "-f", os.devnull]
        self._size, self._told = (width, height), 0
        pipe = folder / f"{name}.pipe"
        os.mkfifo(pipe)
        size = ("-x", str(width + 1), "-y", str(height))
        show = f"stty raw -echo; exec cat '{pipe}'"
        self._ask("new-session", "-d", *size, show)
        self._ask("set-option", "-g", "status", "off")
        self._ask("resize-window", "-x", str(width + 1), "-y", str(height))
        self._pipe = pipe.open("wb", buffering=0)
        self.write(_ENTER)

    def __enter__(self) -> Self:
        """Use it in a `with`, so that tmux is gone afterwards."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End tmux."""
        self._pipe.close()
        subprocess.run([*self._tmux, "kill-server"], capture_output=True, check=False)

    def write(self, sequence: str) -> None:
        """Write to the pane; of halves of flags, tmux has its own idea how wide they are."""
        self._pipe.write(_FLAGS.sub("F", sequence).encode())

    def resize(self, width: int, height: int) -> None:
        """Change the size, once all that was written is shown."""
        self._wait()
        self._size = (width, height)
        self._ask("resize-window", "-x", str(width + 1), "-y", str(height))

    def looks(self) -> list[list[Look]]:
        """Return what is seen, line by line."""
        width, height = self._size
        beyond = "".join(f"\x1b[{line + 1};{width + 1}H|" for line in range(height))
        self.write(f"\x1b7\x1b[m{beyond}\x1b8")  # the colours that are set are kept meanwhile
        self._wait()
        lines = self._ask("capture-pane", "-e", "-p").split("\n")
        emulator = Emulator(width + 1, height)
        emulator.feed("\r\n".join(f"{line}\x1b[m" for line in lines[:height]))
        return [line[:width] for line in emulator.looks()]

    def _wait(self) -> None:
        """Wait until all that was written is shown, by a title that comes after it."""
        self._told += 1
        self.write(f"\x1b]2;shown {self._told}\x07")
        until = time.monotonic() + PATIENCE
        while self._ask("display-message", "-p", "#{pane_title}").strip() != f"shown {self._told}":
            assert time.monotonic() < until, "tmux does not show what was written to it"

    def _ask(self, *words: str) -> str:
        ran = subprocess.run(
            [*self._tmux, *words],
            capture_output=True,
            check=True,
            timeout=PATIENCE,
            env={**os.environ, "LANG": "C.UTF-8"},
        )
        return ran.stdout.decode()
