"""The way in: before anything else is imported, the garbage collector is sent to rest.

A command is over before garbage matters; collecting it while modules are imported and records
read is a tenth of a search, and the last collection at the end another. The explorer, which
stays, collects again.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line, `sys.argv` unless another is given, and return its exit code."""
    if arguments is not None:
        return _run(list(arguments))
    gc.disable()
    try:
        return _run(sys.argv[1:], is_alone=True)
    finally:
        gc.freeze()


def _run(words: list[str], *, is_alone: bool = False) -> int:
    """Run it, maybe in a process of its own.

    Whatever nobody has foreseen ends here, and in a sentence as well.
    """
    from tui.cli import surroundings  # late, as all that follows: the collector rests by now

    is_restricted = surroundings.begin(words)
    try:
        if is_restricted and is_alone:
            from tui import faults

            faults.keep_to_ourselves()
        return _run_in(words)
    except Exception as fault:  # noqa: BLE001 — nothing is above this but Python, which prints it
        from tui.cli.ending import to_fault

        return to_fault(fault, is_restricted=is_restricted)


def _run_in(words: list[str]) -> int:
    """Run it in surroundings that were seen to."""
    from tui.cli import direct

    if (line := direct.read(words, os.environ)) is None:
        from tui.cli.program import run

        return run(words)
    from tui.ahead.stage import Stage

    return direct.run(line, words, Stage.of(line, os.environ))
