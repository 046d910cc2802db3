"""Tables as text: the cells that the csv module reads, each row with its span."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from db.errors import BadFile
from db.intake.mapped.mapping import Shape
from db.intake.mapped.rows import columns_of
from db.intake.mapped.tables import TableRow, read_rows, sniffed
from db.intake.outside import OutsideFile


def _file(text: str, name: str = "table.csv") -> OutsideFile:
    return OutsideFile(name, name, text.encode("utf-8"), text)


def _rows(text: str, delimiter: str = ",", quote: str = '"') -> list[TableRow]:
    return list(read_rows(_file(text), delimiter, quote))


_LETTERS = st.text(alphabet='ab,;"\n\r\0 é\u2028', max_size=60)


@given(_LETTERS, st.sampled_from(",;\t|"))
@example('"a\r\nb",c\r\n"d""e"f"g,h', ",")
def test_the_cells_are_those_that_the_csv_module_reads(text: str, delimiter: str) -> None:
    try:
        found = _rows(text, delimiter)
    except BadFile:
        assume(False)
    theirs = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    assert [row.cells for row in found] == [row for row in theirs if row not in ([], [""])]


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=4), max_size=5))
def test_what_the_csv_module_writes_is_read_back_from_the_spans(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    text = out.getvalue().removeprefix("\ufeff")
    for row, wanted in zip(_rows(text), rows, strict=True):
        assert row.cells == wanted
        (again,) = csv.reader(io.StringIO(text[row.span.start : row.span.end], newline=""))
        assert again == wanted
        before = text[: row.span.start].replace("\r\n", "\n").replace("\r", "\n")
        assert row.line == before.count("\n") + 1


def test_a_row_stands_where_it_stands_without_its_line_end() -> None:
    text = '\ufeffa,b\r\n\r\n"x\ny","z ""q"""\r\n1,2'
    found = _rows(text)
    assert [(row.line, row.cells) for row in found] == [
        (1, ["a", "b"]),
        (3, ["x\ny", 'z "q"']),
        (5, ["1", "2"]),
    ]
    assert [text[row.span.start : row.span.end] for row in found] == [
        "a,b",
        '"x\ny","z ""q"""',
        "1,2",
    ]


def test_a_quotation_mark_that_never_closes_is_refused_with_its_line() -> None:
    with pytest.raises(BadFile, match=r'table\.csv: line 3: " opens a cell and none closes it'):
        _rows('a,b\n1,2\n3,"4\n5,6\n')


def test_quotation_marks_may_be_letters() -> None:
    assert [row.cells for row in _rows('a,"b\nc,d"\n', quote="")] == [["a", '"b'], ["c", 'd"']]


def test_another_sign_may_stand_around_cells() -> None:
    assert [row.cells for row in _rows("'a,b',''''\n", quote="'")] == [["a,b", "'"]]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Name;Amount\nAda;1,5\nBob;2,5\n", ";"),
        ("Name\tNote\nAda\ta, b, c\n", "\t"),
        ("Name|Note\nAda|x;y\nBob|z\n", "|"),
        ("Name,Note\nAda,x;y\n", ","),
        ("Name\nAda\n", ","),
        ("", ","),
        ("a;b\n" * 60, ";"),
        ('a;b\n"open;', ";"),
    ],
)
def test_the_delimiter_is_the_one_that_parts_rows_evenly(text: str, delimiter: str) -> None:
    assert sniffed(_file(text)) == delimiter


def test_names_of_columns_differ_however_often_they_occur() -> None:
    names = columns_of(_file("a,a,a (2),,a\n"), Shape())
    assert names == ("a", "a (2)", "a (2) (2)", "column 4", "a (3)")


def test_thousands_of_columns_are_none() -> None:
    with pytest.raises(BadFile, match="line 1 has 5,001 cells, too many to be columns"):
        columns_of(_file("," * 5000), Shape())


def test_the_name_of_a_file_tells_that_tabs_part_its_cells() -> None:
    assert sniffed(_file("a,b\nc,d\n", "table.tsv")) == "\t"
