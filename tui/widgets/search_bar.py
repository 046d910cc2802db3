"""Where a query is typed; it says what was typed, what it may become, and when the reader is done.

What is missing of a half-typed term stands dim after the cursor; the bottom line lists what else it
may become. Both are worked out together with the letter, so that a key is drawn once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from db.errors import BadQuery
from tui import commands
from tui.messages import Say, Used
from tui.recall import Recall
from tui.standins import typable
from tui.widgets.typing_line import TypingLine

if TYPE_CHECKING:
    from db.completion import Completion

Complete = Callable[[str, int], "Completion | None"]
"""Says what the term before a place in a text may become."""


class _Underline(Highlighter):
    """Marks one place of what was typed, with a line that shows without colours too."""

    def __init__(self, problem: BadQuery) -> None:
        self._problem = problem

    def highlight(self, text: Text) -> None:
        """Mark the place."""
        text.stylize("underline reverse", self._problem.start, max(self._problem.end, 1))


@dataclass(frozen=True, slots=True)
class Offered:
    """What the term before the cursor may become, for a line of its own."""

    lead: str
    """What the words are values of, with its colon."""
    words: tuple[str, ...]
    """What each is called; may come from data."""
    chosen: int | None
    """Which one would be taken."""


class SearchBar(TypingLine):
    """One line to type in, without a frame and without a blinking cursor."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("search")
    DEFAULT_CSS = """
    SearchBar, SearchBar:focus {
        height: 1; border: none; padding: 0; width: 1fr;
        background: $background; color: $foreground; background-tint: transparent;
        & > .input--placeholder, & > .input--suggestion { text-style: italic; }
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

    @dataclass
    class Offers(Message):
        """There is something else to offer, or nothing any more."""

        offered: Offered | None
        """What."""

    def __init__(
        self,
        *,
        id: str,
        complete: Complete,
        earlier: Callable[[], Sequence[str]],
        hint: str = "type a name, a word, or type:hire",
    ) -> None:
        """Begin empty; be told who completes a term, and which queries were used before."""
        super().__init__(
            id=id,
            compact=True,
            select_on_focus=False,
            placeholder="type a name, a word, or type:hire to:meta",
        )
        self.cursor_blink = False
        self.hint = hint
        self.problem = ""
        self.completion: Completion | None = None
        self._complete, self._earlier = complete, earlier
        self._chosen: int | None = None
        self._offered: Offered | None = None
        self._held: BadQuery | None = None
        self._recall: Recall | None = None

    def fill(self, text: str) -> None:
        """Show a query that came from elsewhere, without reporting it as typed."""
        if text != self.value:
            with self.prevent(Input.Changed):
                self.value = text
            self.cursor_position = len(self.value)
            self._offer(None)

    def mark(self, problem: BadQuery | None) -> bool:
        """Underline the place of what cannot be read, or nothing; say whether that is news.

        A term that is still being typed, and that something is offered for, is not wrong yet.
        """
        before = self.problem
        self._held = problem if problem and self._is_unfinished(problem) else None
        self._underline(None if self._held else problem)
        return bool(before or self.problem)

    def _is_unfinished(self, problem: BadQuery) -> bool:
        from db.completion import begun  # on the way to a problem only

        found = self.completion
        place = (found.start, found.end) if found else begun(self.value, self.cursor_position)
        if place is None or not self.has_focus:
            return False
        return place[0] <= problem.start and problem.end <= place[1]

    def _underline(self, problem: BadQuery | None) -> None:
        self.problem = str(problem or "")
        self.highlighter = _Underline(problem) if problem else None
        self.set_class(problem is not None, "-wrong")
        self.refresh()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Report what was typed, and offer what it may become."""
        event.stop()
        self._look()
        self.post_message(self.Edited(event.value))

    def watch_selection(self) -> None:
        """Offer nothing any more when the cursor goes elsewhere."""
        if self.completion is not None and self.cursor_position != self.completion.end:
            self._offer(None)

    def _look(self) -> None:
        self._offer(self._complete(self.value, self.cursor_position) if self.has_focus else None)

    def _offer(self, completion: Completion | None) -> None:
        """Take a completion over; what is whole as it stands is completed only on request."""
        self.completion = completion
        self._choose(None if completion is None or completion.is_whole else 0)

    def _choose(self, number: int | None) -> None:
        """Show one of the offers after the cursor, and tell of all of them."""
        self._chosen, found = number, self.completion
        is_at_end = self.cursor_position == len(self.value)
        rest = found.offers[number].rest if found and number is not None and is_at_end else ""
        self._suggestion = self.value + rest if rest else ""  # drawn dim by Input
        words = tuple(each.words for each in found.offers) if found else ()
        offered = Offered(found.lead, words, number) if found else None
        if offered != self._offered:
            self._offered = offered
            self.post_message(self.Offers(offered))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Leave Tab to the panes where there is nothing to take."""
        is_idle = {"take": self._chosen is None, "next_offer": self.completion is None}
        return None if is_idle.get(action) else True

    def action_take(self) -> None:
        """Put what is offered in the place of the half-typed term."""
        if self.completion is not None and self._chosen is not None:
            text, cursor = self.completion.taken(self.value, self._chosen)
            self.value = text
            self.cursor_position = cursor

    def action_next_offer(self) -> None:
        """Offer the next of what the term may become; after the last one, the first again."""
        if self.completion is not None:
            after = 0 if self._chosen is None else self._chosen + 1
            self._choose(after % len(self.completion.offers))

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 — Textual's
        """Go right; at the end, take what is offered."""
        if self._suggestion and self.cursor_at_end and not select:
            self.action_take()
        else:
            super().action_cursor_right(select)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take `/` as a letter too; Textual, which asks by Unicode's names, knows no SLASH."""
        return key == "slash" or super().check_consume_key(key, character)

    def on_blur(self) -> None:
        """Tell of a term that stays unfinished, and offer nothing any more."""
        self._offer(None)
        if self._held is not None:
            self._underline(self._held)
            self._held = None
            self.post_message(Say(self.problem, is_problem=True))

    def action_older(self) -> None:
        """Show the query that was used before this one."""
        if self._recall is None or self._recall.text != self.value:
            self._recall = Recall.begin([typable(each) for each in self._earlier()], self.value)
        self._show(self._recall.older())

    def action_newer(self) -> None:
        """Show the query that was used after this one; after the last, what was being typed."""
        recall = self._recall
        if recall is None or recall.is_draft or recall.text != self.value:
            self.action_leave()
        else:
            self._show(recall.newer())

    def _show(self, recall: Recall) -> None:
        self._recall = recall
        self.value = recall.text
        self.cursor_position = len(self.value)

    def action_leave(self) -> None:
        """Go on to the results."""
        self._keep()
        self.post_message(self.Left())

    def action_clear(self) -> None:
        """Clear what was typed; with nothing typed, go on to the results."""
        self._keep()
        if self.value:
            self.value = ""
        else:
            self.post_message(self.Left())

    def _keep(self) -> None:
        self._recall = None
        if self.value.strip():
            self.post_message(Used(self.value))
