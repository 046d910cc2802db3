"""What stands beside the records of a file, and no record holds, is named in the report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db import storage
from db.intake import ImportReport, Options, import_files
from db.intake.outside import from_bytes
from db.texts import Texts

ADA = {"id": "a", "schema": "Person", "properties": {"name": ["Ada"]}}
BO = {"id": "b", "schema": "Person", "properties": {"name": ["Bo"]}}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    path = tmp_path / "own.json"
    storage.init(path, empty=True)
    return path


def brought(base: Path, form: str, content: str) -> ImportReport:
    file = from_bytes(content.encode(), "persons.json", "persons.json")
    return import_files(base, [file], Texts((base.parent / "texts",)), Options(form=form))


def test_every_list_of_an_answer_is_read_and_what_stands_beside_is_named(base: Path) -> None:
    answer = {"entities": [ADA], "results": [BO], "total": 9, "next": None}
    report = brought(base, "ftm", json.dumps(answer))
    assert list(storage.read(base).people) == ["ada", "bo"]
    assert report.unheld == {"total": 1}


def test_what_stands_beside_the_records_of_a_service_is_named(base: Path) -> None:
    person = {"id": "1", "name": "Ada", "other_names": [{"name": "A."}]}
    answer = {"results": [person], "votes": [{"id": "v"}], "total": 500, "next": None}
    report = brought(base, "popolo", json.dumps(answer))
    assert list(storage.read(base).people) == ["ada"]
    assert report.unheld == {"votes": 1, "total": 1}


def test_cells_beyond_the_head_of_a_table_of_statements_are_named(base: Path) -> None:
    head = "canonical_id,entity_id,prop,prop_type,schema,value"
    report = brought(base, "ftm", f"{head}\na,a,name,name,Person,Ada,more,\n")
    assert list(storage.read(base).people) == ["ada"]
    assert report.unheld == {"statements.column 7": 1}
