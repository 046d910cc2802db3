"""`import`, `init`: what they report, change, and leave alone."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.running import Runner

FACT = {"table": "people", "id": "bo", "name": "Bo"}


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """A file with one fact that the small database does not have."""
    path = tmp_path / "new.jsonl"
    path.write_text(json.dumps(FACT) + "\n")
    return path


def test_import_reports_what_came_in(run: Runner, base: Path, facts: Path) -> None:
    ran = run("import", facts, "--format", "facts", "--db", base)
    assert ran.code == 0, ran.err
    assert "1 added" in ran.out
    assert run("show", "person/bo", "--json", "--db", base).json["person"]["name"] == "Bo"


def test_import_twice_changes_nothing_the_second_time(run: Runner, base: Path, facts: Path) -> None:
    run("import", facts, "--db", base)
    before = base.read_bytes()
    ran = run("import", facts, "--db", base)
    assert ran.code == 0
    assert "1 unchanged" in ran.out
    assert base.read_bytes() == before


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"table": "people", "id": "bo", "nme": "Bo"}', "name"),
        ('{"table": "people", "id": "bo", "name": "Bo"', "line 1"),
        ("[]", "line 1"),
        (f'{{"table": "people", "id": "bo", "name": {"9" * 5000}}}', "line 1: it holds a number"),
        ('{"table": "people", "id": "bo", "name": 1e999}', "line 1: 1e999 is too large"),
        (
            '{"table": "quotes", "id": "q", "source": "gazette", "exact": "not there", '
            '"speech": "none", "lang": "en"}',
            "exact",
        ),
    ],
)
def test_a_fact_that_cannot_be_read_is_named_and_nothing_comes_in(
    run: Runner, base: Path, facts: Path, line: str, message: str
) -> None:
    facts.write_text(line + "\n")
    before = base.read_bytes()
    ran = run("import", facts, "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert base.read_bytes() == before


def _piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))


@pytest.mark.parametrize("form", [[], ["--format", "facts"]])
def test_a_minus_reads_facts_from_standard_input(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch, form: list[str]
) -> None:
    _piped(monkeypatch, json.dumps(FACT | {"name": "Bø"}, ensure_ascii=False).encode())
    ran = run("import", "-", *form, "--db", base)
    assert ran.code == 0, ran.err
    assert "standard input" in ran.out
    assert run("show", "person/bo", "--json", "--db", base).json["person"]["name"] == "Bø"


@pytest.mark.parametrize(
    ("data", "words", "message"),
    [
        (b'{"table": "people"}', ["-"], "standard input, line 1"),
        (b"\xff", ["-"], "standard input: byte 0 is not UTF-8"),
        (b"", ["-", "-"], "once"),
        (None, ["-"], "no standard input"),
    ],
)
def test_what_standard_input_cannot_give_is_said(
    run: Runner,
    base: Path,
    monkeypatch: pytest.MonkeyPatch,
    data: bytes | None,
    words: list[str],
    message: str,
) -> None:
    if data is None:
        monkeypatch.setattr("sys.stdin", None)
    else:
        _piped(monkeypatch, data)
    before = base.read_bytes()
    ran = run("import", *words, "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert base.read_bytes() == before


@pytest.mark.parametrize("form", ["cvs", "popollo", "Facts", ""])
def test_a_format_that_is_not_read_is_refused_with_those_that_are(
    run: Runner, base: Path, facts: Path, form: str
) -> None:
    ran = run("import", facts, "--format", form, "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert "facts" in ran.err


def test_a_name_that_tells_no_format_needs_one(run: Runner, base: Path, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("id,name\n")
    ran = run("import", table, "--db", base)
    assert ran.code == 2
    assert "--format" in ran.err


def test_a_file_that_is_missing_is_named(run: Runner, base: Path, tmp_path: Path) -> None:
    ran = run("import", tmp_path / "gone.jsonl", "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert "gone.jsonl" in ran.err


def test_the_built_in_database_is_never_written(run: Runner, facts: Path) -> None:
    from db.storage import BUILT_IN

    before = BUILT_IN.read_bytes()
    ran = run("import", facts)
    assert ran.code == 2
    assert "init" in ran.err
    assert BUILT_IN.read_bytes() == before


def test_init_copies_the_built_in_database(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    assert run("init", path).code == 0
    mine = run("show", "people", "--json", "--db", path).json
    assert mine["total"] == run("show", "people", "--json").json["total"] > 0


def test_init_tells_how_to_open_a_path_with_a_space(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "my own.json"
    assert f"wherefrom --db '{path}'" in run("init", path).err


def test_init_empty_makes_a_database_without_records(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    assert run("init", path, "--empty").code == 0
    ran = run("show", "people", "--json", "--db", path)
    assert (ran.code, ran.json["total"]) == (0, 0)


@pytest.mark.parametrize("is_before", [True, False])
def test_init_takes_no_other_database_to_copy(
    run: Runner, base: Path, tmp_path: Path, is_before: bool
) -> None:
    path = tmp_path / "own.json"
    ran = run(*(["--db", base, "init", path] if is_before else ["init", path, "--db", base]))
    assert (ran.code, ran.out) == (2, "")
    assert "--db does not go with init" in ran.err
    assert not path.exists()


def test_init_works_where_the_environment_names_a_database(
    run: Runner, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHEREFROM_DB", str(base))
    assert run("init", tmp_path / "own.json").code == 0


@pytest.mark.parametrize("words", [["init", ""], ["init", "/dev/null"]])
def test_init_that_is_refused_leaves_no_lock(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words).code == 2
    assert list(tmp_path.iterdir()) == []
    assert not Path("/dev/.null.lock").exists()


def test_init_never_overwrites(run: Runner, base: Path) -> None:
    before = base.read_bytes()
    ran = run("init", base)
    assert (ran.code, ran.out) == (2, "")
    assert "base.json" in ran.err
    assert base.read_bytes() == before


def test_init_into_a_folder_that_is_not_there_is_one_sentence(run: Runner, tmp_path: Path) -> None:
    ran = run("init", tmp_path / "no" / "own.json")
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.strip().splitlines()) == 1
