"""What a frame depends on, looked at in the same way when it is kept and before it is shown.

A witness is a kind of look, a path, a detail and what was seen. If the look shows the same again,
nothing that the frame was made of has changed there.
"""

from __future__ import annotations

import json
import os
import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, Final

    Seen = list[Any] | str | int | None
    Witness = Sequence[Any]

ENDS: Final = 65_536
"""Bytes at either end of a database that are looked at; of a small one these are all."""

MOST: Final = 4000
"""How many files a folder may have to be looked at, each of them, before a frame is shown."""

LARGEST: Final = 1_000_000
"""How many bytes a settings file or the state may have to be read before a frame is shown."""

SETTLED: Final = 2_000_000_000
"""Nanoseconds after which a file's times tell its contents; sooner, a second write may hide."""


class Unknowable(Exception):
    """Nothing can be said of a place that is cheap enough to be asked before a frame is shown."""


def look(kind: str, path: str, detail: str = "") -> Seen:
    """Return what is to be seen at a path now; raises `OSError`, `ValueError` or `Unknowable`."""
    return _LOOKS[kind](path, detail)


def is_same(witness: Witness) -> bool:
    """Whether there is to be seen what was seen before."""
    try:
        kind, path, detail, seen = witness
        return bool(look(kind, path, detail) == seen)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, Unknowable):
        return False


def is_settled(witness: Witness, now: int) -> bool:
    """Whether the times in what was seen are so old that no later write can hide behind them."""
    kind, _, _, seen = witness
    if seen is None or kind not in ("file", "folder", "database"):
        return True
    signatures = [seen[0], *(each[1:] for each in seen[1:])] if kind == "folder" else [seen]
    return all(now - max(each[3], each[4]) > SETTLED for each in signatures if each)


def _signature(about: os.stat_result) -> list[int]:
    return [about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns]


def _of_file(path: str, _: str = "") -> Seen:
    """Return what tells a file or folder from another state of it; None where there is none."""
    try:
        return _signature(os.stat(path))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _of_database(path: str, _: str) -> Seen:
    """Return the same of a database, with a checksum of both ends for what its times may hide."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        about = os.fstat(handle)
        found = zlib.crc32(os.pread(handle, ENDS, 0))
        found = zlib.crc32(os.pread(handle, ENDS, max(about.st_size - ENDS, 0)), found)
    finally:
        os.close(handle)
    return [*_signature(about), found]


def _of_folder(path: str, _: str) -> Seen:
    """Return what tells all files of a folder, and of those in it, from other states of them."""
    found: list[Any] = [_of_file(path)]
    folders = [path] if found[0] is not None else []
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                found.append([entry.path, *_signature(entry.stat())])
                if len(found) > MOST:
                    raise Unknowable
    return [found[0], *sorted(found[1:])]


def _of_code(path: str, _: str) -> Seen:
    """Return what tells the code in a folder from another version of it, as one number."""
    found = 0
    for name in sorted(_code_in(path)):
        about = os.stat(name)
        told = f"{name} {about.st_size} {about.st_mtime_ns}"
        found = zlib.crc32(told.encode("utf-8", "surrogateescape"), found)
    return found


def _code_in(path: str) -> Iterable[str]:
    folders = [path]
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".tcss")):
                    yield entry.path
                elif entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                    folders.append(entry.path)


def _of_text(path: str, _: str = "") -> Seen:
    """Return all of a small file, such as the settings; None where there is none."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    if len(data) > LARGEST:
        raise Unknowable
    return data.decode("utf-8")


def _of_state(path: str, database: str) -> Seen:
    """Return what a frame shows of the state: the theme, and the queries saved for a database."""
    text = _of_text(path)
    state = json.loads(text) if isinstance(text, str) else {}
    return [
        state.get("theme"),
        [list(each) for each in state.get("saved", {}).get(database, {}).items()],
    ]


_LOOKS: Final[Mapping[str, Callable[[str, str], Seen]]] = {
    "file": _of_file,
    "database": _of_database,
    "folder": _of_folder,
    "code": _of_code,
    "text": _of_text,
    "state": _of_state,
}
"""Every kind of look by its name."""
