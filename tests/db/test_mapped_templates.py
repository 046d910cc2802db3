"""Texts with columns in them: what they say of a record, in tables and in JSON."""

from __future__ import annotations

from typing import Any

import pytest

from db.intake.mapped.templates import Column, bound, paths_in, template, text_of

_RECORD = {
    "First": "Ada ",
    "Last": "",
    "Year": "2012",
    "a.b": "dotted",
    "employer": {"name": "Acme", "x.y": 3},
    "jobs": [{"org": "Acme", "id": 1}, {"org": "Globex", "id": None}, {"org": ["x", ["y"]]}],
    "tags": ["one", "", "two"],
    "yes": True,
    "half": 0.5,
    "whole": 2012.0,
    "none": None,
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("position", ("position",)),
        ("", ()),
        ("{First}", ("Ada",)),
        ("{ First }", ("Ada",)),
        ("{Last}", ()),
        ("{First} {Last}", ("Ada",)),
        ("{Last}, {First}", ("Ada",)),
        ("{Year}-{Last}", ("2012",)),
        ("{Last}-{none}", ()),
        ("{{{First}}}", ("{Ada}",)),
        ("{a.b}", ("dotted",)),
        ("{employer.name} ({Year})", ("Acme (2012)",)),
        ("{employer.x.y}", ("3",)),
        ("{employer}", ()),
        ("{jobs.org}", ("Acme", "Globex", "x", "y")),
        ("{jobs[].org}", ("Acme", "Globex", "x", "y")),
        ("{First} at {tags}", ("Ada at one", "Ada at two")),
        ("{tags}/{tags}", ("one/one", "two/two")),
        ("{yes} {half} {whole}", ("true 0.5 2012",)),
        ("{?gone}", ()),
        ("{First.deeper}", ()),
    ],
)
def test_a_template_says_what_a_record_has(text: str, said: tuple[str, ...]) -> None:
    assert template(text).filled(_RECORD) == said


def test_a_blank_in_a_list_never_lends_one_element_the_value_of_the_next() -> None:
    names = template("{people.first} {people.last}")
    people = [{"first": "Ada", "last": "Lovelace"}, {"first": "Cher"}, {"first": "Al", "last": "B"}]
    assert names.filled({"people": people}) == ("Ada Lovelace", "Cher", "Al B")
    assert names.filled({"people": people[:2]}) == ("Ada Lovelace", "Cher")
    assert names.filled({"people": [{}, people[0], {"last": None}]}) == ("Ada Lovelace",)


@pytest.mark.parametrize("text", ["{Name", "Name}", "{}", "{ }", "a {b{c}}"])
def test_braces_that_do_not_match_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"braces|without the"):
        template(text)


def test_a_column_that_may_be_missing_begins_with_a_question_mark() -> None:
    assert template("{? Note }{Name?}").columns == (Column("Note", True), Column("Name?"))


def test_a_record_is_bound_to_each_element_of_a_list() -> None:
    found = [(record["jobs"], element) for record, element in bound(_RECORD, "jobs")]
    assert [each[0] for each in found] == _RECORD["jobs"]
    assert all(record == element for record, element in found)


@pytest.mark.parametrize(
    ("record", "path", "elements"),
    [
        ({"a": {"b": [1, 2]}}, "a.b", [1, 2]),
        ({"a": [{"b": [1]}, {"b": [2, 3]}, 5]}, "a.b", [1, 2, 3]),
        ({"a": {"b": "one"}}, "a.b", ["one"]),
        ({"a": None}, "a", []),
        ({}, "a.b", []),
    ],
)
def test_lists_in_lists_are_walked_in_order(
    record: dict[str, Any], path: str, elements: list[object]
) -> None:
    assert [element for _, element in bound(record, path)] == elements


def test_every_value_has_a_path_and_empty_ones_too() -> None:
    record = {"a": [{"b": 1}, {"b": [2, {"c": None}]}], "d": {}, "e": ""}
    assert list(paths_in(record)) == [
        ("a.b", 1),
        ("a.b", 2),
        ("a.b.c", None),
        ("d", None),
        ("e", ""),
    ]


def test_what_is_no_single_value_is_no_text() -> None:
    nothing: list[object] = [{}, [], None, b"x"]
    assert [text_of(each) for each in nothing] == [""] * 4
