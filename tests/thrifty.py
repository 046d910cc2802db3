"""A small app whose screen is sent as differences, to be run in a terminal: see `main`."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.reactive import var
from textual.widgets import Input, Static

_DOES = {"n": "count", "f": "write", "x": "break", "l": "redraw", "i": "type"}


class Field(Input):
    """A line to type in, whose cursor stands still."""

    cursor_blink = var(default=False)


def take_away(where: str) -> None:
    """Let something of Textual's be another than it was, but work as ever."""
    module, _, path = where.partition(":")
    *owners, name = path.split(".")
    owner: Any = import_module(module)
    for each in owners:
        owner = getattr(owner, each)
    was = getattr(owner, name)
    if isinstance(was, type) or not callable(was):
        delattr(owner, name)
    else:
        setattr(owner, name, lambda *given, **named: was(*given, **named))


def small() -> App[int]:
    """Return the app, made of what is there by now."""
    from tui.terminal.abilities import of_terminal
    from tui.terminal.thrift import ThriftyApp

    class Small(ThriftyApp):
        """Counts keys on three lines."""

        CSS = "Static { height: 1; }"
        BINDINGS: ClassVar[list[BindingType]] = [(key, does, "") for key, does in _DOES.items()]
        count = 0

        def compose(self) -> ComposeResult:
            yield Static("first line of all, which never changes")
            yield Static("counted: 0", id="count")
            yield Static("last line of all, as unchanging")

        def action_count(self) -> None:
            self.count += 1
            self.query_one("#count", Static).update(f"counted: {self.count}")

        def action_write(self) -> None:
            assert self._driver is not None
            self._driver.write("\x1b[1;1H\x1b[41msomebody else\x1b[2;6r\x1b[4h")

        def action_break(self) -> None:
            """Let the next update be one that nobody has seen before."""
            from tui.terminal import updates

            updates.pieces = lambda *_: [][0]

        def action_type(self) -> None:
            self.mount(Field(compact=True, placeholder="letters"))
            self.query_one(Field).focus()

        def action_redraw(self) -> None:
            self.redraw()

    return Small(of_terminal({"TERM": "xterm-256color"}))


def main() -> None:
    """Run the app; what is named on the command line is not as the layer takes it to be."""

    import_module("textual.drivers.linux_driver")  # which has what it needs from here on
    for where in sys.argv[1:]:
        take_away(where)
    small().run(mouse=False)


if __name__ == "__main__":
    main()
