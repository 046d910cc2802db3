"""Sound bytes -> damaged ones: by the byte, by the word of the format, by the value of its JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any, Final

_HOSTILE: Final[tuple[Any, ...]] = (
    None,
    True,
    False,
    0,
    -1,
    2**63,
    10**400,
    1.5,
    -0.0,
    "",
    " ",
    "x" * 100_000,
    "\x00",
    "\x1b]52;c;x\x07",
    "[/red]",
    "\u202e",
    "\ud800",
    "../../etc/passwd",
    "/dev/zero",
    "a" * 300,
    "CON",
    "=1+1",
    [],
    {},
    [[]],
    [None],
    {"": ""},
    {"id": None},
    [{}],
    "2012-02-30",
    "0000",
    "9999-12-31",
    "person/",
    "person/nobody",
    {"a": {"b": {"c": [1, [2, [3]]]}}},
)
_PIECES: Final = (
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r",
    b"\n",
    b"\\",
    b'"',
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b";",
    b"NaN",
    b"1e999",
    b"\\ud800",
    b"\\u0000",
    b"\xed\xa0\x80",
    b"\x1b[2J",
    b"9" * 5000,
    b"[" * 3000,
    b'{"a":' * 3000,
    b"=cmd|'/c calc'!A0",
    b"\xe2\x80\xae",
    b"<script>",
    b"<!ENTITY x SYSTEM 'file:///etc/passwd'>",
)


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Return damaged bytes; the same random numbers give the same damage."""
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        data = rng.choice(_WAYS)(data, rng)
    return data


def _flipped(data: bytes, rng: random.Random) -> bytes:
    if not data:
        return data
    damaged = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        damaged[rng.randrange(len(damaged))] = rng.randrange(256)
    return bytes(damaged)


def _cut(data: bytes, rng: random.Random) -> bytes:
    start, end = sorted(rng.randint(0, len(data)) for _ in range(2))
    return data[:start] if rng.random() < 0.3 else data[:start] + data[end:]


def _repeated(data: bytes, rng: random.Random) -> bytes:
    start, end = sorted(rng.randint(0, len(data)) for _ in range(2))
    times = rng.choice((2, 2, 3, 50))
    return data[:start] + data[start:end] * times + data[end:]


def _inserted(data: bytes, rng: random.Random) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice(_PIECES) + data[at:]


def _swapped(data: bytes, rng: random.Random) -> bytes:
    """Put one word of the file in the place of another."""
    words = data.split(b'"')
    if len(words) < 3:
        return data
    one, other = (rng.randrange(len(words)) for _ in range(2))
    words[one], words[other] = words[other], words[one]
    return b'"'.join(words)


def _revalued(data: bytes, rng: random.Random) -> bytes:
    """Put a hostile value somewhere into the JSON, drop one, or tell one twice."""
    lines = data.split(b"\n") if not _is_json(data) else [data]
    at = rng.randrange(len(lines))
    if not _is_json(lines[at]):
        return _inserted(data, rng)
    root = json.loads(lines[at])
    places = list(_places(root))
    if places:
        holder, key = rng.choice(places)
        way = rng.random()
        if way < 0.7:
            holder[key] = rng.choice(_HOSTILE)
        elif way < 0.85:
            del holder[key]
        else:
            other, name = rng.choice(places)
            holder[key] = json.loads(
                json.dumps(other.get(name) if isinstance(other, dict) else other[name])
            )
    lines[at] = json.dumps(root).encode("ascii")
    return b"\n".join(lines)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _places(root: Any) -> Iterator[tuple[Any, Any]]:
    """Walk every place in a JSON document where a value stands."""
    left = [root]
    while left:
        each = left.pop()
        if isinstance(each, dict | list):
            keys = list(each) if isinstance(each, dict) else range(len(each))
            for key in keys:
                yield each, key
                left.append(each[key])


_WAYS: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (
    _flipped,
    _cut,
    _repeated,
    _inserted,
    _swapped,
    _revalued,
    _revalued,
    _revalued,
)
