"""The command export: where it writes to, what it says, and what it refuses."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import storage
from db.storage import BUILT_IN
from tests import many, small
from tests.running import Runner

ROOT = Path(__file__).resolve().parents[2]


def names_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_export_writes_the_whole_database_to_stdout(run: Runner, base: Path) -> None:
    ran = run("export", "--db", base)
    assert (ran.code, ran.json) == (0, json.loads(base.read_text()))
    assert ran.err == "Exported, out of 2 people, 2 companies, 2 events, 2 quotes, 1 source.\n"


def test_export_writes_a_file_of_which_the_name_tells_the_format(
    run: Runner, base: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    ran = run("export", "-o", out, "--db", base)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith(f"Wrote {out}, out of 2 people")
    assert json.loads(out.read_text().partition("\n")[0])["table"] == "sources"


def test_export_takes_what_a_query_finds(run: Runner, base: Path, tmp_path: Path) -> None:
    out = tmp_path / "part.json"
    assert run("export", "-o", out, "globex", "-nothing", "!nobody", "--db", base).code == 0
    assert set(storage.read(out).companies) == {"acme", "globex"}


def test_export_of_one_list_takes_what_is_found_there(run: Runner, base: Path) -> None:
    assert "1 source" in run("export", "--kind", "source", "gazette", "--db", base).err
    assert "2 people" in run("export", "--kind", "person", "--db", base).err


def test_a_query_that_finds_nothing_writes_nothing(run: Runner, base: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    ran = run("export", "zzzz", "-o", out, "--db", base)
    assert (ran.code, ran.out) == (1, "")
    assert "Nothing matches zzzz" in ran.err
    assert not out.exists()


def test_a_word_after_minus_o_is_one_that_must_not_match(run: Runner, base: Path) -> None:
    assert run("export", "-other", "--db", base).code == 0
    ran = run("export", "globex", "-o.json", "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert "a blank between" in ran.err
    assert "Nothing matches" in run("export", "ada", "--db", base, "--", "-one", "-ada").err


def test_minus_as_a_file_is_stdout(run: Runner, base: Path) -> None:
    assert run("export", "-o", "-", "--db", base).json["meta"] == {"1": {"schema": 1}}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--format", "xls"], "“xls” is no format that export writes: wherefrom, jsonl"),
        (["-o", "out.txt"], "out.txt: its name does not tell the format"),
        (["--bom"], "--bom does not go with wherefrom"),
        (["--formatt", "csv"], "--format"),
        (["--json"], "--json"),
        (["typ:hire"], "type"),
        (["-o", "no/such/out.json"], "its folder does not exist"),
        (["-o", "there.json"], "exists already"),
        (["-o", "."], "does not tell the format"),
        (["-o", ".", "--format", "jsonl"], "it is a folder"),
        (["-o", "/dev/null", "--format", "jsonl", "--force"], "no regular file"),
    ],
)
def test_what_cannot_be_written_is_refused_in_a_sentence(
    run: Runner,
    base: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there.json").write_text("mine")
    before = names_in(tmp_path)
    ran = run("export", *words, "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert (names_in(tmp_path), Path("there.json").read_text()) == (before, "mine")


def test_force_writes_over_a_file_but_never_over_the_database(
    run: Runner, base: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.json"
    out.write_text("old")
    assert run("export", "-o", out, "--force", "--db", base).code == 0
    assert len(storage.read(out)) == 9
    before = base.read_bytes()
    ran = run("export", "globex", "-o", base, "--force", "--db", base)
    assert (ran.code, base.read_bytes()) == (2, before)
    assert "the database itself" in ran.err
    for words in ([], ["--db", base]):
        ran = run("export", "-o", BUILT_IN, "--force", *words)
        assert (ran.code, "the database itself" in ran.err) == (2, True)


def test_a_damaged_database_is_named_and_nothing_is_written(
    run: Runner, base: Path, tmp_path: Path
) -> None:
    base.write_bytes(base.read_bytes()[:-20])
    ran = run("export", "-o", tmp_path / "out.json", "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert "base.json" in ran.err
    assert not (tmp_path / "out.json").exists()


def test_what_is_left_out_is_told(run: Runner, tmp_path: Path) -> None:
    content = small.documents()
    content["people"]["1"]["nickname"] = "Z"
    ran = run("export", "--format", "jsonl", "--db", small.write(tmp_path / "own.json", content))
    assert ran.err.splitlines()[1:] == [
        "Left out, as jsonl has no place for it:",
        "  people: nickname (1)",
    ]


def test_an_interruption_leaves_nothing_behind(
    run: Runner, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*_: object) -> Iterator[str]:
        yield "half of it"
        raise KeyboardInterrupt

    monkeypatch.setattr("db.export.lines.write", write)
    before = names_in(tmp_path)
    ran = run("export", "-o", tmp_path / "out.jsonl", "--db", base)
    assert (ran.code, ran.err) == (130, "Interrupted.\n")
    assert names_in(tmp_path) == before


@pytest.mark.parametrize("words", [["-o", "out.json"], ["-o", "out", "--format", "csv"]])
def test_a_full_disk_is_told_and_leaves_nothing_behind(tmp_path: Path, words: list[str]) -> None:
    base = many.write(tmp_path / "base.json", 500)
    ran = subprocess.run(
        [
            "/bin/sh",
            "-c",
            'ulimit -f 64 && exec "$@"',
            "sh",
            sys.executable,
            *_export(base, *words),
        ],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"File too large" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert names_in(tmp_path) == {"base.json"}


@pytest.mark.usefixtures("every_file_is_large")
def test_how_many_events_are_collected_is_told_on_a_terminal(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("tui.cli.progress.Line.show", lambda _, words: shown.append(words))
    base = many.write(tmp_path / "many.json", 1100)
    assert run("export", "reader", "-o", tmp_path / "out.json", "--db", base).code == 0
    assert "Collecting: 1,000 events" in shown
    assert "Writing out.json: 1 MB" in shown


def test_without_a_standard_output_a_file_is_asked_for(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", None)
    from tui.cli import main

    assert main(["export", "--db", str(base)]) == 2


@pytest.mark.usefixtures("every_file_is_large")
def test_a_large_database_goes_out_by_way_of_its_prepared_copy(run: Runner, tmp_path: Path) -> None:
    base = many.write(tmp_path / "many.json", 200)
    ran = run("export", "reader", "--format", "jsonl", "--db", base)
    assert ran.code == 0
    assert len(ran.out.splitlines()) > 600


def _export(base: Path, *words: str, **more: str) -> list[str]:
    return ["-m", "tui", "export", "--db", str(base), *words]


def test_the_shell_completes_formats() -> None:
    more = {"COMP_WORDS": "wherefrom export --format cs", "COMP_CWORD": "3"}
    ran = subprocess.run(
        [sys.executable, "-m", "tui"],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "_WHEREFROM_COMPLETE": "bash_complete"} | more,
        check=True,
    )
    assert ran.stdout.decode().split() == ["plain,csv", "plain,csl"]


def test_stdout_is_utf_8_in_any_locale(base: Path) -> None:
    ran = subprocess.run(
        [sys.executable, *_export(base, "--format", "jsonl")],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"},
        check=True,
    )
    assert "Zoë" in ran.stdout.decode("utf-8")


def test_a_reader_that_goes_away_is_no_failure(base: Path) -> None:
    many.write(base, 3000)
    ran = subprocess.run(
        ["/bin/sh", "-c", '{ "$@"; echo "code $?" >&2; } | head -c 10', "sh", sys.executable,
         *_export(base)],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )  # fmt: skip
    assert len(ran.stdout) == 10
    assert ran.stderr.decode().splitlines()[-1] == "code 0"
    assert b"Traceback" not in ran.stderr


def _on_a_terminal(*words: str) -> tuple[int, bytes]:
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as reading:
        with os.fdopen(theirs, "wb") as writing:
            ran = subprocess.run(
                [sys.executable, *words],
                stdout=writing,
                stderr=writing,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
                check=False,
            )
        found = b""
        while True:
            try:
                block = reading.read(65536)
            except OSError:  # Linux says EIO at the end of a pseudo-terminal
                block = b""
            if not block:
                return ran.returncode, found
            found += block


def test_a_terminal_is_shown_nothing_that_rules_it(base: Path) -> None:
    code, shown = _on_a_terminal(*_export(base, "--format", "jsonl", "eve"))
    assert code == 0
    assert "Zoë".encode() in shown
    assert b"\x1b]52" not in shown
    assert "\u202e".encode() not in shown
