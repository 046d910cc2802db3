"""The texts of sources: found by their SHA-256, read letter for letter, attached.

Texts live outside the database, in folders of files, because articles belong to others. This
module alone opens them, so that it alone decides how bytes become the code points that the
offsets of quotes count: UTF-8, no newline translation, a leading mark kept.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from db.errors import BadFile, TextMismatch
from db.records import Source

LARGEST_TEXT = 64 * 1024 * 1024
"""The most bytes that a source's text may have; beyond it no article, and no screen, goes."""

_LONGEST_NAME = 150
"""The most bytes that the name of a text may have: a system takes 255, and a hash may follow."""

_SHIPPED = Path(__file__).resolve().parent / "data"


class HeldText(NamedTuple):
    """A source's text that is at hand."""

    text: str
    """The text, in the code points that offsets count."""
    path: Path
    """The file it was read from."""
    sha256: str
    """The SHA-256 of the file's bytes, in hex."""
    is_changed: bool
    """Whether it was found by its name alone and its bytes are not those the source names."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Folders in which the texts of sources may be found, the first that has one wins."""

    folders: tuple[Path, ...]
    """Where to look, in this order; a folder that does not exist is an empty one."""
    cache: Path | None = None
    """The file that remembers hashes between runs; None remembers nothing."""
    _index: dict[Path, tuple[int, dict[str, Path]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _made: list[Path] = field(default_factory=list, init=False, repr=False, compare=False)

    @classmethod
    def for_database(cls, database: Path, given: Path | None = None) -> Texts:
        """Return the folders of a database: the one that was given, else its own and the user's.

        A link to a database leads to the folder beside the file itself first, so that whatever
        name it is opened by has the same texts. The shipped database has no folder of its own
        beside it: where it lies belongs to the installation.
        """
        import platformdirs

        cache = Path(platformdirs.user_cache_dir("wherefrom")) / "hashes.json"
        if given is not None:
            return cls((given,), cache)
        shared = Path(platformdirs.user_data_dir("wherefrom")) / "texts"
        itself = database.resolve()
        if itself.parent == _SHIPPED:
            return cls((shared,), cache)
        beside = [itself, database] if database.is_symlink() else [database]
        # Not with_name(), which raises where a path has no name: `.` is refused later, in words.
        return cls((*(each.parent / f"{each.name}.texts" for each in beside), shared), cache)

    def held(self, source: Source) -> HeldText | None:
        """Return the text of a source, or None where no folder has it.

        The bytes are hashed as they are read, so that `is_changed` is never out of date.

        Raises:
            BadFile: the file is there, and cannot be read as a text.
        """
        if source.is_unseen:
            return None
        named = self.named(source.file) if source.file else None
        if named is not None and named.sha256 == source.sha256:
            return named
        found = self._by_hash(source.sha256)
        if found is not None:
            return found
        if named is None:
            return None
        return HeldText(named.text, named.path, named.sha256, is_changed=True)

    def named(self, name: str) -> HeldText | None:
        """Return the text in the first folder that has a file of this name, never outside it.

        Raises:
            BadFile: the file is there, and cannot be read as a text.
        """
        for folder in self.folders:
            path = _inside(folder, name)
            if path is not None:
                return _read(path)
        return None

    def put(self, name: str, data: bytes) -> tuple[Path, bool]:
        """Keep bytes in the first folder; return where they are, and whether they are new there.

        Bytes that a folder has under any name are left where they are.

        Raises:
            BadFile: the folder cannot be written.
        """
        from db.hashes import sha256_of  # late: as below

        sha256 = sha256_of(data)
        for folder in self.folders:
            path = self._hashes(folder, self.cache).get(sha256)
            with contextlib.suppress(OSError):  # gone or spoilt since it was hashed
                if path is not None and sha256_of(path.read_bytes()) == sha256:
                    return path, False
        folder = self.folders[0]
        with _written_into(folder):
            self._make(folder)
            target = folder / _plain(name, f"{sha256}.txt")
            if target.exists() or target.is_symlink():
                target = target.with_stem(f"{target.stem}-{sha256}")
            _write_whole(target, data)
            known = self._hashes(folder, self.cache)
            self._index[folder] = (folder.stat().st_mtime_ns, {**known, sha256: target})
        return target, True

    def forget(self, paths: Iterable[Path]) -> None:
        """Take away files that were kept for nothing, and folders that were made for them."""
        for path in paths:
            with contextlib.suppress(OSError):  # taken away by somebody else
                path.unlink()
        while self._made:
            with contextlib.suppress(OSError):  # not empty, or not there
                self._made.pop().rmdir()
        self._index.pop(self.folders[0], None)

    def attach(self, source: Source, file: Path) -> Path:
        """Copy a file into the first folder as the text of a source; return where it is now.

        A file that stands there under the same name and is another text is left alone, and the
        copy takes the source's id for a name: texts are found by their hash.

        Raises:
            TextMismatch: the file's SHA-256 is not the one that the source names.
            BadFile: the file cannot be read as a text, or the folder cannot be written.
        """
        offered = _read(file)
        if offered.sha256 != source.sha256:
            raise TextMismatch(
                f"sources/{source.id}, field “sha256”: {file} has the SHA-256 "
                f"{offered.sha256[:12]}… and the source has {source.sha256[:12]}…. "
                "Nothing was attached; a changed article is a source of its own."
            )
        folder = self.folders[0]
        with _written_into(folder):
            self._make(folder)
            target = _free_name(folder, source)
            if not target.exists():
                _write_whole(target, offered.text.encode("utf-8"))
        return target

    def _make(self, folder: Path) -> None:
        """Make a folder of texts where there is none, and remember it for `forget`."""
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        self._made.extend(reversed(missing))
        folder.mkdir(parents=True, exist_ok=True)

    def _by_hash(self, sha256: str) -> HeldText | None:
        for folder in self.folders:
            for cache in (self.cache, None):  # a memory that led astray is done without
                path = self._hashes(folder, cache).get(sha256)
                if path is None:
                    break
                with contextlib.suppress(BadFile):  # gone or spoilt since it was hashed
                    held = _read(path)
                    if held.sha256 == sha256:
                        return held
                self._index.pop(folder, None)
        return None

    def _hashes(self, folder: Path, cache: Path | None) -> dict[str, Path]:
        """Return the folder's files by hash, as long as no file comes or goes from one look."""
        try:
            changed_at = folder.stat().st_mtime_ns
        except OSError:
            return {}
        known = self._index.get(folder)
        if known is None or known[0] != changed_at:
            from db.hashes import HashCache  # late: a screen without texts needs none

            hashes = HashCache(cache).of(_files(folder))
            known = (changed_at, {sha256: path for path, sha256 in hashes.items()})
            self._index[folder] = known
        return known[1]


@contextlib.contextmanager
def _written_into(folder: Path) -> Iterator[None]:
    """Say in a sentence that a folder takes no text."""
    try:
        yield
    except OSError as error:
        raise BadFile(
            folder, f"the text cannot be copied here: {error.strerror}", "Give --texts DIR."
        ) from error


def _files(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Walk the plain files of a folder that are small enough to be a text, in order of name."""
    with contextlib.suppress(OSError):  # a folder that cannot be listed holds nothing for us
        for path in sorted(folder.iterdir(), reverse=True):
            inside = _inside(folder, path.name)
            if inside is None or path.name.startswith("."):
                continue
            about = inside.stat()
            if about.st_size <= LARGEST_TEXT:
                yield inside, about


def _inside(folder: Path, name: str) -> Path | None:
    """Return the plain file of this name, if it is one and truly lies in the folder."""
    try:
        path = (folder / name).resolve()
        is_file = stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):  # ValueError: a name with a NUL in it
        return None
    return path if is_file and path.is_relative_to(folder.resolve()) else None


def _read(path: Path) -> HeldText:
    """Read a file as a text, and hash what was read.

    Raises:
        BadFile: it is missing, no plain file, too large, or not UTF-8.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise BadFile(path, "it is no plain file", "Give a text file.")
        if about.st_size > LARGEST_TEXT:
            size = f"{about.st_size / 1024 / 1024:,.0f} MiB"
            raise BadFile(
                path,
                f"it has {size}, and the text of a source has at most 64 MiB",
                "Record the part that is quoted as a source of its own.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise BadFile(path, f"it cannot be read: {error.strerror}", "Check the path.") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadFile(
            path, f"byte {error.start:,} is not UTF-8", "Save the text as UTF-8 and record that."
        ) from error
    from db.hashes import sha256_of  # late: as above

    return HeldText(text, path, sha256_of(data), is_changed=False)


def _free_name(folder: Path, source: Source) -> Path:
    """Choose the name that the text takes: the source's own, unless another text has it."""
    by_hash = f"{source.sha256[:12]}.txt"
    wanted = folder / _plain(source.file or "", _plain(f"{source.id}.txt", by_hash))
    if not wanted.exists() and not wanted.is_symlink():
        return wanted
    with contextlib.suppress(BadFile):  # what stands there is no text: leave it alone
        if _read(wanted).sha256 == source.sha256:
            return wanted
    return folder / _plain(f"{source.id}-{by_hash}", by_hash)


def _plain(wanted: str, otherwise: str) -> str:
    """Return the last part of a name, if a file can have it and more behind it, else another."""
    name = Path(wanted).name.lstrip(".")  # a hidden file is not looked for
    try:
        is_short = len(os.fsencode(name)) <= _LONGEST_NAME
    except UnicodeEncodeError:  # half of a character
        return otherwise
    return name if name.strip(". ") and is_short and "\0" not in name else otherwise


def _write_whole(target: Path, data: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".text-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
