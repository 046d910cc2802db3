"""Whatever is tried in a restricted session, nothing is written, started or read outside.

Each test is a process of its own, in which a recorder notes all that it opens from its first moment
on, be it refused or not.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from tests import small
from tests.room.walk import KEYS, PLACES
from tests.terminal import Terminal, environment

ROOT: Final = Path(__file__).resolve().parents[2]

PARTS: Final = (
    "list,record beside it,words below it,search bar",
    "facets,events,person,company,event",
    "source,facts of a source,problems,words for problems",
    "palette,help,copy as,a letter for a mark",
    "marks,a name to save,an order,a column,frequency",
)
"""The places, shared out among processes so that several can be tried at once."""

PYTHON: Final = tuple(
    {os.path.realpath(path) for path in (*sysconfig.get_paths().values(), sys.base_prefix)}
    | {str(ROOT / name) for name in ("db", "tui", "tests/room")}
)
"""Where the interpreter, its packages and our own code are; read, never written."""

PATIENCE: Final = 400
"""Seconds after which a visit is taken to have come to a stop."""

Event = list[Any]


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A database with texts, and beside it what is nobody's business."""
    base = small.write(tmp_path / "base.json")
    for name in (".config/wherefrom/settings.toml", ".local/state/wherefrom/state.json", "x.json"):
        (tmp_path / "home" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "home" / name).write_text("damaged", encoding="utf-8")
    return base


def surroundings(base: Path) -> dict[str, str]:
    """Return an environment full of what a client might send to be let out."""
    folder, home = base.parent, base.parent / "home"
    for name in ("xclip", "tmux", "sh"):
        (folder / "bin").mkdir(exist_ok=True)
        program = folder / "bin" / name
        program.write_text(f"#!/bin/sh\ntouch {folder}/{name}-was-started\n", encoding="utf-8")
        program.chmod(0o755)
    odd = {
        "TEXTUAL": "devtools,debug",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_SCREENSHOT": "0",
        "TEXTUAL_SCREENSHOT_LOCATION": str(folder),
        "TEXTUAL_LOG": str(folder / "log"),
        "WHEREFROM_DB": str(home / "x.json"),
        "WHEREFROM_TEXTS": "/etc",
        "WHEREFROM_CACHE": str(folder / "elsewhere"),
        "XDG_CACHE_HOME": str(folder / "elsewhere"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": "/etc",
        "TMUX": "/tmp/t,1,0",
        "DISPLAY": ":0",
    }
    programs = dict.fromkeys(("EDITOR", "BROWSER", "SHELL"), "sh")
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    return environment(str(home)) | odd | programs | {"PATH": path}


def noted(base: Path, *words: str) -> tuple[list[Event], str]:
    """Run something under the recorder; return what it noted, and what was said."""
    ran = subprocess.run(
        [sys.executable, "-B", "-m", "tests.room", *words, "--restricted", "--db", str(base)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=ROOT,
        env=surroundings(base),
        check=False,
    )
    assert "Traceback" not in ran.stderr, ran.stderr[-2000:]
    *said, told = ran.stdout.splitlines()
    return json.loads(told), "\n".join([*said, ran.stderr])


def outside(events: list[Event], base: Path) -> Iterator[Event]:
    """Walk what has no place in a reading room."""
    cache = base.parent / "home" / ".cache" / "wherefrom"
    texts = base.with_name(f"{base.name}.texts")
    for event, *given in events:
        path = os.path.realpath(str(given[0])) if given else ""

        def lies_in(*folders: str | Path, path: str = path) -> bool:
            return any(path == str(each) or path.startswith(f"{each}/") for each in folders)

        is_fine = {
            "open to read": lies_in(base, texts, cache, *PYTHON, os.devnull),
            "open to write": lies_in(cache, os.devnull),
            "os.listdir": lies_in(texts, cache, *PYTHON),
            "os.scandir": lies_in(texts, cache, *PYTHON),
            "os.mkdir": lies_in(cache) or lies_in(base.parent / "home"),
            "os.rename": lies_in(cache),
            "os.remove": lies_in(cache),
            "os.putenv": True,
            "os.unsetenv": True,
            "sqlite3.connect": given == [":memory:"],
            "sqlite3.connect/handle": True,
            "socket.__new__": given[1:2] == [1],  # the pair that an event loop wakes itself with
            "resource.setrlimit": given == [resource.RLIMIT_CORE, [0, 0]],  # no core is written
            "ctypes.dlopen": given == [None],  # the interpreter itself
        }.get(event, False)
        if not is_fine:
            yield [event, *given]


def everything(folder: Path) -> Mapping[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_builder(event: Event) -> bool:
    """Whether a program is our own that prepares or verifies, in this interpreter."""
    name, program, words, *more = event
    return (
        (name, program, more) == ("subprocess.Popen", sys.executable, [None, None])
        and list(words[:3]) == [sys.executable, "-I", "-c"]
        and any(code in words[3] for code in ("from db.library.builder", "from db.aside"))
    )


def test_the_parts_are_all_of_it() -> None:
    assert sorted(",".join(PARTS).split(",")) == sorted(PLACES)


@pytest.mark.parametrize("places", PARTS)
def test_no_key_command_or_action_reaches_outside(room: Path, places: str) -> None:
    before = everything(room.parent)
    events, said = noted(room, places)
    assert f"pressed {len(KEYS) * len(places.split(','))}" in said
    assert ["open to read", str(room)] in events
    assert [*outside(events, room)] == []
    after = {name: data for name, data in everything(room.parent).items() if "/.cache/" not in name}
    assert {name: data for name, data in after.items() if "/bin/" not in name} == before


def test_a_large_database_starts_our_own_code_and_writes_the_cache(room: Path) -> None:
    events, said = noted(room, "--large", "list,problems", "person/zoe-ada")
    left = [each for each in outside(events, room) if each[0] not in ("os.kill", "os.killpg")]
    assert "pressed" in said
    assert any("db.library.builder" in event[2][3] for event in left)
    assert [each for each in left if not is_builder(each)] == []
    assert not (room.parent / "elsewhere").exists()
    assert [*(room.parent / "home" / ".cache" / "wherefrom" / "library").iterdir()] != []


@pytest.mark.parametrize(
    "words",
    [
        *("show people", "search ada --json", "verify", "source list", "export", "decisions"),
        *("import x.json", "init y.json", "export -o y.json", "source attach gazette x.json"),
    ],
)
def test_no_command_line_reaches_outside(room: Path, words: str) -> None:
    before = everything(room.parent)
    events, _ = noted(room, "none", *words.split())
    assert [*outside(events, room)] == []
    after = {name: data for name, data in everything(room.parent).items() if "/.cache/" not in name}
    assert {name: data for name, data in after.items() if "/bin/" not in name} == before


TRIED: Final = """
import os, pty, shutil, signal, socket, sqlite3, subprocess, sys, tempfile
from pathlib import Path
from db.texts import Texts
from tui import wall

base, cache = Path(sys.argv[1]), Path(sys.argv[2])
wall.put_up(wall.around(base, Texts(()), cache / "library", cache))
base.read_bytes()
ways = {
    "read": lambda: open("/etc/passwd"),
    "write": lambda: open(base, "a"),
    "list": lambda: os.listdir("/etc"),
    "scan": lambda: [*os.scandir("/")],
    "make": lambda: os.mkdir("/tmp/made"),
    "remove": lambda: os.remove(base),
    "rename": lambda: os.rename(base, f"{base}.old"),
    "link": lambda: os.symlink(base, f"{base}.link"),
    "temporary": lambda: tempfile.mkstemp(dir="/var/tmp"),
    "copy": lambda: shutil.copy(base, f"{base}.copy"),
    "system": lambda: os.system("true"),
    "popen": lambda: os.popen("true"),
    "run": lambda: subprocess.run(["true"]),
    "shell": lambda: subprocess.run("true", shell=True),
    "python": lambda: subprocess.run([sys.executable, "-c", "1"]),
    "fork": lambda: os.fork(),
    "pty": lambda: pty.spawn(["true"]),
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "suspend": lambda: os.kill(os.getpid(), signal.SIGTSTP),
    "parent": lambda: os.kill(os.getppid(), 0),
    "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
    "pipe": lambda: socket.socket(socket.AF_UNIX).connect("/run/x"),
    "sqlite": lambda: sqlite3.connect(base),
    "chdir": lambda: os.chdir("/"),
    "unhook": lambda: sys.addaudithook(print) or open("/etc/passwd"),
}
for name, way in ways.items():
    try:
        way()
    except PermissionError as problem:
        assert "restricted" in str(problem), problem
    else:
        print("went through:", name)
print("tried", len(ways))
"""


def test_the_wall_holds_in_a_process_of_its_own(tmp_path: Path) -> None:
    base = small.write(tmp_path / "base.json")
    before = everything(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-B", "-c", TRIED, str(base), str(tmp_path / "cache")],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert ran.stdout.splitlines()[-1:] == ["tried 26"], ran.stderr
    assert "went through" not in ran.stdout
    assert everything(tmp_path) == before


def test_a_database_that_changes_is_read_again_and_one_that_breaks_is_told(room: Path) -> None:
    program = [sys.executable, "-B", "-m", "tui", "--restricted", "--db", str(room)]
    with Terminal(program, size=(100, 30), environ=surroundings(room)) as terminal:
        terminal.see("Zoë Ada")
        changed = small.documents()
        changed["people"]["3"] = {"id": "bob", "name": "Bob Stone"}
        beside = small.write(room.with_name("new.json"), changed)
        beside.replace(room)
        terminal.see("Bob Stone")
        beside.write_text('{"people": ', encoding="utf-8")
        beside.replace(room)
        terminal.see("base.json:")
        terminal.press("\x1a", "2")
        terminal.see("Globex")
        terminal.press("q")
        assert terminal.end() == 0
