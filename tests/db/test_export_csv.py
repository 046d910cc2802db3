"""CSV: what a spreadsheet shows is what the records say, it runs none of it, and it reads back."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import typing
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.codec import TYPES, hints_of
from db.export.cells import defused, listed
from db.export.formats import BY_NAME
from db.export.left_out import LeftOut
from db.export.selection import Selection
from db.export.tables import ROLES, columns
from db.records import TABLES, Identifier, Link, Records, Role
from db.storage import BUILT_IN, read
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)
from tests.strangers import NASTY, TEXTS, strangers

CSV = BY_NAME["csv"]
Row = dict[str, str]


def tables(records: Records) -> dict[str, list[Row]]:
    """What a program reads that knows CSV and nothing of us."""
    left = LeftOut()
    made = CSV.documents(Selection(records), left)
    texts = {each.name.removesuffix(".csv"): "".join(each.pieces) for each in made}
    assert not left
    return {
        name: list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        for name, text in texts.items()
    }


def undone(cell: str) -> str:
    """Take the sign against formulas away, as the module says."""
    return "".join(part.removeprefix("'") for part in re.split(r"([;\t\r\n])", cell))


def items(cell: str) -> list[str]:
    """Cut a cell that holds several things, as the module says."""
    text = undone(cell)
    cut = re.findall(r"((?:\\.|[^\\|])*?)(?: \| |\Z)", text, re.DOTALL)[:-1] if text else []
    return ["" if each == r"\e" else re.sub(r"\\(.)", r"\1", each, flags=re.DOTALL) for each in cut]


def halves(text: str, sign: str) -> tuple[str, str]:
    """Cut at the first sign without a backslash before it."""
    found = re.fullmatch(rf"((?:\\.|[^\\{sign}])*){sign}?(.*)", text, re.DOTALL)
    assert found
    return re.sub(r"\\(.)", r"\1", found[1], flags=re.DOTALL), found[2]


def part(cls: object, text: str) -> object:
    """Read one thing of a list."""
    if cls is Role:
        role, party = halves(text, "=")
        reference, colon, words = party.partition(":")
        kind, _, identifier = reference.partition("/")
        return Role(role, kind, identifier or None, words if colon else None)  # type: ignore[arg-type]
    if cls is Identifier:
        return Identifier(*halves(text, ":"))
    if cls is Link:
        url, note = halves(text, " ")
        return Link(url, note or None)
    return text


def record(cls: Any, row: Row, before: str = "") -> Any:
    """Put a record together again from the columns that are named after its fields."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(cls):
        hint = hints_of(cls)[field.name]
        name = before if before and field.name == "text" else f"{before}_{field.name}".lstrip("_")
        inside = [each for each in (hint, *typing.get_args(hint)) if dataclasses.is_dataclass(each)]
        if typing.get_origin(hint) is tuple:
            values[field.name] = tuple(
                part(typing.get_args(hint)[0], each) for each in items(row[name])
            )
        elif inside:
            given = any(row[each] for each in row if each == name or each.startswith(f"{name}_"))
            values[field.name] = record(inside[0], row, name) if given else None
        elif row[name] == "":
            values[field.name] = "" if field.default is dataclasses.MISSING else None
        else:
            number = float if "float" in str(hint) else int
            is_text = (
                hint is str or str in typing.get_args(hint) or not re.search("float|int", str(hint))
            )
            values[field.name] = undone(row[name]) if is_text else number(row[name])
    return cls(**values)


@given(strangers())
def test_every_record_can_be_read_back_from_its_row(records: Records) -> None:
    found = tables(records)
    for kind, table in TABLES.items():
        assert [record(TYPES[kind], row) for row in found[table]] == list(
            records.table(kind).values()
        )


def test_the_built_in_database_can_be_read_back() -> None:
    records = read(BUILT_IN)
    for kind, table in TABLES.items():
        rows = tables(records)[table]
        assert [record(TYPES[kind], row) for row in rows] == list(records.table(kind).values())


@given(strangers())
def test_no_cell_begins_a_formula(records: Records) -> None:
    for rows in tables(records).values():
        for row in rows:
            for cell in row.values():
                if re.fullmatch(r"-?[0-9.e+]+", cell):
                    continue
                for part in [cell, *re.split(r"[;\t\r\n]", cell)]:
                    seen = part.lstrip(" \t\r\n\v\f\u00a0\u200b\ufeff\u2028\u3000\x00\x1b")
                    assert not re.match(r"[=+\-@＝＋－＠﹢﹣]", seen), cell
                assert not cell.startswith(("\t", "\r", "\n")), cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("", ""),
        ("Ada", "Ada"),
        ("=1", "'=1"),
        ("  =1", "'  =1"),
        ("\u200b＝1", "'\u200b＝1"),
        ("\t", "'\t"),
        ("\nx", "'\nx"),
        ("'quoted'", "''quoted'"),
        ("a;=1", "a;'=1"),
        ("a; '", "a; '"),
        ("a;'b", "a;''b"),
        ("a\r\n- b; c", "a\r\n'- b; c"),
        ("\t=1", "'\t'=1"),
        ("a=1", "a=1"),
        ("−5", "'−5"),
        ("(=1)", "(=1)"),
        ("   ", "   "),
    ],
)
def test_a_cell_that_could_be_a_formula_gets_a_sign_before_it(text: str, cell: str) -> None:
    assert defused(text) == cell


@given(st.one_of(TEXTS, st.sampled_from(NASTY)))
def test_the_sign_can_be_taken_away_again(text: str) -> None:
    assert undone(defused(text)) == text


@given(st.lists(TEXTS, max_size=4))
def test_a_list_in_a_cell_can_be_cut_again(texts: list[str]) -> None:
    assert items(defused(listed(texts))) == texts


BASE = make_records(
    make_person("ada", "Ada"),
    make_company("acme", "Acme"),
    make_event(
        roles=(make_role("person", "person/ada"), make_role("to", "company/acme"),
               make_role("to", "a start-up")),
        quotes=("q1", "q2"),
    ),
    make_quote("q1", exact="Ada joined"),
    make_quote("q2", exact="=Acme"),
    make_source(),
)  # fmt: skip


def test_an_event_tells_names_and_words_for_a_person_to_read() -> None:
    (row,) = tables(BASE)["events"]
    assert (row["person"], row["to"], row["from"]) == ("Ada", "Acme | a start-up", "")
    assert (row["evidence"], row["sources"]) == ("Ada joined | =Acme", "s1")
    assert list(row)[3:9] == list(ROLES)


def test_columns_are_named_after_the_fields() -> None:
    names = [each.name for each in columns(TYPES["event"])]
    assert {"date", "date_earliest", "claim_grade", "claim_said_latest", "amount_min"} <= set(names)
    assert len(names) == len(set(names))


def test_many_rows_are_written_in_several_pieces() -> None:
    crowd = make_records(*(make_person(f"p{number}") for number in range(2500)))
    people, *_ = CSV.documents(Selection(crowd), LeftOut())
    assert len(list(people.pieces)) == 3


def test_lines_end_as_the_standard_has_them() -> None:
    text = "".join(next(iter(CSV.documents(Selection(BASE), LeftOut()))).pieces)
    assert text.count("\r\n") == text.count("\n") == 2
