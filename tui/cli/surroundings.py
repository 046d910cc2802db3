"""What of the environment a restricted session heeds; cleared before anything else looks at it.

Whoever connects over SSH may set variables, with sshd as it comes `LANG` and all of `LC_…`. A
locale that is a path names a catalogue of words to open as soon as click is imported, and what a
shell asks with to complete a word names a database. So this runs first, and imports nothing.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:  # typing itself is not needed before the first frame
    from collections.abc import Mapping, Sequence
    from typing import Final

VARIABLE: Final = "WHEREFROM_RESTRICTED"
"""The environment variable that asks for a restricted session."""

OPTION: Final = "--restricted"
"""The option that does."""

ORIGINAL: Final = "SSH_ORIGINAL_COMMAND"
"""Where sshd puts the command that a client asks for, when another one is forced upon it."""

COMPLETION: Final = "_WHEREFROM_COMPLETE"
"""The environment variable with which a shell asks what a word may become."""

_NO: Final = ("", "0", "false", "no", "off")

_KEPT: Final = frozenset(
    [
        *("TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "TERM_PROGRAM"),
        *("COLUMNS", "LINES", "ROWS", "ESCDELAY"),
        *("HOME", "USER", "LOGNAME", "SHELL", "PATH"),
        *("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "TMUX", "STY"),
    ]
)
"""The variables that are left, beside those of the locale: none of them names a file to open."""

_AT_FIRST: Final = (VARIABLE, ORIGINAL, COMPLETION, "WHEREFROM_PLAIN")
"""Those that are left until the command line is read, as they are part of what it asks for."""

_kept_too: set[str] = set()


def keep(*names: str) -> None:
    """Leave variables of these names as well: for who starts us, and not for who is let in."""
    _kept_too.update(names)


def is_asked_for(environ: Mapping[str, str]) -> bool:
    """Whether the environment asks for a restricted session; a misspelt yes does so too."""
    return environ.get(VARIABLE, "").strip().lower() not in _NO


def may_be_asked_for(words: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Whether a command line asks for one, which nobody has taken apart yet, or its environment."""
    return OPTION in words or is_asked_for(environ)


def begin(words: Sequence[str]) -> bool:
    """Clear the environment before anything looks at it, where the session may be restricted.

    Return whether it may be.
    """
    is_restricted = may_be_asked_for(words, os.environ)
    if is_restricted:
        clear(_AT_FIRST)
    return is_restricted


def clear(more: Sequence[str] = ()) -> None:
    """Leave of the environment what says how the terminal is, and who and where one is."""
    for name in list(os.environ):
        if not (name in more or _is_kept(name, os.environ[name])):
            del os.environ[name]


def _is_kept(name: str, value: str) -> bool:
    if name == "LANG" or name.startswith("LC_"):
        return "/" not in value
    from tui.web.sign import DRIVER, DRIVER_VARIABLE

    return name in _KEPT or name in _kept_too or (name, value) == (DRIVER_VARIABLE, DRIVER)
