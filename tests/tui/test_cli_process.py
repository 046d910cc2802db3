"""The command line as a process: streams, pipes, encodings, terminals, what it imports."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHEREFROM = [sys.executable, "-m", "tui"]


def _environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def _run(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*WHEREFROM, *words],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=_environment(**environment),
        cwd=ROOT,
        check=False,
    )


@pytest.mark.parametrize("words", [[], ["people"], ["person/zoe-ada"], ["--db", "x.json"]])
def test_without_a_terminal_the_explorer_does_not_open(words: list[str]) -> None:
    ran = _run(*words)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"no terminal" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_without_an_input_the_explorer_does_not_open() -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", '"$@" <&-', "sh", *WHEREFROM, "people"],
        capture_output=True,
        env=_environment(TERM="xterm"),
        cwd=ROOT,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"no terminal" in ran.stderr


def test_a_terminal_that_cannot_move_its_cursor_is_none(base: Path) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb"), os.fdopen(theirs, "wb"):
        ran = subprocess.run(
            [*WHEREFROM, "--db", str(base)],
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.PIPE,
            env=_environment(TERM="dumb"),
            cwd=ROOT,
            check=False,
        )
    assert ran.returncode == 2
    assert b"no terminal" in ran.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["person/nobody"], b"nobody"),
        (["--texts", "/nowhere/at/all"], b"/nowhere/at/all"),
        (["--db", "/nowhere/base.json"], b"/nowhere/base.json"),
        (["--db", "/"], b"/: it is a folder"),
        (["--db", "."], b".: it is a folder"),
    ],
)
def test_what_cannot_be_opened_is_told_before_the_screen_is_taken_over(
    base: Path, words: list[str], message: bytes
) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb"), os.fdopen(theirs, "wb"):
        ran = subprocess.run(
            [*WHEREFROM, *words],
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.PIPE,
            env=_environment(TERM="xterm", WHEREFROM_DB=str(base)),
            cwd=ROOT,
            check=False,
            timeout=60,
        )
    assert ran.returncode in {1, 2}
    assert message in ran.stderr
    assert b"\x1b" not in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("view", ["events", "source/gazette"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_closed_pipe_ends_quietly(base: Path, view: str, form: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        ran = subprocess.run(
            [*WHEREFROM, "show", view, *form, "--db", str(base)],
            stdout=closed,
            stderr=subprocess.PIPE,
            env=_environment(),
            cwd=ROOT,
            check=False,
        )
    assert ran.returncode == 0
    assert b"Traceback" not in ran.stderr
    assert b"Broken pipe" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_an_output_that_cannot_be_written_is_told(base: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*WHEREFROM, "show", "people", "--db", str(base)],
            stdout=full,
            stderr=subprocess.PIPE,
            env=_environment(),
            cwd=ROOT,
            check=False,
        )
    assert ran.returncode == 2
    assert b"No space left" in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    ("words", "code"), [("person/", 2), ("person/nobody", 1), ("people", 0), ("people?q=qqqq", 1)]
)
def test_the_exit_code_stands_where_nothing_can_be_told(base: Path, words: str, code: int) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*WHEREFROM, "show", words, "--db", str(base)],
            stdout=subprocess.DEVNULL,
            stderr=full,
            env=_environment(),
            cwd=ROOT,
            check=False,
        )
    assert ran.returncode == code


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_encoding_of_the_output_will_do(base: Path, encoding: str) -> None:
    plain = _run("show", "people", "--db", str(base), PYTHONIOENCODING=encoding)
    assert plain.returncode == 0, plain.stderr
    assert b"person/zoe-ada" in plain.stdout
    document = _run(
        "show", "person/zoe-ada", "--json", "--db", str(base), PYTHONIOENCODING=encoding
    )
    assert json.loads(document.stdout.decode(encoding))["person"]["name"] == "Zoë Ada"


def test_the_plainest_locale_will_do(base: Path) -> None:
    ran = _run("show", "person/zoe-ada", "--db", str(base), LC_ALL="C", LANG="C", PYTHONUTF8="0")
    assert ran.returncode == 0, ran.stderr


def test_letters_are_understood_that_the_locale_does_not_know(base: Path) -> None:
    plain = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ran = _run("search", "name with ë", "zoë", "--json", "--db", str(base), **plain)
    assert json.loads(ran.stdout)["query"] == "name with ë zoë"
    assert _run("search", "zoë", "--kind", "person", "--db", str(base), **plain).returncode == 0


def test_an_interrupt_exits_130_without_a_traceback(tmp_path: Path) -> None:
    """A fifo never ends, so that the run is at work when the interrupt arrives."""
    fifo = tmp_path / "facts.jsonl"
    os.mkfifo(fifo)
    own = tmp_path / "own.json"
    assert _run("init", str(own), "--empty").returncode == 0
    process = subprocess.Popen(
        [*WHEREFROM, "import", str(fifo), "--db", str(own)],
        stderr=subprocess.PIPE,
        env=_environment(),
        cwd=ROOT,
    )
    with fifo.open("wb"):  # returns once the other side reads
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors


def test_the_database_comes_from_the_environment_unless_it_is_named(
    base: Path, tmp_path: Path
) -> None:
    by_name = _run("show", "people", "--json", "--db", str(base), WHEREFROM_DB=str(tmp_path / "x"))
    by_name_first = _run(
        "--db", str(base), "show", "people", "--json", WHEREFROM_DB=str(tmp_path / "x")
    )
    by_environment = _run("show", "people", "--json", WHEREFROM_DB=str(base))
    assert by_name.stdout == by_name_first.stdout == by_environment.stdout
    assert json.loads(by_name.stdout)["total"] == 2


def test_texts_come_from_the_environment_too(base: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    ran = _run("verify", "--json", "--db", str(base), WHEREFROM_TEXTS=str(tmp_path / "none"))
    assert json.loads(ran.stdout)["quotes"]["no-text"] == 2


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("wherefrom se", {"search", "serve"}),
        ("wherefrom peo", {"people"}),
        ("wherefrom person/z", {"person/zoe-ada"}),
        ("wherefrom show person/z", {"person/zoe-ada"}),
        ("wherefrom show company/", {"company/acme", "company/globex"}),
        ("wherefrom source attach g", {"gazette"}),
    ],
)
def test_the_shell_completes_commands_views_and_ids(
    base: Path, words: str, offered: set[str]
) -> None:
    ran = _run(
        WHEREFROM_DB=str(base),
        _WHEREFROM_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split()) - 1),
    )
    assert {line.partition(",")[2] for line in ran.stdout.decode().splitlines()} == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_gets_a_script_for_completion(shell: str) -> None:
    ran = _run(_WHEREFROM_COMPLETE=f"{shell}_source")
    assert b"_WHEREFROM_COMPLETE" in ran.stdout


def test_version_and_help_go_to_stdout() -> None:
    from tui import __version__

    for words in (["--version"], ["show", "--version"], ["source", "list", "--version"]):
        assert _run(*words).stdout.decode() == f"wherefrom {__version__}\n"
    ran = _run("--help")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"search" in ran.stdout
    assert b"WHEREFROM_DB" in ran.stdout
