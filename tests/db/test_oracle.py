"""A query finds what it means, whatever the records and whatever the size of the base."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from db.facets import COUNTABLE, FacetValue, facets, frequency
from db.library import Library
from db.query import parse
from db.records import Kind, Records
from db.search import KINDS, search
from db.terms import Query, Term
from tests.oracle import Oracle, Row
from tests.worlds import PHRASE, QUERIES, WORD, worlds

HEAVY = (
    "db.library.making.words.FEW_WORDS",
    "db.library.making.words.MANY_WORDS",
    "db.library.making.words.MANY_NAMES",
    "db.library.making.words.MANY_EVENTS",
    "db.library.making.terms.MANY_EVENTS",
    "db.library.tally._MOST_FLAGS",
    "db.library.tally._FLAGS_AT_ONCE",
)
"""From how much on something is written down or counted otherwise."""

THRESHOLDS = st.one_of(st.none(), st.tuples(*(st.sampled_from((0, 1, 3, 100)) for _ in HEAVY)))


@contextmanager
def limits(values: tuple[int, ...] | None) -> Iterator[None]:
    """Take small bases for large ones; None leaves the limits as they are."""
    if values is None:
        yield
        return
    (name, value), *others = zip(HEAVY, values, strict=True)
    with patch(name, value):
        for name, value in others:
            patcher = patch(name, value)
            patcher.start()
        try:
            yield
        finally:
            patch.stopall()


def rows(library: Library, text: str, kind: Kind, sort: str | None = None) -> list[Row]:
    results = search(library, parse(text), kind, sort)
    return [Row(hit.id, hit.score) for hit in results.hits]


@given(
    st.one_of(worlds(), worlds(lost=("gone",))),
    st.lists(QUERIES, min_size=1, max_size=4),
    THRESHOLDS,
)
@settings(max_examples=100)
def test_a_query_finds_what_it_means_in_the_order_that_it_means(
    records: Records, queries: list[str], heavy: tuple[int, ...] | None
) -> None:
    with limits(heavy):
        library = Library.of(records, "drawn")
        oracle = Oracle(records, library.index.vocabulary.near)
        for text in queries:
            for kind in KINDS:
                assert rows(library, text, kind) == oracle.rows(parse(text), kind), (kind, text)


@given(st.one_of(worlds(), worlds(lost=("gone",))), QUERIES, st.data())
@settings(max_examples=60)
def test_a_list_stands_in_the_order_that_was_asked_for(
    records: Records, text: str, data: st.DataObject
) -> None:
    library = Library.of(records, "drawn")
    oracle = Oracle(records, library.index.vocabulary.near)
    for kind in KINDS:
        usual, *others = library.sorts(kind)
        sort = data.draw(st.sampled_from(("", "-"))) + data.draw(st.sampled_from(others))
        for each in (sort, f"-{usual}"):
            found = rows(library, text, kind, each)
            assert found == oracle.in_sort(parse(text), kind, each), (kind, text, each)


@given(worlds(), st.lists(st.one_of(WORD, PHRASE), min_size=1, max_size=3))
@settings(max_examples=60)
def test_a_word_is_marked_in_every_row_that_it_finds(records: Records, queries: list[str]) -> None:
    library = Library.of(records, "drawn")
    for text, kind in product(queries, KINDS):
        query = parse(text)
        for hit in search(library, query, kind).hits:
            assert query.terms[0].is_not or hit.spans or hit.snippet_spans, (kind, text, hit)


def counted(library: Library, text: str, kind: Kind) -> Iterator[tuple[str, FacetValue]]:
    """Every value that the facets and frequency tables have, with its field."""
    results = search(library, parse(text), kind)
    shown = {facet.label: facet for facet in facets(library, results)}
    for name in COUNTABLE:
        table = frequency(library, results, name)
        assert table is None or shown.get(table.label) in (None, table)
        if table is not None:
            yield from ((table.field, value) for value in table.values)


@given(worlds(), st.lists(QUERIES, min_size=1, max_size=2), THRESHOLDS)
@settings(max_examples=50)
def test_a_facet_counts_what_its_value_would_leave(
    records: Records, queries: list[str], heavy: tuple[int, ...] | None
) -> None:
    with limits(heavy):
        library = Library.of(records, "drawn")
        for text, kind in product(queries, KINDS):
            for field, value in counted(library, text, kind):
                query = parse(text)
                chosen = parse(str(Query((*query.terms, Term(value.value, field)))))
                assert value.count == search(library, chosen, kind).total, (kind, text, value)
