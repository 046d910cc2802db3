"""A restricted command line reads and does nothing else, however it is asked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.running import Runner
from tui.cli import direct, surroundings
from tui.wall import Wall
from tui.web.sign import DRIVER, DRIVER_VARIABLE


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("value", ["1", "yes", "true", "2", "yess", " on "])
def test_any_value_but_a_no_restricts(value: str) -> None:
    assert surroundings.is_asked_for({"WHEREFROM_RESTRICTED": value})


@pytest.mark.parametrize("value", ["", "0", "false", "No", "OFF", " "])
def test_a_no_does_not(value: str) -> None:
    assert not surroundings.is_asked_for({"WHEREFROM_RESTRICTED": value})
    assert not surroundings.is_asked_for({})


@pytest.mark.parametrize(
    "words",
    [
        *("init new.json", "import facts.jsonl", "source add a.txt", "source attach gazette a.txt"),
        *("undo", "restore", "restore 1", "merge zoe-ada bob", "unmerge bob", "distinct a b"),
        *("verify --fix", "export -o out.json", "export --force -o out.json"),
    ],
)
@pytest.mark.parametrize("place", ["before", "after", "around"])
def test_what_writes_is_refused_in_a_sentence(
    run: Runner,
    base: Path,
    words: str,
    place: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(base.parent)
    before = everything(base.parent)
    option = {"before": ["--restricted"], "after": [], "around": []}[place]
    behind = ["--restricted"] if place == "after" else []
    if place == "around":
        monkeypatch.setenv("WHEREFROM_RESTRICTED", "1")
    done = run(*option, *words.split(), "--db", base, *behind)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("wherefrom: This session is restricted and only reads")
    assert done.err.count(".") == 1
    assert everything(base.parent) == before


@pytest.mark.parametrize(
    "words",
    [
        *("show people", "show person/zoe-ada --json", "search ada", "verify", "source list"),
        *("export", "export --format csl", "duplicates", "decisions"),
    ],
)
def test_what_reads_says_the_same_as_ever_and_stands_behind_a_wall(
    run: Runner, base: Path, words: str, hooks: list[object]
) -> None:
    plain = run(*words.split(), "--db", base)
    assert hooks == []
    assert run("--restricted", *words.split(), "--db", base) == plain
    assert [type(each) for each in hooks] == [Wall]


def test_no_option_undoes_what_the_environment_asks_for(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHEREFROM_RESTRICTED", "1")
    for option in ("--no-restricted", "--restricted=0", "--restricted=false", "--unrestricted"):
        assert run(option, "undo", "--db", base).code == 2
        assert run("undo", option, "--db", base).code == 2


def test_the_environment_names_no_database_and_no_texts(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHEREFROM_DB", str(base))
    monkeypatch.setenv("WHEREFROM_TEXTS", "/nowhere")
    for words in (["--restricted", "show", "people"], ["show", "people", "--restricted"]):
        done = run(*words)
        assert done.code == 0
        assert "person/jason-wei" in done.out
    assert run("--restricted", "show", "people", "--db", base).out.startswith("person/zoe-ada")


def test_the_environment_tells_of_the_terminal_and_of_nothing_else(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = ["TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_SCREENSHOT", "WHEREFROM_CACHE"]
    odd += ["TEXTUAL_FPS", "TEXTUAL_COLOR_SYSTEM", "LANGUAGE", "TZ", "TERMINFO", "INPUTRC"]
    odd += ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "PYTHONSTARTUP", "LD_PRELOAD", "EDITOR", "BROWSER"]
    for name in odd:
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("TEXTUAL_DRIVER", "evil.module:Driver")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm")
    home = os.environ["HOME"]
    assert run("--restricted", "show", "people", "--db", base).code == 0
    assert not set(os.environ) & {*odd, "TEXTUAL_DRIVER"}
    assert (os.environ["TERM"], os.environ["LC_ALL"]) == ("xterm", "C.UTF-8")
    assert os.environ["HOME"] == home


def test_a_browser_keeps_the_driver_that_it_needs(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DRIVER_VARIABLE, DRIVER)
    assert run("--restricted", "show", "people", "--db", base).code == 0
    assert os.environ[DRIVER_VARIABLE] == DRIVER


@pytest.mark.parametrize("asked", ["cat /etc/passwd", "/usr/lib/openssh/sftp-server", "scp -f x"])
def test_a_command_that_a_client_sends_is_refused(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setenv("SSH_ORIGINAL_COMMAND", asked)
    done = run("--restricted", "--db", base)
    assert done.code == 2
    assert "Connect without one." in done.err
    assert run("show", "people", "--db", base).code == 0


def test_completion_tells_nothing_in_a_restricted_account(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHEREFROM_RESTRICTED", "1")
    monkeypatch.setenv("_WHEREFROM_COMPLETE", "bash_source")
    assert (run().code, run().out) == (1, "")


@pytest.mark.parametrize("name", ["LANG", "LC_ALL", "LC_MESSAGES"])
def test_a_locale_that_is_a_path_is_gone_before_words_are_looked_up_by_it(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "../../../tmp/words")
    seen: list[str | None] = []
    read = direct.read

    def looking(*given: Any) -> direct.Line | None:
        seen.append(os.environ.get(name))
        return read(*given)

    monkeypatch.setattr(direct, "read", looking)
    assert run("--restricted", "show", "people", "--db", base).code == 0
    assert seen == [None]


def test_nothing_is_completed_where_the_option_restricts(
    run: Runner, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_WHEREFROM_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"wherefrom --db {base} person/")
    monkeypatch.setenv("COMP_CWORD", "3")
    assert "person/zoe-ada" in run().out
    for words in (["--restricted"], ["--db", base, "--restricted"], ["show", "--restricted"]):
        assert (run(*words).code, run(*words).out) == (1, "")
