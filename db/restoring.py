"""An earlier state of a database brought back: any that is kept, or the one before the last write.

The present state is kept first, be it damaged or not, so that bringing one back can itself be
taken back. A state that is not what was noted of it is never brought back.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal, NamedTuple

from db import atomic, generations, storage
from db.errors import BadFile, NotFound, Refused
from db.generations import Counts, Generation, Note, Write

Condition = Literal["whole", "damaged", "unproven"]
"""Whether a kept state is what was noted of it; unproven where its note is lost."""

_UNDO, _REDO = "undo of ", "redo of "
UNNAMED = "a write"
"""What a write is called of which nobody said what it was."""


class Kept(NamedTuple):
    """One line of the list of kept states."""

    number: int
    """Its number; higher is later."""
    when: str
    """When the next write took its place, in UTC; empty where nobody knows."""
    what: str
    """What that write was; empty where nobody said."""
    size: int
    """Its bytes."""
    sha256: str
    """Their SHA-256 as noted; empty where nobody noted it."""
    counts: Counts | None
    """Its records; None where it could not be read, or nobody counted them."""
    condition: Condition
    """Whether it is what was noted."""
    path: Path
    """Its file, which can be opened like any database and is never written."""

    def as_json(self) -> dict[str, object]:
        """Return it as plain values."""
        counts = self.counts
        return {
            "number": self.number,
            "when": self.when or None,
            "what": self.what or None,
            "size": self.size,
            "sha256": self.sha256 or None,
            "people": counts and counts.people,
            "companies": counts and counts.companies,
            "events": counts and counts.events,
            "condition": self.condition,
            "file": str(self.path),
        }


class Return(NamedTuple):
    """What came of bringing a state back."""

    number: int
    """Which one it was."""
    what: str
    """The write that it takes back, with those after it."""
    counts: Counts | None
    """The records that the database has now; None where they cannot be read."""
    kept_as: int | None
    """Under which number the state until now is kept; None where there was none, or no change."""
    is_change: bool
    """Whether the database is another one now."""


def kept(path: Path) -> tuple[Kept, ...]:
    """List the kept states of a database, the latest first, each proven.

    Raises `BadFile` where the path can have none, or where neither a file nor a kept state stands.
    """
    target = _there(path, storage.owned(path))
    return tuple(filter(None, map(_line, _finished(target))))


def restore(path: Path, number: int) -> Return:
    """Bring a kept state back.

    Raises `NotFound` where there is none of that number, `BadFile` where it is damaged or the
    system refuses, `Locked` where another process writes; then nothing is changed.
    """
    target = _there(path, storage.writable(path))
    with atomic.locked(target):
        found = {each.number: each for each in generations.listed(target)}
        if number not in found:
            raise NotFound("kept state", str(number))
        return _brought_back(target, found[number], f"restore {number}")


def undo(path: Path) -> Return:
    """Take the last write back; the next undo takes that back in turn.

    Raises what `restore` raises, and `BadFile` where nothing is kept or where another program has
    changed the file since, whose change would be taken back too.
    """
    target = _there(path, storage.writable(path))
    with atomic.locked(target):
        last, note = _last(path, target)
        return _brought_back(target, last, _taken_back(note.what))


def last_write(path: Path) -> str:
    """Return what `undo` would take back, in the words of that write; raises what `undo` raises."""
    _, note = _last(path, _there(path, storage.writable(path)))
    return note.what or UNNAMED


def _last(path: Path, target: Path) -> tuple[Generation, Note]:
    """Return the state before the last write, if nothing else was written since."""
    last = next((each for each in _finished(target) if each.number), None)
    if last is None:
        remedy = "Every write from now on keeps one."
        raise BadFile(path, "no earlier state of it is kept", remedy)
    note = last.note
    if note is None or note.after.sha256 != generations.sha256_of(target):
        problem = "it is not as wherefrom left it, so that undo would take back more than that"
        remedy = f"wherefrom restore {last.number} brings the state before back all the same."
        raise BadFile(path, problem, remedy)
    return last, note


def _there(path: Path, target: Path) -> Path:
    """Return the file to bring back, which may be missing if anything is kept of it."""
    if target.exists() or not generations.listed(target):
        storage.require_file(path)
    return target


def _finished(target: Path) -> tuple[Generation, ...]:
    """List what is kept, but for the present state that a write left there and never replaced."""
    found = generations.listed(target)
    if found and found[0].number and found[0].is_state(target, generations.sha256_of(target)):
        return found[1:]
    return found


def _line(generation: Generation) -> Kept | None:
    """Prove a kept state; None where a writer has thinned it this very moment."""
    note, is_whole = generation.note, generation.is_whole
    try:
        size = generation.path.stat().st_size
    except FileNotFoundError:
        return None
    except OSError:
        size = 0
    return Kept(
        generation.number,
        note.when if note else "",
        note.what if note else "",
        size,
        note.before.sha256 if note else "",
        note.before.counts if note else None,
        "unproven" if is_whole is None else "whole" if is_whole else "damaged",
        generation.path,
    )


def _brought_back(target: Path, generation: Generation, what: str) -> Return:
    """Make a kept state the present one, under the lock."""
    data, counts = _proven(generation)
    before = generations.sha256_of(target)
    write = Write(what, _counts(target, before), counts)
    kept_as = generations.replace(target, data, write, like=generation.path)
    said = generation.note.what if generation.note else ""
    is_change = before != generations.sha256_of(target)
    return Return(generation.number, said or UNNAMED, counts, kept_as, is_change)


def _proven(generation: Generation) -> tuple[bytes, Counts | None]:
    """Return the bytes of a state that is what was noted, or that opens where nothing was."""
    path, note = generation.path, generation.note
    another = "wherefrom restore lists the others; nothing was changed."
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(path, "this kept state cannot be read", another) from error
    if note is not None and note.before.sha256:
        if hashlib.sha256(data).hexdigest() != note.before.sha256:
            raise BadFile(path, "this kept state is damaged: its SHA-256 is another", another)
        return data, note.before.counts
    return data, Counts.of(storage.read(path))


def _counts(target: Path, sha256: str) -> Counts | None:
    """Count the records of the present state, if it can be read; the last note may know them."""
    last = next(iter(generations.listed(target)), None)
    if last is not None and last.note is not None and last.note.after.sha256 == sha256:
        return last.note.after.counts
    try:
        return Counts.of(storage.read(target))
    except Refused:
        return None


def _taken_back(what: str) -> str:
    """Return what taking a write back is called; taking that back is doing it again."""
    if what.startswith(_UNDO):
        return _REDO + what.removeprefix(_UNDO)
    return _UNDO + (what.removeprefix(_REDO) or UNNAMED)
