"""The files of kept frames: one a start, read whole or not at all, few, and their owner's alone."""

from __future__ import annotations

import json
import os
import stat
import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

    from tui.ahead.asked import Asked
    from tui.ahead.witness import Witness

MOST: Final = 24
"""How many frames are kept; the ones that were shown longest ago go first."""

LARGEST: Final = 4_000_000
"""The bytes of a file that can only be something else."""


class Kept:
    """A frame that was kept."""

    __slots__ = ("frame", "painted", "witnesses")

    def __init__(self, witnesses: Sequence[Witness], painted: str, frame: str) -> None:
        """Keep what it depends on, the sequence that paints it, and the frame as JSON."""
        self.witnesses, self.painted, self.frame = witnesses, painted, frame


def read(asked: Asked) -> Kept | None:
    """Return the frame that was kept for a start; None where there is none that can be trusted."""
    try:
        handle = os.open(asked.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            about = os.fstat(handle)
            is_own = about.st_uid == os.getuid() and not about.st_mode & 0o077
            if not is_own or not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
                return None
            data = os.read(handle, LARGEST)
        finally:
            os.close(handle)
        checksum, _, content = data.partition(b"\n")
        if checksum != b"%08x" % zlib.crc32(content):
            return None
        key, witnesses, painted, frame = json.loads(content)
        return Kept(witnesses, painted, frame) if key == asked.key else None
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def write(asked: Asked, kept: Kept) -> None:
    """Keep a frame for a start, in place of the one before; raises `OSError` or `ValueError`."""
    parts = [asked.key, kept.witnesses, kept.painted, kept.frame]
    content = json.dumps(parts).encode()
    if len(content) > LARGEST - 9:
        raise ValueError(asked.key)
    os.makedirs(asked.folder, mode=0o700, exist_ok=True)
    temporary = f"{asked.path}.{os.getpid()}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(b"%08x\n%b" % (zlib.crc32(content), content))
        os.replace(temporary, asked.path)
    except BaseException:
        os.unlink(temporary)
        raise
    _tidy(asked.folder)


def _tidy(folder: str) -> None:
    """Remove all but the latest frames, and what a start that was killed has left."""
    with os.scandir(folder) as entries:
        files = [each for each in entries if ".frame" in each.name and each.is_file()]
    for old in sorted(files, key=lambda each: each.stat().st_mtime_ns, reverse=True)[MOST:]:
        os.unlink(old.path)
