"""What a command writes: data on stdout, narration on stderr, nothing that rules a terminal.

Text from a database passes `tui.standins` here, so that no command can forget it.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Mapping
from typing import BinaryIO, TextIO

from tui.standins import escaped_json, visible


def prepare() -> None:
    r"""Let both streams take any character: what their encoding lacks is written as `\u…`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def line(text: str) -> None:
    """Write one line of data, made visible."""
    print(visible(text.rstrip()))


def document(content: Mapping[str, object]) -> None:
    """Write one JSON document; in plain ASCII where the stream is no UTF-8."""
    import json

    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    is_plain = not encoding.lower().replace("-", "").startswith("utf")
    print(escaped_json(json.dumps(content, ensure_ascii=is_plain, indent=2)))


def stream() -> BinaryIO:
    """Return stdout for bytes that no terminal will show: those of a file in another format."""
    sys.stdout.flush()
    return sys.stdout.buffer


def text(pieces: Iterable[str]) -> None:
    """Write a text of many lines on a terminal, each of them made visible."""
    rest = ""
    for piece in pieces:
        *lines, rest = f"{rest}{piece}".split("\n")
        for each in lines:
            print(visible(each))
    if rest:
        print(visible(rest))


def say(*lines: str) -> None:
    """Write narration: what was done, how many more there are, what went wrong."""
    try:
        for each in lines:
            print(visible(each.rstrip()), file=sys.stderr, flush=True)
    except OSError:  # the exit code still tells, and there is nowhere else to say it
        _silence(sys.stderr)


def finish() -> None:
    """Write what is still held back, so that a failure shows while it can be told."""
    print(end="", flush=True)


def abandon() -> None:
    """Point stdout at nothing, where the reader has gone and the rest has no one to go to."""
    _silence(sys.stdout)


def _silence(stream: TextIO) -> None:
    """Let what a stream still holds back go nowhere, so that the end of the run cannot fail."""
    if isinstance(stream, io.TextIOWrapper):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
