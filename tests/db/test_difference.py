"""A difference adds up to both texts, and says in words what has changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.difference import Change, in_brackets, word_diff

words = st.text(st.sampled_from("ab c\n,é王ท-"), max_size=30)


@given(words, words)
def test_a_difference_adds_up_to_both_texts(old: str, new: str) -> None:
    changes = word_diff(old, new)
    assert "".join(each.text for each in changes if each.op != "insert") == old
    assert "".join(each.text for each in changes if each.op != "delete") == new
    assert all(each.text for each in changes)


def test_words_are_told_as_a_whole_and_blanks_between_them_too() -> None:
    found = word_diff("after more than seven years", "after almost eight years")
    assert found == (
        Change("equal", "after "),
        Change("delete", "more than seven"),
        Change("insert", "almost eight"),
        Change("equal", " years"),
    )
    assert in_brackets(found) == "after [-more than seven-]{+almost eight+} years"


def test_where_no_blanks_tell_words_apart_letters_are_told() -> None:
    assert in_brackets(word_diff("王小明来了", "王大明来了")) == "王[-小-]{+大+}明来了"


def test_equal_texts_differ_in_nothing() -> None:
    assert word_diff("as it was", "as it was") == (Change("equal", "as it was"),)
    assert word_diff("", "") == ()


def test_a_text_of_many_thousand_words_has_changed_as_a_whole() -> None:
    old, new = "a " * 3000, "b " * 3000
    assert [each.op for each in word_diff(old, new)] == ["delete", "insert"]
    assert [each.op for each in word_diff(old, old)] == ["equal"]
    assert len(in_brackets(word_diff(old, new))) < 300
