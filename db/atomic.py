"""A file replaced whole or not at all, by one writer at a time.

The new bytes go to a temporary file in the same folder and reach the disk before the name
changes hands, so that a reader, a full disk or a power cut never leaves half a file.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from db.errors import BadFile, Locked

LOCK_SECONDS = 2.0
"""How long a writer waits for another one."""

_LOOK_EVERY = 0.002
"""Seconds between two tries to get the lock; a writer in a loop lets go for less than that."""

_DISK_FAILS = {errno.EIO, errno.ENOSPC, errno.EDQUOT}
"""What a sync reports when the disk fails; the rest means that a folder cannot be synced here."""


class _Interrupts:
    """What ctrl+c does to a writer: it ends the write, until the new state takes the name.

    After that it comes too late and is let go, so that whoever is interrupted can be sure that
    nothing was written.
    """

    def __init__(self) -> None:
        self.are_late = False

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Decide about interrupts; in the main thread alone, as others have none."""
        before = signal.getsignal(signal.SIGINT)
        if threading.current_thread() is not threading.main_thread() or not callable(before):
            yield
            return

        def hear(number: int, frame: FrameType | None) -> None:
            if not self.are_late:
                before(number, frame)

        self.are_late = False
        signal.signal(signal.SIGINT, hear)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


_interrupts = _Interrupts()


def commit(temporary: Path, path: Path) -> None:
    """Give a file that was staged the name; from here on until the lock is let go it is done."""
    _interrupts.are_late = threading.current_thread() is threading.main_thread()
    temporary.replace(path)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the write lock of a file; raise `Locked` where another process keeps it.

    The lock's own file is hidden, and gone when the writer is: it is removed by who holds it, and
    whoever got the lock of a file that bears the name no longer tries again. That is why a lock
    of our own stands here: one that only counts names, as a library's does, errs on NFS.
    """
    beside = path.with_name(f".{path.name}.lock")
    with _interrupts.held():
        try:
            handle = _acquired(path, beside)
        except OSError as error:
            raise unwritable(path, error) from error
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # a folder where nothing may be removed: it stays
                beside.unlink()
            os.close(handle)


def replace(path: Path, data: bytes, *, like: Path | None = None) -> None:
    """Give a file new contents, with the permissions of the old one, or else of `like`.

    A new file is its owner's alone. The same contents leave it as it is. Raises `BadFile` where
    the system refuses, with the old file untouched.
    """
    try:
        if path.exists() and path.read_bytes() == data:
            return
        with staged(path, data, like=like) as temporary:
            commit(temporary, path)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise unconfirmed(path, error) from error


@contextlib.contextmanager
def staged(path: Path, data: bytes, *, like: Path | None = None) -> Iterator[Path]:
    """Hold the bytes ready in a file beside, down to the disk; it is removed if nobody takes it.

    What an earlier writer left behind when it was killed is cleared away. Raises `OSError`.
    """
    clear(path.parent, re.escape(path.name))
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "rb"):
            _fill(handle, data)
            _dress(handle, path if path.exists() else like)
            os.fsync(handle)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def clear(folder: Path, names: str) -> None:
    """Remove the temporary files of those whose names match, where the folder can be listed.

    Who holds their lock is the only one alive who can have any. No file of another name is taken
    for one.
    """
    form = re.compile(rf"\.(?:{names})\.[a-z0-9_]{{8}}\.tmp")
    with contextlib.suppress(PermissionError):
        for name in os.listdir(folder):  # noqa: PTH208 — names are enough, and there may be many
            if form.fullmatch(name):
                with contextlib.suppress(OSError):  # another user's; it takes room, no more
                    (folder / name).unlink()


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; raises `OSError` where the disk fails."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except PermissionError:  # a folder that may be written and not read
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno in _DISK_FAILS:
            raise
    finally:
        os.close(handle)


def unwritable(path: Path, error: OSError) -> BadFile:
    """Say that the system refused, and that nothing was lost."""
    is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    remedy = "Make room on the disk" if is_full else "Check the disk and your permission"
    problem = f"it cannot be written ({_reason(error)})"
    return BadFile(path, problem, f"{remedy}; nothing was changed.")


def unconfirmed(path: Path, error: OSError) -> BadFile:
    """Say that the new state stands there, and may be gone after a power cut."""
    problem = f"it was written, and the disk did not confirm it ({_reason(error)})"
    return BadFile(path, problem, "Check the disk, then the file.")


def _acquired(path: Path, beside: Path) -> int:
    """Return a handle that holds the lock; wait for whoever holds it, but not for ever."""
    mode = 0o600 | (path.stat().st_mode & 0o666 if path.exists() else 0)
    deadline = time.monotonic() + LOCK_SECONDS
    while (handle := _tried(beside, mode)) is None:
        if time.monotonic() > deadline:
            message = f"{path} is being written by another process."
            raise Locked(f"{message} Try again when it has finished.")
        time.sleep(_LOOK_EVERY)
    return handle


def _tried(beside: Path, mode: int) -> int | None:
    """Return a handle that holds the lock, or None where somebody else holds it now."""
    handle = _opened(beside, mode)
    is_ours = False
    try:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_ours = _bears(handle, beside)
    finally:
        if not is_ours:
            os.close(handle)
    return handle if is_ours else None


def _opened(beside: Path, mode: int = 0) -> int:
    """Open the lock's own file; with a mode, make it where there is none."""
    create = os.O_CREAT if mode else 0
    return os.open(beside, os.O_RDWR | create | os.O_NOFOLLOW | os.O_CLOEXEC, mode)


def _bears(handle: int, beside: Path) -> bool:
    """Whether the name still leads to the open file; opening it anew asks a server too."""
    try:
        named = _opened(beside)
    except FileNotFoundError:
        return False
    try:
        return os.path.samestat(os.fstat(handle), os.fstat(named))
    finally:
        os.close(named)


def _fill(handle: int, data: bytes) -> None:
    """Write all of it; a system may take less at a time."""
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def _dress(handle: int, like: Path | None) -> None:
    """Give a new file the owner and the permissions of another one."""
    if like is None:
        return
    about = like.stat()
    with contextlib.suppress(OSError):  # only root may give a file to somebody else
        os.fchown(handle, about.st_uid, about.st_gid)
    os.fchmod(handle, about.st_mode & 0o7777)


def _reason(error: OSError) -> str:
    """Return what the system says, without the path."""
    return (error.strerror or type(error).__name__).lower()
