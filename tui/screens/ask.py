"""Small windows over a screen: choose from a few things by letter, or find one by typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.widgets import Input, Static

from tui import commands, paint
from tui.fitted import BROAD
from tui.layout import Pieces, lay_row
from tui.screens.window import Window
from tui.views.card import Cell, Piece, Row
from tui.widgets.lines import Lines
from tui.widgets.status import KeyLine
from tui.widgets.typing_line import TypingLine

DIALOG_CSS = """
    align: center top; background: transparent;
    & > Vertical {
        width: 72; max-width: 100%; height: auto; max-height: 80%; margin-top: 1;
        background: $background; border: solid $ink-accent; padding: 0 1;
    }
    &.-short > Vertical { margin-top: 0; max-height: 100%; }
    &.-low > Vertical, &.-flat > Vertical, &.-line > Vertical {
        margin-top: 0; max-height: 100%; border: none; padding: 0;
    }
    &.-thin > Vertical { border: none; padding: 0; }
    &.-flat KeyLine { display: none; }
    &.-line Static { display: none; }
    & Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    & Input, & Input:focus {
        border: none; height: 1; padding: 0; background: $background;
        background-tint: transparent;
        & > .input--placeholder { text-style: italic; }
    }
    & Choices { height: auto; }
    & KeyLine { background: $background; }
"""

_MOST: Final = 18
"""The most choices that are seen at once."""

_LOW, _SHORT, _TALL = 4, 7, 12
"""The lines from which on a window has keys, a frame, and a margin; see `tui.fitted`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose."""

    answer: str
    """What is handed back."""
    label: str
    """What it is called; may come from data."""
    aside: str = ""
    """What stands on the right: a key, a count."""
    detail: str = ""
    """A few words more, after the label."""
    letter: str = ""
    """The key that chooses it at once."""


class Choices(Lines):
    """The things to choose from."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__(id="choices")
        self.choices: tuple[Choice, ...] = ()

    def show(self, choices: Sequence[Choice]) -> None:
        """Take other choices over, with the cursor on the first."""
        self.choices = tuple(choices)
        self.styles.height = max(len(self.choices), 1)
        self.renew(cursor=0 if self.choices else None)

    def on_mount(self) -> None:
        """Take no more lines than the window has for them."""
        self.fit(self.screen.size)

    def fit(self, size: Size) -> None:
        """Leave room for what stands above and below in a screen of this size."""
        lines = size.height
        frame = 2 if lines >= _SHORT and size.width >= BROAD else 0
        beside = frame + (2 if lines >= _LOW else 1)
        most = (lines * 4 // 5 if lines >= _TALL else lines) - beside
        self.styles.max_height = max(min(most, _MOST), 1)

    def count(self) -> int:
        """Return how many there are."""
        return len(self.choices)

    def pieces(self, number: int, width: int) -> Pieces:
        """Lay one choice out."""
        choice = self.choices[number]
        head = (Piece(f"{choice.letter}  ", "strong"),) if choice.letter else ()
        title = Cell((*head, Piece(choice.label)))
        row = Row("", title, aside=choice.aside, snippet=Cell.of(choice.detail, "dim"))
        return lay_row(row, width)


class Dialog(Window[str | None]):
    """What both windows have in common: a list, Enter to choose, Esc to leave."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings("dialog")
    choices = getters.query_one("#choices", Choices)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the keys and the cursor in view."""
        self.choices.fit(event.size)

    def action_dismiss_dialog(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    def action_move(self, step: int) -> None:
        """Move the cursor, wherever the focus is."""
        if step > 0:
            self.choices.action_down()
        else:
            self.choices.action_up()

    @on(Lines.Chosen)
    def action_accept(self) -> None:
        """Hand back what the cursor is on."""
        if self.choices.cursor is not None:
            self.dismiss(self.choices.choices[self.choices.cursor].answer)


class Choose(Dialog):
    """Choose one of a few things by its letter, or with the cursor."""

    DEFAULT_CSS = f"Choose {{ {DIALOG_CSS} }}"

    def __init__(self, prompt: str, choices: Sequence[Choice], *, any_letter: bool = False) -> None:
        """Say what is asked; with `any_letter`, a letter that no choice has is an answer too."""
        super().__init__()
        self._prompt, self._offered, self._any_letter = prompt, choices, any_letter

    def compose(self) -> ComposeResult:
        """Lay the window out: the question, the choices, the keys."""
        with Vertical():
            yield Static(paint.content((Piece(self._prompt, "head"),)))
            yield Choices()
            yield KeyLine()

    def on_mount(self) -> None:
        """Offer the choices."""
        self.choices.show(self._offered)
        self.choices.focus()

    def on_key(self, event: events.Key) -> None:
        """Take a letter as the answer."""
        letter = event.character or ""
        for choice in self._offered:
            if letter and letter == choice.letter:
                event.stop()
                self.dismiss(choice.answer)
                return
        if self._any_letter and letter.isalnum():
            event.stop()
            self.dismiss(letter)


class Field(TypingLine):
    """Where one types; its Enter is the dialog's, and is offered as that."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(commands.BY_ID["dialog.accept"].binding, action="submit")
    ]


class Name(Window[str | None]):
    """Type a name, or take the one that is suggested."""

    BINDINGS: ClassVar[list[BindingType]] = [commands.BY_ID["dialog.dismiss"].binding]
    DEFAULT_CSS = f"Name {{ {DIALOG_CSS} }}"

    def __init__(self, prompt: str, suggested: str) -> None:
        """Say what the name is for, and suggest one that the first letter typed replaces."""
        super().__init__()
        self._prompt, self._suggested = prompt, suggested

    def compose(self) -> ComposeResult:
        """Lay the window out: what is named, the name, the keys."""
        with Vertical():
            yield Static(paint.content((Piece(self._prompt, "head"),)))
            field = Field(self._suggested, id="field", compact=True)
            field.cursor_blink = False
            yield field
            yield KeyLine()

    def action_dismiss_dialog(self) -> None:
        """Close without a name."""
        self.dismiss(None)

    @on(Input.Submitted)
    def accept(self, event: Input.Submitted) -> None:
        """Hand the name back."""
        self.dismiss(event.value)


class Find(Dialog):
    """Find one of many things by typing a few letters."""

    DEFAULT_CSS = f"Find {{ {DIALOG_CSS} }}"

    def __init__(self, prompt: str, offers: Callable[[str], Sequence[Choice]]) -> None:
        """Say what to type, and who answers to it."""
        super().__init__()
        self._prompt, self._offers = prompt, offers

    def compose(self) -> ComposeResult:
        """Lay the window out: the field, what it finds, the keys."""
        with Vertical():
            field = Field(id="field", compact=True)
            field.hint, field.cursor_blink = self._prompt, False
            yield field
            yield Choices()
            yield KeyLine()

    def on_mount(self) -> None:
        """Offer what there is before a letter is typed."""
        self.choices.show(self._offers(""))

    @on(Input.Changed)
    def offer(self, event: Input.Changed) -> None:
        """Offer what fits the letters typed so far."""
        self.choices.show(self._offers(event.value))

    @on(Input.Submitted)
    def choose(self) -> None:
        """Take what the cursor is on."""
        self.action_accept()
