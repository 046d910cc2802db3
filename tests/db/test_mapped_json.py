"""JSON of any shape comes in by a mapping; and whatever comes, every event quotes its row."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import storage
from db.errors import BadFile, Refused, WherefromError
from db.intake import Options, import_files
from db.intake.outside import from_bytes
from db.records import Records
from db.texts import Texts
from tests.tables import EVENT, MAP, MOVES, bring, bring_json, roles

_NESTED = {
    "meta": {"made": "today"},
    "data": {
        "items": [
            {"id": 1, "who": {"name": "Ada"}, "jobs": [{"org": "Acme"}, {"org": "Globex"}]},
            {"id": 2, "who": {"name": "Bob"}, "jobs": []},
            "odd",
            None,
        ]
    },
}
_NESTED_MAP = """
[file]
records = "data.items"
[[person]]
name = "{who.name}"
key = "{id}"
[[event]]
each = "jobs"
type = "position"
person = "{who.name}"
to = "{jobs.org}"
"""


def test_an_event_for_each_element_of_a_list_quotes_it_and_its_record(tmp_path: Path) -> None:
    report, records = bring_json(tmp_path, _NESTED, _NESTED_MAP)
    assert [roles(event) for event in records.events.values()] == [
        [("person", "person/ada"), ("to", "company/acme")],
        [("person", "person/ada"), ("to", "company/globex")],
    ]
    told = [[records.quotes[key].exact for key in e.quotes] for e in records.events.values()]
    assert [each[0] for each in told] == ['{"org": "Acme"}', '{"org": "Globex"}']
    assert json.loads(told[0][1]) == _NESTED["data"]["items"][0]  # type: ignore[index]
    assert set(records.people) == {"ada", "bob"}
    assert report.unheld == {"meta": 1}
    assert [(each.place, each.reason) for each in report.skipped] == [
        ("/data/items/2", "it is a text, no object"),
        ("/data/items/3", "it is null, no object"),
    ]


def test_json_lines_are_told_by_their_line(tmp_path: Path) -> None:
    lines = '{"Name": "Ada", "Company": "Acme"}\n\n[1, {"Name": "Bob", "Company": "X"}]\n'
    report, records = bring(tmp_path, lines, EVENT, name="a.jsonl")
    assert len(records.events) == 2
    assert [each.place for each in report.skipped] == ["line 3 /0"]


def test_objects_under_keys_of_their_own_are_records_that_know_their_key(tmp_path: Path) -> None:
    data = {"people": {"ada": {"Company": "Acme"}, "bob": {"Company": "X"}, "odd": 3}}
    mapping = '[file]\nrecords = "people.*"\n' + EVENT.replace("{Name}", "{*}")
    report, records = bring_json(tmp_path, data, mapping)
    assert set(records.people) == {"ada", "bob"}
    assert [each.place for each in report.skipped] == ["/people/odd"]


@pytest.mark.parametrize("value", [[], {}, 3, "x", [[]], [1, 2], {"data": []}])
def test_json_without_objects_where_the_mapping_looks_is_refused(
    tmp_path: Path, value: object
) -> None:
    with pytest.raises(WherefromError, match=r"a\.json"):
        bring_json(tmp_path, value, _NESTED_MAP)
    assert storage.read(tmp_path / "own.json") == Records()


def test_a_format_with_a_shape_takes_no_mapping_and_one_without_needs_it(tmp_path: Path) -> None:
    path, texts = tmp_path / "own.json", Texts((tmp_path / "texts",))
    storage.write(path, Records(), create=True)
    file = from_bytes(MOVES.encode(), "moves.csv", "moves.csv")
    with pytest.raises(Refused, match=r"--map is for files .* not for facts"):
        import_files(path, [file], texts, Options(form="facts", mapping=tmp_path / "m"))
    with pytest.raises(Refused, match=r"moves\.csv: it needs a mapping.*--suggest"):
        import_files(path, [file], texts, Options(form="csv"))
    with pytest.raises(BadFile, match="--suggest FILE writes a first one"):
        import_files(path, [file], texts)


def test_a_file_in_another_encoding_is_kept_as_it_is_beside_its_text(tmp_path: Path) -> None:
    data = MOVES.replace("Ada", "Zoë").encode("cp1252")
    brought = bring(tmp_path, data, encoding="cp1252")
    (source,) = brought.records.sources.values()
    assert source.original is not None
    assert source.original.sha256 == hashlib.sha256(data).hexdigest()
    assert (source.original.media, source.original.by) == ("text/csv", "decoded from cp1252")
    kept = tmp_path / "own.json.texts"
    assert (kept / source.original.file).read_bytes() == data
    assert (kept / "moves.csv").read_bytes() == data.decode("cp1252").encode()
    assert not bring(tmp_path, data, encoding="cp1252").report.is_news


# Properties


_CELL = st.text(max_size=12) | st.sampled_from(["Ada", "Bob; Eve", "2012", "-", '"', "a\nb", "\0"])


@given(rows=st.lists(st.lists(_CELL, min_size=5, max_size=5), min_size=1, max_size=6))
def test_every_event_quotes_exactly_its_row(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    def written(cells: list[str]) -> str:
        return ",".join('"{}"'.format(each.replace('"', '""')) for each in cells)

    lines = [written(cells) for cells in [["Name", "Company", "Role", "From", "To"], *rows]]
    text = "\n".join(lines)
    try:
        records = bring(tmp_path_factory.mktemp("rows"), text, MAP).records
    except WherefromError:
        return
    quotes = records.quotes
    assert all(quotes[key].exact in lines[1:] for e in records.events.values() for key in e.quotes)
    assert all(text[each.start : each.end] == each.exact for each in quotes.values())


_VALUE: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["org", "jobs", "name", "who", "id"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(items=st.lists(st.fixed_dictionaries({"id": _VALUE, "who": _VALUE, "jobs": _VALUE})))
def test_values_of_any_kind_never_break_an_import(
    items: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = [*items, {"id": 1, "who": {"name": "Ada"}, "jobs": [{"org": "Acme"}]}]
    folder = tmp_path_factory.mktemp("json")
    brought = bring_json(folder, {"data": {"items": whole}}, _NESTED_MAP)
    assert "ada" in {key[:3] for key in brought.records.people}
    assert not bring_json(folder, {"data": {"items": whole}}, _NESTED_MAP).report.is_news
    kept = dataclasses.asdict(brought.report)
    assert kept["name"] == "a.json"
