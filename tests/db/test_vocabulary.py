"""A mistyped word finds the words that it can have been meant to be, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.library import Library
from db.words import fold
from tests.make import make_person, make_records

WORDS = st.text("abcd", min_size=1, max_size=8)


def library(words: Sequence[str]) -> Library:
    people = [make_person(f"p{number}", word) for number, word in enumerate(words)]
    return Library.of(make_records(*people), "words")


def near_words(words: Sequence[str], typed: str, edits: int) -> Sequence[str]:
    here = library(words)  # kept until it has answered, as it lets go of its tables when it goes
    return here.index.vocabulary.near(typed, edits)


def distance(one: str, other: str) -> int:
    """Count the letters put in, left out, replaced, or changed round with the next."""

    @cache
    def between(first: int, second: int) -> int:
        if not first or not second:
            return first + second
        is_same = one[first - 1] == other[second - 1]
        ways = [
            between(first - 1, second) + 1,
            between(first, second - 1) + 1,
            between(first - 1, second - 1) + (not is_same),
        ]
        if first > 1 and second > 1 and one[first - 2 : first] == other[second - 2 : second][::-1]:
            ways.append(between(first - 2, second - 2) + 1)
        return min(ways)

    return between(len(one), len(other))


@given(st.lists(WORDS, max_size=12, unique=True), st.text("abcd", min_size=4, max_size=8))
def test_one_error_finds_just_the_words_that_are_one_edit_away(
    words: list[str], typed: str
) -> None:
    near = [word for word in words if distance(word, typed) <= 1]
    found = near_words(words, typed, 1)
    if near:
        assert sorted(found) == sorted(near)
        return
    begun = [word for word in words if is_begun(word, typed)]
    assert set(found) <= set(begun)
    assert {word for word in begun if word[:2] == typed[:2]} <= set(found)


def is_begun(word: str, typed: str) -> bool:
    """Whether a longer word begins so, but for one error."""
    cuts = range(len(typed) - 1, len(typed) + 2)
    return any(len(word) > cut and distance(word[:cut], typed) <= 1 for cut in cuts)


@given(st.lists(WORDS, max_size=12, unique=True), st.text("abcd", min_size=4, max_size=8))
def test_two_errors_find_the_words_that_are_two_edits_away_and_begin_alike_if_short(
    words: list[str], typed: str
) -> None:
    near = [
        word
        for word in words
        if distance(word, typed) <= 2 and (len(typed) >= 6 or word[0] == typed[0])
    ]
    assert sorted(near_words(words, typed, 2)) == sorted(near)


@pytest.mark.parametrize(
    ("typed", "begun"),
    [
        ("zukc", "zuckerberg"),
        ("uzck", "zuckerberg"),
        ("zuke", "zuckerberg"),
        ("zxuc", "zuckerberg"),
        ("xzuc", "zuckerberg"),
    ],
)
def test_a_word_that_is_only_begun_may_be_mistyped_too(typed: str, begun: str) -> None:
    assert near_words([begun, "other"], typed, 1) == [begun]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("йофе", "йоффе"), ("ελυτης", "ελιτης"), ("정형언민", "정형원민"), ("שלוום", "שלום")],
)
def test_errors_are_forgiven_in_every_script(typed: str, meant: str) -> None:
    assert near_words([meant, "other"], fold(typed), 1) == [fold(meant)]


def test_the_words_are_counted_and_known() -> None:
    here = library(["ada", "bob"])
    words = here.index.vocabulary
    assert len(words) == 2
    assert "ada" in words
    assert "eve" not in words
