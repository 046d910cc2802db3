"""The other end of `db.library.builder`: starts it, hears how far it is, waits, ends it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

import msgspec

from db.errors import Cancelled, Unprepared, WherefromError
from db.library.cache import Build, Place
from db.library.parts import Part
from db.library.telling import At, Failure, Line, Refusal, Step, Whole

_WEIGHTS: Final[Mapping[Step, float]] = {"reading": 2, "records": 3}
"""How long a step takes beside the others; what is not named here counts once."""

_TELLS_TIME: Final = 0.05
"""How much has to be done until it tells how long the rest will take."""

_START: Final = (
    "import sys; sys.path[:] = {path!r}; "
    "from db.library.builder import end_with_reader, main; end_with_reader(1); "
    "sys.exit(main({words!r}))"
)
"""An interpreter of its own that finds what this one finds, and heeds nobody's settings."""


class Progress(NamedTuple):
    """How far a preparation is."""

    step: Step
    """What is being done."""
    done: Mapping[Step, float]
    """How much of each step, from 0 to 1."""
    seconds: float
    """For how long it has been going on."""

    def share(self, parts: Iterable[Part]) -> float:
        """Return how much is done until all of these parts are there, from 0 to 1."""
        steps: tuple[Step, ...] = ("reading", *parts)
        weights = {step: _WEIGHTS.get(step, 1) for step in steps}
        done = sum(weight * self.done.get(step, 0) for step, weight in weights.items())
        return done / sum(weights.values())

    def left(self, parts: Iterable[Part]) -> float | None:
        """Return how many seconds it takes until they are; None where nobody can know yet."""
        share = self.share(parts)
        return self.seconds * (1 - share) / share if share > _TELLS_TIME else None


Hear = Callable[[Progress], None]
"""Is told of progress, by a thread of the preparation."""


def command(place: Place) -> list[str]:
    """Return the command line of a builder."""
    words = [os.fspath(place.database), os.fspath(place.library)]
    return [sys.executable, "-I", "-c", _START.format(path=sys.path, words=words)]


class Preparation:
    """A builder at work on one database."""

    def __init__(self, place: Place, hear: Hear = lambda _: None) -> None:
        """Start it; raises `Unprepared` where no process can be started."""
        self._place, self._hear = place, hear
        self._began = time.monotonic()
        self._news = threading.Condition()
        self._builds: dict[Part, Build] = {}
        self._problem: WherefromError | None = None
        self._has_ended = self._is_cancelled = False
        self.progress = Progress("reading", {}, 0)
        try:
            self._process = subprocess.Popen(  # noqa: S603 — this interpreter, our own code
                command(place),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # ctrl+c is the reader's word to us, and we end the builder
            )
        except OSError as error:
            raise Unprepared(f"no process could be started ({error.strerror})") from error
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def number(self) -> int:
        """The number of the process."""
        return self._process.pid

    def is_waited_for(self, part: Part) -> bool:
        """Whether a part is not there yet, and still expected."""
        return not self._has_ended and part not in self._builds

    def wait(self, part: Part) -> Build:
        """Return the build that a part is in, once it is there.

        Raises `Refused` as `storage.read` does, `Cancelled` or `Unprepared`.
        """
        with self._news:
            while self.is_waited_for(part):
                self._news.wait()
            if part in self._builds:
                return self._builds[part]
        raise Cancelled("The preparation was stopped.") if self._is_cancelled else self._reason

    @property
    def _reason(self) -> WherefromError:
        return self._problem or Unprepared(_ending(self._process.returncode))

    def is_there(self, part: Part, patience: float) -> bool:
        """Whether a part has come, or will not; waits for it, so many seconds at the most."""
        with self._news:
            return self._news.wait_for(lambda: not self.is_waited_for(part), patience)

    def join(self) -> None:
        """Wait until it has ended, and has removed what it replaces."""
        self._listener.join()

    def cancel(self) -> None:
        """End the builder with everything it has started, and remove what it has not finished.

        One that has ended is left alone, as its number may be another's by now.
        """
        if self._has_ended:
            return
        self._is_cancelled = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._listener.join()
        self._sweep()

    def _sweep(self) -> None:
        """Remove half-written files, unless another process builds, which does so itself."""
        if self._place.folder.is_dir():
            with (
                contextlib.suppress(OSError, NotImplementedError),
                self._place.locked() as is_ours,
            ):
                if is_ours:
                    self._place.sweep()

    def _listen(self) -> None:
        """Take in what the builder tells, until it has ended."""
        assert self._process.stdout is not None  # noqa: S101 — it was asked for
        with self._process.stdout as lines:
            for line in lines:
                with contextlib.suppress(msgspec.MsgspecError):  # cut off as it was ended
                    self._take(msgspec.json.decode(line, type=Line))
        self._process.wait()
        was_killed = self._process.returncode < 0
        with self._news:
            self._has_ended = True
            self._news.notify_all()
        if was_killed and not self._is_cancelled:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)  # its forks have nobody to tell
            self._sweep()
        self._hear(self.progress)

    def _take(self, line: Line) -> None:
        done = dict(self.progress.done)
        step = self.progress.step
        with self._news:
            match line:
                case At():
                    step, done[line.step] = line.step, line.done
                case Whole():
                    self._builds[line.part] = Build(self._place.folder / line.build)
                    done[line.part] = done["reading"] = 1
                    self._news.notify_all()
                case Refusal():
                    self._problem = line.error()
                case Failure():
                    self._problem = self._problem or Unprepared(line.words)
            self.progress = Progress(step, done, time.monotonic() - self._began)
        self._hear(self.progress)


def _ending(code: int) -> str:
    """Say how a process ended that told nothing."""
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"the process that prepares it was ended ({signal.Signals(-code).name})"
    return f"the process that prepares it ended before it was ready (exit code {code})"
