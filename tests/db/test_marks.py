"""What is found is marked where it stands in the text as written, in any script."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.library.match import Needle
from db.marks import is_in, passage, spans_of
from db.words import fold, words

HARD = "Øłđıßæœþðŋ ﬁ Ｍｅｔａ ｶﾞ 각 각 e\u0301 İ ΐς ὈΔ าำ ไ่ ཀྵ ो کَـ\u200b\u00ad ½ ﷺ が か\u309a\u3099"


def marked(text: str, *typed: str) -> list[str]:
    """Return what is marked in a text for what was typed."""
    spans = spans_of(text, [Needle.of(each) for each in typed])
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Ørsted", "o", ["Ø"]),
        ("Søren Kierkegaard", "sor", ["Sør"]),
        ("Soren", "sør", ["Sor"]),
        ("Straße", "strass", ["Straß"]),
        ("Straße", "stras", ["Straß"]),
        ("Strasse", "straß", ["Strass"]),
        ("ﬁnance", "fi", ["ﬁ"]),
        ("ﬁnance", "f", ["ﬁ"]),
        ("the eﬃcient", "effi", ["eﬃ"]),
        ("Ｍｅｔａ ＡＩ", "meta", ["Ｍｅｔａ"]),
        ("Meta", "ｍｅ", ["Me"]),
        ("ÆON", "ae", ["Æ"]),
        ("Œuvre", "oeu", ["Œu"]),
        ("Þór", "tho", ["Þó"]),
        ("İstanbul", "ist", ["İst"]),
        ("Rene\u0301 Z", "rene", ["Rene\u0301"]),
        ("René", "rene\u0301", ["René"]),
        ("½ price", "1", ["½"]),
        ("정형원", "정", ["정"]),
        ("\u110c\u1165\u11bc형원", "정", ["\u110c\u1165\u11bc"]),
        ("정형원", "\u110c\u1165\u11bc형", ["정형"]),
        ("정형원", "형", ["형"]),
        ("مُحَمَّد علي", "محم", ["مُحَمَّ"]),
        ("محمد", "مُحَ", ["مح"]),
        ("مـحـمـد", "محمد", ["مـحـمـد"]),
        ("हिन्दी भाषा", "हिन्दी", ["हिन्दी"]),
        ("नरेन्द्र मोदी", "मो", ["मो"]),
        ("王小明", "小", ["小"]),
        ("王小明", "小明", ["小明"]),
        ("会王小明说", "王小明", ["王小明"]),
        ("สมชาย ใจดี", "ชาย", ["ชาย"]),
        ("やまだ たろう", "だ", ["だ"]),
        ("カタカナ", "ｶﾀ", ["カタ"]),
        ("ｶﾞﾝﾀﾞﾑ", "ガン", ["ｶﾞﾝ"]),
        ("Ольга Ёлкина", "елк", ["Ёлк"]),
        ("Ὀδυσσεύς", "οδυσ", ["Ὀδυσ"]),
        ("שָׁלוֹם", "שלום", ["שָׁלוֹם"]),
        ("Open\u00adAI", "openai", ["Open\u00adAI"]),
        ("zero\u200bwidth", "zerow", ["zero\u200bw"]),
        ("Zhao and Zhao", "zhao", ["Zhao", "Zhao"]),
        ("Zhao zhaozhao", "zhao", ["Zhao", "zhao"]),
        ("OpenAI", "ai", ["AI"]),
        ("an AI at OpenAI", "ai", ["AI"]),
        ("Mira Murati", "mir ra", ["Mira", "ra"]),
    ],
)
def test_a_match_is_marked_as_it_is_written(text: str, typed: str, found: list[str]) -> None:
    assert marked(text, *typed.split()) == found


TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=HARD),
    st.lists(st.sampled_from(HARD.split())).map("".join),
)


@given(TEXTS, TEXTS)
@example(HARD, "ß")
@example("ﬁﬁ", "i")
def test_every_marked_span_holds_what_was_looked_for(text: str, typed: str) -> None:
    needle = Needle.of(typed)
    for start, end in spans_of(text, [needle]):
        assert 0 <= start < end <= len(text)
        held = fold(text[start:end])
        assert needle.text in held or "".join(needle.words) in "".join(words(held))


@given(TEXTS, st.data())
@example("ß", None)
@example(HARD, None)
def test_any_part_of_a_text_is_found_in_it_and_marked(
    text: str, data: st.DataObject | None
) -> None:
    start = data.draw(st.integers(0, len(text))) if data else 0
    end = data.draw(st.integers(start, len(text))) if data else len(text)
    needle = Needle.of(text[start:end])
    if needle.text and needle.text in fold(text):
        assert is_in(text, needle) or needle.is_whole


@given(TEXTS, st.lists(TEXTS, max_size=4))
def test_marked_spans_are_in_order_and_apart(text: str, typed: list[str]) -> None:
    spans = spans_of(text, [Needle.of(each) for each in typed])
    assert list(spans) == sorted(spans)
    assert all(left[1] < right[0] for left, right in pairwise(spans))


@given(TEXTS, TEXTS)
def test_a_mark_never_leaves_a_letter_without_its_accents(text: str, typed: str) -> None:
    for _, end in spans_of(text, [Needle.of(typed)]):
        rest = text[end : end + 1]
        assert not (rest and unicodedata.combining(rest) and not fold(rest))


@given(TEXTS, TEXTS, st.integers(10, 60))
def test_the_marks_of_a_passage_are_those_of_the_text(text: str, typed: str, most: int) -> None:
    spans = spans_of(text, [Needle.of(typed)])
    cut, moved = passage(text, spans, most)
    whole = ["".join(text[start:end].split()) for start, end in spans]
    for start, end in moved:
        assert any("".join(cut[start:end].split()) in each for each in whole)
