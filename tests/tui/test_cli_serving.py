"""`wherefrom serve`: what it refuses, what it prints, and how its explorers begin and end."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import signal
import socket
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from db.library.opening import LARGE
from tests import small
from tests.browsing import Served, gone, opened
from tests.running import Runner
from tui.clipboard import plan
from tui.web.child import Child
from tui.web.sign import is_browser

NASTY = 'it\'s; touch pwned $(touch pwned) `touch pwned` "&& touch pwned" %s.json'
"""A name for a file that a shell would obey."""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--host", "0.0.0.0"], "0.0.0.0 is within reach of other machines. Leave --host out"),
        (["--host", "::"], "add --allow-remote, which asks for a token"),
        (["--host", "people.example", "--token"], "people.example is within reach of other"),
        (["--host", "192.0.2.1", "--writable"], "192.0.2.1 is within reach of other machines"),
        (["--host", "192.0.2.1", "--allow-remote"], "Nobody can listen on port 0 of 192.0.2.1"),
        (["--sessions", "0"], "0 is not in the range"),
        (["--idle", "nan"], "nan is not a number"),
        (["nobody/knows"], "nobody"),
        (["--db", "nowhere.json"], "nowhere.json"),
        (["--texts", "nowhere"], "this is not a folder of texts"),
    ],
)
def test_what_cannot_be_served_is_told_in_a_sentence(
    run: Runner, words: list[str], told: str
) -> None:
    ran = run("serve", "--port", "0", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("token", ["short", "spaces are no good in an address"])
def test_a_token_of_ones_own_is_a_good_one(
    run: Runner, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("WHEREFROM_TOKEN", token)
    ran = run("serve", "--port", "0")
    assert ran.code == 2
    assert "WHEREFROM_TOKEN is no good token. Give it at least 16" in ran.err
    assert token not in ran.err


def test_a_port_in_use_is_told_with_what_to_do(run: Runner) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("serve", "--port", str(port))
    assert ran.code == 2
    assert ran.err == (
        f"wherefrom: Nobody can listen on port {port} of 127.0.0.1: address already in use. "
        "Give another with --port; --port 0 takes a free one.\n"
    )


@pytest.mark.parametrize("missing", ["textual_serve", "aiohttp"])
def test_without_the_extra_one_sentence_says_how_to_install_it(
    run: Runner, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == missing else find(name)
    )
    ran = run("serve")
    assert (ran.code, ran.out) == (2, "")
    assert "which is not installed" in ran.err
    assert "pip install 'wherefrom[serve]'" in ran.err
    assert ran.err.count("\n") == 1


async def test_a_session_shows_the_database_and_leaving_it_frees_its_process(
    tmp_path: Path,
) -> None:
    with Served(tmp_path, "--db", small.write(tmp_path / "base.json")) as served:
        async with opened(served.address) as session:
            await session.see("Zoë Ada")
            (number,) = served.children
            await session.press("q")
            assert await session.end() == (1000, "You left the explorer.")
        await gone(number)


async def test_a_closed_tab_ends_the_explorer_in_it(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        async with opened(served.address) as session:
            await session.see("Mark Zuckerberg")
            (number,) = served.children
        await gone(number)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_ends_the_server_and_its_sessions_quietly(
    tmp_path: Path, how: signal.Signals
) -> None:
    with Served(tmp_path) as served:
        async with opened(served.address) as session:
            await session.see("Mark Zuckerberg")
            children = served.children
            code, out, err = served.end(how)
            assert (code, out) == (0, "")
            assert err == "Whoever opens this address may read it in a browser. Ctrl-C ends it.\n"
            assert await session.end() == (1001, "wherefrom serve was stopped.")
        for number in children:
            await gone(number)


async def test_an_explorer_does_not_outlive_a_server_that_was_killed(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        async with opened(served.address) as session:
            await session.see("Mark Zuckerberg")
            children = served.children
            assert children
            served.end(signal.SIGKILL)
            for number in children:
                await gone(number)


async def test_no_shell_reads_the_name_of_a_database(tmp_path: Path) -> None:
    base = small.write(tmp_path / NASTY)
    with Served(tmp_path, "--db", base, "--texts", tmp_path) as served:
        async with opened(served.address, view="person/zoe-ada") as session:
            await session.see("Zoë Ada")
    assert not list(tmp_path.glob("**/pwned*"))
    assert not Path("pwned").exists()


async def test_a_session_opens_at_the_view_that_was_asked_for(tmp_path: Path) -> None:
    with Served(tmp_path, "events?q=type:denial") as served:
        async with opened(served.address) as session:
            await session.see("type:denial")
        async with opened(served.address, view="person/jason-wei") as session:
            await session.see("Jason Wei")


async def test_a_session_is_drawn_as_was_asked_for(tmp_path: Path) -> None:
    with Served(tmp_path, "--ascii", "--colours", "none", LANG="C") as served:
        async with opened(served.address, view="person/jason-wei") as session:
            await session.see("Jason Wei")
            styles = {*b";".join(re.findall(rb"\x1b\[([0-9;]*)m", session.received)).split(b";")}
            assert styles <= {b"", b"0", b"1", b"4", b"7"}
            assert "─" not in session.text
    with Served(tmp_path, LANG="C") as served:
        async with opened(served.address, view="person/jason-wei") as session:
            await session.see("─")


async def test_a_copied_quote_goes_to_the_browser_and_to_no_file(tmp_path: Path) -> None:
    with Served(tmp_path, TMUX="/tmp/tmux-0/x,1,0", DISPLAY=":9") as served:
        async with opened(served.address, view="person/jason-wei") as session:
            await session.see("Jason Wei")
            await session.press("y")
            await session.see("sent to the browser's clipboard")
            assert b"\x1b]52;c;" in session.received
    assert not list(tmp_path.glob("**/copied.txt"))


async def test_the_mouse_is_left_to_the_browser(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        async with opened(served.address) as session:
            await session.see("Mark Zuckerberg")
            assert b"\x1b[?1000h" not in session.received
            assert b"\x1b[?1003h" not in session.received


async def test_a_page_that_types_a_size_or_what_is_no_key_is_given_neither(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        async with opened(served.address) as session:
            await session.see("Mark Zuckerberg")
            await session.press("\x1b[48;3000;3000;0;0t", "2")
            await session.see("Anthropic")
            await session.press("\x1b[97;1:3u")
            assert await session.end() == (1000, "You left the explorer.")


def test_a_server_that_asks_for_a_token_prints_it_in_the_address(tmp_path: Path) -> None:
    with Served(tmp_path, "--token") as served:
        origin, _, token = served.address.removesuffix("/").rpartition("/")
        assert len(token) >= 32
        with urlopen(served.address) as answer:
            assert answer.status == 200
        with pytest.raises(HTTPError, match="403") as refused:
            urlopen(f"{origin}/")
        refused.value.close()


@pytest.mark.parametrize("words", [["--writable"], ["--allow-remote"]])
def test_whoever_lets_more_in_needs_a_token(tmp_path: Path, words: list[str]) -> None:
    token = "a-token_of-24-letters-xx"
    with Served(tmp_path, *words, WHEREFROM_TOKEN=token) as served:
        assert served.address.endswith(f"/{token}/")
        code, _, err = served.end()
        assert code == 0
        assert ("read and change" in err) == ("--writable" in words)
        assert ("encrypted" in err) == ("--allow-remote" in words)


def test_an_explorer_is_restricted_unless_readers_may_write() -> None:
    environ = {"TMUX": "x", "SSH_TTY": "/dev/pts/1", "WHEREFROM_TOKEN": "secret", "LANG": "C"}
    to_read = Child(Path("a.json"), None, None, is_writable=False)
    told = to_read.environment(environ, 80, 24)
    assert told["WHEREFROM_RESTRICTED"] == "1"
    assert {"TMUX", "SSH_TTY", "WHEREFROM_TOKEN"}.isdisjoint(told)
    assert told["LANG"] == told["LC_CTYPE"] == "C.UTF-8"
    assert is_browser(told)
    assert not is_browser(environ)
    to_write = Child(Path("a.json"), None, None, is_writable=True)
    assert "WHEREFROM_RESTRICTED" not in to_write.environment(environ, 80, 24)


def test_a_copy_in_a_browser_starts_no_program() -> None:
    environ = Child(Path("a"), None, None, is_writable=True).environment({}, 80, 24)
    (place,) = plan(environ, 100, lambda name: f"/usr/bin/{name}").places
    assert [step.command for step in place] == [()]
    assert place[0].frame == ""


@pytest.mark.parametrize(("words", "told"), [([], "restricted"), (["--writable"], "to import")])
async def test_a_reader_changes_nothing_unless_that_was_allowed(
    tmp_path: Path, words: list[str], told: str
) -> None:
    base = small.write(tmp_path / "base.json")
    with Served(tmp_path, "--db", base, *words) as served:
        async with opened(served.address) as session:
            await session.see("Zoë Ada")
            await session.press("I")
            await session.see(told)


async def test_what_only_reads_uses_the_copy_that_the_server_has_prepared(tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    base = tmp_path / "base.json"
    small.write(base)
    words = json.dumps({"note": "x" * (LARGE + 1)})
    base.write_text(f'{base.read_text(encoding="utf-8")[:-1]}, "own": {{"1": {words}}}}}')
    os.utime(base, (10**9, 10**9))  # a file that was written just now may yet be written again
    with Served(tmp_path, "--db", base, WHEREFROM_CACHE=str(place)) as served:
        before = sorted(each.name for each in place.rglob("*"))
        async with opened(served.address) as session:
            await session.see("Zoë Ada")
        assert before == sorted(each.name for each in place.rglob("*"))
    assert not (tmp_path / ".cache" / "wherefrom" / "library").exists()


def test_a_request_that_is_none_is_no_traceback(tmp_path: Path) -> None:
    with Served(tmp_path) as served:
        port = urlsplit(served.address).port
        assert port is not None
        for request in (b"\xff\r\n\r\n", b"GET /%zz\xff HTTP/1.1\r\nHost: localhost\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", port), timeout=60) as stranger:
                stranger.sendall(request)
                assert b" 400 " in stranger.recv(100)
        _, _, err = served.end()
    assert err.count("\n") == 1
