"""Plain mode on real terminals and through real pipes: no sequence where none is understood."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

from tests import many, small
from tests.terminal import PATIENCE, Terminal, environment

PLAIN: Final = [sys.executable, "-m", "tui", "--plain"]
PROMPT: Final = "wherefrom>"
CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
COLOUR_OR_MOVE: Final = re.compile(rb"\x1b\[[0-9;]*[mHfJd]|\x1b\]|\x1b\[\?1049")


def open_terminal(
    home: Path, *words: str, size: tuple[int, int] = (80, 24), **more: str
) -> Terminal:
    environ = environment(str(home), **({"TERM": "dumb"} | more))
    return Terminal([*PLAIN, *words], size=size, environ=environ)


def piped(home: Path, sent: str, *words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PLAIN, *words],
        input=sent.encode(),
        capture_output=True,
        env=environment(str(home), **({"TERM": "dumb"} | more)),
        timeout=60,
        check=False,
    )


def test_a_dumb_terminal_gets_words_and_line_ends_alone(own_home: Path) -> None:
    with open_terminal(own_home, size=(80, 60)) as terminal:
        terminal.see("23. Lex Fridman")
        terminal.see(PROMPT)
        for line in ("shengjia", "open 1", "quote 6", "source", "copy", "translation"):
            terminal.press(line, "enter")
            terminal.settle()
        terminal.see("without our translations")
        terminal.press("quit", "enter")
        assert terminal.end() == 0
        assert not CONTROL.search(bytes(terminal.received))
        assert b"written to" in terminal.received


def test_an_answer_stops_at_the_height_of_the_screen_and_enter_goes_on(own_home: Path) -> None:
    with open_terminal(own_home, "people", size=(80, 12)) as terminal:
        text = terminal.see("press Enter.")
        assert PROMPT in terminal.see(PROMPT)
        assert "1. Patrick" in text or b"1. Patrick" in terminal.received
        assert b"12. " not in terminal.received
        terminal.press("enter")
        terminal.see(lambda _: b"12. " in terminal.received)
        terminal.press("all", "enter")
        terminal.see("23. Lex Fridman")
        terminal.press("\x04")
        assert terminal.end() == 0


def test_what_was_said_before_an_answer_counts_for_the_screen_too(own_home: Path) -> None:
    with open_terminal(own_home, size=(80, 8)) as terminal:
        terminal.see("press Enter.")
        text = terminal.see(PROMPT)
        assert text.startswith("wherefrom, plain mode")
        terminal.press("1", "enter")
        terminal.see("Person: ")
        terminal.press("back", "enter")
        assert "Back at the people" in terminal.see("19 lines more")
        terminal.press("\x04")
        assert terminal.end() == 0


def test_long_lines_are_left_whole_and_count_for_as_many_as_they_take(own_home: Path) -> None:
    with open_terminal(own_home, "events", size=(40, 14)) as terminal:
        terminal.see("press Enter.")
        lines = bytes(terminal.received).split(b"\r\n")
        assert any(len(line) > 100 for line in lines)
        assert "press Enter." in terminal.text


def test_an_interrupt_at_the_prompt_brings_a_fresh_one(own_home: Path) -> None:
    with open_terminal(own_home) as terminal:
        terminal.see(PROMPT)
        terminal.press("half a que", "\x03")
        terminal.settle()
        terminal.press("person/jason-wei", "enter")
        terminal.see("Person: Jason Wei")
        terminal.press("\x04")
        assert terminal.end() == 0


def test_a_wrong_command_is_told_where_the_answers_are_and_the_end_is_fine(own_home: Path) -> None:
    with open_terminal(own_home) as terminal:
        terminal.see(PROMPT)
        terminal.press("open 999", "enter")
        terminal.see("There is no number 999.")
        terminal.press("\x04")
        assert terminal.end() == 0


def test_a_capable_terminal_completes_and_still_gets_no_colour_and_no_screen(
    own_home: Path,
) -> None:
    with open_terminal(own_home, TERM="xterm-256color") as terminal:
        terminal.see(PROMPT)
        terminal.press("go person/jason", "tab")
        terminal.see("person/jason-wei")
        terminal.press("enter")
        terminal.see("Person: Jason Wei")
        terminal.press("up")
        terminal.see("go person/jason-wei")
        terminal.press("enter")
        terminal.settle()
        terminal.press("\x04")
        assert terminal.end() == 0
        assert not COLOUR_OR_MOVE.search(bytes(terminal.received))


def test_a_greeting_says_what_to_do_and_only_the_first_times(own_home: Path) -> None:
    for number in range(4):
        with open_terminal(own_home) as terminal:
            terminal.see(PROMPT)
            assert (b"type words to search" in terminal.received) == (number < 3)
            terminal.press("\x04")
            assert terminal.end() == 0


def test_a_session_that_breaks_off_can_be_gone_back_to(own_home: Path) -> None:
    with open_terminal(own_home, size=(80, 60)) as terminal:
        terminal.see(PROMPT)
        terminal.press("person/jason-wei", "enter")
        terminal.see("Person: Jason Wei")
        until = time.monotonic() + PATIENCE
        while not list(own_home.rglob("sessions/*.json")):
            assert time.monotonic() < until, "no place was kept"
            terminal.settle()
        os.kill(terminal.pid, signal.SIGHUP)
        assert terminal.end() == -signal.SIGHUP
    for is_offered in (True, False):
        with open_terminal(own_home, size=(80, 60)) as terminal:
            text = terminal.see(PROMPT)
            assert ("broke off at person/jason-wei" in text) == is_offered
            terminal.press("resume", "enter")
            terminal.see("Person: Jason Wei" if is_offered else "No session broke off here")
            terminal.press("\x04")
            assert terminal.end() == 0


@pytest.mark.parametrize("more", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LANG": "C"}])
def test_a_terminal_without_letters_beyond_ascii_is_no_reason_to_end(
    own_home: Path, more: dict[str, str]
) -> None:
    ran = piped(own_home, "events\nperson/patrick-belanger\nsources\nopen 4\ntext\n", **more)
    assert ran.returncode == 0
    assert b"Events: " in ran.stdout
    assert b"Traceback" not in ran.stderr


def test_gnu_screen_without_utf8_gets_no_byte_that_it_takes_for_an_order(own_home: Path) -> None:
    more = {"STY": "1.room", "LC_ALL": "C", "TERM": "screen"}
    with open_terminal(own_home, size=(80, 60), **more) as terminal:
        terminal.see("Patrick B\\xe9langer")
        terminal.see(PROMPT)
        terminal.press("\x04")
        assert terminal.end() == 0
        assert bytes(terminal.received).isascii()


def test_a_pipe_gets_everything_and_no_prompt(own_home: Path) -> None:
    ran = piped(own_home, "people\nhelp\nopen 1", TERM="xterm-256color")
    assert ran.returncode == 0
    assert ran.stderr == b""
    assert not CONTROL.search(ran.stdout)
    assert PROMPT.encode() not in ran.stdout


def test_a_reader_who_has_enough_is_no_failure(own_home: Path) -> None:
    writer = subprocess.Popen(
        PLAIN,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(str(own_home)),
    )
    with writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdin.write(b"events\n" * 50)
        writer.stdin.close()
        writer.stdout.readline()
        writer.stdout.close()
        assert writer.wait(60) == 0
        assert writer.stderr.read() == b""


def test_an_interrupt_in_a_pipe_ends_with_its_code(own_home: Path) -> None:
    reader = subprocess.Popen(
        [*PLAIN, "person/jason-wei"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(str(own_home)),
    )
    with reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"Person: Jason Wei\n"
        reader.send_signal(signal.SIGINT)
        assert reader.wait(60) == 130


def test_a_large_database_is_prepared_in_lines(tmp_path: Path, own_home: Path) -> None:
    base = many.write(tmp_path / "base.json", 2500)
    ran = piped(own_home, "2044\n", "--db", str(base))
    assert ran.returncode == 0
    told = ran.stderr.decode().splitlines()
    assert told
    assert all(line.startswith("Preparing base.json, once: ") for line in told)
    assert ran.stdout.startswith(b"People: 1 of 2,502 people")
    assert piped(own_home, "2044\n", "--db", str(base)).stderr == b""


def test_a_restricted_session_reads_and_does_no_more(tmp_path: Path, own_home: Path) -> None:
    base = small.write(tmp_path / "base.json")
    sent = "people\nopen 1\nquote 1\nmark a\nimport x\nundo yes\ncopy\nproblems\nduplicates\n"
    ran = piped(own_home, sent, "--db", str(base), "--restricted")
    assert ran.returncode == 1
    told = ran.stderr.decode()
    assert told.count("this session only reads") == 2
    assert "Traceback" not in told
    assert not list(own_home.rglob("state.json"))
    with open_terminal(own_home, "--db", str(base), "--restricted") as terminal:
        terminal.see(PROMPT)
        terminal.press("\x1a")
        terminal.settle()
        terminal.press("open 1", "enter")
        terminal.see("Person: ")
        terminal.press("\x04")
        assert terminal.end() == 0


def test_readline_tells_a_restricted_session_nothing_of_the_machine(
    tmp_path: Path, own_home: Path
) -> None:
    base = small.write(tmp_path / "base.json")
    (own_home / ".inputrc").write_text('"\\C-t": "people of a file"\n', encoding="utf-8")
    words = ("--db", str(base), "--restricted")
    with open_terminal(own_home, *words, size=(80, 40), TERM="xterm") as terminal:
        terminal.see(PROMPT)
        terminal.press("~root\x1b&", "enter")
        terminal.see("Asked for")
        assert f"{PROMPT} ~root" in terminal.text
        terminal.press("\x14", "import /etc/pass", "tab", "enter")
        terminal.see("this session only reads")
        assert "people of a file" not in terminal.text
        assert "passwd" not in terminal.text
        terminal.press("\x04")
        assert terminal.end() == 0


def test_what_another_program_writes_is_told_at_the_next_line(
    tmp_path: Path, own_home: Path
) -> None:
    base = small.write(tmp_path / "base.json")
    with open_terminal(own_home, "--db", str(base), "person/zoe-ada", size=(80, 50)) as terminal:
        terminal.see(PROMPT)
        content = json.loads(base.read_text())
        content["people"]["1"]["name"] = "Zoë Stone"
        base.write_text(json.dumps(content))
        terminal.press("repeat", "enter")
        terminal.see("The database has changed and was read again.")
        terminal.see("Person: Zoë Stone")
