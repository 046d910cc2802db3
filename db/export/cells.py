r"""One cell of a table: what no spreadsheet runs as a formula, and what holds a list.

A text that begins with one of `= + - @`, in any width and after any blanks, gets a `'` before it,
as does one that begins with `'` already. So does every part of a text that follows a semicolon, a
tab or a line end, as some spreadsheets begin another cell there, and so does a text that begins
with a tab or a line end. To read a cell back, cut it at these and take one `'` from the beginning
of each part that has one.

Several things in one cell stand with ` | ` between them; a `|` or `\` of their own has a `\` before
it, and an empty one is `\e`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from db.records import Identifier, Link, Role

_FORMULA: Final = frozenset("=+-@−")
"""What begins a formula, once widths are folded; the last is the minus sign of typesetters."""

_PLAIN: Final = re.compile(r"[^\W_][^;\t\r\n]*")
"""A text that needs no second look, as most do not."""

_ENDS: Final = re.compile(r"([;\t\r\n])")
"""Where some spreadsheet begins another cell."""

BETWEEN: Final = " | "
"""What stands between the things of one cell."""


def defused(text: str) -> str:
    """Return the text as a cell that is only ever shown."""
    if not text or _PLAIN.fullmatch(text):
        return text
    first, *others = _ENDS.split(text)
    start = "'" if text[0] in "\t\r\n" else ""
    return start + _shown(first) + "".join(map(_shown, others))


def _shown(part: str) -> str:
    return f"'{part}" if part[:1] == "'" or _is_formula(part) else part


def listed(items: Iterable[object]) -> str:
    """Return several things as one text."""
    return BETWEEN.join(_marked(_text_of(each), r"\|") or r"\e" for each in items)


def _is_formula(text: str) -> bool:
    """Whether the first letter that is seen begins a formula."""
    for letter in text:
        if letter.isspace() or unicodedata.category(letter)[0] == "C":
            continue
        return unicodedata.normalize("NFKC", letter)[:1] in _FORMULA
    return False


def _text_of(item: object) -> str:
    r"""Write what has several parts: `to=company/meta`, `wikidata:Q42`, `https://… its note`."""
    if isinstance(item, Role):
        text = f":{item.text}" if item.text else ""
        return _marked(item.role, r"\=") + f"={item.reference or item.kind}{text}"
    if isinstance(item, Identifier):
        return _marked(item.scheme, r"\:") + f":{item.value}"
    if isinstance(item, Link):
        return _marked(item.url, r"\ ") + (f" {item.note}" if item.note else "")
    return str(item)


def _marked(text: str, letters: str) -> str:
    r"""Put a `\` before some letters, itself among them."""
    return "".join(f"\\{each}" if each in letters else each for each in text)
