"""The second wall around a restricted session: Python itself refuses what reaches outside.

`tui.permission` keeps a reader from asking; this keeps a mistake of ours from answering. An audit
hook is told of every file that is opened, program started and socket made, and refuses what it does
not know. It cannot be taken down again, in this process or by anyone.

Permitted are: to read the database, its texts, the cache and Python's own installation; to write
the cache and to the terminal; to start this interpreter with our own code that prepares or verifies
a large database.
"""

# ruff: noqa: PTH100, PTH120 — every file that is opened passes here, and strings are quick

from __future__ import annotations

import contextlib
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from db.errors import WherefromError

_INNER: Final = frozenset(
    [
        *("import", "compile", "exec", "sys", "gc", "object", "builtins", "code", "function"),
        *("marshal", "pickle", "array", "_thread", "time", "cpython", "fcntl", "glob", "mmap"),
        "pathlib",  # it only names what is looked for; each folder that is listed is asked for
    ]
)
"""What stays within the interpreter, or goes by a file that is open already."""

_WRITING: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_STOPPING: Final = (signal.SIGTSTP, signal.SIGSTOP)
"""What would lead to the shell that a session was begun from."""


class Forbidden(WherefromError, PermissionError):
    """Something that a restricted session does not do; ends it where nobody expected it."""


class Wall:
    """Knows what may pass."""

    def __init__(
        self,
        files: Iterable[Path],
        folders: Iterable[Path],
        cache: Path,
        commands: Callable[[], Iterable[list[str]]] = tuple,
        library: Path | None = None,
    ) -> None:
        """Let files and folders be read, the cache be written, and some command lines be run.

        What is prepared of large databases may be kept apart from the rest of the cache.
        """
        self._files = frozenset(_real(each) for each in files)
        self._caches = tuple(_real(each) for each in (cache, library or cache))
        self._read = (*(_real(each) for each in folders), *self._caches)
        self._python = tuple(_python())
        self._devices = frozenset(_devices())
        self._commands = commands
        self._inner = _INNER
        self._rules: Mapping[str, Callable[..., bool]] = {
            "open": self._may_open,
            **dict.fromkeys(("os.listdir", "os.scandir", "os.walk", "os.fwalk"), self._may_list),
            **dict.fromkeys(
                ("os.mkdir", "os.remove", "os.rmdir", "os.chmod", "os.utime"), self._may_change
            ),
            "os.rename": self._may_rename,
            **dict.fromkeys(("os.kill", "os.killpg"), _may_signal),
            "signal.pthread_kill": lambda _, which: which not in _STOPPING,
            **dict.fromkeys(("os.putenv", "os.unsetenv"), _always),
            "subprocess.Popen": self._may_start,
            "socket.__new__": _may_pair,
            "sqlite3.connect": lambda name, *_: name == ":memory:",
            "sqlite3.connect/handle": _always,
            "ctypes.dlopen": lambda name, *_: name is None,
            "ctypes.dlsym": _always,
            "tempfile.mkstemp": self._may_change,
        }

    def __call__(self, event: str, given: tuple[Any, ...]) -> None:
        """Refuse what is not known; raises `Forbidden`."""
        rule = self._rules.get(event)
        if rule is None and event.partition(".")[0] in self._inner:
            return
        if rule is None or not rule(*given):
            # What it was done to stays inside: the sentence may be told to a stranger.
            problem = Forbidden(f"A restricted session does not do this: {event}.")
            problem.add_note(f"{given[:1]!s:.200}")
            raise problem

    def _may_open(self, path: object, mode: str | None, flags: int) -> bool:
        if isinstance(path, int):
            return True
        if (isinstance(flags, int) and flags & _WRITING) or set(mode or "") & set("wax+"):
            return path in self._devices or self._may_change(path)
        return path in self._devices or self._may_read(path)

    def _may_list(self, path: object = None, *_: object) -> bool:
        return isinstance(path, int) or self._may_read("." if path is None else path)

    def _may_read(self, path: object) -> bool:
        plain = _plain(path)
        if _is_in(plain, self._python):
            return True
        real = os.path.realpath(plain)
        return real in self._files or _is_in(real, self._read) or _is_in(real, self._python)

    def _may_change(self, path: object, *_: object) -> bool:
        """Whether something is in the cache, or is a folder on the way to it that is not there."""
        if isinstance(path, int):
            return False
        real = os.path.realpath(_plain(path))
        is_on_the_way = any(_is_in(each, (real,)) for each in self._caches)
        return _is_in(real, self._caches) or (is_on_the_way and not os.path.lexists(real))

    def _may_rename(self, source: object, target: object, *_: object) -> bool:
        return self._may_change(source) and self._may_change(target)

    def _may_start(self, program: object, words: object, folder: object, environ: object) -> bool:
        """Whether a command line is one of ours, letter for letter."""
        if folder is not None or environ is not None or not isinstance(words, list):
            return False
        return program in (None, sys.executable) and words in list(self._commands())


def around(database: Path, texts: Any, library: Path | None, cache: Path) -> Wall:
    """Return the wall around a session with a database, its texts, and a folder for its copies."""

    def commands() -> Iterable[list[str]]:
        from db import aside
        from db.library import preparing
        from db.library.cache import Place

        yield aside.command(database, texts)
        if library is not None:
            yield preparing.command(Place(library, database))

    return Wall([database], texts.folders, cache, commands, library)


def put_up(wall: Wall) -> None:
    """Put the wall up, for as long as the process lives; what kills it writes no core either."""
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(wall)


def _python() -> Iterable[str]:
    """Walk the folders of the interpreter, of its packages and of this program."""
    yield os.path.dirname(os.path.realpath(__file__))
    yield os.path.dirname(os.path.realpath(sys.modules["db"].__file__ or __file__))
    packages = (each for each in sys.path if each.endswith(("site-packages", "dist-packages")))
    for each in (os.path.dirname(os.__file__), *packages):
        yield from {os.path.abspath(each), os.path.realpath(each)}


def _devices() -> Iterable[str]:
    """Walk the terminal that this session has already, by its names, and nothing at all."""
    yield from (os.devnull, "/dev/tty")
    for handle in range(3):
        with contextlib.suppress(OSError):  # no terminal
            yield os.ttyname(handle)


def _is_in(path: str, folders: Iterable[str]) -> bool:
    return any(path == each or path.startswith(f"{each}{os.sep}") for each in folders)


def _plain(path: Any) -> str:
    """Return a path as an absolute string, without looking at the disk."""
    return os.path.abspath(os.fsdecode(path))


def _real(path: Path) -> str:
    return os.path.realpath(path)


def _may_signal(number: int, which: int) -> bool:
    """Whether it is a word to ourselves that does not stop us, or to what we have started."""
    if number == os.getpid():
        return which not in _STOPPING
    try:
        return (
            number > 0 and os.waitid(os.P_PID, number, os.WNOHANG | os.WNOWAIT | os.WEXITED) is None
        )
    except ChildProcessError:
        return False


def _may_pair(_: object, family: int, *__: object) -> bool:
    """Whether a socket can be one of the pair with which the event loop wakes itself."""
    import socket

    return family == socket.AF_UNIX


def _always(*_: object) -> bool:
    return True
