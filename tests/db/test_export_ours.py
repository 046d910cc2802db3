"""Out and in again: our own format and JSON lines lose nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from tinydb import TinyDB

from db import checks, storage
from db.codec import encode
from db.errors import Outdated
from db.export import choosing
from db.export.formats import BY_NAME, of_name
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.intake import FactsFile, read_facts
from db.library import Library
from db.material import of_records
from db.query import parse
from db.records import Kind, Original, Records
from db.storage import BUILT_IN
from db.texts import Texts
from db.verify import verify
from tests import small
from tests.make import make_quote, make_records, make_source
from tests.worlds import worlds

NO_TEXTS = Texts(())


def written(selection: Selection, name: str, left: LeftOut | None = None) -> str:
    """The one document of a format."""
    (document,) = BY_NAME[name].documents(selection, left if left is not None else LeftOut())
    return "".join(document.pieces)


def whole(path: Path) -> Selection:
    return choosing.whole(path, NO_TEXTS)


def found(path: Path, typed: str, kind: Kind | None = None) -> Selection:
    return choosing.found(Library.open(path), parse(typed), NO_TEXTS, kind)


def odd(path: Path) -> Path:
    """A database with fields and tables that this version does not know."""
    content: dict[str, Any] = small.documents()
    content["people"]["1"]["nickname"] = "Z"
    content["events"]["1"]["roles"][1]["rank"] = 1.0
    content["notes"] = {"7": {"text": "call Eve"}}
    content["settings"] = [1, 2.50, 12345678901234567890123]
    content["meta"]["1"]["made_by"] = "a friend"
    return small.write(path, content)


def read(text: str) -> Records:
    facts = FactsFile("out.jsonl", text.split("\n"))
    return read_facts([facts], NO_TEXTS).records


def test_the_built_in_database_goes_out_byte_for_byte() -> None:
    selection = choosing.whole(BUILT_IN, NO_TEXTS)
    assert written(selection, "wherefrom").encode() == BUILT_IN.read_bytes()


def test_a_database_of_another_hand_keeps_all_that_is_in_it(tmp_path: Path) -> None:
    path = odd(tmp_path / "base.json")
    left = LeftOut()
    out = written(choosing.whole(path, NO_TEXTS), "wherefrom", left)
    assert json.loads(out) == json.loads(path.read_text())
    assert list(json.loads(out)) == list(json.loads(path.read_text()))
    assert "12345678901234567890123" in out
    assert not left


def test_plain_tinydb_reads_what_went_out(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_text(written(choosing.whole(BUILT_IN, NO_TEXTS), "wherefrom"))
    with TinyDB(path) as database:
        assert len(database.table("people")) == 23


def test_a_part_keeps_numbers_and_unknown_fields_and_says_which_tables_it_lacks(
    tmp_path: Path,
) -> None:
    path = odd(tmp_path / "base.json")
    left = LeftOut()
    out = json.loads(written(found(path, "type:move", "event"), "wherefrom", left))
    assert out["people"]["1"]["nickname"] == "Z"
    assert out["events"]["1"]["roles"][1]["rank"] == 1.0
    assert out["meta"]["1"]["made_by"] == "a friend"
    assert "notes" not in out
    assert left.as_text() == ("notes: 1 whole",)


@pytest.mark.parametrize("typed", ["zhao", "type:denial", "to:meta", "is:disputed amount:>1M"])
def test_a_part_is_a_sound_database(tmp_path: Path, typed: str) -> None:
    selection = found(BUILT_IN, typed)
    path = tmp_path / "part.json"
    path.write_text(written(selection, "wherefrom"))
    assert verify(storage.read_raw(path), NO_TEXTS).is_sound
    assert dict(storage.read(path).table("event")) == {
        key: selection.records.events[key] for key in storage.read(path).events
    }
    assert len(storage.read(path)) == len(selection.records)


def test_a_file_that_changed_meanwhile_is_not_mixed_with_what_was_found(tmp_path: Path) -> None:
    path = small.write(tmp_path / "base.json")
    selection = found(path, "type:move")
    storage.init(tmp_path / "other.json", empty=True)
    (tmp_path / "other.json").replace(path)
    with pytest.raises(Outdated):
        written(selection, "wherefrom")


def test_a_source_keeps_the_document_that_its_text_is_from() -> None:
    page = Original("1" * 64, "page.html", "text/html", "html 1")
    records = make_records(make_source(original=page), make_quote())
    assert read(written(Selection(records), "jsonl")) == records


def merging(tmp_path: Path) -> Path:
    """A database in which Eve was merged into somebody who has a row and nothing else."""
    content: dict[str, Any] = small.documents()
    content["people"]["3"] = {"id": "eva", "name": "Eva"}
    content["people"]["4"] = {"id": "ewa", "name": "Ewa"}
    content["companies"]["3"] = {"id": "initech", "name": "Initech", "kind": "firm"}
    content["companies"]["2"]["parent"] = "initech"
    decision = {"action": "merge", "kind": "person", "at": "2026-03-02T14:05:00Z"}
    content["decisions"] = {
        "1": {"id": "d1", **decision, "keep": "eva", "other": "eve"},
        "2": {"id": "d2", **decision, "keep": "ewa", "other": "eva"},
    }
    return small.write(tmp_path / "base.json", content)


def test_a_part_keeps_the_decisions_about_whom_it_names(tmp_path: Path) -> None:
    selection = found(merging(tmp_path), "type:denial", "event")
    path = tmp_path / "part.json"
    path.write_text(written(selection, "wherefrom"))
    records = storage.read(path)
    assert {"eve", "eva", "ewa"} <= set(records.people)
    assert set(records.decisions) == {"d1", "d2"}
    assert "initech" in records.companies


def test_other_formats_show_as_one_who_was_merged_and_count_the_decisions(tmp_path: Path) -> None:
    path, left = merging(tmp_path), LeftOut()
    documents = [json.loads(line) for line in written(whole(path), "jsonl", left).splitlines()]
    assert [each["id"] for each in documents if each["table"] == "people"] == ["zoe-ada", "ewa"]
    assert left.as_json() == {"decisions": {"*": 2}}
    for typed, count in (("type:denial", 2), ("kind", 0)):
        left = LeftOut()
        written(found(path, typed), "jsonl", left)
        assert left.as_json().get("decisions", {}).get("*", 0) == count


def test_a_part_leaves_decisions_about_others_behind(tmp_path: Path) -> None:
    content: dict[str, Any] = small.documents()
    content["people"]["3"] = {"id": "eva", "name": "Eva"}
    content["people"]["4"] = {"id": "ewa", "name": "Ewa"}
    decision = {"action": "distinct", "kind": "person", "at": "2026-03-02T14:05:00Z"}
    content["decisions"] = {"1": {"id": "d1", **decision, "keep": "eva", "other": "ewa"}}
    path = small.write(tmp_path / "base.json", content)
    left = LeftOut()
    assert json.loads(written(found(path, "type:move"), "wherefrom"))["decisions"] == {}
    written(found(path, "type:move"), "jsonl", left)
    assert not left


@pytest.mark.parametrize("damage", ["", "[]", None])
def test_a_file_that_was_spoilt_meanwhile_is_named(tmp_path: Path, damage: str | None) -> None:
    path = small.write(tmp_path / "base.json")
    selection = choosing.whole(path, NO_TEXTS)
    path.unlink() if damage is None else path.write_text(damage)
    with pytest.raises(Outdated, match=r"base\.json"):
        written(selection, "wherefrom")


def test_records_without_a_file_become_a_database(tmp_path: Path) -> None:
    records = storage.read(BUILT_IN)
    path = tmp_path / "out.json"
    path.write_text(written(Selection(records), "wherefrom"))
    assert storage.read(path) == records


def test_an_empty_database_goes_out_and_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "empty.json"
    storage.init(path, empty=True)
    assert written(choosing.whole(path, NO_TEXTS), "wherefrom").encode() == path.read_bytes()
    assert written(choosing.whole(path, NO_TEXTS), "jsonl") == ""


def test_json_lines_are_facts_that_say_the_same_again() -> None:
    records = storage.read(BUILT_IN)
    assert read(written(Selection(records), "jsonl")) == records


def test_json_lines_bring_the_same_where_the_texts_are_at_hand(seeds: Path) -> None:
    records = storage.read(BUILT_IN)
    facts = FactsFile("out.jsonl", written(Selection(records), "jsonl").split("\n"))
    assert read_facts([facts], Texts((seeds,))).records == records


def test_json_lines_name_the_fields_of_a_later_version_that_they_lack(tmp_path: Path) -> None:
    left = LeftOut()
    written(choosing.whole(odd(tmp_path / "base.json"), NO_TEXTS), "jsonl", left)
    assert left.as_json() == {
        "people": {"nickname": 1}, "events": {"roles.rank": 1}, "notes": {"*": 1},
    }  # fmt: skip


def test_a_line_end_in_a_text_stays_in_its_line() -> None:
    records = make_records(
        make_source(title="One\nTwo\u2028Three\u0085"), make_quote(exact="a\r\nb\x00")
    )
    assert read(written(Selection(records), "jsonl")) == records


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_any_sound_set_of_records_comes_back(world: Records) -> None:
    assume(checks.first_refusal(of_records(world)) is None)
    assume(all(each.exact for each in world.quotes.values()))  # facts quote something
    assert read(written(Selection(world), "jsonl")) == tied(world)
    root = json.loads(written(Selection(world), "wherefrom"))
    assert [document for table in list(root)[:5] for document in root[table].values()] == [
        encode(record) for _, record in world
    ]


def tied(world: Records) -> Records:
    """The world with its ties on both sides, as an import of facts leaves them."""
    from db.intake.merge import merged

    return merged(Records(), world)


def test_the_name_of_a_file_tells_its_format() -> None:
    told = {name: of_name(Path(name)) for name in ("own.json", "OWN.JSONL", "own", "own.txt")}
    assert {name: form and form.name for name, form in told.items()} == {
        "own.json": "wherefrom", "OWN.JSONL": "jsonl", "own": None, "own.txt": None,
    }  # fmt: skip
