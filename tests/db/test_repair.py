"""Damaged texts are read as they were, guesses are owned up to, and sound texts are left alone."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db import repair
from db.repair.attempt import applied
from db.repair.known import traced
from db.repair.oddness import oddness
from db.repair.pairs import PAIRS
from db.repair.reading import Piece, Reading

READ_AS = {pair.read_as: pair for pair in PAIRS}

SOUND = {
    "fr": "Où est l’élève ? Le chef-d’œuvre a coûté 4 000 € à l’État : « déjà trop », dit-il…",
    "da": "Meijer tilføjede, at han planlægger at bygge på åen; ÆØÅ og “forsøg”.",
    "de": "Größere Straßen über Öl – „Übermäßig schöne Grüße“, sagte er. § 5, 20 °C, 3 m².",
    "es": "¿Qué pasó? El niño comió 1.º de mayo ¡piñas! «Así es», decía.",
    "pt": "A MANHÃ DO PAÍS: não há opção, às vezes «MAÇÃ» é só maçã.",
    "it": "Perché è così? La città è più bella: «là, già»; l’università.",
    "ca": "L’escola és aquí: col·legi, raó, això, cançó, «què».",
    "pl": "Zażółć gęślą jaźń. „Książę” ŁÓDŹ, PÓŁŻYWY, źdźbło, więź, być może.",
    "cs": "Příliš žluťoučký kůň úpěl ďábelské ódy; ŽIŽKŮV KŮŇ, ŠÁŠA.",
    "ro": "Țara și pâinea: ÎNTR-O PĂȘUNE CÂȘTIGĂ câinele; „mâine”, însă așa e.",
    "hu": "Árvíztűrő tükörfúrógép, ŐSZ ŰR; „hűség”, „bőség”.",
    "tr": "İstanbul’da çığ düştü; ŞIK ĞAZ, ağaç, kâğıt, TÜRKİYE’NİN.",
    "vi": "Điều 1: Tất cả mọi người sinh ra đều được tự do; ĐƯỜNG VỀ QUÊ HƯƠNG.",
    "is": "Ísland er fagurt; ÞAÐ ER ÆÐI, maður sér fjörðinn.",
    "ga": "Na hÉireann, i nÉirinn agus tÉ: SAOIRSE NA hÉIREANN.",
    "lv": "Visi cilvēki piedzimst brīvi; ĢĒRBONIS ŅEM ĶĒDI.",
    "cy": "Mae’r tŷ â phob dim; ymuno â hwy, gŵyl.",
    "el": "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι· ΤΑ ΔΙΚΑΙΏΜΑΤΑ.",
    "ru": "Все люди рождаются свободными — «и равными»; ПРЕАМБУЛА, объём.",
    "uk": "Всі люди народжуються вільними; ҐАНОК, Їжак, м’яч.",
    "zh": "人人生而自由，在尊严和权利上一律平等。《世界人权宣言》：“第一条”。",
    "ja": "すべての人間は、生まれながらにして自由であり、「尊厳」と権利とについて平等である。",
    "ko": "모든 인간은 태어날 때부터 자유로우며, 그 존엄과 권리에 있어 동등하다.",
    "ar": "يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق، وقد وهبوا عقلاً.",
    "he": "כל בני אדם נולדו בני חורין ושווים בערכם ובזכויותיהם.",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता।",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกัน",
    "signs": "Ångström: 10 Å², Ø 40 mm ± 0,5 µm; Nokia® É© 50 £/€ — a²+b²; “x” √2 ≈ 1,41.",
    "emoji": "👍🏽 fine, naïve café – 🇩🇰🇫🇷 ❤️ ½ cup… iPhone™ ‘ok’",
    "left": "L'Oréal: l'exécuter, la révolution; Patrick Bélanger; référence.",
}
"""A line of sound text in each script and style that has set such a repair wrong."""

FRENCH = [
    "L’argent seul ne garantit pas le succès : l’élève a dépassé le maître.",
    "Ces départs s’ajoutent à une série d’exodes où l’État paraît gêné.",
    "Le plus inquiétant : « à côté » de la sécurité, la créativité même s’éteint.",
    "Il a déjà goûté à ces recettes, bientôt plutôt chères, qu’il aurait inventées.",
]
LOST = dict.fromkeys([*range(0x80, 0xA1)])
"""What is often dropped: the control characters U+0080 to U+009F and the no-break space."""


def marked(reading: Reading) -> str:
    """The repaired text with its guesses in brackets."""
    parts, place = [], 0
    for start, end in reading.guesses:
        parts += [reading.text[place:start], "[", reading.text[start:end], "]"]
        place = end
    return "".join([*parts, reading.text[place:]])


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
    damaged = [READ_AS[read_as].damage(line).translate(LOST) for line in FRENCH]
    lines = [line for pair in zip(damaged * 8, SOUND.values(), strict=False) for line in pair]
    read = repair.read("\n".join(lines)).text.split("\n")
    assert read[1::2] == lines[1::2]
    assert all(after != before for after, before in zip(read[::2], lines[::2], strict=True))


@pytest.mark.parametrize("read_as", READ_AS)
def test_damage_without_loss_is_undone(read_as: str) -> None:
    text = "\n".join(FRENCH)
    reading = repair.read(READ_AS[read_as].damage(text))
    assert reading.text == text
    assert reading.is_repaired


WHOLE = [
    text
    for language, text in SOUND.items()
    if language not in {"signs", "emoji", "cy", "ga", "left", "el"}
]
COMMON = ["cp1252", "latin-1", "iso8859-2", "iso8859-15", "iso8859-16", "cp1250", "cp437"]


@given(st.lists(st.sampled_from(WHOLE), min_size=2, max_size=6), st.sampled_from(COMMON))
def test_a_text_in_several_scripts_is_undone(lines: list[str], read_as: str) -> None:
    text = "\n".join(lines)
    reading = repair.read(READ_AS[read_as].damage(text))
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
    pair = READ_AS[read_as]
    assert repair.read(pair.damage(pair.damage(text))).text == text


@pytest.mark.parametrize(
    ("damaged", "sound"),
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
def test_a_few_words_are_enough_where_the_damage_is_plain(damaged: str, sound: str) -> None:
    assert repair.read(damaged).text == sound


@pytest.mark.parametrize("read_as", ["latin-1", "iso8859-2", "iso8859-15", "iso8859-16"])
def test_what_was_lost_is_chosen_by_its_surroundings_and_marked(read_as: str) -> None:
    text = "\n".join(line.replace("\xa0", " ") for line in FRENCH)
    reading = repair.read(READ_AS[read_as].damage(text).translate(LOST))
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
    reading = repair.read(READ_AS["latin-1"].damage(text).translate(LOST))
    found = {reading.text[start:end] for start, end in reading.guesses}
    assert found & set(guessed)
    certain = "".join(
        reading.text[piece.start : piece.end] for piece in reading.pieces if not piece.is_guess
    )
    assert set(certain) <= set(text)


@given(st.lists(st.sampled_from(FRENCH), min_size=2, max_size=8), st.sampled_from(COMMON[:6]))
def test_what_is_not_marked_is_right(lines: list[str], read_as: str) -> None:
    text = "\n".join(lines)
    reading = repair.read(READ_AS[read_as].damage(text).translate(LOST))
    for piece in reading.pieces:
        if not piece.is_guess:
            assert reading.text[piece.start : piece.end] in text


def test_an_emoji_of_which_nothing_is_left_is_shown_as_unknown() -> None:
    text = "Redirigé automatiquement, 👉 cliquez là où c’est écrit 👉"
    reading = repair.read(READ_AS["iso8859-16"].damage(text).translate(LOST))
    assert marked(reading).count("[\ufffd]") == 2


def test_lost_quotation_marks_are_opened_and_closed() -> None:
    text = "Décidé : “Pourquoi copier ?” Ils préfèrent “casser la concurrence” à l’été."
    reading = repair.read(READ_AS["iso8859-16"].damage(text).translate(LOST))
    assert reading.text == text


def test_english_that_lost_nothing_but_its_quotation_marks_is_read() -> None:
    text = "It’s Meta’s plan.\n“They don’t know,” he said.\nPlain line."
    reading = repair.read(READ_AS["latin-1"].damage(text).translate(LOST))
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
    reading = repair.read(READ_AS["iso8859-16"].damage(text).translate(LOST))
    assert reading.text == text


def test_a_line_in_which_one_mark_is_out_of_place_is_left_alone() -> None:
    damaged = READ_AS["latin-1"].damage("\n".join(FRENCH)).translate(LOST)
    for line in ("un â", "« câ » deux", "“â”"):
        assert repair.read(f"{damaged}\n{line}").text.split("\n")[-1] == line


@pytest.mark.parametrize(("line", "text"), [("abc", "ab"), ("abc", "bc"), ("abcd", "abd")])
def test_a_change_that_only_takes_away_keeps_a_neighbour(line: str, text: str) -> None:
    edits = list(traced(line, text))
    assert all(edit.start < edit.end and edit.text for edit in edits)
    assert applied(line, edits) == text


def test_a_line_without_end_is_read_without_ftfy() -> None:
    line = " ".join(FRENCH * 90)
    reading = repair.read(READ_AS["cp1252"].damage(line))
    assert reading.text == line


def test_a_no_break_space_that_became_a_plain_one_is_part_of_its_letter() -> None:
    assert repair.read("dÃ©jÃ  lÃ  oÃ¹ l'Ã©tÃ© Ã  venir").text == "déjà là où l'été à venir"


def test_what_cannot_be_told_is_shown_as_unknown() -> None:
    text = "Drepturile și libertățile, țara însăși, fără îngrădiri și pâinea ieftină."
    reading = repair.read(READ_AS["latin-1"].damage(text).translate(LOST))
    assert "\ufffd" in reading.text
    assert len(reading.text) == len(text)


@pytest.mark.parametrize("line", ["La pâte du château", "Câlin, mât, appât", "A máquina, o câmbio"])
def test_letters_that_a_lost_mark_might_have_been_stay_letters(line: str) -> None:
    damaged = READ_AS["latin-1"].damage("\n".join(FRENCH)).translate(LOST)
    assert repair.read(f"{damaged}\n{line}").text.split("\n")[-1] == line


@pytest.mark.parametrize(
    "text",
    ["&lt;b&gt; “é” ﬁn", "e\u0301te\u0301 ’", "ﬀ Ａ １ é", "é\x1b[31mrouge", "é\r\nè\u2028ê"],
)
def test_nothing_but_the_encoding_is_touched(text: str) -> None:
    assert repair.read(text).text == text


def test_damage_of_two_kinds_in_one_line_is_read() -> None:
    line = "cafÃ© brÃ»lÃ© et dâ€™un café déjà brûlé"
    reading = repair.read(line)
    assert reading.text == "café brûlé et d’un café déjà brûlé"
    assert reading.raw == line


def _spans(length: int) -> st.SearchStrategy[tuple[int, int]]:
    places = st.integers(0, length)
    return st.tuples(places, places).map(lambda span: (min(span), max(span)))


DAMAGED = st.builds(
    lambda lines, read_as, is_lossy, depth: _damage("\n".join(lines), read_as, is_lossy, depth),
    st.lists(st.sampled_from([*FRENCH, *WHOLE]), min_size=1, max_size=5),
    st.sampled_from(list(READ_AS)),
    st.booleans(),
    st.integers(0, 2),
)


def _damage(text: str, read_as: str, is_lossy: bool, depth: int) -> str:
    for _ in range(depth):
        text = READ_AS[read_as].damage(text)
    return text.translate(LOST) if is_lossy else text


@given(DAMAGED, st.data())
def test_a_highlight_never_shrinks_and_comes_back_whole(raw: str, data: st.DataObject) -> None:
    reading = repair.read(raw)
    start, end = data.draw(_spans(len(raw)))
    there = reading.to_text(start, end)
    assert 0 <= there[0] <= there[1] <= len(reading.text)
    assert (there[0] < there[1]) >= (start < end)
    back = reading.to_raw(*there)
    assert back[0] <= start <= end <= back[1]
    start, end = data.draw(_spans(len(reading.text)))
    there = reading.to_raw(start, end)
    assert (there[0] < there[1]) >= (start < end)
    back = reading.to_text(*there)
    assert back[0] <= start <= end <= back[1]


@given(DAMAGED, st.data())
def test_the_map_never_runs_backwards(raw: str, data: st.DataObject) -> None:
    reading = repair.read(raw)
    one, other = sorted(data.draw(st.tuples(_spans(len(raw)), _spans(len(raw)))))
    assert reading.to_text(*one)[0] <= reading.to_text(*other)[0]
    if one[1] <= other[1]:
        assert reading.to_text(*one)[1] <= reading.to_text(*other)[1]


@given(DAMAGED)
def test_the_pieces_lead_from_one_text_to_the_other(raw: str) -> None:
    reading = repair.read(raw)
    parts, raw_place, place = [], 0, 0
    for piece in reading.pieces:
        assert raw_place <= piece.raw_start < piece.raw_end
        assert place <= piece.start < piece.end
        between = raw[raw_place : piece.raw_start]
        assert between == reading.text[place : piece.start]
        parts += [between, reading.text[piece.start : piece.end]]
        raw_place, place = piece.raw_end, piece.end
    assert "".join([*parts, raw[raw_place:]]) == reading.text


@given(st.text())
@example("Ã©\x85Ã©\u2028\x1c\r\nÃ©")
@example("\ud800Ã©")
def test_any_text_can_be_read(text: str) -> None:
    reading = repair.read(text)
    assert reading.raw == text
    assert reading.text.count("\n") == text.count("\n")
    assert oddness(reading.text) <= oddness(text) + len(reading.guesses)


@pytest.mark.parametrize("words", ["lâĂ©cosystĂšme", "Ă rattraper", "chefs-dâĆuvre"])
def test_a_damaged_word_is_highlighted_whole_in_both(words: str) -> None:
    raw = f"Le succĂšs de {words} dĂ©jĂ  prĂ©vu"
    reading = repair.read(raw)
    start = raw.index(words)
    span = reading.to_text(start, start + len(words))
    assert reading.to_raw(*span) == (start, start + len(words))
    assert reading.text[span[0] - 1] == reading.text[span[1]] == " "


def test_a_place_inside_a_piece_widens_to_it() -> None:
    reading = Reading("aÃ©b", "aéb", (Piece(1, 3, 1, 2),))
    assert reading.to_text(2, 3) == reading.to_text(1, 2) == (1, 2)
    assert reading.to_raw(1, 2) == (1, 3)
    assert reading.to_text(3, 4) == (2, 3)
    assert reading.to_text(-5, 99) == (0, 3)


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


@pytest.mark.parametrize("number", ["000", "001", "002", "004"])
def test_a_sound_article_is_left_alone(seeds: Path, number: str) -> None:
    text = next(seeds.glob(f"{number}_*.txt")).read_bytes().decode("utf-8")
    assert repair.read(text).text == text


def test_a_long_article_takes_a_moment_and_no_longer() -> None:
    raw = READ_AS["iso8859-16"].damage("\n".join(FRENCH * 28)).translate(LOST)
    repair.read(raw)
    began = time.perf_counter()
    repair.read(raw)
    assert time.perf_counter() - began < 0.5


def test_sound_text_does_not_wait_for_ftfy() -> None:
    script = (
        "import sys; from db import repair; repair.read('l’été, déjà'); "
        "sys.exit('ftfy' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == 0
