"""What proves a file unchanged without reading it, and what settles the matter where that differs.

Size, inode, both times to the nanosecond and a hash of head and tail tell a file from what it was.
Where only inode or times differ, as after a copy or a restore, its SHA-256 decides.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

END = 65_536
"""Bytes at either end that are hashed."""

SETTLED = 2_000_000_000
"""Nanoseconds after which a file's times tell its contents; sooner, a second write may hide."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """One file at one moment."""

    size: int
    """Its bytes."""
    inode: int
    """Its number in the file system; another one after a rename over it."""
    modified: int
    """When its contents were changed, in nanoseconds."""
    changed: int
    """When the file or its entry was changed, which nobody can set back."""
    ends: str
    """The hash of head and tail."""
    taken: int
    """When all this was looked at."""

    @classmethod
    def of(cls, path: Path) -> Self:
        """Look at a file; raises `OSError`."""
        import hashlib

        taken = time.time_ns()
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            about = os.fstat(handle)
            found = hashlib.sha256(os.pread(handle, END, 0))
            found.update(os.pread(handle, END, max(about.st_size - END, 0)))
        finally:
            os.close(handle)
        return cls(
            about.st_size,
            about.st_ino,
            about.st_mtime_ns,
            about.st_ctime_ns,
            found.hexdigest(),
            taken,
        )

    def is_same(self, other: Fingerprint) -> bool:
        """Whether nothing has happened to the file between the two."""
        return self._sure == other._sure

    def is_alike(self, other: Fingerprint) -> bool:
        """Whether the contents can be the same, though the file was touched or is another one."""
        return (self.size, self.ends) == (other.size, other.ends)

    @property
    def is_settled(self) -> bool:
        """Whether it was looked at so long after the last change that none can have followed."""
        return self.taken - max(self.modified, self.changed) > SETTLED

    @property
    def _sure(self) -> tuple[object, ...]:
        return self.size, self.inode, self.modified, self.changed, self.ends


def sha256_of_file(path: Path) -> str:
    """Return the SHA-256 of all of a file, in hex; raises `OSError`."""
    import hashlib

    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
