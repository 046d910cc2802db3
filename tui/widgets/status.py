"""The line above and the line below: where one is, and what one can press.

Both are one line of Content. The lower one lends its place to a message, which the next key takes
away, and grows by as many lines as a long one needs; there are no pop-ups that cover text and no
timers.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui import commands, paint
from tui.layout import Pieces, cut, padded, width_of, wrap
from tui.standins import visible
from tui.views.card import Ink, Piece

MOST_LINES = 4
"""The lines that a message may take."""


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
        active = self.screen.active_bindings.values()
        keys = (each.binding.key for each in active if each.binding.id == "app.help")
        help_key = commands.spoken(next(keys, "question_mark"))
        tip = (Piece(help_key, "strong"), Piece(" help ", "dim"))
        room = width - width_of(line) - 2
        asides = (aside for aside in ((Piece(f"{self.whereabouts.name}   "), *tip), tip))
        if aside := next((aside for aside in asides if width_of(aside) <= room), None):
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
                if command.id not in found or command.keys.startswith(active.binding.key):
                    found[command.id] = (command.footer, key, command.label)
        self.keys = tuple((key, label) for _, key, label in sorted(found.values()))

    def watch_message(self) -> None:
        """Take as many lines as the message needs."""
        self._fit()

    def on_resize(self) -> None:
        """Break the message anew for another width."""
        self._fit()

    def _fit(self) -> None:
        height = len(self._told()) or 1
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height

    def _told(self) -> list[Pieces]:
        """Return the message in lines; what the last one has no room for is cut with a sign."""
        room = self.size.width - 2
        if not self.message or room <= 0:
            return []
        told = wrap(tuple(Piece(visible(each.text), each.ink) for each in self.message), room)
        lines, rest = told[: MOST_LINES - 1], told[MOST_LINES - 1 :]
        last = cut(tuple(piece for line in rest for piece in line), room)
        return [*lines, last] if rest else lines

    def render(self) -> RenderResult:
        """Draw the message, else as many keys as there is room for."""
        if told := self._told():
            return Content("\n").join(paint.content((Piece(" "), *line)) for line in told)
        line: Pieces = ()
        for key, label in self.keys:
            more = (Piece(" "), Piece(key, "strong"), Piece(f" {label} ", "dim"))
            if width_of(line) + width_of(more) > self.size.width:
                break
            line += more
        return paint.content(line) if line else Content("")
