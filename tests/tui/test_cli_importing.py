"""`wherefrom import`: what holds nothing of ours is refused in a sentence, nothing is changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import Runner
from tui.cli.progress import ImportLine

VOTES = {"vote_events": [{"id": "v1", "votes": [{"voter_id": "p1", "option": "yes"}]}]}
PACKAGE = {"name": "moves", "resources": [{"path": "moves.csv"}]}

NOTHING = {
    "votes.json": json.dumps(VOTES).encode(),
    "members.json": b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
    "datapackage.json": json.dumps(PACKAGE).encode(),
    "people.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "people.zip": b"PK\x03\x04\x14\x00",
    "deep.json": b"[" * 200_000,
    "deeper.json": b'{"persons":' * 50_000,
    "empty.json": b"",
    "half.json": b'{"persons": [{"id": "p1", "name": "Ada"',
    "none.json": b'{"persons": [], "organizations": []}',
    "number.json": b"42",
    "words.txt": b"Ada left Acme.",
    "latin.json": '{"persons": [{"name": "Zoé"}]}'.encode("latin-1"),
    "vessels.jsonl": b'{"id": "v", "schema": "Vessel", "properties": {"name": ["Titanic"]}}',
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_holds_nothing_of_ours_is_refused_in_one_line(
    run: Runner, base: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(NOTHING[name])
    before, beside = base.read_bytes(), sorted(tmp_path.rglob("*"))
    ran = run("import", path, "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert name in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert base.read_bytes() == before
    assert sorted(tmp_path.rglob("*")) == beside


def test_two_gigabytes_of_zeros_are_refused_unread(run: Runner, base: Path, tmp_path: Path) -> None:
    path = tmp_path / "zeros.json"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    ran = run("import", path, "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert "2,048 MiB" in ran.err


def test_the_report_is_one_document_in_json(run: Runner, base: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text(json.dumps({"persons": [{"id": "1", "name": "Bo", "gender": "f"}]}))
    report = run("import", path, "--json", "--db", base).json
    assert report["tables"]["people"]["added"] == 1
    assert report["sources"] == ["source/p"]
    assert report["unheld"] == {"persons.gender": 1}


def test_a_large_file_comes_in_by_one_write(run: Runner, base: Path, tmp_path: Path) -> None:
    rows = [
        {"person_id": f"p{n % 500}", "organization_id": f"o{n % 40}", "role": f"role {n}"}
        for n in range(5000)
    ]
    path = tmp_path / "many.json"
    path.write_text(json.dumps({"memberships": rows}))
    ran = run("import", path, "--db", base)
    assert ran.code == 0, ran.err
    assert "5,000 added" in ran.out
    assert "mentioned, not defined" in ran.out
    assert len(run("restore", "--json", "--db", base).json["kept"]) == 1
    assert "Nothing new" in run("import", path, "--db", base).err


def test_the_line_of_progress_tells_rate_and_time(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.intake import Progress

    clock = iter((0.0, 10.0))
    monkeypatch.setattr("tui.cli.progress._room", lambda: 100)
    monkeypatch.setattr("tui.cli.progress.time.monotonic", lambda: next(clock))
    line = ImportLine()
    line.hear(Progress("reading", "many.json", 0.25, 5000))
    line.hear(Progress("writing", "many.json", 1.0, 20_000))
    line.clear()
    said = capsys.readouterr().err
    assert "Reading many.json: 25% · 500 a second · about 30 s left" in said
    assert "Writing many.json · 20,000 found" in said


def test_what_a_file_is_can_be_told_with_the_import(
    run: Runner, base: Path, tmp_path: Path
) -> None:
    path = tmp_path / "p.json"
    path.write_text(json.dumps({"persons": [{"id": "1", "name": "Bo"}]}))
    told = ("--title", "Parliament", "--publisher", "The Clerk", "--date", "2019-05")
    assert run("import", path, *told, "--db", base).code == 0
    source = run("show", "source/p", "--json", "--db", base).json["source"]
    assert (source["title"], source["publisher"]) == ("Parliament", "The Clerk")
    assert source["published"] == "2019-05"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--title", " "), "--title cannot be"),
        (("--date", "soon"), "--date cannot be “soon”"),
        (("--url", "nowhere"), "--url cannot be"),
        (("p.json", "--title", "x"), "--title is of one file"),
        (("--format", "facts", "--title", "x"), "says itself"),
    ],
)
def test_what_cannot_be_told_of_a_file_is_refused(
    run: Runner, base: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "p.json"
    path.write_text(json.dumps({"persons": [{"id": "1", "name": "Bo"}]}))
    before = base.read_bytes()
    ran = run("import", path, *words, "--db", base)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert base.read_bytes() == before
