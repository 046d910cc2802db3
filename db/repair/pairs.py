"""The pairs of encodings that text is damaged by, and how one line reads under one of them.

A text is written as UTF-8 and read as something with one byte a character: each letter outside
ASCII turns into two to four. Later the control characters U+0080 to U+009F and the no-break space
are often dropped, since nothing shows them. Under a pair a line falls into sequences: a lead that
tells how many bytes follow, and those of them that are left.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from db.repair import letters, signs

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


@dataclass(frozen=True)
class Pair:
    """UTF-8 that was read as another encoding."""

    read_as: str
    """Python's name of the encoding it was mistaken for."""
    label: str
    """The name to show."""

    @cached_property
    def chars(self) -> str:
        """What each of the 256 bytes was read as; an undefined byte stays a control character."""
        return "".join(_decoded(byte, self.read_as) for byte in range(256))

    @cached_property
    def bytes_of(self) -> Mapping[str, int]:
        """The byte above ASCII behind each character."""
        return {char: byte for byte, char in enumerate(self.chars) if byte > 0x7F}

    @cached_property
    def can_be_lost(self) -> frozenset[str]:
        """The characters that continue a sequence and that nothing shows."""
        return frozenset(char for char in self.chars[0x80:0xC0] if "\x80" <= char <= "\xa0")

    @cached_property
    def remains(self) -> Mapping[str, tuple[str, ...]]:
        """What is left of the known characters that lose something, and whose it may be."""
        found: dict[str, list[str]] = {}
        for char in sorted(letters.KNOWN | signs.FITS.keys()):
            damaged = self.damage(char)
            left = "".join(each for each in damaged if each not in self.can_be_lost)
            if left != damaged and left:
                found.setdefault(left, []).append(char)
        return {left: tuple(whose) for left, whose in found.items()}

    def damage(self, text: str) -> str:
        """Read the UTF-8 of a text as this pair does, losing nothing."""
        return "".join(self.chars[byte] for byte in text.encode("utf-8", "surrogatepass"))


PAIRS: tuple[Pair, ...] = (
    Pair("cp1252", "Windows-1252"),
    Pair("latin-1", "ISO 8859-1"),
    Pair("iso8859-15", "ISO 8859-15"),
    Pair("cp1250", "Windows-1250"),
    Pair("iso8859-2", "ISO 8859-2"),
    Pair("iso8859-16", "ISO 8859-16"),
    Pair("cp1254", "Windows-1254"),
    Pair("iso8859-9", "ISO 8859-9"),
    Pair("cp1257", "Windows-1257"),
    Pair("iso8859-13", "ISO 8859-13"),
    Pair("iso8859-4", "ISO 8859-4"),
    Pair("iso8859-10", "ISO 8859-10"),
    Pair("iso8859-3", "ISO 8859-3"),
    Pair("cp1251", "Windows-1251"),
    Pair("iso8859-5", "ISO 8859-5"),
    Pair("koi8-r", "KOI8-R"),
    Pair("cp1253", "Windows-1253"),
    Pair("iso8859-7", "ISO 8859-7"),
    Pair("mac_roman", "Mac Roman"),
    Pair("cp437", "code page 437"),
    Pair("cp850", "code page 850"),
    Pair("cp852", "code page 852"),
)
"""What UTF-8 is mistaken for, most often first; of equal readings the earlier one is taken."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """What is left of one character."""

    start: int
    """Where it begins in the line."""
    end: int
    """Where it ends, exclusive."""
    char: str | None
    """The character, where all of its bytes are there."""
    lost: int
    """How many bytes are not."""
    is_wide: bool
    """Whether the character had four bytes: an emoji more often than not."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A line under one pair."""

    sequences: tuple[Sequence, ...]
    """What reads as UTF-8, whole or in part."""
    strays: int
    """How many characters belong to the encoding and to no sequence."""
    foreign: int
    """How many characters are not of the encoding at all."""

    @property
    def evidence(self) -> int:
        """How many characters are there with all of their bytes, less what fits no sequence."""
        whole = sum(each.char is not None for each in self.sequences)
        return max(0, whole - self.strays - self.foreign)


def parse(line: str, pair: Pair) -> Parsed:
    """Split what is not ASCII in a line into sequences, under one pair."""
    sequences: list[Sequence] = []
    strays = foreign = 0
    for found in _BEYOND_ASCII.finditer(line):
        codes = [pair.bytes_of.get(char, -1) for char in found.group()]
        place = 0
        while place < len(codes):
            sequence = _sequence(codes, place, found.start())
            if sequence is not None:
                sequences.append(sequence)
                place = sequence.end - found.start()
                continue
            foreign += codes[place] < 0
            strays += codes[place] >= 0
            place += 1
    return Parsed(tuple(sequences), strays, foreign)


def _sequence(codes: list[int], place: int, offset: int) -> Sequence | None:
    """Read the sequence that begins at a place of a run; None where none does."""
    follow = _followers(codes[place])
    if follow == 0:
        return None
    end = place + 1
    while end <= place + follow and end < len(codes) and 0x80 <= codes[end] <= 0xBF:
        end += 1
    lost = follow - (end - place - 1)
    char = None
    if not lost:
        char = _utf8(bytes(codes[place:end]))
        if char is None:
            return None
    return Sequence(offset + place, offset + end, char, lost, follow == 3)


@cache
def _utf8(sequence: bytes) -> str | None:
    try:
        return sequence.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _followers(byte: int) -> int:
    """How many bytes follow a lead; none if it is no lead."""
    if 0xC2 <= byte <= 0xDF:
        return 1
    if 0xE0 <= byte <= 0xEF:
        return 2
    return 3 if 0xF0 <= byte <= 0xF4 else 0


def _decoded(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)
