"""Whatever is typed is answered or refused in words, and how long it takes has a bound."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyroaring import BitMap

from db.errors import BadQuery
from db.facets import facets
from db.library import Library
from db.library.index import Index
from db.library.match import Needle, Tier
from db.members import members
from db.query import MOST_TERMS, parse
from db.ranking import combined
from db.records import Kind
from db.search import KINDS, find, search
from tests import newsroom
from tests.make import make_event, make_person, make_quote, make_records, make_source

LIBRARY = newsroom.library()

ODD = {
    "half a character": "\udcff",
    "half a character in a word": "zha\udcffo",
    "half a character in a name": "to:\udcff",
    "half a character in a phrase": '"a \ud800 b"',
    "nul": "\0",
    "nul in a word": "zh\0ao",
    "nul in a phrase": '"zhao\0 x"',
    "wildcards": "% _ * ?",
    "quoted wildcards": '"%_%" "*"',
    "SQL": "'); DROP TABLE record; -- \" OR 1=1",
    "a long word": "a" * 10_000,
    "a long run": "王" * 10_000,
    "a long name": "to:" + "a" * 10_000,
    "a long phrase": '"' + "wei " * 5_000 + '"',
    "a long run in a phrase": '"' + "王 " * 3_000 + '"',
    "many marks": "e" + "\u0301" * 5_000,
    "emoji": "👩‍👩‍👧 🦊",
    "signs of direction": "\u202ezhao\u202c \u200fwei\u2066",
    "a joiner alone": '"\u200d"',
    "the sign between texts": '"\ue000"',
    "the sign of the unnamed": 'to:"~ " speaker:"~ x" -to:"~ "',
    "the last signs": "\U0010ffff\U0010ffff \ud7fb\ud7fb\ud7fb\ud7fb",
    "references to nothing": "to:/ to:company/ person:person/ source:source/",
    "the ends of the calendar": "date:0001..9999 -date:9999-12.. -date:..0001",
    "a large figure": "amount:>=" + "9" * 300,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_an_odd_query_is_answered_or_refused_in_words(text: str) -> None:
    try:
        query = parse(text)
    except BadQuery:
        return
    for kind in KINDS:
        results = search(LIBRARY, query, kind)
        assert results.total == len([*results.hits])
        assert results.summary
        facets(LIBRARY, results)
    find(LIBRARY, query, 3)


@given(
    st.lists(
        st.one_of(
            st.text(st.characters(exclude_categories=()), max_size=6),
            st.sampled_from(("to:", "-", '"', "is:", "zhao", "date:", "amount:", ":=", " ", "\0")),
        ),
        max_size=6,
    ).map("".join)
)
@example("\ud83e")
def test_any_text_is_answered_or_refused_in_words(text: str) -> None:
    test_an_odd_query_is_answered_or_refused_in_words(text)


WORDS = [
    "alpha",
    "bravo",
    "charlie",
    "delta",
    "echo",
    "foxtrot",
    "golf",
    "hotel",
    "india",
    "juliet",
    "kilo",
    "lima",
]
MANY = {
    "the same words": " ".join(["alpha bravo"] * 100),
    "parts of words": " ".join(word[at:] for at in range(4) for word in WORDS for _ in range(4)),
    "words that nobody has": " ".join(f"w{number}" for number in range(MOST_TERMS)),
    "mistyped words": " ".join(f"{word[:3]}q{word[4:]}" for word in WORDS * 16),
    "words to leave out": " ".join(f"-w{number}" for number in range(MOST_TERMS)),
    "names that nobody has": " ".join(f"to:w{number}" for number in range(MOST_TERMS)),
    "names to leave out": " ".join(f"-to:w{number}" for number in range(MOST_TERMS)),
    "years": " ".join(f"date:{1800 + number}" for number in range(MOST_TERMS)),
}


def _crowd() -> Library:
    """People whose names and events share words in many ways."""
    people, events, quotes = [], [], []
    for number in range(200):
        picked = [WORDS[(number * step + step) % len(WORDS)] for step in (1, 2, 3, 5, 7)]
        people.append(make_person(f"p{number}", " ".join(picked[:3]), aliases=(picked[3],)))
        roles = {"person": f"person/p{number}"}
        told = " ".join(picked[2:])
        events.append(make_event(f"e{number}", roles=roles, quotes=(f"q{number}",), summary=told))
        quotes.append(make_quote(f"q{number}", exact=f"{WORDS[number % 12][1:]} {told}"))
    return Library.of(make_records(*people, *events, *quotes, make_source()), "crowd")


CROWD = _crowd()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", MANY.values(), ids=MANY.keys())
def test_every_term_is_looked_up_a_few_times_however_many_there_are(
    text: str, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: Counter[str] = Counter()
    tiers, named = Index.tiers, Index.named

    def count_tiers(index: Index, kind: Kind, needle: Needle) -> list[Tier]:
        asked["words"] += 1
        return tiers(index, kind, needle)

    def count_named(
        index: Index, value: str, kinds: tuple[Kind, ...]
    ) -> tuple[tuple[str, ...], bool]:
        asked["names"] += 1
        return named(index, value, kinds)

    monkeypatch.setattr(Index, "tiers", count_tiers)
    monkeypatch.setattr(Index, "named", count_named)
    search(CROWD, parse(text), kind)
    terms = len(parse(text).terms)
    assert asked["names"] <= terms + 1
    assert asked["words"] <= 12 * (terms + 1)  # a word, what it was meant to be, or a name


def test_many_words_share_a_list_out_no_further_than_it_has_rows() -> None:
    found = members(CROWD.index, parse("bravo charlie ravo"), "person")
    everyone = BitMap(CROWD.index.span("person").numbers)
    shares = combined(found.matches * 60, everyone)
    assert 0 < sum(map(len, shares.values())) <= len(everyone)
    assert all(shares.values())
