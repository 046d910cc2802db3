"""How the explorer of one tab is started.

No shell stands between, so that nothing in a path or a view can be a command; and nothing of the
terminal that the server was started in is handed on, as it is not the reader's.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tui.looks import UNASKED, Wanted
from tui.web.sign import DRIVER, DRIVER_VARIABLE

_OF_A_TERMINAL: Final = (
    *("TMUX", "TMUX_PANE", "STY", "WINDOW", "DISPLAY", "WAYLAND_DISPLAY", "COLORFGBG", "COLORTERM"),
    *("SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT", "LINES", "LC_ALL", "WHEREFROM_TOKEN"),
)
"""What tells of the server's own terminal, or lets somebody in, and is kept from the explorers."""

_KEPT: Final = ("WHEREFROM_CACHE", "XDG_CACHE_HOME")
"""What says where the server has prepared a large database, for those that only read as well."""

_START: Final = (
    "import sys; sys.path[:] = {path!r}; from tui.web.child import run; sys.exit(run({words!r}))"
)


def run(words: list[str]) -> int:
    """Run the command line of an explorer, in its process."""
    from tui.cli import main, surroundings

    surroundings.keep(*_KEPT)
    return main(words)


@dataclass(frozen=True, slots=True)
class Child:
    """What every explorer of a server has in common."""

    database: Path
    """The file that it opens."""
    texts: Path | None
    """The folder of texts, if one was named."""
    view: str | None
    """The view that it opens with, where the address of the page names no other."""
    is_writable: bool
    """Whether readers may change the database, name files, and all else that a terminal's may."""
    looks: Wanted = UNASKED
    """What was asked of the drawing."""

    def command(self, view: str | None = None) -> list[str]:
        """Return the program and its arguments, to be run as they are."""
        words = [f"--db={self.database}"]
        if self.texts is not None:
            words.append(f"--texts={self.texts}")
        if self.looks.colours is not None:
            words.append(f"--colours={self.looks.colours}")
        if self.looks.is_ascii is not None:
            words.append("--ascii" if self.looks.is_ascii else "--no-ascii")
        if shown := view or self.view:
            words.append(shown)
        return [sys.executable, "-I", "-c", _START.format(path=sys.path, words=words)]

    def environment(self, environ: Mapping[str, str], width: int, height: int) -> dict[str, str]:
        """Return the environment of an explorer of a given size, made from the server's own."""
        kept = {name: value for name, value in environ.items() if name not in _OF_A_TERMINAL}
        kept |= {
            DRIVER_VARIABLE: DRIVER,
            "TEXTUAL_FPS": "240",
            "TEXTUAL_COLOR_SYSTEM": "256",  # which the themes keep to, and which costs half
            "TERM": "xterm-256color",
            "TERM_PROGRAM": "textual",
            "LANG": "C.UTF-8",
            "LC_CTYPE": "C.UTF-8",
            "COLUMNS": str(width),
            "ROWS": str(height),
        }
        return kept if self.is_writable else kept | {"WHEREFROM_RESTRICTED": "1"}
