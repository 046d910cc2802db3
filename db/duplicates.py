"""A key that stands twice in one JSON object, which readers of JSON drop without a word.

After two files were joined by hand, a second document with the number of the first takes its place.
Whoever opens such a file is told, before a write makes the loss final.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from db.material import Finding

_REMEDY = "Give one of the two another number or name, or remove it; until then it would be lost."


def findings(data: bytes, root: object) -> tuple[Finding, ...]:
    """List the keys that stand twice in JSON that was already decoded to `root`.

    Bytes that come out the same again have lost nothing: that costs no more than decoding them
    did, and no file that wherefrom wrote needs more. Any other is read again, more slowly, and
    one that lost something once more, to say where.
    """
    again = _digest(msgspec.json.encode(root))  # each let go before the next is made
    if _digest(msgspec.json.format(data, indent=-1)) == again:
        return ()
    return tuple(_found(_read_again(data))) if _is_lossy(data) else ()


def _digest(data: bytes) -> tuple[int, int]:
    """Return what tells two texts apart without keeping both."""
    return len(data), hash(data)


def _is_lossy(data: bytes) -> bool:
    """Whether any object of the JSON has a key twice."""
    import json  # late: only a file that others wrote needs it

    lost = 0

    def count(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
        nonlocal lost
        found = dict(pairs)
        lost += len(pairs) - len(found)
        return found

    json.loads(data, object_pairs_hook=count, parse_int=str)
    return lost > 0


def _read_again(data: bytes) -> object:
    """Decode JSON, its objects with the keys that stood there twice."""
    import json  # late: as above

    return json.loads(data, object_pairs_hook=_object, parse_int=str)


class _Object(dict[str, object]):
    """A JSON object that knows which of its keys stood twice."""

    twice: Sequence[str] = ()


def _object(pairs: Sequence[tuple[str, object]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        found.twice = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
    return found


def _found(root: object) -> Iterator[Finding]:
    """Walk the objects from the outside in; what lies inside a lost one is lost with it."""
    left: list[tuple[tuple[str, ...], object]] = [((), root)]
    while left:
        place, value = left.pop()
        if isinstance(value, _Object):
            yield from (_finding((*place, key)) for key in dict.fromkeys(value.twice))
            left += [((*place, key), inside) for key, inside in reversed(value.items())]
        elif isinstance(value, list):
            left += [((*place, f"[{n}]"), inside) for n, inside in reversed([*enumerate(value)])]


def _finding(place: Sequence[str]) -> Finding:
    """Say which key it is: a table, a number in a table, or a field of a document."""
    table, *inside = place
    if not inside:
        return Finding(table, "", "", "the table stands there twice", _REMEDY)
    number, *path = inside
    if not path:
        problem = f"the number “{number}” stands there twice"
        return Finding(table, f"#{number}", "", problem, _REMEDY)
    field = ".".join(path).replace(".[", "[")
    return Finding(table, f"#{number}", field, "the field stands there twice", _REMEDY)
