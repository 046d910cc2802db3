"""A terminal is sent only colours that it has, in every theme, and says itself how many it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from rich.color import ColorSystem
from textual.strip import Strip

from tests.tui.explorer import Seat, explorer
from tui.config import Config
from tui.looks import DEPTHS, UNASKED, Depth, Looks, Wanted, chosen, depth_of
from tui.themes import THEMES

STYLES: Final = {"0", "1", "4", "7"}
EIGHT: Final = {str(ground + number) for ground in (30, 40) for number in range(8)} | {"39", "49"}
BRIGHT: Final = {str(ground + number) for ground in (90, 100) for number in range(8)}
ALLOWED: Final[Mapping[str, set[str]]] = {
    "none": STYLES,
    "8": STYLES | {"2", "3"} | EIGHT,
    "16": STYLES | {"2", "3"} | EIGHT | BRIGHT,
}
SENT: Final = re.compile(r"\x1b\[([0-9;]*)m")

TOUR: Final = (
    (),
    ("f",),
    ("f", "slash", *"type:hi"),
    ("backspace", "backspace", *"zz(", "escape", "escape"),
    ("enter", "tab"),
    ("o",),
    ("r", "n", "n"),
    ("question_mark",),
    ("escape", "colon", *"meta"),
    ("escape", "Y"),
    ("escape", "1", "F", "n"),
)
"""Keys that lead past every kind of screen and window."""


def codes(seat: Seat) -> Iterator[str]:
    """Every code that the screen is drawn with; a colour of the 256 is one code."""
    for strip in seat.strips:
        for part in strip:
            if part.style is not None:
                drawn = Strip.render_style(part.style, "x", ColorSystem.EIGHT_BIT)
                for found in SENT.findall(drawn):
                    yield from re.findall(r"[34]8;5;\d+|\d+", found)


async def toured(seat: Seat) -> set[str]:
    found: set[str] = set()
    for keys in TOUR:
        await seat.press(*keys)
        found |= set(codes(seat))
    return found


@pytest.mark.parametrize("depth", DEPTHS[:-1])
@pytest.mark.parametrize("theme", THEMES)
async def test_only_colours_that_there_are_are_sent(
    own_home: Path, theme: str, depth: Depth
) -> None:
    async with explorer(own_home, "events", theme=theme, looks=Looks(depth)) as seat:
        found = await toured(seat)
    assert found <= ALLOWED[depth]
    assert found >= {"1", "4", "7"} or depth != "none"


async def test_the_themes_of_a_terminal_with_256_colours_name_no_others(own_home: Path) -> None:
    async with explorer(own_home, "events") as seat:
        found = await toured(seat)
    assert any(code.startswith("38;5;") for code in found)


async def test_the_terminals_own_theme_names_its_sixteen_at_any_depth(own_home: Path) -> None:
    async with explorer(own_home, "events", theme="terminal") as seat:
        assert await toured(seat) <= ALLOWED["16"]


@pytest.mark.parametrize("depth", ["8", "16"])
@pytest.mark.parametrize("theme", THEMES)
async def test_no_letters_have_the_colour_of_their_ground(
    own_home: Path, theme: str, depth: Depth
) -> None:
    async with explorer(own_home, "person/jason-wei", theme=theme, looks=Looks(depth)) as seat:
        for keys in ((), ("tab",), ("o",), ("f",), ("colon", "x")):
            await seat.press(*keys)
            for strip in seat.strips:
                for part in strip:
                    if part.style and part.style.color and part.text.strip():
                        ground = part.style.bgcolor
                        is_default = part.style.color.is_default
                        assert is_default or part.style.color != ground, part.text


@pytest.mark.parametrize(
    ("environ", "entry", "depth"),
    [
        ({"TERM": "xterm-256color"}, None, "256"),
        ({"TERM": "xterm-direct"}, None, "256"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, 8, "256"),
        ({"TERM": "alacritty"}, 256, "256"),
        ({"TERM": "xterm"}, 8, "16"),
        ({"TERM": "linux"}, 8, "16"),
        ({"TERM": "screen"}, 8, "16"),
        ({"TERM": "xterm-16color"}, 16, "16"),
        ({"TERM": "cons25"}, 8, "8"),
        ({"TERM": "vt100"}, -1, "none"),
        ({"TERM": "vt220"}, None, "none"),
        ({"TERM": "brand-new"}, None, "16"),
        ({}, None, "16"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, 256, "none"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, 256, "256"),
    ],
)
def test_a_terminal_says_how_many_colours_it_has(
    environ: dict[str, str], entry: int | None, depth: Depth
) -> None:
    assert depth_of(environ, lambda _: entry) == depth


@pytest.mark.parametrize(
    ("wanted", "settings", "environ", "depth"),
    [
        (UNASKED, Config(), {"TERM": "x-256color"}, "256"),
        (UNASKED, Config(colours="8"), {"TERM": "x-256color"}, "8"),
        (Wanted("16"), Config(colours="8"), {"TERM": "x-256color"}, "16"),
        (Wanted("auto"), Config(colours="8"), {"TERM": "x-256color"}, "256"),
        (Wanted("256"), Config(), {"NO_COLOR": "1"}, "256"),
        (Wanted("none"), Config(), {"COLORTERM": "yes"}, "none"),
    ],
)
def test_what_is_asked_for_goes_before_the_settings_and_these_before_the_terminal(
    wanted: Wanted, settings: Config, environ: dict[str, str], depth: Depth
) -> None:
    assert chosen(wanted, settings, environ, "utf-8").depth == depth
