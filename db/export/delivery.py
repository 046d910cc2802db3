"""Documents to a file, a folder or a zip: whole or not at all, and nothing overwritten unasked.

A file is written beside its place and takes it in one step. So is a folder; where one stands
already and may be written into, its new files take their places one by one and all others stay.
The same documents make the same bytes, in a zip too.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, Final, Protocol, cast

from db.errors import AlreadyThere, BadFile
from db.export.formats import ZIP, Document, Format
from db.generations import folder_of
from db.storage import BUILT_IN

Tell = Callable[[int], None]
"""Hears how many bytes more have been written."""

_BATCH: Final = 1 << 16
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip: no other is the same tomorrow."""
_HUGE: Final = 1 << 20
"""From so many records on one table may take more than the 2 GiB of a plain zip."""


class Sink(Protocol):
    """Whatever takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Take some."""


def is_folder(path: Path, form: Format) -> bool:
    """Whether a format is written into a folder of this name, and not into a file."""
    return form.is_several and path.suffix.lower() != ZIP


def check(path: Path, form: Format, *, force: bool, database: Path | None = None) -> None:
    """Refuse a place before any work is done.

    Raises:
        AlreadyThere: something stands there, and `force` was not given.
        BadFile: nothing may be written there, with or without it.
    """
    try:
        target = path.resolve()
        is_there = path.is_symlink() or path.exists()
        has_parent = target.parent.is_dir()
        mode = target.stat().st_mode if target.exists() else None
    except (OSError, RuntimeError, ValueError) as error:
        raise BadFile(repr(str(path)), "it is no path of a file", "Check the path.") from error
    if not has_parent:
        raise BadFile(path, "its folder does not exist", "Make the folder first.")
    if target in (BUILT_IN.resolve(), database and database.resolve()):
        raise BadFile(path, "this is the database itself", "Choose another file.")
    if database and target.is_relative_to(folder_of(database.resolve())):
        remedy = "Choose another folder; kept states are how a write is taken back."
        raise BadFile(path, "it lies among the kept states of the database", remedy)
    _check_mode(path, mode, form)
    is_empty = mode is not None and stat.S_ISDIR(mode) and not any(target.iterdir())
    if is_there and not is_empty and not force:
        raise AlreadyThere(f"{path} exists already. Choose another name, or give --force.")


def _check_mode(path: Path, mode: int | None, form: Format) -> None:
    """Refuse a folder where a file is to be, a file where a folder is, and whatever is neither."""
    if mode is None:
        return
    if stat.S_ISDIR(mode):
        if not is_folder(path, form):
            raise BadFile(path, "it is a folder", "Give the name of a file in it.")
    elif not stat.S_ISREG(mode):
        raise BadFile(path, "it is no regular file", "Leave -o out to write to a pipe or device.")
    elif is_folder(path, form):
        remedy = f"{form.name} makes several files: give a folder, or a name ending in {ZIP}."
        raise BadFile(path, "it is a file", remedy)


def to_stream(
    stream: Sink, form: Format, documents: Iterable[Document], *, mark: bool = False, huge: int = 0
) -> None:
    """Write to anything that takes bytes: one document as it is, several as a zip.

    `mark` puts a byte order mark before each; `huge` is how many records there are.
    """
    if not form.is_several:
        for document in documents:
            for data in encoded(document.pieces, mark=mark):
                stream.write(data)
        return
    forward = cast("IO[bytes]", _Forward(stream))  # it needs to write and flush, no more
    with zipfile.ZipFile(forward, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            entry = zipfile.ZipInfo(_inside(document.name), _EARLIEST)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = (stat.S_IFREG | 0o600) << 16
            with archive.open(entry, "w", force_zip64=huge >= _HUGE) as file:
                for data in encoded(document.pieces, mark=mark):
                    file.write(data)


def to_file(path: Path, write: Callable[[BinaryIO], None], *, force: bool) -> None:
    """Let `write` fill a file that takes its place when it is whole; its owner's alone if new.

    Raises `AlreadyThere` where one came meanwhile, `OSError` where the system refuses.
    """
    target = path.resolve()
    with _naming(path), contextlib.ExitStack() as cleaning:
        handle, name = tempfile.mkstemp(
            prefix=f".{_short(target)}.", suffix=".tmp", dir=target.parent
        )
        temporary = Path(name)
        cleaning.callback(temporary.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        if force:
            if target.exists():
                temporary.chmod(target.stat().st_mode & 0o7777)
            temporary.replace(target)
        else:
            _take_place(temporary, target)


def to_folder(
    path: Path, documents: Iterable[Document], *, mark: bool, force: bool, tell: Tell
) -> None:
    """Write documents as the files of a folder, which is there when all of them are whole.

    Raises `AlreadyThere` where one came meanwhile, `OSError` where the system refuses.
    """
    target = path.resolve()
    with _naming(path), contextlib.ExitStack() as cleaning:
        temporary = Path(
            tempfile.mkdtemp(prefix=f".{_short(target)}.", suffix=".tmp", dir=target.parent)
        )
        cleaning.callback(shutil.rmtree, temporary, ignore_errors=True)
        for document in documents:
            file = temporary / _inside(document.name)
            file.parent.mkdir(exist_ok=True, parents=True)
            with open(file, "xb", opener=_private) as stream:
                for data in encoded(document.pieces, mark=mark):
                    tell(stream.write(data))
        if not target.exists():
            temporary.rename(target)
        elif force or not any(target.iterdir()):
            _move_into(temporary, target)
        else:
            raise AlreadyThere(f"{path} exists already. Choose another name, or give --force.")


def encoded(pieces: Iterable[str], *, mark: bool = False) -> Iterator[bytes]:
    """Yield pieces of text as UTF-8, many at a time."""
    waiting, size = ["\ufeff"] if mark else [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _BATCH:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    if waiting:
        yield "".join(waiting).encode()


class Telling:
    """Passes bytes on, and tells how many."""

    def __init__(self, stream: Sink, tell: Tell) -> None:
        """Write to a stream."""
        self._stream, self._tell = stream, tell

    def write(self, data: bytes) -> int:
        """Pass some on."""
        self._tell(len(data))
        return self._stream.write(data)


class _Forward:
    """A file that is only written forwards, so that a zip is the same in a file and in a pipe."""

    def __init__(self, stream: Sink) -> None:
        self._stream = stream

    def write(self, data: bytes, /) -> int:
        return self._stream.write(data)

    def flush(self) -> None:
        """Hold nothing back."""


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let what the system refuses name the file that was asked for, not one made on the way."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _inside(name: str) -> str:
    """Return the name of a document, which must stay inside whatever folder it is put into."""
    path = PurePosixPath(name)
    if path.is_absolute() or not path.parts or ".." in path.parts or "\0" in name:
        raise ValueError(f"{name!r} is no name of a document")
    return str(path)


def _private(path: str, flags: int) -> int:
    """Make a file that is its owner's alone."""
    return os.open(path, flags, 0o600)


def _short(target: Path) -> str:
    """Return so much of a name that a temporary one made of it is not too long."""
    return target.name.encode()[:64].decode(errors="ignore")


def _take_place(temporary: Path, target: Path) -> None:
    """Give a file its name, unless another one has it by now."""
    try:
        os.link(temporary, target)
    except FileExistsError as error:
        message = f"{target} exists already. Choose another name, or give --force."
        raise AlreadyThere(message) from error
    except OSError:  # some file systems have no hard links
        temporary.replace(target)


def _move_into(temporary: Path, target: Path) -> None:
    """Give every file of a folder its place in another; what else is there stays."""
    for file in sorted(each for each in temporary.rglob("*") if each.is_file()):
        place = target / file.relative_to(temporary)
        place.parent.mkdir(exist_ok=True, parents=True)
        with contextlib.suppress(FileNotFoundError):
            file.chmod(place.stat().st_mode & 0o7777)
        file.replace(place)
