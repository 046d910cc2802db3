"""What tests of the intake share: the small article at hand, and an empty database."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import storage
from db.texts import Texts
from tests.facts import ARTICLE


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
