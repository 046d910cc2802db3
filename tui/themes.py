"""Four themes: dark, light, high contrast, and the terminal's own sixteen colours.

A theme gives a colour to each ink that needs one, and nothing else; `tui.paint` says which ink
also has a text style, so that nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.theme import Theme


def _inks(**colours: str) -> dict[str, str]:
    return {f"ink-{name.replace('_', '-')}": colour for name, colour in colours.items()}


_DARK: Final = _inks(
    dim="#8b949e",
    accent="#6cb6ff",
    link="#96d0ff",
    match="#f0c674",
    quote="#e6edf3",
    focus="#10151b",
    focus_ground="#e3b341",
    warn="#ff938a",
    soft="#d2a8ff",
    bar="#57ab5a",
    rule="#30363d",
    cursor="#22303f",
    cursor_text="#f0f6fc",
    faint="#1b222b",
)

_LIGHT: Final = _inks(
    dim="#57606a",
    accent="#0550ae",
    link="#0a5bbf",
    match="#8a4600",
    quote="#1f2328",
    focus="#1f2328",
    focus_ground="#ffdf70",
    warn="#b3261e",
    soft="#6e40c9",
    bar="#1a7f37",
    rule="#c8d1da",
    cursor="#dcebfa",
    cursor_text="#0b1016",
    faint="#eef1f4",
)

_CONTRAST: Final = _inks(
    dim="#d0d0d0",
    accent="#00ffff",
    link="#80ffff",
    match="#ffff00",
    quote="#ffffff",
    focus="#000000",
    focus_ground="#ffff00",
    warn="#ff8080",
    soft="#ff9cff",
    bar="#00ff00",
    rule="#ffffff",
    cursor="#0000c0",
    cursor_text="#ffffff",
    faint="#202020",
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
)

THEMES: Final[Mapping[str, Theme]] = {
    theme.name: theme
    for theme in (
        Theme(
            name="dark",
            primary="#6cb6ff",
            foreground="#d5dce4",
            background="#10151b",
            surface="#10151b",
            panel="#1b222b",
            accent="#6cb6ff",
            warning="#e3b341",
            error="#ff938a",
            dark=True,
            variables=_DARK,
        ),
        Theme(
            name="light",
            primary="#0550ae",
            foreground="#1f2328",
            background="#fbfcfd",
            surface="#fbfcfd",
            panel="#eef1f4",
            accent="#0550ae",
            warning="#8a4600",
            error="#b3261e",
            dark=False,
            variables=_LIGHT,
        ),
        Theme(
            name="contrast",
            primary="#00ffff",
            foreground="#ffffff",
            background="#000000",
            surface="#000000",
            panel="#202020",
            accent="#00ffff",
            warning="#ffff00",
            error="#ff8080",
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
"""Every theme by its name, in the order in which the palette offers them."""


def theme_for(wanted: str, environ: Mapping[str, str]) -> str:
    """Name the theme to start in: the one asked for, else one that the terminal can show.

    A terminal that does not say that it has 256 colours keeps its own sixteen, which are also
    readable on whatever background it has.
    """
    if wanted in THEMES:
        return wanted
    many = "256color" in environ.get("TERM", "") or bool(environ.get("COLORTERM"))
    return "dark" if many else "terminal"
