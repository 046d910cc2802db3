"""A frequency table counts every value of a column, and what it counts is what a list shows."""

from __future__ import annotations

import pytest

from db.errors import Superseded
from db.frequency import Frequency, columns, frequency
from db.library import Library
from db.query import parse
from db.records import Kind
from db.search import search
from db.storage import BUILT_IN

KINDS: tuple[Kind, ...] = ("person", "company", "event", "source")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.open(BUILT_IN)


def table(library: Library, kind: Kind, name: str, text: str = "") -> Frequency:
    return frequency(library, search(library, parse(text), kind), name)


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_of_every_list_can_be_counted(library: Library, kind: Kind) -> None:
    names = [column.name for column in columns(kind)]
    assert len(set(names)) == len(names)
    for name in names:
        found = table(library, kind, name)
        assert found.rows == search(library, parse(""), kind).total
        assert found.values
        assert found.column.label


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", "meta", "type:hire"])
def test_a_count_is_what_the_list_would_show(library: Library, kind: Kind, text: str) -> None:
    results = search(library, parse(text), kind)
    for column in columns(kind):
        if column.field is None or (column.field == "type" and "type:" in text):
            continue
        for value in frequency(library, results, column.name).values[:4]:
            narrowed = search(library, parse(text).with_toggled(column.field, value.value), kind)
            assert narrowed.total == value.count, (column.name, value)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", "meta"])
def test_a_column_of_the_records_counts_each_row_once(
    library: Library, kind: Kind, text: str
) -> None:
    for column in columns(kind):
        found = table(library, kind, column.name, text)
        if column.field is None:
            assert sum(each.count for each in found.values) == found.rows


def test_sizes_stand_by_size_dates_by_date_and_names_by_name(library: Library) -> None:
    sizes = [int(each.value) for each in table(library, "person", "events").values]
    assert sizes == sorted(sizes)
    assert len(sizes) > 5
    months = [each.value for each in table(library, "event", "month").values]
    assert months == sorted(months)
    published = [each.value for each in table(library, "source", "published").values]
    assert published == ["2024", ""]
    names = [each.label for each in table(library, "event", "speaker").values]
    assert names == sorted(names, key=str.casefold)


def test_dates_and_sizes_have_an_order_of_their_own() -> None:
    ordered = [each.name for each in columns("source") if each.is_in_order]
    assert ordered == ["published", "quotes", "events", "year", "month"]


def test_what_the_query_asks_for_is_marked(library: Library) -> None:
    found = table(library, "event", "grade", "grade:denied")
    assert [(each.value, each.is_active) for each in found.values] == [("denied", True)]


def test_nobody_waits_for_a_table_that_was_left(library: Library) -> None:
    results = search(library, parse(""), "person")
    with pytest.raises(Superseded):
        frequency(library, results, "events", lambda: True)


def test_a_column_that_there_is_not_is_a_mistake(library: Library) -> None:
    with pytest.raises(KeyError, match="shoe"):
        table(library, "person", "shoe")
