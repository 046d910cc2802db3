"""Sound text is left exactly as it is, in every script, alone and among damaged lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import repair
from db.repair.reading import Reading
from tests.damage import FRENCH, SOUND, damaged


@pytest.mark.parametrize("language", SOUND)
@pytest.mark.parametrize("shout", [False, True])
def test_sound_text_is_left_alone(language: str, shout: bool) -> None:
    text = SOUND[language].upper() if shout else SOUND[language]
    reading = repair.read(text)
    assert (reading.text, reading.pieces, reading.how) == (text, (), "")
    assert not reading.is_repaired


def test_sound_lines_of_all_scripts_are_left_alone_together() -> None:
    text = "\n".join(SOUND.values())
    assert repair.read(text).text == text


ALPHABETS = [
    "abceilnoprstuéèêàçôîûœ’ -«».",
    "abcdegijkłmnoprswyząęóśźżć „”.",
    "abcdeilmnrsuvzáéěíóřščžýůúťň .,",
    "acdeilmnoprstuăâîșț „”-.",
    "abdeghijklmnorstuvæøå .,»«",
    "adegimnorstuväöåüß .,„“–",
    "aeioubcdmnprstãõçáéíóúâê .,",
    "абвгдежзийклмнопрстуфхыьэюя .,—«»",
    "ığüşöçabcdeklmnrst .,’",
]


@given(st.sampled_from(ALPHABETS), st.data())
def test_words_of_one_alphabet_are_left_alone(alphabet: str, data: st.DataObject) -> None:
    words = st.text(alphabet.replace(" ", "").strip(".,«»„”“–—-’"), min_size=1, max_size=9)
    cased = st.builds(
        lambda word, case: case(word), words, st.sampled_from([str.lower, str.upper, str.title])
    )
    text = " ".join(data.draw(st.lists(cased, min_size=1, max_size=12)))
    assert repair.read(text).text == text


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_ascii_is_left_alone(text: str) -> None:
    assert repair.read(text) == Reading(text, text)


@pytest.mark.parametrize("read_as", ["latin-1", "iso8859-16", "cp1252", "cp1250", "mac_roman"])
def test_sound_lines_among_damaged_ones_are_left_alone(read_as: str) -> None:
    harmed = [damaged(line, read_as, is_lossy=True) for line in FRENCH]
    lines = [line for pair in zip(harmed * 8, SOUND.values(), strict=False) for line in pair]
    read = repair.read("\n".join(lines)).text.split("\n")
    assert read[1::2] == lines[1::2]
    assert all(after != before for after, before in zip(read[::2], lines[::2], strict=True))


@pytest.mark.parametrize("line", ["La pâte du château", "Câlin, mât, appât", "A máquina, o câmbio"])
def test_letters_that_a_lost_mark_might_have_been_stay_letters(line: str) -> None:
    around = damaged("\n".join(FRENCH), "latin-1", is_lossy=True)
    assert repair.read(f"{around}\n{line}").text.split("\n")[-1] == line


@pytest.mark.parametrize(
    "text",
    ["&lt;b&gt; “é” ﬁn", "e\u0301te\u0301 ’", "ﬀ Ａ １ é", "é\x1b[31mrouge", "é\r\nè\u2028ê"],
)
def test_nothing_but_the_encoding_is_touched(text: str) -> None:
    assert repair.read(text).text == text


@pytest.mark.parametrize("number", ["000", "001", "002", "004"])
def test_a_sound_article_is_left_alone(seeds: Path, number: str) -> None:
    text = next(seeds.glob(f"{number}_*.txt")).read_bytes().decode("utf-8")
    assert repair.read(text).text == text


def test_sound_text_does_not_wait_for_ftfy() -> None:
    script = (
        "import sys; from db import repair; repair.read('l’été, déjà'); "
        "sys.exit('ftfy' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == 0
