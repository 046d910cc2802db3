"""A document as somebody hands it over: its bytes, and what to call it in a message."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from db.errors import BadFile
from db.texts import LARGEST_TEXT

STANDARD_INPUT: Final = "standard input"
"""What to call what has no name."""

_EMPTY: Final = "Give a document with words in it."


@dataclass(frozen=True, slots=True)
class Offered:
    """The bytes of a document, not yet looked at."""

    name: str
    """The path as it was given, or `standard input`."""
    data: bytes
    """All of it."""

    @property
    def file(self) -> str:
        """The name of the file alone; "" where it has none."""
        return "" if self.name == STANDARD_INPUT else Path(self.name).name

    def refused(self, problem: str, remedy: str) -> BadFile:
        """Return the error that says why this document is not taken."""
        return BadFile(self.name, problem, remedy)


def from_path(path: Path) -> Offered:
    """Read a file, or a pipe that stands for one; raises `BadFile` where nothing can be read."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise BadFile(path, "it is a folder", "Give the documents inside it.")
        if not stat.S_ISREG(mode) and not stat.S_ISFIFO(mode):
            raise BadFile(path, "it is no plain file", "Give a document.")
        with path.open("rb") as stream:
            return _taken(str(path), stream)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise BadFile(path, f"it cannot be read ({reason})", "Check the path.") from error
    except ValueError as error:  # a NUL in the path
        raise BadFile(repr(str(path)), "it is no path of a file", "Check the path.") from error


def from_stream(stream: BinaryIO, name: str = STANDARD_INPUT) -> Offered:
    """Read a stream to its end, such as another program's output; raises `BadFile`."""
    return _taken(name, stream)


def _taken(name: str, stream: BinaryIO) -> Offered:
    data = stream.read(LARGEST_TEXT + 1)
    if len(data) > LARGEST_TEXT:
        remedy = "Give the part that is quoted as a document of its own."
        raise BadFile(name, "it has more than 64 MiB", remedy)
    if not data.strip(b"\0 \t\r\n\f\v"):
        raise BadFile(name, "it holds only zeros" if data.strip() else "it is empty", _EMPTY)
    return Offered(name, data)
