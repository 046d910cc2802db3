"""Brings the parts of a prepared library: from the cache, from a builder at work, or from memory.

A part that is gone or broken is prepared again, once; the records have the same numbers in every
build of the same contents, so that a library goes on as if nothing had happened. Where the file
itself has changed meanwhile it cannot, and says so.
"""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING

from db.errors import Outdated, Refused, Unprepared
from db.library import seal
from db.library.build import write
from db.library.cache import Build, Place
from db.library.fingerprint import Fingerprint, sha256_of_file
from db.library.numbered import Numbered
from db.library.parts import Part

if TYPE_CHECKING:
    from db.library.preparing import Preparation


class Provider:
    """Provides the parts of one state of one database."""

    def __init__(
        self,
        place: Place,
        build: Build,
        preparation: Preparation | None,
        say: Callable[[str], None],
    ) -> None:
        """Begin with a build, of which the preparation may still be making parts."""
        stamp = build.stamp()
        self._place, self._preparation = place, preparation
        self._say = say
        self._sha256 = stamp.sha256 if stamp else ""
        self._given: Numbered | None = None
        self._attached: list[Part] = []
        self._hold(build)

    def provide(self, connection: sqlite3.Connection, part: Part) -> None:
        """Make the tables of a part visible on a connection; raises `Outdated`."""
        for bring in (_nothing, self._await, self._renew):
            bring(part)
            if self._attach(connection, part):
                return
        self._fill(connection, part)

    def mend(self, connection: sqlite3.Connection) -> None:
        """Bring everything anew after a part turned out to be broken; raises `Outdated`."""
        self._require_unchanged()
        self._say(f"The prepared copy of {self._place.database.name} was damaged and is made anew.")
        lost, self._attached = self._attached, []
        for part in lost:
            connection.execute(f"DETACH {_schema(part)}")
            seal.spoil(self._build.folder, part)
        for part in lost:
            self.provide(connection, part)

    def _hold(self, build: Build) -> None:
        """Take the parts from a build, which nobody removes as long as that is so."""
        self._build = build
        handle = build.hold()
        if handle >= 0:
            weakref.finalize(self, os.close, handle)

    def _await(self, part: Part) -> None:
        """Wait for a part that is being prepared; one that fails is looked for elsewhere."""
        if self._preparation is None:
            return
        try:
            build = self._preparation.wait(part)
        except (Unprepared, Refused):
            return
        if build != self._build and self._is_ours(build):
            self._hold(build)

    def _attach(self, connection: sqlite3.Connection, part: Part) -> bool:
        """Attach the file of a part; say whether it is of use."""
        if not self._build.has(part):
            return False
        path = seal.path_of(self._build.folder, part).absolute()
        try:
            connection.execute(
                f"ATTACH ? AS {_schema(part)}", (f"{path.as_uri()}?mode=ro&immutable=1",)
            )
        except sqlite3.DatabaseError:
            seal.spoil(self._build.folder, part)
            return False
        self._attached.append(part)
        return True

    def _renew(self, part: Part) -> None:
        """Have a part prepared again that is gone or broken."""
        from db.library.preparing import Preparation  # late: hardly ever needed here

        self._require_unchanged()
        try:
            self._preparation = Preparation(self._place)
        except Unprepared:
            self._preparation = None
        self._await(part)

    def _fill(self, connection: sqlite3.Connection, part: Part) -> None:
        """Make a part in memory, from the file."""
        if self._given is None:
            from db import storage  # late: what is prepared is opened without it

            self._given = Numbered(storage.read(self._place.database))
            self._require_unchanged()
            self._say(
                f"A part of {self._place.database.name} is held in memory this time, as no"
                f" prepared copy can be kept in {self._place.library}."
            )
        write(part, connection, self._given)

    def _is_ours(self, build: Build) -> bool:
        """Whether a build was made from the same contents, so that its numbers are the same."""
        stamp = build.stamp()
        return stamp is not None and stamp.sha256 == self._sha256

    def _require_unchanged(self) -> None:
        """Raise `Outdated` where the file does not hold any more what this library does."""
        database = self._place.database
        try:
            stamp = self._build.stamp()
            if stamp and stamp.found.is_same(Fingerprint.of(database)):
                return
            if sha256_of_file(database) == self._sha256:
                return
        except OSError as error:
            raise Outdated(database) from error
        raise Outdated(database)


def _schema(part: Part) -> str:
    return f"part_{part}"


def _nothing(_: Part) -> None:
    """Bring nothing: the part may be there."""
