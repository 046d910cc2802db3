"""Where prepared read models are kept: a folder for each database, in it one for each build.

    library/NAME-HASH/              one database, by its path
        lock                        held by whoever builds
        BUILD/                      one state of the file, read by one version of the program
            stamp.json              which state, which version; written when the records are whole
            in-use                  held, shared, by every explorer that has this build open
            PART.sqlite PART.seal   see `db.library.seal`

All of it is derived and can be deleted at any time. It holds what the database holds, so it is its
owner's alone.
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import os
import re
import shutil
import sys
import time
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from db.library import seal
from db.library.fingerprint import Fingerprint, sha256_of_file
from db.library.parts import PARTS, Part
from db.library.schema import VERSION
from db.version import __version__

FOLDER: Final = "WHEREFROM_CACHE"
"""The environment variable that names another folder for the cache, or “none” to do without."""

UNUSED_DAYS: Final = 60
"""After so many days without being opened a prepared copy is removed."""

_DAY = 86_400
_PLACE = re.compile(r"[A-Za-z0-9-]*-[0-9a-f]{16}")
"""What the folder of a database is called."""

_BUILDERS = ("*.py", "library/*.py", "library/making/*.py")
"""The files among which is the code that decides what stands in a read model."""


class Stamp(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which state of which file a build holds, and what built it."""

    model: str
    """The version of the program that built it."""
    path: str
    """The database."""
    found: Fingerprint
    """How the file was found."""
    sha256: str
    """The hash of all of it."""


def folder(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the folder of all prepared copies; None where the user does without."""
    named = environ.get(FOLDER)
    if named in ("none", "off"):
        return None
    if named:
        return Path(named) / "library"
    import platformdirs

    return Path(platformdirs.user_cache_dir("wherefrom")) / "library"


@functools.cache
def model() -> str:
    """Name what decides the contents of a build: versions, the machine's order of bytes, the code.

    The code of one version is another one for whoever works on it.
    """
    code, room = 0, Path(__file__).parent.parent
    for pattern in _BUILDERS:
        for path in sorted(room.glob(pattern)):
            code = zlib.crc32(path.read_bytes(), code)
    return f"{__version__}-{VERSION}-{sys.byteorder}-{code:08x}"


class Build(NamedTuple):
    """One build: the parts made from one state of a database."""

    folder: Path
    """Where they are."""

    def stamp(self) -> Stamp | None:
        """Return what it was made from; None where it is not to be used."""
        try:
            found = msgspec.json.decode((self.folder / "stamp.json").read_bytes(), type=Stamp)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        return found if found.model == model() else None

    def write_stamp(self, stamp: Stamp) -> None:
        """Say what it was made from; raises `OSError`."""
        seal.replace(self.folder / "stamp.json", msgspec.json.encode(stamp))

    def has(self, part: Part) -> bool:
        """Whether a part is there and whole."""
        return seal.is_whole(self.folder, part)

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts that are not there, in the order in which they are built."""
        return tuple(part for part in PARTS if not self.has(part))

    def hold(self) -> int:
        """Let nobody remove it while it is open; return the handle that holds it, -1 for none."""
        try:
            handle = os.open(self.folder / "in-use", os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:  # a read-only cache is read all the same
            return -1
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            if time.time() - os.fstat(handle).st_mtime > _DAY:
                os.utime(handle)
        return handle

    def remove(self) -> None:
        """Remove it, unless somebody has it open."""
        with contextlib.suppress(OSError):
            handle = os.open(self.folder / "in-use", os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(self.folder, ignore_errors=True)
            finally:
                os.close(handle)


class Place:
    """The builds of one database."""

    def __init__(self, library: Path, database: Path) -> None:
        """Find the place of a database in the folder of all."""
        resolved = os.fsencode(database.resolve())
        self.database = database
        self.library = library
        self.folder = library / f"{_readable(database.stem)}-{_short_hash(resolved)}"

    def make(self) -> None:
        """Make the folder, for its owner alone; raises `OSError`."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for each in (self.library, self.folder):
            if each.stat().st_mode & 0o077:
                each.chmod(0o700)

    def builds(self) -> Iterator[Build]:
        """Walk the builds that are there."""
        with contextlib.suppress(OSError):  # no cache yet
            for each in sorted(self.folder.iterdir()):
                if each.is_dir():
                    yield Build(each)

    def find(self, now: Fingerprint, *, thoroughly: bool = True) -> Build | None:
        """Return the build of the file as it is now, its records whole.

        A file that was touched or copied over is read for its hash, and the build stamped anew;
        not so unless `thoroughly`.
        """
        known = [(each, stamp) for each in self.builds() if (stamp := each.stamp())]
        for build, stamp in known:
            if now.is_same(stamp.found) and stamp.found.is_settled and build.has("records"):
                return build
        alike = [pair for pair in known if now.is_alike(pair[1].found) and pair[0].has("records")]
        if not thoroughly or not alike:
            return None
        with contextlib.suppress(OSError):
            sha256 = sha256_of_file(self.database)
            for build, stamp in alike:
                if stamp.sha256 == sha256 and Fingerprint.of(self.database).is_same(now):
                    with contextlib.suppress(OSError):  # a read-only cache hashes every time
                        build.write_stamp(msgspec.structs.replace(stamp, found=now))
                    return build
        return None

    def new(self) -> Build:
        """Begin a build; raises `OSError`."""
        build = Build(self.folder / os.urandom(8).hex())
        build.folder.mkdir(mode=0o700)
        return build

    @contextlib.contextmanager
    def locked(self) -> Iterator[bool]:
        """Be the only one that builds; say whether one is, and wait for nobody.

        Raises `OSError` or `NotImplementedError` where the file system has no locks.
        """
        from filelock import FileLock, Timeout  # late: a warm opening needs none

        lock = FileLock(self.folder / "lock", timeout=0, mode=0o600)
        try:
            lock.acquire()
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def sweep(self) -> None:
        """Remove what nobody finished. Only whoever holds the lock may ask for it."""
        for build in self.builds():
            for file in build.folder.glob(f"*{seal.TEMPORARY}"):
                file.unlink(missing_ok=True)
            if build.stamp() is None or not build.has("records"):
                build.remove()

    def tidy(self, build: Build) -> None:
        """Remove the other builds, which an explorer may have had open when this one was made."""
        with contextlib.suppress(OSError, NotImplementedError), self.locked() as is_ours:
            if is_ours:
                self.keep_only(build)

    def keep_only(self, build: Build) -> None:
        """Remove the other builds of this database, and places that were not used for long.

        Only whoever holds the lock may ask for it.
        """
        for each in self.builds():
            if each != build:
                each.remove()
        with contextlib.suppress(OSError):
            for place in self.library.iterdir():
                is_other = place != self.folder and _is_place(place)
                if is_other and _days_unused(place) > UNUSED_DAYS:
                    shutil.rmtree(place, ignore_errors=True)


def _is_place(folder: Path) -> bool:
    """Whether a folder is one of ours: a cache may be put where other things are kept too."""
    return bool(_PLACE.fullmatch(folder.name)) and folder.is_dir() and not folder.is_symlink()


def _days_unused(place: Path) -> float:
    """Return for how long no build of a place was opened, in days."""
    times = [place.stat().st_mtime, *(each.stat().st_mtime for each in place.glob("*/in-use"))]
    return (time.time() - max(times)) / _DAY


def _readable(stem: str) -> str:
    """Return so much of a name as any file system takes."""
    return "".join(letter if letter.isalnum() else "-" for letter in stem[:24] if letter.isascii())


def _short_hash(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()[:16]
