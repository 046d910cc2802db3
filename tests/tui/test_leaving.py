"""Sessions that are ended from outside: gone in a moment, the terminal as it was, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from db import storage
from db.records import Person, Records
from tests import many
from tests.line import ALLOWED, Line, wait_until_gone
from tests.terminal import environment
from tui.cli.ending import FAULT
from tui.leaving.tty import POP_TITLE, PUSH_TITLE

PROGRAM: Final = [sys.executable, "-m", "tui"]
HANG_UP: Final = "hang up"
CAUSES: Final = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", HANG_UP)
TURNED_ON: Final = (b"\x1b[?1049h", b"\x1b[?25l", b"\x1b[?2004h", b"\x1b[?1004h", b"\x1b[>")
TURNED_OFF: Final = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1004l", b"\x1b[<u")
OFFER: Final = "Your last session broke off at "
GREETING: Final = "? helps."
"""What stands in the place of an offer in the first sessions; before either none was looked for."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that takes a while to prepare."""
    return many.write(tmp_path_factory.mktemp("large") / "large.json", 9_000)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A database that can be written."""
    path = tmp_path / "own.json"
    storage.write(path, Records({"ada": Person("ada", "Ada")}), create=True)
    return path


def is_idle(line: Line) -> None:
    line.see("Zuckerberg")


def is_typing(line: Line) -> None:
    line.see("Zuckerberg")
    line.press("/")
    for letter in "wei":
        line.press(letter)
    line.see("3 of 23 people")
    line.settle()


def is_loading(line: Line) -> None:
    line.see("leaves it")
    until = time.monotonic() + ALLOWED
    while not line.children():
        assert time.monotonic() < until, "nothing prepares the database"


def has_a_full_page(line: Line) -> None:
    line.see("Zuckerberg")
    line.fill("GgGg2G1G")


STATES: Final[dict[str, Callable[[Line], None]]] = {
    "idle": is_idle,
    "typing": is_typing,
    "loading": is_loading,
    "full": has_a_full_page,
}


def assert_left(line: Line, cause: str) -> None:
    """End it that way, and look that it is gone with all that it has started."""
    children = line.children()
    if cause == HANG_UP:
        line.hang_up()
    else:
        line.signal(signal.Signals[cause])
    assert line.gone() == 128 + (signal.SIGHUP if cause == HANG_UP else signal.Signals[cause])
    for child in children:
        wait_until_gone(child)


def wait_until_kept(home: Path) -> None:
    """Wait for the place of a session to be on the disk, which takes a moment."""
    until = time.monotonic() + ALLOWED
    while not list(home.rglob("sessions/*.json")):
        assert time.monotonic() < until, "no place was kept"


def assert_given_back(line: Line) -> None:
    """The terminal is as it was found, whatever it was asked for in between."""
    assert line.modes() == line.before
    line.rest()
    received = bytes(line.received)
    for on, off in zip(TURNED_ON, TURNED_OFF, strict=True):
        assert received.rindex(off) > received.rindex(on)
    assert received.rindex(POP_TITLE) > received.rindex(PUSH_TITLE)
    assert "Traceback" not in line.text


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.parametrize("state", STATES)
def test_a_session_is_gone_whatever_ends_it(
    own_home: Path, large: Path, state: str, cause: str
) -> None:
    words = [*PROGRAM, "--db", str(large)] if state == "loading" else PROGRAM
    with Line(words, environ=environment(str(own_home))) as line:
        STATES[state](line)
        assert_left(line, cause)
        if cause != HANG_UP:
            assert_given_back(line)
    if state == "typing":
        with Line(PROGRAM, environ=environment(str(own_home))) as line:
            line.see(f"{OFFER}people?q=wei: B goes back there.")


@pytest.mark.parametrize("cause", ["SIGTERM", HANG_UP])
def test_an_import_is_done_or_not_at_all(
    own_home: Path, own: Path, large: Path, cause: str
) -> None:
    with Line([*PROGRAM, "--db", str(own)], environ=environment(str(own_home))) as line:
        line.see("Ada")
        line.press("I")
        line.see("a file of data to import")
        line.press(str(large), "enter")
        line.see("Importing")
        assert_left(line, cause)
        if cause != HANG_UP:
            assert_given_back(line)
    assert len(storage.read(own).people) in (1, 9_003)
    storage.update(own, lambda records: records)  # no lock is in the way
    assert not list(own.parent.glob(".own.json.*"))


def test_what_a_session_has_started_ends_with_it_where_it_is_killed(
    own_home: Path, large: Path
) -> None:
    words = [*PROGRAM, "--db", str(large)]
    with Line(words, environ=environment(str(own_home))) as line:
        is_loading(line)
        children = line.children()
        line.signal(signal.SIGKILL)
        assert line.gone() == -signal.SIGKILL
        for child in children:
            wait_until_gone(child)


def test_a_session_that_fails_is_gone_back_to(own_home: Path) -> None:
    script = (
        "from tui.app import Explorer\n"
        "def fail(self): raise ValueError('of the test')\n"
        "Explorer.action_theme = fail\n"
        "from tui.cli import main\n"
        "raise SystemExit(main(['person/jason-wei']))\n"
    )
    environ = environment(str(own_home))
    with Line([sys.executable, "-c", script], environ=environ) as line:
        line.see("Jason Wei")
        line.settle()
        line.press("T")
        assert line.gone() == FAULT
    with Line(PROGRAM, environ=environ) as line:
        line.see(f"{OFFER}person/jason-wei")


def test_a_terminal_that_is_gone_without_a_word_ends_the_session(own_home: Path) -> None:
    environ = environment(str(own_home))
    with Line(PROGRAM, environ=environ, deaf_to=(signal.SIGHUP,)) as line:
        is_idle(line)
        assert_left(line, HANG_UP)


def test_q_leaves_also_where_a_worker_hangs(own_home: Path) -> None:
    script = (
        "import threading\n"
        "from tui.app import Explorer\n"
        "begin = Explorer.on_mount\n"
        "async def hang(self):\n"
        "    await begin(self)\n"
        "    self.run_worker(threading.Event().wait, thread=True)\n"
        "Explorer.on_mount = hang\n"
        "from tui.cli import main\n"
        "raise SystemExit(main([]))\n"
    )
    environ = environment(str(own_home))
    with Line([sys.executable, "-c", script], environ=environ) as line:
        is_idle(line)
        line.press("q")
        assert line.gone() == 0
        assert_given_back(line)
        assert b"\x1b[2J" not in line.received[line.received.rindex(b"\x1b[?1049l") :]
        assert line.received.count(b"\x1b[?1049l") == 1
    assert not list(own_home.rglob("sessions/*"))


def test_a_query_that_was_searched_is_in_the_history_after_the_end(own_home: Path) -> None:
    with Line(PROGRAM, environ=environment(str(own_home))) as line:
        is_typing(line)
        line.press("enter", "m", "a")
        line.see("is marked a")
        assert_left(line, "SIGTERM")
    (state,) = own_home.rglob("state.json")
    memory = json.loads(state.read_bytes())
    assert [*memory["history"].values()] == [["wei"]]
    assert [*memory["marks"].values()] == [{"a": "people?q=wei"}]


def test_one_goes_back_with_a_key_and_the_offer_is_gone(own_home: Path) -> None:
    environ = environment(str(own_home))
    with Line([*PROGRAM, "person/jason-wei"], environ=environ) as line:
        line.see("Jason Wei")
        line.settle()
        assert_left(line, "SIGHUP")
    with Line(PROGRAM, environ=environ) as line:
        line.see(f"{OFFER}person/jason-wei: B goes back there.")
        line.press("B")
        line.see(lambda text: "Jason Wei" in text and "Zuckerberg" not in text)
        line.settle()
        line.press("q")
        line.rest()
        assert line.gone() == 0
    with Line(PROGRAM, environ=environ) as line:
        assert OFFER not in line.see(GREETING)
        line.press("q")
    assert not list(own_home.rglob("sessions/*"))


def test_sessions_that_live_are_not_offered_to_each_other(own_home: Path) -> None:
    environ = environment(str(own_home))
    with Line([*PROGRAM, "person/jason-wei"], environ=environ) as first:
        first.see("Jason Wei")
        wait_until_kept(own_home)
        with Line(PROGRAM, environ=environ) as second:
            assert OFFER not in second.see(GREETING)
            os.kill(first.number, signal.SIGKILL)
            first.gone()
            with Line(PROGRAM, environ=environ) as third:
                third.see(f"{OFFER}person/jason-wei")
                with Line(PROGRAM, environ=environ) as fourth:
                    assert OFFER not in fourth.see(GREETING)


def test_a_session_goes_on_when_the_terminal_reads_again(own_home: Path) -> None:
    with Line(PROGRAM, environ=environment(str(own_home))) as line:
        has_a_full_page(line)
        line.settle()
        line.press("3")
        line.see("168 events, told 173 times")
        line.press("q")
        assert line.gone() == 0
