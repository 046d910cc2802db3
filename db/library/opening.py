"""From a database file to a Library: in memory where it is small, from the cache where it is large.

A large file is prepared once by a process of its own, and opened from then on without being read.
Whatever stands in the way of that, a full disk or a home that cannot be written, only costs time:
the file is then read into memory, and one line says so.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from db.errors import Cancelled, Refused, Unprepared
from db.library.parts import PARTS, Part
from db.library.read import Library
from db.library.store import Store

if TYPE_CHECKING:
    from db.library.cache import Build, Place
    from db.library.preparing import Hear, Preparation

LARGE: Final = 1_000_000
"""Bytes from which on a file is opened sooner from the cache than by reading it."""


class Opening:
    """One database on its way to the reader; asked by one thread, cancelled by any."""

    def __init__(
        self,
        path: Path,
        hear: Hear = lambda _: None,
        say: Callable[[str], None] | None = None,
    ) -> None:
        """Look at nothing yet."""
        self.path = path
        self.told: list[str] = []
        """What the reader should know, as long as nobody else is told it."""
        self.hear = hear
        """Is told of progress, in any thread."""
        self.say = say or self.told.append
        """Is told what the reader should know, in any thread."""
        self.preparation: Preparation | None = None
        """The process at work, if one was needed."""
        self._is_cancelled = False
        self._place: Place | None = None
        self._tidying: threading.Thread | None = None
        self.is_whole = False
        """Whether nothing of the library is still on its way."""

    def __enter__(self) -> Self:
        """Use it in a `with`, so that nothing is left at work."""
        return self

    def __exit__(self, *problem: object) -> None:
        """End what is still at work."""
        self.cancel()

    def at_once(self) -> Library | None:
        """Return the library if it is small or prepared; None where that takes a while.

        Raises `Refused` where the file cannot be read.
        """
        found = self._found(thoroughly=False)
        if found is None and not self.is_large:
            found = self._in_memory()
        self.is_whole = found is not None and self.preparation is None
        return found

    def library(self, *, whole: bool = False) -> Library:
        """Return the library as soon as lists stand; if `whole`, when all of it is there.

        Raises `Refused` where the file cannot be read, `Cancelled` where it is not wanted any more.
        """
        found = self._found(thoroughly=True)
        if found is None and self.is_large and self._place is not None:
            found = self._prepared(self._place)
        if found is None:
            return self._in_memory()
        if whole and self.preparation is not None:
            self._wait(self.preparation)
        return found

    def cancel(self) -> None:
        """End what is at work, and leave nothing behind; the parts that are whole stay."""
        self._is_cancelled = True
        if self.preparation is not None:
            self.preparation.cancel()
        if self._tidying is not None:
            self._tidying.join()

    @property
    def is_prepared(self) -> bool:
        """Whether it takes no while: the file is small, or its copy is there and whole."""
        if not self.is_large:
            return True
        build = self._build(thoroughly=False)
        return build is not None and not build.missing

    @property
    def is_large(self) -> bool:
        """Whether the file is opened sooner from the cache than by reading it."""
        try:
            return self.path.is_file() and self.path.stat().st_size >= LARGE
        except (OSError, ValueError):  # reading it says what is wrong
            return False

    def _found(self, *, thoroughly: bool) -> Library | None:
        """Return the library that is prepared already."""
        build = self._build(thoroughly=thoroughly) if self.is_large else None
        if build is None or self._place is None:
            return None
        if build.missing:
            with contextlib.suppress(Unprepared):  # then it is made in memory when it is needed
                self._prepare(self._place)
        elif next((each for each in self._place.builds() if each != build), None):
            self._tidying = threading.Thread(target=self._place.tidy, args=(build,))
            self._tidying.start()  # removing large files takes a while
        return self._opened(self._place, build)

    def _build(self, *, thoroughly: bool) -> Build | None:
        """Return the copy of the file as it is now, if there is one."""
        from db.library import cache  # late: a small file needs none
        from db.library.fingerprint import Fingerprint

        folder = cache.folder()
        if folder is None:
            return None
        try:
            self._place = cache.Place(folder, self.path)
            return self._place.find(Fingerprint.of(self.path), thoroughly=thoroughly)
        except OSError:  # reading it says what is wrong
            return None

    def _prepared(self, place: Place) -> Library | None:
        """Have it prepared; None, and a word to the reader, where that cannot be done."""
        try:
            preparation = self._prepare(place)
            return self._opened(place, preparation.wait("records"))
        except Unprepared as problem:
            self.say(
                f"{self.path.name} is held in memory this time; it opens faster once a prepared"
                f" copy can be kept in {place.library} ({problem})."
            )
            return None

    def _prepare(self, place: Place) -> Preparation:
        if self._is_cancelled:
            raise Cancelled("The preparation was stopped.")
        from db.library.preparing import Preparation  # late: a prepared file needs none

        self.preparation = Preparation(place, lambda progress: self.hear(progress))
        if self._is_cancelled:  # between the two lines above
            self.preparation.cancel()
        return self.preparation

    def _wait(self, preparation: Preparation) -> None:
        """Wait for all parts; one that cannot be had is made in memory when it is needed."""
        for part in PARTS:
            with contextlib.suppress(Unprepared, Refused):
                preparation.wait(part)
        preparation.join()

    def _opened(self, place: Place, build: Build) -> Library:
        """Open a build, with the parts that are there by now."""
        looking, searching = self._store_of(place, build), self._store_of(place, build)
        return Library(looking, self.path.stem, self.path, searching)

    def _store_of(self, place: Place, build: Build) -> Store:
        """Return a connection of its own to a build."""
        from db.library.providing import Provider  # late: a small file needs none

        provider = Provider(place, build, self.preparation, lambda words: self.say(words))
        store = Store.new(provider.provide, provider.mend)
        for part in PARTS:
            if part == "records" or build.has(part):  # now, before somebody deletes the file
                store.need(part)
        return store

    def _in_memory(self) -> Library:
        from db.storage import read

        return Library.of(read(self.path), self.path.stem, self.path)

    def is_waited_for(self, part: Part) -> bool:
        """Whether a part is still being prepared."""
        return self.preparation is not None and self.preparation.is_waited_for(part)
