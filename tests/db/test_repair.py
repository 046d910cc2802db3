"""Damaged texts are read as they were written, and what is only guessed is marked as a guess."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import repair
from db.repair.reading import Reading
from tests.damage import FRENCH, READ_AS, WHOLE, damaged

COMMON = ["cp1252", "latin-1", "iso8859-2", "iso8859-15", "iso8859-16", "cp1250", "cp437"]


def marked(reading: Reading) -> str:
    """The repaired text with its guesses in brackets."""
    parts, place = [], 0
    for start, end in reading.guesses:
        parts += [reading.text[place:start], "[", reading.text[start:end], "]"]
        place = end
    return "".join([*parts, reading.text[place:]])


@pytest.mark.parametrize("read_as", READ_AS)
def test_damage_without_loss_is_undone(read_as: str) -> None:
    text = "\n".join(FRENCH)
    reading = repair.read(damaged(text, read_as))
    assert reading.text == text
    assert reading.is_repaired


@given(st.lists(st.sampled_from(WHOLE), min_size=2, max_size=6), st.sampled_from(COMMON))
def test_a_text_in_several_scripts_is_undone(lines: list[str], read_as: str) -> None:
    text = "\n".join(lines)
    reading = repair.read(damaged(text, read_as))
    wrong = [
        (start, end)
        for piece in reading.pieces
        for start, end in [(piece.start, piece.end)]
        if not piece.is_guess and reading.text[start:end] not in text
    ]
    assert wrong == []
    assert reading.text == text


@pytest.mark.parametrize("read_as", ["cp1252", "latin-1", "iso8859-15", "iso8859-16", "cp1250"])
def test_a_text_damaged_twice_is_undone(read_as: str) -> None:
    text = "\n".join(FRENCH)
    assert repair.read(damaged(text, read_as, times=2)).text == text


@pytest.mark.parametrize(
    ("raw", "sound"),
    [
        ("Patrick BĂ©langer", "Patrick Bélanger"),
        ("cafÃ©", "café"),
        ("donâ€™t", "don’t"),
        ("kungÃ¶r", "kungör"),
        ("caf√©", "café"),  # codespell:ignore caf
        ("caf├⌐", "café"),  # codespell:ignore caf
        ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
        ("naÃ¯ve ðŸ˜€", "naïve 😀"),
    ],
)
def test_a_few_words_are_enough_where_the_damage_is_plain(raw: str, sound: str) -> None:
    assert repair.read(raw).text == sound


@pytest.mark.parametrize("read_as", ["latin-1", "iso8859-2", "iso8859-15", "iso8859-16"])
def test_what_was_lost_is_chosen_by_its_surroundings_and_marked(read_as: str) -> None:
    text = "\n".join(line.replace("\xa0", " ") for line in FRENCH)
    reading = repair.read(damaged(text, read_as, is_lossy=True))
    assert reading.text == text
    chosen = {reading.text[start:end] for start, end in reading.guesses}
    assert chosen == {"’", "à", "É"}


@pytest.mark.parametrize(
    ("language", "lines", "guessed"),
    [
        ("de", ["Die größte Straße heißt „Übergang“ und ist schön."], "ß„Ü“"),
        (
            "da",
            ["Det er “forsøg” på åen, der kræver Åse.", "Ønsket ændres på øen."],
            "Å“”",
        ),
        ("en", ["It’s Meta’s plan, “they don’t know” – he said.", "The café’s closed."], "’“”–"),
        ("pl", ["Więź i żółć są głębokie, a źródło ósme; być może żyć."], "ęłą"),
        ("tr", ["Güneş doğdu, ağaç büyüdü; ışık çok güçlü değil."], "şğ"),
    ],
)
def test_each_language_has_its_own_guesses(language: str, lines: list[str], guessed: str) -> None:
    text = "\n".join(lines)
    reading = repair.read(damaged(text, "latin-1", is_lossy=True))
    found = {reading.text[start:end] for start, end in reading.guesses}
    assert found & set(guessed)
    certain = "".join(
        reading.text[piece.start : piece.end] for piece in reading.pieces if not piece.is_guess
    )
    assert set(certain) <= set(text)


@given(st.lists(st.sampled_from(FRENCH), min_size=2, max_size=8), st.sampled_from(COMMON[:6]))
def test_what_is_not_marked_is_right(lines: list[str], read_as: str) -> None:
    text = "\n".join(lines)
    reading = repair.read(damaged(text, read_as, is_lossy=True))
    for piece in reading.pieces:
        if not piece.is_guess:
            assert reading.text[piece.start : piece.end] in text


def test_an_emoji_of_which_nothing_is_left_is_shown_as_unknown() -> None:
    text = "Redirigé automatiquement, 👉 cliquez là où c’est écrit 👉"
    reading = repair.read(damaged(text, "iso8859-16", is_lossy=True))
    assert marked(reading).count("[\ufffd]") == 2


def test_lost_quotation_marks_are_opened_and_closed() -> None:
    text = "Décidé : “Pourquoi copier ?” Ils préfèrent “casser la concurrence” à l’été."
    reading = repair.read(damaged(text, "iso8859-16", is_lossy=True))
    assert reading.text == text


def test_english_that_lost_nothing_but_its_quotation_marks_is_read() -> None:
    text = "It’s Meta’s plan.\n“They don’t know,” he said.\nPlain line."
    reading = repair.read(damaged(text, "latin-1", is_lossy=True))
    assert reading.text == text
    assert len(reading.guesses) == 5


@pytest.mark.parametrize("word", ["vĂŠrdighed", "ngĂŽn"])
def test_letters_on_which_two_encodings_disagree_are_guesses(word: str) -> None:
    """ISO 8859-2 and 8859-16 read both words, differently, and nothing else decides."""
    reading = repair.read(word)
    assert reading.is_repaired
    assert len(reading.guesses) == 1


def test_marks_between_figures_and_in_lists_are_chosen_too() -> None:
    listed = ["L’été 2023–2024 à l’école", "• un", "• Épingle", "C’est ainsi à “Paris”.", "À l’un"]
    text = "\n".join([*FRENCH, *listed])
    reading = repair.read(damaged(text, "iso8859-16", is_lossy=True))
    assert reading.text == text


def test_a_line_in_which_one_mark_is_out_of_place_is_left_alone() -> None:
    around = damaged("\n".join(FRENCH), "latin-1", is_lossy=True)
    for line in ("un â", "« câ » deux", "“â”", "les amisâ ici"):
        assert repair.read(f"{around}\n{line}").text.split("\n")[-1] == line


def test_a_line_without_end_is_read_without_ftfy() -> None:
    line = " ".join(FRENCH * 90)
    reading = repair.read(damaged(line, "cp1252"))
    assert reading.text == line


def test_a_no_break_space_that_became_a_plain_one_is_part_of_its_letter() -> None:
    assert repair.read("dÃ©jÃ  lÃ  oÃ¹ l'Ã©tÃ© Ã  venir").text == "déjà là où l'été à venir"


def test_what_cannot_be_told_is_shown_as_unknown() -> None:
    text = "Drepturile și libertățile, țara însăși, fără îngrădiri și pâinea ieftină."
    reading = repair.read(damaged(text, "latin-1", is_lossy=True))
    assert "\ufffd" in reading.text
    assert len(reading.text) == len(text)


def test_damage_of_two_kinds_in_one_line_is_read() -> None:
    line = "cafÃ© brÃ»lÃ© et dâ€™un café déjà brûlé"
    reading = repair.read(line)
    assert reading.text == "café brûlé et d’un café déjà brûlé"
    assert reading.raw == line


def test_it_says_what_happened() -> None:
    assert repair.read("BĂ©langer, mĂȘme").how == "UTF-8 read as ISO 8859-16"
    assert repair.read("mĂȘme dâĂ©tĂ©").how == "UTF-8 read as ISO 8859-16; 1 guess is marked"
    mixed = repair.read("BĂ©langer mĂȘme\ncaf├⌐ br├╗l├⌐")
    assert (mixed.encoding, mixed.how) == (None, "UTF-8 read as other encodings")


def test_the_damaged_article_reads_as_french(seeds: Path) -> None:
    path = next(seeds.glob("003_*.txt"))
    raw = path.read_bytes().decode("utf-8")
    reading = repair.read(raw)
    sound = [0, 1, 14]
    lines, raw_lines = reading.text.split("\n"), raw.split("\n")
    assert [lines[each] for each in sound] == [raw_lines[each] for each in sound]
    assert reading.encoding == "ISO 8859-16"
    assert not set("Ăčš©ȘŽâđ") & set(reading.text.replace("pâtissier", ""))
    guesses = [reading.text[start:end] for start, end in reading.guesses]
    assert {each: guesses.count(each) for each in guesses} == {
        "’": 64, "à": 22, "“": 2, "”": 2, "œ": 1, "\ufffd": 2
    }  # fmt: skip
    assert "chefs-d’œuvre" in reading.text
    assert "décide : “Pourquoi essayer" in reading.text


def test_a_long_article_takes_a_moment_and_no_longer() -> None:
    raw = damaged("\n".join(FRENCH * 28), "iso8859-16", is_lossy=True)
    repair.read(raw)
    spent = []
    for _ in range(3):
        began = time.thread_time()
        repair.read(raw)
        spent.append(time.thread_time() - began)
    assert min(spent) < 0.5  # ten times what it takes, of work alone


@pytest.mark.parametrize("sound", ["Ces départs s’ajoutent", "Łódź, Iași", "Ørsted “sagde”", ""])
def test_only_a_damaged_text_looks_damaged(sound: str) -> None:
    assert not repair.looks_damaged(f"A line in ASCII\n{sound}\n")
    damaged = "Ces départs s’ajoutent à une série".encode().decode("iso8859-16")
    assert repair.looks_damaged(f"{sound}\n{damaged}")
