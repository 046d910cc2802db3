"""Where a session of plain mode hears and answers: a terminal, a dumb one, or a pipe.

Nothing is written but lines of words. Where a person types on a terminal that takes escape
sequences, readline edits the line that is typed and completes it; where `TERM` is `dumb` or empty
no sequence is sent at all, and in a pipe no prompt either.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import unicodedata
from collections.abc import Mapping
from typing import Final, TextIO

from tui.cli.options import as_text
from tui.looks import says_utf8
from tui.plain.wording import in_ascii
from tui.standins import visible

PROMPT: Final = "wherefrom> "
LONGEST: Final = 10_000
"""The most characters of a line that is typed or piped in."""

_KEPT: Final = 2
"""Lines of the screen that an answer leaves free: the word that there is more, and the prompt."""

_LEAST: Final = 3


class Console:
    """What is typed, and what is answered."""

    def __init__(
        self,
        environ: Mapping[str, str],
        source: TextIO | None = None,
        answers: TextIO | None = None,
        errors: TextIO | None = None,
    ) -> None:
        """Take the streams of the process, unless others are given."""
        self._source = source or sys.stdin or io.StringIO()
        self._answers = answers or sys.stdout or io.StringIO()
        self._errors = errors or sys.stderr or io.StringIO()
        self.is_asked = _is_terminal(self._source)
        """Whether a person types, so that there is somebody to ask."""
        self.has_pages = self.is_asked and _is_terminal(self._answers)
        """Whether an answer stops at the height of a screen."""
        is_plain = environ.get("TERM", "") in ("", "dumb")
        self.has_editing = self.has_pages and not is_plain and self._source is sys.stdin
        """Whether readline edits what is typed."""
        self._used = 0  # lines of the screen since something was last asked for
        self.has_failed = False
        """Whether something was asked for that cannot be."""
        if self.has_pages and "STY" in environ and not says_utf8(environ):
            self._send_ascii()
        encoding = getattr(self._answers, "encoding", None) or "utf-8"
        self._is_poor = not encoding.lower().replace("-", "").startswith("utf")
        if isinstance(self._source, io.TextIOWrapper):
            self._source.reconfigure(errors="surrogateescape")

    def ask(self, prompt: str = PROMPT) -> str | None:
        """Return the next line, without its end; None where there are no more."""
        self._used = 0
        if self.has_editing:
            self.finish()
            try:
                return as_text(input(self._shown(prompt)))
            except (EOFError, OSError):
                self.tell("")
                return None
        if self.is_asked:
            to = self._answers if self.has_pages else self._errors
            print(self._shown(prompt), end="", file=to, flush=True)
        return self._line()

    def _send_ascii(self) -> None:
        """Send ASCII alone: GNU screen without UTF-8 takes each byte for a letter or an order."""
        if isinstance(self._answers, io.TextIOWrapper):
            self._answers.reconfigure(encoding="ascii", errors="backslashreplace")

    def _line(self) -> str | None:
        """Read a line; one that is longer than any command is read to its end, and refused."""
        try:
            line = self._source.readline(LONGEST + 1)
            rest = line
            while len(rest) > LONGEST and not rest.endswith("\n"):
                rest = self._source.readline(LONGEST + 1)
        except (OSError, ValueError):  # the terminal is gone, or the stream was closed
            return None
        if not line:
            if self.has_pages:
                self.tell("")
            return None
        if len(line) > LONGEST and not line.endswith("\n"):
            self.complain(f"This line has more than {LONGEST:,} characters. Give a shorter one.")
            return ""
        return as_text(line.rstrip("\r\n"))

    def tell(self, words: str) -> None:
        """Write a line of an answer."""
        self._write(self._answers, words)

    def narrate(self, words: str) -> None:
        """Write what is going on; beside the answers, where nobody sits in front of them."""
        self._write(self._answers if self.has_pages else self._errors, words, flush=True)

    def _write(self, to: TextIO, words: str, *, flush: bool = False) -> None:
        self._used += self.height(words) if self.has_pages else 0
        print(self._shown(words), file=to, flush=flush)

    def complain(self, *lines: str) -> None:
        """Say what is wrong with what was asked for."""
        self.has_failed = True
        for words in lines:
            self.narrate(words)

    def finish(self) -> None:
        """Let whoever reads have what was written."""
        self._answers.flush()

    def send(self, sequence: str) -> None:
        """Send a sequence to the terminal, which only a terminal with editing is sent."""
        if not self.has_editing:
            raise OSError("this terminal takes no sequence")
        print(sequence, end="", file=self._answers, flush=True)

    @property
    def room(self) -> int | None:
        """How many more lines of the screen an answer may take; None for any."""
        if not self.has_pages:
            return None
        return max(max(self._size().lines - _KEPT, _LEAST) - self._used, 1)

    def height(self, words: str) -> int:
        """Return how many lines of the screen a line of an answer takes."""
        wide = sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in words)
        return max(-(-wide // max(self._size().columns, 1)), 1)

    def _size(self) -> os.terminal_size:
        with contextlib.suppress(OSError, ValueError, AttributeError):
            found = os.get_terminal_size(self._answers.fileno())
            if found.columns and found.lines:
                return found
        return os.terminal_size((80, 24))

    def _shown(self, words: str) -> str:
        """Return words as they may be written: nothing in them rules a terminal."""
        shown = visible(words.rstrip()) if words.strip() else ""
        if words.endswith(" ") and shown:
            shown += " "
        return in_ascii(shown) if self._is_poor else shown


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:  # closed before we began
        return False
