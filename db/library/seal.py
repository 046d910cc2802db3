"""One part of the read model as a file of the cache: whole and ours, or not used at all.

A part is written under a temporary name, brought to the disk and renamed; then a seal is laid
beside it that says how long it is and how it begins. A part that was cut off, flipped, exchanged
or never finished does not match its seal, or has none.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from db.library.parts import Part

APPLICATION: Final = 0x77686672
"""What SQLite's header says of whose file it is: “whfr”."""

TEMPORARY: Final = ".tmp"
"""How the name of a file ends that is still written."""

_HEAD = 4096
_PRAGMAS = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA auto_vacuum = NONE;
"""
"""Nobody else sees the file before it is whole, and one that is not is thrown away."""


class Seal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is laid beside a part when it is whole."""

    part: str
    """Which part it is."""
    build: str
    """The build that it belongs to; parts of two builds number their records differently."""
    size: int
    """Its bytes."""
    head: int
    """The checksum of its first page, where SQLite keeps its header."""


def write(folder: Path, part: Part, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Write a part into the folder of a build, under its name once it is whole.

    Raises `OSError` or `sqlite3.Error` where the disk refuses; then nothing of it stays.
    """
    temporary = folder / f"{part}.{os.getpid()}{TEMPORARY}"
    try:
        connection = sqlite3.connect(temporary, isolation_level=None)
        with contextlib.closing(connection):
            connection.executescript(f"{_PRAGMAS} PRAGMA application_id = {APPLICATION};")
            fill(connection)
        seal = Seal(part, folder.name, *_measured(temporary))
        to_disk(temporary)
        temporary.replace(path_of(folder, part))
        replace(_seal_of(folder, part), msgspec.json.encode(seal))
    finally:
        temporary.unlink(missing_ok=True)


def is_whole(folder: Path, part: Part) -> bool:
    """Whether a part is there, is what was sealed, and is the user's own."""
    try:
        seal = msgspec.json.decode(_seal_of(folder, part).read_bytes(), type=Seal)
        return seal == Seal(part, folder.name, *_measured(path_of(folder, part)))
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return False


def spoil(folder: Path, part: Part) -> None:
    """Let a part that turned out to be broken not be used again."""
    with contextlib.suppress(OSError):  # a cache that cannot be written: found broken again
        _seal_of(folder, part).unlink()


def path_of(folder: Path, part: Part) -> Path:
    """Return where a part stands once it is whole."""
    return folder / f"{part}.sqlite"


def replace(path: Path, data: bytes) -> None:
    """Give a small file new contents, all at once and down to the disk."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        temporary.write_bytes(data)
        to_disk(temporary)
        temporary.replace(path)
        with contextlib.suppress(OSError):  # some file systems refuse to sync a folder
            to_disk(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def to_disk(path: Path) -> None:
    """Bring a file or the names in a folder down to the disk; raises `OSError`."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _seal_of(folder: Path, part: Part) -> Path:
    return folder / f"{part}.seal"


def _measured(path: Path) -> tuple[int, int]:
    """Return size and checksum of a file of our own; raises `OSError`."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        about = os.fstat(handle)
        if about.st_uid != os.geteuid():
            raise PermissionError(f"{path} belongs to somebody else")
        return about.st_size, zlib.crc32(os.pread(handle, _HEAD, 0))
    finally:
        os.close(handle)
