"""The whole program in a real pseudo-terminal, as a newcomer with an empty home meets it."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from db.storage import BUILT_IN
from tests.terminal import PATIENCE, Terminal, environment

PROGRAM: Final = [sys.executable, "-m", "tui"]
SIZE: Final = (80, 24)
TITLE: Final = re.compile(rb"\x1b\]2;([^\x07]*)\x07")
OSC_52: Final = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
TRUE_COLOUR: Final = re.compile(rb"\x1b\[[0-9;:]*[34]8[;:]2[;:]")
MANY_COLOURS: Final = re.compile(rb"\x1b\[[0-9;:]*[34]8[;:][25][;:]")
MOUSE: Final = re.compile(rb"\x1b\[\?(9|1000|1002|1003|1005|1006|1015|1016)h")


def words_of(quote: str) -> str:
    """The exact words of a quote of the built-in database."""
    quotes = json.loads(BUILT_IN.read_text(encoding="utf-8"))["quotes"].values()
    return next(str(each["exact"]) for each in quotes if each["id"] == quote)


def quote_in_title(terminal: Terminal) -> str:
    """The quote that the window's title names, once it names one."""
    terminal.see("what this quote supports")

    def title() -> bytes:
        return bytes([b"", *TITLE.findall(terminal.received)][-1])

    terminal.see(lambda _: title().startswith(b"wherefrom source/") and b"#" in title())
    return title().decode().partition("#")[2]


def assert_restored(terminal: Terminal) -> None:
    """The terminal is as it was: its own screen, its cursor, its mouse."""
    received = bytes(terminal.received)
    assert received.rindex(b"\x1b[?1049l") > received.rindex(b"\x1b[?1049h")
    assert received.rindex(b"\x1b[?25h") > received.rindex(b"\x1b[?25l")
    assert not MOUSE.search(received)


def find_somebody_read_the_proof_and_take_it_along(terminal: Terminal) -> None:
    """What a newcomer does first, and that it leaves no trace on the terminal."""
    terminal.see("/ searches, enter opens, o shows the source, ? helps")
    terminal.press("/")
    for letter in "zhao":
        terminal.press(letter)
    terminal.see("1 of 23 people")
    terminal.press("enter", "enter")
    terminal.see(lambda text: "threat" in text and "to leave Meta" in text)
    terminal.press("j", "j", "o")
    quote = quote_in_title(terminal)
    exact = words_of(quote)
    terminal.see(exact.split()[0])
    terminal.press("y")
    terminal.see("sent to the terminal's clipboard")
    copied = [base64.b64decode(each).decode() for each in OSC_52.findall(terminal.received)]
    assert copied == [exact]
    terminal.press("backspace")
    terminal.see("to leave Meta")
    terminal.press("escape")
    terminal.see("▌ Shengjia Zhao")
    terminal.press("q")
    assert terminal.end() == 0
    assert_restored(terminal)


def test_a_newcomer_finds_a_person_reads_the_proof_and_takes_it_along(tmp_path: Path) -> None:
    environ = environment(str(tmp_path), SSH_CONNECTION="192.0.2.1 50000 192.0.2.2 22")
    with Terminal(PROGRAM, size=SIZE, environ=environ) as terminal:
        find_somebody_read_the_proof_and_take_it_along(terminal)


@pytest.mark.parametrize(
    ("more", "colours"),
    [
        ({"TERM": "xterm"}, "sixteen"),
        ({"TERM": "linux"}, "sixteen"),
        ({"TERM": "screen"}, "sixteen"),
        ({"TERM": "xterm-256color"}, "many"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "all"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "none"),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else value,
)
def test_a_terminal_is_sent_the_colours_that_it_has(
    tmp_path: Path, more: dict[str, str], colours: str
) -> None:
    with Terminal(PROGRAM, size=SIZE, environ=environment(str(tmp_path), **more)) as terminal:
        terminal.see("Zuckerberg")
        terminal.press("j", "1", "f")
        terminal.see("Facets")
        terminal.press("q")
        assert terminal.end() == 0
        received = bytes(terminal.received)
        if colours in ("none", "sixteen"):
            assert not MANY_COLOURS.search(received)
        if colours == "many":
            assert not TRUE_COLOUR.search(received)
        if colours == "none":
            assert not re.search(rb"\x1b\[(?:[0-9]+;)*(3[0-7]|4[0-7]|9[0-7]|10[0-7])m", received)
        assert_restored(terminal)
        has_title = b"\x1b]2;" in received
        assert has_title == (more["TERM"] != "linux")


def leave_search(terminal: Terminal) -> None:
    """Clear the search and go to the list; a key that comes with esc would be another key."""
    terminal.press("escape")
    terminal.see("/ type a name")
    terminal.press("escape")
    terminal.see("enter open")


def test_letters_that_come_in_one_breath_with_the_search_key_are_letters(tmp_path: Path) -> None:
    with Terminal(PROGRAM, size=(50, 15), environ=environment(str(tmp_path))) as terminal:
        terminal.see("Zuckerberg")
        terminal.press("/qo1ms")
        terminal.see("/ qo1ms")
        leave_search(terminal)
        terminal.press("enter")
        terminal.see(
            lambda _: TITLE.findall(terminal.received)[-1].startswith(b"wherefrom person/")
        )
        terminal.press("/zhaoq")
        terminal.see("/ zhaoq")
        terminal.press("backspace")
        terminal.see("/ zhao ")
        terminal.press("enter")
        terminal.see("enter open")
        terminal.press("q")
        assert terminal.end() == 0
        assert_restored(terminal)


def test_bytes_that_are_no_letter_end_nothing_and_take_no_key_away(tmp_path: Path) -> None:
    with Terminal(PROGRAM, size=(50, 15), environ=environment(str(tmp_path))) as terminal:
        terminal.see("? helps.")
        terminal.press("/")
        terminal.see("enter to the list")
        for noise in (b"\xe9", b"\xff\xfe", b"\xc3", b"\x80\xbf"):
            terminal.send(noise + b"a")
        terminal.see("/ aaaa")
        terminal.send("é".encode()[:1])
        terminal.settle()
        terminal.send("é".encode()[1:])
        terminal.see("/ aaaaé")
        leave_search(terminal)
        terminal.press("q")
        assert terminal.end() == 0


def test_a_settings_file_with_a_mistake_is_told_before_the_screen_is_taken(tmp_path: Path) -> None:
    folder = tmp_path / ".config" / "wherefrom"
    folder.mkdir(parents=True)
    (folder / "settings.toml").write_text('[keys]\n"app.searchh" = "x"\n', encoding="utf-8")
    with Terminal(PROGRAM, size=SIZE, environ=environment(str(tmp_path))) as terminal:
        assert terminal.end() == 2
        assert "app.search" in terminal.text.replace("\n", "")
        assert b"\x1b[?1049h" not in terminal.received


# Inside tmux


class Tmux:
    """A private tmux server with one window of 80 by 24."""

    def __init__(self, home: Path, sockets: str) -> None:
        """Live in a home; the socket's own folder has a short path, as a socket must."""
        self._base = ["tmux", "-L", "wherefrom", "-f", os.devnull]
        self._environ = environment(str(home), TERM="xterm-256color", TMUX_TMPDIR=sockets)
        self.tell("new-session", "-d", "-x", "80", "-y", "24", *PROGRAM)
        self.tell("set-option", "-g", "remain-on-exit", "on")

    def tell(self, *words: str) -> str:
        done = subprocess.run(
            [*self._base, *words], env=self._environ, capture_output=True, text=True, check=True
        )
        return done.stdout

    @property
    def text(self) -> str:
        return self.tell("capture-pane", "-p")

    def see(self, wanted: str) -> str:
        until = time.monotonic() + PATIENCE
        while wanted not in (text := self.text):
            assert time.monotonic() < until, f"{wanted!r} did not come. The screen:\n{text}"
        return text

    def wait_for_the_end(self) -> None:
        """Ask tmux itself; what it writes into a dead pane does not always come."""
        until = time.monotonic() + PATIENCE
        while self.tell("list-panes", "-F", "#{pane_dead}").strip() != "1":
            assert time.monotonic() < until, f"The program goes on. The screen:\n{self.text}"


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    with tempfile.TemporaryDirectory() as sockets:
        server = Tmux(tmp_path, sockets)
        yield server
        subprocess.run([*server._base, "kill-server"], env=server._environ, check=False)


def test_the_same_inside_tmux(tmux: Tmux) -> None:
    tmux.see("/ searches, enter opens")
    tmux.tell("send-keys", "/", "z", "h", "a", "o")
    tmux.see("1 of 23 people")
    tmux.tell("send-keys", "Enter")
    tmux.see("▌ Shengjia Zhao")
    tmux.tell("send-keys", "Enter")
    tmux.see("quote 1 of")
    tmux.tell("send-keys", "o")
    tmux.see("what this quote supports")
    tmux.tell("send-keys", "y")
    tmux.see("copied to the tmux buffer")
    copied = tmux.tell("show-buffer")
    assert copied.split()[0] in tmux.text
    assert copied in BUILT_IN.read_text(encoding="utf-8")
    tmux.tell("send-keys", "BSpace")
    tmux.see("quote 1 of")
    tmux.tell("send-keys", "Escape")
    tmux.see("▌ Shengjia Zhao")
    tmux.tell("send-keys", "q")
    tmux.wait_for_the_end()
