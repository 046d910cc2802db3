"""A quote is found where its words are, and never where they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.anchor import CONTEXT, anchor, context
from db.records import Quote
from db.seeking import nearest_passage, occurrences
from tests.make import make_quote

ARTICLE = (
    "Meta has lost three top people within a week. Devi Parikh, senior director for generative AI, "
    "said in a post that she had left Meta after more than seven years. Erik Meijer left as well. "
    "“Given the incredible competitive pressure in the field, there is really no advantage to be "
    "inside a large corporation,” he wrote. 🦙 Abhishek Das, of the FAIR team, left too, and said "
    "he was excited to build something new. Mark Zuckerberg has written e-mails to researchers."
)

letters = st.text(st.characters(codec="utf-8"), max_size=60)


def quote_of(text: str, words: str, nth: int = 0) -> Quote:
    start = list(occurrences(words, text))[nth]
    prefix, suffix = context(text, start, start + len(words))
    return make_quote(exact=words, start=start, prefix=prefix, suffix=suffix)


@st.composite
def quoted_texts(draw: st.DrawFn) -> tuple[str, Quote]:
    before, words, after = draw(letters), draw(letters.filter(bool)), draw(letters)
    text = before + words + after
    start = len(before)
    prefix, suffix = context(text, start, start + len(words))
    return text, make_quote(exact=words, start=start, prefix=prefix, suffix=suffix)


@given(quoted_texts())
def test_a_quote_taken_from_a_text_is_exact_there(case: tuple[str, Quote]) -> None:
    text, quote = case
    found = anchor(quote, text)
    assert (found.state, found.start, found.end) == ("exact", quote.start, quote.end)
    assert text[found.start : found.end] == quote.exact
    assert text[: found.start].endswith(quote.prefix)
    assert text[found.end :].startswith(quote.suffix)


@given(quoted_texts(), letters)
def test_a_quote_is_found_again_after_words_were_put_before_it(
    case: tuple[str, Quote], inserted: str
) -> None:
    text, quote = case
    found = anchor(quote, inserted + text)
    assert found.state in {"exact", "moved"}
    assert (inserted + text)[found.start : found.end] == quote.exact


@given(quoted_texts(), letters)
def test_what_is_called_exact_or_moved_has_the_very_words(
    case: tuple[str, Quote], other: str
) -> None:
    _, quote = case
    found = anchor(quote, other)
    has_words = quote.exact in other
    assert (found.state in {"exact", "moved"}) == has_words
    if has_words:
        assert other[found.start : found.end] == quote.exact


@given(quoted_texts(), letters, letters)
def test_what_is_called_altered_lies_inside_the_text(
    case: tuple[str, Quote], before: str, within: str
) -> None:
    text, quote = case
    middle = (quote.start + quote.end) // 2
    text = before + text[:middle] + within + text[middle:]
    found = anchor(quote, text)
    assert 0 <= found.score <= 1
    if found.state == "altered":
        assert 0 <= found.start < found.end <= len(text)


def test_no_text_is_a_state_of_its_own() -> None:
    quote = quote_of(ARTICLE, "Erik Meijer left as well")
    found = anchor(quote, None)
    assert (found.state, found.start, found.end) == ("no-text", quote.start, quote.end)


def test_words_after_an_inserted_paragraph_have_moved_by_its_length() -> None:
    quote = quote_of(ARTICLE, "Erik Meijer left as well")
    found = anchor(quote, f"By our reporter.\n\n{ARTICLE}")
    assert found.state == "moved"
    assert found.start == quote.start + len("By our reporter.\n\n")


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_of_several_places_the_one_with_the_same_surroundings_is_taken(nth: int) -> None:
    quote = quote_of(ARTICLE, "left", nth)
    shift = "An added sentence that is longer than any distance between the places. " * 3
    found = anchor(quote, shift + ARTICLE)
    assert (found.state, found.start) == ("moved", quote.start + len(shift))


def test_of_places_with_the_same_surroundings_the_nearest_is_taken() -> None:
    text = "left. " * 20
    quote = make_quote(exact="left", start=61)
    assert anchor(quote, text).start == 60


@pytest.mark.parametrize(
    ("words", "old", "new", "now"),
    [
        (
            "she had left Meta after more than seven years",
            "more than seven",
            "almost eight",
            "she had left Meta after almost eight years",
        ),
        (
            "excited to build something new",
            "excited",
            "thrilled",
            "thrilled to build something new",
        ),
        ("three top people", "three top", "three of its top", "three of its top people"),
        ("🦙 Abhishek Das", "🦙 Abhishek", "🦙 Dr Abhishek", "🦙 Dr Abhishek Das"),
    ],
)
def test_a_reworded_quote_is_altered_and_its_passage_found(
    words: str, old: str, new: str, now: str
) -> None:
    text = ARTICLE.replace(old, new)
    found = anchor(quote_of(ARTICLE, words), text)
    assert found.state == "altered"
    assert text[found.start : found.end] == now


@pytest.mark.parametrize("words", ["Erik Meijer left as well", "Meta", "researchers"])
def test_a_quote_whose_sentence_is_gone_is_missing(words: str) -> None:
    text = "The recipe needs two eggs, a cup of flour and some patience. Bake it until it is brown."
    quote = quote_of(ARTICLE, words)
    found = anchor(quote, text)
    assert (found.state, found.start, found.end) == ("missing", quote.start, quote.end)


def test_surroundings_alone_do_not_make_up_for_other_words() -> None:
    quote = quote_of(ARTICLE, "Erik Meijer left as well")
    text = ARTICLE.replace("Erik Meijer left as well", "Nobody was hired")
    assert anchor(quote, text).state == "missing"


@pytest.mark.parametrize("start", [-5, 10_000])
def test_offsets_outside_the_text_are_never_exact(start: int) -> None:
    quote = make_quote(exact=ARTICLE[-5:-1], start=start)
    assert anchor(quote, ARTICLE).state == "moved"


def test_an_empty_quote_is_found_nowhere() -> None:
    assert anchor(make_quote(exact=""), ARTICLE).state == "missing"


def test_offsets_count_code_points_of_astral_and_combining_characters() -> None:
    text = "🦙🦙 re\u0301sume\u0301 — 張 𝔘niversity"
    quote = quote_of(text, "𝔘niversity")
    assert quote.start == 16
    assert anchor(quote, text).state == "exact"


def test_occurrences_may_overlap_and_nothing_occurs_nowhere() -> None:
    assert list(occurrences("aa", "aaaa")) == [0, 1, 2]
    assert list(occurrences("", "aaaa")) == []


def test_context_is_at_most_its_width_on_either_side() -> None:
    prefix, suffix = context("a" * 100, 50, 51)
    assert (len(prefix), len(suffix)) == (CONTEXT, CONTEXT)
    assert context("abc", 1, 2) == ("a", "c")


@pytest.mark.parametrize(
    ("words", "passage"),
    [
        ("Eric Meyer left as well", "Erik Meijer left as well"),
        ("no advantage to being inside a large company", "no advantage to be inside a large corp"),
        ("zzzz qqqq", None),
        ("", None),
    ],
)
def test_the_nearest_passage_helps_to_mend_a_quote(words: str, passage: str | None) -> None:
    span = nearest_passage(words, ARTICLE)
    found = ARTICLE[span[0] : span[1]] if span else None
    assert found == passage if passage is None else str(found).startswith(passage[:20])


def test_words_longer_than_the_text_are_near_the_whole_of_it() -> None:
    assert nearest_passage("he wrote it all down", "he wrote it all") == (0, 15)


def test_words_that_stand_everywhere_are_found_where_half_of_their_surroundings_stand() -> None:
    text = "left, " * 300 + "when Ada left for good; " + "left, " * 300
    quote = make_quote(exact="left", start=3, prefix="when Ada ", suffix=" in May")
    assert anchor(quote, text).start == text.index("left for good")
    quote = make_quote(exact="left", start=3, prefix="where Bob ", suffix=" for good;")
    assert anchor(quote, text).start == text.index("left for good")
    assert anchor(make_quote(exact="left", start=3), text).start == 0


_SOLD = "It was then. The newly overjoined Acme was sold by Ada, and many of them went home."
_EARLY = "So Ada joined Acme in early May. She met Ada again and left him there for good."
_JOINED = "昨天王小明加入了这个新公司上班了吗还有很多别的事情可以说"


@pytest.mark.parametrize(
    ("before", "words", "after", "now", "passage"),
    [
        ("", "joined Acme was bought by Ada", "", _SOLD, "overjoined Acme was sold by Ada"),
        ("", "Ada joined Acme in May", "", _EARLY, "Ada joined Acme in early"),
        ("over", "joined Acme was bought by Ad", "am", _SOLD, "joined Acme was sold by Ad"),
        ("", "王小明加入了那个新公司上学了", "x", _JOINED, "王小明加入了这个新公司上班了"),
    ],
)
def test_an_altered_passage_cuts_no_word_unless_the_quote_does(
    before: str, words: str, after: str, now: str, passage: str
) -> None:
    found = anchor(make_quote(exact=words, start=0, prefix=before, suffix=after), now)
    assert found.state == "altered"
    assert now[found.start : found.end] == passage
