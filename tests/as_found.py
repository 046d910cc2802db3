"""What a process has only once: a test that changes it gives it back, or is named.

Tests share a process and come in random order. What one leaves behind another one meets: it fails
in one order of a hundred, and far from the test that is at fault.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import threading
from collections.abc import Set
from pathlib import Path
from typing import Any, Final

PATIENCE: Final = 60.0
"""Seconds in which a thread that a test has begun comes to its end."""

_SIGNALS: Final = tuple(signal.Signals)
_LIMITS: Final = tuple(
    getattr(resource, name)
    for name in dir(resource)
    if name.startswith("RLIMIT_") and name != "RLIMIT_CORE"  # which a restricted session gives up
)


def hear_signals() -> None:
    """Hear the signals that whoever runs the tests ignores, as `nohup` and a shell's `&` do.

    A process that is started inherits a deaf ear, and tests send signals to those that they start.
    """
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTSTP):
        if signal.getsignal(number) is signal.SIG_IGN:
            is_key = number == signal.SIGINT
            signal.signal(number, signal.default_int_handler if is_key else signal.SIG_DFL)


def state() -> dict[str, Any]:
    """Look at everything that is this process's own; it takes some microseconds."""
    mask = os.umask(0o077)
    os.umask(mask)
    return {
        "whether garbage is collected": gc.isenabled(),
        "the folder": Path.cwd(),
        "the mask of new files": mask,
        "what signals do": tuple(map(signal.getsignal, _SIGNALS)),
        "the signals that are held back": signal.pthread_sigmask(signal.SIG_BLOCK, ()),
        "the limits": tuple(map(resource.getrlimit, _LIMITS)),
        "who hears of mistakes": (sys.excepthook, threading.excepthook),
        "how deep calls may go": sys.getrecursionlimit(),
    }


def changes(before: dict[str, Any], threads: Set[threading.Thread]) -> list[str]:
    """Return what is no longer as it was, a line each; new threads have some time to end.

    Those that hold up no end of the process may wait for something for ever.
    """
    new = [each for each in threading.enumerate() if not each.daemon and each not in threads]
    for each in new:
        each.join(PATIENCE)
    now = state()
    found = [f"{name}: {now[name]}, was {was}" for name, was in before.items() if now[name] != was]
    return found + [f"still there: {each}" for each in new if each.is_alive()]
