"""A reader who only listens: lines go in, and what plain mode says comes out as lines of words."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from db.library import Library
from db.texts import Texts
from tui.address import parse
from tui.desk import Desk
from tui.plain.console import Console
from tui.plain.sitting import Sitting
from tui.session import Session
from tui.shelf import Shelf
from tui.state import Place


class Typist(io.StringIO):
    """What a person types: a terminal, as far as one can ask."""

    def isatty(self) -> bool:
        """Whether somebody is there to be asked."""
        return True


class Quiet(Session):
    """A session whose clipboard is a list."""

    copied: list[str]

    def copy(self, text: str, write: Callable[[str], None]) -> str:  # noqa: ARG002
        """Keep what is copied."""
        self.copied.append(text)
        return "Kept by the test."


class Listener:
    """A sitting of plain mode over two streams in memory."""

    def __init__(
        self,
        home: Path,
        library: Library,
        view: str = "people",
        *,
        typed: str | None = None,
        is_restricted: bool = False,
        texts: tuple[Path, ...] = (),
        encoding: str = "utf-8",
    ) -> None:
        """Sit down at a view; what is `typed` in a terminal answers what is asked."""
        self._bytes = io.BytesIO()
        self.answers = io.TextIOWrapper(self._bytes, encoding, errors="backslashreplace")
        self.errors = io.StringIO()
        source = io.StringIO() if typed is None else Typist(typed)
        self.console = Console({"TERM": "dumb"}, source, self.answers, self.errors)
        path = library.path or home / "base.json"
        folder = None if is_restricted else home
        self.session = Quiet(path, Texts(texts), folder, folder, {})
        self.session.copied = []
        desk = Desk(library, Shelf(Texts(texts)), reading_key="repaired")
        self.sitting = Sitting(self.console, desk, self.session, Place(parse(view)))
        self.sitting.begin(self.sitting.led(parse(view))[0])
        self.heard()

    def heard(self) -> list[str]:
        """What was said since the last time."""
        self.answers.flush()
        said = self._bytes.getvalue().decode(self.answers.encoding)
        self._bytes.seek(0)
        self._bytes.truncate()
        return said.splitlines()

    def say(self, *lines: str) -> list[str]:
        """Say something, and hear what is answered to the last of it."""
        for line in lines:
            self.heard()
            self.sitting.carry_out(line)
        return self.heard()

    def complaint(self, line: str) -> str:
        """Say something that cannot be, and hear why."""
        self.errors.seek(0)
        self.errors.truncate()
        self.sitting.carry_out(line)
        return self.errors.getvalue().strip()

    def numbers(self) -> int:
        """How many numbers there are."""
        return len(self.sitting.numbered)
