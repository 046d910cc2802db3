"""Whether the insides of this Textual are what the layer takes them for.

Everything private that the room touches is a row here. Where one is not as it was, the app writes
as Textual does: more bytes, the same screen.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final, NamedTuple


class Touch(NamedTuple):
    """Something in Textual, or in Rich, that the layer stands on."""

    module: str
    name: str
    """A class or an attribute of one, with dots."""
    parameters: str | None = None
    """Where it is called or overridden: what it takes after `self`, in order."""


TOUCHES: Final = (
    Touch("textual.app", "App._display", "screen renderable"),
    Touch("textual.app", "App._handle_exception", "error"),
    Touch("textual.app", "App._fatal_error", ""),
    Touch("textual.app", "App._close_messages_no_wait", ""),
    Touch("textual.app", "App._begin_update", ""),
    Touch("textual.app", "App._end_update", ""),
    Touch("textual.screen", "Screen._compositor_refresh", ""),
    Touch("textual._compositor", "CompositorUpdate.render_segments", "console"),
    Touch("textual._compositor", "LayoutUpdate.__init__", "strips region"),
    Touch("textual._compositor", "ChopsUpdate.__init__", "chops spans chop_ends"),
    Touch("textual.strip", "Strip.render_ansi", "style color_system"),
    Touch("rich.style", "Style._ansi"),
    Touch("textual.drivers.linux_driver", "LinuxDriver.write", "data"),
    Touch("textual.drivers.linux_driver", "LinuxDriver.process_message", "message"),
    Touch("textual.drivers.linux_driver", "LinuxDriver.run_input_thread", ""),
    Touch("textual.drivers.linux_driver", "LinuxDriver.start_application_mode", ""),
    Touch("textual.drivers.linux_driver", "LinuxDriver.stop_application_mode", ""),
    Touch("textual.drivers.linux_driver", "LinuxDriver._sigtstp_application"),
    Touch("textual.drivers.linux_driver", "LinuxDriver._sigcont_application"),
    Touch("textual.drivers.linux_driver", "LinuxDriver._enable_in_band_window_resize", ""),
    Touch("textual._xterm_parser", "XTermParser.__init__", "debug"),
    Touch("textual._xterm_parser", "XTermParser.feed", "data"),
    Touch("textual._xterm_parser", "XTermParser.tick", ""),
    Touch("textual._xterm_parser", "XTermParser._sequence_to_key_events", "sequence alt"),
    Touch("textual._parser", "ParseError"),
)
"""What is touched, beside what objects are given when they are made."""

GIVEN: Final = (
    ("textual.app", "App", ("_batch_count", "_driver", "_exception", "_sync_available")),
    (
        "textual.drivers.linux_driver",
        "LinuxDriver",
        ("attrs_before", "exit_event", "fileno", "_file", "_in_band_window_resize"),
    ),
    ("textual.driver", "Driver", ("_app", "_auto_restart", "_debug", "_loop")),
    ("rich.console", "Console", ("_color_system",)),
)
"""What objects of a class are given when they are made."""


def unknown() -> str:
    """Return what of Textual is not as it was, in words, or nothing."""
    for touch in TOUCHES:
        if not _is_there(touch):
            return f"{touch.module}.{touch.name}"
    for module, name, attributes in GIVEN:
        try:
            given = getattr(import_module(module), name).__init__.__code__.co_names
        except (ImportError, AttributeError):
            return f"{module}.{name}"
        for attribute in attributes:
            if attribute not in given:
                return f"{module}.{name}.{attribute}"
    return ""


def _is_there(touch: Touch) -> bool:
    try:
        found = import_module(touch.module)
        for name in touch.name.split("."):
            found = getattr(found, name)
    except (ImportError, AttributeError):
        return False
    return touch.parameters is None or _takes(found, *touch.parameters.split())


def _takes(function: object, *names: str) -> bool:
    """Whether a function has parameters of these names, after `self` and in this order."""
    function = getattr(function, "__func__", function)
    code = getattr(getattr(function, "__wrapped__", function), "__code__", None)
    return code is not None and code.co_varnames[1 : len(names) + 1] == names
