"""What is wrong with a file that is no JSON: which line and column, in one clear sentence.

The fast parser tells little; a damaged file is read again by the slow one of the standard
library, whose places are lines and columns.
"""

from __future__ import annotations

import json
import math
import re
from pathlib import Path

from db import generations
from db.errors import BadFile

_HALF_CHARACTER = re.compile(
    r"\\ud[89ab]..(?!\\ud[c-f])|(?<!\\ud[89ab]..)\\ud[c-f]..", re.IGNORECASE
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def explain(path: Path, data: bytes, error: Exception) -> BadFile:
    """Return the error that names the damage, and the way back if an earlier state is kept."""
    remedy = generations.remedy(path, "Restore it from a copy; nothing was changed.")
    if data.startswith(_BYTE_ORDER_MARK):
        return BadFile(path, "it begins with a byte order mark", "Save it as UTF-8 without one.")
    if isinstance(error, RecursionError):
        return BadFile(path, "its lists and objects are nested too deeply", remedy)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        line, column = _place(data[: wrong.start].decode("utf-8"))
        if wrong.reason == "unexpected end of data":
            return BadFile(path, f"it breaks off at line {line}, column {column}", remedy)
        problem = f"it is no UTF-8 text (line {line}, column {column})"
        return BadFile(path, problem, f"It may be another kind of file. {remedy}")
    if "\0" in text:
        line, column = _place(text[: text.index("\0")])
        problem = f"it holds a NUL character (line {line}, column {column})"
        return BadFile(path, problem, f"It may be another kind of file. {remedy}")
    return BadFile(path, _parse_problem(text, error), remedy)


def _parse_problem(text: str, error: Exception) -> str:
    """Read the text slowly and say where it stops being JSON."""
    try:
        json.loads(text, parse_constant=_refuse_constant, parse_float=_refuse_infinite)
    except json.JSONDecodeError as wrong:
        if wrong.pos >= len(text.rstrip()) or wrong.msg.startswith("Unterminated string"):
            line, column = _place(text.rstrip())
            return f"it breaks off at line {line}, column {column}"
        return f"it is no JSON at line {wrong.lineno}, column {wrong.colno} ({wrong.msg.lower()})"
    except _NotJsonError as wrong:
        line, column = _place(text[: max(0, text.find(str(wrong)))])
        return f"it holds {wrong}, {wrong.reason} (line {line}, column {column})"
    except RecursionError:
        return "its lists and objects are nested too deeply"
    except ValueError:
        return "it holds a number that is too long"
    if half := _HALF_CHARACTER.search(text):
        line, column = _place(text[: half.start()])
        return f"it holds {half[0]}, half of a character (line {line}, column {column})"
    return f"it cannot be read ({str(error).partition(' - at')[0].lower()})"


class _NotJsonError(ValueError):
    """What stands where a number belongs is none, or none that can be kept."""

    def __init__(self, written: str, reason: str) -> None:
        """Keep why it cannot be read beside what is written."""
        super().__init__(written)
        self.reason = reason


def _refuse_constant(name: str) -> None:
    """Refuse what only Python's own JSON reader accepts."""
    raise _NotJsonError(name, "which is no number in JSON")


def _refuse_infinite(number: str) -> None:
    """Refuse a number that the fast parser does not read."""
    if math.isinf(float(number)):
        raise _NotJsonError(number, "which is too large a number")


def _place(before: str) -> tuple[int, int]:
    """Return line and column, from 1, of the character after this text."""
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
