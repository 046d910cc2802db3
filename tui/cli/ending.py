"""How a run of `wherefrom` ends: an exit code, and every error as a sentence.

Exit codes are a promise: 0 fine, 1 nothing found or `verify` found problems, 2 wrong usage or
refused input, 70 a mistake of ours, 130 interrupted. A closed pipe is no failure: whoever closed it
had enough.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from db.errors import BadQuery, NotFound, WherefromError
from tui.cli import output

FINE: Final = 0
"""Everything went as asked."""

NOTHING: Final = 1
"""Nothing was found, or `verify` found problems."""

REFUSED: Final = 2
"""Wrong usage, or input that was refused."""

FAULT: Final = 70
"""Ended by a mistake of ours; C programs have the same number for it (`EX_SOFTWARE`)."""

INTERRUPTED: Final = 130
"""Ended by ctrl+c."""


def to_exit_code(work: Callable[[], int]) -> int:
    """Run something so that nothing but an exit code comes out of it."""
    output.prepare()
    try:
        code = _told(work)
        output.finish()
    except BrokenPipeError:
        output.abandon()
        return FINE
    except KeyboardInterrupt:
        output.say("Interrupted.")
        return INTERRUPTED
    except OSError as error:
        output.abandon()
        output.say(f"wherefrom: {_place(error)}{error.strerror or error}.")
        return REFUSED
    return code


def to_fault(fault: Exception, *, is_restricted: bool) -> int:
    """Tell of a mistake of ours, and return its exit code."""
    from tui import faults

    return to_told_fault(faults.told(fault, is_restricted=is_restricted))


def to_told_fault(words: str) -> int:
    """Tell of one whose sentence is there already."""
    output.say(words)
    return FAULT


def _told(work: Callable[[], int]) -> int:
    """Run something, and say what is wrong where that is one of our own errors."""
    try:
        return work()
    except NotFound as error:
        output.say(f"wherefrom: {error}")
        return NOTHING
    except BadQuery as error:
        typed, _, marks = error.marked.rpartition("\n")
        output.say(f"wherefrom: {error}", typed, marks)
    except WherefromError as error:
        output.say(f"wherefrom: {error}")
    return REFUSED


def _place(error: OSError) -> str:
    return f"{error.filename}: " if error.filename else "the output cannot be written: "
