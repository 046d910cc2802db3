"""How odd a line looks, as a number: the one rule by which readings of it are compared.

Damage leaves traces that no language writes: a capital inside a word, a sign of its own stuck to
an accented letter, control characters, two scripts in one word. Sound text scores at or near zero
in every script, and a reading is better only if it is less odd than what it replaces.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

ENOUGH = 2.0
"""The oddness that is evidence enough by itself."""

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_TOUCHING = frozenset("“”‘’«»‹›–—‑‐…·•'\"ʼʻ′″")
"""Marks that stand against letters in sound text."""
_AFTER_LETTERS = frozenset("²³¹®™©ªº´¨†‡*")
"""Signs that may follow a letter in sound text, though they seldom follow an accented one."""
_STIFF = frozenset("‚„†‡‰")
"""Marks outside Latin-1 that, unlike the commas of other scripts, do not follow a letter."""
_RARE_SIGNS = frozenset("√≈≤≥∂∑∏∫◊⌐¬∆ªº≠∞")
"""Signs that hardly ever stand against a letter: the upper halves of Mac Roman and cp437."""


@lru_cache(maxsize=8192)
def kind(char: str) -> str:
    """Sort a character: l u o letters, m combining, q touching, s sign, c control, x none."""
    category = unicodedata.category(char)
    if char in "µªº":
        return "s"
    if category[0] == "L":
        return {"Ll": "l", "Lu": "u", "Lt": "u"}.get(category, "o")
    if char == "\ufffd":
        return "r"
    if category in {"Cn", "Co", "Cs"}:
        return "x"
    if category == "Cc":
        return "c" if char > "\x7f" else " "
    if char in _TOUCHING:
        return "q"
    if category == "No":
        return "s"
    if category[0] == "P" and char > "\u0233" and char not in _STIFF:
        return "q"
    return {"M": "m", "P": "s", "S": "s"}.get(category[0], " ")


@lru_cache(maxsize=8192)
def _script(char: str) -> str:
    code = ord(char)
    if code < 0x250 or 0x1E00 <= code < 0x1F00 or 0x2C60 <= code < 0x2C80:
        return "latin"
    if 0x370 <= code < 0x400 or 0x1F00 <= code < 0x2000:
        return "greek"
    return "cyrillic" if 0x400 <= code < 0x530 else "other"


def oddness(line: str) -> float:
    """Add up what is odd about every character of a line that is not ASCII."""
    total = 0.0
    for found in _BEYOND_ASCII.finditer(line):
        place = found.start()
        total += _oddness_at(
            line[place - 2 : place - 1] if place > 1 else "",
            line[place - 1 : place],
            line[place],
            line[place + 1 : place + 2],
        )
    return total


def looks_damaged(text: str) -> bool:
    """Whether any line is as odd as only damaged ones are; much quicker than to repair it."""
    return any(oddness(line) >= ENOUGH for line in text.split("\n"))


@lru_cache(maxsize=16384)
def _oddness_at(earlier: str, last: str, char: str, following: str) -> float:
    here = kind(char)
    if here in "cx":
        return 2.0
    if here == "r":
        return 0.5
    if here in "luo":
        return _odd_letter(earlier, last, char, following)
    if here in "sq":
        return _odd_sign(last, char, following)
    return _odd_space(last, char, following)


def _odd_letter(earlier: str, last: str, char: str, following: str) -> float:
    here = kind(char)
    before = kind(last) if last else " "
    odd = 0.0
    if here == "u" and before == "l":
        odd += 2 if earlier and kind(earlier) == "l" else 1
    if here == "u" and before == "u" and earlier and kind(earlier) == "l":
        odd += 1
    if here == "l" and before == "u" and earlier and kind(earlier) == "u":
        odd += 1
    if here == "l" and following and following < "\x80" and following.isupper():
        odd += 1
    if before in "luo" and _script(char) != _script(last):
        odd += 1
    return odd


def _odd_sign(last: str, char: str, following: str) -> float:
    is_after = bool(last) and kind(last) in "luo"
    is_between = is_after and bool(following) and kind(following) in "luo"
    odd = 0.0
    if char in "¡¿‚„":
        odd += 2.0 if is_after else 0.0
    elif kind(char) == "q":
        odd += 1.0 if is_between and last > "\x7f" and char in "«»‹›“”" else 0.0
    elif is_after and last > "\x7f":
        odd += 1.0 if char in _AFTER_LETTERS else 2.0
        odd += 1.0 if is_between else 0.0
    elif _is_rare(char) and (is_after or (following and kind(following) in "luo")):
        odd += 1.0
    if last > "\x7f" and last != char and char < "\u2600" and kind(last) == "s":
        odd += 1.0
    return odd


def _is_rare(char: str) -> bool:
    return char in _RARE_SIGNS or "\u2500" <= char < "\u25a0"


def _odd_space(last: str, char: str, following: str) -> float:
    is_capital = last > "\x7f" and kind(last) == "u"
    if char == "\xa0":
        return 2.0 if is_capital and following in {" ", ""} else 0.0
    return 1.0 if char == "\xad" and is_capital else 0.0
