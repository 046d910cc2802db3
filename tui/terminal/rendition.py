"""Colours and text styles as the codes of "select graphic rendition", and how to get between them.

A rendition is one string, so that it is compared at once: codes joined by semicolons, in the order
of Textual, and after a NUL the address that the text links to. The empty string is plain text.
Codes: ECMA-48 8.3.117; colours by number 38 and 48 as xterm has them; links: OSC 8.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

LINK: Final = "\0"
"""What stands between the codes and the address of a link."""

_FOREGROUND: Final = frozenset([*map(str, range(30, 38)), *map(str, range(90, 98)), "39"])
_BACKGROUND: Final = frozenset([*map(str, range(40, 48)), *map(str, range(100, 108)), "49"])
_OFF: Final = {
    "1": "22", "2": "22", "3": "23", "4": "24", "21": "24", "5": "25", "6": "25", "7": "27",
    "8": "28", "9": "29", "51": "54", "52": "54", "53": "55",
}  # fmt: skip
_UNSEEN_ON_BLANKS: Final = frozenset(["1", "2", "3", "8"])
_KINDS: Final = {"5": 1, "2": 3}  # how many numbers follow 38;5 and 38;2


class _Parts(NamedTuple):
    """A rendition, taken apart."""

    flags: frozenset[str]
    foreground: str
    background: str


@lru_cache(maxsize=4096)
def _parts(codes: str) -> _Parts:
    flags, foreground, background = [], "", ""
    rest = codes.split(";") if codes else []
    while rest:
        code = rest.pop(0)
        if code in ("38", "48"):
            count = 1 + _KINDS.get(rest[0] if rest else "", 0)
            colour = ";".join([code, *rest[:count]])
            del rest[:count]
            foreground, background = (colour, background) if code == "38" else (foreground, colour)
        elif code in _FOREGROUND:
            foreground = "" if code == "39" else code
        elif code in _BACKGROUND:
            background = "" if code == "49" else code
        else:
            flags.append(code)
    return _Parts(frozenset(flags), foreground, background)


@lru_cache(maxsize=4096)
def canonical(codes: str) -> str:
    """Return codes in one order, without those for what is so anyway."""
    parts = _parts(codes)
    colours = filter(None, (parts.foreground, parts.background))
    return ";".join([*sorted(parts.flags, key=int), *colours])


@lru_cache(maxsize=4096)
def on_blank(rendition: str) -> str:
    """Return what of a rendition is seen on a blank: the ground, lines, reversal, a link."""
    codes, mark, address = rendition.partition(LINK)
    parts = _parts(codes)
    flags = sorted(parts.flags - _UNSEEN_ON_BLANKS, key=int)
    # A line through or under a blank, and a blank reversed, have the colour of the text.
    foreground = [parts.foreground] if flags and parts.foreground else []
    kept = [*flags, *foreground, *([parts.background] if parts.background else [])]
    return ";".join(kept) + mark + address


@lru_cache(maxsize=4096)
def is_ground(rendition: str) -> bool:
    """Whether a blank in this rendition is nothing but ground, which a terminal can erase to."""
    return LINK not in rendition and not _parts(rendition).flags


@lru_cache(maxsize=4096)
def has_ground(rendition: str) -> bool:
    """Whether there is a ground of its own, to which only some terminals erase."""
    return bool(_parts(rendition.partition(LINK)[0]).background)


@lru_cache(maxsize=8192)
def change(before: str, after: str, *, can_take_back: bool) -> str:
    """Return the shortest sequence from one rendition to another.

    A terminal that cannot take back single codes, as the oldest cannot, begins anew each time.
    """
    if before == after:
        return ""
    old, _, old_link = before.partition(LINK)
    new, _, new_link = after.partition(LINK)
    link = f"\x1b]8;;{new_link}\x1b\\" if old_link != new_link else ""
    return link + _codes(old, new, can_take_back=can_take_back)


def _codes(old: str, new: str, *, can_take_back: bool) -> str:
    if old == new:
        return ""
    if not new:
        return "\x1b[m"
    anew = f"\x1b[;{new}m" if old else f"\x1b[{new}m"
    if not can_take_back:
        return anew.replace("[;", "[0;")
    was, now = _parts(old), _parts(new)
    off = {_OFF.get(flag, "0") for flag in was.flags - now.flags}
    if "0" in off:
        return anew
    again = {flag for flag in now.flags if _OFF.get(flag) in off}
    steps = [*sorted(off), *sorted((now.flags - was.flags) | again, key=int)]
    if was.foreground != now.foreground:
        steps.append(now.foreground or "39")
    if was.background != now.background:
        steps.append(now.background or "49")
    return min(f"\x1b[{';'.join(steps)}m", anew, key=len) if steps else ""
