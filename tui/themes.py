"""Four themes: dark, light, high contrast, and the terminal's own sixteen colours.

A theme gives a colour to each ink that needs one, and nothing else; `tui.paint` says which ink
also has a text style, so that nothing is told by colour alone. The colours are among the 256 that
every terminal has: they look the same where there are more, and cost half the bytes to send.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.theme import Theme

from tui.config import theme_for as theme_for


def _inks(**colours: str) -> dict[str, str]:
    return {f"ink-{name.replace('_', '-')}": colour for name, colour in colours.items()}


_DARK: Final = _inks(
    dim="#8a8a8a",
    accent="#5fafff",
    link="#87d7ff",
    match="#ffd75f",
    quote="#eeeeee",
    focus="#121212",
    focus_ground="#ffd75f",
    warn="#ff8787",
    soft="#d7afff",
    bar="#5faf5f",
    rule="#3a3a3a",
    cursor="#303030",
    cursor_text="#ffffff",
    faint="#1c1c1c",
)

_LIGHT: Final = _inks(
    dim="#626262",
    accent="#005faf",
    link="#005fd7",
    match="#875f00",
    quote="#121212",
    focus="#121212",
    focus_ground="#ffd75f",
    warn="#af0000",
    soft="#5f00af",
    bar="#005f00",
    rule="#c6c6c6",
    cursor="#d7d7ff",
    cursor_text="#121212",
    faint="#eeeeee",
)

_CONTRAST: Final = _inks(
    dim="#d0d0d0",
    accent="#00ffff",
    link="#87ffff",
    match="#ffff00",
    quote="#ffffff",
    focus="#000000",
    focus_ground="#ffff00",
    warn="#ff8787",
    soft="#ff87ff",
    bar="#00ff00",
    rule="#ffffff",
    cursor="#0000af",
    cursor_text="#ffffff",
    faint="#1c1c1c",
)

_TERMINAL: Final = _inks(
    dim="ansi_bright_black",
    accent="ansi_cyan",
    link="ansi_cyan",
    match="ansi_yellow",
    quote="ansi_default",
    focus="ansi_black",
    focus_ground="ansi_yellow",
    warn="ansi_red",
    soft="ansi_magenta",
    bar="ansi_green",
    rule="ansi_bright_black",
    cursor="ansi_blue",
    cursor_text="ansi_bright_white",
    faint="ansi_default",
) | {
    "ansi-background": "ansi_default",
    "ansi-foreground": "ansi_default",
    "input-cursor-background": "ansi_default",
    "input-cursor-foreground": "ansi_default",
    "input-cursor-text-style": "reverse",
    "input-selection-background": "ansi_blue",
    "input-selection-foreground": "ansi_bright_white",
}
"""With what Textual itself asks of a theme without shades."""

THEMES: Final[Mapping[str, Theme]] = {
    theme.name: theme
    for theme in (
        Theme(
            name="dark",
            primary="#5fafff",
            foreground="#d0d0d0",
            background="#121212",
            surface="#121212",
            panel="#1c1c1c",
            accent="#5fafff",
            warning="#ffd75f",
            error="#ff8787",
            dark=True,
            variables=_DARK,
        ),
        Theme(
            name="light",
            primary="#005faf",
            foreground="#262626",
            background="#ffffff",
            surface="#ffffff",
            panel="#eeeeee",
            accent="#005faf",
            warning="#875f00",
            error="#af0000",
            dark=False,
            variables=_LIGHT,
        ),
        Theme(
            name="contrast",
            primary="#00ffff",
            foreground="#ffffff",
            background="#000000",
            surface="#000000",
            panel="#1c1c1c",
            accent="#00ffff",
            warning="#ffff00",
            error="#ff8787",
            dark=True,
            variables=_CONTRAST,
        ),
        Theme(
            name="terminal",
            primary="ansi_cyan",
            foreground="ansi_default",
            background="ansi_default",
            surface="ansi_default",
            panel="ansi_default",
            accent="ansi_cyan",
            warning="ansi_yellow",
            error="ansi_red",
            dark=True,
            ansi=True,
            variables=_TERMINAL,
        ),
    )
}
"""Every theme by its name, in the order of `tui.config.THEME_NAMES`."""
