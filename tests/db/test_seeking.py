"""Words are found nearest to their place, and whatever the text, in a bounded number of steps."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db import seeking
from db.anchor import anchor, context, is_sure
from db.records import Quote
from db.seeking import LIKE, best_fitted, likeness, nearest, nearest_passage, occurrences
from tests.make import make_quote

few = st.text(st.sampled_from("ab 王"), max_size=40)
prose = st.lists(
    st.sampled_from(
        ["Ada", "left", "Acme", "in", "May", "for", "Globex", "and", "stayed", "there"]
    ),
    min_size=12,
    max_size=60,
).map(" ".join)


def quote_at(text: str, start: int, end: int) -> Quote:
    prefix, suffix = context(text, start, end)
    return make_quote(exact=text[start:end], start=start, prefix=prefix, suffix=suffix)


@given(few, few.filter(bool), st.integers(-5, 60), st.integers(1, 5))
def test_the_nearest_places_are_found(text: str, words: str, place: int, most: int) -> None:
    every = sorted(occurrences(words, text), key=lambda at: abs(at - min(max(place, 0), len(text))))
    found = nearest(words, text, place, most)
    assert [abs(at - place) for at in found] == [abs(at - place) for at in every[:most]]
    assert all(text.startswith(words, at) for at in found)


def test_the_nearest_places_are_found_however_far_they_are() -> None:
    text = "x" * 300_000
    text = f"{text[:100]}here{text[100:200_000]}here{text[200_000:]}here"
    assert nearest("here", text, 150_000, 2) == [200_004, 100]
    assert nearest("here", text, 150_000, 9) == [200_004, 100, len(text) - 4]
    assert nearest("nowhere", text, 150_000, 2) == []


def test_of_endless_words_the_next_place_is_found_or_the_first() -> None:
    words = "ab" * 40_000
    assert nearest(words, words + words, 3, 5) == [4]
    assert nearest(words, f"c{words}", 9, 5) == [1]
    assert nearest(words, "ab", 0, 5) == []


@pytest.mark.parametrize("words", ["a" * 240, "a" * 120 + "b" + "a" * 119, "b" * 240, "ab" * 2000])
def test_a_text_of_one_letter_costs_a_bounded_number_of_steps(words: str) -> None:
    text = "a" * 2_000_000
    found = anchor(make_quote(exact=words, start=1_000_000, prefix="a" * 32, suffix="b"), text)
    assert found.state in {"exact", "altered", "missing"}
    assert len(list(islice(occurrences("a", text), 9))) == 9


def test_a_long_row_that_was_changed_in_its_middle_is_found_far_away() -> None:
    row = " ".join(f"field{number}=value{number * 7919 % 1000}" for number in range(400))
    assert len(row) > seeking._BRIEF
    text = "other words, " * 30_000 + row.replace("field200=", "field200is") + " and so on" * 9000
    found = anchor(make_quote(exact=row, start=5), text)
    assert (found.state, found.start) == ("altered", 390_000)
    assert text[found.start : found.end].endswith("field399=value681")


def test_what_is_altered_far_from_its_place_is_found_by_a_piece_of_it() -> None:
    words = "she had left Meta after more than seven years of work there"
    now = words.replace("seven", "eight")
    text = "padding and nothing else " * 20_000 + now + " padding" * 20_000
    found = anchor(make_quote(exact=words), text)
    assert (found.state, text[found.start : found.end]) == ("altered", now)


@given(prose, st.data())
def test_a_quote_moves_with_what_is_put_in_or_taken_out_around_it(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = quote_at(text, start, end)
    cut = data.draw(st.integers(0, max(0, start - len(quote.prefix))))
    new = data.draw(few) + text[cut:]
    found = anchor(quote, new)
    assert found.state in {"exact", "moved"}
    assert new[found.start : found.end] == quote.exact


@given(prose, st.data())
def test_a_quote_that_is_reworded_in_its_place_is_found_between_its_surroundings(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) // 2))
    end = data.draw(st.integers(start + 30, max(start + 30, len(text))))
    quote = quote_at(text, start, min(end, len(text)))
    middle = data.draw(st.integers(1, len(quote.exact) - 1))
    now = quote.exact[:middle] + "§" + quote.exact[middle + 1 :]
    new = text[:start] + now + text[start + len(quote.exact) :]
    assume(quote.exact not in new)
    found = anchor(quote, new)
    assert found.state == "altered"
    assert likeness(quote.exact, new[found.start : found.end]) >= LIKE


@given(few, few)
def test_the_nearest_passage_lies_in_the_text_and_is_like_the_words(words: str, text: str) -> None:
    span = nearest_passage(words, text)
    if span is not None:
        start, end = span
        assert 0 <= start <= end <= len(text)
        assert likeness(words, text[start:end]) >= LIKE
    elif words in text:
        assert not words


def test_spans_unlike_the_words_are_not_fitted() -> None:
    assert best_fitted("left Meta", "the weather was fine", [(0, 9), (4, 13)]) is None
    assert nearest_passage("something long", "short") is None


def test_a_place_is_sure_where_the_words_stand_once_or_once_with_their_surroundings() -> None:
    text = "Ada left Acme. Bob left Globex."
    assert is_sure(quote_at(text, 0, 3), f"News. {text}")
    assert is_sure(quote_at(text, 4, 8), f"News. {text}")
    assert not is_sure(make_quote(exact="left"), text)
    assert not is_sure(make_quote(exact="Eve"), text)


def test_all_of_an_article_is_looked_at_whatever_the_place() -> None:
    words, now = "abc def ghi jkl", "abX deX gXi jXl"  # of which no piece stands letter for letter
    text = "-" * 100_000 + now + "-" * 5000
    for place in (0, 50_000, len(text), 10**9, -3):
        span = nearest_passage(words, text, place)
        assert span is not None
        assert text[slice(*span)] == now
