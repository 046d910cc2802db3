"""Suggested mappings: they import without an edit, and say what nobody can tell."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import WherefromError
from db.intake.mapped.headings import id_of, meanings
from db.intake.mapped.suggesting import suggestion
from db.intake.outside import from_bytes
from tests.tables import MOVES, Sheet, bring


def _suggested(data: str, name: str = "moves.csv") -> tuple[str, dict[str, Any]]:
    text = suggestion(from_bytes(data.encode("utf-8"), name, name))
    return text, tomllib.loads(text)


def _brought(folder: Path, data: str, name: str = "moves.csv") -> Sheet:
    return bring(folder, data, _suggested(data, name)[0], name=name)


def _summaries(brought: Sheet) -> list[str]:
    return [event.summary for event in brought.records.events.values()]


def test_a_table_of_moves_comes_in_without_an_edit(tmp_path: Path) -> None:
    brought = _brought(tmp_path, MOVES)
    assert _summaries(brought) == [
        "Ada Lovelace was CEO at Acme (2012-03-24 – 2015-04-01).",
        "Bob Stone held a position at Globex (2019-05-13).",
    ]
    assert not brought.report.unheld
    assert not brought.report.doubts


_TABLES = {
    "French": (
        "Prénom;Nom de famille;Entreprise;Poste;Date de début;Date de fin\n"
        "Ada;Lovelace;Acme;directrice;01/02/2012;31/12/2014\n",
        ["Ada Lovelace was directrice at Acme (2012-02-01 – 2014-12-31)."],
    ),
    "German": (
        "Name;Firma;Rolle;von;bis\nAda Lovelace;Acme GmbH;Vorstand;1.2.2012;\n",
        ["Ada Lovelace was Vorstand at Acme GmbH (2012-02-01)."],
    ),
    "Spanish": (
        "nombre,empresa,cargo,desde,hasta\nAda Lovelace,Acme,directora,2012-02,2014\n",
        ["Ada Lovelace was directora at Acme (2012-02 – 2014)."],
    ),
    "Danish": (
        "Navn\tVirksomhed\tStilling\tFra\tTil\nAda Lovelace\tAcme\tdirektør\t2012\t2014\n",
        ["Ada Lovelace was direktør at Acme (2012 – 2014)."],
    ),
    "two companies": (
        "person|previous employer|new employer|date\nAda|Acme|Globex|3/25/2012\n",
        ["Ada moved from Acme to Globex (2012-03-25)."],
    ),
    "kinds": (
        "Name,Company,Event,Date\nAda,Acme,joined,2012\nAda,Acme,left,2013\nBob,X,announced,2014\n",
        [
            "Ada joined Acme (2012).",
            "Ada left Acme (2013).",
            "Announced: Bob held a position at X (2014).",
        ],
    ),
    "a title above": (
        "Moves in our field\n\nName,Company,Since\nAda,Acme,2012\n",
        ["Ada held a position at Acme (2012)."],
    ),
    "no header": (
        "Ada Lovelace,12%,2012-01-01\nBob Stone,5%,2013-01-01\n",
        [],
    ),
    "a name and a first name": (
        "Nom,Prénom,Employeur\nLovelace,Ada,Acme\n",
        ["Ada Lovelace held a position at Acme."],
    ),
    "a last name alone": (
        "Surname,Employer\nLovelace,Acme\n",
        ["Lovelace held a position at Acme."],
    ),
    "links": (
        "Name,Company,Aka,Source\nAda,Acme,AAL,https://a.example\n",
        ["Ada held a position at Acme."],
    ),
    "leaving alone": (
        "Name,Firm,Event\nAda,Acme,resigned\n",
        ["Ada left Acme."],
    ),
    "leaving nobody": (
        "Name,Event,Date\nAda,resigned,2012\nBob,hearsay,2013\n",
        ["Departure: Ada (person) (2012).", "Hearsay: Bob (person) (2013)."],
    ),
    "rumours": (
        "Name,Firm,Event\nAda,Acme,rumoured\n",
        ["Rumoured: Ada held a position at Acme."],
    ),
    "a padded title and a blank heading": (
        "Moves,,\nName,Company,\nAda,Acme,x\n",
        ["Ada held a position at Acme."],
    ),
    "money": (
        "Company,Funding,Date\nAcme,$5 million,2012\n",
        ["Event: Acme (about), $5 million (2012)."],
    ),
}


@pytest.mark.parametrize("name", _TABLES)
def test_tables_in_other_words_come_in_without_an_edit(tmp_path: Path, name: str) -> None:
    data, summaries = _TABLES[name]
    brought = _brought(tmp_path, data)
    assert _summaries(brought) == summaries
    assert brought.records.people or brought.records.companies


def test_people_alone_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    data = "id,name,aka,website,notes\n1,Ada,AAL,https://a.example,tall\n2,Ada,,,\n"
    people = _brought(tmp_path, data).records.people
    assert list(people) == ["ada", "ada-2"]
    assert people["ada"].aliases == ("AAL",)
    assert [link.url for link in people["ada"].links] == ["https://a.example"]
    assert people["ada"].description == "tall"


def test_names_that_look_like_firms_are_companies(tmp_path: Path) -> None:
    records = _brought(tmp_path, "id,name\n1,Acme Inc\n2,Globex GmbH\n").records
    assert list(records.companies) == ["acme-inc", "globex-gmbh"]
    typed = _brought(tmp_path, "name,legal form\nAcme,stock\n", "b.csv").records
    assert typed.companies["acme"].kind == "stock"


def test_an_id_of_names_that_look_like_firms_is_theirs(tmp_path: Path) -> None:
    records = _brought(tmp_path, "person_id,name\n7,Acme Inc\n8,Acme Inc\n").records
    assert list(records.companies) == ["acme-inc", "acme-inc-2"]


def test_several_people_alone_in_a_value_are_parted(tmp_path: Path) -> None:
    assert list(_brought(tmp_path, "name\nAda|Bob\n").records.people) == ["ada", "bob"]


def test_values_that_stand_for_a_blank_are_named(tmp_path: Path) -> None:
    data = "Name,Company\nAda,NA\nBob,-\nCy,Acme\nNa,Acme\n"
    assert _suggested(data)[1]["file"]["blank"] == ["-", "NA"]
    assert list(_brought(tmp_path, data.replace("Na,", "Di,")).records.companies) == ["acme"]


def test_ids_of_both_sides_become_keys(tmp_path: Path) -> None:
    data = "person_id,person,company_id,company,role\n1,Ada,9,Acme,CEO\n2,Ada,9,Acme,CFO\n"
    records = _brought(tmp_path, data).records
    assert (len(records.people), len(records.companies)) == (2, 1)


def test_several_names_in_a_value_are_parted(tmp_path: Path) -> None:
    data = "Name,Company,Since\nAda;Bob,Acme,2012\n"
    assert list(_brought(tmp_path, data).records.people) == ["ada", "bob"]


_PEOPLE = [
    {"id": 1, "fullName": "Ada", "jobs": [{"org": "Acme", "title": "CEO", "start": "2012-01"}]},
    {"id": 2, "fullName": "Bob", "jobs": []},
]


@pytest.mark.parametrize(
    ("data", "name", "records"),
    [
        (json.dumps(_PEOPLE), "a.json", ""),
        (json.dumps({"meta": {}, "data": {"items": _PEOPLE}}), "a.json", "data.items"),
        ("\n".join(map(json.dumps, _PEOPLE)), "a.jsonl", ""),
        (json.dumps({"x": {"a": _PEOPLE[0], "b": _PEOPLE[1], "c": _PEOPLE[1]}}), "a.json", "x.*"),
    ],
)
def test_json_of_any_shape_comes_in_without_an_edit(
    tmp_path: Path, data: str, name: str, records: str
) -> None:
    assert _suggested(data, name)[1].get("file", {}).get("records", "") == records
    brought = _brought(tmp_path, data, name)
    assert _summaries(brought) == ["Ada was CEO at Acme (2012-01)."]
    assert list(brought.records.people) == ["ada", "bob"]


def test_a_suggestion_shows_values_and_what_it_does_not_take() -> None:
    text, _ = _suggested("Name,Shoe\nAda,38\nBob,\nCy,40\nDi,41\n")
    assert "#   {Name}  Ada · Bob · Cy" in text
    assert "#   {Shoe}  38 · 40 · 41  (not taken)" in text


def test_a_long_table_comes_in_without_an_edit(tmp_path: Path) -> None:
    data = MOVES + MOVES.partition("\n")[2] * 30
    assert len(_brought(tmp_path, data).records.events) == 62


def test_the_longest_list_of_objects_holds_the_records() -> None:
    data = json.dumps({"a": [1, 2, 3], "b": [_PEOPLE[0], 3, *_PEOPLE], "c": [{"tags": [1]}]})
    assert _suggested(data, "a.json")[1]["file"]["records"] == "b"


def test_many_kinds_are_taken_as_they_come() -> None:
    rows = "".join(f"Ada,Acme,kind {number}\n" for number in range(30))
    _, read = _suggested(f"Name,Company,Kind\n{rows}")
    assert read["event"][0]["type"] == "{Kind}"


def test_people_in_a_list_of_a_company_come_in_without_an_edit(tmp_path: Path) -> None:
    officers = [{"name": "Ada", "role": "CEO"}, {"name": "Bob", "role": None}]
    data = json.dumps(
        {"x": 1, "list": ["odd", {"company": "Acme", "info": {"officers": officers}}]}
    )
    brought = _brought(tmp_path, data, "a.json")
    assert _summaries(brought) == ["Ada was CEO at Acme.", "Bob held a position at Acme."]


def test_what_is_no_object_in_a_list_of_them_holds_nothing_up(tmp_path: Path) -> None:
    data = json.dumps([{"person": "Ada", "jobs": ["odd", {"company": "Acme", "title": "CEO"}]}])
    assert "Ada was CEO at Acme." in _summaries(_brought(tmp_path, data, "a.json"))


def test_people_alone_in_lists_come_in_without_an_edit(tmp_path: Path) -> None:
    data = json.dumps([{"label": 1, "staff": [{"person": "Ada"}, {"person": "Bob"}]}])
    assert list(_brought(tmp_path, data, "a.json").records.people) == ["ada", "bob"]


@pytest.mark.parametrize("data", ['"text"', "[1]", '{"a": 1'])
def test_json_without_records_has_no_suggestion(data: str) -> None:
    with pytest.raises(WherefromError, match=r"a\.json"):
        _suggested(data, "a.json")


def test_days_that_may_be_two_are_said_and_not_guessed(tmp_path: Path) -> None:
    data = "Name,Company,Since\nAda,Acme,04/03/2012\n"
    text, read = _suggested(data)
    assert "day or month first?" in text
    assert '# dates = "%d/%m/%Y"' in text
    assert "dates" not in read.get("file", {})
    (event,) = _brought(tmp_path, data).records.events.values()
    assert event.date is not None
    assert not event.date.is_placed


def test_one_column_tells_how_the_days_of_the_other_are_written() -> None:
    _, read = _suggested("Name,Company,From,To\nAda,Acme,04/03/2012,24/03/2012\n")
    assert read["file"]["dates"] == "%d/%m/%Y"


def test_columns_that_write_days_differently_have_formats_of_their_own() -> None:
    _, read = _suggested("Name,Company,From,To\nAda,Acme,24/03/2012,03/24/2013\n")
    (event,) = read["event"]
    assert (event["date"]["format"], event["until"]["format"]) == ("%d/%m/%Y", "%m/%d/%Y")


def test_an_amount_without_a_unit_is_left_to_the_reader() -> None:
    text, read = _suggested("Name,Company,Salary\nAda,Acme,1000\n")
    assert '# amount = { text = "{Salary}", unit = "EUR" }' in text
    assert "amount" not in read["event"][0]


def test_where_nothing_looks_like_a_name_it_says_so() -> None:
    text, read = _suggested("x,y\n1,2012-01-01\n2,2013-01-01\n")
    assert "No column looks like names" in text
    assert read["person"][0]["name"] == "{Column}"


def test_a_guess_by_the_values_is_called_one() -> None:
    text, read = _suggested("who,x\nAda Lovelace,1\nBob Stone,2\n")
    assert "this is a guess" in text
    assert read["person"][0]["name"] == "{who}"


@pytest.mark.parametrize("company", ["Company {en}", "?company?", "Company {", "{Company}"])
def test_a_column_that_a_mapping_cannot_name_is_left_out_and_pointed_out(
    tmp_path: Path, company: str
) -> None:
    data = f"Name,{company},Role\nAda,Acme,CEO\n"
    text, read = _suggested(data)
    assert f"{{{company}}}" in text
    assert "not taken; no name that a mapping can take: name all with columns" in text
    assert "to" not in read["event"][0]
    assert _summaries(_brought(tmp_path, data)) == ["Ada was CEO."]


@pytest.mark.parametrize("key", ["", "company {en}", " company"])
def test_a_key_that_a_mapping_cannot_name_is_left_out_and_pointed_out(
    tmp_path: Path, key: str
) -> None:
    data = json.dumps([{"name": "Ada", "role": "CEO", key: "Acme"}])
    text, _ = _suggested(data, "a.json")
    assert "not taken; no name that a mapping can take)" in text
    assert _summaries(_brought(tmp_path, data, "a.json")) == ["Ada was CEO."]


@pytest.mark.parametrize(
    "key", ["company  name", "company\tname", "company[]", "a  b.company", "company \ud800"]
)
def test_a_key_of_odd_blanks_or_signs_comes_in_without_an_edit(tmp_path: Path, key: str) -> None:
    data = json.dumps([{"name": "Ada", "role": "CEO", key: ["Acme"]}])
    assert _summaries(_brought(tmp_path, data, "a.json")) == ["Ada was CEO at Acme."]


def test_records_under_a_key_that_a_mapping_cannot_name_are_not_suggested() -> None:
    _, read = _suggested(json.dumps({"?": _PEOPLE, "b": _PEOPLE[:1]}), "a.json")
    assert read["file"]["records"] == "b"


def test_half_of_a_pair_of_surrogates_breaks_no_suggestion(tmp_path: Path) -> None:
    kinds = ("\ud800", "joined")
    data = json.dumps([{"name": "Ada", "company": "Acme", "event \ud800": each} for each in kinds])
    text, read = _suggested(data, "a\udcff.json")
    assert text.encode()
    assert read["source"]["title"] == "a\ufffd.json"
    assert read["event"][0]["type"]["text"] == "{event \ufffd}"
    assert "Ada joined Acme." in _summaries(_brought(tmp_path, data, "a.json"))


def test_a_kind_of_event_in_another_script_keeps_its_words(tmp_path: Path) -> None:
    assert _suggested("Name,Company,Event\nAda,Acme,選挙\n")[1]["event"][0]["type"]["values"] == {
        "選挙": "選挙"
    }


def test_a_name_whose_key_begins_like_a_list_stands_outside_it(tmp_path: Path) -> None:
    jobs = [{"company": "Acme", "title": "CEO"}]
    data = json.dumps([{"id": each, "career": jobs, "careerName": "Ada"} for each in (1, 2)])
    assert len(_brought(tmp_path, data, "a.json").records.people) == 2


def test_names_with_small_words_look_like_people() -> None:
    _, read = _suggested("x,who\nBau,Mies van der Rohe\nBau,Ada di Lovelace\n")
    assert read["person"][0]["name"] == "{who}"


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("startDate", "start"),
        ("company name", "company"),
        ("employer.name", "company"),
        ("date of birth", "other"),
        ("Nombre completo", "person"),
        ("From", "from"),
        ("", None),
        ("zzz", None),
    ],
)
def test_headings_mean_something_however_they_are_written(
    heading: str, meaning: str | None
) -> None:
    assert next(iter(meanings(heading)), None) == meaning


def test_a_heading_tells_whose_id_it_is() -> None:
    assert (id_of("companyId"), id_of("id"), id_of("")) == (("company",), (), ())


_ANY = st.text(max_size=10) | st.sampled_from(
    ["Name", "Company", "From", "2012", "4/3/2012", "\u202e"]
)


@given(rows=st.lists(st.lists(_ANY, min_size=3, max_size=3), min_size=1, max_size=5))
def test_a_suggestion_of_any_table_is_toml_that_shows_nothing_unseen(rows: list[list[str]]) -> None:
    lines = [",".join('"{}"'.format(each.replace('"', '""')) for each in row) for row in rows]
    try:
        text, _ = _suggested("\n".join(lines))
    except WherefromError:
        return
    assert all(line.isprintable() for line in text.split("\n"))


def test_a_heading_of_thousands_of_words_holds_nothing_up() -> None:
    assert meanings("start " * 20_000 + "date") == meanings("start date")


def test_the_keys_of_objects_are_the_ids_of_those_in_them(tmp_path: Path) -> None:
    data = json.dumps({each: {"name": "Ada"} for each in ("p1", "p2", "p3")})
    people = _brought(tmp_path, data, "a.json").records.people
    assert [each.identifiers[-1].value for each in people.values()] == ["p1", "p2", "p3"]
