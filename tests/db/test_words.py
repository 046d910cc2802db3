"""Folding brings two spellings together, and knows the way back."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.records import ID_PATTERN
from db.words import fold, folded_with_map, slug, tokens, type_from, unique_slug

HARD = "Øłđıßæœþðŋ ﬁ Ｍｅｔａ ｶﾞ 각 각 e\u0301 İ ΐς ὈΔ าำ ไ่ ཀྵ ो کَـ\u200b\u00ad ½ ﷺ が か\u309a\u3099"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Tromsø", "tromso"),
        ("Łódź", "lodz"),
        ("Đặng", "dang"),
        ("Straße", "strasse"),
        ("ISTANBUL İı", "istanbul ii"),
        ("Æsir œuvre", "aesir oeuvre"),
        ("Þór Guðmundsson", "thor gudmundsson"),
        ("ﬁnance", "finance"),
        ("Ｍｅｔａ", "meta"),
        ("L’exode – là", "l'exode - la"),
        ("정형원", "정형원"),
        ("\u110c\u1165\u11bc", "정"),
        ("ガ", "ガ"),
        ("ｶﾞ", "ガ"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("Open\u00adAI", "openai"),
        ("a\u00a0b\nc", "a b c"),
    ],
)
def test_folding_brings_spellings_together(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert folded_with_map(text).text == folded


@given(st.text())
@example(HARD)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_every_character_of_the_first_planes_folds_to_something_stable() -> None:
    unstable = [code for code in range(0x20000) if fold(fold(chr(code))) != fold(chr(code))]
    assert unstable == []


@given(st.text())
@example(HARD)
def test_the_mapped_fold_is_the_plain_fold(text: str) -> None:
    folded = folded_with_map(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)


@given(st.text(min_size=1), st.data())
def test_a_span_of_folded_text_maps_to_a_span_of_the_original_that_folds_to_hold_it(
    text: str, data: st.DataObject
) -> None:
    folded = folded_with_map(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.original(start, end)
    assert 0 <= first <= last <= len(text)
    assert folded.text[start:end] in fold(text[first:last])


@pytest.mark.parametrize(
    ("text", "needle", "marked"),
    [
        ("Straße", "s", "S"),
        ("Straße", "ss", "ß"),
        ("eﬃcient", "c", "c"),
        ("a ﬁlm", "film", "ﬁlm"),
        ("Søren", "so", "Sø"),
        ("Rene\u0301e", "rene", "Rene\u0301"),
        ("the Ｍｅｔａ lab", "meta", "Ｍｅｔａ"),
        ("x \u110c\u1165\u11bc y", "정", "\u110c\u1165\u11bc"),
    ],
)
def test_a_match_is_marked_where_it_stood(text: str, needle: str, marked: str) -> None:
    folded = folded_with_map(text)
    start = folded.text.index(needle)
    first, last = folded.original(start, start + len(needle))
    assert text[first:last] == marked


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("zhao, shengjia", ["zhao", "shengjia"]),
        ("l'ia_gpt-4", ["l", "ia", "gpt", "4"]),
        ("王小明 ai", ["王", "小", "明", "ai"]),
        ("gpt王", ["gpt", "王"]),
        ("สมชาย", ["ส", "ม", "ช", "า", "ย"]),
        ("정형원", ["정형원"]),
        ("नमस्ते", ["नमसते"]),
        ("100m$", ["100m"]),
        ("", []),
    ],
)
def test_words_are_cut_where_their_script_cuts_them(text: str, words: list[str]) -> None:
    assert [token for token, _, _ in tokens(fold(text))] == words


@given(st.text())
@example(HARD)
def test_every_token_stands_where_it_says(text: str) -> None:
    folded = fold(text)
    for token, start, end in tokens(folded):
        assert folded[start:end] == token
        assert token


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("Jason Wei", "jason-wei"),
        ("L’exode des talents", "l-exode-des-talents"),
        ("Łukasz Kaiser", "lukasz-kaiser"),
        ("王", "u738b"),
        ("!!!", "unnamed"),
    ],
)
def test_a_name_suggests_an_id(text: str, identifier: str) -> None:
    assert slug(text) == identifier


@given(st.text(), st.sets(st.sampled_from(["unnamed", "a", "a-2", "0"])))
def test_every_text_gives_a_free_and_valid_id(text: str, taken: set[str]) -> None:
    found = unique_slug(text, taken)
    assert ID_PATTERN.fullmatch(found)
    assert found not in taken


def test_a_taken_id_is_counted_on() -> None:
    assert unique_slug("Jason Wei", {"jason-wei", "jason-wei-2"}) == "jason-wei-3"


def test_a_very_long_name_gives_an_id_of_whole_words() -> None:
    assert slug("word " * 40) == "-".join(["word"] * 16)
    assert len(slug("x" * 200)) == 80


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("General Election", "general-election"),
        ("R&D", "r-d"),
        ("Größe", "grosse"),
        ("選挙", "選挙"),
        ("Выборы 2020", "выборы 2020"),
        ("!!!", "!!!"),
        (" ", "unnamed"),
    ],
)
def test_a_type_is_a_slug_or_else_its_own_words(text: str, kind: str) -> None:
    assert type_from(text) == kind
