"""How a terminal can be drawn on: how many colours it has, whether it has lines, which letters.

What is asked for on the command line goes first, then the settings file, then what the environment
says: NO_COLOR, COLORTERM, the terminal's name and its entry in terminfo, the locale.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, Protocol

Depth = Literal["none", "8", "16", "256"]
"""How many colours are sent: none, those that every terminal names, or all that most have."""

AUTO: Final = "auto"
"""What leaves it to the terminal."""

DEPTHS: Final[tuple[Depth, ...]] = ("none", "8", "16", "256")
"""Every depth that can be asked for, the poorest first."""

_COLOURLESS: Final = ("vt1", "vt2", "vt3", "vt4", "vt5", "dumb", "unknown", "ansi-m", "wyse")
"""What names of terminals without colours begin with, where terminfo does not know them."""

_BRIGHT: Final = ("xterm", "linux", "screen", "tmux", "rxvt", "putty", "konsole", "vte", "gnome")
"""Terminals that have the eight bright colours too, whatever their entry in terminfo says."""

_COERCED: Final = ("C.UTF-8", "C.utf8")
"""What Python itself puts into `LC_CTYPE` as it starts where the locale is C (PEP 538)."""

_EIGHT: Final = 8
_MANY: Final = 256


class Wanted(NamedTuple):
    """What a reader asks for on the command line; None for what is left to the settings."""

    colours: str | None = None
    """`auto` or a depth."""
    is_ascii: bool | None = None
    """Whether to draw without lines and signs."""


UNASKED: Final = Wanted()
"""Nothing is asked for: the settings and the terminal decide."""


class Settings(Protocol):
    """What the settings file says of it."""

    @property
    def colours(self) -> str:
        """`auto` or a depth."""

    @property
    def is_ascii(self) -> bool | None:
        """Whether to draw without lines and signs; None leaves it to the locale."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What is sent to the terminal."""

    depth: Depth = "256"
    """How many colours."""
    is_ascii: bool = False
    """Whether our own lines and signs are ASCII."""
    encoding: str = "utf-8"
    """What text is sent in; letters that it lacks are drawn as the nearest ones, and marked."""

    @property
    def has_all_letters(self) -> bool:
        """Whether text can be sent as it is."""
        return self.encoding.lower().replace("-", "").replace("_", "").startswith("utf")


FULL: Final = Looks()
"""A terminal that has everything."""


def chosen(wanted: Wanted, settings: Settings, environ: Mapping[str, str], encoding: str) -> Looks:
    """Decide for a terminal; `encoding` is what Python sends text in."""
    colours = wanted.colours or settings.colours
    depth = next((each for each in DEPTHS if each == colours), None) or depth_of(environ)
    is_ascii = settings.is_ascii if wanted.is_ascii is None else wanted.is_ascii
    looks = Looks(depth, draws_in_ascii(is_ascii, environ, encoding), encoding)
    if is_ascii is None and "STY" in environ and not says_utf8(environ):
        return replace(looks, encoding="ascii")  # GNU screen: each byte is a letter or an order
    return looks


def draws_in_ascii(is_ascii: bool | None, environ: Mapping[str, str], encoding: str) -> bool:  # noqa: FBT001 — as it was asked for
    """Decide whether our own lines and signs are ASCII; unasked, where UTF-8 is not sure."""
    if is_ascii is not None:
        return is_ascii
    return not (Looks(encoding=encoding).has_all_letters and says_utf8(environ))


def says_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the locale names UTF-8, or there is none and the terminal is a newer one.

    C and POSIX name it not, although Python sends UTF-8 there too: lines and signs are then drawn
    in ASCII, which is right on either terminal, and text from a database stays as it is. Inside
    tmux and GNU screen no locale is as good as C: they draw by it.
    """
    given = {each: environ.get(each, "") for each in ("LC_ALL", "LC_CTYPE", "LANG")}
    if given["LC_CTYPE"] in _COERCED and given["LANG"] in ("", "C", "POSIX"):
        given["LC_CTYPE"] = ""
    if name := next(filter(None, given.values()), ""):
        return "utf" in name.lower()
    is_inside = "TMUX" in environ or "STY" in environ
    return "256color" in environ.get("TERM", "") and not is_inside


def depth_of(
    environ: Mapping[str, str], counted: Callable[[str], int | None] | None = None
) -> Depth:
    """Tell how many colours a terminal has by what it says of itself."""
    name = environ.get("TERM", "").lower()
    if environ.get("NO_COLOR"):
        return "none"
    if environ.get("COLORTERM") or "256color" in name or "direct" in name:
        return "256"
    number = (counted or in_terminfo)(name) if name else None
    if number is None:
        return "none" if name.startswith(_COLOURLESS) else "16"
    if number < _EIGHT:
        return "none"
    if number >= _MANY:
        return "256"
    return "16" if number > _EIGHT or name.startswith(_BRIGHT) else "8"


def in_terminfo(name: str) -> int | None:
    """Return the number of colours in a terminal's entry, -1 for none; None without an entry.

    The entry is read once in a process; there is one terminal.
    """
    try:
        import curses  # where Python was built with it
    except ImportError:
        return None
    try:
        curses.setupterm(name, 1)
    except curses.error:
        return None
    return curses.tigetnum("colors")


def has_light_ground(environ: Mapping[str, str]) -> bool:
    """Whether the terminal says that it is light: `COLORFGBG` ends in the number of its ground."""
    return environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")
