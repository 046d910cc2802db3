"""A session in a shell with job control: suspended, resumed at another size, ended meanwhile."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.line import ALLOWED, Line, wait_until_gone
from tests.terminal import environment
from tui.leaving.tty import POP_TITLE, PUSH_TITLE

START: Final = f"{sys.executable} -m tui\r"
SUSPEND: Final = "\x1a"


@pytest.fixture
def shell(own_home: Path) -> Iterator[Line]:
    """An explorer in a shell, seen by its reader."""
    if not shutil.which("bash"):
        pytest.skip("bash is not installed")
    words = ["bash", "--norc", "--noprofile", "-i"]
    environ = environment(str(own_home), PS1="ready> ", PATH=os.environ["PATH"])
    with Line(words, environ=environ) as line:
        line.see("ready>")
        line.press(f"stty -a > {own_home}/before; ", START)
        line.see("Zuckerberg")
        line.settle()
        yield line


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


def test_a_session_comes_back_whole_after_it_was_suspended(shell: Line, own_home: Path) -> None:
    assert titles(shell) == 1
    suspended(shell)
    assert titles(shell) == 0
    assert_as_before(shell, own_home)
    shell.screen.reset()
    shell.press("fg\r")
    shell.see(lambda text: "1 People 23" in text and "Zuckerberg" in text and "? help" in text)
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
    suspended(shell)
    shell.press("bg\r")
    shell.see(" -m tui &")
    shell.press("clear; jobs\r")
    shell.see("Stopped")
    shell.screen.reset()
    shell.press("fg\r")
    shell.see(lambda text: "1 People 23" in text and "Zuckerberg" in text)


@pytest.mark.parametrize("first", ["", "bg; "])
def test_a_session_that_is_ended_while_suspended_leaves_the_shell_alone(
    shell: Line, own_home: Path, first: str
) -> None:
    suspended(shell)
    shell.press(f"{first}kill %1\r")
    until = time.monotonic() + ALLOWED
    while "Exit 143" not in shell.text:  # which the shell tells before it asks for a command
        assert time.monotonic() < until, shell.text
        shell.press("\r")
        shell.settle()
    assert_as_before(shell, own_home)


def test_a_session_whose_shell_is_gone_is_gone_too(shell: Line) -> None:
    children = shell.children()
    assert children
    suspended(shell)
    shell.hang_up()
    shell.gone()
    for child in children:
        wait_until_gone(child)
