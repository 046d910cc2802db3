"""Inside tmux and GNU screen, at the server and at the reader's end: drawn, copied, resized."""

from __future__ import annotations

import base64
import re
from typing import Final

import pytest

from db.storage import BUILT_IN
from tests.ssh.server import EXPLORER, Client, Server
from tests.ssh.windows import windows
from tests.terminal import Terminal, environment
from tests.test_end_to_end import leave_search, words_of

COPIED: Final = re.compile(rb"\x1b\]52;c?;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)")
"""What fills a terminal's clipboard; tmux does not say which."""

QUOTE: Final = "belanger-meta-openai-rien-de-bon"
"""The longest quote: more than GNU screen hands on in one piece."""

AT_QUOTE: Final = (*EXPLORER, f"source/belanger-meta-openai#{QUOTE}")
"""The program, opened at the quote."""


def copy_at(terminal: Terminal) -> list[str]:
    """Copy what the program was opened at, leave, and return what reached the clipboard."""
    terminal.see("what this quote supports")
    terminal.press("y")
    terminal.see("terminal's clipboard")
    terminal.press("q")
    assert terminal.end() == 0, terminal.text
    return [base64.b64decode(each).decode() for each in COPIED.findall(terminal.received)]


@pytest.mark.parametrize("name", ["tmux", "screen"])
@pytest.mark.parametrize("term", ["xterm", "xterm-256color"])
def test_windows_at_the_server_show_a_search_and_a_record_and_hand_a_copy_on(
    sshd: Server, name: str, term: str
) -> None:
    environ = {"TERM": term}
    with windows(name) as made, Client(sshd, *made.start, *EXPLORER, environ=environ) as client:
        client.see("▌ Patrick Bélanger")
        client.press(*"/zhao")
        client.see("1 of 23 people")
        client.press("enter")
        client.see("▌ Shengjia Zhao")
        client.press("enter")
        client.see("quote 1 of")
        client.press("o")
        (copied,) = copy_at(client)
        assert copied.split()[0] in BUILT_IN.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["tmux", "screen"])
def test_windows_at_the_server_hand_on_what_is_longer_than_one_piece(
    sshd: Server, name: str
) -> None:
    with windows(name) as made, Client(sshd, *made.start, *AT_QUOTE) as client:
        assert copy_at(client) == [words_of(QUOTE)]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("tmux", "set -g set-clipboard on"),
        ("tmux", "set -g set-clipboard on\nset -g default-terminal screen-256color"),
        ("tmux", "set -g allow-passthrough on"),
        ("screen", ""),
    ],
    ids=["tmux", "tmux-called-screen", "tmux-passing-through", "screen"],
)
def test_windows_at_the_readers_end_take_a_copy_from_a_session_in_them(
    sshd: Server, name: str, settings: str
) -> None:
    with (
        windows(name, settings) as made,
        Terminal(
            [*made.start, *sshd.call(*AT_QUOTE, options=["RequestTTY=force"])],
            size=(80, 24),
            environ=environment(str(sshd.home)),
        ) as terminal,
    ):
        assert copy_at(terminal) == [words_of(QUOTE)]


@pytest.mark.parametrize("term", ["xterm", "xterm-256color"])
def test_a_screen_that_takes_bytes_for_letters_is_sent_no_others(sshd: Server, term: str) -> None:
    environ = {"TERM": term, "LANG": "C"}
    with windows("screen") as made, Client(sshd, *made.start, *EXPLORER, environ=environ) as client:
        client.see("? helps.")
        client.send(b"/")
        client.see("enter to the list")
        client.send("é ž 好 “".encode())
        client.see('/ e z ?? "')
        assert "\n" + "-" * 80 + "\n" in client.text
        assert client.received.isascii()
        leave_search(client)
        client.see("> Patrick Belanger")
        client.press("q")
        assert client.end() == 0


@pytest.mark.parametrize("name", ["tmux", "screen"])
def test_windows_at_the_server_follow_the_size_of_the_readers_window(
    sshd: Server, name: str
) -> None:
    with windows(name) as made, Client(sshd, *made.start, *EXPLORER, size=(120, 36)) as client:
        client.see("─" * 120)
        client.resize(70, 20)
        client.see(lambda text: "─" * 70 in text and "─" * 71 not in text)
        client.resize(100, 30)
        client.see("─" * 100)
        client.press("q")
        assert client.end() == 0


@pytest.mark.parametrize(
    ("name", "settings"),
    [("screen", ""), ("screen", "altscreen on"), ("tmux", "set -g alternate-screen off")],
    ids=["screen", "screen-with-two", "tmux-with-one"],
)
def test_windows_with_one_screen_or_two_are_taken_whole_and_left_without_a_trace(
    sshd: Server, name: str, settings: str
) -> None:
    script = 'seq 10000001 10000099; "$0" "$@"; echo left; read _'
    words = ("sh", "-c", script, *EXPLORER)
    environ = {"TERM": "linux"}  # pyte knows no scrolling by many lines, and linux has none
    with (
        windows(name, settings) as made,
        Client(sshd, *made.start, *words, environ=environ) as client,
    ):
        client.see("▌ Patrick Bélanger")
        client.see("/ searches")
        assert "100000" not in client.text
        client.press("q")
        client.see("left")
        client.see(lambda text: "Patrick" not in text)
        client.press("enter")
        assert client.end() == 0
