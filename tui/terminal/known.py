"""Whether the insides of this Textual are what the layer takes them for.

Everything private that the room touches is a row here. Where one is not as it was, the app writes
as Textual does: more bytes, the same screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.strip import Strip

Touch = tuple[str, Callable[[], bool]]


def _takes(function: object, *names: str) -> bool:
    """Whether a function has parameters of these names, after `self` and in this order."""
    function = getattr(function, "__func__", function)
    code = getattr(getattr(function, "__wrapped__", function), "__code__", None)
    return code is not None and code.co_varnames[1 : len(names) + 1] == names


TOUCHES: Final[tuple[Touch, ...]] = (
    ("App._display(screen, renderable)", lambda: _takes(App._display, "screen", "renderable")),
    ("App._begin_update()", lambda: _takes(App._begin_update)),
    ("App._end_update()", lambda: _takes(App._end_update)),
    (
        "CompositorUpdate.render_segments(console)",
        lambda: _takes(CompositorUpdate.render_segments, "console"),
    ),
    (
        "LayoutUpdate(strips, region)",
        lambda: _takes(LayoutUpdate.__init__, "strips", "region"),
    ),
    (
        "ChopsUpdate(chops, spans, chop_ends)",
        lambda: _takes(ChopsUpdate.__init__, "chops", "spans", "chop_ends"),
    ),
    (
        "Strip.render_ansi(style, color_system)",
        lambda: _takes(Strip.render_ansi, "style", "color_system"),
    ),
    ("Style._ansi", lambda: hasattr(Style(), "_ansi")),
    ("LinuxDriver.write(data)", lambda: _takes(LinuxDriver.write, "data")),
    (
        "LinuxDriver.process_message(message)",
        lambda: _takes(LinuxDriver.process_message, "message"),
    ),
    ("LinuxDriver.run_input_thread()", lambda: _takes(LinuxDriver.run_input_thread)),
    ("XTermParser.feed(data)", lambda: _takes(XTermParser.feed, "data")),
    ("XTermParser.tick()", lambda: _takes(XTermParser.tick)),
    (
        "LinuxDriver.start_application_mode()",
        lambda: _takes(LinuxDriver.start_application_mode),
    ),
)
"""What is touched, in words, and how to see that it is there."""


def unknown() -> str:
    """Return what of Textual is not as it was, in words, or nothing."""
    for words, is_there in TOUCHES:
        try:
            if not is_there():
                return words
        except AttributeError:
            return words
    return ""
