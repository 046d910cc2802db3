"""Another database of ours into this one: whole files, with texts, once."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import pytest

from db import storage
from db.errors import BadFile, BadRecord, NewerSchema
from db.intake.importing import Options
from db.intake.outside import from_bytes, from_path
from db.intake.own import bring, import_database, import_databases
from db.records import Original
from db.texts import Texts
from tests.bases import root_of, store
from tests.make import (
    make_company,
    make_decision,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)

TEXT = "Ada joined Acme. Eve left."
SHA = hashlib.sha256(TEXT.encode()).hexdigest()
NEWS = make_source("news", "News", sha256=SHA, length=len(TEXT), file="news.txt")
ADA = make_person("ada", "Ada")
HIRED = make_event("hired", roles={"person": "person/ada", "to": "company/acme"})
JOINED = make_quote("q1", "news", "Ada joined Acme")
HERE = (ADA, make_company("acme"), NEWS, JOINED, HIRED)


EVE = make_person("eve")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A database with its text beside it."""
    path = tmp_path / "other" / "theirs.json"
    path.parent.mkdir()
    storage.write(path, make_records(*HERE), create=True)
    folder = path.with_name("theirs.json.texts")
    folder.mkdir()
    (folder / "news.txt").write_bytes(TEXT.encode())
    return path


@pytest.fixture
def held(database: Path) -> Texts:
    return Texts((database.with_name(f"{database.name}.texts"),))


def test_a_database_comes_in_with_its_texts_once(database: Path, other: Path, held: Texts) -> None:
    report = import_database(database, other, held)
    assert storage.read(database) == make_records(*HERE)
    assert report.total.added == 5
    assert report.name == str(other)
    found = held.held(NEWS)
    assert found is not None
    assert (found.text, found.is_changed) == (TEXT, False)
    before = database.stat().st_mtime_ns
    report = import_database(database, other, held)
    assert not report.is_news
    assert report.total.unchanged == 5
    assert database.stat().st_mtime_ns == before


def test_several_databases_come_in_with_one_write(
    database: Path, other: Path, held: Texts, tmp_path: Path
) -> None:
    second = tmp_path / "second.json"
    records = make_records(ADA, EVE, make_decision())
    storage.write(second, records, create=True)
    report = import_databases(database, [other, second], held, Options())
    assert list(storage.read(database).people) == ["ada", "eve"]
    assert report.tables["decisions"].added == 1
    assert report.tables["people"].read == 3
    assert len(list(database.with_name(f"{database.name}.kept").glob("?.json"))) == 1


def test_originals_of_texts_come_along_if_they_are_what_they_should_be(
    database: Path, other: Path, held: Texts
) -> None:
    page = b"<p>" + TEXT.encode()
    original = Original(hashlib.sha256(page).hexdigest(), "page.html", "text/html", "html 1")
    source = dataclasses.replace(NEWS, original=original)
    storage.write(other, make_records(source))
    import_database(database, other, held)
    place = other.with_name("theirs.json.texts") / "page.html"
    place.write_bytes(b"something else")
    import_database(database, other, held)
    assert not (held.folders[0] / "page.html").exists()
    place.write_bytes(page)
    import_database(database, other, held)
    assert (held.folders[0] / "page.html").read_bytes() == page


def test_a_text_that_cannot_be_read_or_is_another_is_left_and_told(
    database: Path, other: Path, held: Texts
) -> None:
    text = other.with_name("theirs.json.texts") / "news.txt"
    text.write_bytes(b"\xff\xfe")
    report = import_database(database, other, held)
    assert "the text of source/news" in "\n".join(report.as_text())
    text.write_text("Another text.")
    assert import_database(database, other, held).skipped == ()
    assert held.held(NEWS) is None


def test_fields_and_tables_of_a_later_version_are_counted(
    database: Path, other: Path, held: Texts
) -> None:
    root = root_of(other)
    root["people"]["1"]["shoe"] = 43
    root["notes"] = {"1": {"id": "x"}, "2": {"id": "y"}}
    store(other, root)
    report = import_database(database, other, held)
    assert dict(report.unheld) == {"people.shoe": 1, "table notes": 2}


def test_what_is_no_sound_database_is_refused_and_changes_nothing(
    database: Path, other: Path, held: Texts
) -> None:
    before = database.read_bytes()
    root = root_of(other)
    for broken, error in (
        ({**root, "events": {"1": {"id": "x"}}}, BadRecord),
        ({**root, "meta": {"1": {"schema": 9}}}, NewerSchema),
        ([root], BadFile),
        ({**root, "sources": {}}, BadRecord),
    ):
        store(other, broken)
        with pytest.raises(error, match=str(other)):
            import_database(database, other, held)
    assert database.read_bytes() == before


def test_a_database_into_itself_changes_nothing(database: Path, other: Path) -> None:
    texts = Texts((other.with_name("theirs.json.texts"),))
    assert not import_database(other, other, texts).is_news
    assert storage.read(other) == make_records(*HERE)


def test_a_database_comes_in_by_the_door_of_all_files_too(
    database: Path, other: Path, held: Texts
) -> None:
    report = bring(database, [from_path(other)], held, Options())
    assert report.total.added == 5
    assert held.held(NEWS) is not None
    data = json.dumps(root_of(other) | {"people": {"1": {"id": "ada", "name": "Ada B."}}}).encode()
    stream = from_bytes(data, "standard input", "standard-input")
    report = bring(database, [stream], held, Options(update=True))
    assert storage.read(database).people["ada"].name == "Ada B."
    assert report.changed == ("person/ada",)
