"""The wall lets a session read what it is about, and refuses all else, however it is asked."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from db.errors import WherefromError
from db.texts import Texts
from tui import wall
from tui.wall import Forbidden, Wall


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A folder with a database, its texts, a cache, and what is nobody's business."""
    for each in ("texts", "cache/wherefrom", "private"):
        (tmp_path / each).mkdir(parents=True)
    for each in ("base.json", "texts/a.txt", "private/secret.txt", "other.json"):
        (tmp_path / each).write_text("x", encoding="utf-8")
    (tmp_path / "texts" / "out.txt").symlink_to(tmp_path / "private" / "secret.txt")
    (tmp_path / "link.json").symlink_to(tmp_path / "base.json")
    return tmp_path


@pytest.fixture
def up(room: Path) -> Wall:
    cache = room / "cache" / "wherefrom"
    texts = Texts((room / "texts",), cache / "hashes.json")
    return wall.around(room / "base.json", texts, cache / "library", cache)


def opening(
    path: object, flags: int = os.O_RDONLY, mode: str | None = None
) -> tuple[str, tuple[object, ...]]:
    return "open", (path, mode, flags)


@pytest.mark.parametrize("name", ["base.json", "link.json", "texts/a.txt", "cache/wherefrom/x"])
def test_the_database_its_texts_and_the_cache_are_read(up: Wall, room: Path, name: str) -> None:
    up(*opening(str(room / name), mode="r"))
    up(*opening(room / name))
    up(*opening(os.fsencode(room / name)))


@pytest.mark.parametrize(
    "name",
    [
        *("other.json", "texts/out.txt", "texts/../private/secret.txt", "cache/x", "base.json.bak"),
        *("private/secret.txt", "texts.txt", ".config/wherefrom/settings.toml"),
    ],
)
def test_nothing_beside_them_is_read(up: Wall, room: Path, name: str) -> None:
    with pytest.raises(Forbidden):
        up(*opening(str(room / name), mode="r"))


def test_a_relative_path_is_what_it_is_from_here(
    up: Wall, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(room / "texts")
    up(*opening("a.txt"))
    up("os.listdir", (".",))
    up("os.scandir", (None,))
    monkeypatch.chdir(room)
    for event in (opening("other.json"), ("os.listdir", (".",)), ("os.scandir", (None,))):
        with pytest.raises(Forbidden):
            up(*event)


def test_python_itself_is_read_and_never_written(up: Wall) -> None:
    for path in (os.__file__, pytest.__file__, wall.__file__, "/dev/null"):
        up(*opening(path, mode="rb"))
    for path in (os.__file__, pytest.__file__, wall.__file__):
        with pytest.raises(Forbidden):
            up(*opening(path, mode="wb"))


@pytest.mark.parametrize("flags", [os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_APPEND, os.O_TRUNC])
def test_nothing_but_the_cache_is_written(up: Wall, room: Path, flags: int) -> None:
    up(*opening(str(room / "cache" / "wherefrom" / "new"), flags))
    for name in ("base.json", "texts/b.txt", "cache/new", "cache/wherefrom/../x"):
        with pytest.raises(Forbidden):
            up(*opening(str(room / name), flags))


def test_a_cache_is_made_where_there_is_none(room: Path) -> None:
    deep = room / "home" / ".cache" / "wherefrom"
    up = Wall([], [], deep)
    for path in (room / "home", deep.parent, deep, deep / "library"):
        up("os.mkdir", (str(path), 0o777, -1))
    for path in (room / "home" / "other", room / "private", Path("/")):
        with pytest.raises(Forbidden):
            up("os.mkdir", (str(path), 0o777, -1))


def test_names_are_changed_within_the_cache_only(up: Wall, room: Path) -> None:
    inside, outside = str(room / "cache/wherefrom/a"), str(room / "base.json")
    up("os.rename", (inside, f"{inside}b", -1, -1))
    up("os.remove", (inside, -1))
    for event, given in (
        ("os.rename", (inside, outside, -1, -1)),
        ("os.rename", (outside, inside, -1, -1)),
        ("os.remove", (outside, -1)),
        ("os.chmod", (3, 0o600, -1)),
        ("os.link", (inside, f"{inside}c", -1, -1)),
        ("os.symlink", (outside, inside, -1)),
        ("shutil.rmtree", (inside, None)),
    ):
        with pytest.raises(Forbidden):
            up(event, given)


@pytest.mark.parametrize(
    "event",
    [
        *("os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn"),
        *("pty.spawn", "os.chdir", "socket.connect", "socket.bind", "socket.getaddrinfo"),
        *("webbrowser.open", "urllib.Request", "sqlite3.enable_load_extension", "ctypes.call"),
        *("shutil.copyfile", "os.truncate", "something.new"),
    ],
)
def test_what_starts_reaches_or_is_unknown_is_refused(up: Wall, event: str) -> None:
    with pytest.raises(Forbidden):
        up(event, ("x", "y", "z"))


@pytest.mark.parametrize("event", ["import", "compile", "sys._getframe", "gc.get_objects"])
def test_what_stays_within_the_interpreter_passes(up: Wall, event: str) -> None:
    up(event, ())


def test_only_our_own_code_for_this_database_is_started(up: Wall, room: Path) -> None:
    from db import aside
    from db.library import preparing
    from db.library.cache import Place

    cache = room / "cache" / "wherefrom"
    texts = Texts((room / "texts",), cache / "hashes.json")
    ours = preparing.command(Place(cache / "library", room / "base.json"))
    up("subprocess.Popen", (sys.executable, ours, None, None))
    up("subprocess.Popen", (sys.executable, aside.command(room / "base.json", texts), None, None))
    other = preparing.command(Place(cache / "library", room / "other.json"))
    for given in (
        ("/bin/sh", ours, None, None),
        (sys.executable, other, None, None),
        (sys.executable, [*ours, "x"], None, None),
        (sys.executable, ours, "/", None),
        (sys.executable, ours, None, {"PYTHONPATH": "/"}),
        (sys.executable, " ".join(ours), None, None),
        ("ls", ["ls"], None, None),
    ):
        with pytest.raises(Forbidden):
            up("subprocess.Popen", given)


def test_without_a_cache_no_copy_is_prepared(room: Path) -> None:
    from db.library import preparing
    from db.library.cache import Place

    cache = room / "cache" / "wherefrom"
    up = wall.around(room / "base.json", Texts((), cache / "hashes.json"), None, cache)
    ours = preparing.command(Place(cache / "library", room / "base.json"))
    with pytest.raises(Forbidden):
        up("subprocess.Popen", (sys.executable, ours, None, None))


def test_only_what_we_have_started_is_ended_and_we_are_not_stopped(up: Wall) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        up("os.killpg", (child.pid, signal.SIGKILL))
        child.kill()
    up("os.kill", (os.getpid(), signal.SIGTERM))
    for number, which in (
        (os.getpid(), signal.SIGTSTP),
        (os.getpid(), signal.SIGSTOP),
        (os.getppid(), signal.SIGTERM),
        (0, signal.SIGKILL),
        (-1, signal.SIGKILL),
    ):
        with pytest.raises(Forbidden):
            up("os.kill", (number, which))


def test_the_terminal_of_the_session_is_written_and_no_other(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.ttyname", lambda handle: f"/dev/pts/{handle + 7}")
    up = Wall([], [], room / "cache")
    for path in ("/dev/tty", "/dev/pts/7", "/dev/pts/9", os.devnull):
        up(*opening(path, os.O_WRONLY))
    with pytest.raises(Forbidden):
        up(*opening("/dev/pts/6", os.O_WRONLY))


def test_a_thread_is_woken_and_not_stopped(up: Wall) -> None:
    up("signal.pthread_kill", (1, signal.SIGURG))
    with pytest.raises(Forbidden):
        up("signal.pthread_kill", (1, signal.SIGTSTP))


def test_sockets_are_the_event_loops_own(up: Wall) -> None:
    up("socket.__new__", (None, socket.AF_UNIX, socket.SOCK_STREAM, 0))
    with pytest.raises(Forbidden):
        up("socket.__new__", (None, socket.AF_INET, socket.SOCK_STREAM, 0))


def test_sqlite_works_in_memory(up: Wall, room: Path) -> None:
    up("sqlite3.connect", (":memory:",))
    with pytest.raises(Forbidden):
        up("sqlite3.connect", (str(room / "base.json"),))


def test_what_is_forbidden_is_told_in_a_sentence_that_names_no_file(up: Wall) -> None:
    with pytest.raises(Forbidden) as refused:
        up("open", ("/etc/passwd", "r", 0))
    assert isinstance(refused.value, WherefromError)
    assert isinstance(refused.value, PermissionError)
    assert str(refused.value) == "A restricted session does not do this: open."
    assert refused.value.__notes__ == ["('/etc/passwd',)"]


def test_a_wall_is_put_up_for_good(
    up: Wall, hooks: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[object] = []
    monkeypatch.setattr("resource.setrlimit", lambda *given: limits.append(given))
    wall.put_up(up)
    assert hooks == [up]
    assert sys.dont_write_bytecode
    assert limits == [(resource.RLIMIT_CORE, (0, 0))]
