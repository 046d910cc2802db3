"""The line above and the line below: where one is, and what one can press.

Both are one line of Content. The lower one lends its place to a message, which the next key takes
away, and grows by as many lines as a long one needs; there are no pop-ups that cover text and no
timers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui import commands, paint
from tui.layout import Pieces, cut, padded, width_of, wrap
from tui.standins import visible
from tui.views.card import Ink, Piece
from tui.widgets.search_bar import Offered

_SIGN = 8
"""The cells that a sign of saved queries needs, before a tip has them."""

_LEAST_SAVED = 24
"""The cells that saved queries need before sizes of lists have to make room."""

_LEAST_ROOM = 24
"""The cells that offers need beside the keys that take them."""

MOST_LINES = 4
"""The lines that a message may take; on a low screen, a third of them all."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What the upper line says."""

    tabs: tuple[tuple[str, int, bool], ...] = ()
    """The four lists: name, size, and whether one is in that list."""
    name: str = ""
    """The database."""
    saved: tuple[str, ...] = ()
    """The names of the saved queries."""


def key_of(widget: Widget, command: str) -> str:
    """Return the first key of a command that can be pressed where a widget is, as printed."""
    active = widget.screen.active_bindings.values()
    keys = (each.binding.key for each in active if each.binding.id == command)
    return commands.spoken(next(keys, commands.BY_ID[command].keys.split(",")[0]))


class HeadLine(Widget):
    """The name of the program, the lists with their sizes, the database."""

    DEFAULT_CSS = "HeadLine { height: 1; background: $ink-faint; }"

    whereabouts: reactive[Whereabouts] = reactive(Whereabouts())
    help_key: reactive[str] = reactive("")

    def on_mount(self) -> None:
        """Follow the focus: where one types, help has another key."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._gather())

    def _gather(self) -> None:
        self.help_key = key_of(self, "app.help")

    def render(self) -> RenderResult:
        """Draw what there is room for: the lists first, the database's name last."""
        width = self.size.width
        name = (Piece(" wherefrom ", "accent"), Piece(" "))
        whole, short = self._tabs(with_sizes=True), self._tabs(with_sizes=False)
        tip = (Piece(key_of(self, "app.help"), "strong"), Piece(" help ", "dim"))
        saved = self._saved()
        least = min(width_of(saved), _LEAST_SAVED) + width_of(tip) if saved else 0
        fits = (line for line in ((*name, *whole), whole, short) if width_of(line) + least <= width)
        line = next(fits, short)
        if saved:
            left = width - width_of(line)
            line = (*line, *cut(saved, max(left - width_of(tip) - 2, min(left, _SIGN))))
        room = width - width_of(line) - 2
        asides = (aside for aside in ((Piece(f"{self.whereabouts.name}   "), *tip), tip))
        if aside := next((aside for aside in asides if width_of(aside) <= room), None):
            line = (*padded(line, width - width_of(aside)), *aside)
        return paint.content(cut(line, width))

    def _saved(self) -> Pieces:
        names = self.whereabouts.saved
        keys = [key_of(self, each.id) for each in commands.SAVED] if names else []
        return saved_tabs(names, keys)

    def _tabs(self, *, with_sizes: bool) -> Pieces:
        tabs: Pieces = ()
        for number, (label, size, is_here) in enumerate(self.whereabouts.tabs, start=1):
            words = f"{label} {size:,}" if with_sizes else label
            ink: Ink = "match" if is_here else "plain"
            tabs += (Piece(f" {number} ", "dim"), Piece(words, ink), Piece(" "))
        return tabs


def saved_tabs(names: Sequence[str], keys: Sequence[str]) -> Pieces:
    """Lay the saved queries out, those with a key by name, and how many more there are."""
    tabs: Pieces = (Piece(" ·", "dim"),) if names else ()
    for key, name in zip(keys, names, strict=False):
        tabs += (Piece(f" {key} ", "dim"), Piece(visible(name)), Piece(" "))
    more = len(names) - len(keys)
    return (*tabs, Piece(f" +{more} ", "dim")) if more > 0 else tabs


class KeyLine(Widget):
    """The keys that can be pressed here, or a message, or what a half-typed term may become."""

    DEFAULT_CSS = "KeyLine { height: 1; background: $ink-faint; }"

    message: reactive[Pieces] = reactive(())
    offered: reactive[Offered | None] = reactive(None)
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
        most = max(min(MOST_LINES, self.screen.size.height // 3), 1)
        lines, rest = told[: most - 1], told[most - 1 :]
        last = cut(tuple(piece for line in rest for piece in (*line, Piece(" "))), room)
        return [*lines, last] if rest else lines

    def render(self) -> RenderResult:
        """Draw the message, else as many keys as there is room for."""
        if told := self._told():
            return Content("\n").join(paint.content((Piece(" "), *line)) for line in told)
        if self.offered is not None:
            take, follow = key_of(self, "search.take"), key_of(self, "search.next-offer")
            return paint.content(offers_line(self.offered, self.size.width, take, follow))
        line: Pieces = ()
        for key, label in self.keys:
            more = (Piece(" "), Piece(key, "strong"), Piece(f" {label} ", "dim"))
            if width_of(line) + width_of(more) > self.size.width:
                break
            line += more
        return paint.content(line) if line else Content("")


def offers_line(offered: Offered, width: int, take: str, follow: str) -> Pieces:
    """Lay out what a half-typed term may become, the one that would be taken marked.

    It is always in view, whatever stands before it; what is left out on the right has a sign.
    """
    lead = (Piece(" "), Piece(offered.lead, "strong")) if offered.lead else ()
    takes = (Piece(f" {take}", "strong"), Piece(" takes ", "dim"))
    keys = (*(takes if offered.chosen is not None else ()), Piece(f" {follow}", "strong"))
    tips = (*keys, Piece(" next ", "dim"))
    room = width - width_of(lead) - width_of(tips)
    words = [visible(each) for each in offered.words]
    first = 0
    while first < (offered.chosen or 0) and _width(words[first : (offered.chosen or 0) + 1]) > room:
        first += 1
    shown: Pieces = (Piece(" …", "dim"),) if first else ()
    for number, each in enumerate(words[first:], start=first):
        is_chosen = number == offered.chosen
        shown += (Piece("▌" if is_chosen else " ", "accent"),)
        shown += (Piece(f"{each} ", "strong" if is_chosen else "plain"),)
    if room < _LEAST_ROOM:
        return cut((*lead, *shown), width)
    return (*lead, *padded(cut(shown, room), room), *tips)


def _width(words: Sequence[str]) -> int:
    return sum(cell_len(each) + 2 for each in words) + 2
