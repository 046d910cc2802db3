"""An import of any format can be given up till it is written, and says when that is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db import storage
from db.errors import Cancelled
from db.intake import Options, Progress, import_paths
from db.texts import Texts
from tests import small
from tests.annotations import annotation
from tests.make import make_person, make_records

FACT = {"table": "people", "id": "bo", "name": "Bo"}
FILES = {
    "facts": FACT,
    "popolo": {"persons": [{"id": "1", "name": "Bo"}]},
    "w3c": [annotation()],
    "wherefrom": small.documents(),
}


@pytest.mark.parametrize("form", FILES)
def test_an_import_is_told_of_its_write_and_can_be_given_up_till_then(
    tmp_path: Path, form: str
) -> None:
    base = tmp_path / "base.json"
    storage.write(base, make_records(make_person("zoe")), create=True)
    before = base.read_bytes()
    file = tmp_path / "file.json"
    file.write_text(json.dumps(FILES[form]))
    texts = Texts((tmp_path / "texts",))
    steps: list[str] = []

    def hear(progress: Progress) -> None:
        steps.append(progress.step)
        if progress.step == "writing":
            assert base.read_bytes() == before
            raise Cancelled("It was given up.")

    with pytest.raises(Cancelled):
        import_paths(base, [file], texts, Options(form=form, hear=hear))
    assert base.read_bytes() == before
    assert not texts.folders[0].exists()
    assert import_paths(base, [file], texts, Options(form=form, hear=lambda _: None)).is_news
    assert steps[-1] == "writing"
