"""The line above and the line below: where one is, and what one can press.

Both are one line of Content. The lower one lends its place to a short message, which the next key
takes away; there are no pop-ups that cover text and no timers.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui import commands, paint
from tui.layout import Pieces, cut, padded, width_of
from tui.views.card import Ink, Piece


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What the upper line says."""

    tabs: tuple[tuple[str, int, bool], ...] = ()
    """The four lists: name, size, and whether one is in that list."""
    name: str = ""
    """The database."""


class HeadLine(Widget):
    """The name of the program, the lists with their sizes, the database."""

    DEFAULT_CSS = "HeadLine { height: 1; background: $ink-faint; }"

    whereabouts: reactive[Whereabouts] = reactive(Whereabouts())

    def render(self) -> RenderResult:
        """Draw what there is room for: the lists first, the database's name last."""
        width = self.size.width
        name = (Piece(" wherefrom ", "accent"), Piece(" "))
        whole, short = self._tabs(with_sizes=True), self._tabs(with_sizes=False)
        fits = (line for line in ((*name, *whole), whole, short) if width_of(line) <= width)
        line = next(fits, short)
        aside = (Piece(f"{self.whereabouts.name}   "), Piece("?", "strong"), Piece(" help ", "dim"))
        room = width - width_of(line) - 2
        if width_of(aside) <= room:
            line = (*padded(line, width - width_of(aside)), *aside)
        return paint.content(cut(line, width))

    def _tabs(self, *, with_sizes: bool) -> Pieces:
        tabs: Pieces = ()
        for number, (label, size, is_here) in enumerate(self.whereabouts.tabs, start=1):
            words = f"{label} {size:,}" if with_sizes else label
            ink: Ink = "match" if is_here else "plain"
            tabs += (Piece(f" {number} ", "dim"), Piece(words, ink), Piece(" "))
        return tabs


class KeyLine(Widget):
    """The keys that can be pressed here, or a message."""

    DEFAULT_CSS = "KeyLine { height: 1; background: $ink-faint; }"

    message: reactive[Pieces] = reactive(())
    keys: reactive[tuple[tuple[str, str], ...]] = reactive(())

    def on_mount(self) -> None:
        """Follow the focus: other panes have other keys."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.gather())

    def gather(self) -> None:
        """Collect the keys of the commands that have a place in the footer, in their order."""
        found: dict[str, tuple[int, str, str]] = {}
        for active in self.screen.active_bindings.values():
            command = commands.BY_ID.get(active.binding.id or "")
            if command and command.footer and active.enabled:
                key = commands.spoken(active.binding.key)
                found.setdefault(command.id, (command.footer, key, command.label))
        self.keys = tuple((key, label) for _, key, label in sorted(found.values()))

    def render(self) -> RenderResult:
        """Draw the message, else as many keys as there is room for."""
        if self.message:
            return paint.content(cut((Piece(" "), *self.message), self.size.width))
        line: Pieces = ()
        for key, label in self.keys:
            more = (Piece(" "), Piece(key, "strong"), Piece(f" {label} ", "dim"))
            if width_of(line) + width_of(more) > self.size.width:
                break
            line += more
        return paint.content(line) if line else Content("")
