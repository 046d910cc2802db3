"""JSON in which every object knows the span of text that it stands in.

A fact from a data file quotes the words of that file, so that reading it has to keep where each
object begins and ends, in code points. The standard library's scanner in Python is taken, which
allows it; the one in C is ten times as quick and does not say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from json import decoder, scanner
from typing import Any, Final, NamedTuple

from db.errors import BadFile
from db.intake.outside import OutsideFile

_TOLD_EVERY: Final = 500


class Span(NamedTuple):
    """Part of a text, in code points."""

    start: int
    """Where it begins."""
    end: int
    """Where it ends, exclusive."""


class Place(NamedTuple):
    """Where something stands in a file of data."""

    span: Span
    """The text that says it."""
    words: str
    """How to find it: a JSON pointer, or a line."""


class LocatedObject(dict[str, Any]):
    """A JSON object with its place; in everything else a plain dict."""

    __slots__ = ("place",)
    place: Place


def parse(file: OutsideFile, tell: Callable[[float], None] = lambda _: None) -> object:
    """Read one JSON document; every object in it is a `LocatedObject`.

    `tell` hears the share that is read. Raises `BadFile` with line and column where it is none.
    """
    text = file.text
    start = len(text) - len(text.lstrip(" \t\r\n\ufeff"))
    value, end = _Decoder(len(text), tell).scan(file, start)
    rest = text[end:].lstrip(" \t\r\n")
    if rest:
        at = len(text) - len(rest)
        raise _refusal(file, at, "more follows after the end of the document")
    _point(value, "")
    return value


def parse_lines(
    file: OutsideFile, tell: Callable[[float], None] = lambda _: None
) -> Iterator[tuple[int, Span, object]]:
    """Walk JSON lines: the number of each line from 1, its span, and its value.

    Blank lines are passed over. Raises `BadFile` at the first line that is no JSON.
    """
    start, text = 0, file.text
    scan = _Decoder().scan
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip(" \t\r\ufeff")
        if bare:
            at = start + line.index(bare[0])
            span = Span(at, at + len(bare))
            value, end = scan(file, at)
            if end != span.end:
                raise _refusal(file, min(end, span.end), "a line holds one value, and all of it")
            _point(value, f"line {number}", "")
            yield number, span, value
        start += len(line) + 1
        if number % _TOLD_EVERY == 0:
            tell(start / max(1, len(text)))


def places(value: object) -> Iterator[LocatedObject]:
    """Walk every object in a parsed value, the outer ones first."""
    left = [value]
    while left:
        each = left.pop()
        if isinstance(each, LocatedObject):
            yield each
            left += reversed(each.values())
        elif isinstance(each, list):
            left += reversed(each)


class _Decoder(json.JSONDecoder):
    """A decoder whose objects know their span."""

    def __init__(self, length: int = 0, tell: Callable[[float], None] = lambda _: None) -> None:
        super().__init__(strict=False, parse_constant=_constant)
        self._length, self._tell, self._count = max(1, length), tell, 0
        self.parse_object = self._located
        self.parse_string = _string
        self.scan_once = scanner.py_make_scanner(self)  # type: ignore[attr-defined]

    def scan(self, file: OutsideFile, start: int) -> tuple[object, int]:
        """Scan one value from a place in the text on; raises `BadFile`."""
        try:
            value, end = self.scan_once(file.text, start)
        except StopIteration as error:
            raise _refusal(file, int(error.value), "a value is missing") from error
        except json.JSONDecodeError as error:
            raise _refusal(file, error.pos, error.msg[:1].lower() + error.msg[1:]) from error
        except _NoNumber as error:
            raise file.refused(
                str(error), "Correct it in the file; nothing was changed."
            ) from error
        except ValueError as error:  # the json module reads whole numbers of 4,300 digits at most
            raise file.refused("it holds a number that is too long", "Shorten it.") from error
        except RecursionError as error:
            remedy = "No format of people and companies is; nothing was changed."
            raise file.refused("it is nested too deeply", remedy) from error
        return value, int(end)

    def _located(self, s_and_end: tuple[str, int], *rest: Any, **more: Any) -> tuple[Any, int]:
        value, end = decoder.JSONObject(s_and_end, *rest, **more)  # type: ignore[attr-defined]
        if not all(map(str.isascii, value)):
            value = {_whole(key): each for key, each in value.items()}
        located = LocatedObject(value)
        located.place = Place(Span(s_and_end[1] - 1, end), "")
        self._count += 1
        if self._count % _TOLD_EVERY == 0:
            self._tell(end / self._length)
        return located, end


def _string(text: str, end: int, strict: bool = True) -> tuple[str, int]:  # noqa: FBT001, FBT002
    value, after = decoder.scanstring(text, end, strict)  # type: ignore[attr-defined]
    return value if value.isascii() else _whole(value), after


def _whole(words: str) -> str:
    """Return words with U+FFFD for half of a surrogate pair, which UTF-8 cannot write."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _NoNumber(ValueError):
    """NaN or Infinity, which JSON does not have."""


def _point(root: object, at: str, top: str = "/") -> None:
    """Give every object its JSON pointer (RFC 6901), after the line it stands on if any."""
    left: list[tuple[object, str]] = [(root, "")]
    while left:
        value, pointer = left.pop()
        if isinstance(value, LocatedObject):
            value.place = Place(value.place.span, f"{at} {pointer or top}".strip())
            left += [(each, f"{pointer}/{_escaped(key)}") for key, each in value.items()]
        elif isinstance(value, list):
            left += [(each, f"{pointer}/{number}") for number, each in enumerate(value)]


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _constant(name: str) -> object:
    raise _NoNumber(f"it holds {name}, which is no JSON number")


def _refusal(file: OutsideFile, at: int, problem: str) -> BadFile:
    line = file.line_of(at)
    column = at - (file.text.rfind("\n", 0, at) + 1) + 1
    words = f"line {line:,}, column {column:,} is no JSON: {problem}"
    return file.refused(words, "Correct it in the file; nothing was changed.")
