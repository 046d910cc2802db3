"""Bytes into text: which encoding they are in, and what of them could not be read.

A mark at the beginning decides, then UTF-8 if the bytes are that, then what the document says of
itself, and last what its letters look like. Whatever was not plain UTF-8 is told in words, as a
quote is only as good as the letters it was read from.
"""

from __future__ import annotations

import codecs
import contextlib
import math
import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from db.documents.offered import Offered
from db.errors import BadFile, Refused
from db.repair.letters import LETTERS


class Decoded(NamedTuple):
    """A text, and how it was read."""

    text: str
    """The text."""
    encoding: str
    """What it was read as, under the name that Python knows."""
    notes: tuple[str, ...] = ()
    """What a reader should know of it, as sentences."""


_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDER: Final[Mapping[str, str]] = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "big5": "big5hkscs", "cp936": "gb18030",
}  # fmt: skip
"""What is meant by a narrower name: browsers read pages so, and writers mean it."""

_TEXTUAL: Final = (
    "ascii", "utf-8", "utf-16", "utf-32", "cp", "iso8859", "iso2022", "koi8", "gb", "big5", "hz",
    "shift_jis", "euc", "mac-", "tis-620", "johab", "ptcp", "kz1048",
)  # fmt: skip
"""How the names of encodings of letters begin; Python has others, which unpack and transform."""

_LATIN: Final = ("cp1252", "cp1250", "iso8859-2", "cp1254", "cp1257", "iso8859-15", "mac-roman")
"""What Latin letters are written in, the likeliest first; their bytes look much alike."""

_LOOKED_FOR: Final = [
    *("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "mac_roman", "cp1251", "koi8_r"),
    *("koi8_u", "iso8859_5", "cp866", "mac_cyrillic", "cp1253", "iso8859_7", "cp1255", "cp1256"),
    *("cp874", "cp932", "euc_jp", "gb18030", "big5hkscs", "cp949"),
]
"""What documents are written in that name no encoding; rarer ones would only be mistaken for it."""

_ESCAPES: Final = (b"\x1b$B", b"\x1b$@", b"\x1b(J")
"""How ISO-2022-JP goes from one alphabet to the other; all its bytes are ASCII."""

_DECLARED: Final = re.compile(
    rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|^.{0,3}<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""",
    re.DOTALL,
)
_DECLARED_WITHIN: Final = 8192
_SAMPLE: Final = 262_144
_USUAL_SIGNS: Final = frozenset("“”‘’„‚«»‹›–—…•·§°€£©®™¿¡\xa0")
_RARE, _SIGN = math.log(0.01), math.log(2)
_MOST_CONTROLS: Final = 0.01
_UNREAD: Final = "\ufffd"


def decoded(offered: Offered, asked: str | None = None) -> Decoded:
    """Return the text of a document's bytes.

    `asked` is the encoding that somebody names, which nothing overrules. Raises `BadFile` where
    the bytes are no text, `Refused` where there is no such encoding.
    """
    found = _read(offered.data, asked)
    if found is None:
        raise _binary(offered)
    text = found.text
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\f\v\x1b")
    if "\0" in text or controls > _MOST_CONTROLS * len(text):
        raise _binary(offered)
    return found


def declared(data: bytes) -> str | None:
    """Return the encoding that a page names in its head, where it is one."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return _known((found[1] or found[2]).decode("ascii", "replace")) if found else None


def damage_of(text: str) -> str:
    """Say what happened to a text that was read wrongly before it came here; "" if nothing."""
    from db.repair import read  # heavy, and only texts beyond ASCII need it

    how = read(text[:_SAMPLE]).how
    return f"The text is damaged ({how.partition(';')[0]}); it is kept as it is." if how else ""


def _read(data: bytes, asked: str | None) -> Decoded | None:
    """Try what is sure before what is said, and what is said before what is likely."""
    if asked is not None:
        encoding = _known(asked)
        if encoding is None:
            raise Refused(f"“{asked}” is no encoding of text. Give one such as cp1252 or utf-16.")
        return _with(data, encoding, "as was asked for")
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        return _with(data, marked, "as its first bytes say")
    says = declared(data)
    if any(escape in data for escape in _ESCAPES):
        says = "iso2022_jp"
    if b"\0" in data[:_SAMPLE]:
        return _wide(data)
    if says is None or not says.startswith(("iso2022", "hz")):  # whose bytes are ASCII as well
        with contextlib.suppress(UnicodeDecodeError):
            return Decoded(data.decode("utf-8"), "utf-8", _contradiction(data, says))
    return (
        (_with(data, says, "as it says itself") if says not in (None, "utf-8") else None)
        or _hurt(data)
        or _detected(data)
    )


def _with(data: bytes, encoding: str | None, why: str) -> Decoded:
    """Read bytes in an encoding; what cannot be read stands as U+FFFD, and is counted."""
    text = data.decode(encoding or "utf-8", "replace")
    is_plain = encoding == "utf-8"
    notes = () if is_plain else (f"Read as {_spoken(encoding or '')}, {why}.",)
    lost = text.count(_UNREAD) - (data.count("\ufffd".encode()) if is_plain else 0)
    return Decoded(text, encoding or "utf-8", (*notes, *_lost(lost)))


def _lost(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    is_one = count == 1
    places, stand = ("place", "it stands") if is_one else ("places", "they stand")
    return (f"{count:,} {places} could not be read; {stand} as {_UNREAD}.",)


def _contradiction(data: bytes, says: str | None) -> tuple[str, ...]:
    """Tell of a page that names another encoding than the one its bytes are in."""
    if says in (None, "utf-8") or data.isascii():
        return ()
    return (f"Read as UTF-8, which its bytes are, though it says {_spoken(says or '')}.",)


def _wide(data: bytes) -> Decoded | None:
    """Recognise UTF-16 without a mark: every other byte of most letters is zero."""
    sample = data[: _SAMPLE // 2 * 2]
    first, second = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    for encoding, many, few in (("utf-16-le", second, first), ("utf-16-be", first, second)):
        if half and many > 0.3 * half and few < 0.02 * half:
            return _with(data, encoding, "to judge by its bytes")
    return None


def _hurt(data: bytes) -> Decoded | None:
    """Recognise UTF-8 of which some bytes are lost: sound letters far outnumber broken ones."""
    text = data.decode("utf-8", "replace")
    broken = text.count(_UNREAD) - data.count(_UNREAD.encode())
    sound = sum(letter > "\x7f" for letter in text[:_SAMPLE]) - broken
    return Decoded(text, "utf-8", _lost(broken)) if sound >= 3 * broken else None


def _detected(data: bytes) -> Decoded | None:
    """Take the encoding in which the letters make most sense; None where they make none."""
    from charset_normalizer import from_bytes  # late: few documents need it

    best = from_bytes(data[:_SAMPLE], cp_isolation=_LOOKED_FOR).best()
    encoding = _known(best.encoding) if best else None
    if best is None or encoding is None or _is_latin(str(best)):
        encoding = _likeliest(data[:_SAMPLE], [*_LATIN, *([encoding] if encoding else [])])
    return _with(data, encoding, "to judge by its letters") if encoding else None


def _is_latin(text: str) -> bool:
    beyond = [letter for letter in text if letter > "\x7f" and letter.isalpha()]
    return sum(letter < "\u0250" for letter in beyond) * 2 >= len(beyond)


def _likeliest(data: bytes, encodings: Iterable[str]) -> str | None:
    """Choose the encoding whose letters some language uses most; of equals the first."""
    scored: dict[str, float] = {}
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        beyond = [letter.lower() for letter in text if letter > "\x7f"]
        scored[encoding] = max(_sense(beyond, used) for used in LETTERS.values())
    return max(scored, key=lambda each: scored[each], default=None)


def _sense(beyond: Iterable[str], used: Mapping[str, float]) -> float:
    """Return how well letters outside ASCII fit one language."""
    return sum(
        _SIGN
        if letter in _USUAL_SIGNS
        else math.log(used.get(letter, 0.0) + 0.01)
        if letter.isalpha()
        else _RARE
        for letter in beyond
    )


def _known(name: str) -> str | None:
    """Return an encoding of letters under the name that Python knows, the wider of two."""
    try:
        found = codecs.lookup(name.strip()).name
    except (LookupError, ValueError):  # ValueError: a NUL in it
        return None
    return _WIDER.get(found, found) if found.startswith(_TEXTUAL) else None


def _spoken(encoding: str) -> str:
    """Return the name of an encoding as people write it."""
    if encoding.startswith("cp125") or encoding == "cp874":
        return f"Windows-{encoding.removeprefix('cp')}"
    spoken = {"cp932": "Shift JIS", "cp949": "EUC-KR", "big5hkscs": "Big5", "utf-8": "UTF-8"}
    named = encoding.upper().replace("_", "-").replace("ISO8859-", "ISO 8859-")
    return spoken.get(encoding, named)


def _binary(offered: Offered) -> BadFile:
    return offered.refused("it is binary, not a document of words", "Save it as text, HTML or PDF.")
