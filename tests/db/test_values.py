"""Values are read as anyone writes them, and refused with the place and the nearest known word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dates import parse_span
from db.errors import BadQuery
from db.query import parse, unparse


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("date:2025", "date:2025"),
        ("date:=2025", "date:2025"),
        ("date:2025-07-31", "date:2025-07-31"),
        ("date:2025-7", "date:2025-07"),
        ("date:2025-7-5", "date:2025-07-05"),
        ("date:2025-07..", "date:2025-07.."),
        ("date:..2024", "date:..2024"),
        ("date:2025-07..2025-08", "date:2025-07..2025-08"),
        ("date:2024...2025", "date:2024..2025"),
        ("date:2024…", "date:2024.."),
        ('date:"2024 .. 2025"', "date:2024..2025"),
        ("date:>=2025-07", "date:2025-07.."),
        ("date:≥2025", "date:2025.."),
        ("date:>2025", "date:2026.."),
        ("date:>2025-12-31", "date:2026-01-01.."),
        ("date:<=2024", "date:..2024"),
        ("date:≤2024", "date:..2024"),
        ("date:<2025-03", "date:..2025-02"),
        ("-date:<2025", "-date:..2024"),
        ("has:Amount", "has:amount"),
        ("has:translation", "has:translation"),
        ("is:Disputed", "is:disputed"),
        ("is:undated", "is:undated"),
        ("grade:DENIED", "grade:denied"),
        ("status:agreed", "status:agreed"),
        ("lang:Danish", "lang:da"),
        ('speaker:"Sam Altman"', 'speaker:"Sam Altman"'),
        ("speaker:person/sam-altman", "speaker:person/sam-altman"),
        ("amount:>=100M", "amount:>=100M"),
        ("amount:200M..1B", "amount:200M..1B"),
        ("amount:€50k..", "amount:€50k.."),
        ("amount:>5%", "amount:>5%"),
        ("amount:>=50people", "amount:>=50people"),
        ("!to:meta", "-to:meta"),
        ("to:=meta", "to:=meta"),
        ("lang:=fr", "lang:fr"),
    ],
)
def test_a_value_is_read_as_anyone_writes_it(typed: str, read: str) -> None:
    assert unparse(parse(typed)) == read


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("x date:2024-2025", "2024-2025", "date:2024..2025"),
        ("date:2025-06-31", "2025-06-31", "2025-07"),
        ("date:yesterday x", "yesterday", "2025-07"),
        ("date:>=2024..2025", ">=2024..2025", "Leave out >="),
        ("date:>9999", ">9999", "no day after 9999"),
        ("date:<0001-01", "<0001-01", "no day before 0001-01"),
        ("date:..", "..", "one side"),
        ("has:amoun7", "amoun7", "has:amount"),
        ("is:dispute", "dispute", "is:disputed"),
        ("status:annunced", "annunced", "status:announced"),
        ("type:departur3", "departur3", "type:departure"),
        ("lang:danihs", "danihs", "lang:da"),
        ("spekaer:altman", "spekaer:", "“speaker:”"),
        ("-grad:denied", "grad:", "“grade:”"),
        ('to:"meta', '"meta', "not closed"),
        ("amount:100€$", "100€$", "amount:>=100M"),
        ('date:""', '""', "nothing between"),
    ],
)
def test_a_wrong_value_is_marked_and_the_right_one_named(text: str, place: str, words: str) -> None:
    with pytest.raises(BadQuery) as raised:
        parse(text)
    assert text[raised.value.start : raised.value.end] == place
    assert words in str(raised.value)


@given(st.sampled_from(["", ">", "<", ">=", "<=", "="]), st.dates())
def test_a_comparison_of_days_is_the_range_it_means(sign: str, day: object) -> None:
    try:
        (term,) = parse(f"date:{sign}{day}").terms
    except BadQuery:
        assert str(day) in ("0001-01-01", "9999-12-31")
        return
    span, own = parse_span(term.text), parse_span(str(day))
    assert span.overlaps(own) == (sign not in (">", "<"))
    assert (span.last is None) == (sign in (">", ">="))
    assert (span.first is None) == (sign in ("<", "<="))
