"""A file replaced whole or not at all, by one writer at a time, its last generation kept.

The new bytes go to a temporary file in the same folder and reach the disk before the name
changes hands, so that a reader, a full disk or a power cut never leaves half a file.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from db.errors import BadFile, Locked

LOCK_SECONDS = 2.0
"""How long a writer waits for another one."""


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the write lock of a file; raise `Locked` where another process keeps it.

    The lock's own file is hidden and stays: removing it would let two writers in.
    """
    try:
        mode = path.stat().st_mode & 0o666 if path.exists() else 0o600
        beside = path.with_name(f".{path.name}.lock")
        lock = FileLock(beside, timeout=LOCK_SECONDS, mode=mode)
        lock.acquire()
    except Timeout as error:
        message = f"{path} is being written by another process. Try again when it has finished."
        raise Locked(message) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield
    finally:
        lock.release()


def replace(path: Path, data: bytes) -> None:
    """Give a file new contents; the old ones stay beside it as `.bak`.

    Permissions are kept; a new file is its owner's alone. The same contents leave both as they
    are. Raises `BadFile` where the system refuses, with the old file untouched.
    """
    try:
        if path.exists() and path.read_bytes() == data:
            return
        temporary = _written(path, data)
        try:
            _keep_generation(path)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error


def _written(path: Path, data: bytes) -> Path:
    """Write the bytes to a new file in the same folder, down to the disk."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    is_whole = False
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            before = path.stat()
            with contextlib.suppress(OSError):  # only root may give a file to somebody else
                os.chown(temporary, before.st_uid, before.st_gid)
            temporary.chmod(before.st_mode & 0o7777)
        is_whole = True
    finally:
        if not is_whole:
            temporary.unlink(missing_ok=True)
    return temporary


def _keep_generation(path: Path) -> None:
    """Let the present contents stand beside the file as `.bak`, replaced in one step."""
    if not path.exists():
        return
    kept = path.with_name(f".{path.name}.bak.tmp")
    kept.unlink(missing_ok=True)
    try:
        os.link(path, kept)
    except OSError:  # some file systems have no hard links
        shutil.copy2(path, kept)
    kept.replace(path.with_name(f"{path.name}.bak"))


def _sync_folder(folder: Path) -> None:
    """Bring the change of names to the disk, where the system can."""
    with contextlib.suppress(OSError):  # some file systems refuse to sync a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(path: Path, error: OSError) -> BadFile:
    """Say that the system refused, and that nothing was lost."""
    reason = (error.strerror or type(error).__name__).lower()
    remedy = "Check the disk and your permission; nothing was changed."
    return BadFile(path, f"it cannot be written ({reason})", remedy)
