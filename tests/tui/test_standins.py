"""Text from outside is drawn with visible stand-ins and never rules the terminal."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.standins import escaped_json, visible

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("name", "hostile", "drawn"),
    [
        ("escape", "\x1b]52;c;eA==\x07", "␛]52;c;eA==␇"),
        ("C1 control sequence introducer", "\x9b31m", "␦31m"),
        ("bidi override", "a\u202eb", "a⇄b"),
        ("bidi isolate", "\u2067x\u2069", "⇄x⇄"),
        ("zero width", "a\u200bb\u2060c\ufeff", "a·b·c·"),
        ("line ends", "a\nb\rc\u2028d", "a↵b↵c↵d"),
        ("tab and NUL", "\t\0", "␉␀"),
        ("lone surrogate", "\ud800", "\ufffd"),
        ("tag characters", "\U000e0041", "·"),
    ],
)
def test_a_dangerous_character_has_a_visible_stand_in(name: str, hostile: str, drawn: str) -> None:
    assert visible(hostile) == drawn, name


@pytest.mark.parametrize(
    "text", ["Jérôme Ørsted", "張忠謀", "מירה", "สมชาย", "[sic] [/red]", "e\u0301"]
)
def test_ordinary_text_in_any_script_is_drawn_letter_for_letter(text: str) -> None:
    assert visible(text) == text


@given(ANY_TEXT)
def test_stand_ins_keep_every_offset(text: str) -> None:
    assert len(visible(text)) == len(text)


@given(ANY_TEXT)
def test_nothing_drawn_is_a_control_or_a_formatting_character(text: str) -> None:
    unsafe = {"Cc", "Cs", "Zl", "Zp"}
    assert not [c for c in visible(text) if unicodedata.category(c) in unsafe]
    assert not [c for c in visible(text) if unicodedata.bidirectional(c) in BIDI_CONTROLS]


BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_escaped_json_says_the_same_and_holds_nothing_dangerous(text: str) -> None:
    document = escaped_json(json.dumps({"text": text}, ensure_ascii=False, indent=2))
    assert json.loads(document) == {"text": text}
    assert visible(document.replace("\n", "")) == document.replace("\n", "")
