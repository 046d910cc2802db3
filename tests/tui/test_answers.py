"""What a terminal says by itself is never taken for typed letters, however it comes."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key

from tests.terminal import QUIET, Terminal, environment, see_the_same
from tui.terminal.answers import Answers
from tui.terminal.driver import Keys

MODE: Final = "\x1b[?2026;2$y"
ANSWERS: Final = (
    MODE,
    "\x1b[?2048;0$y",
    "\x1b[?62;22c",
    "\x1b[>41;382;0c",
    "\x1b]11;rgb:1111/2222/3333\x07",
    "\x1b]11;rgb:1111/2222/3333\x1b\\",
    "\x1bP>|XTerm(382)\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[?1u",
    "\x1b[0n",
    "\x1b[8;24;80t",
    "\x1b[<0;10;10M",
    "\x1b]52;c;cXVpdA==\x07",
)
KEYS: Final = ("q", "/zhao", "\x1b[A", "\x1b[15~", "\x1b[1;5C", "é", "王", "\r", "\x7f", "\x1bOP")


def kept(answer: str) -> str:
    """What of an answer Textual is to hear: modes."""
    return answer if answer.endswith("$y") else ""


def fed(pieces: list[str], seconds: float = 0.01) -> str:
    """What is handed on of a text that comes in pieces, some time apart."""
    answers, now, out = Answers(), 0.0, ""
    for piece in pieces:
        now += seconds
        out += answers.late(now) + answers.without(piece, now)
    return out + answers.late(now + 100)


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_is_no_key_wherever_it_is_cut_in_two(answer: str) -> None:
    assert fed([f"a{answer}b"]) == f"a{kept(answer)}b"
    for at in range(2, len(answer)):
        pause = 1.0 if at > 2 else 0.2  # for longer, it is Alt and a bracket
        assert fed([f"a{answer[:at]}", f"{answer[at:]}b"], pause) == f"a{kept(answer)}b"


@pytest.mark.parametrize("inside", ["\x1b[31m", "\x1b]52;c;", "\x1bm", "a\x1b", "\x1b[200~"])
def test_an_escape_in_pasted_text_begins_no_key(inside: str) -> None:
    bare = inside.replace("\x1b", "")
    assert fed([f"\x1b[200~{inside}q\x1b[201~"]) == f"\x1b[200~{bare}q\x1b[201~"


@pytest.mark.parametrize("answer", [each for each in ANSWERS if each[1] in "[]"])
def test_the_rest_of_an_answer_whose_escape_came_long_before_is_no_key(answer: str) -> None:
    if answer[1:3] in ("[0", "[8"):
        pytest.skip("a person may type that")
    assert fed(["\x1b", f"{answer[1:]}j"], 0.5) == "\x1bj"


@given(st.lists(st.sampled_from(KEYS + ANSWERS)), st.data())
def test_keys_among_answers_all_arrive_however_the_line_cuts_them(
    sent: list[str], data: st.DataObject
) -> None:
    stream = "".join(sent)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(stream)))))
    cuts = [at for at in cuts if not stream[:at].endswith("\x1b")]  # that would be a key
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert fed(pieces, 0.001).replace("\x1b[?2048;0$y", "").replace(MODE, "") == "".join(
        each for each in sent if each in KEYS
    )


@given(st.text())
def test_garbage_breaks_nothing_and_letters_come_after_it(garbage: str) -> None:
    answers = Answers()
    answers.without(garbage, 0.0)
    answers.late(100.0)
    answers.without("\x1b\\\x07\x1b[201~", 100.0)
    answers.late(200.0)
    assert answers.without("q", 300.0).endswith("q")


def test_pasted_text_stays_as_it_is_but_for_its_escapes() -> None:
    text = f"{MODE} and \x1b]11;x\x07 of it"
    pasted = f"\x1b[200~{text}\x1b[201~"
    bare = "".join(("\x1b[200~", text.replace("\x1b", ""), "\x1b[201~"))
    assert fed([pasted + ANSWERS[2]]) == bare
    for at in range(2, len(pasted)):
        for pause in (0.01, 1.0) if at > len("\x1b[2") else (0.01,):
            assert fed([pasted[:at], f"{pasted[at:]}j"], pause) == f"{bare}j"


def test_alt_and_a_bracket_is_a_key_a_moment_later() -> None:
    answers = Answers()
    assert answers.without("\x1b]", 0.0) == ""
    assert answers.late(0.1) == ""
    assert answers.late(0.5) == "\x1b]"


PROGRAM: Final = (sys.executable, "-m", "tui")


def test_a_session_hears_late_answers_and_garbage_and_does_nothing(tmp_path: Path) -> None:
    with Terminal(PROGRAM, size=(80, 24), environ=environment(str(tmp_path))) as terminal:
        terminal.see("1 People 23")
        terminal.settle()
        for answer in ANSWERS:
            terminal.press(answer[:5])
            terminal.settle()
            terminal.press(answer[5:])
        terminal.settle()
        assert "▌ Patrick Bélanger" in terminal.text
        terminal.press("/")
        for answer in ANSWERS:
            terminal.press(answer)
        terminal.press("zhao")
        terminal.see("/ zhao")
        terminal.see("1 of 23 people")
        terminal.press("\r")
        terminal.see("enter open")
        terminal.press("q")
        assert terminal.end() == 0


@pytest.mark.parametrize("size", [(0, 0), (0, 24), (80, 0)])
def test_a_terminal_that_does_not_know_its_size_is_taken_for_one_of_80_by_24(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with Terminal(PROGRAM, size=(80, 24), environ=environment(str(tmp_path))) as terminal:
        terminal._tell_size(*size)
        terminal.see("1 People 23")
        terminal.see(lambda text: len(text.splitlines()[2].strip()) == 80)
        terminal._tell_size(*size)
        terminal.press("j")
        terminal.see("▌ Mark Zuckerberg")
        assert "q quit" in terminal.text.splitlines()[23] or "help" in terminal.text
        terminal.press("q")
        assert terminal.end() == 0


@pytest.mark.parametrize(
    "noise",
    ["\x1b[97;1:3u", "\x1b[1114112u", "\x1b[99999999999999999999u", "\x1b[97;1;1114112u"],
)
def test_a_key_with_a_wrong_number_is_none_and_takes_no_other_away(noise: str) -> None:
    (key,) = Keys().feed(f"{noise}j")
    assert isinstance(key, Key)
    assert key.key == "j"


def test_two_hundred_changes_of_size_between_keys_leave_the_screen_right(tmp_path: Path) -> None:
    with (
        Terminal(PROGRAM, size=(100, 30), environ=environment(str(tmp_path / "a"))) as calm,
        Terminal(PROGRAM, size=(100, 30), environ=environment(str(tmp_path / "b"))) as shaken,
    ):
        for terminal in (calm, shaken):
            terminal.see("1 People 23")
            terminal.settle()
        for number in range(200):
            shaken._tell_size(20 + number % 90, 5 + number % 40)
            if number % 25 == 0:
                shaken.press("j", "k")
        for terminal in (calm, shaken):
            terminal.settle()
            terminal.resize(90, 28)
            terminal.press("j", "j")
            terminal.see("line 3")
        see_the_same(calm, shaken)
        for terminal in (calm, shaken):
            assert time.perf_counter() - terminal.settle() >= QUIET  # nothing is drawn for ever
            terminal.press("q")
            assert terminal.end() == 0
