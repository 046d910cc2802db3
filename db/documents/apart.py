"""Large work apart: a page or PDF is read by an interpreter of its own, which may be ended.

It has as much time as the size of the document warrants and a gigabyte of memory. Whoever waits
stays free to draw, and to give up.
"""

from __future__ import annotations

import contextlib
import math
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import IO, Final, NoReturn

import msgspec

from db.documents.derived import Derived
from db.documents.deriving import HEAVY, derive
from db.documents.media import media_of
from db.documents.offered import Offered
from db.errors import BadFile, Refused

SECONDS: Final[float] = 10
"""How much of the processor's time any document may take."""

SECONDS_A_MEGABYTE: Final = 20
"""How much more a large one may take, for each megabyte of it."""

MEMORY: Final = 1024**3
"""The most bytes of memory that reading a document may take."""

_PATIENCE: Final = 10
"""How much longer than the processor's time the clock may run, on a machine that is busy."""

_LOOK_EVERY: Final = 0.1
"""Seconds between two looks whether somebody still waits."""

_START: Final = (
    "import sys; sys.path[:] = {path!r}; from db.documents.apart import main; main({seconds!r})"
)
"""An interpreter of its own that finds what this one finds, and heeds nobody's settings."""

_PART: Final = "Give the part that is quoted as a document of its own."


class _Task(msgspec.Struct):
    """What the other process is asked."""

    name: str
    data: bytes
    media: str
    encoding: str | None


class _Answer(msgspec.Struct):
    """What it answers: a text, or why there is none."""

    derived: Derived | None = None
    problem: str = ""
    remedy: str = ""


def derive_apart(
    offered: Offered,
    media: str | None = None,
    encoding: str | None = None,
    still: Callable[[], None] = lambda: None,
) -> Derived:
    """Return the text of a document, as `derive` does; what is heavy is read apart.

    `still` is called while that lasts, and ends it by what it raises. Raises `BadFile` also where
    it takes more time or memory than a document may.
    """
    chosen = media_of(offered, media)
    if chosen not in HEAVY:
        return derive(offered, chosen, encoding)
    seconds = SECONDS + SECONDS_A_MEGABYTE * len(offered.data) / 1024**2
    task = msgspec.msgpack.encode(_Task(offered.name, offered.data, chosen, encoding))
    code = _START.format(path=sys.path, seconds=seconds)
    try:
        ran = _ran([sys.executable, "-I", "-c", code], task, seconds * _PATIENCE, still)
    except subprocess.TimeoutExpired as error:
        raise offered.refused("it takes too long to read", _PART) from error
    except OSError as error:
        problem = f"no process could be started to read it ({error.strerror})"
        raise offered.refused(problem, "Try again.") from error
    return _answered(offered, ran)


def _ran(
    words: Sequence[str], task: bytes, seconds: float, still: Callable[[], None]
) -> subprocess.CompletedProcess[bytes]:
    """Run another process to its end, and end it where it takes too long or nobody waits for it.

    Raises `TimeoutExpired`, or what `still` raises.
    """
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    ends_at = time.monotonic() + seconds
    with subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=nowhere) as process:  # noqa: S603 — this interpreter, our own code
        assert process.stdin is not None  # noqa: S101 — it was asked for
        feeding = threading.Thread(target=_feed, args=(process.stdin, task), daemon=True)
        process.stdin = None  # `communicate` forgets what is left to send when its time is over
        try:
            feeding.start()
            while True:
                try:
                    answer, _ = process.communicate(timeout=_LOOK_EVERY)
                    return subprocess.CompletedProcess(words, process.returncode, answer)
                except subprocess.TimeoutExpired:
                    if time.monotonic() > ends_at:
                        raise
                still()
        except BaseException:
            process.kill()
            raise


def _feed(pipe: IO[bytes], task: bytes) -> None:
    """Send a task that may be larger than a pipe; a process that has ended takes no more of it."""
    with contextlib.suppress(BrokenPipeError), pipe:
        pipe.write(task)


def main(seconds: float) -> NoReturn:
    """Read one task from standard input, and write the answer to standard output."""
    _limit(seconds)
    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=_Task)
    answer = _answer(task)
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer))
    sys.stdout.flush()
    sys.exit(0)


def _limit(seconds: float) -> None:
    """Let this process take so much and no more, where the system can see to it."""
    for what, most in ((resource.RLIMIT_CPU, math.ceil(seconds)), (resource.RLIMIT_AS, MEMORY)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _answer(task: _Task) -> _Answer:
    try:
        offered = Offered(task.name, task.data)
        return _Answer(derive(offered, task.media, task.encoding))
    except BadFile as error:
        return _Answer(problem=error.problem, remedy=error.remedy)
    except Refused as error:
        return _Answer(remedy=str(error))
    except MemoryError:
        return _Answer(problem="it takes more than a gigabyte of memory to read", remedy=_PART)


def _answered(offered: Offered, ran: subprocess.CompletedProcess[bytes]) -> Derived:
    """Return what the other process made of a document, or raise what it said."""
    try:
        answer = msgspec.msgpack.decode(ran.stdout, type=_Answer)
    except msgspec.DecodeError as error:
        took = "took too long" if ran.returncode < 0 else "failed"
        problem = f"reading it {took}, and was given up"
        raise offered.refused(problem, "Give the words as a text file.") from error
    if answer.derived is not None:
        return answer.derived
    if not answer.problem:
        raise Refused(answer.remedy)
    raise offered.refused(answer.problem, answer.remedy)
