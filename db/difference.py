"""What has changed between two texts, word by word: what stays, what is gone, what is new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

_WORD: Final = re.compile(
    r"[\u0e00-\u0e7f\u2e80-\u9fff]|[^\W\u0e00-\u0e7f\u2e80-\u9fff]+|\s+|.", re.S
)
"""A word, blanks or a sign; where words are not told apart by blanks, one letter."""

_MOST: Final = 4000
_KEPT: Final = 40


class Change(NamedTuple):
    """A run of a text that stays, is gone, or is new."""

    op: Literal["equal", "delete", "insert"]
    """What became of it."""
    text: str
    """The run, letter for letter."""


def word_diff(old: str, new: str) -> tuple[Change, ...]:
    """Return how one text became another; what is gone stands before what has come instead.

    Texts too long to be compared word by word have changed as a whole.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) > _MOST or len(after) > _MOST:
        return tuple(_changes(((old, new, old == new),)))
    return tuple(_changes(_runs(before, after)))


def in_brackets(changes: Iterable[Change]) -> str:
    """Write changes in one line: `in [-May-]{+June+}`; long runs are cut in their middle."""
    signs = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "".join(signs[op].format(_shortened(text)) for op, text in changes)


def _runs(before: list[str], after: list[str]) -> Iterator[tuple[str, str, bool]]:
    """Walk the runs that are equal or not; blanks between two that are not belong to them."""
    from rapidfuzz.distance import LCSseq  # late: only what has changed needs it

    gone = come = ""
    for run in LCSseq.opcodes(before, after):
        old = "".join(before[run.src_start : run.src_end])
        new = "".join(after[run.dest_start : run.dest_end])
        is_between = old.isspace() and (gone or come) and run.src_end < len(before)
        if run.tag == "equal" and not is_between:
            yield gone, come, False
            yield old, new, True
            gone = come = ""
        else:
            gone, come = gone + old, come + new
    yield gone, come, False


def _changes(runs: Iterable[tuple[str, str, bool]]) -> Iterator[Change]:
    for old, new, is_equal in runs:
        if is_equal and old:
            yield Change("equal", old)
        elif not is_equal:
            yield from (Change("delete", old),) if old else ()
            yield from (Change("insert", new),) if new else ()


def _shortened(text: str) -> str:
    return f"{text[:_KEPT]}…{text[-_KEPT:]}" if len(text) > 3 * _KEPT else text
