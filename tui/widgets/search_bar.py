"""Where a query is typed; it says what was typed and when the reader is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from db.errors import BadQuery
from tui import commands


class _Underline(Highlighter):
    """Marks one place of what was typed, with a line that shows without colours too."""

    def __init__(self, problem: BadQuery) -> None:
        self._problem = problem

    def highlight(self, text: Text) -> None:
        """Mark the place."""
        text.stylize("underline reverse", self._problem.start, max(self._problem.end, 1))


class SearchBar(Input):
    """One line to type in, without a frame and without a blinking cursor."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("search")
    DEFAULT_CSS = """
    SearchBar, SearchBar:focus {
        height: 1; border: none; padding: 0; width: 1fr;
        background: $background; color: $foreground; background-tint: transparent;
    }
    """

    @dataclass
    class Edited(Message):
        """The text is another one."""

        text: str
        """The whole of it."""

    @dataclass
    class Left(Message):
        """The reader goes on to the results."""

    def __init__(self, *, id: str) -> None:
        """Begin empty."""
        super().__init__(
            id=id,
            compact=True,
            select_on_focus=False,
            placeholder="type a name, a word, or type:hire to:meta",
        )
        self.cursor_blink = False
        self.problem = ""

    def fill(self, text: str) -> None:
        """Show a query that came from elsewhere, without reporting it as typed."""
        if text != self.value:
            with self.prevent(Input.Changed):
                self.value = text
            self.cursor_position = len(text)

    def mark(self, problem: BadQuery | None) -> bool:
        """Underline the place of what cannot be read, or nothing; say whether that is news."""
        before, self.problem = self.problem, str(problem or "")
        self.highlighter = _Underline(problem) if problem else None
        self.set_class(problem is not None, "-wrong")
        self.refresh()
        return bool(before or problem)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Report what was typed."""
        event.stop()
        self.post_message(self.Edited(event.value))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take `/` as a letter too; Textual, which asks by Unicode's names, knows no SLASH."""
        return key == "slash" or super().check_consume_key(key, character)

    def action_leave(self) -> None:
        """Go on to the results."""
        self.post_message(self.Left())

    def action_clear(self) -> None:
        """Clear what was typed; with nothing typed, go on to the results."""
        if self.value:
            self.value = ""
        else:
            self.post_message(self.Left())
