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
        return _run(sys.argv[1:])
    finally:
        gc.freeze()


def _run(words: list[str]) -> int:
    from tui.cli import surroundings  # late, as all that follows: the collector rests by now

    surroundings.begin(words)
    from tui.cli import direct

    if (line := direct.read(words, os.environ)) is None:
        from tui.cli.program import run

        return run(words)
    from tui.ahead.stage import Stage

    return direct.run(line, words, Stage.of(line, os.environ))
