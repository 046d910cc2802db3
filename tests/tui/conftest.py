"""What tests of the screen and of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import small
from tests.running import Run, Runner
from tui.cli import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Runner:
    """Run a command line in this process."""

    def run_one(*words: str | Path) -> Run:
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return run_one


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The file of the small database, its text beside it."""
    return small.write(tmp_path / "base.json")
