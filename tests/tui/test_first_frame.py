"""The first frame stands before Textual is imported, is what comes to life, and is never old."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import small
from tests.terminal import PATIENCE, Terminal, environment

SIZE = (100, 30)
IMPORTED = b"\x1b]9;textual\x07"
NOTHING: Mapping[str, str] = {}

STARTER = """
import os, sys, time

class Watcher:
    def find_spec(self, name, path=None, target=None):
        if name in ("click", "textual", "rich", "msgspec", "sqlite3", "db.records"):
            os.write(2, b"\\x1b]9;" + name.encode() + b"\\x07")
        if name == "textual" and "TEST_GATE" in os.environ:
            while not os.path.exists(os.environ["TEST_GATE"]):
                time.sleep(0.01)
        if name == "textual" and "TEST_REFUSE" in os.environ:
            from db.errors import BadFile
            raise BadFile("base.json", "it is odd", "Look at it.")

sys.meta_path.insert(0, Watcher())
from tui.ahead import stage, witness
witness.SETTLED = 0
if "TEST_SIGNAL" in os.environ:
    paint = stage._write
    def paint_and_signal(text):
        paint(text)
        if text.startswith(stage.ENTER):
            os.kill(os.getpid(), int(os.environ["TEST_SIGNAL"]))
    stage._write = paint_and_signal
from tui.cli import main
sys.exit(main())
"""
"""What the installed script does; tells what is imported, and can stop at a gate before Textual."""


@contextmanager
def started(
    home: Path, *words: str, size: tuple[int, int] = SIZE, **more: str
) -> Iterator[Terminal]:
    environ = environment(str(home), **more)
    command = [sys.executable, "-c", STARTER, *words]
    with Terminal(command, size=size, environ=environ) as terminal:
        yield terminal


def frames(home: Path) -> list[Path]:
    return sorted(home.glob(".cache/wherefrom/frames/*.frame"))


def keep(home: Path, *words: str) -> bytes:
    """Start once, so that there is a frame, and return the file that holds it."""
    with started(home, *words) as terminal:
        deadline = time.monotonic() + PATIENCE
        while not frames(home) and time.monotonic() < deadline:
            terminal.settle()  # it is kept in silence
        terminal.press("q")
        assert terminal.end() == 0
    return frames(home)[-1].read_bytes()


def ahead(terminal: Terminal) -> bytes:
    """Return what was on the terminal before Textual came."""
    terminal.see(lambda _: IMPORTED in terminal.received)
    return bytes(terminal.received.partition(IMPORTED)[0])


def cells(terminal: Terminal) -> list[list[object]]:
    """Return every cell with its colours."""
    columns, rows = SIZE
    return [[terminal.screen.buffer[y][x] for x in range(columns)] for y in range(rows)]


@pytest.fixture
def home(own_home: Path) -> Path:
    """Return a home whose owner has been greeted often enough."""
    state = own_home / ".local" / "state" / "wherefrom" / "state.json"
    state.parent.mkdir(parents=True, exist_ok=True)
    state.write_text('{"starts": 3}')
    return own_home


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return small.write(tmp_path / "base.json")


def test_the_frame_stands_before_anything_heavy_is_imported(home: Path) -> None:
    keep(home)
    with started(home) as terminal:
        first = ahead(terminal)
        assert b"Jason Wei" in first
        assert first.index(b"\x1b]9;") > first.index(b"quit")
        assert first.startswith(b"\x1b[?1049h")


def test_the_live_screen_takes_over_without_drawing_anything(home: Path) -> None:
    kept = keep(home)
    with started(home, TEST_GATE=str(home / "gate")) as terminal:
        ahead(terminal)
        before = cells(terminal)
        drawn = len(terminal.received)
        (home / "gate").touch()
        terminal.see(lambda _: b"wherefrom people\x07" in terminal.received)
        terminal.settle()
        assert cells(terminal) == before
        later = bytes(terminal.received[drawn:])
        assert b"\x1b[?1049h" not in later
        assert b"Jason" not in later
        terminal.press("q")
        assert terminal.end() == 0
    assert frames(home)[0].read_bytes() == kept


@pytest.mark.parametrize("view", ["people", "person/jason-wei", "events?q=type:hire", "problems"])
def test_the_kept_frame_is_what_a_start_without_one_shows(home: Path, view: str) -> None:
    keep(home, view)
    with started(home, view, TEST_GATE=str(home / "gate")) as terminal:
        ahead(terminal)
        kept = terminal.screen.display
    with started(home, view, WHEREFROM_CACHE="none") as terminal:
        terminal.see(lambda _: terminal.screen.display == kept)


def test_keys_pressed_at_once_are_carried_out(home: Path) -> None:
    keep(home)
    with started(home, TEST_GATE=str(home / "gate")) as terminal:
        assert b"Jason Wei" in ahead(terminal)
        terminal.press("/", *"zhao", "enter")
        assert "zhao" not in terminal.text
        (home / "gate").touch()
        terminal.see("/ zhao")
        terminal.see("1 of 23 people")
        terminal.press("q")
        assert terminal.end() == 0


def test_a_terminal_of_another_size_by_then_is_drawn_anew(home: Path) -> None:
    keep(home)
    with started(home, TEST_GATE=str(home / "gate")) as terminal:
        ahead(terminal)
        terminal.resize(70, 20)
        (home / "gate").touch()
        terminal.see(lambda text: "enter open" in text.splitlines()[19])


def assert_given_back(terminal: Terminal, attributes: list[object]) -> None:
    received = bytes(terminal.received)
    assert received.count(b"\x1b[?1049l") == received.count(b"\x1b[?1049h") == 1
    assert received.rindex(b"\x1b[?25h") > received.rindex(b"\x1b[?25l")
    assert terminal.attributes == attributes


def test_ctrl_c_during_the_start_ends_it_cleanly(home: Path) -> None:
    keep(home)
    with started(home, TEST_GATE=str(home / "gate")) as terminal:
        attributes = terminal.attributes
        ahead(terminal)
        assert terminal.attributes != attributes
        os.kill(terminal.pid, signal.SIGINT)
        terminal.see("Interrupted.")
        assert_given_back(terminal, attributes)
        assert terminal.end() == 130
        assert terminal.received.rindex(b"Interrupted") > terminal.received.rindex(b"\x1b[?1049l")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_during_the_start_gives_the_terminal_back(home: Path, number: int) -> None:
    keep(home)
    with started(home, TEST_GATE=str(home / "gate")) as terminal:
        attributes = terminal.attributes
        ahead(terminal)
        os.kill(terminal.pid, number)
        terminal.see(lambda _: b"\x1b[?1049l" in terminal.received)
        terminal.settle()
        assert_given_back(terminal, attributes)
        assert terminal.end() == -number


@pytest.mark.parametrize("name", ["SIGINT", "SIGQUIT", "SIGTERM", "SIGHUP"])
def test_a_signal_with_the_very_frame_gives_the_terminal_back(home: Path, name: str) -> None:
    keep(home)
    number = signal.Signals[name]
    with started(home, TEST_SIGNAL=str(int(number))) as terminal:
        attributes = terminal.attributes
        terminal.see(lambda _: b"\x1b[?1049l" in terminal.received)
        assert terminal.end() == -number
        assert_given_back(terminal, attributes)
        assert "Traceback" not in terminal.text


def test_what_is_refused_after_the_frame_is_told_on_a_clean_terminal(home: Path) -> None:
    keep(home)
    with started(home, TEST_REFUSE="1") as terminal:
        attributes = terminal.attributes
        terminal.see("it is odd. Look at it.")
        assert_given_back(terminal, attributes)
        assert terminal.end() == 2


def changed_database(home: Path, base: Path) -> None:
    base.write_text(base.read_text().replace("Globex", "Glubex"))


def same_size_and_time(home: Path, base: Path) -> None:
    about = base.stat()
    changed_database(home, base)
    os.utime(base, ns=(about.st_atime_ns, about.st_mtime_ns))


def replaced_database(home: Path, base: Path) -> None:
    other = base.with_name("other.json")
    other.write_bytes(base.read_bytes())
    os.utime(other, ns=(base.stat().st_atime_ns, base.stat().st_mtime_ns))
    other.replace(base)


def texts_of(base: Path) -> Path:
    return base.with_name(f"{base.name}.texts")


def text_taken_away(home: Path, base: Path) -> None:
    shutil.rmtree(texts_of(base))


def text_altered(home: Path, base: Path) -> None:
    for each in texts_of(base).iterdir():
        each.write_text(each.read_text().replace("Globex", "Glubex"))


def text_attached(home: Path, base: Path) -> None:
    (texts_of(base) / "another.txt").write_text("Another text.")


def settings_written(home: Path, base: Path) -> None:
    folder = home / ".config" / "wherefrom"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('theme = "light"\n')


def remembered(home: Path, **more: object) -> None:
    state = home / ".local" / "state" / "wherefrom" / "state.json"
    state.write_text(json.dumps({"starts": 3, **more}))


def other_theme(home: Path, base: Path) -> None:
    remembered(home, theme="contrast")


def query_saved(home: Path, base: Path) -> None:
    remembered(home, saved={str(base.resolve()): {"moves": "events?q=type:move"}})


def nothing(home: Path, base: Path) -> None:
    pass


def query_used(home: Path, base: Path) -> None:
    remembered(home, history={str(base.resolve()): ["ada"]}, marks={str(base): {"a": "people"}})


def is_ahead(
    home: Path, *words: str, size: tuple[int, int] = SIZE, more: Mapping[str, str] = NOTHING
) -> bool:
    with started(home, *words, size=size, **more) as terminal:
        return "Acme" in ahead(terminal).decode()


Change = Callable[[Path, Path], None]


@pytest.mark.parametrize(
    "change",
    [
        *(changed_database, same_size_and_time, replaced_database),
        *(text_taken_away, text_altered, text_attached),
        *(settings_written, other_theme, query_saved),
    ],
)
def test_what_has_changed_never_shows_an_old_frame(home: Path, base: Path, change: Change) -> None:
    keep(home, "--db", str(base))
    change(home, base)
    assert not is_ahead(home, "--db", str(base))


@pytest.mark.parametrize("change", [nothing, query_used])
def test_what_no_frame_shows_takes_none_away(home: Path, base: Path, change: Change) -> None:
    keep(home, "--db", str(base))
    change(home, base)
    assert is_ahead(home, "--db", str(base))


@pytest.mark.parametrize(
    "more",
    [
        *({"TERM": "xterm"}, {"NO_COLOR": "1"}, {"TERM": "screen-256color"}, {"LANG": "C"}),
        *({"COLORTERM": "truecolor"}, {"WHEREFROM_CACHE": "none"}, {"TMUX": "/tmp/t,1,0"}),
        *({"TEXTUAL_THEME": "nord"}, {"WHEREFROM_OUTPUT": "whole"}),
    ],
    ids=str,
)
def test_another_terminal_has_a_frame_of_its_own(
    home: Path, base: Path, more: dict[str, str]
) -> None:
    keep(home, "--db", str(base))
    assert not is_ahead(home, "--db", str(base), more=more)


def test_another_size_and_another_view_have_a_frame_of_their_own(home: Path, base: Path) -> None:
    keep(home, "--db", str(base))
    assert not is_ahead(home, "--db", str(base), size=(101, 30))
    assert not is_ahead(home, "companies", "--db", str(base))


def test_a_restricted_session_has_a_frame_too(home: Path, base: Path) -> None:
    words = ("--restricted", "--db", str(base))
    keep(home, *words)
    assert is_ahead(home, *words)
    assert not is_ahead(home, "--db", str(base))


def test_a_place_that_cannot_be_written_is_done_without(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with started(home, WHEREFROM_CACHE=str(tmp_path / "file" / "cache")) as terminal:
        terminal.see("Jason Wei")
        terminal.settle()
        terminal.press("q")
        assert terminal.end() == 0
