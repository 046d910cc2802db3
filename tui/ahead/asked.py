"""What a start asks for, as the key of the one kept frame that may answer it."""

from __future__ import annotations

import os
import sys
import zlib

from tui import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final, Self

    from tui.cli.direct import Line

FORMAT: Final = 1
"""The number of what stands in a file of a frame."""

_TELLING: Final = frozenset(
    [
        *("TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TERM_PROGRAM", "COLORFGBG"),
        *("COLUMNS", "LINES", "LANG", "LANGUAGE", "HOME", "TERMINFO", "TERMINFO_DIRS"),
        *("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"),
    ]
)
_TELLING_FIRST: Final = ("LC_", "WHEREFROM_", "TEXTUAL_", "PYTHON")
_TELLING_BY_BEING: Final = ("TMUX", "STY")
"""Variables that may alter the first frame: by name, by how they begin, by whether they are set."""


class Asked:
    """One start: its command line, its terminal, its surroundings."""

    __slots__ = ("folder", "key", "size")

    def __init__(self, key: str, folder: str, size: tuple[int, int]) -> None:
        """Keep the key, the folder of kept frames, and the size of the terminal."""
        self.key, self.folder, self.size = key, folder, size

    @classmethod
    def of(cls, line: Line, environ: Mapping[str, str]) -> Self | None:
        """Return what is asked for; None where there is no screen for a frame, or no place.

        Textual draws on the standard error and reads the standard input.
        """
        folder = _folder(environ, is_restricted=line.is_restricted)
        is_plain = environ.get("TERM", "dumb") != "dumb" and "TEXTUAL_DRIVER" not in environ
        if folder is None or not is_plain or not all(map(os.isatty, (0, 1, 2))):
            return None
        size = os.get_terminal_size(0)
        said = {
            name: value
            for name, value in environ.items()
            if name in _TELLING or name.startswith(_TELLING_FIRST)
        }
        key = [
            *(FORMAT, __version__, sys.version, sys.prefix, tuple(sys.flags)),
            *(line.view, _absolute(line.database), _absolute(line.texts), line.is_restricted),
            *(line.colours, line.is_ascii),
            *(tuple(size), sorted(said.items()), [each in environ for each in _TELLING_BY_BEING]),
        ]
        return cls(repr(key), folder, (size.columns, size.lines))

    @property
    def path(self) -> str:
        """The file in which the frame would be."""
        name = zlib.crc32(self.key.encode("utf-8", "surrogateescape"))
        return os.path.join(self.folder, f"{name:08x}.frame")


def _absolute(path: str | None) -> str | None:
    return None if path is None else os.path.abspath(path)


def _folder(environ: Mapping[str, str], *, is_restricted: bool) -> str | None:
    """Return the folder of kept frames, beside that of prepared databases; None for none.

    A restricted session has no folder of its own choice: the environment may be a stranger's.
    """
    named = "" if is_restricted else environ.get("WHEREFROM_CACHE", "")
    if named in ("none", "off"):
        return None
    home = environ.get("HOME", "")
    if not named:
        cache = "" if is_restricted else environ.get("XDG_CACHE_HOME", "").strip()
        user = "Library/Caches" if sys.platform == "darwin" else ".cache"
        named = os.path.join(cache or os.path.join(home, user), "wherefrom")
    return os.path.join(named, "frames") if os.path.isabs(named) else None
