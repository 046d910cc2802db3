"""Who a mapping finds in a file: by keys, by names, and what is told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tables import EVENT, bring, bring_json, only, roles


def test_several_names_in_one_value_are_parted(tmp_path: Path) -> None:
    mapping = EVENT.replace('"{Name}"', '{ name = "{Name}", split = [";", "|"] }')
    event = only(bring(tmp_path, "Name,Company\nAda; Bob |Eve;;Ada,Acme\n", mapping))
    assert [role for role, _ in roles(event)] == ["person", "person", "person", "to"]
    assert event.summary == "Ada, Bob and Eve held a position at Acme."


def test_the_same_name_is_the_same_within_a_file_and_another_one_in_another(tmp_path: Path) -> None:
    text = "Name,Company\nAda  L,Acme\nAda L,Globex\n"
    assert list(bring(tmp_path, text, EVENT).records.people) == ["ada-l"]
    again = bring(tmp_path, text + "\n", EVENT, name="other.csv")
    assert list(again.records.people) == ["ada-l", "ada-l-2"]


def test_keys_tell_people_of_one_name_apart_and_join_one_of_two_names(tmp_path: Path) -> None:
    text = "Id,Name,Company\n1,Ada,Acme\n2,Ada,Acme\n1,Ada L,Acme\n,Ada,Acme\n"
    mapping = '[[person]]\nname = "{Name}"\nkey = "{Id}"\n' + EVENT
    people = bring(tmp_path, text, mapping).records.people
    assert {key: each.aliases for key, each in people.items()} == {
        "ada": ("Ada L",),
        "ada-2": (),
        "ada-3": (),
    }


def test_a_key_that_looks_like_a_name_is_none(tmp_path: Path) -> None:
    text = "Id,Name,Boss\nAda,Bob,Ada\n"
    mapping = (
        '[[person]]\nname="{Name}"\nkey="{Id}"\n[[event]]\ntype="x"\nroles.boss.person="{Boss}"'
    )
    assert len(bring(tmp_path, text, mapping).records.people) == 2


def test_a_group_keeps_the_same_key_apart(tmp_path: Path) -> None:
    text = "Id,Name,Boss\n1,Bob,1\n"
    mapping = (
        '[[person]]\nname="{Name}"\nkey="{Id}"\n'
        '[[event]]\ntype="x"\nroles.boss.person={ key = "{Boss}", group = "bosses" }'
    )
    brought = bring(tmp_path, text, mapping)
    assert len(brought.records.people) == 2
    assert brought.report.mentioned == ("person/bosses-1",)


def test_names_and_ids_that_do_not_match_in_number_are_told_apart_by_name(tmp_path: Path) -> None:
    mapping = '[[person]]\nname = "{Name}"\nkey = "{Id}"\nsplit = [";"]\n'
    report, records = bring(tmp_path, "Id,Name\n1,Ada;Bob\n5;6,C;D\n", mapping)
    assert len(records.people) == 4
    words = "it has 1 ids and 2 names that do not pair: they are told apart by name"
    assert report.doubts == (("line 2", words),)


KEYED = '[[person]]\nname = "{Name}"\nkey = "{Id}"\nsplit = [";"]\n'
"""A mapping of names and ids, several of which stand in one cell."""


@pytest.mark.parametrize(
    ("ids", "names", "found"),
    [
        ("1;2", "A;B", {"A": "1", "B": "2"}),
        ("1;2", "A;B;", {"A": "1", "B": "2"}),
        ("1;;3", "A;B;C", {"A": "1", "B": None, "C": "3"}),
        ("1;;3", "A;B;", {"A": "1", "B": None, "3": "3"}),
        ("1;;3", "A;B", {"A": None, "B": None}),
        (";2", "A;B", {"A": None, "B": "2"}),
        ("1;2", ";B", {"1": "1", "B": "2"}),
        (";;", "A;B;C", {"A": None, "B": None, "C": None}),
        ("1;2", ";", {"1": "1", "2": "2"}),
    ],
)
def test_a_name_has_the_id_in_its_own_place_and_no_other(
    tmp_path: Path, ids: str, names: str, found: dict[str, str | None]
) -> None:
    people = bring(tmp_path, f"Id,Name\n{ids},{names}\n", KEYED).records.people
    got = {each.name: {one.value for one in each.identifiers} for each in people.values()}
    assert got == {name: {f"{key or f'name {name}'}"} for name, key in found.items()}


def test_a_name_without_an_id_among_some_that_have_one_is_said(tmp_path: Path) -> None:
    report = bring(tmp_path, "Id,Name\n1;;3,A;B;C\n", KEYED).report
    assert report.doubts == (("line 2", "“B” without an id: told apart by name"),)


def test_two_people_of_one_name_in_one_cell_stay_two(tmp_path: Path) -> None:
    assert len(bring(tmp_path, "Id,Name\n1;2,Ada;Ada\n", KEYED).records.people) == 2


def test_an_id_that_stands_twice_takes_part_once(tmp_path: Path) -> None:
    mapping = '[[event]]\ntype="x"\nroles.who.person={name="{Name}",key="{Id}",split=[";"]}\n'
    assert len(only(bring(tmp_path, "Id,Name\n1;1,Ada;Ada L\n", mapping)).roles) == 1


def test_a_blank_in_a_list_of_names_moves_no_id(tmp_path: Path) -> None:
    mapping = '[[person]]\nname = "{p.n}"\nkey = "{p.id}"\n'
    value = [{"p": [{"id": 1, "n": "A"}, {"id": 2, "n": None}, {"id": None, "n": "C"}]}]
    people = bring_json(tmp_path, value, mapping).records.people
    got = {each.name: [one.value for one in each.identifiers] for each in people.values()}
    assert got == {"A": ["1"], "2": ["2"], "C": ["name C"]}


def test_a_value_that_stands_for_another_keeps_its_place(tmp_path: Path) -> None:
    mapping = '[[person]]\nname = { text = "{p.n}", values = { x = "Xenia" } }\nkey = "{p.id}"\n'
    value = [{"p": [{"id": 1, "n": ""}, {"id": 2, "n": "x"}]}]
    people = bring_json(tmp_path, value, mapping).records.people
    assert {each.name: each.identifiers[0].value for each in people.values()} == {
        "1": "1",
        "Xenia": "2",
    }


def test_people_alone_are_data_with_all_that_describes_them(tmp_path: Path) -> None:
    text = (
        "Name,Also,Web,Q,Note\nAda,Countess|AAL,https://a.example/x,Q7259,first\nBob,,nowhere,,\n"
    )
    mapping = """
[[person]]
name = "{Name}"
split = ["|"]
aliases = "{Also}"
links = ["{Web}"]
identifiers = { wikidata = "{Q}" }
description = "{Note}"
"""
    report, records = bring(tmp_path, text, mapping)
    ada = records.people["ada"]
    assert (ada.aliases, ada.description) == (("Countess", "AAL"), "first")
    assert [link.url for link in ada.links] == ["https://a.example/x"]
    assert [(each.scheme, each.value) for each in ada.identifiers] == [
        ("wikidata", "Q7259"),
        ("moves", "Ada"),
    ]
    assert report.doubts == (("line 3", "“nowhere” is no address: it was left out"),)
    assert not records.events


def test_what_describes_several_at_once_is_left_out_and_said(tmp_path: Path) -> None:
    mapping = '[[person]]\nname = "{Name}"\nsplit = [";"]\ndescription = "{Note}"\n'
    report, records = bring(tmp_path, "Name,Note\nAda;Bob,tall\n", mapping)
    assert {each.description for each in records.people.values()} == {None}
    assert report.doubts == (("line 2", "it names 2 at once: what describes them was left out"),)


def test_other_names_of_several_at_once_are_left_out_and_said(tmp_path: Path) -> None:
    mapping = '[[person]]\nname = "{Name}"\nsplit = [";"]\naliases = "{Also}"\n'
    report, records = bring(tmp_path, "Name,Also\nAda;Bob,AAL\n", mapping)
    assert {each.aliases for each in records.people.values()} == {()}
    assert report.doubts == (("line 2", "it names 2 at once: what describes them was left out"),)


def test_of_several_parents_the_first_is_taken_and_that_is_said(tmp_path: Path) -> None:
    mapping = '[[company]]\nname = "{Org}"\nparent = { name = "{Group}", split = [";"] }\n'
    report, records = bring(tmp_path, "Org,Group\nLab,Acme;Globex\n", mapping)
    assert records.companies["lab"].parent == "acme"
    words = "it names 2 that it is part of: the first was taken"
    assert report.doubts == (("line 2", words),)


def test_companies_have_a_kind_and_a_parent(tmp_path: Path) -> None:
    text = "Org,Sort,Group\nLab,LAB,Acme\nAcme,,\n"
    mapping = """
[[company]]
name = "{Org}"
kind = { text = "{Sort}", values = { lab = "lab" } }
parent = "{Group}"
"""
    companies = bring(tmp_path, text, mapping).records.companies
    assert (companies["lab"].kind, companies["lab"].parent) == ("lab", "acme")
    assert companies["acme"].kind == "organization"
