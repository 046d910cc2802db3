"""A large database in a real terminal: the page, the list, and the terminal given back."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from tests import many
from tests.terminal import Terminal, environment
from tests.test_end_to_end import assert_restored, leave_search


def large_base(tmp_path: Path, people: int = 2500) -> Path:
    """A database that is a large one without any doing of the test's."""
    base = many.write(tmp_path / "base.json", people)
    assert base.stat().st_size > 1_000_000
    return base


def test_a_cold_start_shows_the_page_then_the_list_and_the_next_start_is_warm(
    tmp_path: Path, own_home: Path
) -> None:
    words = [sys.executable, "-m", "tui", "--db", str(large_base(tmp_path))]
    with Terminal(words, size=(80, 24), environ=environment(str(own_home))) as terminal:
        terminal.see("1 People 2,502")
        assert b"Opening" in terminal.received
        for letter in "/2044":
            terminal.press(letter)
        terminal.see("1 of 2,502 people")
        leave_search(terminal)
        terminal.press("q")
        assert terminal.end() == 0
        assert_restored(terminal)
    with Terminal(words, size=(80, 24), environ=environment(str(own_home))) as terminal:
        terminal.see("1 People 2,502")
        terminal.press("q")
        assert terminal.end() == 0
    assert not list(own_home.rglob("*.tmp"))


def test_leaving_the_page_gives_the_terminal_back(tmp_path: Path, own_home: Path) -> None:
    words = [sys.executable, "-m", "tui", "--db", str(large_base(tmp_path))]
    with Terminal(words, size=(80, 24), environ=environment(str(own_home))) as terminal:
        terminal.see("leaves it")
        terminal.press("\x03")
        assert terminal.end() == 130
        assert_restored(terminal)
    assert not list(own_home.rglob("*.tmp"))


def test_a_large_file_that_is_no_database_is_told_after_the_page(
    tmp_path: Path, own_home: Path
) -> None:
    base = tmp_path / "base.json"
    base.write_bytes(b'{"people": ' + b" " * 1_200_000)
    words = [sys.executable, "-m", "tui", "--db", str(base)]
    with Terminal(words, size=(80, 24), environ=environment(str(own_home))) as terminal:
        assert terminal.end() == 2
        assert_restored(terminal)
        assert "wherefrom: " in terminal.text
        assert "base.json" in terminal.text.replace("\n", "")


def test_a_copy_that_cannot_be_mended_ends_with_a_sentence(tmp_path: Path, own_home: Path) -> None:
    base = large_base(tmp_path)
    words = [sys.executable, "-m", "tui", "--db", str(base)]
    with Terminal(words, size=(80, 24), environ=environment(str(own_home))) as terminal:
        terminal.see("1 People 2,502")
        terminal.press("/", "2", "0")
        terminal.see(" of 2,502 people")
        leave_search(terminal)
        base.unlink()
        for file in own_home.rglob("*.sqlite"):
            with file.open("r+b") as stream:
                stream.truncate(4096)
        terminal.press("2", "1", "G")
        assert terminal.end() == 2
        assert_restored(terminal)
        assert "it has changed since it was opened" in terminal.text.replace("\n", "")
        assert "Traceback" not in terminal.text


def test_the_command_line_tells_how_far_it_is_and_takes_it_back(
    tmp_path: Path, own_home: Path
) -> None:
    base = str(large_base(tmp_path))
    words = [sys.executable, "-m", "tui", "search", "2044", "--db", base]
    with Terminal(words, size=(80, 24), environ=environment(str(own_home))) as terminal:
        assert terminal.end() == 0
        assert b"Preparing base.json, once: " in terminal.received
        assert "person/person-2044" in terminal.text
        assert "Preparing" not in terminal.text


def test_ctrl_c_on_the_command_line_leaves_nothing_behind(tmp_path: Path, own_home: Path) -> None:
    base = str(large_base(tmp_path, 6_000))
    words = [sys.executable, "-m", "tui", "search", "2044", "--db", base]
    with Terminal(words, size=(80, 24), environ=environment(str(own_home))) as terminal:
        terminal.see("Preparing base.json")
        os.kill(terminal.number, signal.SIGINT)  # what the terminal makes of the key
        assert terminal.end() == 130
        assert "Interrupted." in terminal.text
    assert not list(own_home.rglob("*.tmp"))
