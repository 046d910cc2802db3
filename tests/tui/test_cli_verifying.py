"""`verify` tells how every quote stands in its text; `verify --fix` mends what has moved."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests import small
from tests.running import Runner
from tui.cli import progress


def test_verify_counts_quotes_by_how_they_stand_in_their_texts(run: Runner, base: Path) -> None:
    ran = run("verify", "--json", "--db", base)
    assert ran.code == 0
    assert list(ran.json) == ["quotes", "problems", "warnings", "texts"]
    assert ran.json["quotes"] == {
        "exact": 2,
        "moved": 0,
        "altered": 0,
        "missing": 0,
        "no-text": 0,
    }
    assert ran.json["problems"] == []


def test_verify_without_texts_says_so_and_exits_0(run: Runner, base: Path, tmp_path: Path) -> None:
    empty = tmp_path / "none"
    empty.mkdir()
    ran = run("verify", "--json", "--db", base, "--texts", empty)
    assert (ran.code, ran.json["quotes"]["no-text"]) == (0, 2)


def test_verify_finds_every_broken_rule_in_a_file_that_does_not_load(
    run: Runner, tmp_path: Path
) -> None:
    content = small.documents()
    content["events"]["1"]["quotes"] = []
    content["events"]["2"]["roles"][0]["id"] = "nobody"
    base = small.write(tmp_path / "broken.json", content)
    assert run("show", "people", "--db", base).code == 2
    ran = run("verify", "--json", "--db", base)
    assert ran.code == 1
    found = {(each["table"], each["id"]) for each in ran.json["problems"]}
    assert {("events", "ada-to-globex"), ("events", "ada-never-came")} <= found
    assert all(
        list(each) == ["rule", "table", "id", "field", "message"] for each in ran.json["problems"]
    )


def test_verify_finds_a_quote_that_its_text_no_longer_has(run: Runner, base: Path) -> None:
    text = base.with_name("base.json.texts") / "gazette.txt"
    text.write_text("Nothing of the kind was ever printed here.\n")
    ran = run("verify", "--json", "--db", base)
    assert (ran.code, ran.json["quotes"]["missing"]) == (1, 2)


def test_verify_prints_the_same_for_people(run: Runner, base: Path) -> None:
    ran = run("verify", "--db", base)
    assert ran.code == 0
    assert "2" in ran.out
    assert "exact" in ran.out


def test_a_folder_of_texts_that_is_none_is_refused(run: Runner, base: Path, tmp_path: Path) -> None:
    ran = run("verify", "--db", base, "--texts", tmp_path / "nowhere")
    assert (ran.code, ran.out) == (2, "")
    assert "nowhere" in ran.err


@pytest.mark.parametrize("data", [b"[]", b'"x"'])
def test_verify_lists_json_that_is_no_object_as_a_problem(
    run: Runner, tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "base.json"
    path.write_bytes(data)
    ran = run("verify", "--json", "--db", path)
    assert (ran.code, list(ran.json)) == (1, ["quotes", "problems", "warnings", "texts"])
    assert "It is no TinyDB database" in ran.json["problems"][1]["message"]
    assert run("verify", "--db", path).out.count("problem: the file: ") == 1


def moved(base: Path) -> Path:
    """Put a sentence before the text of the small database; return its file."""
    text = base.with_name("base.json.texts") / "gazette.txt"
    text.write_text(f"From our reporter. {small.TEXT}", encoding="utf-8", newline="")
    return text


def test_fix_corrects_what_has_moved_and_says_so(run: Runner, base: Path) -> None:
    moved(base)
    assert run("verify", "--db", base).code == 1
    ran = run("verify", "--fix", "--db", base)
    assert ran.code == 0
    assert "fixed: quotes/left-acme: It stood at 8–40 and stands at 27–59 now." in ran.out
    assert "fixed: sources/gazette: " in ran.out
    assert "2 quotes: 2 exact" in ran.out
    assert (ran.err, run("verify", "--db", base).code) == ("", 0)


def test_fix_changes_nothing_the_second_time(run: Runner, base: Path) -> None:
    moved(base)
    run("verify", "--fix", "--db", base)
    before = base.read_bytes()
    ran = run("verify", "--fix", "--json", "--db", base)
    assert (ran.code, ran.json["fixed"], ran.json["not-fixed"]) == (0, [], [])
    assert "the database is as it was" in ran.err
    assert base.read_bytes() == before


def test_fix_tells_as_json_what_it_did_and_what_not(run: Runner, base: Path) -> None:
    text = moved(base)
    text.write_text(text.read_text(encoding="utf-8").replace("never", "hardly"), encoding="utf-8")
    before = base.read_bytes()
    ran = run("verify", "--fix", "--json", "--db", base)
    assert (ran.code, ran.json["fixed"]) == (1, [])
    assert list(ran.json) == ["quotes", "problems", "warnings", "texts", "fixed", "not-fixed"]
    [left] = ran.json["not-fixed"]
    assert (left["table"], left["id"]) == ("quotes", "left-acme")
    assert "1 of 2 quotes" in left["message"]
    problems = {each["rule"]: each for each in ran.json["problems"]}
    assert (problems["moved"]["start"], problems["moved"]["end"]) == (27, 59)
    assert {"op": "delete", "text": "never"} in problems["altered"]["diff"]
    assert base.read_bytes() == before


def test_fix_never_writes_the_built_in_database(run: Runner) -> None:
    ran = run("verify", "--fix")
    assert (ran.code, ran.out) == (2, "")
    assert "built-in database is never written" in ran.err


def test_texts_that_are_not_at_hand_are_told(run: Runner, base: Path, tmp_path: Path) -> None:
    empty = tmp_path / "none"
    empty.mkdir()
    ran = run("verify", "--db", base, "--texts", empty)
    assert ran.err.startswith("The text of 1 source is not at hand: ")
    assert "The texts of 5 sources are not at hand" in run("verify", "--texts", empty).err


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 2


def test_a_long_work_tells_how_far_it_is_where_a_person_looks_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal, clock = Terminal(), iter([0.0, 0.1, 10.0, 20.0, 30.0])
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_room", lambda: 60)
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    with progress.working("Verifying \x1b]base.json") as tell:
        for share in (0, 0.02, 0.5, 1):
            tell(share)
    said = terminal.getvalue()
    assert said.split("\r\x1b[K") == [
        "",
        "Verifying ␛]base.json: 2%",
        "Verifying ␛]base.json: 50% · about 20 s left",
        "Verifying ␛]base.json: 100% · nearly done",
        "",
    ]


def test_ctrl_c_leaves_the_database_as_it_was(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved(base)
    before = base.read_bytes()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("db.mending.anchor", interrupt)
    ran = run("verify", "--fix", "--db", base)
    assert (ran.code, ran.out, ran.err) == (130, "", "Interrupted.\n")
    assert base.read_bytes() == before


def test_problems_are_a_view_that_can_be_printed(run: Runner, base: Path) -> None:
    moved(base)
    ran = run("show", "problems", "--db", base)
    assert ran.code == 0
    assert ran.out.splitlines()[0].startswith("problem: quotes/left-acme, field “start”: ")
    assert "2 quotes: 2 moved" in ran.err
    ran = run("show", "problems?q=changed", "--json", "--db", base)
    assert (ran.code, ran.json["view"], ran.json["query"]) == (0, "problems?q=changed", "changed")
    assert (ran.json["problems"], len(ran.json["warnings"])) == ([], 1)
    ran = run("show", "problems?q=xyz", "--db", base)
    assert (ran.code, ran.out) == (1, "")


def test_where_nothing_is_wrong_the_printed_view_says_so(run: Runner, tmp_path: Path) -> None:
    empty = tmp_path / "empty.json"
    run("init", empty, "--empty")
    ran = run("show", "problems", "--db", empty)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "0 quotes: none\nNothing is wrong.\n"


def test_a_word_that_is_nearly_problems_is_answered_with_it(run: Runner) -> None:
    assert "Did you mean problems?" in run("problem").err
