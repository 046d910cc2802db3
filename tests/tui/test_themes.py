"""Themes: every ink has a colour in each, letters can be read, and a terminal gets what it has."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from textual.color import Color

from tests.tui.explorer import explorer
from tui.config import THEME_NAMES
from tui.looks import Depth
from tui.paint import LOOKS
from tui.themes import THEMES, theme_for

NAMED: Final = {name for look in LOOKS.values() for name in (look.colour, look.ground) if name}
SHADED: Final = [name for name, theme in THEMES.items() if not theme.ansi]
READABLE: Final = {"contrast": 7.0}


def contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2, 1 to 21."""

    def light(colour: Color) -> float:
        parts = [part / 255 for part in colour.rgb]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_gives_a_colour_to_every_ink(name: str) -> None:
    assert {f"ink-{ink}" for ink in NAMED} <= set(THEMES[name].variables)
    assert set(THEMES[name].variables) >= set(THEMES["dark"].variables)


@pytest.mark.parametrize("name", SHADED)
@pytest.mark.parametrize(
    "ink", sorted({look.colour for look in LOOKS.values()} - {"", "focus", "rule"})
)
def test_letters_stand_out_from_their_ground(name: str, ink: str) -> None:
    theme = THEMES[name]
    ground = Color.parse(theme.background or "")
    assert contrast(Color.parse(theme.variables[f"ink-{ink}"]), ground) >= READABLE.get(name, 4.5)


@pytest.mark.parametrize("name", SHADED)
@pytest.mark.parametrize(("ink", "behind"), [("focus", "focus-ground"), ("cursor-text", "cursor")])
def test_what_is_marked_can_be_read(name: str, ink: str, behind: str) -> None:
    ground, letters = (THEMES[name].variables[f"ink-{each}"] for each in (behind, ink))
    assert contrast(Color.parse(letters), Color.parse(ground)) >= 4.5


@pytest.mark.parametrize(
    ("wanted", "depth", "environ", "theme"),
    [
        ("auto", "256", {}, "dark"),
        ("auto", "256", {"COLORFGBG": "15;0"}, "dark"),
        ("auto", "256", {"COLORFGBG": "0;default;15"}, "light"),
        ("auto", "16", {"COLORFGBG": "0;15"}, "terminal"),
        ("auto", "8", {}, "terminal"),
        ("auto", "none", {}, "terminal"),
        ("light", "16", {}, "light"),
        ("gone", "256", {}, "dark"),
    ],
)
def test_a_terminal_begins_in_what_it_can_show(
    wanted: str, depth: Depth, environ: dict[str, str], theme: str
) -> None:
    assert theme_for(wanted, depth, environ) == theme


async def test_every_theme_is_one_key_from_the_last(own_home: Path) -> None:
    async with explorer(own_home, "people?q=zhao") as seat:
        seen = []
        drawn = seat.lines[:-1]
        for _ in THEMES:
            await seat.press("T")
            seen.append(seat.app.theme)
            assert seat.lines[:-1] == drawn
        assert seen == [*list(THEMES)[1:], "dark"]


@pytest.mark.parametrize("name", THEMES)
async def test_every_theme_draws_every_screen(own_home: Path, name: str) -> None:
    async with explorer(own_home, "event/zuckerberg-denies-200m-bonuses", theme=name) as seat:
        await seat.press("o", "l", "question_mark", "escape", "Y", "escape", "colon", "x", "escape")
        await seat.press("backspace", "1", "f", "slash", "a")
        assert seat.app.is_running
        assert seat.view == "people?q=a"


def test_every_theme_that_can_be_named_is_painted() -> None:
    assert tuple(THEMES) == THEME_NAMES
