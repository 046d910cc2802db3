"""README keeps its promises: generated parts are current, examples run, pictures exist."""

from __future__ import annotations

import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from db import storage
from db.records import Person, Records
from tests import readme
from tui import commands, config
from tui.cli import main
from tui.themes import THEMES

ROOT = readme.README.parent
README = readme.README.read_text(encoding="utf-8")


def _code(name: str) -> str:
    """Return the code between two markers."""
    return re.sub(r"^```.*$\n?", "", readme.part(name, README), flags=re.MULTILINE)


@pytest.mark.parametrize("name", readme.PARTS)
def test_a_generated_part_is_current(name: str) -> None:
    assert readme.part(name, README) == readme.PARTS[name](), "run: make readme"


def test_readme_begins_with_a_picture_and_two_commands() -> None:
    assert README.startswith("![")
    before = README[: README.index("## ")]
    assert len(re.findall(r"^```sh$", before, re.MULTILINE)) == 2


def test_every_picture_exists() -> None:
    pictures = re.findall(r"\]\((screenshots/[^)]+)\)", README)
    assert len(pictures) >= 5
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_link_inside_leads_to_a_file(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", (ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_example_with_plain_tinydb_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "own.json"]) == 0
    example = _code("example")
    assert len([line for line in example.splitlines() if line.strip()]) <= 12
    ran = subprocess.run(
        [sys.executable, "-c", example], capture_output=True, text=True, check=True
    )
    assert ran.stdout.count("|") >= 3
    described = storage.read(Path("own.json")).people["jason-wei"].description
    assert described == "researcher; to be asked for an interview"


def test_the_example_of_a_database_of_ones_own_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    Path("articles/gazette.txt").write_text(
        "Zoë Ada joined Globex in May 2024.\n", encoding="utf-8"
    )
    Path("facts.jsonl").write_text(_code("facts"), encoding="utf-8")
    *lines, opening = _code("own").strip().splitlines()
    for line in lines:
        assert main(shlex.split(line)[1:]) == 0, capsys.readouterr().err
    assert opening == "wherefrom --db own.json"
    assert "1 exact" in capsys.readouterr().out
    *lines, looking = _code("lost").strip().splitlines()
    for line in lines:
        assert main(shlex.split(line, comments=True)[1:]) == 0, capsys.readouterr().err
    assert looking.startswith("wherefrom --db own.json.kept/1.json ")
    assert main(["show", "people", "--db", "own.json.kept/1.json"]) == 0


def test_a_base_of_ones_own_is_made_as_readme_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("parliament.json").write_text(_code("popolo"), encoding="utf-8")
    *lines, opening = _code("five").strip().splitlines()
    said: dict[str, str] = {}
    for line in lines:
        assert main(shlex.split(line, comments=True)[1:]) == 0, capsys.readouterr().err
        said[line.split()[1]] = capsys.readouterr().out
    assert opening.startswith("wherefrom --db own.json ")
    assert "2 added" in said["import"]
    assert "“around 2011”" in said["import"]
    assert "3 exact" in said["verify"]
    assert "adviser, Northern Energy" in said["show"]
    assert "person/ada-lind" in said["search"]
    assert (tmp_path / "tables" / "events.csv").is_file()
    assert len(storage.read(Path("own.json")).people) == 2


def test_the_example_of_a_merge_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    people = {"zoe-ada": Person("zoe-ada", "Zoë Ada"), "z-ada": Person("z-ada", "Z. Ada")}
    storage.write(Path("own.json"), Records(people), create=True)
    for line in _code("merging").strip().splitlines():
        assert main(shlex.split(line, comments=True)[1:]) == 0, capsys.readouterr().err
    said = capsys.readouterr().out
    assert "for initials that fit, Zoë Ada and Z. Ada" in said
    assert "also         Z. Ada" in said
    assert {each.action for each in storage.read(Path("own.json")).decisions.values()} == {
        "distinct"
    }


def test_the_example_of_two_databases_that_become_one_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    storage.write(Path("own.json"), Records({"ada": Person("ada", "Ada")}), create=True)
    storage.write(Path("colleague.json"), Records({"eve": Person("eve", "Eve")}), create=True)
    for line in _code("joining").strip().splitlines():
        assert main(shlex.split(line, comments=True)[1:]) == 0, capsys.readouterr().err
    assert list(storage.read(Path("own.json")).people) == ["ada", "eve"]


def test_the_example_of_a_table_with_a_mapping_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    storage.write(Path("own.json"), Records(), create=True)
    Path("moves.csv").write_text(
        "Name,Company,Role,From,What\n"
        "Zoë Ada; Bob Stone,Globex,editor,24/05/2024,joined\n"
        "Eve Adams,Acme,,01/06/2024,to join\n",
        encoding="utf-8",
    )
    Path("moves.toml").write_text(_code("mapping"), encoding="utf-8")
    suggesting, importing = _code("table").strip().splitlines()
    command, _, first = suggesting.partition(" > ")
    assert main(shlex.split(command)[1:]) == 0
    Path(first).write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(shlex.split(importing)[1:]) == 0, capsys.readouterr().err
    assert sorted(event.summary for event in storage.read(Path("own.json")).events.values()) == [
        "Announced: Eve Adams joined Acme (2024-06-01).",
        "Zoë Ada and Bob Stone joined Globex as editor (2024-05-24).",
    ]
    storage.write(Path("other.json"), Records(), create=True)
    assert main(["import", "moves.csv", "--map", first, "--db", "other.json"]) == 0


def test_the_example_of_plain_mode_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command, *wanted = _code("listening").strip().splitlines()
    sending, _, listening = command.removeprefix("$ ").partition(" | ")
    sent = shlex.split(sending)[1].replace("\\n", "\n")
    monkeypatch.setattr(sys, "stdin", io.StringIO(sent))
    assert main(shlex.split(listening)[1:]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[: len(wanted)] == wanted
    assert told[len(wanted)] == "Quote 1 of 2, no text at hand."


def test_the_examples_of_the_command_line_are_commands() -> None:
    words = re.findall(r"^wherefrom (\S+)", README, re.MULTILINE)
    assert {"show", "search", "verify", "init", "import", "export"} <= set(words)


def test_the_examples_of_taking_it_out_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in _code("out").strip().splitlines():
        words = shlex.split(line.partition("#")[0])[1:]
        assert main(words) == 0, capsys.readouterr().err
        assert Path(words[words.index("-o") + 1]).exists()


def test_the_changelog_speaks_of_this_version() -> None:
    from tui import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_settings_in_the_readme_are_settings(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(_code("settings"), encoding="utf-8")
    found = config.load(path, themes=THEMES, commands=commands.BY_ID)
    assert (found.theme, found.translation) == ("light", False)
    assert dict(found.keys) == {"app.search": "slash,ctrl+f", "app.quit": "Q"}
