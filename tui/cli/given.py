"""Files that a command line names, of which a hyphen is standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final

import click

FILE: Final = click.Path(path_type=Path)
"""The type of an argument that is a file."""

STDIN: Final = Path("-")
"""What stands for standard input."""


def require_once(files: Sequence[Path]) -> None:
    """Refuse standard input given twice, as it can be read once only; raises `UsageError`."""
    if files.count(STDIN) > 1:
        raise click.UsageError("Standard input can be read once only. Give - once.")


def stdin() -> BinaryIO:
    """Return standard input as bytes, whose encoding the reader knows and the locale does not.

    Raises `UsageError` where whoever started us closed it.
    """
    if sys.stdin is None:
        raise click.UsageError("There is no standard input to read. Give a file.")
    return sys.stdin.buffer
