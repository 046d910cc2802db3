"""What tests of the intake share: the small article at hand, and an empty database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import storage
from db.texts import Texts
from tests.bases import SOUND
from tests.facts import ARTICLE
from tests.trust import Nursery


@pytest.fixture
def texts(tmp_path: Path) -> Texts:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "news.txt").write_bytes(ARTICLE.encode())
    return Texts((folder,))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "base.json"
    storage.init(path, empty=True)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sound database."""
    file = tmp_path / "base.json"
    storage.write(file, SOUND, create=True)
    return file


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """A process whose writers can be killed."""
    with Nursery() as nursery:
        yield nursery
