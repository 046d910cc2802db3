"""What a terminal understands beyond moving, writing and clearing, by its name.

The names and what they can do are those of ncurses' terminfo. The database itself is not read: it
lacks on many servers, and what is asked here is less than it tells. A name that is not known gets
what every terminal since the VT102 does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_ASCII: Final = ("ascii", "us-ascii", "ansi_x3.4-1968")
_OLDEST: Final = ("vt100", "vt52", "ansi", "dumb", "unknown")
_ERASING: Final = (
    "xterm", "tmux", "linux", "rxvt", "kitty", "alacritty", "foot", "st-", "konsole", "vte",
    "gnome", "putty", "wezterm", "iterm2", "mintty", "ghostty", "contour", "rio", "eterm",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Abilities:
    """What may be sent to a terminal."""

    is_erased_in_colour: bool = False
    """Whether what is erased takes the ground that is set (terminfo's `bce`)."""
    can_erase_some: bool = False
    """Whether a number of cells can be erased (`ech`)."""
    can_take_back: bool = True
    """Whether single text styles and colours can be taken back, not only all of them."""
    can_go_to_column: bool = True
    """Whether there are moves to a column and to a line alone (`hpa`, `vpa`)."""
    can_scroll_part: bool = True
    """Whether lines can be taken out and put in between margins (`csr`, `il`, `dl`)."""
    can_feed: bool = False
    """Whether a line feed goes straight down. No name tells that: systems put a return before it
    unless they are told not to, which the driver does."""
    encoding: str = "utf-8"
    """What letters come in when they are typed."""


def of_terminal(environ: Mapping[str, str], encoding: str = "utf-8") -> Abilities:
    """Tell what the terminal that the environment names understands.

    Inside tmux the name is often that of GNU screen, which does not erase in colour. Letters come
    in the encoding that they are sent in; where that is ASCII, nothing is lost by reading more.
    """
    name = environ.get("TERM", "").lower()
    is_oldest = not name or name.startswith(_OLDEST)
    is_erased_in_colour = name.startswith(_ERASING) or ("TMUX" in environ and not is_oldest)
    # Where each may stand in the other, only GNU screen gives its own kind of name.
    if "STY" in environ and name.startswith("screen"):
        is_erased_in_colour = False
    return Abilities(
        is_erased_in_colour=is_erased_in_colour,
        can_erase_some=is_erased_in_colour or name.startswith("screen"),
        can_take_back=not is_oldest,
        can_go_to_column=not is_oldest,
        can_scroll_part=not is_oldest,
        encoding="utf-8" if encoding.lower() in _ASCII else encoding,
    )
