"""What is sent makes the terminal show what was wanted, cell by cell, and is little."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tests.emulated import Emulator, differing
from tui.terminal import updates
from tui.terminal.abilities import Abilities, of_terminal
from tui.terminal.cells import UNKNOWN, Piece, Row, split
from tui.terminal.frame import Frame
from tui.terminal.rendition import canonical, change, on_blank
from tui.terminal.shadow import Shadow

WIDTH, HEIGHT = 24, 8
XTERM = of_terminal({"TERM": "xterm-256color"})
SCREEN = of_terminal({"TERM": "screen"})
VT100 = of_terminal({"TERM": "vt100"})
FED = replace(XTERM, can_feed=True)
TERMINALS = (XTERM, FED, SCREEN, VT100)
RENDITIONS = (
    "",
    "1",
    "7",
    "4;31",
    "38;5;245;48;5;233",
    "48;5;233",
    "1;38;5;75;48;5;236",
    "3;97;41",
    "4;39;49",
    "39;49",
)
TEXTS = ("a", "word", " ", "    ", "             ", "東京", "é", "e\u0301", "─────", "한", "x y  z")

pieces = st.builds(
    Piece,
    st.integers(0, HEIGHT - 1),
    st.integers(0, WIDTH - 1),
    st.sampled_from(TEXTS) | st.text(alphabet="ab 東é", max_size=8),
    st.sampled_from(RENDITIONS),
)
frames = st.lists(st.lists(pieces, max_size=30), min_size=1, max_size=6)


def plainly(rows: list[Row]) -> Emulator:
    """Return a terminal to which every row was sent whole, each cell by itself."""
    emulator = Emulator(WIDTH, HEIGHT)
    for line, row in enumerate(rows):
        for column, (text, rendition) in enumerate(zip(row.texts, row.renditions, strict=True)):
            if text not in ("", UNKNOWN):
                emulator.feed(f"\x1b[{line + 1};{column + 1}H\x1b[0;{rendition}m{text}\x1b[0m")
    return emulator


def full(lines: dict[int, tuple[str, str]]) -> list[Piece]:
    """Return pieces that fill the screen, with words on some lines."""
    return [
        Piece(line, 0, lines.get(line, ("", ""))[0].ljust(WIDTH), lines.get(line, ("", ""))[1])
        for line in range(HEIGHT)
    ]


@pytest.mark.parametrize("abilities", TERMINALS)
@given(updates=frames, ground=st.sampled_from(RENDITIONS))
@settings(max_examples=40)
def test_the_terminal_shows_every_cell_as_it_was_wanted(
    abilities: Abilities, updates: list[list[Piece]], ground: str
) -> None:
    shadow = Shadow(abilities, (WIDTH, HEIGHT))
    wanted = Shadow(abilities, (WIDTH, HEIGHT))
    emulator = Emulator(WIDTH, HEIGHT)
    first = [Piece(line, 0, " " * WIDTH, ground) for line in range(HEIGHT)]
    for update in (first, *updates):
        emulator.feed(shadow.update(update))
        wanted.update(update)
        rows = wanted.frame().to_rows()
        assert differing(emulator.looks(), plainly(rows).looks()) == []


@pytest.mark.parametrize("abilities", TERMINALS)
@given(
    words=st.lists(
        st.sampled_from(["alpha", "beta", "gamma ray", "delta", "東京 tower"]),
        min_size=30,
        max_size=30,
    ),
    steps=st.lists(st.integers(-4, 4), min_size=1, max_size=8),
    beside=st.booleans(),
)
@settings(max_examples=40)
def test_a_list_that_scrolls_stands_where_it_should(
    abilities: Abilities, words: list[str], steps: list[int], beside: bool
) -> None:
    shadow, emulator, top = Shadow(abilities, (WIDTH, HEIGHT)), Emulator(WIDTH, HEIGHT), 10
    plain = Shadow(replace(abilities, can_scroll_part=False), (WIDTH, HEIGHT))
    for step in (0, *steps):
        top = min(max(top + step, 0), 30 - HEIGHT)
        update = [
            Piece(line, 0, f"{words[top + line]} {top + line}".ljust(12), "48;5;233")
            for line in range(1, HEIGHT - 1)
        ]
        if beside:
            update += [Piece(line, 12, f"still {line}", "1") for line in range(1, HEIGHT - 1)]
        emulator.feed(shadow.update(update))
        plain.update(update)
        assert differing(emulator.looks(), plainly(plain.frame().to_rows()).looks()) == []


def test_a_list_that_scrolls_by_one_costs_one_line() -> None:
    shadow = Shadow(XTERM, (80, 24))

    def lines(top: int) -> list[Piece]:
        return [
            Piece(line, 0, f"  Somebody number {top + line}".ljust(80), "48;5;233")
            for line in range(3, 23)
        ]

    shadow.update([Piece(line, 0, " " * 80, "48;5;233") for line in range(24)])
    shadow.update(lines(100))
    assert len(shadow.update(lines(101))) < 80


def test_what_is_shown_already_is_not_sent() -> None:
    shadow = Shadow(XTERM, (WIDTH, HEIGHT))
    update = full({2: ("Shengjia Zhao", "1")})
    assert shadow.update(update)
    assert shadow.update(update) == ""


def test_one_letter_costs_a_move_and_the_letter() -> None:
    shadow = Shadow(XTERM, (80, 24))
    shadow.update([Piece(line, 0, " " * 80, "") for line in range(24)])
    assert shadow.update([Piece(1, 4, "m", "")]) == "\x1b[2;5Hm"


def test_colours_that_are_set_are_not_set_again() -> None:
    shadow = Shadow(FED, (80, 24))
    shadow.update([Piece(line, 0, " " * 80, "48;5;233") for line in range(24)])
    assert shadow.update([Piece(1, 4, "m", "31;48;5;233")]) == "\x1b[31m\x1b[2;5Hm"
    assert shadow.update([Piece(1, 5, "e", "31;48;5;233")]) == "\x1b[2;6He"


def test_strokes_of_one_colour_are_drawn_together_and_blanks_on_the_way() -> None:
    shadow = Shadow(FED, (80, 24))
    shadow.update([Piece(line, 0, "x" * 80, "") for line in range(24)])
    sent = shadow.update(
        [Piece(line, 30, "ab", "31") for line in (3, 5)]
        + [Piece(line, 40, "cd", "32") for line in (3, 5)]
        + [Piece(4, 30, " " * 7, "")]
    )
    assert sent == ("\x1b[31m\x1b[4;31Hab\n\b\b\x1b[7X\nab\x1b[32m\x1b[8Ccd\x1b[2A\b\bcd")


def test_blanks_beside_blanks_are_erased_at_one_go() -> None:
    shadow = Shadow(FED, (80, 24))
    shadow.update([Piece(line, 0, "one       two".ljust(79) + "x", "") for line in range(24)])
    assert shadow.update([Piece(2, 0, " " * 79, "")]) == "\x1b[3H\x1b[13X"


def test_what_stands_in_a_column_of_which_not_all_are_sure_is_reached_anew() -> None:
    shadow = Shadow(FED, (80, 24))
    shadow.update(full({}))
    shadow.update([Piece(line, 0, " " * 80, "") for line in range(24)])
    assert shadow.update([Piece(line, 8, "e", "") for line in (1, 2)]) == "\x1b[2;9He\n\be"
    assert shadow.update([Piece(line, 8, "é", "") for line in (1, 2)]) == "\x1b[2;9Hé\n\x1b[9Gé"


def test_a_doubted_screen_is_sent_whole_even_where_nothing_changed() -> None:
    shadow = Shadow(XTERM, (WIDTH, HEIGHT))
    emulator = Emulator(WIDTH, HEIGHT)
    emulator.feed(shadow.update(full({0: ("people", "1"), 7: ("help", "7")})))
    seen = emulator.looks()
    emulator.feed("\x1b[2J\x1b[3;3Hwall: the server goes down\x1b[41m\x1b[5;1H\x1b[K\x1b[m")
    emulator.feed(shadow.resend())
    assert differing(emulator.looks(), seen) == []


@pytest.mark.parametrize("abilities", TERMINALS)
@given(
    steps=st.lists(
        st.lists(pieces, max_size=12) | st.sampled_from(["doubt", "resend", "resize"]),
        min_size=1,
        max_size=7,
    )
)
@settings(max_examples=60)
def test_cells_of_which_nobody_knows_anything_are_passed_over(
    abilities: Abilities, steps: list[list[Piece] | str]
) -> None:
    shadow, emulator = Shadow(abilities), Emulator(WIDTH, HEIGHT)
    shadow.paint(Frame(WIDTH, ((("", " " * WIDTH),),) * HEIGHT))
    for step in ("resize", *steps):
        if step == "resize":
            shadow.resize(WIDTH, HEIGHT)
            wanted = [Row.filled(WIDTH) for _ in range(HEIGHT)]
        if step in ("resize", "doubt"):
            shadow.doubt()
            emulator.feed("\x1b[H\x1b[41msomeone else 東京" + "x" * WIDTH)
            continue
        update = step if isinstance(step, list) else []
        for line, column, text, rendition in update:
            wanted[line].put(column, text, rendition)
        sent = shadow.update(update) if isinstance(step, list) else shadow.resend()
        assert UNKNOWN not in sent
        emulator.feed(sent)
        shown = zip(emulator.looks(), plainly(wanted).looks(), wanted, strict=True)
        for ours, theirs, row in shown:
            known = [at for at, text in enumerate(row.texts) if text not in ("", UNKNOWN)]
            assert [ours[at] for at in known] == [theirs[at] for at in known]


def test_a_line_of_which_a_part_is_known_is_sent_again_as_far_as_it_is() -> None:
    shadow = Shadow(XTERM)
    shadow.adopt(Frame(WIDTH, ((("", " " * WIDTH),),) * HEIGHT))
    shadow.resize(WIDTH, HEIGHT)
    shadow.update([Piece(2, 3, "left", ""), Piece(2, 9, "right", "")])
    assert shadow.resend() == "\x1b[m\x1b[3;4Hleft\x1b[2Cright"


def test_a_wide_character_is_not_sent_where_only_half_of_it_has_room() -> None:
    row = Row.filled(4, " ")
    row.put(1, "東京", "")
    assert row.texts == [" ", "東", "", " "]


def test_a_screen_that_was_put_up_before_is_only_corrected() -> None:
    painter, emulator = Shadow(XTERM), Emulator(WIDTH, HEIGHT)
    before = Shadow(XTERM, (WIDTH, HEIGHT))
    before.update(full({0: ("people", "1"), 3: ("東京 Tower", "4;31")}))
    frame = Frame.from_json(before.frame().to_json())
    emulator.feed(painter.paint(frame))
    shadow = Shadow(XTERM)
    shadow.adopt(frame)
    change_of_one = full({0: ("people", "1"), 3: ("東京 Towel", "4;31")})
    sent = shadow.update(change_of_one)
    emulator.feed(sent)
    assert sent == "\x1b[4;31m\x1b[4;10Hl"
    whole = Shadow(XTERM, (WIDTH, HEIGHT))
    whole.update(change_of_one)
    assert differing(emulator.looks(), plainly(whole.frame().to_rows()).looks()) == []


@pytest.mark.parametrize(
    "text", ["", "[]", "[1]", "[1,[[1]]]", '{"a":1}', '[80,[[["",1,2]]]]', "[" * 9999]
)
def test_what_is_no_frame_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no frame"):
        Frame.from_json(text)


def test_control_characters_never_reach_the_terminal() -> None:
    shadow = Shadow(XTERM, (WIDTH, HEIGHT))
    sent = shadow.update([Piece(0, 0, "a\x1b]52;c;ZXZpbA==\x07b\x9b31mc\n", "")])
    assert not {"\x1b]", "\x07", "\x9b", "\n"} & set(
        re.findall(r"\x1b\]|[\x00-\x1a\x7f-\x9f]", sent)
    )


def test_a_link_is_opened_once_and_closed() -> None:
    shadow = Shadow(XTERM, (WIDTH, HEIGHT))
    shadow.update(full({}))
    sent = shadow.update([Piece(0, 0, "a source", "4\0https://example.org/a")])
    assert sent == "\x1b]8;;https://example.org/a\x1b\\\x1b[4m\x1b[Ha source\x1b]8;;\x1b\\"


def test_an_address_that_is_linked_to_cannot_end_the_link() -> None:
    strip = Strip([Segment("a", Style(link="https://example.org/\x1b\\\x1b]52;c;ZXZpbA==\x07"))])
    update = LayoutUpdate([[strip]], Region(0, 0, 1, 1))
    (piece,) = updates.pieces(update, ColorSystem.TRUECOLOR)
    assert piece.rendition == "\0https://example.org/\\]52;c;ZXZpbA=="


def test_gnu_screen_inside_tmux_is_not_taken_to_erase_in_colour() -> None:
    tmux = {"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}
    assert of_terminal(tmux).is_erased_in_colour
    assert not of_terminal(tmux | {"STY": "1234.pts-0.host"}).is_erased_in_colour


def test_a_screen_is_known_once_every_cell_is() -> None:
    shadow = Shadow(XTERM)
    shadow.paint(Frame(4, ((("", "abcd"),),) * 2))
    assert shadow.is_known
    shadow.resize(4, 2)
    shadow.update([Piece(0, 0, "abcd", ""), Piece(1, 0, "abc", "")])
    assert not shadow.is_known


@given(st.sampled_from(RENDITIONS), st.sampled_from(RENDITIONS), st.booleans())
def test_a_change_of_rendition_leads_to_the_one_that_was_asked_for(
    before: str, after: str, can_take_back: bool
) -> None:
    stepwise, directly = Emulator(4, 1), Emulator(4, 1)
    stepwise.feed(f"\x1b[{before}m" + change(before, after, can_take_back=can_take_back) + "x")
    directly.feed(f"\x1b[0;{after}mx")
    assert stepwise.looks()[0][0] == directly.looks()[0][0]


def test_codes_for_what_is_so_anyway_are_left_out() -> None:
    assert canonical("39;49") == ""
    assert canonical("38;5;245;1;48;2;1;2;3") == "1;38;5;245;48;2;1;2;3"


def test_of_a_blank_only_what_is_seen_of_it_counts() -> None:
    assert on_blank("1;38;5;75;48;5;236") == "48;5;236"
    assert on_blank("4;31") == "4;31"
    assert on_blank("3") == ""


def test_wide_and_combining_characters_take_the_cells_that_they_take() -> None:
    assert split("東e\u0301x") == ["東", "", "e\u0301", "x"]


def test_half_of_a_wide_character_leaves_a_blank() -> None:
    row = Row.filled(4, " ")
    row.put(0, "東", "")
    row.put(1, "x", "")
    assert row.texts == [" ", "x", " ", " "]


def test_what_stands_after_a_character_of_disputed_width_is_written_after_it() -> None:
    shadow = Shadow(XTERM, (WIDTH, HEIGHT))
    shadow.update(full({}))
    rows = range(HEIGHT)
    sent = shadow.update(
        [Piece(line, 0, "b", "1") for line in rows]
        + [Piece(line, 1, "\U0001f1e9", "31") for line in rows]
        + [Piece(line, 2, "a", "1") for line in rows]
    )
    last = sent.split("\U0001f1e9")[-1]
    assert sent.count("a") == HEIGHT == sent.count("\U0001f1e9")
    assert last.count("a") == 1
