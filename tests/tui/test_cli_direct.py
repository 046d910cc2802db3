"""The short way to the explorer reads only what click would read in the same way."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import small
from tui.cli import direct, program, start
from tui.cli.chosen import Chosen

WORDS = (
    "people", "companies", "problems", "person/ada", "people?q=a b", "person/ada#x", "sources",
    "--db", "--texts", "base.json", "texts", "gone", "", "-", "-h", "--help", "--db=base.json",
    "search", "show", "zhao", "ada\x1b", "\udcff/a", "--", "é/ø", "--version",
    "--ascii", "--no-ascii", "--colours", "16", "none",
)  # fmt: skip

Opened = list[tuple[Chosen, str | None, bool]]


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Return what was opened, in a folder with a database and a folder of texts."""
    small.write(tmp_path / "base.json")
    (tmp_path / "texts").mkdir()
    monkeypatch.chdir(tmp_path)
    found: Opened = []

    def explore(
        chosen: Chosen, view: str | None, *, restricted: bool = False, stage: object = None
    ) -> int:
        found.append((chosen, view, restricted))
        return 0

    monkeypatch.setattr("tui.cli.exploring.explore", explore)
    return found


def by(way: Callable[[], int], opened: Opened) -> Opened:
    del opened[:]
    assert way() == 0
    return list(opened)


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    words=st.lists(st.sampled_from(WORDS), max_size=5),
    database=st.sampled_from(["", "base.json"]),
    texts=st.sampled_from(["", "texts", "gone", "base.json"]),
)
def test_what_is_read_without_click_is_what_click_reads(
    opened: Opened, words: list[str], database: str, texts: str
) -> None:
    surroundings = {"WHEREFROM_DB": database, "WHEREFROM_TEXTS": texts}
    with pytest.MonkeyPatch.context() as patched:
        for name, value in surroundings.items():
            patched.setenv(name, value)
        line = direct.read(words, os.environ)
        if line is not None:
            directly = by(lambda: direct.run(line, words, None), opened)
            assert directly == by(lambda: program.run(words), opened)


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["people"],
        ["person/jason-wei", "--db", "base.json"],
        ["--texts", "texts", "--db", "base.json", "events?q=type:hire%20to:meta"],
    ],
)
def test_the_plainest_lines_are_read_without_click(opened: Opened, words: list[str]) -> None:
    assert direct.read(words, {}) is not None


@pytest.mark.parametrize(
    "words",
    [["zhao"], ["search", "zhao"], ["--version"], ["people", "events"], ["--db"], ["--db", "-x"]],
)
def test_everything_else_is_left_to_click(opened: Opened, words: list[str]) -> None:
    assert direct.read(words, {}) is None


def test_a_shell_that_asks_for_completion_is_left_to_click() -> None:
    assert direct.read([], {"_WHEREFROM_COMPLETE": "bash_complete"}) is None


@pytest.mark.parametrize(
    ("words", "environ"), [(["--restricted"], {}), ([], {"WHEREFROM_RESTRICTED": "1"})]
)
def test_a_restricted_session_has_no_database_of_the_environment(
    words: list[str], environ: dict[str, str]
) -> None:
    line = direct.read(words, {**environ, "WHEREFROM_DB": "a", "WHEREFROM_TEXTS": "/"})
    assert line is not None
    assert (line.is_restricted, line.database, line.texts) == (True, None, None)


def test_what_is_wrong_on_the_short_way_is_told_as_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main(["person/ada"]) == 2
    assert "There is no terminal that the explorer can be drawn on" in capsys.readouterr().err
    monkeypatch.setattr("tui.cli.exploring.has_terminal", lambda: True)
    assert start.main(["--db", str(tmp_path / "gone.json")]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"wherefrom: {tmp_path / 'gone.json'}: there is no such file.")
