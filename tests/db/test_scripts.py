"""A letter typed in any script finds the names written in it, and marks itself in them."""

from __future__ import annotations

import unicodedata
from functools import cache

import pytest

from db.completion import complete
from db.library import Library
from db.query import parse
from db.search import search
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_role,
    make_source,
)

NAMES = {
    "latin": "Ørjan Łukasz",
    "accents": "Émile Ångström",
    "digraph": "Ǆivo Straße",
    "ligature": "ﬁona Ｍｅｔａ",
    "greek": "Ὀδυσσέας Ἐλύτης",
    "cyrillic": "Ёлкина Йосиф",
    "arabic": "مُحَمَّد عَلِيّ",
    "hebrew": "שָׁלוֹם כֹּהֵן",
    "devanagari": "नरेन्द्र मोदी",
    "han": "王小明",
    "hangul": "정형원",
    "jamo": unicodedata.normalize("NFD", "김민수"),
    "hiragana": "やまだ たろう",
    "katakana": "ガンダム ｽｽﾞｷ",
    "thai": "สมชาย ใจดี",
    "armenian": "Արամ Խաչատրյան",
    "georgian": "ნინო",
    "tamil": "தமிழ்",
}


@cache
def library() -> Library:
    """One person a script, and one company each that it went to."""
    people = [make_person(script, name) for script, name in NAMES.items()]
    firms = [make_company(f"{script}-co", f"{name} AB") for script, name in NAMES.items()]
    moves = [
        make_event(
            f"{script}-move",
            quotes=(f"{script}-quote",),
            roles=(
                make_role("person", f"person/{script}"),
                make_role("to", f"company/{script}-co"),
            ),
        )
        for script in NAMES
    ]
    quotes = [
        make_quote(f"{script}-quote", exact=f"said that {name} came")
        for script, name in NAMES.items()
    ]
    return Library.of(make_records(*people, *firms, *moves, *quotes, make_source("s1")), "scripts")


@pytest.mark.parametrize("script", NAMES)
@pytest.mark.parametrize("letters", [1, 2, 3])
def test_the_first_letters_of_a_name_find_and_mark_it(script: str, letters: int) -> None:
    typed = unicodedata.normalize("NFC", NAMES[script])[:letters]  # as a keyboard sends them
    hits = search(library(), parse(typed), "person").hits
    hit = next((each for each in hits if each.id == script), None)
    assert hit is not None
    assert hit.spans
    assert hit.spans[0][0] == 0
    assert not hit.is_typo


@pytest.mark.parametrize("script", NAMES)
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_name_is_found_in_every_form_that_unicode_has_for_it(script: str, form: str) -> None:
    typed = unicodedata.normalize(form, NAMES[script])  # type: ignore[arg-type]
    assert search(library(), parse(typed), "person").hits[0].id == script
    assert search(library(), parse(f'"{typed}"'), "person").hits[0].id == script


@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_a_field_means_who_has_it_and_is_completed(script: str) -> None:
    name = NAMES[script]
    for text in (f'person:"{name}"', f'to:"{name} AB"', f'to:="{name} AB"'):
        assert [hit.id for hit in search(library(), parse(text), "event").hits] == [
            f"{script}-move"
        ]
    text = f"person:{unicodedata.normalize('NFC', name)[:2]}"
    found = complete(text, len(text), library())
    assert found is not None
    assert name in {offer.words for offer in found.offers}


@pytest.mark.parametrize(
    ("typed", "script"),
    [
        ("小明", "han"),
        ("明", "han"),
        ("ชาย", "thai"),
        ("ดี", "thai"),
        ("형원", "hangul"),
        ("だ", "hiragana"),
        ("ズキ", "katakana"),
        ("elyt", None),
        ("ορ", None),
        ("коси", None),
        ("йос", "cyrillic"),
        ("иос", "cyrillic"),
        ("كهن", None),
        ("כהן", "hebrew"),
        ("علي", "arabic"),
        ("मो", "devanagari"),
        ("orjan", "latin"),
        ("strasse", "digraph"),
        ("meta", "ligature"),
        ("angstrom", "accents"),
    ],
)
def test_a_part_of_a_name_finds_it_where_its_script_lets_it(typed: str, script: str | None) -> None:
    hits = search(library(), parse(typed), "person").hits
    assert {hit.id for hit in hits} == ({script} if script else set())
