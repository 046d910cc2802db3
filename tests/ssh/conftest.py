"""What the tests over ssh share: a server that is there for one test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ssh.server import Server, missing


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[Server]:
    """A real sshd, or a skip that says what is missing."""
    if reason := missing():
        pytest.skip(reason)
    home, folder = tmp_path / "home", tmp_path / "sshd"
    home.mkdir()
    folder.mkdir()
    with Server(folder, home) as server:
        yield server
