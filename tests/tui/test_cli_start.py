"""The way into the command line: light until it runs, and then without the garbage collector."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from tests import small
from tui.cli import main

ROOT = Path(__file__).resolve().parents[2]


def _says(script: str, *words: str) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return ran.stdout.splitlines()


def test_the_door_of_the_command_line_imports_nothing_heavy() -> None:
    heavy = ("click", "msgspec", "sqlite3", "textual", "dataclasses")
    script = f"import sys, tui.cli; print(*[each for each in {heavy!r} if each in sys.modules])"
    assert _says(script) == [""]


def test_a_command_of_a_process_of_its_own_runs_without_the_collector(tmp_path: Path) -> None:
    script = "import gc; from tui.cli import main; print(main(), gc.isenabled())"
    base = str(small.write(tmp_path / "base.json"))
    assert _says(script, "search", "ada", "--db", base)[-1] == "0 False"


def test_a_command_run_by_another_program_leaves_its_collector_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "ada", "--db", str(small.write(tmp_path / "base.json"))]) == 0
    assert gc.isenabled()
    assert capsys.readouterr().out
