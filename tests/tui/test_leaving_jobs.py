"""A session in a shell with job control: suspended, in the background, ended meanwhile."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.line import ALLOWED, Line, wait_until_gone
from tests.terminal import environment
from tui.leaving.tty import POP_TITLE, PUSH_TITLE

START: Final = f"{sys.executable} -m tui"
SUSPEND: Final = "\x1a"
SECOND_SCREEN: Final = b"\x1b[?1049h"
LOOKS: Final = 8
"""So many looks at whose turn it is, and none of them has led to anything."""


@pytest.fixture
def empty(own_home: Path) -> Iterator[Line]:
    """A shell that has started nothing."""
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    words = ["bash", "--norc", "--noprofile", "-i"]
    environ = environment(str(own_home), PS1="ready> ", PATH=os.environ["PATH"])
    with Line(words, environ=environ) as line:
        line.see("ready>")
        line.press(f"stty -a > {own_home}/before\r")
        yield line


@pytest.fixture
def shell(empty: Line) -> Line:
    """An explorer in a shell, seen by its reader."""
    empty.press(f"{START}\r")
    empty.see("Zuckerberg")
    empty.settle()
    return empty


def titles(line: Line) -> int:
    """How many titles the terminal keeps for others than us."""
    return line.received.count(PUSH_TITLE) - line.received.count(POP_TITLE)


def assert_as_before(line: Line, home: Path) -> None:
    """The shell finds its terminal as it left it."""
    line.press(f"clear; stty -a > {home}/after; echo do''ne\r")
    line.see("done")
    assert (home / "after").read_text() == (home / "before").read_text()


def suspended(line: Line) -> None:
    """Go to the shell, on a clean screen as that of a terminal with two of them."""
    line.screen.reset()
    line.press(SUSPEND)
    line.see("Stopped")
    line.see("ready>")


def is_there(text: str) -> bool:
    """Whether the whole explorer stands on the screen."""
    return "1 People 23" in text and "Zuckerberg" in text and "? help" in text


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Look again and again."""
    until = time.monotonic() + ALLOWED
    while not is_so():
        assert time.monotonic() < until, what
        select.select([], [], [], 0.02)


def task(number: int, field: str) -> str:
    """What the system tells of a main thread."""
    status = Path(f"/proc/{number}/task/{number}/status").read_text()
    (found,) = re.findall(rf"^{field}:\s*(\S+)", status, re.MULTILINE)
    return str(found)


def wait_until_it_has_looked(number: int) -> None:
    """Wait until a process in the background has looked whose turn it is, more than once."""

    def slept() -> int:
        return int(task(number, "voluntary_ctxt_switches"))

    before = slept()
    wait_until(lambda: slept() >= before + LOOKS, "it does not look")


def wait_for_code(line: Line, code: int) -> None:
    """Wait for what the shell tells before it asks for a command."""
    until = time.monotonic() + ALLOWED
    while f"Exit {code}" not in line.text:
        assert time.monotonic() < until, line.text
        line.press("\r")
        line.settle()


def test_a_session_comes_back_whole_after_it_was_suspended(shell: Line, own_home: Path) -> None:
    assert titles(shell) == 1
    suspended(shell)
    assert titles(shell) == 0
    assert_as_before(shell, own_home)
    shell.screen.reset()
    shell.press("fg\r")
    shell.see(is_there)
    shell.press("j")
    shell.see("line 2")
    assert titles(shell) == 1
    assert shell.received.rindex(b"\x1b]2;wherefrom ") > shell.received.rindex(PUSH_TITLE)
    shell.press("q")
    shell.see("ready>")
    assert titles(shell) == 0


def test_a_session_comes_back_to_a_terminal_of_another_size(shell: Line) -> None:
    suspended(shell)
    shell.resize(100, 30)
    shell.screen.reset()
    shell.press("fg\r")
    shell.see(lambda text: "talent-war" in text and "Zuckerberg" in text)
    shell.see("q quit")


def test_a_session_in_the_background_waits_until_it_is_in_front(shell: Line) -> None:
    (session,) = shell.children()
    suspended(shell)
    before = len(shell.received)
    shell.press("bg\r")
    shell.see(" -m tui &")
    wait_until_it_has_looked(session)
    shell.press("clear; jobs\r")
    shell.see("Running")
    assert SECOND_SCREEN not in shell.received[before:]
    shell.screen.reset()
    shell.press("fg\r")
    shell.see(is_there)
    shell.press("j")
    shell.see("line 2")
    assert titles(shell) == 1
    suspended(shell)
    assert titles(shell) == 0


@pytest.mark.parametrize("first", ["", "bg; ", "bg; bg; "])
def test_a_session_that_is_ended_while_suspended_leaves_the_shell_alone(
    shell: Line, own_home: Path, first: str
) -> None:
    suspended(shell)
    shell.press(f"{first}kill %1\r")
    wait_for_code(shell, 128 + signal.SIGTERM)
    assert_as_before(shell, own_home)


def test_a_session_is_suspended_from_outside_as_by_its_key(shell: Line, own_home: Path) -> None:
    (session,) = shell.children()
    shell.screen.reset()
    os.kill(session, signal.SIGTSTP)
    shell.see("Stopped")
    shell.see("ready>")
    assert titles(shell) == 0
    assert_as_before(shell, own_home)
    shell.press("fg\r")
    shell.see(is_there)
    shell.press("j")
    shell.see("line 2")
    assert titles(shell) == 1


def test_a_session_that_is_stopped_in_the_background_stays_there(shell: Line) -> None:
    (session,) = shell.children()
    suspended(shell)
    shell.press("bg\r")
    shell.see(" -m tui &")
    wait_until_it_has_looked(session)
    os.kill(session, signal.SIGTSTP)
    wait_until(lambda: task(session, "State") == "T", "it does not stop")
    shell.screen.reset()
    shell.press("fg\r")
    shell.see(is_there)
    shell.press("j")
    shell.see("line 2")


def test_a_session_that_was_stopped_without_a_word_draws_over_the_shell(shell: Line) -> None:
    (session,) = shell.children()
    os.kill(session, signal.SIGSTOP)
    shell.see("Stopped")
    before = len(shell.received)
    shell.press("bg\r")
    shell.see(" -m tui &")
    wait_until_it_has_looked(session)
    shell.press("clear; echo let''ters of the shell\r")
    shell.see("letters of the shell")
    assert SECOND_SCREEN not in shell.received[before:]
    shell.press("fg\r")
    shell.see(lambda text: is_there(text) and "letters" not in text)
    shell.press("j")
    shell.see("line 2")
    shell.press("q")
    shell.see("ready>")
    assert titles(shell) == 0


@pytest.mark.parametrize("is_to_end", [True, False])
def test_a_session_that_is_begun_in_the_background_waits_there(
    empty: Line, own_home: Path, is_to_end: bool
) -> None:
    for _ in range(2):  # the second time its first frame is kept
        empty.screen.reset()
        before = len(empty.received)
        empty.press(f"{START} &\r")
        empty.see("wherefrom waits in the background: fg brings it to the front.")
        (session,) = empty.children()
        wait_until_it_has_looked(session)
        assert SECOND_SCREEN not in empty.received[before:]
        assert PUSH_TITLE not in empty.received[before:]
        if is_to_end:
            empty.press("kill %1\r")
            wait_until_gone(session)
        else:
            empty.press("fg\r")
            empty.see(is_there)
            empty.settle()
            empty.screen.reset()
            empty.press("q")
            empty.see("ready>")
        assert_as_before(empty, own_home)


def test_a_script_that_has_started_a_session_is_suspended_with_it(shell: Line) -> None:
    shell.press("q")
    shell.see("ready>")
    shell.press(f"clear; sh -c '{START}; echo its en''d'\r")
    shell.see("Zuckerberg")
    shell.settle()
    suspended(shell)
    shell.press("fg\r")
    shell.see(is_there)
    shell.screen.reset()
    shell.press("q")
    shell.see("its end")


def test_a_session_whose_shell_is_gone_is_gone_too(shell: Line) -> None:
    children = shell.children()
    assert children
    suspended(shell)
    shell.hang_up()
    shell.gone()
    for child in children:
        wait_until_gone(child)


@pytest.mark.parametrize("is_hung_up", [True, False])
def test_a_session_whose_shell_is_gone_does_not_wait_in_the_background(
    shell: Line, is_hung_up: bool
) -> None:
    (session,) = shell.children()
    suspended(shell)
    shell.press("bg\r")
    shell.see(" -m tui &")
    wait_until_it_has_looked(session)
    before = len(shell.received)
    if is_hung_up:
        shell.hang_up()
    else:
        shell.press("exit\r")
    shell.gone()
    wait_until_gone(session)
    assert SECOND_SCREEN not in shell.received[before:]


def test_a_session_without_a_shell_behind_it_does_not_stop_for_ever(own_home: Path) -> None:
    with Line([sys.executable, "-m", "tui"], environ=environment(str(own_home))) as line:
        line.see("Zuckerberg")
        line.settle()
        line.press(SUSPEND)
        line.see("There is no shell behind this session")
        line.press("j")
        line.see("line 2")


def test_a_session_that_goes_on_after_a_stop_sends_all_and_ends_as_ever(own_home: Path) -> None:
    with Line([sys.executable, "-m", "tui"], environ=environment(str(own_home))) as line:
        line.see(is_there)
        line.settle()
        threads = len(os.listdir(f"/proc/{line.number}/task"))  # noqa: PTH208 — it is no folder
        for number in (signal.SIGSTOP, signal.SIGCONT, signal.SIGCONT):
            line.signal(number)
        line.screen.reset()
        line.see(is_there)
        line.settle()
        assert len(os.listdir(f"/proc/{line.number}/task")) == threads  # noqa: PTH208
        line.press("j")
        line.see("line 2")
        line.press("q")
        assert line.gone() == 0
        assert line.modes() == line.before
