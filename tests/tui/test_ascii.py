"""Without lines and signs: every screen is drawn in ASCII, what a source says stays as it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import pytest
from rich.cells import cell_len

from db.library import Library
from db.storage import BUILT_IN
from tests.make import (
    make_company,
    make_event,
    make_person,
    make_quote,
    make_records,
    make_source,
)
from tests.tui.explorer import (
    Seat,
    assert_every_line_is_as_wide_as_the_screen,
    explorer,
)
from tests.tui.rooms import ROOMS
from tui.config import Config
from tui.drawing import SIGNS, UNSEEN, held, in_ascii
from tui.looks import UNASKED, Looks, Wanted, chosen
from tui.paint import is_quoted

ASCII: Final = Looks(is_ascii=True)
SIZES: Final = ((120, 36), (80, 24), (50, 15), (20, 5))


@cache
def letters_of_the_data() -> frozenset[str]:
    return frozenset(BUILT_IN.read_text(encoding="utf-8"))


def assert_ours_is_ascii(seat: Seat) -> None:
    """Whatever is beyond ASCII comes from data; where it is one of our signs, from a source."""
    for strip in seat.strips:
        for part in strip:
            for letter in part.text:
                if letter.isascii():
                    continue
                assert letter in letters_of_the_data(), part.text
                assert letter not in UNSEEN, part.text
                is_said = part.style is not None and is_quoted(part.style)
                assert is_said or letter not in SIGNS, part.text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("room", ROOMS)
async def test_every_screen_is_drawn_in_ascii(
    own_home: Path, room: str, size: tuple[int, int]
) -> None:
    async with explorer(own_home, "events", size=size, looks=ASCII) as seat:
        await ROOMS[room](seat)
        assert_ours_is_ascii(seat)
        assert_every_line_is_as_wide_as_the_screen(seat)
        drawn = [in_ascii(line) for line in seat.lines]
    async with explorer(own_home, "events", size=size) as seat:
        await ROOMS[room](seat)
        assert [in_ascii(line) for line in seat.lines] == drawn


@pytest.mark.parametrize("view", ["person/jason-wei", "company/meta", "source/gate-exode"])
async def test_every_record_is_drawn_in_ascii(own_home: Path, view: str) -> None:
    async with explorer(own_home, view, looks=ASCII) as seat:
        for key in ("down", "pagedown", "tab", "r", "t", "end", "o"):
            await seat.press(key)
            assert_ours_is_ascii(seat)


def in_english() -> Library:
    """A library in which nothing is beyond ASCII."""
    source = make_source("s1", "Gazette", length=900)
    quote = make_quote("q1", exact="She left Acme", start=40, prefix="It is said: ", suffix=".")
    people = (make_person("ada", "Ada"), make_company("acme", "Acme"))
    return Library.of(
        make_records(source, quote, *people, make_event("e1", quotes=("q1",))), "tiny"
    )


async def test_a_database_in_ascii_is_drawn_in_ascii_alone(own_home: Path) -> None:
    library = in_english()
    for room, enter in ROOMS.items():
        async with explorer(own_home, "events", library=library, looks=ASCII) as seat:
            await enter(seat)
            assert seat.text.isascii(), (room, seat.text)


async def test_the_words_of_a_source_keep_their_own_signs(own_home: Path) -> None:
    said = "“I left … for 2 → 3 · 4”"
    source = make_source("s1", "Gazette", length=900)
    quote = make_quote("q1", exact=said, start=40, prefix="It — said: ", suffix=" – so.")
    library = Library.of(make_records(source, quote, make_event("e1", quotes=("q1",))), "tiny")
    async with explorer(own_home, "event/e1", library=library, looks=ASCII) as seat:
        assert said in seat.text
        assert "It — said:" in seat.text
        await seat.press("o")
        assert said in seat.text


def test_every_sign_and_its_stand_in_take_one_cell() -> None:
    for sign, stand_in in (SIGNS | UNSEEN).items():
        assert cell_len(sign) == cell_len(stand_in) == 1
        assert stand_in.isascii()
        assert stand_in.isprintable()


def test_what_must_be_told_apart_has_stand_ins_that_are_apart() -> None:
    for signs in ("≠✗✓", "▌▏▕", "▲▼", "━─", "→←", "├?›", "≈→✗"):
        assert len({in_ascii(sign) for sign in signs}) == len(signs)


LATIN: Final = Looks(is_ascii=True, encoding="iso8859-1")


async def test_letters_that_an_encoding_lacks_are_marked_and_the_others_stay(
    own_home: Path,
) -> None:
    people = (make_person("a", "Żółć Łoś"), make_person("b", "Zoë 王小明"))
    source, quote = make_source("s1", length=99), make_quote("q1")
    event = make_event("e1", quotes=("q1",))
    library = Library.of(make_records(*people, source, quote, event), "x")
    async with explorer(own_home, "people", library=library, looks=LATIN) as seat:
        assert_every_line_is_as_wide_as_the_screen(seat)
        seat.text.encode("iso8859-1")
        assert "Zoë ??????" in seat.text
        parts = [part for strip in seat.strips for part in strip if "??????" in part.text]
        assert all(part.style and part.style.reverse for part in parts)


@pytest.mark.parametrize(
    ("text", "encoding", "drawn"),
    [
        ("Zoë", "iso8859-1", [("Zoë", True)]),
        ("Zoë", "ascii", [("Zo", True), ("e", False)]),
        ("Łódź", "iso8859-1", [("L", False), ("ód", True), ("z", False)]),
        ("a王b", "ascii", [("a", True), ("??", False), ("b", True)]),
        ("Ze\u0301", "ascii", [("Z", True), ("e", False)]),
        ("é", "ascii", [("e", False)]),
        ("ß", "ascii", [("?", False)]),
        ("’", "iso8859-1", [("'", False)]),
        ("Ω Ж", "euc_jp", [("Ω Ж", True)]),
        ("", "ascii", []),
    ],
)
def test_what_stands_in_for_a_letter_that_an_encoding_lacks(
    text: str, encoding: str, drawn: list[tuple[str, bool]]
) -> None:
    assert list(held(text, encoding)) == drawn


@pytest.mark.parametrize(
    ("environ", "encoding", "is_ascii"),
    [
        ({"LANG": "C.UTF-8"}, "utf-8", False),
        ({"LANG": "de_DE.utf8"}, "utf-8", False),
        ({"LANG": "C"}, "utf-8", True),
        ({"LC_ALL": "POSIX", "LANG": "en_US.UTF-8"}, "utf-8", True),
        ({"LC_ALL": "", "LC_CTYPE": "en_US.UTF-8", "LANG": "C"}, "utf-8", False),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "C"}, "utf-8", True),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "de_DE.UTF-8"}, "utf-8", False),
        ({"LC_CTYPE": "C.UTF-8", "TERM": "xterm-256color"}, "utf-8", False),
        ({"LANG": "de_DE@euro"}, "iso8859-15", True),
        ({"LANG": "C.UTF-8"}, "iso8859-1", True),
        ({"TERM": "xterm-256color"}, "utf-8", False),
        ({"TERM": "xterm-256color", "TMUX": "/tmp/x"}, "utf-8", True),
        ({"TERM": "screen.xterm-256color", "STY": "1.pts"}, "utf-8", True),
        ({"TERM": "vt100"}, "utf-8", True),
    ],
)
def test_the_locale_decides_where_nobody_asks(
    environ: dict[str, str], encoding: str, is_ascii: bool
) -> None:
    assert chosen(UNASKED, Config(), environ, encoding).is_ascii == is_ascii
    assert chosen(UNASKED, Config(is_ascii=not is_ascii), environ, encoding).is_ascii != is_ascii
    for asked in (True, False):
        settings = Config(is_ascii=not asked)
        assert chosen(Wanted(None, asked), settings, environ, encoding).is_ascii == asked


@pytest.mark.parametrize(
    ("environ", "is_ascii", "encoding"),
    [
        ({"LANG": "C", "STY": "1.pts"}, None, "ascii"),
        ({"LANG": "C.UTF-8", "STY": "1.pts"}, None, "utf-8"),
        ({"LANG": "C", "STY": "1.pts"}, False, "utf-8"),
        ({"LANG": "C", "TMUX": "/tmp/x"}, None, "utf-8"),
    ],
)
def test_a_screen_that_takes_each_byte_for_a_letter_gets_ascii_unless_told_otherwise(
    environ: dict[str, str], is_ascii: bool | None, encoding: str
) -> None:
    assert chosen(Wanted(None, is_ascii), Config(), environ, "utf-8").encoding == encoding
