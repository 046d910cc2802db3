"""A page over the screen, to scroll; Enter leads to what a line is about."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import BindingType

from tui import commands
from tui.screens.window import Window
from tui.views.card import Card
from tui.widgets.cards import CardView
from tui.widgets.lines import Lines
from tui.widgets.status import KeyLine


class Sheet(Window[str | None]):
    """One page to scroll; hands back the view that the reader goes to, if to any."""

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(commands.BY_ID["dialog.dismiss"].binding, key="escape,q,backspace")
    ]
    DEFAULT_CSS = "Sheet { background: $background; & #page { height: 1fr; } }"
    page = getters.query_one("#page", CardView)

    def __init__(self, card: Card) -> None:
        """Take the page over."""
        super().__init__()
        self._card = card

    def compose(self) -> ComposeResult:
        """Lay the page and the keys out."""
        yield CardView(id="page")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the page."""
        self.page.show(self._card)
        self.page.focus()

    @on(Lines.Chosen)
    def follow(self) -> None:
        """Go to what the line is about."""
        if view := self.page.view:
            self.dismiss(view)

    def action_dismiss_dialog(self) -> None:
        """Go back to where one was."""
        self.dismiss(None)
