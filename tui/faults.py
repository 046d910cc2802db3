"""A mistake of ours that ends a run: told in a sentence, and kept as a file for whoever mends it.

    faults/DAY-TIME-PROCESS.txt      in the folder of state: where it happened, and by which calls

What the variables held is not in it, beside what the message of the mistake itself names, so that
it can be passed on; nor does it rule the terminal that it is looked at with. A restricted session
says that there was a mistake, and writes nothing.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from traceback import TracebackException
from typing import Final

from tui.standins import visible

MOST: Final = 5
"""How many files are kept."""

LONGEST: Final = 2_000
"""The characters of a line that are kept, as a message may hold a whole document."""

_LINES: Final = 2_000
_HOME: Final = Path(__file__).resolve().parents[1]


def folder() -> Path:
    """Return where the files are."""
    import platformdirs

    return Path(platformdirs.user_state_dir("wherefrom")) / "faults"


def told(fault: BaseException, *, is_restricted: bool) -> str:
    """Keep a mistake, and return what the reader is told, in one line."""
    if is_restricted:
        return (
            "wherefrom has ended because of a mistake in it. "
            "Start it again, or tell whoever looks after this reading room."
        )
    found = TracebackException.from_exception(fault)
    what = f"wherefrom has ended because of a mistake in it ({_summary(fault, found)})"
    place = folder()
    try:
        path = _kept(found, place)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        return visible(f"{what}. It could not be written down in {place}: {reason}.")
    return visible(f"{what}. Please pass {path} on to whoever looks after it, and start it again.")


def keep_to_ourselves() -> None:
    """Have Python print nothing of mistakes in threads, tasks and finalizers, which end nothing."""
    import logging
    import threading

    logging.lastResort = logging.NullHandler()
    sys.unraisablehook = lambda _: None
    threading.excepthook = lambda _: None


def _summary(fault: BaseException, found: TracebackException) -> str:
    """Return what kind of mistake it is, and the last line of ours that led to it."""
    name = type(fault).__name__
    for frame in reversed(found.stack):
        path = Path(frame.filename)
        if path.is_relative_to(_HOME / "tui") or path.is_relative_to(_HOME / "db"):
            return f"{name}, {path.relative_to(_HOME)} line {frame.lineno}"
    return name


def _kept(found: TracebackException, place: Path) -> Path:
    """Write one file that only its owner reads, and remove the oldest; raises `OSError`."""
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = place / f"{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}-{os.getpid()}.txt"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{visible(line[:LONGEST])}\n" for line in _lines(found))
    for old in sorted(place.glob("*.txt"))[:-MOST]:
        with suppress(OSError):
            old.unlink()
    return path


def _lines(found: TracebackException) -> Iterator[str]:
    """Walk the lines of a file; of a very long story, its beginning and its end."""
    from db.version import __version__

    versions = [f"Python {platform.python_version()}", platform.platform()]
    if textual := sys.modules.get("textual"):
        versions.insert(0, f"Textual {getattr(textual, '__version__', '')}".strip())
    yield f"wherefrom {__version__}, {', '.join(versions)}, TERM={os.environ.get('TERM', '')}"
    lines = "".join(found.format()).splitlines()
    if len(lines) > _LINES:
        lines[_LINES // 2 : -_LINES // 2] = [f"… {len(lines) - _LINES} lines …"]
    yield from lines
