"""`python -m db`: the data without a screen, as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import small

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return small.write(tmp_path / "base.json")


def _run(*words: str | Path, stdout: int = subprocess.PIPE) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "db", *map(str, words)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        check=False,
    )


def test_verify_and_search_print_one_document_in_ascii(base: Path) -> None:
    verified = _run("--db", base, "verify")
    assert (verified.returncode, verified.stderr) == (0, b"")
    assert json.loads(verified.stdout)["quotes"]["exact"] == 2
    found = _run("--db", base, "search", "zoe")
    assert json.loads(found.stdout)[0] == {"kind": "person", "id": "zoe-ada", "name": "Zoë Ada"}
    assert found.stdout.isascii()


def test_nothing_found_exits_1(base: Path) -> None:
    ran = _run("--db", base, "search", "qqqq")
    assert (ran.returncode, json.loads(ran.stdout)) == (1, [])


def test_what_a_limit_leaves_out_is_told(base: Path) -> None:
    ran = _run("--db", base, "search", "globex", "--limit", "1")
    assert (ran.returncode, len(json.loads(ran.stdout))) == (0, 1)
    assert b"more than these 1" in ran.stderr
    assert _run("--db", base, "search", "globex").stderr == b""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["search", "x", "--limit", "-1"], b"--limit"),
        (["search", "nonsense:x"], b"is no field"),
        (["verify", "--texts", "/nowhere/at/all"], b"not a folder of texts"),
        (["--db", "/nowhere/base.json", "verify"], b"no such file"),
    ],
)
def test_what_is_refused_is_told_without_a_traceback(words: list[str], message: bytes) -> None:
    ran = _run(*words)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert message in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_a_closed_pipe_ends_quietly(base: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    ran = _run("--db", base, "verify", stdout=write)
    os.close(write)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_an_output_that_cannot_be_written_is_told(base: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = _run("--db", base, "verify", stdout=full.fileno())
    assert ran.returncode == 2
    assert b"No space left" in ran.stderr
    assert b"Traceback" not in ran.stderr
