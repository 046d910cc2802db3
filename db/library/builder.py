"""The process that prepares a large database: reads it once, writes the parts into the cache.

It runs beside the explorer, so that the screen never stops, and leaves nothing behind when it is
ended. Of several on one database one builds, and the others wait for its parts or take over. The
records come first; of what remains the words are written by a fork, beside the others.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from db import storage
from db.errors import Refused
from db.library import build as building
from db.library import seal
from db.library.cache import Build, Place, Stamp, model
from db.library.fingerprint import Fingerprint, sha256_of_file
from db.library.numbered import Numbered
from db.library.parts import PARTS, Part
from db.library.telling import Failure, Refusal, Voice, Whole
from db.records import Records

ATTEMPTS: Final = 5
"""How often a file is read that is written meanwhile."""

PAUSE: Final = 0.1
"""Seconds between two looks at what another process has prepared."""

_MOST_LETTERS: Final = 2000
"""So much of a problem is told; a pipe takes a line of 4,096 bytes in one piece."""


def main(words: Sequence[str], pipe: int = 1) -> int:
    """Prepare the database `words[0]` in the cache `words[1]`; tell on the pipe how it goes."""
    gc.disable()
    os.umask(0o077)
    voice = Voice(pipe)
    try:
        try:
            prepare(Place(Path(words[1]), Path(words[0])), voice)
        except Refused as problem:
            voice.say(Refusal.of(problem))
        except (OSError, sqlite3.Error, MemoryError, NotImplementedError, Unsettled) as problem:
            if isinstance(problem, BrokenPipeError):
                raise
            voice.say(Failure(_words_of(problem)))
    except BrokenPipeError:  # nobody waits any more
        return 1
    return 0


def end_with_reader(pipe: int, end: Callable[[], None] | None = None) -> threading.Thread:
    """End all of this process at once when nobody reads the pipe any more, be it in mid-step.

    Whoever reads it may have been killed, and can end nobody.
    """

    def wait() -> None:
        news = select.poll()
        news.register(pipe, 0)  # of no interest but that its other end is gone
        news.poll()
        (end or _end_group)()

    thread = threading.Thread(target=wait, name="reader", daemon=True)
    thread.start()
    return thread


def _end_group() -> None:  # pragma: no cover — nobody is left to tell
    os.killpg(os.getpgrp(), signal.SIGKILL)


class Unsettled(Exception):
    """The file was written again and again while it was read."""


def prepare(place: Place, voice: Voice) -> None:
    """Make all parts of a database be there; raises `Refused`, or what the disk has to say."""
    place.make()
    told: set[tuple[Part, str]] = set()
    while True:
        build = _tell_whole(place, voice, told)
        if build is not None and not build.missing:
            return
        with place.locked() as is_ours:
            if is_ours:
                place.sweep()
                try:
                    _build(place, voice, told)
                finally:
                    place.sweep()
                return
        voice.at("waiting", 0)
        threading.Event().wait(PAUSE)


def _tell_whole(place: Place, voice: Voice, told: set[tuple[Part, str]]) -> Build | None:
    """Tell of parts that are there by now, whoever has built them."""
    try:
        build = place.find(Fingerprint.of(place.database))
    except OSError:  # reading it says what is wrong
        return None
    if build is not None:
        for part in (each for each in PARTS if each not in build.missing):
            if (part, build.folder.name) not in told:
                told.add((part, build.folder.name))
                voice.say(Whole(part, build.folder.name))
    return build


def _build(place: Place, voice: Voice, told: set[tuple[Part, str]]) -> None:
    """Build what is missing of the state in which the file is now."""
    records, found, sha256 = _read(place.database, voice)
    build = _tell_whole(place, voice, told)
    given = Numbered(records)
    if build is None:
        build = place.new()
        write = _writer("records", given, voice)
        seal.write(build.folder, "records", write)
        build.write_stamp(Stamp(model(), str(place.database.resolve()), found, sha256))
        voice.say(Whole("records", build.folder.name))
    _write_side_by_side(build, given, voice)
    if not build.missing:
        place.keep_only(build)


def _read(database: Path, voice: Voice) -> tuple[Records, Fingerprint, str]:
    """Read a file, with the proof that it was the same from the beginning to the end."""
    for _ in range(ATTEMPTS):
        before = _fingerprint(database)
        sha256: list[str] = []
        hashing = threading.Thread(target=_hash_into, args=(sha256, database))
        hashing.start()
        try:
            records = storage.read(database, lambda done: voice.at("reading", done))
        except Refused:
            hashing.join()
            after = _fingerprint(database)
            if before is None or after is None or before.is_same(after):
                raise
            continue
        hashing.join()
        after = _fingerprint(database)
        if before and after and before.is_same(after) and sha256:
            return records, after, sha256[0]
    raise Unsettled("it is being written all the time")


def _hash_into(found: list[str], database: Path) -> None:
    """Hash a file beside the reading of it, which leaves the other processor idle."""
    try:
        found.append(sha256_of_file(database))
    except OSError:  # what reading it raises says more
        return


def _fingerprint(database: Path) -> Fingerprint | None:
    try:
        return Fingerprint.of(database)
    except OSError:
        return None


def _writer(part: Part, given: Numbered, voice: Voice) -> Callable[[sqlite3.Connection], None]:
    def fill(connection: sqlite3.Connection) -> None:
        voice.at(part, 0)
        building.write(part, connection, given, lambda done: voice.at(part, done))

    return fill


def _write_side_by_side(build: Build, given: Numbered, voice: Voice) -> None:
    """Write the parts that are missing, the first in a fork; raises `ChildProcessError`.

    The words take as long as all the rest. A second fork would only copy more of the memory.
    """
    first, *others = build.missing or (None,)
    if first is None:
        return
    gc.freeze()  # so that the collector touches no page that the two could share
    helper = _fork(partial(_written, build, first, given, voice))
    failed = [part for part in others if _written(build, part, given, voice)]
    _, status = os.waitpid(helper, 0)
    if failed or status != 0:
        raise ChildProcessError("a part of it could not be written")


def _fork(work: Callable[[], int]) -> int:
    """Do something in a fork, which never returns to what its parent does next."""
    number = os.fork()
    if number == 0:  # pragma: no cover — it ends without a word, to those who count lines too
        code = 1
        try:
            code = work()
        finally:
            os._exit(code)
    return number


def _written(build: Build, part: Part, given: Numbered, voice: Voice) -> int:
    """Write one part, and return the exit code."""
    try:
        seal.write(build.folder, part, _writer(part, given, voice))
        voice.say(Whole(part, build.folder.name))
    except BrokenPipeError:
        return 1
    except (OSError, sqlite3.Error, MemoryError) as problem:
        voice.say(Failure(_words_of(problem)))
        return 1
    return 0


def _words_of(problem: BaseException) -> str:
    """Say in a clause what is wrong."""
    if isinstance(problem, MemoryError):
        return "there is not enough memory"
    words = problem.strerror if isinstance(problem, OSError) else None
    return (words or str(problem) or type(problem).__name__)[:_MOST_LETTERS].lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
