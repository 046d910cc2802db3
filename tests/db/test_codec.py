"""The codec: nothing is lost on the way to a document and back, and refusals say where."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.codec import (
    SHAPES,
    TYPES,
    decode,
    encode,
    identifier_of,
    pack,
    salvage,
    unpack,
)
from db.decisions import Decision
from db.errors import BadRecord
from db.records import (
    TABLES,
    Amount,
    Claim,
    Company,
    Duration,
    Event,
    Identifier,
    Kind,
    Link,
    Person,
    Quote,
    Record,
    Role,
    Source,
)
from db.unknown import merge_unknown
from tests.make import make_event, make_person

WORDS = st.text(max_size=8)
FIGURES = st.none() | st.floats(allow_nan=False, allow_infinity=False)

INTEGERS = st.integers(min_value=-(2**53), max_value=2**53)


def _build(cls: type) -> st.SearchStrategy[Any]:
    """Records of all shapes; numbers are those that every JSON reader can hold."""
    figures = {name: FIGURES for name in ("min", "max") if name in cls.__annotations__}
    places = {name: INTEGERS for name in ("start", "end", "length") if name in cls.__annotations__}
    return st.builds(cls, **figures, **places)


for leaf in (Link, Identifier, Duration, Amount, Role, Claim):
    st.register_type_strategy(leaf, _build(leaf))

RECORDS: st.SearchStrategy[tuple[Kind, Record]] = st.one_of(
    st.tuples(st.just("person"), _build(Person)),
    st.tuples(st.just("company"), _build(Company)),
    st.tuples(st.just("event"), _build(Event)),
    st.tuples(st.just("quote"), _build(Quote)),
    st.tuples(st.just("source"), _build(Source)),
)


@given(RECORDS)
def test_a_record_survives_the_way_to_a_document_and_back(pair: tuple[Kind, Record]) -> None:
    kind, record = pair
    assert decode(TABLES[kind], encode(record)) == record


@given(RECORDS)
def test_a_record_survives_the_way_to_json_and_back(pair: tuple[Kind, Record]) -> None:
    kind, record = pair
    assert unpack(kind, pack(record)) == record


@given(RECORDS)
def test_a_sound_document_is_salvaged_whole(pair: tuple[Kind, Record]) -> None:
    kind, record = pair
    salvaged, faults = salvage(TYPES[kind], encode(record), "#1")
    assert not faults
    assert salvaged is not None
    assert decode(TABLES[kind], encode(salvaged) | {"id": record.id}) == record


def test_what_is_empty_is_left_out_of_a_document_but_quotes_never() -> None:
    document = encode(make_event(quotes=()))
    assert document["quotes"] == []
    assert "roles" not in document
    assert "date" not in document
    assert document["claim"] == {"grade": "stated"}


def test_whole_numbers_are_written_without_a_decimal_point() -> None:
    document = encode(make_event(amount=Amount("100M", "USD", min=1e8, max=1.5)))
    assert document["amount"] == {"text": "100M", "unit": "USD", "min": 100_000_000, "max": 1.5}
    amount = document["amount"]
    assert isinstance(amount, dict)
    assert isinstance(amount["min"], int)


BROKEN = [
    ("people", {"id": "ada"}, "name", "it is missing", "Add it"),
    ("people", {"id": "ada", "name": 3}, "name", "should be text and is a whole number", "Correct"),
    ("people", {"id": "ada", "name": "A", "aliases": None}, "aliases", "a list and is null", ""),
    ("people", {"id": "ada", "name": "A", "aliases": ["x", 3]}, "aliases[1]", "text", ""),
    ("people", {"id": "ada", "name": "A", "links": [{}]}, "links[0].url", "missing", ""),
    ("people", {"id": "ada", "name": "A", "description": 1.5}, "description", "decimal", ""),
    ("events", {"claim": {"grade": "stated", "via": "x"}}, "claim.via", "a list and is text", ""),
    ("events", {"roles": [{"role": "by", "kind": "dog"}]}, "roles[0].kind", "“dog”", "person, c"),
    ("events", {"date": {"text": "x", "basis": "hunch"}}, "date.basis", "“hunch”", "derived"),
    ("events", {"claim": {}}, "claim.grade", "it is missing", "Add it"),
    ("events", {"amount": {"text": "x", "unit": "USD", "min": 10**400}}, "amount.min", "range", ""),
]

BROKEN_DECISIONS = [
    ("decisions", {"action": "split"}, "action", "“split”", "merge, distinct"),
    ("decisions", {"kind": "event"}, "kind", "“event”", "person, company"),
    ("decisions", {"by": 5}, "by", "should be text", ""),
]
MERGE = Decision("ada", "merge", "person", "ada", "eve", "2026-03-02T14:05:00Z")


def _whole(table: str, document: dict[str, object]) -> dict[str, object]:
    if table == "decisions":
        return encode(MERGE) | document
    return encode(make_event("ada")) | document if table == "events" else document


@pytest.mark.parametrize(("table", "document", "field", "problem", "remedy"), BROKEN)
def test_a_refusal_names_table_id_field_and_remedy(
    table: str, document: dict[str, object], field: str, problem: str, remedy: str
) -> None:
    whole = _whole(table, document)
    with pytest.raises(BadRecord) as caught:
        decode(table, whole)
    assert (caught.value.table, caught.value.identifier) == (table, "ada")
    assert caught.value.field == field
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy
    assert str(caught.value).startswith(f"{table}/ada, field “{field}”: ")


@pytest.mark.parametrize(
    ("table", "document", "field", "problem", "remedy"), [*BROKEN, *BROKEN_DECISIONS]
)
def test_salvage_finds_the_same_fault_and_keeps_the_rest(
    table: str, document: dict[str, object], field: str, problem: str, remedy: str
) -> None:
    whole = _whole(table, document)
    record, faults = salvage(SHAPES[table], whole, "#1")
    assert record is not None
    assert record.id == "ada"
    assert [fault.field for fault in faults] == [field]
    assert problem in faults[0].problem
    assert remedy in faults[0].remedy


def test_salvage_lists_every_fault_of_a_document() -> None:
    record, faults = salvage(Event, {"quotes": ["q1", 2, "q3", None], "summary": 5}, "#7")
    assert isinstance(record, Event)
    assert (record.id, record.quotes, record.summary) == ("#7", ("q1", "q3"), "")
    fields = ["id", "type", "summary", "claim", "quotes[1]", "quotes[3]"]
    assert [fault.field for fault in faults] == fields


def test_salvage_gives_required_numbers_and_optional_fields_a_stand_in() -> None:
    record, faults = salvage(Quote, {"id": "q", "start": "0", "speaker": 5}, "#1")
    assert isinstance(record, Quote)
    assert (record.start, record.exact, record.speaker) == (0, "", None)
    assert "speaker" in [fault.field for fault in faults]


@pytest.mark.parametrize(
    ("document", "words"),
    [(5, "a whole number"), ([], "a list"), (None, "null"), ("x", "text"), (True, "true or false")],
)
def test_nothing_is_made_of_what_is_no_object(document: object, words: str) -> None:
    record, faults = salvage(Person, document, "#1")
    assert record is None
    assert words in faults[0].problem


@pytest.mark.parametrize("document", [{}, {"id": 3}, {"id": ""}, 5])
def test_a_document_without_an_id_goes_by_another_name(document: object) -> None:
    assert identifier_of(document, "#4") == "#4"


def test_a_document_that_is_refused_without_an_id_is_named_so() -> None:
    with pytest.raises(BadRecord, match=r"people/\?, field “id”: it is missing"):
        decode("people", {"name": "Ada"})


def test_unknown_fields_survive_at_every_depth() -> None:
    old = encode(
        make_event(roles={"person": "person/ada", "to": "company/acme"}, claim=Claim("stated"))
    )
    old |= {"mood": "glad", "claim": {"grade": "stated", "heat": 9}}
    old["roles"] = [
        {"role": "person", "kind": "person", "id": "ada", "seat": 1, "text": None},
        {"role": "to", "kind": "company", "id": "acme", "seat": 2},
    ]
    new = encode(
        make_event(
            roles={"by": "company/new", "to": "company/acme", "about": "person/ada"},
            claim=Claim("denied"),
            summary="Else.",
        )
    )
    merged = merge_unknown("events", old, new)
    assert merged["mood"] == "glad"
    assert merged["summary"] == "Else."
    assert merged["claim"] == {"grade": "denied", "heat": 9}
    assert merged["roles"] == [
        {"role": "by", "kind": "company", "id": "new"},
        {"role": "to", "kind": "company", "id": "acme", "seat": 2},
        {"role": "about", "kind": "person", "id": "ada", "seat": 1},
    ]


def test_a_field_that_was_emptied_does_not_come_back() -> None:
    old = encode(make_person(aliases=("A",), description="x", links=(Link("u"),))) | {"born": 1815}
    assert merge_unknown("people", old, encode(make_person())) == {
        "id": "ada",
        "name": "Ada",
        "born": 1815,
    }


def test_an_object_that_is_new_needs_no_old_one() -> None:
    old = encode(make_person())
    new = encode(make_person(links=(Link("u"),)))
    assert merge_unknown("people", old, new) == new


@given(RECORDS, st.dictionaries(st.text().map("x-".__add__), WORDS))
def test_merging_keeps_the_record_and_all_unknown_fields(
    pair: tuple[Kind, Record], extra: dict[str, str]
) -> None:
    kind, record = pair
    table = TABLES[kind]
    merged = merge_unknown(table, encode(record) | extra, encode(record))
    assert merged == encode(record) | extra
    assert decode(table, merged) == record
