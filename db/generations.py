"""Earlier states of a database, kept in a folder beside it: `own.json.kept/17.json`.

Every write first lets the present state stand there under the next number, as a hard link where
the disk has those, with a note beside it: what the write was, when, and size, SHA-256 and counts
of the states before and after. Numbers come from those that stand there and never from a clock; a
clock that jumps spoils nothing but the time that is shown.

Kept are the last ten states, and every tenth of the hundred before, as long as all together take
no more than 256 MiB; where they take more the oldest go first, the latest stays whatever its size.

A crash at any step loses nothing: a note without a state, and a latest state that is still the
present one, belong to a write that did not happen. The next one takes their place.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from db import atomic
from db.errors import BadFile
from db.records import Records

LATEST = 10
"""How many of the latest states are kept."""

SPAN, STEP = 100, 10
"""How far back some of them are kept, and which: those whose number is a multiple."""

MOST_BYTES = 256 * 1024 * 1024
"""The disk that all of them together may take."""

_LONGEST_WORDS = 500
_LARGEST_NOTE = 64 * 1024
_STATE = re.compile(r"([1-9][0-9]{0,14})\.json")
_NOTE = re.compile(r"([1-9][0-9]{0,14})\.note\.json")


class Counts(msgspec.Struct, frozen=True):
    """How many records a state has."""

    people: int
    companies: int
    events: int

    @classmethod
    def of(cls, records: Records) -> Self:
        """Count them."""
        return cls(len(records.people), len(records.companies), len(records.events))


class State(msgspec.Struct, frozen=True):
    """What proves that a state is the one that was noted."""

    size: int
    """Its bytes."""
    sha256: str
    """Their SHA-256; empty where they could not be read."""
    counts: Counts | None = None
    """Its records; None where nobody could read them."""


class Note(msgspec.Struct, frozen=True):
    """What stands beside a kept state: the write that took its place."""

    what: str
    """The write in a few words; empty where whoever wrote did not say."""
    when: str
    """When, in UTC; empty where the clock showed no date."""
    before: State
    """The state that is kept."""
    after: State
    """The state that took its place."""


class Generation(NamedTuple):
    """One kept state."""

    number: int
    """Its number; higher is later. 0 is a `.bak`, as earlier versions left it."""
    path: Path
    """Its file."""
    note: Note | None
    """What is known of it; None where its note is lost."""

    @property
    def is_whole(self) -> bool | None:
        """Whether it is what was noted; None where nothing was."""
        if self.note is None or not self.note.before.sha256:
            return None
        return sha256_of(self.path) == self.note.before.sha256

    def is_state(self, path: Path, sha256: str) -> bool:
        """Whether this is, to the letter, the state that a file with that SHA-256 has now."""
        try:
            if self.path.samefile(path):
                return True
            is_alike = self.path.stat().st_size == path.stat().st_size
        except OSError:  # one of the two is gone
            return False
        return is_alike and bool(sha256) and sha256_of(self.path) == sha256


class Write(NamedTuple):
    """What a write is about, for the note."""

    what: str = ""
    """The write in a few words."""
    before: Counts | None = None
    """The records that were there; None where they could not be read."""
    after: Counts | None = None
    """The records that are there now."""


def folder_of(path: Path) -> Path:
    """Return the folder of the kept states of a database, which need not exist."""
    return path.with_name(f"{path.name}.kept")


def is_one(path: Path) -> bool:
    """Whether a file is a kept state, which nobody may write."""
    found = _STATE.fullmatch(path.name)
    return found is not None and _note_of(path.parent, int(found[1])).is_file()


def listed(path: Path) -> tuple[Generation, ...]:
    """Return what is kept of a database, the latest first; nothing is proven yet.

    Raises `BadFile` where the folder cannot be looked into.
    """
    folder = folder_of(path)
    try:
        numbers = sorted(_numbers(folder, _STATE), reverse=True)
    except OSError as error:
        raise BadFile(folder, "it cannot be looked into", "Check your permission.") from error
    found = [
        Generation(number, folder / f"{number}.json", _read_note(_note_of(folder, number)))
        for number in numbers
    ]
    found = [each for each in found if _is_plain(each.path)]  # a writer thins them at any moment
    backup = path.with_name(f"{path.name}.bak")
    if _is_plain(backup):
        found.append(Generation(0, backup, None))
    return tuple(found)


def remedy(path: Path, otherwise: str) -> str:
    """Return what to do about a database that cannot be read, as a sentence."""
    with contextlib.suppress(BadFile):
        if listed(path):
            return "wherefrom restore brings an earlier state of it back."
    return otherwise


def replace(path: Path, data: bytes, write: Write, *, like: Path | None = None) -> int | None:
    """Give a database new contents and keep the present ones; return under which number.

    Nothing happens where the contents are the same, nothing is kept where there was no file; both
    return None. Permissions are kept, a new file takes those of `like` or is its owner's alone.
    Raises `BadFile` where the system refuses, with everything as it was.
    """
    try:
        before = _state_of(path, write.before)
        after = State(len(data), hashlib.sha256(data).hexdigest(), write.after)
        if before is not None and before.sha256 == after.sha256:
            return None
        with atomic.staged(path, data, like=like) as temporary:
            note = before and Note(_plain(write.what), _now(), before, after)
            kept = _keep(path, note) if note else None
            _take_place(temporary, path, kept)
    except OSError as error:
        raise atomic.unwritable(path, error) from error
    _thin(path)
    return kept


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex; empty where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def spared(sizes: Sequence[tuple[int, int]]) -> set[int]:
    """Return which of these stay, given by number and bytes, the latest first."""
    stay: set[int] = set()
    room = MOST_BYTES
    for place, (number, size) in enumerate(sizes):
        is_near = sizes[0][0] - number < LATEST + SPAN
        if place < LATEST or (number % STEP == 0 and is_near):
            room -= size
            if stay and room < 0:
                break
            stay.add(number)
    return stay


def _keep(path: Path, note: Note) -> int:
    """Let the present state stand under the next number, down to the disk; return the number."""
    folder = folder_of(path)
    try:
        _prepare(folder, path)
        number = _number_for(path, note)
        try:
            _lay(_note_of(folder, number), msgspec.json.encode(note), path)
            _stand(path, folder / f"{number}.json")
            atomic.sync_folder(folder)
        except BaseException:
            _drop(folder, number)
            raise
    except OSError as error:
        raise atomic.unwritable(folder, error) from error
    return number


def _take_place(temporary: Path, path: Path, kept: int | None) -> None:
    """Make the new state the present one, down to the disk, or have the one before again."""
    folder = folder_of(path)
    try:
        atomic.commit(temporary, path)
    except BaseException:
        if kept is not None and temporary.exists():  # it did not take the name
            _drop(folder, kept)
        raise
    try:
        atomic.sync_folder(path.parent)
    except OSError as error:
        try:
            path.unlink() if kept is None else (folder / f"{kept}.json").replace(path)
        except OSError:
            raise atomic.unconfirmed(path, error) from error
        if kept is not None:
            _drop(folder, kept)
        raise


def _number_for(path: Path, note: Note) -> int:
    """Return the next number; that of the latest where it is the present state already."""
    latest = next(iter(listed(path)), None)
    if latest is not None and latest.number and latest.is_state(path, note.before.sha256):
        return latest.number
    folder = folder_of(path)
    return max(_numbers(folder, _STATE) | _numbers(folder, _NOTE), default=0) + 1


def _stand(path: Path, kept: Path) -> None:
    """Give the present state a second name, or copy it where the disk has no hard links."""
    if kept.exists():  # left by a write that did not happen
        return
    try:
        kept.hardlink_to(path)
    except OSError:
        _lay(kept, path.read_bytes(), path)


def _lay(file: Path, data: bytes, like: Path) -> None:
    """Write a file of the folder, whole or not at all."""
    with atomic.staged(file, data, like=like) as temporary:
        temporary.replace(file)


def _prepare(folder: Path, path: Path) -> None:
    """Make the folder where there is none, no more open to others than the file is."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        atomic.sync_folder(folder.parent)
    atomic.clear(folder, r"[0-9]+(?:\.note)?\.json")
    mode = path.stat().st_mode & 0o066
    wanted, now = 0o700 | mode | (mode & 0o044) >> 2, folder.stat().st_mode
    if now & 0o777 != wanted:
        with contextlib.suppress(PermissionError):  # another user's, who may open it
            folder.chmod((now & 0o7000) | wanted)


def _thin(path: Path) -> None:
    """Remove what need not be kept any longer; what cannot be removed is no harm."""
    folder = folder_of(path)
    with contextlib.suppress(OSError):
        numbers = sorted(_numbers(folder, _STATE), reverse=True)
        sizes = [(each, (folder / f"{each}.json").stat().st_size) for each in numbers]
        for number in (set(numbers) | _numbers(folder, _NOTE)) - spared(sizes):
            _drop(folder, number)


def _drop(folder: Path, number: int) -> None:
    """Remove one state, then its note, so that no state is ever without one."""
    with contextlib.suppress(OSError):
        (folder / f"{number}.json").unlink(missing_ok=True)
        _note_of(folder, number).unlink(missing_ok=True)


def _numbers(folder: Path, form: re.Pattern[str]) -> set[int]:
    """Return the numbers of the plain files whose names have a form."""
    try:
        with os.scandir(folder) as entries:
            found = [(form.fullmatch(each.name), each) for each in entries]
            return {int(name[1]) for name, each in found if name and _is_file(each)}
    except (FileNotFoundError, NotADirectoryError):
        return set()


def _is_file(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)


def _is_plain(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _note_of(folder: Path, number: int) -> Path:
    return folder / f"{number}.note.json"


def _read_note(path: Path) -> Note | None:
    """Return a note; None where it is missing, cut off or no note at all."""
    try:
        if not _is_plain(path) or path.stat().st_size > _LARGEST_NOTE:
            return None
        return msgspec.json.decode(path.read_bytes(), type=Note)
    except (OSError, UnicodeDecodeError, msgspec.MsgspecError, RecursionError):
        return None


def _state_of(path: Path, counts: Counts | None) -> State | None:
    """Return what proves the present state; None where there is no file."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return None
    return State(size, sha256_of(path), counts)


def _plain(what: str) -> str:
    """Return words that can be written as JSON, whatever a file name brought into them."""
    return what.encode("utf-8", "replace").decode("utf-8")[:_LONGEST_WORDS]


def _now() -> str:
    """Return the time in UTC; nothing where the clock shows a time that no calendar has."""
    try:
        return datetime.fromtimestamp(int(time.time()), UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return ""
