"""What the process that builds tells the one that waits: one JSON line each, over a pipe."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, Literal

import msgspec

from db import errors
from db.library.parts import Part

Step = Literal["waiting", "reading"] | Part
"""What is being done: waiting for another process, reading, or writing a part."""

_RARELY: Final = 0.01
"""How much has to be done until it is told again."""


class At(msgspec.Struct, frozen=True, tag=True):
    """How far it is."""

    step: Step
    """What is being done."""
    done: float
    """How much of it, from 0 to 1."""


class Whole(msgspec.Struct, frozen=True, tag=True):
    """A part is there and can be read."""

    part: Part
    """Which."""
    build: str
    """The name of the build that it belongs to."""


class Refusal(msgspec.Struct, frozen=True, tag=True):
    """The database is not what it should be."""

    name: str
    """The class of the error."""
    words: str
    """Its sentence."""
    about: dict[str, str | int | None]
    """Its attributes."""

    @classmethod
    def of(cls, error: errors.Refused) -> Refusal:
        """Pack an error up."""
        about = {
            name: value if isinstance(value, int | None) else str(value)
            for name, value in vars(error).items()
        }
        return cls(type(error).__name__, str(error), about)

    def error(self) -> errors.Refused:
        """Return the same error again."""
        made: errors.Refused = errors.Refused.__new__(getattr(errors, self.name), self.words)
        for name, value in self.about.items():
            setattr(made, name, Path(value) if name == "path" and isinstance(value, str) else value)
        return made


class Failure(msgspec.Struct, frozen=True, tag=True):
    """It cannot be prepared here; the database itself may be sound."""

    words: str
    """Why, as a clause."""


Line = At | Whole | Refusal | Failure


class Voice:
    """The pipe's end of whoever builds."""

    def __init__(self, pipe: int) -> None:
        """Write to a pipe, which several processes may share: a line is written in one piece."""
        self._pipe = pipe
        self._last: At | None = None

    def say(self, line: Line) -> None:
        """Tell something; raises `BrokenPipeError` where nobody waits any more."""
        os.write(self._pipe, msgspec.json.encode(line) + b"\n")

    def at(self, step: Step, done: float) -> None:
        """Tell how far it is, unless that was told but now."""
        last = self._last
        if last is None or step != last.step or not 0 <= done - last.done < _RARELY:
            self._last = At(step, round(done, 3))
            self.say(self._last)
