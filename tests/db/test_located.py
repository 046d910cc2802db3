"""JSON that knows its places: the same values as JSON has, each object with its span."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BadFile
from db.intake.located import LocatedObject, parse, parse_lines, places
from db.intake.outside import OutsideFile, from_bytes

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBER = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | NUMBER | TEXT,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(TEXT, inside, max_size=4),
    max_leaves=20,
)


def file(text: str | bytes) -> OutsideFile:
    return from_bytes(text.encode() if isinstance(text, str) else text, "data.json", "data.json")


@given(JSON, st.sampled_from([None, 1]), st.booleans())
def test_values_are_those_of_the_standard_library(
    value: object, indent: int | None, ascii: bool
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii)
    assert parse(file(text)) == value


@given(JSON, st.sampled_from([None, 1]))
def test_the_span_of_every_object_reads_as_that_object(value: object, indent: int | None) -> None:
    document = file(json.dumps([value], indent=indent, ensure_ascii=False))
    for each in places(parse(document)):
        start, end = each.place.span
        assert json.loads(document.text[start:end]) == each


def test_an_object_has_its_pointer() -> None:
    root = parse(file('{"a/b": [{"c~": {}}, 1]}'))
    assert [each.place.words for each in places(root)] == ["/", "/a~1b/0", "/a~1b/0/c~0"]


def test_the_share_that_is_read_is_told() -> None:
    told: list[float] = []
    parse(file(json.dumps([{}] * 2000)), told.append)
    assert told == sorted(told)
    assert 0 < told[-1] <= 1


def test_a_byte_order_mark_before_the_document_counts_as_a_character() -> None:
    root = parse(file("\ufeff{}"))
    assert isinstance(root, LocatedObject)
    assert root.place.span == (1, 3)


def test_half_a_surrogate_pair_becomes_the_sign_for_what_cannot_be_read() -> None:
    assert parse(file(b'["\\ud800 \\ud83d\\ude00"]')) == ["\ufffd \U0001f600"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"a": [1, 2', "line 1, column 12 is no JSON: expecting ',' delimiter"),
        ("[1,\n 2,,]", "line 2, column 4 is no JSON: expecting value"),
        ("[" * 100_000, "it is nested too deeply"),
        ('{"a":' * 100_000, "it is nested too deeply"),
        ('{"a": NaN}', "it holds NaN, which is no JSON number"),
        ("{} x", "line 1, column 4 is no JSON: more follows"),
        ("[" + "9" * 5000 + "]", "a number that is too long"),
        ("nonsense", "line 1, column 1 is no JSON: a value is missing"),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(text: str, words: str) -> None:
    with pytest.raises(BadFile, match=r"data\.json") as refusal:
        parse(file(text))
    assert words in str(refusal.value)


def test_json_lines_come_with_number_span_and_value() -> None:
    document = file('\ufeff{"a": {"b": 1}}\r\n\n  [2]\n')
    lines = list(parse_lines(document))
    assert [(number, document.text[slice(*span)]) for number, span, _ in lines] == [
        (1, '{"a": {"b": 1}}'),
        (3, "[2]"),
    ]
    first = lines[0][2]
    assert isinstance(first, LocatedObject)
    assert [each.place.words for each in places(first)] == ["line 1", "line 1 /a"]


@pytest.mark.parametrize("text", ['{"a":\n1}', "{} {}", '{"a": 1', "x"])
def test_a_line_that_is_not_one_value_is_refused(text: str) -> None:
    with pytest.raises(BadFile, match="line 1"):
        list(parse_lines(file(text)))


def test_the_share_of_lines_that_is_read_is_told() -> None:
    told: list[float] = []
    list(parse_lines(file("{}\n" * 1000), told.append))
    assert told
