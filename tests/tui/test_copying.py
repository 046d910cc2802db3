"""Each form of a copy is what it says, and the words in it are the source's own."""

from __future__ import annotations

import json

import pytest

from db.errors import NotFound
from db.library import Library
from tests.make import make_quote, make_records, make_source
from tui.copying import FORMS, VIEW, text_of

WORDS = "He [sic] said\n“stop”\u202e\x1b"
LIBRARY = Library.of(make_records(make_source(title="A report"), make_quote(exact=WORDS)), "tiny")


def test_the_quote_is_copied_as_it_stands() -> None:
    assert text_of("quote", LIBRARY, "person/ada", "q1") == WORDS


@pytest.mark.parametrize("form", ["csl", "annotation"])
def test_a_form_for_programs_is_json(form: str) -> None:
    text = text_of(form, LIBRARY, "person/ada", "q1")
    assert isinstance(json.loads(text), dict)


def test_an_annotation_carries_the_words_and_their_place() -> None:
    document = json.loads(text_of("annotation", LIBRARY, "person/ada", "q1"))
    selectors = json.dumps(document["target"], ensure_ascii=False)
    assert json.dumps(WORDS, ensure_ascii=False)[1:-1] in selectors
    assert "TextPositionSelector" in selectors


@pytest.mark.parametrize("form", ["plain", "markdown"])
def test_a_citation_names_the_source(form: str) -> None:
    assert "A report" in text_of(form, LIBRARY, "person/ada", "q1")


def test_the_view_needs_no_quote() -> None:
    assert text_of(VIEW, LIBRARY, "people?q=x", None) == "people?q=x"


@pytest.mark.parametrize("form", FORMS)
def test_every_other_form_needs_one(form: str) -> None:
    with pytest.raises(NotFound):
        text_of(form, LIBRARY, "people", None)


def test_every_form_has_a_letter_of_its_own() -> None:
    letters = [form.letter for form in FORMS.values()]
    assert len({*letters, "v"}) == len(letters) + 1
