"""The page before the first place: shows how far a large database is, and lets one leave.

It is modal, as no command means anything before there is a library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widget import Widget

from tui import paint
from tui.layout import cut
from tui.views import preparing
from tui.views.working import fitting

if TYPE_CHECKING:
    from db.library.preparing import Progress


class Meter(Widget):
    """The lines that tell how far it is."""

    DEFAULT_CSS = "Meter { height: 1fr; margin: 2 3; }"

    progress: reactive[Progress | None] = reactive(None)

    def __init__(self, name: str, size: int) -> None:
        """Tell of a file with this name and so many bytes."""
        super().__init__()
        self._file, self._bytes = name, size

    def render(self) -> RenderResult:
        """Draw what is known."""
        width, height = self.size
        lines = preparing.page(self._file, self._bytes, self.progress, width)
        seen = fitting(lines, height)
        return Content("\n").join(paint.content(cut(line, width)) for line in seen)


class OpeningPage(ModalScreen[None]):
    """What stands on the screen while a database is prepared."""

    DEFAULT_CSS = """
    OpeningPage {
        background: $background;
        &.-short Meter { margin: 0 1; }
        &.-low Meter, &.-flat Meter, &.-line Meter { margin: 0; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+c,ctrl+q", "app.give_up", "leave", priority=True)
    ]

    progress: reactive[Progress | None] = reactive(None)
    """How far it is."""

    def __init__(self, name: str, size: int) -> None:
        """Tell of a file with this name and so many bytes."""
        super().__init__()
        self._meter = Meter(name, size)

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield self._meter

    def watch_progress(self) -> None:
        """Draw the bar anew."""
        self._meter.progress = self.progress
