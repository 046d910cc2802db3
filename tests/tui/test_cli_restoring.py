"""`undo` and `restore`: what they say, bring back, and refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import Runner


@pytest.fixture
def written(run: Runner, base: Path, tmp_path: Path) -> Path:
    """The small database after two imports, of Bo and of Zo."""
    for name in ("Bo", "Zo"):
        facts = tmp_path / f"{name}.jsonl"
        facts.write_text(json.dumps({"table": "people", "id": name.lower(), "name": name}))
        assert run("import", facts, "--db", base).code == 0
    return base


def people(run: Runner, base: Path) -> int:
    return int(run("show", "people", "--json", "--db", base).json["total"])


def test_restore_lists_what_is_kept(run: Runner, written: Path) -> None:
    ran = run("restore", "--db", written)
    assert ran.code == 0
    head, *rows = ran.out.splitlines()
    assert head.split()[:5] == ["until", "size", "people", "companies", "events"]
    assert [(row.split()[0], row.split("  ")[-1]) for row in rows] == [
        ("2", "import Zo.jsonl"),
        ("1", "import Bo.jsonl"),
    ]
    assert "wherefrom restore NUMBER --db" in ran.err


def test_restore_lists_it_as_json_too(run: Runner, written: Path) -> None:
    kept = run("restore", "--json", "--db", written).json["kept"]
    assert [(each["number"], each["what"], each["condition"]) for each in kept] == [
        (2, "import Zo.jsonl", "whole"),
        (1, "import Bo.jsonl", "whole"),
    ]
    assert kept[0]["people"] == kept[1]["people"] + 1
    assert Path(kept[1]["file"]).stat().st_size == kept[1]["size"]


def test_restore_brings_a_state_back_and_undo_takes_that_back(run: Runner, written: Path) -> None:
    before = people(run, written)
    ran = run("restore", "1", "--db", written)
    assert (ran.code, ran.out) == (0, "")
    assert "as it was before “import Bo.jsonl”" in ran.err
    assert people(run, written) == before - 2
    assert "before “restore 1”" in run("undo", "--db", written).err
    assert people(run, written) == before


def test_undo_says_what_it_took_back(run: Runner, written: Path) -> None:
    before = people(run, written)
    ran = run("undo", "--json", "--db", written)
    assert ran.code == 0
    assert (ran.json["restored"], ran.json["before"], ran.json["kept_as"]) == (
        *(2, "import Zo.jsonl", 3),
    )
    assert ran.json["people"] == people(run, written) == before - 1
    assert "wherefrom undo --db" in ran.err


def test_a_damaged_file_is_brought_back(run: Runner, written: Path) -> None:
    written.write_bytes(b"{")
    assert "wherefrom restore" in run("show", "people", "--db", written).err
    assert run("undo", "--db", written).code == 2
    assert run("restore", "2", "--db", written).code == 0
    back = run("undo", "--json", "--db", written)
    assert "cannot be opened" in back.err
    assert back.json["people"] is None
    assert "?" in run("restore", "--db", written).out


def test_a_state_that_is_the_present_one_is_no_news(run: Runner, written: Path) -> None:
    run("restore", "1", "--db", written)
    ran = run("restore", "1", "--db", written)
    assert ran.code == 0
    assert "nothing was changed" in ran.err


def test_what_comes_back_where_nothing_stands_has_no_way_back(run: Runner, written: Path) -> None:
    written.unlink()
    ran = run("restore", "1", "--db", written)
    assert (ran.code, len(ran.err.splitlines())) == (0, 1)


def test_nothing_kept_is_said(run: Runner, base: Path) -> None:
    ran = run("restore", "--db", base)
    assert (ran.code, ran.out) == (0, "")
    assert "No earlier state" in ran.err
    assert run("restore", "--json", "--db", base).json["kept"] == []
    assert run("undo", "--db", base).code == 2


@pytest.mark.parametrize(
    ("number", "code"), [("7", 1), ("0", 1), ("9" * 40, 1), ("../x", 2), ("1\0", 2), ("1.json", 2)]
)
def test_a_number_that_is_none_of_them_changes_nothing(
    run: Runner, written: Path, number: str, code: int
) -> None:
    before = written.read_bytes()
    ran = run("restore", number, "--db", written)
    assert (ran.code, ran.out) == (code, "")
    assert len(ran.err.splitlines()) == 1
    assert written.read_bytes() == before


def test_what_stands_in_a_note_never_rules_the_terminal(run: Runner, written: Path) -> None:
    path = written.with_name("base.json.kept") / "2.note.json"
    note = json.loads(path.read_text())
    note |= {"what": "a\x1b]52;c;eA==\x07\nb\u202e[/red]", "when": "\x1b[2J"}
    path.write_text(json.dumps(note))
    for words in (["restore"], ["restore", "--json"], ["restore", "2"]):
        ran = run(*words, "--db", written)
        assert ran.code == 0
        assert "\x1b" not in ran.out + ran.err
        assert "\u202e" not in ran.out + ran.err


def test_a_damaged_state_and_a_time_that_is_none_are_shown_as_such(
    run: Runner, written: Path
) -> None:
    folder = written.with_name("base.json.kept")
    (folder / "2.json").write_bytes(b"{")
    note = json.loads((folder / "1.note.json").read_text())
    (folder / "1.note.json").write_text(json.dumps(note | {"when": ""}))
    written.with_name("base.json.bak").write_bytes(b"x" * 2000)
    rows = run("restore", "--db", written).out.splitlines()[1:]
    assert rows[0].endswith("damaged: import Zo.jsonl")
    assert rows[1].split()[1] == "?"
    assert rows[2].endswith("unproven: kept by an earlier version")
    assert "2 kB" in rows[2]


@pytest.mark.parametrize("words", [["restore"], ["restore", "1"], ["undo"]])
def test_the_built_in_database_is_never_written(run: Runner, words: list[str]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "wherefrom init PATH" in ran.err
