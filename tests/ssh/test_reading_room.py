"""The reading room of README in a real sshd: a reader reads, and is let to nothing else."""

from __future__ import annotations

import base64
import os
import pwd
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests import readme, small
from tests.ssh.server import Client, Server, missing
from tests.terminal import PATIENCE, environment
from tests.test_end_to_end import OSC_52

ROOT = readme.README.parent


def installed(folder: Path) -> Path:
    """Make a venv that has the program, as one that pip has filled."""
    venv.create(folder, with_pip=False, symlinks=True)
    (packages,) = folder.glob("lib/python3*/site-packages")
    ours = [path for path in sys.path if path.endswith("-packages")]
    packages.joinpath("wherefrom.pth").write_text("\n".join([str(ROOT), *ours]), encoding="utf-8")
    return folder


def lines_of(folder: Path, user: str) -> list[str]:
    """Return the lines of README, for a user, a venv and a database of the test's own."""
    told = re.sub(r"^```.*$\n?", "", readme.part("reading room", README), flags=re.MULTILINE)
    for there, here in (
        ("User reading", f"User {user}"),
        ("/opt/wherefrom", str(folder / "opt")),
        ("/srv/reading", str(folder / "srv")),
    ):
        assert there in told
        told = told.replace(there, here)
    return told.splitlines()


README = readme.README.read_text(encoding="utf-8")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Server]:
    """An sshd with the lines of README, and a database with a text."""
    if reason := missing():
        pytest.skip(reason)
    for name in ("home", "sshd", "srv"):
        (tmp_path / name).mkdir()
    installed(tmp_path / "opt")
    small.write(tmp_path / "srv" / "archive.json")
    user = pwd.getpwuid(os.getuid()).pw_name
    with Server(tmp_path / "sshd", tmp_path / "home", *lines_of(tmp_path, user)) as server:
        yield server


def everything(folder: Path) -> Mapping[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "/sshd/" not in str(path) and "/.cache/" not in str(path)
    }


def far(room: Server, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a client of ssh to its end."""
    return subprocess.run(
        words,
        env=environment(str(room.home)) | more,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def test_a_reader_reads_takes_a_quote_along_and_leaves_nothing(room: Server) -> None:
    before = everything(room.home.parent)
    with Client(room) as client:
        client.see("Zoë Ada")
        client.press("\x1a")
        client.see("there is no shell behind it")
        client.press("I")
        client.see("it changes no database")
        client.press("m", "a")
        client.see("It is kept until you quit.")
        client.press("y")
        client.see("sent to the terminal's clipboard")
        client.press("q")
        assert client.end() == 0
        copied = [base64.b64decode(each).decode() for each in OSC_52.findall(client.received)]
        assert copied == ["left Acme for Globex in May 2024"]
    assert everything(room.home.parent) == before


@pytest.mark.parametrize(
    "asked", ["cat /etc/passwd", "sh", "wherefrom init x.json", "show people", "true; sh"]
)
def test_a_client_that_asks_for_a_command_is_refused(room: Server, asked: str) -> None:
    done = far(room, *room.call(), asked)
    assert (done.returncode, done.stdout) == (2, "")
    assert "it runs no command that a client sends" in done.stderr
    with Client(room, *asked.split()) as client:
        client.see("it runs no command that a client sends")
        assert client.end() == 2


def test_a_client_without_a_terminal_is_told_that_there_is_none(room: Server) -> None:
    done = far(room, *room.call())
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no terminal" in done.stderr


@pytest.mark.parametrize("program", ["sftp", "scp", "old scp"])
def test_files_are_neither_fetched_nor_brought(room: Server, program: str) -> None:
    name, *options = {"sftp": ["sftp"], "scp": ["scp"], "old scp": ["scp", "-O"]}[program]
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed (apt install openssh-client)")
    told = room.call()
    settings = told[1 : told.index("-p")]
    place, target = f"{room.user}@127.0.0.1", room.home / "fetched"
    there = f"{place}:{room.home.parent / 'srv' / 'archive.json'}"
    port = ["-P", str(room.port)]
    done = far(room, name, *options, *settings, *port, there, str(target))
    assert done.returncode != 0
    assert not target.exists()


@pytest.mark.parametrize("way", ["local", "remote", "unix"])
def test_no_port_is_forwarded(room: Server, way: str) -> None:
    asked = {
        "local": ("-W", f"127.0.0.1:{room.port}"),  # which would answer SSH-2.0
        "remote": ("-o", "ExitOnForwardFailure=yes", "-N", "-R", "0:127.0.0.1:9"),
        "unix": ("-o", "ExitOnForwardFailure=yes", "-N", "-R", f"{room.home}/s:127.0.0.1:9"),
    }[way]
    program, *rest = room.call()
    done = far(room, program, *asked, *rest)
    assert done.returncode != 0
    assert "SSH-2.0" not in done.stdout
    assert re.search("prohibited|failed", done.stderr)
    assert not (room.home / "s").exists()


def test_a_variable_that_a_client_sends_changes_nothing(room: Server) -> None:
    asked = ["WHEREFROM_RESTRICTED=0", "WHEREFROM_DB=/nowhere.json", "LC_TEXTUAL_LOG=/x"]
    asked += [f"TEXTUAL_LOG={room.home / 'log'}", "TEXTUAL=devtools", "PYTHONINSPECT=1"]
    before = everything(room.home.parent)
    with Client(room, options=[f"SetEnv={' '.join(asked)}"]) as client:
        client.see("Zoë Ada")
        client.press("U")
        client.see("it changes no database")
        client.press("q")
        assert client.end() == 0
    assert everything(room.home.parent) == before
