"""A row of results shows where its match is, whatever was typed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.errors import BadQuery
from db.library import Library
from db.library.match import Needle
from db.marks import passage, spans_of
from db.query import parse
from db.search import KINDS, search
from db.words import fold
from tests import newsroom
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)
from tests.newsroom import EVENTS, NAMES, PEOPLE


@pytest.fixture(scope="module")
def library() -> Library:
    return newsroom.library()


@pytest.mark.parametrize(
    ("text", "name", "marked"),
    [
        ("orst", "Søren Ørsted", ["Ørst"]),
        ("soren", "Søren Ørsted", ["Søren"]),
        ("stras", "Hans Straße", ["Straß"]),
        ("fink", "Anna ﬁnk", ["ﬁnk"]),
        ("maria", "Ｍａｒｉａ Ｄ", ["Ｍａｒｉａ"]),
        ("小明", "王小明", ["小明"]),
        ("jason wei", "Jason Wei", ["Jason", "Wei"]),
    ],
)
def test_matches_are_marked_in_the_name_as_written(
    library: Library, text: str, name: str, marked: list[str]
) -> None:
    hit = search(library, parse(text), "person").hits[0]
    assert hit.name == name
    assert [hit.name[start:end] for start, end in hit.spans] == marked


def test_the_snippet_shows_what_the_name_does_not(library: Library) -> None:
    hit = search(library, parse("zhao resign"), "person").hits[0]
    assert [hit.snippet[start:end] for start, end in hit.snippet_spans] == ["resign"]


def test_words_that_stand_apart_show_the_first_text_that_has_one(library: Library) -> None:
    hit = search(library, parse("superintelligence demission"), "event").hits[0]
    assert (hit.id, hit.snippet) == ("zhao-threat", "a menacé de démissionner")


def test_a_description_is_shown_and_searched() -> None:
    people = [make_person("a", "Wei Li", description="the physicist"), make_person("b", "Wei Li")]
    library = Library.of(make_records(*people), "x")
    assert [hit.snippet for hit in search(library, parse("wei"), "person").hits] == [
        "the physicist",
        "",
    ]
    hit = search(library, parse("physic"), "person").hits[0]
    assert (hit.id, hit.snippet, hit.snippet_spans) == ("a", "the physicist", ((4, 10),))


def test_a_passage_is_cut_around_its_match_and_says_so() -> None:
    text = "word " * 60 + "needle\tand " + "more " * 60
    spans = spans_of(text, [Needle.of("needle")])
    shown, moved = passage(text, spans)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "\t" not in shown
    assert [shown[start:end] for start, end in moved] == ["needle"]
    assert passage("short", ()) == ("short", ())
    assert passage("word " * 60 + "end", ((300, 303),))[0].endswith("word end")
    assert passage("x" * 300, ()) == ("x" * 100 + "…", ())


def test_an_alias_counts_as_a_name_and_is_shown() -> None:
    company = make_company("meta", aliases=("Facebook",))
    hit = search(Library.of(make_records(company), "x"), parse("face"), "company").hits[0]
    assert (hit.name, hit.spans, hit.score) == ("Meta", (), 90)
    assert hit.snippet == "Facebook"
    assert hit.snippet_spans == ((0, 4),)


def test_a_row_knows_its_place_and_its_worth(library: Library) -> None:
    hits = search(library, parse("wei"), "person").hits
    assert [hits.place_of("person", each) for each in ("wei", "weinberg", "zhao", "x")] == [
        0,
        1,
        None,
        None,
    ]
    assert hits.place_of("event", "wei-hire") is None
    assert [hits.score(at) for at in range(3)] == [hit.score for hit in hits] == [80, 80, 40]


def test_rows_are_made_again_when_many_were_looked_at(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(search(library, parse(""), "person").hits)
    monkeypatch.setattr("db.hits._KEPT", 2)
    monkeypatch.setattr("db.library.index._REMEMBERED", 2)
    hits = search(newsroom.library(), parse(""), "person").hits
    assert [*hits, *reversed(hits)] == [*before, *reversed(before)]


def test_a_quote_has_no_name_and_is_shown_by_its_words(library: Library) -> None:
    hits = search(library, parse(""), "quote").hits
    assert [hit.name for hit in hits][:2] == ["a menacé de démissionner", "un milliard"]
    assert search(library, parse("milliard"), "quote").total == 0


TYPED = st.one_of(
    st.text(max_size=12),
    st.lists(
        st.sampled_from(["zhao", "wei", "-", "to:", "meta", " ", '"', "is:disputed", "*", "'",
                         "NEAR", "^", "(", "{", "王", "date:2025", "amount:5", "%", "\u0301"]),
        max_size=6,
    ).map("".join),
)  # fmt: skip


@given(TYPED)
@example("\ue000")
@example('"…"')
@example("'); DROP TABLE record; --")
def test_searching_for_any_text_raises_nothing(text: str) -> None:
    library = SMALL
    try:
        query = parse(text)
    except BadQuery:
        return
    for kind in KINDS:
        for hit in search(library, query, kind).hits:
            for shown, spans in ((hit.name, hit.spans), (hit.snippet, hit.snippet_spans)):
                assert all(0 <= start < end <= len(shown) for start, end in spans)


SMALL = Library.of(make_records(*PEOPLE, *EVENTS), "small")


@given(st.sampled_from(list(NAMES.values())), st.data())
def test_any_part_of_a_name_finds_it_and_whatever_is_found_holds_it(
    name: str, data: st.DataObject
) -> None:
    folded = fold(name)
    start = data.draw(st.integers(0, len(folded) - 1))
    end = data.draw(st.integers(start + 1, len(folded)))
    part = folded[start:end].strip()
    query = parse(f'"{part}"') if " " in part else parse(part or name)
    if " " in part and not is_whole_words(folded, start, end):
        return
    hits = search(PEOPLE_ALONE, query, "person").hits
    assert name in [hit.name for hit in hits]
    for hit in hits:
        assert hit.is_typo or part in fold(hit.name)


PEOPLE_ALONE = Library.of(make_records(*PEOPLE), "people")


def is_whole_words(folded: str, start: int, end: int) -> bool:
    """Whether a part begins and ends where words do."""
    return f" {folded[start:end].strip()} " in f" {folded} "


def test_the_words_of_a_row_of_data_stand_in_one_line() -> None:
    row = '{\n    "name": "Ada",\n    "post": "chair"\n  }'
    records = make_records(
        make_source(), make_quote(exact=row), make_event(summary="Ada presides.")
    )
    rows = Library.of(records, "test")
    for query in ("", "chair"):
        assert (
            search(rows, parse(query), "event").hits[0].snippet
            == '{ "name": "Ada", "post": "chair" }'
        )
