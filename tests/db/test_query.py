"""A query is read as typed, written back the same, and refused with its place."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.amounts import AmountSpan, parse_amount
from db.errors import BadQuery, BadTerm
from db.fields import BY_NAME, FIELDS, OPERATORS, Field, Operator
from db.library import Library
from db.query import MOST_TERMS, Query, Term, describe, parse, unparse
from db.search import search
from db.words import fold
from tests.make import make_company, make_records


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", []),
        ("  zhao \t threat ", [Term("zhao"), Term("threat")]),
        ('"papers signed"', [Term("papers signed", is_phrase=True)]),
        ("“papers signed”", [Term("papers signed", is_phrase=True)]),
        ("« papiers »", [Term(" papiers ", is_phrase=True)]),
        (r'"say \"no\""', [Term('say "no"', is_phrase=True)]),
        ("-openai", [Term("openai", is_not=True)]),
        ("!openai", [Term("openai", is_not=True)]),
        ('-"a b"', [Term("a b", is_not=True, is_phrase=True)]),
        ("to:meta", [Term("meta", "to")]),
        ("TO:Meta", [Term("Meta", "to")]),
        ("to:=meta", [Term("meta", "to", is_exact=True)]),
        ('to:"mira murati"', [Term("mira murati", "to")]),
        ('to:="mira murati"', [Term("mira murati", "to", is_exact=True)]),
        ("-grade:Denied", [Term("denied", "grade", is_not=True)]),
        ("lang:French", [Term("fr", "lang")]),
        ("lang:fr-CA", [Term("fr-ca", "lang")]),
        ("date:2025-07..", [Term("2025-07..", "date")]),
        ("amount:>=100M", [Term(">=100M", "amount")]),
        ("type:threat", [Term("threat", "type")]),
        ("type:=hier", [Term("hier", "type", is_exact=True)]),
        ("type:acquisition", [Term("acquisition", "type")]),
        ("https://a.b/c 12:30 l'IA", [Term("https://a.b/c"), Term("12:30"), Term("l'IA")]),
        ("--a", [Term("-a", is_not=True)]),
        ("amount:=0", [Term("=0", "amount")]),
    ],
)
def test_a_query_is_read_as_typed(text: str, terms: list[Term]) -> None:
    assert parse(text).terms == tuple(terms)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("zhao typ:hire", "typ:", "type:"),
        ("foo:bar", "foo:", "There are type, from, to"),
        ("grade:reportd x", "reportd", "grade:reported"),
        ("is:contested", "contested", "It takes disputed"),
        ("type:hier", "hier", "type:hire"),
        ("to: meta", "to:", "to:meta"),
        ('to:"" x', 'to:""', "nothing between"),
        ('zhao "papers sig', '"papers sig', "not closed"),
        ("zhao «papiers", "«papiers", "not closed"),
        ('""', '""', "nothing between"),
        ('zhao "\u200b"', '"\u200b"', "nothing between"),
        ("zhao \u200b", "\u200b", "no letter or sign"),
        ("-\u00ad", "\u00ad", "no letter or sign"),
        ("´", "´", "no letter or sign"),
        ("zhao -", "-", "needs a word"),
        ("! zhao", "!", "needs a word"),
        ("date:2025-13", "2025-13", "2025-07"),
        ("date:2025..2024", "2025..2024", "ends before it begins"),
        ("amount:lots", "lots", "amount:>=100M"),
        ("amount:5..2", "5..2", "smaller amount first"),
        ("lang:frnech", "frnech", "lang:fr"),
    ],
)
def test_a_wrong_query_marks_the_place_and_says_what_is_known(
    text: str, place: str, words: str
) -> None:
    with pytest.raises(BadQuery) as caught:
        parse(text)
    error = caught.value
    assert error.text == text
    assert place.endswith(text[error.start : error.end])
    assert text[error.start : error.end]
    assert words in str(error)


PIECES = st.sampled_from(
    ["to:", "-", "!", '"', "“", "”", "«", "=", " ", "meta", "date:", "2025", "..", "\\", "amount:",
     ">=", "1/3", "%", "type:", "hire", "is:", "disputed", "\u00b4", "\u200b", ":", "//", "é",
     "lang:", "fr", "source:", "-a", "100M", "\x1c", "€"]
)  # fmt: skip


TYPED = st.one_of(st.text(), st.lists(PIECES).map("".join))


def read(text: str) -> Query | BadQuery:
    """Return what parsing gives or raises."""
    try:
        return parse(text)
    except BadQuery as error:
        return error


@given(TYPED)
@example("to:")
@example("-")
def test_a_refusal_marks_a_place_in_what_was_typed(text: str) -> None:
    found = read(text)
    if isinstance(found, BadQuery):
        assert 0 <= found.start < found.end <= len(text)


@given(TYPED)
@example('to:"=x"')
@example('to:=="x"')
@example("type:´")
@example('"a"b')
def test_what_is_read_is_written_back_the_same(text: str) -> None:
    query = read(text)
    if isinstance(query, Query):
        assert parse(unparse(query)) == query
        assert unparse(parse(unparse(query))) == unparse(query)
        assert describe(query)


@pytest.mark.parametrize("text", ["amount:=0", "amount:>=100M", 'amount:"=1 000"', 'to:"=x"'])
def test_what_is_written_back_is_as_short_as_one_would_type_it(text: str) -> None:
    assert unparse(parse(text)) == text


@given(
    st.lists(
        st.builds(
            Term,
            st.text(min_size=1).filter(lambda text: bool(fold(text).strip())),
            st.none(),
            st.booleans(),
            st.booleans(),
        )
    )
)
def test_any_words_can_be_written_so_that_they_are_read_back(terms: list[Term]) -> None:
    query = parse(unparse(Query(tuple(terms))))
    assert [term.text for term in query.terms] == [term.text for term in terms]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_has_an_example_that_is_read(field: Field) -> None:
    assert [term.field for term in parse(field.example).terms] == [field.name]
    assert field.words
    for value in field.values:
        assert parse(f"{field.name}:{value}").terms == (Term(value, field.name),)


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.sign)
def test_every_operator_has_an_example_that_is_read(operator: Operator) -> None:
    assert not parse(operator.example).is_empty


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("", "everything"),
        (
            "type:hire to:meta grade:reported date:2025-07..",
            "hires to Meta, reported, after June 2025",
        ),
        ("zhao threat", "“zhao” and “threat”"),
        ("zhao type:hire", "hires with “zhao”"),
        ("-openai", "everything, not “openai”"),
        ("from:openai to:=meta", "events from Openai to Meta itself"),
        ("type:threat-to-leave -is:disputed", "threats to leave, not disputed"),
        ("amount:>=100M has:translation", "events, amount at least 100M, with a translation"),
        ("amount:5%", "events, amount 5%"),
        ("amount:200M..1B", "events, amount 200M to 1B"),
        ("amount:..1B", "events, amount at most 1B"),
        ("amount:5..", "events, amount at least 5"),
        ("date:..2024", "events, before 2025"),
        ("date:2025-07..2025-08", "events, from July 2025 to August 2025"),
        ("date:2025-07-05", "events, on 5 July 2025"),
        ("date:2025", "events, in 2025"),
        ("date:0001..", "events, after the calendar"),
        ("lang:fr speaker:altman source:gate", "events, in French, said by Altman, in Gate"),
        ('-to:"a b" person:zhao', "events, not to A B, about Zhao"),
    ],
)  # fmt: skip
def test_a_query_can_be_said_in_english(text: str, english: str) -> None:
    assert describe(parse(text)) == english


def test_english_uses_the_names_that_a_library_has() -> None:
    library = Library.of(make_records(make_company("openai", "OpenAI")), "tiny")
    assert describe(parse("type:hire to:openai from:nowhere"), library) == (
        "hires to OpenAI from Nowhere"
    )


@pytest.mark.parametrize(
    ("before", "field", "value", "after"),
    [
        ("zhao", "type", "hire", "zhao type:hire"),
        ("zhao type:hire", "type", "hire", "zhao"),
        ("type:hire zhao", "type", "offer", "zhao type:offer"),
        ("-type:hire", "type", "offer", "-type:hire type:offer"),
        ("to:meta", "to", "openai", "to:meta to:openai"),
        ("date:2025", "date", "2025-07", "date:2025-07"),
        ("", "to", "mira murati", 'to:"mira murati"'),
    ],
)
def test_a_facet_turns_a_term_on_and_off(before: str, field: str, value: str, after: str) -> None:
    assert unparse(parse(before).with_toggled(field, value)) == after


def test_a_query_of_very_many_terms_is_refused_where_it_grows_too_long() -> None:
    longest = " ".join(["to:meta"] * MOST_TERMS)
    assert parse(longest).filters == MOST_TERMS
    with pytest.raises(BadQuery, match=f"{MOST_TERMS} terms at most") as raised:
        parse(f"{longest} type:hire")
    assert raised.value.text[raised.value.start : raised.value.end] == "type:hire"


def test_the_longest_query_that_is_read_is_answered() -> None:
    library = Library.of(make_records(make_company("meta")), "test")
    assert search(library, parse(" ".join(["to:meta"] * MOST_TERMS)), "event").total == 0


def test_a_query_knows_its_parts() -> None:
    query = parse("zhao -to:meta")
    assert (query.filters, query.is_empty, parse("").is_empty) == (2, False, True)
    assert query.words == (Term("zhao"),)
    assert query.fielded == (Term("meta", "to", is_not=True),)
    assert unparse(query.without(Term("zhao"))) == "-to:meta"
    assert query.finds("to", "meta") is None
    assert str(query) == unparse(query)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("100M", AmountSpan(1e8, 1e8)),
        ("=100M", AmountSpan(1e8, 1e8)),
        (">=100M", AmountSpan(1e8, None)),
        ("≥ 1,5 milliard", AmountSpan(1.5e9, None)),
        ("<=2bn", AmountSpan(None, 2e9)),
        (">5", AmountSpan(math.nextafter(5, math.inf), None)),
        ("<5", AmountSpan(None, math.nextafter(5, 0))),
        ("200M..1B", AmountSpan(2e8, 1e9)),
        ("..1B", AmountSpan(None, 1e9)),
        ("1B..", AmountSpan(1e9, None)),
        ("$100M", AmountSpan(1e8, 1e8, ("USD",))),
        ("USD100M..", AmountSpan(1e8, None, ("USD",))),
        ("100 million USD", AmountSpan(1e8, 1e8, ("USD",))),
        ("100MUSD", AmountSpan(1e8, 1e8, ("USD",))),
        ("€1.5m..3m", AmountSpan(1.5e6, 3e6, ("EUR",))),
        ("1,250,000", AmountSpan(1.25e6, 1.25e6)),
        ("0,125", AmountSpan(0.125, 0.125)),
        (">=50people", AmountSpan(50, None, ("people",))),
        (">=5%", AmountSpan(5, None, ("percent",))),
        (">=1/4", AmountSpan(25, None, ("percent",))),
        ("5kr", AmountSpan(5, 5, ("DKK", "SEK", "NOK", "ISK"))),
        ("5k", AmountSpan(5e3, 5e3)),
    ],
)
def test_amounts_are_read_with_their_units(text: str, span: AmountSpan) -> None:
    assert parse_amount(text) == span


@pytest.mark.parametrize(
    "text",
    [
        *["", "..", "M", "$", "1/0", "$1€", "1.2.3", "--5", ">=", "$1/3", "9..x"],
        *["9" * 400, "1/" + "9" * 400, "9" * 5000, f"1/{'9' * 5000}"],
    ],
    ids=lambda text: text[:9],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadTerm):
        parse_amount(text)


@given(st.text())
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        span = parse_amount(text)
    except BadTerm:
        return
    assert span.low is not None or span.high is not None


def test_fields_have_one_row_each() -> None:
    assert len(BY_NAME) == len(FIELDS)


def test_a_type_that_nobody_knows_is_named_and_not_inflected() -> None:
    assert describe(parse("type:=hr")) == "events of type “hr”"
