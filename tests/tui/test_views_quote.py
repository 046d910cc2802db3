"""A quote in its place: its words, what stands around them, and how sure that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import repair
from db.library import Library
from db.records import Quote
from db.texts import HeldText
from tests.make import make_person, make_quote, make_records, make_source
from tui import views
from tui.views.card import Passage

FILLER = "Word after word fills this sentence until it is long enough. " * 4
TEXT = f"Title\n{FILLER}Before it. Ada joined Acme. After it. {FILLER}\nEnd"


def quoted(exact: str, text: str = TEXT, **fields: str) -> Quote:
    start = text.index(exact)
    before, after = text[max(0, start - 32) : start], text[start + len(exact) :][:32]
    return make_quote(
        exact=exact,
        start=start,
        prefix=before,
        suffix=after,
        **fields,
    )


def library_of(quote: Quote) -> Library:
    source = make_source("s1", "A report", publisher="Gate", lang="fr", length=len(TEXT))
    return Library.of(make_records(source, make_person("eve"), quote), "test")


def held(text: str, *, is_changed: bool = False) -> HeldText:
    return HeldText(text, Path("a.txt"), "0" * 64, is_changed)


def body(passage: Passage) -> str:
    return "".join(piece.text for piece in passage.body)


def inked(passage: Passage, ink: str) -> str:
    return "|".join(piece.text for piece in passage.body if piece.ink == ink)


def test_with_the_text_whole_sentences_stand_around_the_words() -> None:
    quote = quoted("Ada joined Acme")
    shown = views.passage(library_of(quote), "q1", held=held(TEXT), position=(2, 3))
    assert inked(shown, "quote") == "Ada joined Acme"
    assert body(shown).startswith("… Word after word")
    assert body(shown).endswith("long enough. …")
    assert "Title" not in body(shown)
    assert (shown.state, shown.place) == ("exact", "quote 2 of 3")
    assert shown.heading == "A report · Gate · fr · undated"
    assert shown.source_view == "source/s1#q1"
    assert shown.note == ""


def test_a_short_paragraph_stands_whole_and_without_signs() -> None:
    text = "Title\nAda joined Acme today.\nEnd"
    shown = views.passage(library_of(quoted("joined", text)), "q1", held=held(text))
    assert body(shown) == "Ada joined Acme today."


def test_without_the_text_the_stored_words_stand_around_it_with_signs() -> None:
    quote = quoted("Ada joined Acme")
    shown = views.passage(library_of(quote), "q1")
    assert body(shown) == f"… {quote.prefix}Ada joined Acme{quote.suffix} …"
    assert shown.state == "no text at hand"
    assert shown.note == "The whole text: wherefrom source attach s1 FILE"


def test_at_the_beginning_of_a_text_there_is_no_sign() -> None:
    shown = views.passage(library_of(quoted("Title")), "q1")
    assert body(shown) == "Title"


@pytest.mark.parametrize(
    ("text", "state", "says"),
    [
        ("Much earlier. " + TEXT, "moved", "elsewhere"),
        (TEXT.replace("Ada joined Acme", "Ada rejoined Acme"), "altered", "“Ada rejoined Acme”"),
        ("Nothing like that, 12345.", "missing", "does not have these words"),
    ],
)
def test_what_a_changed_text_has_otherwise_is_said_and_never_marked(
    text: str, state: str, says: str
) -> None:
    quote = quoted("Ada joined Acme")
    shown = views.passage(library_of(quote), "q1", held=held(text, is_changed=True))
    assert shown.state.endswith(f" {state}")
    assert says in shown.note
    assert inked(shown, "quote") == "Ada joined Acme"


def test_the_same_words_in_another_file_are_exact_and_the_file_is_named_another() -> None:
    shown = views.passage(library_of(quoted("Title")), "q1", held=held(TEXT, is_changed=True))
    assert shown.state == "exact"
    assert "not the one that was quoted" in shown.note


def test_whose_words_these_are_is_told_and_whether_they_are_reported() -> None:
    direct = quoted("Title", speaker="person/eve", speech="direct")
    assert views.passage(library_of(direct), "q1").speaker == "Eve, in their own words"
    prose = quoted("Title", translation="Le titre")
    shown = views.passage(library_of(prose), "q1")
    assert (shown.speaker, shown.translation) == ("", "Le titre")
    assert views.passage(library_of(prose), "q1", translated=False).translation == ""


@pytest.mark.parametrize("with_text", [True, False])
def test_a_repaired_reading_marks_the_same_words(with_text: bool) -> None:
    text = "Les départs s’ajoutent à une série d’exodes de talents qui frappe l’été."
    damaged = text.encode().decode("iso8859-16")
    quote = quoted("départs".encode().decode("iso8859-16"), damaged)
    library = library_of(quote)
    at_hand = held(damaged) if with_text else None
    reading = repair.read(views.text_of(library, "s1", at_hand))
    shown = views.passage(library, "q1", held=at_hand, reading=reading)
    assert inked(shown, "quote") == "départs"
    assert "s’ajoutent" in body(shown)
    assert "Repaired reading" in shown.note


def test_a_reading_of_another_text_is_not_used() -> None:
    shown = views.passage(library_of(quoted("Title")), "q1", reading=repair.read("Ă©tĂ©"))
    assert inked(shown, "quote") == "Title"
    assert "Repaired" not in shown.note


def test_a_passage_is_a_card_whose_line_leads_to_its_place() -> None:
    quote = quoted("Title", translation="Le titre", speaker="person/eve", speech="reported")
    card = views.passage_card(views.passage(library_of(quote), "q1"))
    assert (card.title, card.aside) == (
        "A report · Gate · fr · undated",
        "quote 1 of 1 · no text at hand",
    )
    lines = list(card.lines)
    assert (lines[0].view, lines[0].quote) == ("source/s1#q1", "q1")
    assert [[cell.text for cell in line.cells] for line in lines[1:3]] == [
        ["said by", "Eve, as reported"],
        ["en, ours", "Le titre"],
    ]


def test_a_row_of_data_is_shown_without_its_indentation_and_a_line_end_of_prose_stays() -> None:
    row = '{\r\n    "name": "Ada",\n    "post": "chair"\n  }'
    assert inked(views.passage(library_of(quoted(row, row)), "q1", held=held(row)), "quote") == (
        '{ "name": "Ada", "post": "chair" }'
    )
    prose = "Ada left.\nEve came."
    shown = views.passage(library_of(quoted(prose, prose)), "q1", held=held(prose))
    assert inked(shown, "quote") == prose
