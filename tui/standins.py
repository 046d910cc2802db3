"""Visible stand-ins for characters that could rule a terminal or hide in a line.

Text from a database, a file or a file name is untrusted: an escape sequence in an article could
write the reader's clipboard, a bidi override could turn a sentence round. When such text is drawn
each dangerous character is replaced by one visible character, so that offsets stay as they are;
the stored text is never changed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

CONTROL_PICTURES: Final = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
"""C0 and DEL have pictures of their own in Unicode: `␛` for ESC."""

C1: Final = dict.fromkeys(range(0x80, 0xA0), 0x2426)
"""C1 controls, some of which start escape sequences: `␦`."""

DIRECTION: Final = dict.fromkeys(
    (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0x21C4
)
"""Bidi marks, overrides and isolates: `⇄`."""

UNSEEN: Final = dict.fromkeys(
    (
        0x00AD,
        0x034F,
        0x115F,
        0x1160,
        0x180E,
        0x200B,
        0x200C,
        0x200D,
        *range(0x2060, 0x2066),
        *range(0x206A, 0x2070),
        0x3164,
        *range(0xFE00, 0xFE10),
        0xFEFF,
        0xFFA0,
        *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0200),
    ),
    0x00B7,
)
"""Formatting characters without a width, tags and variation selectors: `·`."""

LINE_ENDS: Final = {0x0A: 0x21B5, 0x0D: 0x21B5, 0x85: 0x21B5, 0x2028: 0x21B5, 0x2029: 0x21B5}
"""Whatever could break a line in two: `↵`."""

SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
"""Halves of characters, which no terminal can be sent."""

_TABLE: Final = CONTROL_PICTURES | C1 | DIRECTION | UNSEEN | SURROGATES | LINE_ENDS


@cache
def _unsafe() -> re.Pattern[str]:
    """Build the pattern of every dangerous character when it is asked for: most starts never do."""
    return re.compile(f"[{''.join(re.escape(chr(code)) for code in sorted(_TABLE))}]")


def visible(text: str) -> str:
    """Return `text` as it may be drawn: one visible character for each dangerous one.

    The length never changes, so that spans into the text stay right.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_TABLE)


def typable(text: str) -> str:
    """Return a text as it may stand in a field: in one line, and without what is not to be seen.

    Search folds away what is left out, so that it finds the same.
    """
    if text.isascii() and text.isprintable():
        return text
    line = "".join(" " if each.isspace() else each for each in text)
    return "".join(each for each in line if visible(each) == each)


def escaped_json(document: str) -> str:
    r"""Return a JSON document in which every dangerous character is a `\u` escape.

    They can only stand inside strings there, except for the line ends and the indentation that
    the encoder wrote itself, which stay.
    """
    return _unsafe().sub(
        lambda found: found[0] if found[0] == "\n" else _escape(ord(found[0])), document
    )


def _escape(code: int) -> str:
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
